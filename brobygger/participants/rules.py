"""When a form is filled in, when someone is followed up, and who gets whose contact details. No Django, no clock."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import NamedTuple

from brobygger.base.decision import YES, Decision, no
from brobygger.base.workdays import plus_months

FIRST_MONTH, LAST_MONTH = 3, 6  # seed 003, Kerneelement 3: what follows the course
AFTER = ("completed", "dropped_out")


class Window(NamedTuple):
    first: date
    last: date


def window(ended_on: date) -> Window:
    """From three to six months after the course has ended for someone."""
    return Window(plus_months(ended_on, FIRST_MONTH), plus_months(ended_on, LAST_MONTH))


def may_follow_up(*, place: str, ended_on: date, today: date) -> Decision:
    """Whether someone is followed up yet; whoever left before the end is, too."""
    if place not in AFTER:
        return no("followed_up_afterwards")
    return YES if today >= window(ended_on).first else no("follow_up_is_to_come")


def may_measure(
    *, when: str, place: str, held: int, of: int, ended_on: date, today: date, early: bool = False
) -> Decision:
    """Whether the form is filled in now: before the second session, when it ends, and at the follow-up. At the end is
    from the last session on, or when someone has left; before that (`early`) only where it is said."""
    if when == "later":
        return may_follow_up(place=place, ended_on=ended_on, today=today)
    if when == "at_end":
        if place not in ("confirmed", *AFTER) or not held:
            return no("measured_at_the_end")
        return YES if early or place in AFTER or held >= of - 1 else no("measured_before_the_last")
    return YES if place in ("waiting", "offered", "confirmed") and held <= 1 else no("measured_before")


def exchanged(gives: Mapping[int, Collection[int]], apart: Collection[frozenset[int]] = ()) -> set[frozenset[int]]:
    """The pairs who get each other's details: both have said yes to the other, and nothing speaks against it.

    Why a pair is not here is told to nobody: one has not said yes, or they must not meet.
    """
    pairs = {frozenset((one, other)) for one, others in gives.items() for other in others if one != other}
    return {
        pair for pair in pairs if pair not in apart and all(pair - {one} <= set(gives.get(one, ())) for one in pair)
    }
