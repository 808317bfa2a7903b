"""Which offers a zone has: those that all share, and its own, each in place of the shared one of the same id."""

from collections.abc import Collection
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from brobygger.access.actor import Actor
from brobygger.directory.models import Offer
from brobygger.directory.states import OfferState


def in_sight(by: Actor) -> QuerySet[Offer]:
    """The actor's zones' own offers, and the shared ones but those in whose place every zone of hers has its own."""
    zones = by.zones()
    own = Offer.objects.filter(zone__in=zones, uid=OuterRef("uid")).order_by().values("uid")
    instead = own.annotate(n=Count("zone", distinct=True)).filter(n__gte=len(zones))
    return Offer.objects.filter(Q(zone__in=zones) | Q(zone=None) & ~Exists(instead))


def open_on(day: date) -> Q:
    """Those that have not closed down by the day; some may close later."""
    return Q(state=OfferState.OPEN) | Q(closed_on__gt=day)


def standing_in(zone_ids: Collection[int], uids: Collection[str]) -> dict[str, Offer]:
    """What the zones have of their own in place of the shared offers with these ids."""
    rows = Offer.objects.select_related("checked_by", "same_as__checked_by").filter(zone__in=zone_ids, uid__in=uids)
    return {row.uid: row for row in rows.order_by("-zone_id")}


def own_for_writing(offer: Offer, zone_id: int) -> Offer:
    """The zone's own row of the offer, held until the transaction ends: of a shared one, a copy."""
    kept = [f.attname for f in Offer._meta.concrete_fields if f.name not in ("id", "zone", "uid")]
    values = {name: getattr(offer, name) for name in kept}
    own, is_new = Offer.objects.get_or_create(zone_id=zone_id, uid=offer.uid, defaults=values)
    if is_new:
        for version in offer.versions.all():
            version.pk, version.zone_id, version.offer = None, zone_id, own
            version.save(force_insert=True)
    return Offer.objects.select_for_update().get(pk=own.pk)
