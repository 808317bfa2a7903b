"""A hunt over generated lives: what may not be told is in no extract made for him, or for one who may meet him."""

from datetime import timedelta
from itertools import count

import pytest
from django.db import transaction
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from brobygger.base.decision import Refused
from brobygger.extracts import actions, gathering, queries, rules
from brobygger.extracts.tests.making import assessed, begun, finished
from brobygger.risk.tests import making as assessing

WORDS = st.sampled_from(
    [
        "Naboen har hørt det hele", "naboen har  hørt det hele", "Han ringede 40 gange", "Hun er på krisecenter",
        "Bo", "Bo kender vejen", "Datteren så det fra skolen i Køge", "Ny lås", "Følges tæt", "…",
    ]
)  # fmt: skip
EVIDENCE = st.lists(
    st.tuples(WORDS, st.sampled_from(["yes", "no"]), st.sampled_from(["leader", "assessors"])), max_size=5
)
PRESSES = st.lists(
    st.tuples(st.sampled_from(["out", "back", "show", "hide"]), st.integers(0, 30), st.integers(0, 3)), max_size=12
)
TO = st.sampled_from([("other_party", ""), ("court", "yes"), ("police", "not_known"), ("shelter", "no")])


@pytest.fixture
def lives(cast, now):
    return assessed(cast, now), count(1)


def press(cast, row, what, number, which, at):
    """Something that anyone with the page open may send."""
    lines = list(row.lines.order_by("place"))
    line = lines[number % len(lines)]
    told = {"extract_id": row.pk, "line_id": line.pk, "by": cast.actor("assessor"), "at": at}
    try:
        with transaction.atomic():
            if what == "out":
                actions.take_out(**told, why="others")
            elif what == "back":
                actions.put_back(**told)
            elif what == "show":
                hidden = [one.start for one in queries.Told(line).pieces if one.hidden]
                actions.show_words(**told, start=hidden[which % len(hidden)] if hidden else which)
            else:
                del told["line_id"]
                actions.hide_words(**told, words=("Bo", "Naboen", "skolen", "låsen")[which])
    except Refused:
        pass


@pytest.mark.django_db
@settings(max_examples=40, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(evidence=EVIDENCE, later=EVIDENCE, presses=PRESSES, to=TO)
def test_what_may_not_be_told_is_in_no_extract_that_he_may_read(cast, now, lives, evidence, later, presses, to):
    case, turns = lives
    at = now + timedelta(minutes=next(turns))
    with transaction.atomic():
        for words, may_learn, readers in evidence:
            assessing.evidence(cast, at, case, words=words, may_learn=may_learn, readers=readers)
        row = begun(cast, at, case, receiver=to[0], may_meet=to[1])
        for what, number, which in presses:
            press(cast, row, what, number, which, at)
        for words, may_learn, readers in later[:2]:
            assessing.evidence(cast, at, case, words=words, may_learn=may_learn, readers=readers)
        try:
            with transaction.atomic():
                row = finished(cast, at, row)
                if row.state == "to_approve":
                    row = actions.approve(
                        extract_id=row.pk, edition=row.edition, by=cast.actor("second_assessor"), at=at
                    )
        except Refused:
            transaction.set_rollback(True)
            return
        event(f"made for {to[0]}")
        guarded = rules.is_guarded(row.receiver, row.may_meet)
        assert not guarded or row.approved_by_id
        forbidden = gathering.not_to_be_told(case) if guarded else []
        for line in row.lines.filter(out=False).select_related("evidence"):
            assert not guarded or line.evidence is None or line.evidence.may_learn == "yes"
            assert not rules.repeats(queries.Told(line).printed, forbidden)
        transaction.set_rollback(True)
