"""The list equals the door: what `scope` shows is exactly what `may` lets through, row by row."""

from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brobygger.access.actor import Actor, Role
from brobygger.access.conditions import (
    ANY_MEETING,
    ENDED_PLAN_MEETING,
    IN_ZONE,
    LEADERS_MEETING,
    LED_PLAN,
    OUTREACH_MEETING,
    OWN_ASSESSMENT,
    OWN_CARD,
    OWN_COURSE,
    OWN_DRAFT_CARD,
    OWN_DUTY,
    OWN_HOURS,
    OWN_PEOPLE,
    OWN_PLAN,
    OWN_PLAN_MEETING,
    OWN_RUNNING,
    OWN_SCREENING,
    OWN_STEP,
    RESOURCE_PERSONS_MEETING,
    TEAMS_MEETING,
)
from brobygger.access.policy import POLICY, Act, may, may_somewhere, scope, zones_for
from brobygger.config.addresses import CHECKOUT
from brobygger.trail.models import Entry

actors = st.builds(
    Actor,
    user_id=st.integers(1, 9),
    roles=st.frozensets(st.tuples(st.sampled_from([r.value for r in Role]), st.integers(1, 4)), max_size=5),
)

# Acts for which the zone is the whole condition; those that also ask whose the row is are held by rows further down.
OF_A_ZONE = sorted({rule.act for rule in POLICY} - {rule.act for rule in POLICY if rule.condition is not IN_ZONE})


@given(actors, st.sampled_from(OF_A_ZONE), st.integers(1, 5))
def test_the_zones_of_an_act_are_those_where_a_row_may_be_touched(actor, act, zone):
    assert bool(may(actor, act, SimpleNamespace(zone_id=zone))) == (zone in zones_for(actor, act))


@given(actors, st.sampled_from(list(Act)))
def test_a_page_opens_just_where_the_act_has_a_zone(actor, act):
    assert bool(may_somewhere(actor, act)) == bool(zones_for(actor, act))


@given(actors, st.sampled_from(OF_A_ZONE), st.integers(1, 5))
def test_the_list_holds_the_row_just_where_the_door_opens(actor, act, zone):
    shown = scope(actor, act, Entry.objects.all())
    assert _holds(shown, zone) == bool(may(actor, act, SimpleNamespace(zone_id=zone)))


def _holds(rows, zone):
    """Whether the query's own condition lets a row of the zone through."""
    if rows.query.is_empty():
        return False
    return any(zone in lookup.rhs for lookup in _lookups(rows.query.where))


def _lookups(node):
    for child in node.children:
        if hasattr(child, "children"):
            yield from _lookups(child)
        else:
            yield child


def test_a_duty_is_its_holders_in_the_list_as_at_the_door(db):
    for holder, zone, role in ((1, 1, "worker"), (2, 1, "worker"), (1, 2, "worker"), (1, 1, "coordinator")):
        actor = Actor(user_id=1, roles=frozenset({(role, 1)}))
        row = SimpleNamespace(zone_id=zone, holder_id=holder)
        listed = OWN_DUTY.rows(actor, Role.WORKER).check({"zone_id": zone, "holder_id": holder})
        assert listed == OWN_DUTY.row(actor, Role.WORKER, row) == ((holder, zone, role) == (1, 1, "worker"))


# The other conditions join tables, and are held equal there, on real rows of the whole cast.
HELD_ON_ROWS = {
    OWN_PEOPLE: "brobygger/counselling/tests/test_sight.py",
    OWN_RUNNING: "brobygger/counselling/tests/test_sight.py",
    OWN_CARD: "brobygger/counselling/tests/test_sight.py",
    OWN_SCREENING: "brobygger/screening/tests/test_sight.py",
    OWN_DRAFT_CARD: "brobygger/screening/tests/test_sight.py",
    OWN_COURSE: "brobygger/courses/tests/test_sight.py",
    OWN_HOURS: "brobygger/rota/tests/test_sight.py",
    OWN_ASSESSMENT: "brobygger/risk/tests/test_sight.py",
    OWN_STEP: "brobygger/risk/tests/test_sight.py",
    **dict.fromkeys(
        (OWN_PLAN, LED_PLAN, OWN_PLAN_MEETING, ENDED_PLAN_MEETING), "brobygger/coordination/tests/test_plan.py"
    ),
    **dict.fromkeys(
        (RESOURCE_PERSONS_MEETING, TEAMS_MEETING, OUTREACH_MEETING, LEADERS_MEETING, ANY_MEETING),
        "brobygger/meetings/tests/test_sight.py",
    ),
}


def test_every_condition_is_held_equal_somewhere():
    assert {rule.condition for rule in POLICY} == {IN_ZONE, OWN_DUTY, *HELD_ON_ROWS}
    for file in set(HELD_ON_ROWS.values()):
        assert "test_the_list_is_the_door_row_by_row" in (CHECKOUT / file).read_text(encoding="utf-8")


def test_nothing_is_allowed_that_the_table_does_not_say():
    nobody = Actor(user_id=1)
    row = SimpleNamespace(
        pk=1, zone_id=1, holder_id=1, counsellor_id=1, assessor_id=1, second_id=1, worker_id=1,
        leader_id=1, second_leader_id=1, state="running", kind="sparring", lead_id=1,
        arrival=None,
    )  # fmt: skip
    assert not any(may(nobody, act, row) for act in Act)


@pytest.mark.parametrize("act", list(Act))
def test_every_act_is_somebodys(act):
    assert any(rule.act is act for rule in POLICY)


def test_the_data_protection_officer_sees_no_person():
    acts = {rule.act for rule in POLICY if rule.role is Role.DATA_PROTECTION_OFFICER}
    assert not acts & {Act.SEE_CASE, Act.SEE_CALL_LIST, Act.CALL, Act.SEE_IMPORTS, Act.IMPORT_FILE}
