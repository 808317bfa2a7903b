"""An offer's history in words: which fields were changed, and from what to what."""

from datetime import date
from typing import Any

from django.utils import formats
from django.utils.translation import gettext

from brobygger.access.actor import Actor
from brobygger.directory import hours
from brobygger.directory.codes import Address, Language, Need, Relation, WayIn
from brobygger.directory.content import DATES
from brobygger.directory.forms import OfferForm
from brobygger.directory.in_words import labels, phone_words, place_name
from brobygger.directory.models import OfferVersion
from brobygger.directory.states import OfferState
from brobygger.staff import queries as staff

CODES = {"needs": Need, "relations": Relation, "languages": Language, "ways_in": WayIn}


def field_name(name: str) -> str:
    """What a field is called on the form."""
    if name == "state":
        return gettext("Open or closed")
    if name == "noted_on":
        return gettext("Written down on")
    if name == "assured_on":
        return gettext("Checked by the source on")
    return str(OfferForm.base_fields[name].label) if name in OfferForm.base_fields else name


def value_words(name: str, value: Any) -> str:
    """A value as a person reads it; a dash where there is none."""
    if value in (None, "", []):
        return "–"
    if isinstance(value, bool):
        return gettext("Yes") if value else gettext("No")
    if name in DATES:
        return formats.date_format(date.fromisoformat(str(value)), "SHORT_DATE_FORMAT")
    return _listed(name, value)


def _listed(name: str, value: Any) -> str:
    if name in CODES:
        return ", ".join(labels(CODES[name], value))
    if name == "hours":
        return hours.written(hours.of(value), "da")
    if name == "phones":
        return ", ".join(phone_words(phone["number"]) for phone in value)
    if name == "places":
        return ", ".join(map(place_name, value))
    if name in ("address_is", "state"):
        return str((Address if name == "address_is" else OfferState)(value).label)
    return ", ".join(value) if isinstance(value, list) else str(value)


def history(by: Actor, versions: list[OfferVersion]) -> list[dict[str, Any]]:
    """The versions, newest first, each with what it changed in the one before."""
    names = staff.called([version.by_id for version in versions])
    told = []
    for version, before in zip(versions, [*versions[1:], None], strict=True):
        was = before.values if before else {}
        changes = [
            (field_name(name), value_words(name, was.get(name)), value_words(name, version.values.get(name)))
            for name in version.fields
        ]
        told.append({"version": version, "who": names.get(version.by_id, ""), "changes": changes if before else []})
    return told
