"""`brobygger import`"""

import json
import sys
import time
from pathlib import Path
from typing import Any

import click

from brobygger.config.commands.ready import Stop, ready, shown

SHOWN = 20


@click.group("import")
def import_() -> None:
    """Læs en fil ind: hændelser, egne registreringer, afholdte samtaler eller svar.

    Read a file in: incidents, the team's own registrations, conversations held, or answers to the survey.
    """


def _options(command: Any) -> Any:
    for option in reversed(
        (
            click.argument("file", type=click.Path(path_type=Path)),
            click.option("--programme", required=True, metavar="KEY", help="Programmets nøgle · The programme's key"),
            click.option("--zone", metavar="KEY", help="Zonens nøgle, hvor flere kører programmet · The zone's key"),
            click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="text · json"),
        )
    ):
        command = option(command)
    return command


@import_.command("incidents")
@_options
@click.option(
    "--known",
    type=click.Choice(["update", "only-new"]),
    default="update",
    show_default=True,
    help="Kendte rækker, som politiet har rettet: følg politiet, eller lad dem stå. Altid: en sigtet ringes ikke op,"
    " beskyttelse sættes, og en under 18 venter på sin værge · known rows that the police have corrected: follow, or"
    " leave; always: an accused is rung no more, protection is set, a minor waits for her guardian",
)
def incidents(file: Path, programme: str, zone: str | None, form: str, known: str) -> None:
    """Læs politiets udtræk ind: ofre, vidner, pårørende og værger; aldrig sigtede.

    Read the police's export in: victims, witnesses, relatives and guardians; never the accused.
    """
    _import("incidents", file, programme, zone, form, known=known.replace("-", "_"))


@import_.command("registrations")
@_options
def registrations(file: Path, programme: str, zone: str | None, form: str) -> None:
    """Læs teamets eget register ind, som det blev ført i regneark.

    Read the team's own register in, as it was kept in a spreadsheet.
    """
    _import("registrations", file, programme, zone, form)


@import_.command("counselling")
@_options
def counselling(file: Path, programme: str, zone: str | None, form: str) -> None:
    """Læs en rådgivnings register over afholdte samtaler ind, så henvisninger kan følges.

    Read a counselling organisation's register of conversations in, so that referrals can be followed.
    """
    _import("counselling", file, programme, zone, form)


@import_.command("survey")
@_options
def survey(file: Path, programme: str, zone: str | None, form: str) -> None:
    """Læs svar på den anonyme brugerundersøgelse ind.

    Read answers to the anonymous user survey in.
    """
    _import("survey", file, programme, zone, form)


def _import(kind: str, file: Path, programme_key: str, zone_key: str | None, form: str, **how: str) -> None:
    ready()
    from django.utils import timezone

    from brobygger.access.actor import machine
    from brobygger.intake import actions, rejecting, result
    from brobygger.intake.reading import FileUnreadable

    programme_id, zone_id = _where(programme_key, zone_key)
    act = getattr(actions, f"import_{kind}")
    by = machine(zone_id)
    try:
        summary = act(
            file=file, programme_id=programme_id, zone_id=zone_id, by=by, at=timezone.now(), progress=_progress(), **how
        )
    except FileUnreadable as problem:
        raise Stop(f"{shown(file)}: {_both(problem.code)}{_named(result.titles(kind, problem.columns))}", 2) from None
    target, lines = (None, []) if not summary.rejected else _rejected_file(file, summary, by, rejecting)
    told = {**summary.counts(), "rejected_file": str(target.with_name(shown(target))) if target else None}
    if form == "json":
        click.echo(json.dumps(told, ensure_ascii=False, indent=1))
        return
    for line in lines:
        click.echo(line)
    if summary.rejected > len(lines):
        click.echo(f"… og {summary.rejected - len(lines)} flere · and {summary.rejected - len(lines)} more")
    click.echo(_words(told))


def _where(programme_key: str, zone_key: str | None) -> tuple[int, int]:
    """The programme and the zone that runs it. Refused where they are not there, or where there are several zones."""
    from brobygger.programmes.models import Programme
    from brobygger.staff.models import Zone

    programme = Programme.objects.filter(key=programme_key).first()
    if programme is None:
        known = ", ".join(Programme.objects.order_by("key").values_list("key", flat=True))
        raise Stop(f"der er intet program {programme_key} · there is no such programme; {known}", 2)
    zones = Zone.objects.filter(programmes=programme)
    if zone_key is not None:
        zones = zones.filter(key=zone_key)
    found = list(zones[:2])
    if len(found) != 1:
        known = ", ".join(Zone.objects.filter(programmes=programme).order_by("key").values_list("key", flat=True))
        raise Stop(f"vælg zone med --zone · choose a zone: {known}", 2)
    return programme.pk, found[0].pk


def _progress() -> Any:
    if not sys.stderr.isatty():
        return lambda phase, done, total: None
    began = time.monotonic()

    def show(phase: str, done: int, total: int) -> None:
        share = f"{100 * done // total:3d} %" if total else ""
        pace = int(done / max(time.monotonic() - began, 0.1))
        words = "læser · reading" if phase == "reading" else "gemmer · keeping"
        click.echo(f"\r{words} {done:,} {share} {pace:,}/s   ".replace(",", " "), nl=False, err=True)
        if total and done >= total:
            click.echo(err=True)

    return show


def _rejected_file(file: Path, summary: Any, by: Any, rejecting: Any) -> tuple[Path, list[str]]:
    """The rejected rows beside the file, or in the data folder where nothing can be written there."""
    from django.conf import settings

    for folder in (file.absolute().parent, settings.DATA / "rejected"):
        target = folder / f"{file.stem}.rejected.csv"
        lines: list[str] = []
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            rejecting.write_beside(
                target, summary.run_id, summary.file, by=by, name=shown(file), shown=lines, most=SHOWN
            )
        except OSError:
            continue
        return target, lines
    raise Stop("de afviste rækker kunne ikke skrives nogen steder · the rejected rows could not be written anywhere")


def _both(code: str) -> str:
    from django.utils.translation import override

    from brobygger.intake.words import REASONS

    words = []
    for language in ("da", "en"):
        with override(language):
            words.append(str(REASONS.get(code, code)))
    return " · ".join(dict.fromkeys(words))


def _named(columns: list[str]) -> str:
    return f": {', '.join(columns)}" if columns else ""


def _words(told: dict[str, Any]) -> str:
    lines = [
        ("rows", "rækker · rows"),
        ("reports", "nye samtaler · new conversations"),
        ("answers", "nye svar · new answers"),
        ("registrations", "nye registreringer · new registrations"),
        ("people", "nye personer · new people"),
        ("already_known", "kendt i forvejen · already known"),
        ("corrected", "rettet af politiet og fulgt · corrected by the police and followed"),
        ("skipped_other_roles", "sprunget over (sigtede og andre) · skipped (accused and others)"),
        ("rejected", "afvist · rejected"),
        ("not_in_target_group", "uden for målgruppen · not in the target group"),
        ("window_passed", "for sent til et første opkald · too late for a first call"),
        ("awaiting_type", "gerningskoden er ikke kendt · offence code not mapped"),
    ]
    out = [f"{told[name]:>9}  {words}" for name, words in lines if name in told]
    out += [f"{n:>9}  gerningskode · offence code {code}" for code, n in told.get("unknown_offence_codes", {}).items()]
    for column, values in told.get("unknown_values", {}).items():
        out += [f"{n:>9}  ikke på listen · not on the list: {column} »{value}«" for value, n in values.items()]
    for note in told["notes"]:
        rows = ", ".join(map(str, note["rows"]))
        out.append(f"{note['count']:>9}  {_both(note['code'])}" + (f" ({rows})" if rows else ""))
    if told["rejected_file"]:
        out.append(f"→ {told['rejected_file']}")
    return "\n".join(out)
