"""`brobygger leaks`"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click

from brobygger.config.commands.ready import Stop, ready

if TYPE_CHECKING:
    from brobygger.alarms.leaks import Account

FOUND = 1


@click.command("leaks")
@click.option("--zone", metavar="NØGLE/KEY", help="Kun denne zone · This zone alone.")
@click.option("--programme", metavar="NØGLE/KEY", help="Kun dette program · This programme alone.")
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True,
    help="Hvordan svaret skrives · How the answer is written.",
)  # fmt: skip
def leaks(zone: str | None, programme: str | None, form: str) -> None:
    """Har nogen forladt os uset? 0: ingen, 1: nogen, 2: forkert brugt.

    Has anyone left unseen? 0: no one, 1: someone, 2: used wrongly.
    """
    ready()
    from django.utils.translation import override

    zones, programme_id = _asked(zone, programme)
    told = [(key, _search(zone_id, programme_id)) for zone_id, key in zones]
    with override("da"):
        click.echo(_json(told, programme) if form == "json" else _text(told))
    if any(account.total for _key, account in told):
        raise SystemExit(FOUND)


def _asked(zone: str | None, programme: str | None) -> tuple[list[tuple[int, str]], int | None]:
    """The zones to search and the programme, where one was named. Refused where a key names nothing."""
    from brobygger.programmes.models import Programme
    from brobygger.staff.models import Zone

    zones = Zone.objects.order_by("key")
    found = zones.filter(key=zone) if zone else zones
    if not found:
        known = ", ".join(zones.values_list("key", flat=True))
        raise Stop(f"ukendt zone · unknown zone: {zone} ({known})", 2)
    if programme is None:
        return list(found.values_list("pk", "key")), None
    its = Programme.objects.filter(key=programme).first()
    if its is None:
        known = ", ".join(Programme.objects.order_by("key").values_list("key", flat=True))
        raise Stop(f"ukendt program · unknown programme: {programme} ({known})", 2)
    return list(found.values_list("pk", "key")), its.pk


def _search(zone_id: int, programme_id: int | None) -> Account:
    from django.utils import timezone

    from brobygger.access.actor import machine
    from brobygger.access.zones import in_zones
    from brobygger.alarms.actions import search_for_leaks

    by = machine(zone_id)
    with in_zones(by):
        return search_for_leaks(zone_id=zone_id, programme_id=programme_id, by=by, at=timezone.now())


def _json(told: list[tuple[str, Account]], programme: str | None) -> str:
    whole: dict[str, Any] = {
        "at": max(account.at for _key, account in told).isoformat(),
        "programme": programme,
        "leaks": sum(account.total for _key, account in told),
        "zones": [
            {
                "zone": key,
                "registrations": account.registrations,
                "explained": account.explained,
                "ahead": account.ahead,
                "timed": account.timed,
                "leaks": account.leaks,
                "found": {
                    reason: [
                        {"since": one.day and one.day.isoformat(), "page": one.href, "what": one.what}
                        | ({"token": one.token} if one.token else {})
                        for one in several
                    ]
                    for reason, several in account.found.items()
                },
            }
            for key, account in told
        ],
    }
    return json.dumps(whole, ensure_ascii=False, indent=2)


def _text(told: list[tuple[str, Account]]) -> str:
    from django.utils.translation import override

    from brobygger.alarms.states import Leak

    lines = []
    for key, account in told:
        explained, ahead = sum(account.explained.values()), sum(account.ahead.values())
        lines.append(
            f"{key}: {account.registrations} registreringer, {explained} forklaret, {ahead} med en dag forude"
            f" · {explained} explained, {ahead} with a day ahead"
        )
        for reason in Leak.values:
            if n := account.leaks.get(reason):
                with override("en"):
                    english = str(Leak(reason).label)
                lines.append(f"  {n:>7}  {reason}: {Leak(reason).label} · {english}")
    total = sum(account.total for _key, account in told)
    lines.append("Ingen er forsvundet uset · No one has left unseen" if not total else f"{total} lækager · leaks")
    return "\n".join(lines)
