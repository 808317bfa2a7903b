"""What may be done to a role, from facts alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from brobygger.base.decision import YES, Decision, first_no, no


@dataclass(frozen=True, slots=True)
class RoleFacts:
    """A role that someone has in a zone, and what else holds on the day it would end."""

    is_own: bool
    own_other_roles: int
    is_leader: bool
    other_leaders: int
    since: date
    already_ends: bool


def may_end_role(facts: RoleFacts, *, last_day: date, today: date) -> Decision:
    """Whether the role may end: a zone keeps a leader, and no one locks herself out."""
    return first_no(
        no("role_ended_already") if facts.already_ends else YES,
        no("last_day_before_first") if last_day < facts.since else YES,
        no("last_day_long_past") if (today - last_day).days > 1 else YES,
        no("last_leader") if facts.is_leader and not facts.other_leaders else YES,
        no("own_last_role") if facts.is_own and not facts.own_other_roles else YES,
    )


def may_give_role(*, to_oneself: bool, has_it_already: bool) -> Decision:
    """Whether the role may be given: never to oneself, and not twice."""
    return first_no(
        no("role_to_oneself") if to_oneself else YES,
        no("has_role_already") if has_it_already else YES,
    )
