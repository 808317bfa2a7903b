"""What a plan of shifts breaks, and what that costs. Facts in, answers out; no Django, no clock."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import combinations
from typing import Any

from brobygger.rota.codes import MUST, Likes, Part, What
from brobygger.rota.rules import Asked, Pair, Person, Slot, monday

REST = timedelta(hours=11)  # arbejdsmiljøloven § 50
WEEK_SLACK = 240  # minutes by which one week may differ unsaid
FAR = 4  # hours over the whole plan beyond which each counts more
COST = {
    What.NOBODY: 1000, What.MOVED: 100, What.RATHER_NOT: 4, What.NOT_PREFERRED: 1, What.NOT_THAT_DAY: 2,
    What.TWICE: 3, What.EVENINGS: 3, What.HOURS: 2, What.BEYOND: 3, What.WEEK: 1,
}  # fmt: skip
FAR_COST = 3


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One thing that a plan breaks, whose it is, and on which day or in the week of which Monday."""

    on: date
    what: What
    worker: int = 0
    slot: Slot | None = None
    amount: int = 0  # hours, shifts, or how many are missing
    cost: int = 0

    @classmethod
    def from_codes(cls, told: Mapping[str, Any]) -> "Fault":
        """As it was kept by `codes`."""
        on, hours = date.fromisoformat(told["on"]), [time.fromisoformat(one) for one in told["hours"]]
        slot = Slot(on, hours[0], hours[1]) if hours else None
        return cls(on, What(told["what"]), told["worker"], slot, told["amount"])

    def codes(self) -> dict[str, Any]:
        """In codes, numbers and days, to be kept."""
        hours = [self.slot.starts.isoformat("minutes"), self.slot.ends.isoformat("minutes")] if self.slot else []
        told = {"what": self.what.value, "worker": self.worker, "on": self.on.isoformat()}
        return {**told, "hours": hours, "amount": self.amount}

    @property
    def is_must(self) -> bool:
        return self.what in MUST


def too_close(one: Slot, other: Slot) -> What | None:
    """Why nobody takes both: they are at once, or there is too little rest between them."""
    first, then = sorted((one, other))
    if first.on == then.on:
        return What.AT_ONCE if then.starts < first.ends else None
    between = datetime.combine(then.on, then.starts) - datetime.combine(first.on, first.ends)
    return What.REST if between < REST else None


def faults(asked: Asked, plan: Iterable[Pair]) -> list[Fault]:
    """Everything that the plan breaks, in the order of the days."""
    taken: dict[int, list[Slot]] = {one.id: [] for one in asked.people}
    at_work: Counter[Slot] = Counter()
    chosen = set(plan)
    for worker, slot in sorted(chosen):
        at_work[slot] += 1
        taken.setdefault(worker, []).append(slot)
    found = [
        Fault(slot.on, What.NOBODY, 0, slot, short, short * COST[What.NOBODY])
        for slot in asked.slots
        if (short := slot.needed - at_work[slot]) > 0
    ]
    known = {one.id: one for one in asked.people}
    for worker, slots in taken.items():
        found += _of(asked, known[worker], slots) if worker in known else (_one(What.GONE, worker, s) for s in slots)
    before = asked.settled_before or date.min
    found += [_one(What.MOVED, *pair) for pair in asked.held - chosen if pair[1].on >= before]
    return sorted(found, key=lambda one: (one.on, one.what, one.worker, one.slot or slot_of(one.on)))


def faults_of(asked: Asked, worker: int, plan: Iterable[Pair]) -> list[Fault]:
    """What of the plan is broken for one."""
    slots = [slot for who, slot in plan if who == worker]
    one = next((one for one in asked.people if one.id == worker), None)
    return sorted(_of(asked, one, slots), key=lambda one: (one.on, one.what)) if one is not None else []


def slot_of(day: date) -> Slot:
    return Slot(day, time(), time())


def _one(what: What, worker: int, slot: Slot) -> Fault:
    return Fault(slot.on, what, worker, slot, cost=COST.get(what, 0))


def _of(asked: Asked, one: Person, slots: list[Slot]) -> Iterator[Fault]:
    yield from each(one, slots)
    yield from _together(asked, one, slots)
    yield from _fair(asked, one, slots)


def each(one: Person, slots: list[Slot]) -> Iterator[Fault]:
    """What a shift breaks by itself."""
    for slot in slots:
        if one.is_away(slot.on):
            yield _one(What.AWAY, one.id, slot)
        elif not one.works_on(slot.on):
            yield _one(What.GONE, one.id, slot)
        if one.wished(slot, Likes.CANNOT):
            yield _one(What.CANNOT, one.id, slot)
        if one.wished(slot, Likes.RATHER_NOT):
            yield _one(What.RATHER_NOT, one.id, slot)
        if one.is_not_preferred(slot):
            yield _one(What.NOT_PREFERRED, one.id, slot)


def _together(asked: Asked, one: Person, slots: list[Slot]) -> Iterator[Fault]:
    """What several shifts break together, and days that she would have liked."""
    for first, then in combinations(sorted(slots), 2):
        if (why := too_close(first, then)) is not None:
            yield Fault(then.on, why, one.id, then)
    for week, count in sorted(Counter(monday(slot.on) for slot in slots).items()):
        if count > asked.most_a_week:
            yield Fault(week, What.MOST, one.id, amount=count)
    for exam in one.exams:
        inside = Counter(monday(slot.on) for slot in slots if exam.first <= slot.on <= exam.last)
        yield from (Fault(week, What.EXAM, one.id, amount=n) for week, n in inside.items() if n > exam.most)
    for day, count in Counter(slot.on for slot in slots).items():
        if count > 1:
            yield Fault(day, What.TWICE, one.id, amount=count, cost=(count - 1) * COST[What.TWICE])
    for wish in one.days_preferred:
        if any(map(wish.meets, asked.slots)) and not any(map(wish.meets, slots)):
            yield Fault(wish.on or asked.first, What.NOT_THAT_DAY, one.id, cost=COST[What.NOT_THAT_DAY])


def _fair(asked: Asked, one: Person, slots: list[Slot]) -> Iterator[Fault]:
    """How far her hours and evenings lie from her share, and beyond what is agreed."""
    minutes = sum(slot.minutes for slot in slots)
    if beyond := -(-max(0, minutes - asked.most[one.id]) // 60):
        yield Fault(asked.last, What.BEYOND, one.id, amount=beyond, cost=beyond * COST[What.BEYOND])
    off = minutes - asked.shares[one.id]
    if hours := -(-max(0, abs(off) - asked.grain) // 60):
        cost = COST[What.HOURS] * hours + FAR_COST * max(0, hours - FAR)
        yield Fault(asked.last, What.HOURS, one.id, amount=hours if off > 0 else -hours, cost=cost)
    spent: Counter[date] = Counter()
    for slot in slots:
        spent[monday(slot.on)] += slot.minutes
    for week in asked.weeks:
        off = spent[week] - asked.week_share(one.id, week)
        beyond = -(-max(0, abs(off) - WEEK_SLACK) // 60)
        if beyond and (off > 0 or not asked.has_exam(one, week)):
            yield Fault(week, What.WEEK, one.id, amount=beyond if off > 0 else -beyond, cost=beyond * COST[What.WEEK])
    more = sum(slot.reaches(Part.EVENING) for slot in slots) - asked.evenings[one.id]
    if more > 0:
        yield Fault(asked.last, What.EVENINGS, one.id, amount=more, cost=more * COST[What.EVENINGS])
