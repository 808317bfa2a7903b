"""Offers for the tests: invented ones, beside those that ship."""

from datetime import date

from brobygger.access.zones import among
from brobygger.directory import actions
from brobygger.directory.models import Offer
from brobygger.staff.models import Zone


def an_offer(cast, now, who="leader", **values):
    """An offer that a member of the cast has written."""
    by = cast.actor(who)
    told = {"name_da": "Prøvehuset", "name_en": "The Trial House", "places": ["DK"], **values}
    return actions.add_offer(values=told, zone_id=min(by.zones()), by=by, at=now)


def only(*offers):
    """Nothing but these offers is found in any zone: each has closed the shared ones for itself."""
    closed = {"state": "closed", "closed_on": date(2026, 1, 1), "closed_reason": "other"}
    names = [f.attname for f in Offer._meta.concrete_fields if f.name != "id"]
    shared = [{name: getattr(row, name) for name in names} for row in Offer.objects.filter(zone=None)]
    zones = set(Zone.objects.values_list("pk", flat=True))
    with among(zones):
        Offer.objects.bulk_create(
            [Offer(**{**row, **closed, "zone_id": zone}) for zone in zones for row in shared], ignore_conflicts=True
        )
        Offer.objects.exclude(zone=None).exclude(pk__in=[one.pk for one in offers]).update(**closed)
