"""A service of someone's HSDS file as an offer: what can be taken in, what is only kept as text, what cannot be."""

import json
import re
from datetime import date
from typing import Any

from brobygger.base.codes import Gender
from brobygger.base.storable import all_holdable
from brobygger.directory import hsds_lists, rules
from brobygger.directory.codes import Address, Need, Relation, WayIn
from brobygger.directory.content import CHOICES, DATES, EMPTY, NUMBERS, PLAIN
from brobygger.directory.hsds import AGES, AS_ATTRIBUTES, CLOSING, DIRECT, OTHER, OWN, TAXONOMY
from brobygger.directory.hsds_read import Read
from brobygger.directory.states import ClosedReason

STATUSES = {"active", "inactive", "defunct", "temporarily closed"}
USED = {
    "id", "name", "status", "organization_id", "last_modified", *DIRECT.values(), *AGES.values(), "phones", "schedules",
    "service_areas", "languages", "organization", "service_at_locations", "attributes", "interpretation_services",
    "wait_time", "fees", "contacts",
}  # fmt: skip


def read_service(service: Any) -> Read:
    """The service as an offer; only what the file tells is among the values."""
    read = Read()
    if not isinstance(service, dict):
        read.wrong("", "not_hsds", service)
        return read
    read.uid = read.text("id", service.get("id"))
    if not read.uid or len(read.uid) > 80:
        read.wrong("id", "has_no_id" if not read.uid else "too_long", read.uid)
    status = read.text("status", service.get("status", "active")).lower()
    if status not in STATUSES:
        read.wrong("status", "status_unknown", status)
    _plain(read, service)
    hsds_lists.read_lists(read, service)
    _attributes(read, hsds_lists.dicts(read, service, "attributes"))
    _own_name(read, service)
    for name in sorted(set(service) - USED):
        if service[name]:
            read.notes.append(("not_taken_in", name))
    if status == "defunct":
        read.closing = {
            "closed_on": None,
            "closed_reason": ClosedReason.CEASED.value,
            "closed_note": "",
            **_closing(read),
        }
    elif status in ("inactive", "temporarily closed"):
        read.add_text("capacity_da", str(status))
    for name in CLOSING:
        read.values.pop(name, None)
    _address(read)
    read.problems += [p for p in rules.problems({**EMPTY, **read.values}) if p not in read.problems]
    return read


def _closing(read: Read) -> dict[str, Any]:
    return {name: read.values[name] for name in CLOSING if name in read.values}


def _own_name(read: Read, service: dict[str, Any]) -> None:
    if "name_da" not in read.values:
        read.values["name_da"] = read.text("name_da", service.get("name"))


def _plain(read: Read, service: dict[str, Any]) -> None:
    for ours, theirs in DIRECT.items():
        if service.get(theirs):
            told = _with_scheme(ours, read.text(ours, service[theirs]))
            read.values[ours] = _day(read, ours, told) if ours in DATES else told
    for ours, theirs in AGES.items():
        if service.get(theirs) not in (None, ""):
            read.values[ours] = _number(read, theirs, service[theirs])
    for ours, theirs in (("price_note_da", "fees"), ("capacity_da", "wait_time")):
        if service.get(theirs) and ours not in read.values:
            read.values[ours] = read.text(ours, service[theirs])
    read.add_text("language_note", read.text("language_note", service.get("interpretation_services")))
    if service.get("contacts"):
        read.notes.append(("people_left_out", ""))


def _with_scheme(name: str, told: str) -> str:
    """A web address as people write it."""
    bare = name == "web" and re.fullmatch(r"[\w-]+(\.[\w-]+)+(/\S*)?", told)
    return f"https://{told}" if bare else told


def _day(read: Read, name: str, told: str) -> date | None:
    try:
        return date.fromisoformat(told[:10])
    except ValueError:
        read.wrong(name, "not_a_date", told)
        return None


def _number(read: Read, name: str, told: Any) -> int | None:
    if isinstance(told, bool) or not re.fullmatch(r"\d{1,6}(\.0+)?", str(told).strip()):
        read.wrong(name, "not_a_number", told)
        return None
    return int(float(told))


def _attributes(read: Read, rows: list[dict[str, Any]]) -> None:
    needs: list[str] = []
    terms: list[str] = []
    for row in rows:
        if row.get("link_type") == OWN:
            _own(read, row)
            continue
        term = row.get("taxonomy_term") if isinstance(row.get("taxonomy_term"), dict) else {}
        assert isinstance(term, dict)  # noqa: S101 - for the reader of types
        name = read.text("attributes", term.get("name") or row.get("label") or row.get("value"))
        code = _need(term, name)
        if code:
            needs.append(code)
        elif name:
            terms.append(name[:200])
            if term.get("taxonomy") != OTHER:
                read.notes.append(("term_kept_as_text", name[:200]))
    if needs:
        read.values["needs"] = list(dict.fromkeys(needs))
    if terms:
        read.values["other_terms"] = list(dict.fromkeys(terms))


def _need(term: dict[str, Any], name: str) -> str:
    if term.get("taxonomy") == TAXONOMY and term.get("code") in Need.values:
        return str(term["code"])
    if term.get("taxonomy") in (TAXONOMY, OTHER):
        return ""
    return hsds_lists.code_by_label(Need, name)


def _own(read: Read, row: dict[str, Any]) -> None:
    """A field that only we have, as another Brobygger wrote it."""
    name = row.get("label")
    if name not in (*AS_ATTRIBUTES, *CLOSING, "name_da"):
        read.notes.append(("not_taken_in", str(name)[:80]))
        return
    try:
        value = all_holdable(json.loads(str(row.get("value"))))
    except (ValueError, RecursionError):
        read.wrong(name, "not_text", row.get("value"))
        return
    read.values[name] = _own_value(read, name, value)


CODED = {"relations": Relation.values, "ways_in": WayIn.values, "gender": ["", *Gender.values],
         "address_is": Address.values, "closed_reason": ClosedReason.values}  # fmt: skip


def _own_value(read: Read, name: str, value: Any) -> Any:
    if name in CODED:
        several = name in ("relations", "ways_in")
        told = value if several and isinstance(value, list) else [value]
        if not all(isinstance(one, str) and one in CODED[name] for one in told):
            read.wrong(name, "not_a_code", value)
        return value
    if name in DATES or name == "closed_on":
        return None if value is None else _day(read, name, str(value))
    if name in NUMBERS:
        return None if value is None else _number(read, name, value)
    if name in CHOICES:
        if value not in (True, False, None) or (value is None and name == "to_be_confirmed"):
            read.wrong(name, "not_a_code", value)
        return value
    assert name in PLAIN or name.endswith(("_da", "_en", "_note"))  # noqa: S101
    return read.text(name, value)


def _address(read: Read) -> None:
    told = any(read.values.get(name) for name in ("address", "postal_code", "city"))
    if told and "address_is" not in read.values and Need.SHELTER not in read.values.get("needs", ()):
        read.values["address_is"] = Address.PUBLIC.value
    read.values, left_out = rules.without_address_in_doubt(read.values)
    if left_out:
        read.notes.append(("shelter_address_left_out", ""))
