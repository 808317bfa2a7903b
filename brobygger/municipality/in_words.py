"""What the pages of this room show, in words."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from brobygger.access.actor import Actor, Role
from brobygger.base.menu import address
from brobygger.directory.in_words import phone_words
from brobygger.municipality import queries, rules
from brobygger.municipality.codes import Anonymity, WayIn
from brobygger.municipality.models import Department, Setup
from brobygger.municipality.pages_of_later_rooms import OPEN_PAGE, QR
from brobygger.municipality.queries import Placed
from brobygger.municipality.shipping import Shipped, shipped
from brobygger.staff.queries import team

# The roles that a department has, as they are named beside a colleague.
ROLES = (Role.RESOURCE_PERSON, Role.EMPLOYEE, Role.ASSESSOR, Role.PROJECT_LEADER)


# Who registers under a department: whoever of them belongs to none is to be placed.
ASKING = frozenset({Role.EMPLOYEE, Role.RESOURCE_PERSON})


def zone_name(by: Actor, zone_id: int) -> str:
    return dict(by.zone_names).get(zone_id, "")


def choice(one: Shipped) -> dict[str, Any]:
    """A configuration to copy, in the language of the page."""
    setup = one.setup
    english = one.text("called") == one.told["called"]["en"]
    return {
        "key": one.key,
        "called": one.text("called"),
        "source": one.text("source"),
        "in_short": one.text("in_short"),
        "advantages": one.texts("advantages"),
        "costs": one.texts("costs"),
        "practice": one.texts("practice"),
        "ways_in": ways_in(setup["ways_in"]),
        "anonymity": Anonymity(setup["anonymity"]).label,
        "departments": [row["name_en"] if english else row["name_da"] for row in one.departments],
        "rooms": one.rooms,
        "why": {about: one.note(about) for about in ("departments", "ways_in", "anonymity", "rooms", "name")},
    }


def page(by: Actor, setup: Setup, *, on: date) -> dict[str, Any]:
    """The one page of a municipality that is set up."""
    zone_id = setup.zone_id
    placed = queries.placements(by, zone_id=zone_id, on=on)
    colleagues = team(zone_id, on)
    receivers = [one for one in colleagues if one.roles & rules.RECEIVING_ROLES]
    may_open = rules.may_open_page(is_open=setup.is_open, ways_in=setup.ways_in, receivers=len(receivers))
    told = shipped().get(setup.copied_from)
    return {
        "setup": setup,
        "copied_from": told.text("called") if told else setup.copied_from,
        "ways_in": ways_in(setup.ways_in),
        "phone": phone_words(setup.public_phone) if setup.public_phone else "",
        "back": queries.way_back_of(setup),
        "back_missing": rules.way_back_problems(
            has_page=setup.is_open, has_phone=bool(setup.public_phone), has_words=bool(setup.come_back_da)
        ),
        "departments": [
            (row, *counts(placed, row)) for row in queries.departments(by, zone_id=zone_id, on=on)
        ],
        "closed_departments": queries.departments(by, zone_id=zone_id, on=on, closed=True),
        "rooms": queries.rooms(by, zone_id=zone_id, on=on),
        "closed_rooms": queries.rooms(by, zone_id=zone_id, on=on, closed=True),
        "unplaced": len(unplaced(by, zone_id, placed, on=on)),
        "open_page": address(OPEN_PAGE, setup.zone.key),
        "qr": address(QR),
        "may_open": may_open,
        "unused": not placed and setup.opened_on is None and not setup.is_open,
    }  # fmt: skip


def counts(placed: Iterable[Placed], row: Department) -> tuple[int, int]:
    """How many belong to the department, and how many of them are its resource persons."""
    there = [one for one in placed if one.department_id == row.pk]
    return len(there), sum(Role.RESOURCE_PERSON in one.roles for one in there)


def unplaced(by: Actor, zone_id: int, placed: Iterable[Placed], *, on: date) -> list[int]:
    """The employees and resource persons who belong to no department; what they register counts for none."""
    there = {one.worker_id for one in placed}
    colleagues = queries.placeable(by, zone_id=zone_id, on=on)
    return [one.worker_id for one in colleagues if one.roles & ASKING and one.worker_id not in there]


def people(by: Actor, zone_id: int, *, on: date) -> list[dict[str, Any]]:
    """Who can belong to a department, those first who belong to none, then by name."""
    placed = {one.worker_id: one for one in queries.placements(by, zone_id=zone_id, on=on)}
    departments = {row.pk: row for row in queries.departments(by, zone_id=zone_id, on=on)}
    lines = []
    for one in queries.placeable(by, zone_id=zone_id, on=on):
        here = placed.get(one.worker_id)
        lines.append({
            "worker_id": one.worker_id,
            "name": one.name,
            "roles": role_words(one.roles),
            "asks": bool(one.roles & ASKING),
            "placed": here,
            "department": departments.get(here.department_id) if here else None,
        })  # fmt: skip
    return sorted(lines, key=lambda line: line["placed"] is not None)


def role_words(roles: Iterable[str]) -> str:
    """The roles of a colleague, in the order in which they matter to a department."""
    return ", ".join(str(role.label) for role in ROLES if role in roles)


def ways_in(codes: Iterable[str]) -> list[str]:
    """The ways in, in their own order."""
    return [str(way.label) for way in WayIn if way in codes]


def value_words(name: str, value: Any) -> str:
    """A value of a setup as a person reads it; a dash where there is none."""
    if name == "ways_in":
        return ", ".join(ways_in(value)) or "–"
    if name == "anonymity":
        return str(Anonymity(value).label)
    return (phone_words(value) if name == "public_phone" and value else str(value)) or "–"
