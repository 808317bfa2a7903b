"""Over generated lives: merged and split again, the register says the same, nothing leaks, and every room is asked."""

from datetime import timedelta
from random import Random

import pytest
from django.db.models import Sum

from brobygger.alarms.leaks import search
from brobygger.base.workdays import day_of
from brobygger.cases.models import Case, Registration
from brobygger.cases.states import CASE, OPEN
from brobygger.doubles import moving
from brobygger.doubles.rules import Why
from brobygger.doubles.tests.making import merged, split, two
from brobygger.doubles.tests.test_merging import stands
from brobygger.doubles.words import THINGS, WHY
from brobygger.evaluation.models import Tally
from brobygger.people.models import ContactPlan

pytestmark = pytest.mark.django_db

WAYS = sorted(
    set(CASE.states) - {"joined", "accepted", "guardian_missing"}
)  # what needs a referral or a guardian, apart
TOLD = ("identified", "no_contact_details", "reached", "accepted", "declined", "will_call_self")


def a_life(case, rng, now):
    """The case stands somewhere, with a register that says as much, and a card."""
    state = rng.choice(WAYS)
    ended = None if state in OPEN else now
    reached = state in ("declined", "will_call_self", "came", "did_not_come", "answer_not_recorded")
    outcome = "declined" if state == "declined" else "will_call_self" if state in ("will_call_self", "came") else ""
    follow = day_of(now) + timedelta(days=5) if state == "will_call_self" else None
    attempts = rng.randrange(4)
    Case.objects.filter(pk=case.pk).update(state=state, ended_at=ended, follow_until=follow, attempts=attempts)
    Registration.objects.filter(case=case).update(
        state=state, ended_at=ended, reached=reached, outcome=outcome, attempts=attempts,
        has_contact_details=rng.choice([True, False, None]), gender=rng.choice(["female", "male", ""]),
    )  # fmt: skip
    stop = rng.random() < 0.2
    ContactPlan.objects.filter(person=case.person_id).update(
        do_not_contact=stop, may_ring=not stop and rng.random() < 0.8, shares_phone_with_accused=rng.random() < 0.3
    )


def figures():
    rows = Tally.objects.values("split", "grp", "month", "incident_type").annotate(
        **{f"n_{one}": Sum(one) for one in TOLD}
    )
    told = sorted(tuple(map(str, row.values())) for row in rows if any(row[f"n_{one}"] for one in TOLD))
    fixed = ("pk", "reached", "reached_on", "outcome", "attempts", "decline_reason", "identified_on", "referral_token")
    return told, list(Registration.objects.order_by("pk").values(*fixed))


def leaks(cast, now):
    return sorted(
        str(leak) for leak, many in search(cast.actor("leader"), zone_id=cast.zone.pk, at=now).leaks.items() if many
    )


@pytest.mark.parametrize("seed", range(12))
def test_every_figure_is_the_same_merged_and_split(cast, now, seed):
    rng = Random(seed)
    one, other = two(cast, now)
    for case in (one, other):
        a_life(case, rng, now)
    cast.actor("leader")
    before, leaked, stood = figures(), leaks(cast, now), stands(one, other)
    one.refresh_from_db()
    other.refresh_from_db()
    goes_on = other.pk if one.state == "awaiting_type" else one.pk
    row = merged(cast, now, one, other, goes_on=goes_on)
    assert figures() == before
    assert set(leaks(cast, now)) <= set(leaked)
    split(cast, now, row)
    assert figures() == before
    assert leaks(cast, now) == leaked
    kept = [told[3:] for told in stands(one, other)]
    assert [[(row["id"], row["person_id"]) for row in rows] for told in kept for rows in told[:2]] == [
        [(row["id"], row["person_id"]) for row in rows] for told in stood for rows in told[3:5]
    ]


def test_every_column_that_points_at_a_person_is_decided_about():
    """Where a new room points at a person: does its row go along, and what is it called where it is placed?"""
    every = moving.references()
    assert set(every) >= moving.STAYS
    assert {key for key in every if key not in moving.STAYS | {moving.MARKS}} == set(THINGS)
    assert set(WHY) == set(Why)
