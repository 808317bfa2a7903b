"""When the next meeting is due, and when one may be noted as held."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from brobygger.base.decision import YES, Decision, no
from brobygger.base.workdays import plus_months

MONTHS_BACK = 12  # within which a meeting that was held is noted afterwards


class Next(StrEnum):
    """How it stands with the next meeting."""

    NONE_YET = "none_yet"  # none has been held, and nobody has said when the first is to be
    PLANNED = "planned"
    PLANNED_LATE = "planned_late"  # planned for a day after it is due
    TO_PLAN = "to_plan"
    OVERDUE = "overdue"


@dataclass(frozen=True, slots=True)
class Standing:
    """When the next meeting is due, which is planned, and how many days it is late."""

    next: Next
    due_on: date | None = None
    planned_on: date | None = None
    days_late: int = 0


def standing(
    *, last_held: date | None, begins_on: date | None, planned: date | None, months: int, today: date
) -> Standing:
    """How it stands with the next meeting. `planned` is the first one that is still to come."""
    due = plus_months(last_held, months) if last_held else None
    if begins_on is not None and (last_held is None or begins_on > last_held):
        due = begins_on
    if planned is not None:
        late = due is not None and planned > due
        return Standing(Next.PLANNED_LATE if late else Next.PLANNED, due, planned)
    if due is None:
        return Standing(Next.NONE_YET)
    return Standing(Next.OVERDUE, due, None, (today - due).days) if due < today else Standing(Next.TO_PLAN, due)


def may_plan(*, on: date, today: date) -> Decision:
    """Whether a meeting can be written down for the day: one that was held is noted afterwards, within a year."""
    return YES if on >= plus_months(today, -MONTHS_BACK) else no("meeting_too_long_ago")


def may_hold(*, held_on: date, today: date) -> Decision:
    """Whether a meeting can be noted as held on the day."""
    return no("meeting_in_the_future") if held_on > today else may_plan(on=held_on, today=today)


def may_agree(*, due_on: date | None, today: date) -> Decision:
    """Whether something new can be done by the day."""
    return no("agreed_for_a_day_that_has_passed") if due_on is not None and due_on < today else YES
