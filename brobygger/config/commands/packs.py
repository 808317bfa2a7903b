"""`brobygger packs`"""

from pathlib import Path
from typing import Any

import click

from brobygger.config.commands.ready import Stop, ready, shown


@click.group("packs")
def packs() -> None:
    """Formularer til risikovurdering og spørgeskemaer: FHIR R4 Questionnaire som JSON.

    Forms for risk assessment and surveys: FHIR R4 Questionnaire as JSON.
    """


@packs.command("check")
@click.argument("file", type=click.Path(path_type=Path))
def check(file: Path) -> None:
    """Se, om en formular kan tages ind: én linje for hver fejl, og intet ændres.

    See whether a form can come in: one line for each fault, and nothing is changed.
    """
    ready()
    told = _read(file)
    click.echo(f"{shown(file)}: {told['title']} {told['version']}: kan tages ind · can come in")


@packs.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--zone", metavar="KEY", help="Zonen, der får formularen · the zone whose own it becomes")
def import_pack(file: Path, zone: str | None) -> None:
    """Tag en formular ind. Den samme fil igen ændrer intet.

    Take a form in. The same file again changes nothing.
    """
    ready()
    from django.utils import timezone

    from brobygger.access.zones import in_zones
    from brobygger.base.decision import Refused
    from brobygger.config.commands.offers import zone_named
    from brobygger.packs import actions
    from brobygger.packs.codes import Purpose

    told = _read(file)
    zone_id, by = zone_named(zone)
    try:
        with in_zones(by):
            taken = actions.import_pack(told, zone_id=zone_id, by=by, at=timezone.now())
    except Refused as refused:
        raise Stop(f"{shown(file)}: {_both(refused.reason)}", 2) from None
    click.echo(f"{shown(file)}: {told['title']} {told['version']}: taget ind · taken in")
    for one in taken.questions.without_part if taken.purpose == Purpose.RISK else ():
        click.echo(f"{shown(file)}: {one.link_id}: spørges der om i trin 2 · asked in step 2")
    if taken.purpose == Purpose.CLARIFICATION and not taken.questions.warn:
        click.echo(f"{shown(file)}: intet svar er mærket som et, der advarer · no answer is marked as one that warns")


def _read(file: Path) -> dict[str, Any]:
    from brobygger.config.commands.offers import bytes_of
    from brobygger.packs.checking import LARGEST
    from brobygger.packs.reading import PackUnusable, pack_of

    try:
        return pack_of(bytes_of(file, LARGEST))
    except PackUnusable as unusable:
        for one in unusable.faults:
            click.echo(": ".join(filter(None, (shown(file), one.where, _both(one.code), one.stands))))
        count = len(unusable.faults)
        raise Stop(f"{shown(file)}: {count} fejl, intet er ændret · {count} faults, nothing is changed", 2) from None


def _both(code: str) -> str:
    from django.utils.translation import override

    from brobygger.packs.words import FAULTS, REASONS

    words = []
    for language in ("da", "en"):
        with override(language):
            words.append(str({**REASONS, **FAULTS}.get(code, code)))
    return " · ".join(dict.fromkeys(words))
