"""`brobygger municipality`"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import click

from brobygger.config.commands.ready import Stop, ready

if TYPE_CHECKING:
    from brobygger.staff.models import Zone


@click.command("municipality")
@click.argument("key")
@click.option("--name", required=True, help="Kommunens navn, fx »Køge Kommune« · what the municipality is called")
@click.option(
    "--copy",
    "source",
    type=click.Choice(["koege", "odense"]),
    help="Begynd med Køges eller Odenses opsætning · begin with the way of Køge or Odense",
)
def municipality(key: str, name: str, source: str | None) -> None:
    """Åbn en kommune, der kører den ambulante indsats, og vis, hvordan den første projektleder inviteres.

    Open a municipality that runs the outpatient programme, and print how its first project leader is invited. Without
    --copy the project leader chooses on the page. Safe to repeat: what is there already stays as it is.
    """
    ready()
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", key) or len(key) > 40:
        raise Stop(f"{key}: brug små bogstaver, tal og bindestreg · use small letters, digits and hyphens", 2)
    if not name.strip() or len(name.strip()) > 120:
        raise Stop("--name: skriv kommunens navn, højst 120 tegn · write a name of at most 120 characters", 2)
    zone, is_new = _zone(key, name.strip())
    said = "er åbnet · is open" if is_new else "var her allerede · was here already"
    click.echo(f"{zone.key} ({zone.name}): {said}")
    if source:
        click.echo(_copied(zone, source))
    click.echo(
        "Invitér projektlederen · invite the project leader:\n"
        f"  brobygger invite LEDER@KOMMUNE.DK --name NAVN --role project_leader --zone {zone.key}"
    )


def _zone(key: str, name: str) -> tuple[Zone, bool]:
    """The municipality's zone; refused where the key is another kind of zone's."""
    from django.utils import timezone

    from brobygger.access.actor import Actor
    from brobygger.programmes.models import Programme
    from brobygger.staff.actions import open_zone
    from brobygger.staff.models import Zone

    programmes = Programme.objects.filter(kind=Programme.Kind.OUTPATIENT)
    found = Zone.objects.filter(key=key).first()
    if found is None:
        by = Actor(user_id=None, roles=frozenset({("machine", 0)}))
        ids = programmes.values_list("pk", flat=True)
        return open_zone(key=key, name=name, organisation=name, programme_ids=ids, by=by, at=timezone.now()), True
    if not found.programmes.filter(kind=Programme.Kind.OUTPATIENT).exists():
        raise Stop(f"{key} kører ikke den ambulante indsats; vælg en anden nøgle · is no municipality's zone", 2)
    return found, False


def _copied(zone: Zone, source: str) -> str:
    from django.utils import timezone

    from brobygger.access.actor import Actor
    from brobygger.access.zones import in_zones
    from brobygger.base.decision import Refused
    from brobygger.municipality import actions, queries

    # Whoever may run the program on its own machine may begin; the leader changes it on the page.
    by = Actor(user_id=None, roles=frozenset({("project_leader", zone.pk), ("machine", zone.pk)}))
    with in_zones(by):
        programme = queries.programme_of(by, zone_id=zone.pk)
        if programme is None:
            raise Stop(f"{zone.key} kører ikke den ambulante indsats · is no municipality's zone", 2)
        try:
            actions.copy_setup(zone_id=zone.pk, programme_id=programme.pk, source=source, by=by, at=timezone.now())
        except Refused as refusal:
            if refusal.reason != "setup_is_there":
                raise
            return "Opsætningen er der allerede og er ikke rørt · it is set up already, and stays as it is"
    return f"Opsætningen er kopieret fra {source} · copied from {source}"
