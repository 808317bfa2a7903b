"""`brobygger offers`"""

import json
from pathlib import Path
from typing import Any

import click

from brobygger.config.commands.ready import Stop, ready, shown

SHOWN = 20
COUNTED = (
    ("new", "nye · new"),
    ("changed", "ændret · changed"),
    ("kept", "anderledes, men besluttet her · differ, but decided here"),
    ("already_known", "kendt i forvejen · already known"),
    ("rejected", "afvist · rejected"),
)


@click.group("offers")
def offers() -> None:
    """Vejviseren over tilbud: læs en fil ind, eller skriv den ud (Open Referral HSDS 3, JSON).

    The directory of offers: read a file in, or write it out (Open Referral HSDS 3, JSON).
    """


@offers.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--zone", metavar="KEY", help="Zonen, der får tilbuddene · the zone whose own they become")
@click.option("--try", "only_try", is_flag=True, help="Vis kun, hvad der ville ske · only show what would happen")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="text · json")
def import_offers(file: Path, zone: str | None, only_try: bool, form: str) -> None:
    """Læs tilbud ind. Det, nogen her har rettet eller tjekket, bliver ikke overskrevet.

    Read offers in. What someone here has changed or checked is not overwritten.
    """
    ready()
    from django.utils import timezone

    from brobygger.access.zones import in_zones
    from brobygger.directory import importing, reading

    zone_id, by = zone_named(zone)
    try:
        text = reading.text_of(bytes_of(file, reading.LARGEST))
        with in_zones(by):
            if only_try:
                plan = importing.plan_of(text, by=by)
            else:
                plan = importing.take_in(text, zone_id=zone_id, by=by, at=timezone.now())
    except reading.FileUnreadable as problem:
        raise Stop(f"{shown(file)}: {_both(problem.reason)}", 2) from None
    click.echo(_json(file, plan) if form == "json" else _text(file, plan))


@offers.command("export")
@click.argument("file", type=click.Path(path_type=Path))
def export_offers(file: Path) -> None:
    """Skriv alle tilbud ud, åbne og lukkede.

    Write every offer out, open and closed.
    """
    ready()
    from brobygger.access.zones import in_zones
    from brobygger.directory import importing

    _zone_id, by = zone_named(None)
    with in_zones(by):
        told = importing.export(by)
    try:
        file.write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    except OSError as problem:
        raise Stop(f"{shown(file)}: kan ikke skrives · cannot be written: {problem.strerror}", 2) from None
    click.echo(f"{told['total_items']:>9}  tilbud · offers → {shown(file)}")


def zone_named(key: str | None) -> tuple[int, Any]:
    """The zone of that key, else the first, and the machine that acts in it; refused where there is none."""
    from brobygger.access.actor import machine
    from brobygger.staff.models import Zone

    zones = Zone.objects.order_by("pk")
    found = (zones.filter(key=key) if key else zones).first()
    if found is None:
        known = ", ".join(zones.values_list("key", flat=True))
        raise Stop(f"der er ingen zone {key or ''} · there is no such zone; {known}", 2)
    return found.pk, machine(found.pk)


def bytes_of(file: Path, most: int) -> bytes:
    """What the file holds, and one byte more than it may where it holds more; refused where it cannot be read."""
    try:
        if not file.is_file() and file.exists():  # a pipe, say, which may never end
            raise Stop(f"{shown(file)}: er ingen fil · is no file", 2)
        with file.open("rb") as opened:
            return opened.read(most + 1)
    except OSError as problem:
        raise Stop(f"{shown(file)}: kan ikke læses · cannot be read: {problem.strerror}", 2) from None


def _both(code: str) -> str:
    from django.utils.translation import override

    from brobygger.directory.words import NOTES, REASONS

    words = []
    for language in ("da", "en"):
        with override(language):
            words.append(str({**REASONS, **NOTES}.get(code, code)))
    return " · ".join(dict.fromkeys(words))


def _rejected(plan: Any) -> list[dict[str, Any]]:
    return [
        {"number": number, "id": read.uid, "field": p.field, "value": p.value, "reason": p.reason}
        for number, read in plan.rejected
        for p in read.problems
    ]


def _json(file: Path, plan: Any) -> str:
    told = plan.counts() | {
        "file": shown(file),
        "rejected_rows": _rejected(plan),
        "notes": [{"code": code, "count": n, "about": about} for code, n, about in plan.note_counts()],
        "perhaps_same": plan.perhaps_same,
    }
    return json.dumps(told, ensure_ascii=False, indent=1)


def _text(file: Path, plan: Any) -> str:
    rows = _rejected(plan)
    out = [
        f"{shown(file)}: {row['number']} {row['id']} {row['field']} »{row['value']}«: {_both(row['reason'])}"
        for row in rows[:SHOWN]
    ]
    if len(rows) > SHOWN:
        out.append(f"… og {len(rows) - SHOWN} flere · and {len(rows) - SHOWN} more")
    counts = plan.counts()
    out += [f"{counts[name]:>9}  {words}" for name, words in COUNTED]
    for code, n, about in plan.note_counts():
        named = f" ({', '.join(about[:8])})" if about else ""
        out.append(f"{n:>9}  {_both(code)}{named}")
    same = [f"{uid} ≈ {name}" for uid, name in plan.perhaps_same.items()]
    if same:
        out.append(f"måske de samme · perhaps the same: {', '.join(same[:SHOWN])}")
    return "\n".join(out)
