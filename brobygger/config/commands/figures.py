"""`brobygger figures`"""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any

import click

from brobygger.config.commands.ready import Stop, ready

if TYPE_CHECKING:
    from brobygger.evaluation.figures import Figure, Question


FIRST_YEAR, LAST_YEAR = 1900, 2100


class Day(click.ParamType[date]):
    """A day as 2019-11-30 or 30-11-2019."""

    name = "DATO/DATE"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        if isinstance(value, date):
            return value
        parts = str(value).split("-")
        try:
            year, month, day = parts if len(parts[0]) == 4 else reversed(parts)
            found = date(int(year), int(month), int(day))
            if not FIRST_YEAR <= found.year <= LAST_YEAR:
                raise ValueError
        except (ValueError, TypeError):
            self.fail(
                f"ikke en dato mellem {FIRST_YEAR} og {LAST_YEAR} · not a date between: {str(value)[:40]} (2019-11-30)",
                param,
                ctx,
            )
        return found


@click.command("figures")
@click.option("--programme", metavar="NØGLE/KEY", help="Programmet, hvis der er flere · The programme, if several.")
@click.option("--zone", metavar="NØGLE/KEY", help="Zonen, hvis flere har programmet · The zone, if several run it.")
@click.option("--from", "first", type=Day(), help="Identificeret fra og med · Identified from.")
@click.option("--to", "last", type=Day(), help="Identificeret til og med · Identified to, included.")
@click.option(
    "--without-type", "without", multiple=True, metavar="TYPE",
    help="Uden denne hændelsestype; kan gentages · Without this incident type; repeatable.",
)  # fmt: skip
@click.option(
    "--format", "form", type=click.Choice(["text", "json", "csv"]), default="text", show_default=True,
    help="Hvordan tallene skrives · How the figures are written.",
)  # fmt: skip
@click.option("--release", default="internal", help="internal; public kommer senere · public is yet to come.")
@click.option("--as-of", "as_of", help="Kommer senere · Yet to come.")
def figures(
    programme: str | None, zone: str | None, first: date | None, last: date | None, without: tuple[str, ...],
    form: str, release: str, as_of: str | None,
) -> None:  # fmt: skip
    """Tallene for et programs periode: hvor mange, hvem og hvad de svarede.

    The figures of a programme's period: how many, who, and what they answered.
    """
    _answerable(first, last, release, as_of)
    ready()
    from django.utils.translation import override

    from brobygger.base.codes import IncidentType

    for told in without:
        if told not in IncidentType.values:
            known = ", ".join(IncidentType.values)
            raise Stop(f"ukendt hændelsestype · unknown incident type: {told} ({known})", 2)
    key, asked = _asked(programme, zone, first, last, without)
    told_figures = _read(asked, form)
    with override("da"):
        click.echo(_written(key, asked, told_figures, form), nl=form != "csv")


def _answerable(first: date | None, last: date | None, release: str, as_of: str | None) -> None:
    if as_of is not None:
        raise Stop("--as-of kan ikke bruges endnu · --as-of is not there yet", 2)
    if release == "public":
        raise Stop(
            "--release public kan ikke bruges endnu: tallene er kun til eget brug"
            " · --release public is not there yet: figures are for internal use only",
            2,
        )
    if release != "internal":
        raise Stop(f"--release er internal eller public · --release is internal or public: {release}", 2)
    if first and last and last < first:
        raise Stop(f"perioden slutter, før den begynder · the period ends before it begins: {first} – {last}", 2)


def _asked(
    programme: str | None, zone: str | None, first: date | None, last: date | None, without: tuple[str, ...]
) -> tuple[str, Question]:
    """The question by the keys that were told; refused where they name nothing, or not one thing alone."""
    from django.apps import apps

    from brobygger.evaluation.figures import Question
    from brobygger.evaluation.rules import Period

    rows = apps.get_model("programmes", "Programme").objects
    found = list(rows.filter(key=programme) if programme else rows.filter(kind="outreach"))
    if not found:
        known = ", ".join(rows.order_by("key").values_list("key", flat=True))
        raise Stop(f"ukendt program · unknown programme: {programme or ''} ({known})", 2)
    if len(found) > 1:
        raise Stop(f"flere programmer · several programmes: --programme {' | '.join(p.key for p in found)}", 2)
    zones = list(found[0].zones.order_by("key"))
    here = [one for one in zones if zone in (None, one.key)]
    if not here:
        known = ", ".join(one.key for one in zones)
        raise Stop(f"ingen zone med programmet · no zone with the programme: {zone or ''} ({known})", 2)
    if len(here) > 1:
        raise Stop(f"flere zoner har programmet · several zones run it: --zone {' | '.join(z.key for z in here)}", 2)
    return found[0].key, Question(here[0].pk, found[0].pk, Period(first, last), tuple(sorted(set(without))))


def _read(asked: Question, form: str) -> list[Figure]:
    from django.utils import timezone

    from brobygger.access.actor import machine
    from brobygger.access.zones import in_zones
    from brobygger.evaluation.actions import read_figures

    by = machine(asked.zone_id)
    with in_zones(by):
        return read_figures(asked, by=by, at=timezone.now(), form=form)


def _written(key: str, asked: Question, told: list[Figure], form: str) -> str:
    if form == "csv":
        from brobygger.evaluation.sheets import as_csv

        return as_csv(told).decode()
    if form == "text":
        from brobygger.evaluation.sheets import as_text

        return as_text(told)
    days = {"from": asked.period.first, "to": asked.period.last}
    whole = {
        "programme": key,
        "period": {name: day.isoformat() if day else None for name, day in days.items()},
        "criteria": "as registered",
        "without_types": list(asked.without_types),
        "release": asked.release,
        "figures": [figure.as_json() for figure in told],
    }
    return json.dumps(whole, ensure_ascii=False, indent=2)
