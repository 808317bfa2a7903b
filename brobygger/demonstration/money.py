"""What the work costs: the evaluation report's table 2 for outreach, and an invented one for Køge.

308,000 kroner are 2,080 hours at a price that the report does not print."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from brobygger.access.actor import Actor
from brobygger.access.who import actor_for
from brobygger.access.zones import enter
from brobygger.base.workdays import day_of
from brobygger.economy import actions

BEGAN = date(2018, 6, 1)
REPORT = "Evalueringsrapporten, tabel 2"


def _sum(name: str, amount: int, follows: str, paid: str, note: str) -> dict[str, Any]:
    return {"name": name, "paid": paid, "follows": follows, "how": "amount", "amount": Decimal(amount), "note": note}


def _hours(name: str, hours: int, hourly: str, follows: str, note: str) -> dict[str, Any]:
    of = {"hours": Decimal(hours), "weeks": Decimal(52), "hourly": Decimal(hourly)}
    return {"name": name, "paid": "yearly", "follows": follows, "how": "hours", "note": note, **of}


TABLE_2 = (
    _sum("Uddannelse, tre projektmedarbejdere", 43_000, "team", "start_up", REPORT),
    _sum("It og telefoni", 15_000, "fixed", "start_up", REPORT),
    _hours("Opsøgende medarbejdere", 40, "148.0769", "team", f"{REPORT}: 308.000 kr. delt med 2.080 timer"),
    _hours("Projektledelse", 6, "250", "fixed", REPORT),
)
INVENTED = "Opdigtet til demonstrationen"
TOWN = (
    _sum("Uddannelse i SARA-V3, to medarbejdere", 36_000, "fixed", "start_up", INVENTED),
    _hours("Gruppeledere, to på hvert forløb", 8, "280", "team", INVENTED),
    _hours("Afdækkende samtaler og risikovurdering", 20, "280", "fixed", INVENTED),
    _sum("Lokaler og forplejning", 24_000, "team", "yearly", INVENTED),
)


def money(*, zone_id: int, programme_id: int, leader: int, now: datetime) -> None:
    """Table 2 stands as it is printed."""
    _fill(TABLE_2, zone_id, programme_id, _as(leader), BEGAN, now)


def money_in_town(*, zone_id: int, programme_id: int, leader: int, now: datetime) -> None:
    """An invented table, from before the first people came."""
    _fill(TOWN, zone_id, programme_id, _as(leader), day_of(now) - timedelta(days=300), now)


def _fill(
    lines: tuple[dict[str, Any], ...], zone_id: int, programme_id: int, by: Actor, since: date, now: datetime
) -> None:
    for one in lines:
        told = {**one, "from_on": since}
        actions.write_line(zone_id=zone_id, programme_id=programme_id, told=told, by=by, at=now - timedelta(days=3))


def _as(worker: int) -> Actor:
    by = actor_for(worker)
    enter(by)
    return by
