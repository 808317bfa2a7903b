"""A week of shifts as it is shown, and what the plan gives each."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils.timezone import localtime

from brobygger.access import typed
from brobygger.access.doors import DoorRequest
from brobygger.base.alphabet import alphabetical
from brobygger.base.workdays import DAY
from brobygger.rota import rules
from brobygger.rota.models import Shift

WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Day:
    on: date
    shifts: list[tuple[str, list[Shift]]]  # from–to, and each seat


def week_asked(request: DoorRequest, otherwise: date) -> date:
    """The Monday of the week that the address asks for."""
    try:
        return rules.monday(date.fromisoformat(typed.text(request.GET, "week", 10)))
    except (ValueError, OverflowError):
        return rules.monday(otherwise)


def week(shifts: Iterable[Shift], monday: date) -> dict[str, Any]:
    """The days of the week with their shifts, and the weeks beside it."""
    by_day: dict[date, dict[str, list[Shift]]] = {monday + n * DAY: {} for n in range(7)}
    for one in shifts:
        if one.on in by_day:
            hours = f"{localtime(one.starts_at):%H:%M}–{localtime(one.ends_at):%H:%M}"
            by_day[one.on].setdefault(hours, []).append(one)
    days = [Day(on, list(told.items())) for on, told in by_day.items() if told or on.weekday() < 5]
    return {"monday": monday, "days": days, "before": monday - WEEK, "after": monday + WEEK,
            "some": any(one.shifts for one in days)}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Given:
    """What the plan gives someone: hours by her own weekly hours, her share of what is needed, and what she has."""

    worker: int
    name: str
    agreed: float
    owes: float  # from the plan before
    beyond: float  # what she has more than both
    has: float
    share: float
    hours: float
    evenings: int


def given(asked: rules.Asked, plan: Iterable[rules.Pair], names: dict[int, str]) -> list[Given]:
    """Each one's hours, by name."""
    taken: dict[int, list[rules.Slot]] = {one.id: [] for one in asked.people}
    for worker, slot in plan:
        taken.setdefault(worker, []).append(slot)
    told = [
        Given(
            pk, names.get(pk, ""), asked.agreed.get(pk, 0) / 60,
            (asked.most.get(pk, 0) - asked.agreed.get(pk, 0)) / 60,
            max(0, sum(slot.minutes for slot in slots) - asked.most.get(pk, 0)) / 60,
            asked.has.get(pk, 0) / 60, asked.shares.get(pk, 0) / 60,
            sum(slot.minutes for slot in slots) / 60, sum(slot.reaches("evening") for slot in slots),
        )
        for pk, slots in taken.items()
    ]  # fmt: skip
    return sorted(told, key=lambda one: (alphabetical(one.name), one.worker))
