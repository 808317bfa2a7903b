"""The list equals the door: what `scope` shows is exactly what `may` lets through, row by row."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brobygger.access.actor import Actor, Role
from brobygger.access.policy import POLICY, Act, may, may_somewhere, scope, zones_for
from brobygger.trail.models import Entry

actors = st.builds(
    Actor,
    user_id=st.integers(1, 9),
    roles=st.frozensets(st.tuples(st.sampled_from([r.value for r in Role]), st.integers(1, 4)), max_size=5),
)


@given(actors, st.sampled_from(list(Act)), st.integers(1, 5))
def test_the_zones_of_an_act_are_those_where_a_row_may_be_touched(actor, act, zone):
    assert bool(may(actor, act, SimpleNamespace(zone_id=zone))) == (zone in zones_for(actor, act))
    assert bool(may_somewhere(actor, act)) == bool(zones_for(actor, act))


@given(actors, st.sampled_from(list(Act)), st.integers(1, 5))
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


def test_nothing_is_allowed_that_the_table_does_not_say():
    nobody = Actor(user_id=1)
    assert not any(may(nobody, act, SimpleNamespace(zone_id=1)) for act in Act)


@pytest.mark.parametrize("act", list(Act))
def test_every_act_is_somebodys(act):
    assert any(rule.act is act for rule in POLICY)


def test_the_data_protection_officer_sees_no_person():
    acts = {rule.act for rule in POLICY if rule.role is Role.DATA_PROTECTION_OFFICER}
    assert not acts & {Act.SEE_CASE, Act.SEE_CALL_LIST, Act.CALL, Act.SEE_IMPORTS, Act.IMPORT_FILE}
