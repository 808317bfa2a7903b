"""Whether someone may have a place, when the sessions are, and whether a course can run. No Django, no clock."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from brobygger.base.decision import YES, Decision, first_no, no
from brobygger.base.workdays import COPENHAGEN, DANISH, DAY, Calendar, day_of, noon_of

MOST_WEEKS = 60  # a course that is not over within these is no course
UNDO = timedelta(minutes=10)  # as everywhere in the house
# Asked earlier, nobody knows whether someone still comes and whether it is safe: it is then all that is asked.
ASKED_WITHIN = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Break:
    """A school break, the same days or the same weeks each year; it may lie over New Year."""

    first: str  # MM-DD, or the number of a week in two figures
    last: str

    def holds(self, day: date) -> bool:
        """Whether the day lies in it; a week is Monday to Sunday, numbered by ISO 8601."""
        by_week = len(self.first) == len("07")
        here = f"{day.isocalendar().week:02}" if by_week else day.isoformat()[5:]
        if self.first <= self.last:
            return self.first <= here <= self.last
        return here >= self.first or here <= self.last


def a_break(told: str) -> Break:
    """A break as it is kept: `10-12–10-18` by days, `07` or `27–32` by weeks."""
    first, _dash, last = told.partition("–")
    return Break(first, last or first)


def is_off(day: date, breaks: Iterable[Break], *, calendar: Calendar = DANISH) -> bool:
    """Whether no course meets on the day: a weekend, a holiday or a school break."""
    return not calendar.is_working_day(day) or any(one.holds(day) for one in breaks)


def session_days(
    first: date, *, sessions: int, weeks_between: int, breaks: Collection[Break] = (), calendar: Calendar = DANISH
) -> list[date]:
    """The days of a course from the first on: every so many weeks, a week later where it is a holiday or a break.

    Fewer than asked for only where no such days lie within the year.
    """
    found: list[date] = []
    day, last = first, first + timedelta(weeks=MOST_WEEKS * weeks_between)
    while len(found) < sessions and day <= last:
        if not is_off(day, breaks, calendar=calendar):
            found.append(day)
            day += timedelta(weeks=weeks_between)
        else:
            day += timedelta(weeks=1)
    return found


@dataclass(frozen=True, slots=True)
class ToJoin:
    """What is known of someone who is to wait for a course (seed 003, Drivkraft 1)."""

    with_the_team: bool
    is_assessed: bool  # an assessment holds
    wishes_a_group: bool
    has_place: bool


def may_wait(facts: ToJoin) -> Decision:
    """Whether someone may wait for a course: assessed, and wishing it herself."""
    return first_no(
        YES if facts.with_the_team else no("not_with_the_team"),
        YES if facts.is_assessed else no("assessed_first"),
        YES if facts.wishes_a_group else no("her_wish_is_missing"),
        no("waits_already") if facts.has_place else YES,
    )


def is_closed(*, held: int, closes_after: int) -> bool:
    """Whether the group is closed: the same meet each time (seed 003, Kerneelement 3)."""
    return held >= closes_after


def free_seats(taken: Iterable[int], most: int) -> list[int]:
    """The seats that nobody has."""
    given = set(taken)
    return [seat for seat in range(1, most + 1) if seat not in given]


def may_offer(*, state: str, held: int, closes_after: int, free: Sequence[int]) -> Decision:
    """Whether the course takes anyone more."""
    return first_no(
        YES if state in ("planned", "running") else no("course_is_over"),
        no("course_is_closed") if is_closed(held=held, closes_after=closes_after) else YES,
        YES if free else no("course_is_full"),
    )


def answer_until(usual: datetime, *, first: datetime | None, now: datetime) -> datetime:
    """Until when an offer is answered: within the usual days, and before the session that comes first."""
    return usual if first is None or first <= now else min(usual, first)


@dataclass(frozen=True, slots=True)
class Hours:
    """When a room is open, and from which day until which it is in use."""

    weekdays: Collection[int]  # ISO, Monday is 1
    opens: time
    closes: time
    first: date
    last: date | None = None

    def takes(self, starts: datetime, minutes: int) -> bool:
        """Whether so many minutes from the moment on lie within its hours."""
        return bool(self.may_take(starts, minutes))

    def may_take(self, starts: datetime, minutes: int) -> Decision:
        """The same, and why not: another day of the week, too early, too late, or before or after it is in use."""
        starts = starts.astimezone(COPENHAGEN)
        day, ends = day_of(starts), starts + timedelta(minutes=minutes)
        return first_no(
            YES if self.first <= day else no("room_is_not_in_use_yet"),
            YES if self.last is None or day <= self.last else no("room_is_in_use_no_more"),
            YES if starts.isoweekday() in self.weekdays else no("room_is_not_had_that_weekday"),
            YES if self.opens <= starts.time() else no("room_opens_later"),
            YES if day_of(ends) == day and ends.time() <= self.closes else no("room_closes_before"),
        )


@dataclass(frozen=True, slots=True)
class Certificate:
    """From which day until which, both among them, someone is certified."""

    first: date
    last: date | None = None

    def holds(self, day: date) -> bool:
        return self.first <= day and (self.last is None or day <= self.last)


def first_uncertified(days: Iterable[date], certificates: Collection[Certificate]) -> int | None:
    """The place in the row of the first of the days on which nobody who leads is certified."""
    return next((n for n, day in enumerate(days) if not any(one.holds(day) for one in certificates)), None)


def has_quorum(*, confirmed: int, fewest: int) -> bool:
    """Whether so many have said yes that the course can begin."""
    return confirmed >= fewest


def quorum_is_due(first: date, *, calendar: Calendar = DANISH) -> datetime:
    """From when on a course with too few is to be heard of: at once on the working day before, so since the one before
    that."""
    day = first
    for _step in range(2):
        day -= DAY
        while not calendar.is_working_day(day):
            day -= DAY
    return noon_of(day)


def may_undo(*, state: str, state_at: datetime, at: datetime) -> Decision:
    """Whether someone who was taken off the list by a slip of the hand stands on it as before."""
    return YES if state == "withdrawn" and at - state_at <= UNDO else no("too_late_to_undo")


def counts_as_asked(asked: datetime | None, *, first: datetime) -> bool:
    """Whether someone has been asked again near enough to the first session."""
    return asked is not None and day_of(asked) >= day_of(first) - ASKED_WITHIN


def may_begin(*, too_few: bool, unasked: int, why: str) -> Decision:
    """Whether the first session begins the course: with enough, each of them asked again; otherwise with a reason."""
    return YES if why or not (too_few or unasked) else no("begins_all_the_same")


def may_lead(*, is_certified: Sequence[bool]) -> Decision:
    """Two lead, and at least one of them knows violence, with a certificate that holds on the last day."""
    if len(is_certified) != 2:
        return no("two_lead")
    return YES if any(is_certified) else no("one_who_leads_knows_violence")


def meet(one: tuple[datetime, int], hours: Iterable[tuple[datetime, int]]) -> bool:
    """Whether the one shares a moment with any of the hours; each is a moment and so many minutes from it on."""
    begins, ends = one[0], one[0] + timedelta(minutes=one[1])
    return any(starts < ends and begins < starts + timedelta(minutes=minutes) for starts, minutes in hours)


def may_hold(*, on: date, today: date, before_held: bool) -> Decision:
    """Whether attendance is taken: not before the day, and the sessions in their order."""
    if on > today:
        return no("session_is_to_come")
    return YES if before_held else no("the_session_before_first")
