"""Reading what has arrived, for the receiver: the list without names, and one arrival with the fields that crossed."""

from collections.abc import Collection
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from brobygger.access.actor import Actor
from brobygger.access.policy import Act, scope
from brobygger.base.decision import NotFound
from brobygger.people.naming import about_minor
from brobygger.referrals.contents import from_text
from brobygger.referrals.in_words import Shown, shown
from brobygger.referrals.models import Arrival
from brobygger.referrals.rules import REQUIRED
from brobygger.referrals.states import ArrivalState, Field, Stopped
from brobygger.trail import actions as trail


@dataclass(frozen=True, slots=True)
class ArrivalLine:
    """One arrival in a list: codes and times, no one's name."""

    arrival_id: int
    zone_id: int
    programme_id: int
    token: str
    state: str
    state_at: datetime
    step: str
    reason: str
    sender_name: str
    arrived_at: datetime
    opened_at: datetime | None
    incident_type: str
    gender: str
    age_group: str
    role: str
    for_minor: bool
    spoken: str
    interpreter: bool
    consent_until: date | None
    person_id: int | None


@dataclass(frozen=True, slots=True)
class CarriedNumber:
    number: str
    shared_with_accused: bool
    beside: str


@dataclass(frozen=True, slots=True)
class ArrivalPage:
    """One arrival as it may be read before it is answered: the fields that crossed, and why they could."""

    line: ArrivalLine
    given_name: str
    family_name: str
    called: str  # the name; of a guardian, whom it is about and that the guardian is the one to ring
    numbers: tuple[CarriedNumber, ...]
    contact: dict[str, Any]
    note: str
    carried: tuple[Shown, ...]  # all that is not name, numbers or card, in words
    fields: tuple[str, ...]
    purpose: str
    basis: str
    basis_text: str
    wording_text: str
    language: str  # of the wording
    consent_given_at: datetime
    withdrawn_at: datetime | None
    why_stopped: str


def arrivals(by: Actor, *, zone_id: int, states: Collection[str] = (ArrivalState.ARRIVED,)) -> tuple[ArrivalLine, ...]:
    """The zone's arrivals in the states, oldest first; no names."""
    rows = scope(by, Act.SEE_ARRIVALS, Arrival.objects.filter(zone_id=zone_id, state__in=states))
    return tuple(_line(row) for row in rows.defer("contents").order_by("arrived_at", "id"))


def arrival(by: Actor, arrival_id: int, *, at: datetime) -> ArrivalPage:
    """One arrival with what was carried on; that it was read stands in the trail. NotFound for others' arrivals."""
    row = scope(by, Act.SEE_ARRIVALS, Arrival.objects.all()).filter(pk=arrival_id).first()
    if row is None:
        raise NotFound("not_found")
    trail.write("referrals.arrival_read", by=by, at=at, about=row)
    return page_of(row)


def page_of(row: Arrival) -> ArrivalPage:
    """The arrival's page; what has been wiped is empty."""
    told = from_text(row.contents)
    name, child = told.get(Field.NAME) or {}, told.get(Field.CHILD)
    minor = child.get("given_name", "") if isinstance(child, dict) else ""
    full = f"{name.get('given_name', '')} {name.get('family_name', '')}".strip()
    numbers = told.get(Field.NUMBERS) or []
    return ArrivalPage(
        line=_line(row),
        given_name=name.get("given_name", ""),
        family_name=name.get("family_name", ""),
        called=about_minor(minor, full) if minor else full,
        numbers=tuple(
            CarriedNumber(one["number"], bool(one.get("shared_with_accused")), one.get("beside", "")) for one in numbers
        ),
        contact=told.get(Field.CONTACT) or {},
        note=told.get(Field.NOTE, ""),
        carried=carried(row),
        fields=tuple(row.fields),
        purpose=row.purpose,
        basis=row.basis,
        basis_text=row.basis_text,
        wording_text=row.wording_text,
        language=row.language,
        consent_given_at=row.consent_given_at,
        withdrawn_at=row.state_at if row.state == ArrivalState.WITHDRAWN else None,
        why_stopped=why_stopped(row.reason),
    )


def why_stopped(reason: str) -> str:
    """Why nobody contacts the one who came by the arrival, in words: withdrawn, unless something else is noted."""
    return str(Stopped(reason).label if reason in Stopped.values else _("The consent has been withdrawn"))


def carried(row: Arrival) -> tuple[Shown, ...]:
    """What went along beside name, numbers and card, in words; those three are the person's own here.

    The caller may read the one whom it is about. Nothing where it was declined or withdrawn.
    """
    return shown(from_text(row.contents), without=REQUIRED)


def _line(row: Arrival) -> ArrivalLine:
    told = {field.name: getattr(row, field.name) for field in fields(ArrivalLine) if field.name != "arrival_id"}
    return ArrivalLine(arrival_id=row.pk, **told)
