"""Offers for the tests: invented ones, beside those that ship."""

from __future__ import annotations

from brobygger.directory import actions
from brobygger.directory.models import Offer


def an_offer(cast, now, who="coordinator", **values):
    """An offer that a member of the cast has written."""
    by = cast.actor(who)
    told = {"name_da": "Prøvehuset", "name_en": "The Trial House", "places": ["DK"], **values}
    return actions.add_offer(values=told, zone_id=min(by.zones()), by=by, at=now)


def only(*offers):
    """Nothing but these offers is in the directory."""
    kept = [offer.pk for offer in offers]
    Offer.objects.exclude(pk__in=kept).delete()
