"""What the pages of this room show, put into words and rows."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from itertools import zip_longest
from typing import Any

from django.utils.formats import date_format
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext as _

from brobygger.access.actor import Actor
from brobygger.access.policy import Act, zones_for
from brobygger.alarms import rules
from brobygger.alarms.leaks import Account, Found
from brobygger.alarms.models import Alarm, LeakCheck
from brobygger.alarms.notices import Zone
from brobygger.alarms.queries import Standing
from brobygger.alarms.states import Because, Leak
from brobygger.alarms.words import HELD, HELD_BECAUSE, HERS_ON, MENDED, WHY, explained, thing
from brobygger.cases.models import DateMove
from brobygger.duties.states import DutyKind
from brobygger.staff.models import Absence


@dataclass(frozen=True, slots=True)
class Line:
    """One alarm on the page."""

    alarm: Alarm
    what: str
    told: list[str]
    at_once: bool = False  # danger, which is not put off
    over: int = 0  # days since it should have moved on
    turn_to: str = ""  # whose duty it is, where the one who reads may not open it


def line(alarm: Alarm, by: Actor) -> Line:
    """The alarm, what stands still, and who has been told and why; each once, as she was told last."""
    last = {one.worker_id: one for one in sorted(alarm.tellings.all(), key=lambda one: (one.level, one.at, one.pk))}
    duty = alarm.kind in DutyKind.values
    told = [
        _("%(name)s, %(why)s") % {"name": one.worker.name, "why": HERS_ON.get(alarm.kind, WHY[one.because])
                                  if one.because == Because.HERS else WHY[one.because]}
        for one in last.values()
    ]  # fmt: skip
    others = duty and alarm.worker is not None and alarm.worker_id != by.worker_id
    at_once = rules.is_at_once(alarm.kind, alarm.thing_state)
    over = max((localdate() - alarm.due_on).days, 0)
    return Line(alarm, what(alarm), told, at_once, over, alarm.worker.name if others and alarm.worker else "")


def what(alarm: Alarm) -> str:
    return thing(f"{alarm.kind}.{alarm.thing_state}")


def ahead(standing: list[Standing]) -> list[dict[str, Any]]:
    """What stands still with its time ahead."""
    return [
        {"what": thing(f"{one.thing.kind}.{one.thing.state}"), "thing": one.thing, "due": one.due} for one in standing
    ]


def away_now(zone_id: int, absences: tuple[Absence, ...], at: datetime, today: date) -> list[str]:
    """A sentence for each who is away today: until when, and who is told instead."""
    zone, names = Zone(zone_id, at), {}
    for number, one in zone.colleagues.items():
        names[number] = one.name
    return [_sentence(row, zone, names) for row in absences if row.first_day <= today]


def _sentence(row: Absence, zone: Zone, names: Mapping[int, str]) -> str:
    substitute = rules.stands_in(row.worker_id, zone.away)
    told = {"name": row.worker.name, "instead": names.get(substitute or 0, "")}
    if row.last_day is not None:
        told["day"] = date_format(row.last_day, "MONTH_DAY_FORMAT")
        if told["instead"]:
            return _("%(name)s is away until %(day)s; %(instead)s is told instead.") % told
        return _("%(name)s is away until %(day)s; nobody stands in.") % told
    if told["instead"]:
        return _("%(name)s is away until further notice; %(instead)s is told instead.") % told
    return _("%(name)s is away until further notice; nobody stands in.") % told


# Whoever may open the page in question, by the start of the reason's places.
OPENS = (Act.SEE_CASE, Act.SEE_ALARMS)


def leaks(account: Account, actor: Any, names: Mapping[int, str]) -> list[dict[str, Any]]:
    """Each reason with its number, its meaning, and the first of those that leak; links for those who may open them."""
    opens = any(account.zone_id in zones_for(actor, act) for act in OPENS)
    order = {reason: number for number, reason in enumerate(Leak.values)}
    return [
        {
            "reason": reason,
            "label": Leak(reason).label,
            "mended": MENDED[reason],
            "n": n,
            "found": [_found(one, opens, names) for one in account.found.get(reason, [])],
            "more": n - len(account.found.get(reason, [])),
        }
        for reason, n in sorted(account.leaks.items(), key=lambda told: order[told[0]])
    ]


def _found(one: Found, opens: bool, names: Mapping[int, str]) -> dict[str, Any]:
    over = (localdate() - one.day).days if one.day else None
    return {
        "day": one.day,
        "over": over,
        "href": one.href if opens else "",
        "what": thing(one.what) if one.what else names.get(one.case_id or 0, ""),
        "token": one.token,
    }


def where(counts: Mapping[str, int]) -> list[tuple[str, int]]:
    """How many stand where, the most first."""
    told = [(explained(code) if "." not in code else thing(code), n) for code, n in counts.items()]
    return sorted(told, key=lambda one: (-one[1], one[0]))


def trend(checks: tuple[LeakCheck, ...]) -> list[dict[str, Any]]:
    """The last searches, newest first, with how many more or fewer than the one before."""
    rows = []
    for check, before in zip_longest(checks, checks[1:]):
        reasons = [f"{Leak(code).label}: {n}" for code, n in check.counts.items() if code in Leak.values]
        rows.append({"check": check, "change": check.total - before.total if before else None, "reasons": reasons})
    return rows


@dataclass(frozen=True, slots=True)
class Held:
    """A move by dates that is held, in words."""

    heading: str
    why: str


def held_words(move: DateMove) -> Held:
    """How many would be moved, and why a person is asked first."""
    told = {"count": move.count, "of": move.of, "now": date_format(localtime(move.held_since), "DATE_FORMAT")}
    told["last"] = date_format(localtime(move.looked_at), "DATE_FORMAT")
    heading = str(HELD[move.what]) % told
    return Held(heading, str(HELD_BECAUSE[move.because]) % told)
