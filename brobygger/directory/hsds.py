"""An offer as a service of Open Referral's HSDS 3; what the standard has no field for goes along as attributes."""

import json
import uuid
from typing import Any

from brobygger.directory import places
from brobygger.directory.codes import Language, Need
from brobygger.directory.content import CONTENT, EMPTY, as_stored

NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, "brobygger:hsds")
TAXONOMY = "brobygger-needs"
OTHER = "brobygger-other-words"
OWN = "brobygger"  # the link type of attributes that only another Brobygger reads
BYDAY = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
# What the standard calls a field of ours that is plain text.
DIRECT = {
    "description_da": "description", "email": "email", "web": "url", "who_da": "eligibility_description",
    "how_da": "application_process", "price_note_da": "fees_description", "capacity_da": "alert",
    "assured_on": "assured_date",
}  # fmt: skip
AGES = {"age_from": "minimum_age", "age_to": "maximum_age"}
MAPPED = {
    "name_da", *DIRECT, *AGES, "needs", "other_terms", "languages", "places", "hours", "hours_note_da", "phones",
    "organisation", "address", "postal_code", "city",
}  # fmt: skip
AS_ATTRIBUTES = tuple(name for name in CONTENT if name not in MAPPED)
CLOSING = ("closed_on", "closed_reason", "closed_note")


def to_file(services: list[dict[str, Any]]) -> dict[str, Any]:
    """A page of services as the standard's API gives it, with all of them on it."""
    return {
        "total_items": len(services),
        "total_pages": 1,
        "page_number": 1,
        "size": len(services),
        "first_page": True,
        "last_page": True,
        "empty": not services,
        "contents": services,
    }


def to_service(uid: str, values: dict[str, Any], closing: dict[str, Any] | None = None) -> dict[str, Any]:
    """The offer as a service. `closing`: since when and why, where it is closed."""
    told = as_stored(values)
    service: dict[str, Any] = {"id": uid, "name": told["name_da"] or told["name_en"]}
    service |= {theirs: told[ours] for ours, theirs in DIRECT.items() if told[ours]}
    service |= {theirs: told[ours] for ours, theirs in AGES.items() if told[ours] is not None}
    service["status"] = "defunct" if closing else "active"

    def many(kind: str, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
        return [{"id": _id(uid, kind, n), **row} for n, row in enumerate(rows)]

    lists = {
        "phones": [_filled(number=p["number"], type="voice", description=p["note"]) for p in told["phones"]],
        "schedules": [_schedule(o) for o in told["hours"]] + _note(told["hours_note_da"]),
        "service_areas": [_area(code) for code in told["places"]],
        "languages": [{"name": _english(Language, code), "code": code} for code in told["languages"]],
    }
    service |= {name: many(name, rows) for name, rows in lists.items() if rows}
    if told["organisation"]:
        name = told["organisation"]
        service["organization"] = {"id": _id("organization", name), "name": name, "description": name}
    if any(told[name] for name in ("address", "postal_code", "city")):
        service["service_at_locations"] = [_location(uid, told)]
    service["attributes"] = many("attributes", _attributes(told, closing))
    return service


def _id(*parts: object) -> str:
    return str(uuid.uuid5(NAMESPACE, "\x1f".join(map(str, parts))))


def _filled(**fields: Any) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value}


def _english(codes: Any, code: str) -> str:
    from django.utils.translation import override

    with override("en"):
        return str(codes(code).label) if code in codes.values else code


def _schedule(opening: dict[str, Any]) -> dict[str, Any]:
    days = ",".join(BYDAY[day - 1] for day in opening["days"])
    return {"freq": "WEEKLY", "byday": days, "opens_at": opening["opens"], "closes_at": opening["closes"]}


def _note(note: str) -> list[dict[str, Any]]:
    return [{"description": note}] if note else []


def _area(code: str) -> dict[str, Any]:
    named = places.REGIONS.get(code) or places.MUNICIPALITIES.get(code) or "Danmark"
    return {"name": named, "extent": code, "extent_type": "text"}


def _location(uid: str, told: dict[str, Any]) -> dict[str, Any]:
    address = {
        "id": _id(uid, "address"),
        "address_1": told["address"],
        "city": told["city"],
        "state_province": "",
        "postal_code": told["postal_code"],
        "country": "DK",
        "address_type": "physical",
    }
    location = {"id": _id(uid, "location"), "location_type": "physical", "addresses": [address]}
    return {"id": _id(uid, "service_at_location"), "location": location}


def _attributes(told: dict[str, Any], closing: dict[str, Any] | None) -> list[dict[str, Any]]:
    rows = [_term(code, _english(Need, code), TAXONOMY) for code in told["needs"]]
    rows += [_term("", term, OTHER) for term in told["other_terms"]]
    own = {name: told[name] for name in AS_ATTRIBUTES if told[name] != EMPTY[name] or name == "to_be_confirmed"}
    if told["name_da"] == "":
        own["name_da"] = ""
    own |= as_stored(closing or {})
    return rows + [
        {"link_type": OWN, "label": name, "value": json.dumps(value, ensure_ascii=False)} for name, value in own.items()
    ]


def _term(code: str, name: str, taxonomy: str) -> dict[str, Any]:
    term = {"id": _id(taxonomy, code or name), "name": name, "description": name, "taxonomy": taxonomy}
    if code:
        term["code"] = code
    return {"link_type": "service_need", "taxonomy_term": term}
