"""`brobygger figures`"""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import click

from brobygger.config.commands.ready import Stop, ready

if TYPE_CHECKING:
    from brobygger.base.decision import Refused
    from brobygger.evaluation.figures import Figure, Question


FIRST_YEAR, LAST_YEAR = 1900, 2100
ROUNDED_FROM = 5  # rounded to less than this, a small number can be told


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
@click.option(
    "--release", default="internal", show_default=True,
    help="internal; public skjuler små tal og huskes · public hides small numbers and is remembered.",
)  # fmt: skip
@click.option(
    "--round-to", "base", type=click.IntRange(0, 100), default=0, metavar="5",
    help="Kun public: afrund alle tal i stedet for at skjule de små · public only: round instead of hiding.",
)  # fmt: skip
@click.option("--as-of", "as_of", type=Day(), help="Som det vidstes den dag · As it was known on that day.")
@click.option("--department", metavar="NØGLE/KEY", help="Kun denne afdeling (kommuner) · This department alone.")
@click.option("--way-in", "way_in", metavar="VEJ/WAY", help="Kun denne vej ind (kommuner) · This way in alone.")
def figures(
    programme: str | None, zone: str | None, first: date | None, last: date | None, without: tuple[str, ...],
    form: str, release: str, base: int, as_of: date | None, department: str | None, way_in: str | None,
) -> None:  # fmt: skip
    """Tallene for et programs periode: hvor mange, hvem og hvad de svarede.

    The figures of a programme's period: how many, who, and what they answered.
    """
    _answerable(first, last, release, base)
    if release == "public" and (as_of or department or way_in):
        raise Stop(
            "--release public er af hele programmet, som det står nu · is of the whole programme, as it stands now:"
            " --as-of, --department, --way-in",
            2,
        )
    ready()
    from django.utils.timezone import localdate
    from django.utils.translation import override

    from brobygger.base.codes import IncidentType
    from brobygger.evaluation.figures import Question
    from brobygger.evaluation.rules import Period

    if as_of and as_of > localdate():
        raise Stop(f"den dag er ikke kommet endnu · that day has not come yet: {as_of}", 2)
    for told in without:
        if told not in IncidentType.values:
            known = ", ".join(IncidentType.values)
            raise Stop(f"ukendt hændelsestype · unknown incident type: {told} ({known})", 2)
    key, asked = of_programme(
        programme, zone, Question(0, 0, Period(first, last), tuple(sorted(set(without))), as_of=as_of)
    )
    if release == "public":
        asked, told_figures = _given_out(asked, base)
    else:
        asked = _narrowed(asked, department, way_in)
        told_figures = _read(asked, form)
    with override("da"):
        click.echo(_written(key, asked, told_figures, form), nl=form != "csv")


def _answerable(first: date | None, last: date | None, release: str, base: int) -> None:
    if release not in ("internal", "public"):
        raise Stop(f"--release er internal eller public · --release is internal or public: {release}", 2)
    if base and (release != "public" or base < ROUNDED_FROM):
        raise Stop(
            f"--round-to er mindst {ROUNDED_FROM} og kun til --release public"
            f" · --round-to is {ROUNDED_FROM} or more, and only for --release public",
            2,
        )
    if first and last and last < first:
        raise Stop(f"perioden slutter, før den begynder · the period ends before it begins: {first} – {last}", 2)


def of_programme(programme: str | None, zone: str | None, asked: Question) -> tuple[str, Question]:
    """The question by the keys that were told; refused where they name nothing, or not one thing alone."""
    from django.apps import apps

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
    return found[0].key, replace(asked, zone_id=here[0].pk, programme_id=found[0].pk)


def _narrowed(asked: Question, department: str | None, way_in: str | None) -> Question:
    """The question of one department or one way in; refused where it names neither."""
    from django.utils.timezone import localdate

    from brobygger.access.actor import machine
    from brobygger.access.zones import in_zones
    from brobygger.evaluation.detect_queries import departments_of
    from brobygger.municipality.codes import WayIn

    if way_in and way_in not in WayIn.values:
        raise Stop(f"ukendt vej ind · unknown way in: {way_in} ({', '.join(WayIn.values)})", 2)
    if not department:
        return replace(asked, way_in=way_in or "")
    by = machine(asked.zone_id)
    with in_zones(by):
        known = {one.key: one.id for one in departments_of(by, zone_id=asked.zone_id, on=localdate())}
    if department not in known:
        raise Stop(f"ukendt afdeling · unknown department: {department} ({', '.join(known)})", 2)
    return replace(asked, department_id=known[department], way_in=way_in or "")


def _read(asked: Question, form: str) -> list[Figure]:
    from django.utils import timezone

    from brobygger.access.actor import machine
    from brobygger.access.zones import in_zones
    from brobygger.evaluation.actions import read_figures

    by = machine(asked.zone_id)
    with in_zones(by):
        return read_figures(asked, by=by, at=timezone.now(), form=form)


def _given_out(asked: Question, base: int) -> tuple[Question, list[Figure]]:
    """The public figures, given out now where they have not been, and the months that they are of."""
    from django.utils import timezone

    from brobygger.access.actor import machine
    from brobygger.access.zones import in_zones
    from brobygger.base.decision import Refused
    from brobygger.evaluation.public_actions import release

    by = machine(asked.zone_id)
    try:
        with in_zones(by):
            told = release(asked, base=base, by=by, at=timezone.now())
    except Refused as refused:
        raise Stop(in_both_languages(refused), 2) from None
    return replace(asked, period=told.period, release="public"), told.figures


def in_both_languages(refused: Refused) -> str:
    """Why it was refused, in Danish and in English."""
    from django.utils.translation import override

    from brobygger.base.templatetags.brobygger import reason
    from brobygger.evaluation.public_rules import Nearest

    facts = {name: one.as_days if isinstance(one, Nearest) else one for name, one in refused.facts.items()}
    said = []
    for language in ("da", "en"):
        with override(language):
            said.append(str(reason(refused.reason, **facts)))
    return " · ".join(said)


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
        "as_of": asked.as_of.isoformat() if asked.as_of else None,
        "release": asked.release,
        "figures": [figure.as_json() for figure in told],
    }
    return json.dumps(whole, ensure_ascii=False, indent=2)
