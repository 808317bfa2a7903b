"""The figures of the survey: what was answered, in which months, and how many were invited."""

import json
from datetime import date, timedelta
from random import Random

import pytest
from django.utils.translation import override

from brobygger.base.decision import NotFound
from brobygger.base.workdays import day_of
from brobygger.evaluation.cards import card
from brobygger.evaluation.figures import Question
from brobygger.evaluation.queries import figures
from brobygger.evaluation.rules import Period
from brobygger.evaluation.sheets import as_csv
from brobygger.evaluation.tests.register import draft, register
from brobygger.surveys import queries
from brobygger.surveys.models import Answer
from brobygger.surveys.tests.making import answer, next_month, opened, runs

ON = date(2026, 11, 18)


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.DATA = tmp_path


def test_the_figures_tell_what_was_answered_and_by_how_many(cast, now):
    runs(cast, now)
    for number in range(6):
        answer(cast.zone, now, knew_of_service_before=("yes", "no", "dont_know")[number % 3])
    opened(cast.zone, next_month(now))
    assert Answer.objects.count() == 6
    by = cast.actor("owner")

    def told(period):
        found = {one.key: one for one in figures(by, Question(cast.zone.pk, cast.programme.pk, period), on=ON)}
        return found["survey"], found["survey_response"]

    survey, response = told(Period())
    row = survey.row("knew_of_service_before")
    assert (row.n, row.missing, row.counts) == (6, 0, {"positive": 2, "not_positive": 2, "dont_know": 2})
    shown = json.loads(json.dumps(survey.row("got_new_information").as_json()))
    assert (shown["n"], shown["missing"], shown["percent"]["positive"]) == (0, 6, None)
    assert response.row("answered").n == 6
    register(cast.zone.pk, cast.programme.pk, [draft(Random(1), reached=True, survey="sent", state="declined")])
    more = told(Period())[1]  # six have answered one invitation
    assert (card(more).lines[1].cells[1][1], more.row("answered").n) == ("–", 6)
    assert b"6" in as_csv([more])
    month = day_of(now).replace(day=1)
    assert told(Period(month, month + timedelta(days=29)))[0].n == 6
    assert told(Period(month, month + timedelta(days=28)))[0].n == 0
    assert told(Period(month + timedelta(days=1), None))[0].n == 0
    strange = cast.actor("stranger")
    with pytest.raises(NotFound):
        queries.answers(strange, zone_id=cast.zone.pk, programme_id=cast.programme.pk, first=None, last=None)


def test_who_was_invited_is_counted_by_what_the_register_says_and_told_in_words(cast, now):
    cast.actor("owner")
    rng = Random(3)
    codes = ["sent"] * 4 + ["exempt_language"] * 2 + ["not_wanted", "", "exempt_not_defensible"]
    told = {"state": "declined", "outcome": "declined", "reached": True, "identified_on": date(2019, 5, 2)}
    rows = [draft(rng, **told | {"survey": code, "reached_on": date(2019, 5, 4)}) for code in codes]
    register(cast.zone.pk, cast.programme.pk, rows)
    register(cast.zone.pk, cast.programme.pk, [draft(rng, state="to_call", outcome="", reached=False)], prefix="x")
    asked = Question(cast.zone.pk, cast.programme.pk, Period(date(2019, 5, 1), date(2019, 5, 31)))
    found = {one.key: one for one in figures(cast.actor("owner"), asked, on=ON)}
    invited, response = found["survey_invited"], found["survey_response"]
    assert (invited.n, invited.missing) == (8, 1)
    assert [row.n for row in invited.rows] == [4, 1, 0, 2, 1]
    assert [row.n for row in response.rows] == [4, 0]
    with override("en"):
        assert card(invited).sentence == "4 were invited, and 3 were exempted."
        assert card(response).sentence == "0 answers to 4 invitations (0%)."
        assert card(found["survey"]).sentence.startswith("Nobody")
