"""What a plan of shifts is made from, and what follows from it. Facts in, answers out; no Django, no clock."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time, timedelta
from functools import cached_property

from brobygger.base.decision import YES, Decision, no
from brobygger.base.workdays import DANISH, DAY, SATURDAY
from brobygger.rota.codes import Likes, Part

LONGEST = 366  # days that one plan may cover
HOURS = {Part.MORNING: (time(0), time(12)), Part.AFTERNOON: (time(12), time(17)), Part.EVENING: (time(17), time.max)}


def monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def days(first: date, last: date) -> list[date]:
    return [first + n * DAY for n in range((last - first).days + 1)]


def may_ask(*, first: date, last: date, today: date) -> Decision:
    """Whether a plan of these days may be asked for."""
    if first <= today:
        return no("plan_begins_ahead")
    return YES if first <= last <= first + timedelta(days=LONGEST) else no("plan_has_its_days")


@dataclass(frozen=True, slots=True)
class Need:
    """How many are needed on a weekday between two hours, from a day and until a day."""

    weekday: int
    starts: time
    ends: time
    needed: int
    from_on: date
    until: date | None = None


@dataclass(frozen=True, slots=True, order=True)
class Slot:
    """A shift on a day, for one or several."""

    on: date
    starts: time
    ends: time
    needed: int = 1

    @property
    def minutes(self) -> int:
        return (self.ends.hour - self.starts.hour) * 60 + self.ends.minute - self.starts.minute

    def reaches(self, part: str) -> bool:
        """Whether any of it lies in the part of the day."""
        if part == Part.ALL:
            return True
        first, last = HOURS[Part(part)]
        return self.starts < last and self.ends > first


def slots_of(needs: Iterable[Need], first: date, last: date) -> tuple[Slot, ...]:
    """The shifts of the days. On holidays and closed days from Monday to Friday there are none."""
    counted: Counter[tuple[date, time, time]] = Counter()
    for need in needs:
        for day in days(max(first, need.from_on), min(last, need.until or last)):
            if day.weekday() == need.weekday and (day.weekday() >= SATURDAY or DANISH.is_working_day(day)):
                counted[day, need.starts, need.ends] += need.needed
    return tuple(Slot(*when, needed) for when, needed in sorted(counted.items()))


@dataclass(frozen=True, slots=True)
class Wish:
    """A weekday or one day, and the part of it."""

    likes: str
    weekday: int | None
    on: date | None
    part: str = Part.ALL

    def meets(self, slot: Slot) -> bool:
        here = slot.on == self.on if self.on is not None else slot.on.weekday() == self.weekday
        return here and slot.reaches(self.part)


@dataclass(frozen=True, slots=True)
class Exam:
    first: date
    last: date
    most: int = 0  # shifts a week


@dataclass(frozen=True)
class Person:
    """One who is planned: her weekly minutes from which day, when she works here and is away, what she wishes."""

    id: int
    hours: tuple[tuple[date, int], ...]
    works: tuple[tuple[date, date], ...]
    away: tuple[tuple[date, date], ...] = ()
    exams: tuple[Exam, ...] = ()
    wishes: tuple[Wish, ...] = ()
    owed: int = 0  # minutes from the plan before

    def weekly_on(self, day: date) -> int:
        return max(((since, minutes) for since, minutes in self.hours if since <= day), default=(day, 0))[1]

    def works_on(self, day: date) -> bool:
        return any(first <= day <= last for first, last in self.works)

    def is_away(self, day: date) -> bool:
        return any(first <= day <= last for first, last in self.away)

    @cached_property
    def prefers(self) -> tuple[Wish, ...]:
        return tuple(one for one in self.wishes if one.likes == Likes.PREFERS and one.weekday is not None)

    @cached_property
    def days_preferred(self) -> tuple[Wish, ...]:
        return tuple(one for one in self.wishes if one.likes == Likes.PREFERS and one.on is not None)

    def wished(self, slot: Slot, likes: str) -> bool:
        return any(one.likes == likes and one.meets(slot) for one in self.wishes)

    def is_not_preferred(self, slot: Slot) -> bool:
        return bool(self.prefers) and not any(one.meets(slot) for one in self.prefers)


type Pair = tuple[int, Slot]


@dataclass(frozen=True)
class Asked:
    """Everything that a plan is made from."""

    first: date
    last: date
    slots: tuple[Slot, ...]
    people: tuple[Person, ...]
    most_a_week: int
    held: frozenset[Pair] = frozenset()  # whoever has a shift keeps it where that can be
    settled_before: date | None = None  # what lies before stays as it is
    must_cover: bool = True
    keeps_all: bool = False  # nobody gives up a shift

    @cached_property
    def targets(self) -> dict[int, dict[date, int]]:
        """Each one's minutes by week: a fifth of the weekly hours for each working day on which she is there."""
        found: dict[int, dict[date, int]] = {}
        for one in self.people:
            fifths: Counter[date] = Counter()
            for day in days(self.first, self.last):
                if DANISH.is_working_day(day) and one.works_on(day) and not one.is_away(day):
                    fifths[monday(day)] += one.weekly_on(day)
            found[one.id] = {week: minutes // 5 for week, minutes in fifths.items()}
        return found

    @cached_property
    def agreed(self) -> dict[int, int]:
        """Each one's minutes over the whole plan by her own weekly hours alone."""
        return {one.id: sum(self.targets[one.id].values()) for one in self.people}

    @cached_property
    def has(self) -> dict[int, int]:
        """Each one's minutes over the whole plan by her own hours, with what she owes or has to her good."""
        return {one.id: max(0, self.agreed[one.id] + one.owed) for one in self.people}

    @cached_property
    def most(self) -> dict[int, int]:
        """The minutes beyond which someone has more than agreed, what she owes from the plan before among them."""
        return {pk: max(minutes, self.agreed[pk]) for pk, minutes in self.has.items()}

    @cached_property
    def needed(self) -> int:
        return sum(slot.minutes * slot.needed for slot in self.slots)

    @cached_property
    def shares(self) -> dict[int, int]:
        """Each one's fair share of the minutes that are needed, by her own hours. What is needed beyond all that is
        agreed is shared out by the weekly hours: what someone owes does not grow with it."""
        every, agreed = sum(self.has.values()), sum(self.agreed.values())
        if agreed and self.needed > every:
            extra = self.needed - every
            return {pk: minutes + self.agreed[pk] * extra // agreed for pk, minutes in self.has.items()}
        return {pk: minutes * self.needed // every if every else 0 for pk, minutes in self.has.items()}

    def week_share(self, worker: int, week: date) -> int:
        every = sum(self.has.values())
        return self.targets[worker].get(week, 0) * self.needed // every if every else 0

    @cached_property
    def evenings(self) -> dict[int, int]:
        """How many evenings are each one's share, rounded up."""
        count = sum(slot.needed for slot in self.slots if slot.reaches(Part.EVENING))
        every = sum(self.has.values())
        return {pk: -(-count * minutes // every) if every else 0 for pk, minutes in self.has.items()}

    @cached_property
    def grain(self) -> int:
        """Minutes that nobody can be nearer: half of the shortest shift."""
        return min((slot.minutes for slot in self.slots), default=0) // 2

    @cached_property
    def weeks(self) -> list[date]:
        return sorted({monday(slot.on) for slot in self.slots})

    def has_exam(self, one: Person, week: date) -> bool:
        return any(exam.first <= week + 6 * DAY and exam.last >= week for exam in one.exams)
