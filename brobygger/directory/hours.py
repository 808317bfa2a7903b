"""Opening hours as they are written on a door: `ma-fr 9-16, lø 10-14`, `mon-fri 9-16`, `døgnet rundt`."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

DAY = 24 * 60
WEEK = (1, 2, 3, 4, 5, 6, 7)
SHOWN = {"da": ("ma", "ti", "on", "to", "fr", "lø", "sø"), "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")}
ALWAYS = {"da": "døgnet rundt", "en": "day and night"}
DAILY = {"da": "alle dage", "en": "every day"}
NAMES = {
    name: number
    for number, names in enumerate(
        (
            "ma man mandag mo mon monday", "ti tir tirsdag tu tue tuesday", "on ons onsdag we wed wednesday",
            "to tor tors torsdag th thu thursday", "fr fre fredag fri friday", "lø lør lørdag sa sat saturday",
            "sø søn søndag su sun sunday",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
WORDS = {"døgnet rundt", "hele døgnet", "24/7", "day and night", "always", "around the clock"}
TIME = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?")


class NotHours(ValueError):
    """What was written cannot be read as opening hours; the message is the part that could not."""


@dataclass(frozen=True, slots=True)
class Opening:
    """Open on these ISO weekdays from one minute of the day until another, at most until midnight."""

    days: tuple[int, ...]
    opens: int
    closes: int

    def __post_init__(self) -> None:
        if not self.days or not set(self.days) <= set(WEEK) or list(self.days) != sorted(set(self.days)):
            raise NotHours(str(self.days))
        if not 0 <= self.opens < self.closes <= DAY:
            raise NotHours(f"{clock(self.opens)}-{clock(self.closes)}")

    def stored(self) -> dict[str, Any]:
        return {"days": list(self.days), "opens": clock(self.opens), "closes": clock(self.closes)}


def clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"


def minutes(told: str) -> int:
    """The minute of the day. Raises NotHours."""
    found = TIME.fullmatch(told.strip())
    if not found or int(found[1]) > 24 or int(found[2] or 0) > 59:
        raise NotHours(told)
    told_minutes = int(found[1]) * 60 + int(found[2] or 0)
    if told_minutes > DAY:
        raise NotHours(told)
    return told_minutes


AROUND_THE_CLOCK = (Opening(WEEK, 0, DAY),)


def of(stored: list[dict[str, Any]]) -> tuple[Opening, ...]:
    """Openings as they lie in the database."""
    return tuple(Opening(tuple(one["days"]), minutes(one["opens"]), minutes(one["closes"])) for one in stored)


def read(text: str) -> tuple[Opening, ...]:
    """The openings that were written, those past midnight in two. Raises NotHours with the part that is not."""
    found: list[Opening] = []
    for part in filter(None, (p.strip() for p in re.split(r"[,;\n]+", text.lower()))):
        if part in WORDS:
            found.append(Opening(WEEK, 0, DAY))
            continue
        found += _part(part)
    return tuple(found)


def perhaps(text: str) -> tuple[Opening, ...]:
    """The openings that were written, or none where the words say something else."""
    try:
        return read(text)
    except NotHours:
        return ()


def _part(part: str) -> list[Opening]:
    split = re.fullmatch(r"(.*?)\s*(?:kl\.?\s*)?(\d[\d:.]*)\s*[-–]\s*(\d[\d:.]*)", part)
    if not split:
        raise NotHours(part)
    days, opens, closes = _days(split[1].strip(), part), minutes(split[2]), minutes(split[3])
    if opens < closes:
        return [Opening(days, opens, closes)]
    if opens == closes:
        raise NotHours(part)
    late = [Opening(days, opens, DAY)]
    after = tuple(sorted(day % 7 + 1 for day in days))
    return [*late, Opening(after, 0, closes)] if closes else late


def _days(told: str, part: str) -> tuple[int, ...]:
    if not told or told in {"alle dage", "every day", "dagligt", "daily", "hverdage", "weekdays"}:
        return WEEK[:5] if told in {"hverdage", "weekdays"} else WEEK
    days: set[int] = set()
    for one in re.split(r"\s*(?:\+|/|&|\bog\b|\band\b)\s*|\s+(?![-–])(?<![-–]\s)", told):
        ends = [NAMES.get(name.strip().rstrip(".")) for name in re.split(r"[-–]", one)]
        if None in ends or len(ends) > 2:
            raise NotHours(part)
        first, last = ends[0] or 1, ends[-1] or 1
        days |= {(first - 1 + n) % 7 + 1 for n in range((last - first) % 7 + 1)}
    return tuple(sorted(days))


def written(openings: tuple[Opening, ...], language: str) -> str:
    """The openings as on a door, in the language; `read` reads them again."""
    language = language if language in SHOWN else "da"
    return ", ".join(_written(one, language) for one in openings)


def _written(one: Opening, language: str) -> str:
    if one == Opening(WEEK, 0, DAY):
        return ALWAYS[language]
    return f"{_written_days(one.days, language)} {_short(one.opens)}–{_short(one.closes)}"


def _short(minute: int) -> str:
    return f"{minute // 60}" + (f":{minute % 60:02}" if minute % 60 else "")


def _written_days(days: tuple[int, ...], language: str) -> str:
    if days == WEEK:
        return DAILY[language]
    names = SHOWN[language]
    runs: list[list[int]] = []
    for day in days:
        if runs and runs[-1][-1] == day - 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    shown = [names[r[0] - 1] + (f"–{names[r[-1] - 1]}" if len(r) > 1 else "") for r in runs]
    return "+".join(shown)


def is_open(openings: tuple[Opening, ...], at: datetime) -> bool | None:
    """Whether it is open at the local time; None where nothing is told of its hours."""
    if not openings:
        return None
    minute = at.hour * 60 + at.minute
    return any(at.isoweekday() in one.days and one.opens <= minute < one.closes for one in openings)


def opens_next(openings: tuple[Opening, ...], at: datetime) -> tuple[int, int] | None:
    """The weekday and the minute at which it opens next, within a week; None where that is not told."""
    minute, today = at.hour * 60 + at.minute, at.isoweekday()
    for ahead in range(8):
        day = (today - 1 + ahead) % 7 + 1
        starts = [o.opens for o in openings if day in o.days and (ahead or o.opens > minute)]
        if starts:
            return day, min(starts)
    return None
