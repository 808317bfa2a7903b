"""What may be done with a duty, and when its next step is due. Pure: facts in, a decision out."""

from collections.abc import Set
from dataclasses import dataclass
from datetime import datetime, timedelta

from brobygger.access.actor import LEADERS, Role
from brobygger.base import workdays
from brobygger.base.decision import YES, Decision, first_no, no
from brobygger.base.workdays import day_of
from brobygger.duties.states import BEFORE_SENDING, DutyKind, DutyState, ParentsTold

# Those who are employed by an authority; the others have the duty that everyone has.
PROFESSIONALS = LEADERS | {Role.WORKER, Role.EMPLOYEE, Role.RESOURCE_PERSON, Role.ASSESSOR}
# What is seen later in the day than this is for the next working day.
LATE_HOUR = 15


@dataclass(frozen=True, slots=True)
class Limit:
    """How long a step may take: in hours, or in working days; 0 is the same day, or the next working day."""

    hours: int | None = None
    working_days: int | None = None


def usual_kind(roles: Set[str]) -> DutyKind:
    """The paragraph about a child that follows from what she is here."""
    return DutyKind.PROFESSIONAL if PROFESSIONALS & roles else DutyKind.EVERYONE


def may_take_kind(kind: str, *, usual: str, reason: str) -> Decision:
    """Another paragraph than her role's own asks for a reason; the police need none."""
    if kind in (DutyKind.POLICE, usual) or reason.strip():
        return YES
    return no("say_why_another_paragraph")


def due(since: datetime, limit: Limit | None) -> datetime | None:
    """When the step should have been taken; None where it has no deadline."""
    if limit is None:
        return None
    if limit.hours is not None:
        return since + timedelta(hours=limit.hours)
    days = limit.working_days or 0
    return workdays.after(days, since) if days else same_day(since)


def same_day(since: datetime) -> datetime:
    """The end of the day; late in the day and on days off, the end of the next working day."""
    here = since.astimezone(workdays.COPENHAGEN)
    if here.hour < LATE_HOUR and workdays.DANISH.is_working_day(day_of(here)):
        return workdays.end_of(day_of(here))
    return workdays.after(1, since)


def with_reason(reason: str) -> Decision:
    """What is decided against, ended or taken up again says why."""
    return YES if reason.strip() else no("say_why")


def may_write(state: str) -> Decision:
    """Facts and children may be added as long as the duty is open; what has been sent is not changed by it."""
    return no("duty_is_ended") if state in (DutyState.NOT_TO_NOTIFY, DutyState.MISTAKE) else YES


def may_strike(state: str) -> Decision:
    """Something may be taken out again only before anything was sent."""
    return YES if state in BEFORE_SENDING else no("sent_already")


def parents_hold(told: str, reason: str) -> Decision:
    """Where the parents have not been told, the reason stands beside it."""
    return YES if told == ParentsTold.TOLD else with_reason(reason)


def may_send(*, text: str, sent_at: datetime, at: datetime) -> Decision:
    """Something was written, and the sending is not in the future."""
    return first_no(
        YES if text.strip() else no("nothing_written"), YES if sent_at <= at else no("that_is_in_the_future")
    )


def may_write_text(state: str) -> Decision:
    """The text is written before sending; afterwards as an addition."""
    return may_write(state) if state != DutyState.RAISED else no("decide_first")


def may_ask(*, asked_id: int, holder_id: int, team: Set[int]) -> Decision:
    """A colleague of the zone who may have duties is asked to take over; never oneself."""
    return YES if asked_id in team and asked_id != holder_id else no("not_a_colleague_here")


def child_holds(*, name: str, birth_year: int | None, unborn: bool, this_year: int) -> Decision:
    """Something is told of the child, and a year of birth is that of a child."""
    if not (name.strip() or birth_year or unborn):
        return no("nothing_written")
    if birth_year is not None and not this_year - 18 <= birth_year <= this_year + 1:
        return no("not_the_year_of_a_child")
    return YES
