"""One way in which an offer is written, whoever does it: with its version, and with the words by which it is found."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import override

from brobygger.access.actor import Actor
from brobygger.base.alphabet import alphabetical
from brobygger.directory import places, rules
from brobygger.directory.codes import Address, Language, Need, Relation
from brobygger.directory.content import as_stored
from brobygger.directory.models import Offer, OfferVersion

ADDRESS = ("address", "postal_code", "city")


def set_values(offer: Offer, told: Mapping[str, Any]) -> list[str]:
    """The offer has the values; returns the fields that were different."""
    fields = [name for name, value in told.items() if getattr(offer, name) != value]
    for name in fields:
        setattr(offer, name, told[name])
    return fields


def write(
    offer: Offer, *, deed: str, fields: Iterable[str], by: Actor | None, at: datetime, using: str = "default"
) -> None:
    """The offer is kept as its next version. A secret address is kept in no version."""
    worker = by.user_id if by else None
    offer.number += 1
    offer.changed_at, offer.changed_by_id = at, worker
    offer.words, offer.sort_name = found_by(offer), sort_name(offer)
    if offer.address_is == Address.SECRET:
        offer.given = _without_address(offer.given)
    offer.save(using=using)
    if offer.address_is == Address.SECRET and "address_is" in fields:
        for version in offer.versions.all():
            version.values = _without_address(version.values)
            version.save(update_fields=["values"])
    values = as_stored({**offer.values(), "state": offer.state})
    OfferVersion.objects.using(using).create(
        zone_id=offer.zone_id,
        offer=offer,
        number=offer.number,
        at=at,
        by_id=worker,
        deed=deed,
        values=values,
        fields=sorted(fields),
    )


def _without_address(values: Mapping[str, Any]) -> dict[str, Any]:
    return {**values, **{name: "" for name in ADDRESS if name in values}}


def found_by(offer: Offer) -> str:
    """Everything by which the offer is found: its texts, its numbers, and its codes in both languages."""
    texts = [
        value for name, value in offer.values().items() if isinstance(value, str) and not name.startswith("source")
    ]
    texts += [*offer.other_terms, *(f"{p['number'].removeprefix('+45')} {p['note']}" for p in offer.phones)]
    texts += [{**places.MUNICIPALITIES, **places.REGIONS}.get(code, "") for code in offer.places]
    for language in ("da", "en"):
        with override(language):
            for codes, told in ((Need, offer.needs), (Relation, offer.relations), (Language, offer.languages)):
                texts += [str(codes(code).label) for code in told if code in codes.values]
    return rules.words_of(texts)


def sort_name(offer: Offer) -> str:
    """The name by which offers are ordered: æ, ø and å come last."""
    return alphabetical(offer.name_da or offer.name_en)[:200]
