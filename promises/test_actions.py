"""Every writing door says who acts and when, and leaves a trail."""

import inspect

import pytest

from brobygger.programmes.models import AttemptPolicy, Programme
from brobygger.trail.actions import write
from promises import trailed

# Ground work by the program itself, before anyone acts: what is shipped, and the trail that everything else writes to.
WITHOUT_ACTOR = {"staff.open_first_zones", "trail.write", "trail.seal", "trail.digest_of"}


ACTIONS = [a for a in trailed.actions() if a[0] not in WITHOUT_ACTOR]


@pytest.mark.parametrize(("name", "action"), ACTIONS, ids=[name for name, _ in ACTIONS])
def test_an_action_takes_who_and_when_by_name(name, action):
    parameters = inspect.signature(inspect.unwrap(action)).parameters
    for needed in ("by", "at"):
        assert needed in parameters, f"{name} does not take {needed}"
        assert parameters[needed].kind is inspect.Parameter.KEYWORD_ONLY


@pytest.mark.parametrize(("name", "action"), ACTIONS, ids=[name for name, _ in ACTIONS])
def test_an_action_says_what_is_true_afterwards(name, action):
    assert inspect.getdoc(action), f"{name} has no docstring"


@pytest.mark.parametrize(
    ("name", "deed", "fails"),
    [
        (
            "people.change",
            lambda cast, now: (cast.actor("leader"), AttemptPolicy.objects.update(most_attempts=5)),
            True,
        ),
        ("people.change", lambda cast, now: AttemptPolicy.objects.filter(pk=0).update(most_attempts=5), False),
        ("people.change", lambda cast, now: write("people.found", by=cast.actor("owner"), at=now), False),
        ("people.look", lambda cast, now: Programme.objects.count(), False),
        ("outreach.see_card", lambda cast, now: Programme.objects.count(), True),
    ],
)
def test_an_action_that_leaves_no_row_in_the_trail_fails_whichever_test_does_it(cast, now, name, deed, fails):
    watched = trailed.watched(name, deed)
    if not fails:
        watched(cast, now)
        return
    with pytest.raises(AssertionError, match=name):
        watched(cast, now)


def test_what_an_action_leaves_to_its_caller_the_caller_must_note(cast, now):
    cast.actor("leader")
    inner = trailed.watched("people.keep", lambda: AttemptPolicy.objects.update(most_attempts=5))
    with pytest.raises(AssertionError, match=r"people\.both"):
        trailed.watched("people.both", inner)()
    trailed.watched("people.both", lambda: (inner(), write("people.found", by=cast.actor("owner"), at=now)))()
