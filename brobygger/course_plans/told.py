"""A plan's words as they are kept in its row, and back. Pure."""

from dataclasses import dataclass
from datetime import date, time
from typing import Any

from brobygger.base.decision import NotFound
from brobygger.course_plans.asked import Found, Key, Line, Wanted

UNREADABLE = (KeyError, IndexError, TypeError, ValueError, AttributeError)


@dataclass(frozen=True, slots=True)
class Wish:
    """One of the courses as it is asked for: its neutral name, and what is wished or decided."""

    name: str
    wanted: Wanted


@dataclass(frozen=True, slots=True)
class Told:
    """What a person asks a plan for; what else it needs is looked up when it is found."""

    courses: tuple[Wish, ...]
    first: date
    last: date
    hours: tuple[time, ...]
    venues: tuple[int, ...]
    leaders: tuple[int, ...]
    most_a_week: int


def kept(told: Told) -> dict[str, Any]:
    return {
        "courses": [
            {
                "name": one.name, "weekday": one.wanted.weekday, "hour": _text(one.wanted.hour),
                "first_on": _text(one.wanted.first_on), "starts": _text(one.wanted.starts), "venue": one.wanted.venue,
                "leaders": list(one.wanted.leaders),
            }
            for one in told.courses
        ],
        "first": told.first.isoformat(), "last": told.last.isoformat(), "hours": [_text(one) for one in told.hours],
        "venues": list(told.venues), "leaders": list(told.leaders), "most_a_week": told.most_a_week,
    }  # fmt: skip


def read(asked: dict[str, Any]) -> Told:
    """NotFound where what is kept cannot be read any more."""
    try:
        return _read(asked)
    except UNREADABLE as unreadable:
        raise NotFound("not_found") from unreadable


def _read(asked: dict[str, Any]) -> Told:
    return Told(
        courses=tuple(
            Wish(
                one["name"],
                Wanted(
                    one["weekday"], _time(one["hour"]), _date(one["first_on"]), _time(one["starts"]), one["venue"],
                    tuple(one["leaders"]),
                ),
            )
            for one in asked["courses"]
        ),
        first=date.fromisoformat(asked["first"]), last=date.fromisoformat(asked["last"]),
        hours=tuple(map(time.fromisoformat, asked["hours"])), venues=tuple(asked["venues"]),
        leaders=tuple(asked["leaders"]), most_a_week=asked["most_a_week"],
    )  # fmt: skip


def kept_found(found: Found) -> dict[str, Any]:
    return {
        "lines": [
            {"first_on": _text(one.first_on), "starts": _text(one.starts), "venue": one.venue, "leaders": one.leaders}
            for one in found.lines
        ],
        "broken": sorted((list(key) for key in found.broken), key=str),
        "conflict": sorted((list(key) for key in found.conflict), key=str),
        "cost": found.cost, "bound": found.bound, "days_earlier": found.days_earlier,
    }  # fmt: skip


def read_found(found: dict[str, Any]) -> Found:
    """Nothing where it cannot be read any more."""
    try:
        return _read_found(found)
    except UNREADABLE:
        return Found()


def found_of(asked: Told, found: dict[str, Any]) -> Found:
    """What was found for what is asked; nothing where it is of other courses."""
    told = read_found(found)
    return told if len(told.lines) in (0, len(asked.courses)) else Found()


def _read_found(found: dict[str, Any]) -> Found:
    told = [(date.fromisoformat(one["first_on"]), time.fromisoformat(one["starts"]), one) for one in found["lines"]]
    lines = tuple(Line(day, starts, one["venue"], tuple(one["leaders"])) for day, starts, one in told)
    earlier = found.get("days_earlier", 0)
    return Found(lines, _keys(found["broken"]), _keys(found["conflict"]), found["cost"], found["bound"], earlier)


def _keys(rows: list[list[Any]]) -> frozenset[Key]:
    return frozenset(map(tuple, rows))


def _text(one: date | time | None) -> str | None:
    return one.isoformat() if one is not None else None


def _date(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _time(text: str | None) -> time | None:
    return time.fromisoformat(text) if text else None
