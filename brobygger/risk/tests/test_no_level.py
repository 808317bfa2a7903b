"""People judge: whatever is answered, no total, level, colour, order or default comes of it, anywhere."""

import json
import random
import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from brobygger.packs.codes import OPINIONS
from brobygger.risk import assessing, board, queries
from brobygger.risk.assessing import questions_of
from brobygger.risk.models import RiskCase
from brobygger.risk.tests.making import answers, begun, concluded, evidence, talked, team
from brobygger.trail.models import Entry

pytestmark = pytest.mark.django_db
ANSWERS = ("yes", "partly", "no", "not_known")


def generated(row, seed):
    """Answers drawn by lot; the opinions, which a person chooses, are the same in all of them."""
    draw = random.Random(seed)
    told = answers(row)
    opinions = {one.link_id for one in questions_of(row.pack, *OPINIONS)}
    few = ANSWERS[:3] if seed % 2 else ("no", "no", "yes")  # so that not more than half is unknown
    return {name: value if name in opinions else [draw.choice(few)] for name, value in told.items()}


def judged(cast, now, case, seed):
    row = begun(cast, now, case)
    factors = set(assessing.factor_of(row.pack).values())
    evidence(cast, now, case, bears_on=factors)
    told, by = generated(row, seed), cast.actor("assessor")
    assessing.keep_answers(rating_id=row.ratings.get().pk, answers=told, edition=None, by=by, at=now)
    concluded(cast, now, row)
    RiskCase.objects.filter(pk=case.pk).update(second=cast.second_assessor)
    return assessing.hand_in(assessment_id=row.pk, by=cast.actor("assessor"), at=now)


def columns(row):
    """What is kept of it beside the sealed words, numbers of rows apart."""
    skipped = {"id", "case", "screening", "assessment", "answers"}
    return {one.name: one.value_from_object(row) for one in row._meta.concrete_fields if one.name not in skipped}


def test_whatever_is_answered_the_rows_and_the_board_are_the_same(cast, now):
    cases = [team(cast, now), *(talked(cast, now) for _number in range(5))]
    rows = [judged(cast, now, case, seed) for seed, case in enumerate(cases)]
    for number, case in enumerate(cases):
        case.refresh_from_db()
        expected, told = columns(cases[0]), columns(case)
        expected.pop("second"), told.pop("second")  # the first of them has a second assessor
        assert told == expected
        assert columns(rows[number]) == columns(rows[0])
        assert columns(rows[number].ratings.get()) == columns(rows[0].ratings.get())
    by = cast.actor("assessor")
    shown = board.see_board(by, zone_id=cast.koege.pk, mine=True, at=cases[0].due_at)
    assert [one.row.pk for one in shown.due] == sorted(case.pk for case in cases), "in the order in which they are due"


def test_whatever_is_answered_a_page_says_no_more_than_the_answers(cast, now):
    moment = timezone.now()
    cases = [team(cast, moment), talked(cast, moment)]
    client = Client()
    client.force_login(cast.assessor)
    seen = []
    for seed, case in enumerate(cases):
        row = judged(cast, moment, case, seed)
        cast.actor("assessor")
        page = client.get(reverse("risk_assessment", args=[row.pk])).content.decode()
        paper = client.get(reverse("risk_print", args=[row.pk])).content.decode()
        told = json.loads(client.get(reverse("risk_answers", args=[row.pk])).content)
        assert not re.search(r"value(Decimal|Integer|Quantity)", json.dumps(told)), "no number in the export"
        assert "svar er ja" not in page + paper
        seen.append((_dress(page), _dress(paper), _words_around(page, row)))
    assert seen[0][:2] == seen[1][:2], "the same classes, whatever was answered"
    assert seen[0][2] == seen[1][2], "the same words, apart from the answers"


def _dress(page):
    """The classes of everything on the page, in their order."""
    return re.findall(r'class="([^"]*)"', page)


def _words_around(page, row):
    """The page without the answers, and without numbers of rows."""
    text = re.sub(r"<[^>]+>", " ", page.split("<main", 1)[1])
    return re.sub(r"\b(Ja|Nej|Delvist eller måske|Vides ikke)\b|\s+|\d\d:\d\d", " ", text).split()


def test_the_trail_and_the_addresses_tell_nothing_of_what_was_answered(cast, now):
    row = judged(cast, now, team(cast, now), 3)
    codes = set(ANSWERS)
    facts = Entry.objects.filter(what__startswith="risk.").values_list("facts", flat=True)
    assert not any(codes & set(map(str, told.values())) for told in facts)
    assert queries.holding(RiskCase.objects.get()).pk == row.pk
