"""`brobygger invite`, `brobygger password` and `brobygger confirm`"""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from brobygger.config.commands.ready import Stop, ready

if TYPE_CHECKING:
    from brobygger.access.actor import Actor
    from brobygger.staff.letting_in import LetIn

ROLES = (
    "worker",
    "programme_leader",
    "project_leader",
    "employee",
    "resource_person",
    "assessor",
    "data_protection_officer",
    "administrator",
)


@click.command("invite")
@click.argument("email")
@click.option("--name", required=True, help="Navnet, som kollegerne ser · the name that colleagues see")
@click.option("--role", type=click.Choice(ROLES), default="programme_leader", show_default=True)
@click.option("--zone", "key", default="opsoegende-indsats", show_default=True, help="Hvilken zone · which zone")
@click.option(
    "--address", default="", help="Sidernes adresse, fx https://brobygger.kreds.dk · the address of the pages"
)
def invite(email: str, name: str, role: str, key: str, address: str) -> None:
    """Invitér en kollega ind. Linket virker én gang; det går til adressen, eller vises her, hvor der ikke sendes mail.

    Invite a colleague. The link that works once goes to the address, or is printed here where no e-mail is sent. The
    first leader of a new installation comes in this way.
    """
    ready()
    from django.core.exceptions import ValidationError
    from django.core.validators import validate_email

    from brobygger.access.actor import Actor
    from brobygger.access.zones import in_zones
    from brobygger.base.decision import Refused
    from brobygger.staff.models import Zone

    zone = Zone.objects.filter(key=key).first()
    if zone is None:
        known = ", ".join(Zone.objects.order_by("key").values_list("key", flat=True))
        raise Stop(f"der er ingen zone {key} · there is no such zone; known: {known}", 2)
    # Whoever may run the program on its own machine may let someone in; the trail says that it was done here.
    by = Actor(user_id=None, roles=frozenset({("administrator", zone.pk), ("machine", zone.pk)}))
    try:
        validate_email(email)
        with in_zones(by):
            done = _invited(email, name, role, zone.pk, by)
    except ValidationError:
        raise Stop(f"{email} er ikke en e-mailadresse · is not an e-mail address", 2) from None
    except Refused as refusal:
        raise Stop(words_of(refusal.reason)) from None
    if done.token:
        click.echo(address_of(done.token, address))
    elif done.offer is not None:
        click.echo(f"Linket er på vej til {email} · the link is on its way")
    else:
        click.echo(f"{email} har rollen og logger ind som før · has the role, and signs in as before")


def address_of(token: str, address: str = "") -> str:
    """The whole address of a one-time link."""
    from django.conf import settings
    from django.urls import reverse

    scheme, host = ("https", settings.ALLOWED_HOSTS[0]) if settings.HTTPS else ("http", "127.0.0.1:8000")
    return f"{(address or f'{scheme}://{host}').rstrip('/')}{reverse('accept_invitation', args=[token])}"


def _invited(email: str, name: str, role: str, zone_id: int, by: Actor) -> LetIn:
    """The worker with the role, or asked to take it; a new link where she has been asked and has not answered."""
    from django.utils import timezone

    from brobygger.base.decision import Refused
    from brobygger.staff import actions
    from brobygger.staff.models import RoleOffer
    from brobygger.staff.states import OfferState

    at = timezone.now()
    try:
        return actions.invite_worker(name=name, email=email, role=role, zone_id=zone_id, by=by, at=at)
    except Refused as refusal:
        asked = RoleOffer.objects.filter(email__iexact=email.strip(), role=role, zone=zone_id, state=OfferState.WAITING)
        if refusal.reason != "has_offer_already":
            raise
        return actions.renew_invitation(offer_id=asked.get().pk, by=by, at=at)


def words_of(reason: str) -> str:
    """The words of a refusal, as the pages show them."""
    from brobygger.staff.words import REASONS

    return str(REASONS.get(reason, reason))


@click.command("password")
@click.argument("email")
@click.option(
    "--address", default="", help="Sidernes adresse, fx https://brobygger.kreds.dk · the address of the pages"
)
def password(email: str, address: str) -> None:
    """Vis et link til en kollega, der selv har bedt om det og har glemt sin adgangskode. Det står i sporet.

    Print a link for a colleague who has forgotten her password and has asked for it herself. The trail tells of it in
    each zone where she works.
    """
    ready()
    from django.utils import timezone

    from brobygger.access.actor import machine
    from brobygger.base.decision import NotFound
    from brobygger.staff import actions

    try:
        token = actions.print_link(email=email, by=machine(0), at=timezone.now())
    except NotFound:
        raise Stop(f"{email}: ingen kollega har den adresse · no colleague has that address", 2) from None
    click.echo(address_of(token, address))


@click.command("confirm")
@click.argument("email")
@click.option(
    "--address", default="", help="Sidernes adresse, fx https://brobygger.kreds.dk · the address of the pages"
)
def confirm(email: str, address: str) -> None:
    """Bekræft en kollega, der kom ind på papir, hvor ingen anden leder kan. Gør det kun, når du selv kender hende.
    Den gamle adgangskode holder op; giv hende linket til en ny i hånden.

    Confirm a colleague who came in on paper, where no other leader can. Only where you know her or him yourself, and
    not on the word of whoever printed the link. The old password stops; hand over the link to a new one. The trail
    tells of it in each zone.
    """
    ready()
    from django.utils import timezone

    from brobygger.access.actor import machine
    from brobygger.base.decision import NotFound, Refused
    from brobygger.staff import actions

    try:
        token = actions.vouch_at_terminal(email=email, by=machine(0), at=timezone.now())
    except NotFound:
        raise Stop(f"{email}: ingen kollega har den adresse · no colleague has that address", 2) from None
    except Refused as refusal:
        raise Stop(words_of(refusal.reason)) from None
    click.echo(f"{email} er bekræftet og vælger en ny adgangskode her · is confirmed, and chooses a new password here:")
    click.echo(address_of(token, address))
