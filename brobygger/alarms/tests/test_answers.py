"""Whatever happens to someone, something sees to her: every state is explained, listed, timed, or goes on elsewhere."""

from datetime import UTC, datetime
from importlib import import_module
from importlib.util import find_spec

import pytest
from django.conf import settings
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from brobygger.alarms.answers import ANSWERS, NO_JOURNEY, Deadline, Ended, GoesOn, Listed, answer
from brobygger.alarms.policy import SHIPPED
from brobygger.alarms.rules import due
from brobygger.base.machine import Machine
from brobygger.base.underway import UnderWay
from brobygger.cases.models import Case

EVERY = [(name, machine, state) for name, (machine, _) in ANSWERS.items() for state in machine.states]


def _machines():
    for room in settings.ROOMS:
        if find_spec(f"brobygger.{room}.states"):
            for found in vars(import_module(f"brobygger.{room}.states")).values():
                if isinstance(found, Machine):
                    yield found


def test_every_machine_of_the_house_is_a_journey_or_is_said_not_to_be():
    names = {machine.name for machine in _machines()}
    assert names <= set(ANSWERS) | set(NO_JOURNEY)
    assert not set(ANSWERS) & set(NO_JOURNEY)
    assert all(machine.name == name for name, (machine, _) in ANSWERS.items())


@pytest.mark.parametrize(("name", "machine", "state"), EVERY, ids=[f"{n}.{s}" for n, _, s in EVERY])
def test_every_state_is_seen_to(name, machine, state):
    told = answer(name, state)
    if isinstance(told, Listed):
        assert reverse(told.url)
        assert told.until in {field.name for field in Case._meta.get_fields()}
        assert machine.moves[state]
    elif isinstance(told, Deadline):
        assert told.keys
        assert set(told.keys) <= set(SHIPPED.limits)
        assert machine.moves[state], "a deadline for something that cannot move on"
    elif isinstance(told, GoesOn):
        assert told.journey in ANSWERS
    else:
        assert isinstance(told, Ended)


def test_nothing_that_is_over_is_taken_for_a_loose_end():
    """A state that nothing leads out of is an end, or is carried on elsewhere."""
    for name, machine, state in EVERY:
        if not machine.moves[state]:
            assert isinstance(answer(name, state), Ended | GoesOn)


def test_no_answer_is_given_for_a_state_that_is_not_there():
    for machine, told in ANSWERS.values():
        assert set(told) == set(machine.states)


@given(st.data())
def test_a_random_way_through_the_house_always_has_an_answer(data):
    """From the file to the end: at each stop there is an end, a day, or another room in which the way goes on."""
    journey, since = "case", datetime(2026, 11, 18, 10, 30, tzinfo=UTC)
    state = data.draw(st.sampled_from(sorted(ANSWERS[journey][0].start)))
    for _ in range(40):
        machine, _answers = ANSWERS[journey]
        told = answer(journey, state)
        if isinstance(told, Ended) and data.draw(st.booleans()):
            return  # an end: some ends may be undone, and then the way goes on
        if isinstance(told, Deadline):
            for key in told.keys:
                kind, standing = key.split(".")
                assert due(UnderWay(kind, 1, standing, since), SHIPPED).at > since
        if isinstance(told, GoesOn) and data.draw(st.booleans()):
            journey = told.journey
            state = data.draw(st.sampled_from(sorted(ANSWERS[journey][0].start)))
            continue
        after = sorted(machine.moves[machine.states(state)])
        if not after:
            assert isinstance(told, Ended | GoesOn)
            return
        state = data.draw(st.sampled_from(after))
