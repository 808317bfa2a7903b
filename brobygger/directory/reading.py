"""A file of offers: the shapes in which HSDS comes, and the services in it."""

import json
from collections.abc import Iterator
from typing import Any

from brobygger.base.confined import CannotRead, TooHeavy, confined
from brobygger.base.storable import all_holdable

LARGEST = 10 * 1024 * 1024
HARMLESS = 256 * 1024
# An organisation, a term of a taxonomy and a place have an id and a name too; these only they have.
NO_SERVICE = {
    "legal_status", "year_incorporated", "tax_status", "tax_id", "website", "parent_organization_id", "taxonomy",
    "taxonomy_id", "term_uri", "parent_id", "latitude", "longitude", "location_type",
}  # fmt: skip
# Tables of the tabular shape whose rows lie under their service in the other shapes.
UNDER_SERVICE = {
    "phone": "phones", "schedule": "schedules", "service_area": "service_areas", "language": "languages",
    "service_at_location": "service_at_locations", "contact": "contacts",
}  # fmt: skip


class FileUnreadable(Exception):
    """Nothing can be read of the file; `reason` is a code whose words live in the catalogues."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def text_of(raw: bytes) -> str:
    """The file as text. FileUnreadable where it is too large or not UTF-8, or too heavy to take apart."""
    if len(raw) > LARGEST:
        raise FileUnreadable("too_large")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise FileUnreadable("not_utf8") from None
    if len(raw) > HARMLESS:
        _try_out(text)
    return text


def _try_out(text: str) -> None:
    """The text has been taken apart where it can do no harm: a few megabytes of brackets fill a gigabyte."""
    try:
        list(confined("brobygger.directory.reading:_taken_apart", {"text": text}, megabytes=256, seconds=60))
    except TooHeavy:
        raise FileUnreadable("too_heavy") from None
    except CannotRead as problem:
        raise FileUnreadable(str(problem)) from None


def _taken_apart(text: str) -> Iterator[None]:
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        raise ValueError("not_json") from None
    yield from ()


def services_of(text: str) -> list[Any]:
    """The services of the file, whichever of the shapes it has. FileUnreadable where it has none of them."""
    try:
        told = all_holdable(json.loads(text))
    except (ValueError, RecursionError):
        raise FileUnreadable("not_json") from None
    if isinstance(told, dict) and isinstance(told.get("contents"), list):
        told = told["contents"]
    if isinstance(told, dict) and isinstance(told.get("service"), list):
        return _joined(told)
    if isinstance(told, dict) and ("services" in told or ("id" in told and "name" in told)):
        told = [told]
    if not isinstance(told, list):
        raise FileUnreadable("not_hsds")
    found = [service for one in told for service in _under(one)]
    if any(NO_SERVICE & set(one) for one in found if isinstance(one, dict) and "status" not in one):
        raise FileUnreadable("no_services")
    return found


def _under(one: Any) -> list[Any]:
    """The services of an organisation that carries them; else the thing itself."""
    if isinstance(one, dict) and isinstance(one.get("services"), list):
        bare = {name: value for name, value in one.items() if name != "services"}
        return [{"organization": bare, **s} if isinstance(s, dict) else s for s in one["services"]]
    return [one]


def _joined(tables: dict[str, Any]) -> list[Any]:
    """The tabular shape: a list for each table, its rows pointing at each other by id."""

    def rows(name: str) -> list[dict[str, Any]]:
        told = tables.get(name)
        return [row for row in told if isinstance(row, dict)] if isinstance(told, list) else []

    organisations = {row.get("id"): row for row in rows("organization")}
    terms = {row.get("id"): row for row in rows("taxonomy_term")}
    locations = {row.get("id"): dict(row) for row in rows("location")}
    for row in rows("address"):
        if row.get("location_id") in locations:
            locations[row["location_id"]].setdefault("addresses", []).append(row)
    under: dict[Any, dict[str, list[Any]]] = {}
    for table, name in UNDER_SERVICE.items():
        for row in rows(table):
            more = {"location": locations.get(row.get("location_id"))} if table == "service_at_location" else {}
            under.setdefault(row.get("service_id"), {}).setdefault(name, []).append({**row, **more})
    for row in rows("attribute"):
        term = {"taxonomy_term": terms.get(row.get("taxonomy_term_id"), {})}
        under.setdefault(row.get("link_id"), {}).setdefault("attributes", []).append({**term, **row})
    return [_whole(service, under, organisations) for service in tables["service"]]


def _whole(service: Any, under: dict[Any, Any], organisations: dict[Any, Any]) -> Any:
    if not isinstance(service, dict):
        return service
    runs_it = organisations.get(service.get("organization_id"))
    more = {"organization": runs_it} if runs_it else {}
    return {**more, **service, **under.get(service.get("id"), {})}
