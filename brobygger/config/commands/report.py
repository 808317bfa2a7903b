"""`brobygger report`"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from brobygger.config.commands.figures import Day, in_both_languages, of_programme
from brobygger.config.commands.ready import Stop, ready

ENDINGS = ("pdf", "html", "zip")


@click.command("report")
@click.option("--programme", metavar="NØGLE/KEY", help="Programmet, hvis der er flere · The programme, if several.")
@click.option("--zone", metavar="NØGLE/KEY", help="Zonen, hvis flere har programmet · The zone, if several run it.")
@click.option("--from", "first", type=Day(), help="Fra og med · From.")
@click.option("--to", "last", type=Day(), help="Til og med · To, included.")
@click.option(
    "--language", type=click.Choice(["da", "en"]), default="da", show_default=True,
    help="Rapportens sprog · The report's language.",
)  # fmt: skip
@click.option(
    "--out", required=True, type=click.Path(path_type=Path, dir_okay=False),
    help="Filen: .pdf, .html eller .zip · The file: .pdf, .html or .zip.",
)  # fmt: skip
def report(
    programme: str | None, zone: str | None, first: date | None, last: date | None, language: str, out: Path
) -> None:
    """Rapporten for en periode: hvert tal med sætning, diagram og tabel.

    The report of a period: every figure with its sentence, chart and table.
    """
    form = out.suffix.lower().removeprefix(".")
    if form not in ENDINGS:
        raise Stop(f"filen ender på .pdf, .html eller .zip · the file ends in .pdf, .html or .zip: {out.name}", 2)
    if not out.absolute().parent.is_dir():
        raise Stop(f"mappen findes ikke · there is no such folder: {out.parent}", 2)
    if first and last and last < first:
        raise Stop(f"perioden slutter, før den begynder · the period ends before it begins: {first} – {last}", 2)
    ready()
    out.write_bytes(_made(programme, zone, first, last, language, form))


def _made(
    programme: str | None, zone: str | None, first: date | None, last: date | None, language: str, form: str
) -> bytes:
    from django.apps import apps
    from django.utils import timezone

    from brobygger.access.actor import machine
    from brobygger.access.zones import in_zones
    from brobygger.base.decision import Refused
    from brobygger.evaluation.figures import Question
    from brobygger.evaluation.rules import Period
    from brobygger.report.making import file_of

    _key, asked = of_programme(programme, zone, Question(0, 0, Period(first, last)))
    by, row = machine(asked.zone_id), apps.get_model("programmes", "Programme").objects.get(pk=asked.programme_id)
    try:
        with in_zones(by):
            return file_of(asked, row, language, form, by=by, at=timezone.now())
    except Refused as refused:
        raise Stop(in_both_languages(refused), 2) from None
