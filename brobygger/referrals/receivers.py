"""The leader's list of where her zone may send."""

from datetime import datetime

from django.db import transaction

from brobygger.access.actor import Actor
from brobygger.access.policy import Act, may, scope
from brobygger.base.decision import NotFound, Refused
from brobygger.referrals.models import Receiver
from brobygger.referrals.states import Gone
from brobygger.staff.models import Zone
from brobygger.trail import actions as trail

MOST_LINK_DAYS = 90


@transaction.atomic
def open_receiver(
    *,
    zone_id: int,
    name: str = "",
    to_zone_id: int | None = None,
    email: str = "",
    phone: str = "",
    language: str = "da",
    link_days: int = 14,
    by: Actor,
    at: datetime,
) -> Receiver:
    """The zone may send to the receiver: another zone here, or an organisation outside with its e-mail address.

    Refused where it is on the list already, where it is the zone itself, or where an outside one has no address.
    """
    made = Receiver(zone_id=zone_id, to_zone_id=to_zone_id, name=name.strip(), email=email.strip(), phone=phone.strip())
    may(by, Act.MANAGE_RECEIVERS, made).require()
    if to_zone_id is not None:
        zone = Zone.objects.select_related("organisation").filter(pk=to_zone_id).first()
        if zone is None or to_zone_id == zone_id:
            raise Refused("receiver_not_possible")
        made.name, made.email = made.name or f"{zone.organisation.name} · {zone.name}"[:120], ""
    elif not made.email:
        raise Refused("receiver_needs_address")
    if not made.name:
        raise Refused("receiver_needs_name")
    if not 1 <= link_days <= MOST_LINK_DAYS:
        raise Refused("link_days_out_of_range")
    standing = Receiver.objects.filter(zone_id=zone_id, gone_at__isnull=True)
    if standing.filter(name=made.name).exists() or (to_zone_id and standing.filter(to_zone_id=to_zone_id).exists()):
        raise Refused("receiver_known")
    made.language = language if language in ("da", "en") else "da"
    made.link_days, made.opened_at, made.opened_by_id = link_days, at, by.user_id
    made.save()
    trail.write("referrals.receiver_opened", by=by, at=at, about=made)
    return made


@transaction.atomic
def close_receiver(*, receiver_id: int, reason: str, by: Actor, at: datetime) -> Receiver:
    """Nothing more is sent to the receiver; what is with it already stays, and can be called back."""
    if reason not in Gone.values:
        raise Refused("reason_missing")
    receiver = _mine(by, receiver_id)
    if receiver.gone_at is not None:
        raise Refused("receiver_gone_already")
    receiver.gone_at, receiver.gone_by_id, receiver.gone_because = at, by.user_id, reason
    receiver.save(update_fields=["gone_at", "gone_by", "gone_because"])
    trail.write("referrals.receiver_closed", by=by, at=at, about=receiver, reason=reason)
    return receiver


@transaction.atomic
def reopen_receiver(*, receiver_id: int, by: Actor, at: datetime) -> Receiver:
    """The receiver can be sent to again. Refused where another of its name has taken its place."""
    receiver = _mine(by, receiver_id)
    standing = Receiver.objects.filter(zone_id=receiver.zone_id, gone_at__isnull=True).exclude(pk=receiver.pk)
    same_zone = receiver.to_zone_id is not None and standing.filter(to_zone_id=receiver.to_zone_id).exists()
    if same_zone or standing.filter(name=receiver.name).exists():
        raise Refused("receiver_known")
    receiver.gone_at, receiver.gone_by_id, receiver.gone_because = None, None, ""
    receiver.save(update_fields=["gone_at", "gone_by", "gone_because"])
    trail.write("referrals.receiver_reopened", by=by, at=at, about=receiver)
    return receiver


def _mine(by: Actor, receiver_id: int) -> Receiver:
    rows = scope(by, Act.MANAGE_RECEIVERS, Receiver.objects.select_for_update(of=("self",)))
    found = rows.filter(pk=receiver_id).first()
    if found is None:
        raise NotFound("not_found")
    return found
