"""The reading door: what would go with someone, what stays, what stands in the way, and what has been erased."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db.models import Model, QuerySet

from brobygger.access.actor import Actor
from brobygger.access.policy import Act, may, scope, zones_for
from brobygger.alarms.answers import ANSWERS, Deadline, Listed
from brobygger.base.classed import Keep
from brobygger.base.decision import NotFound
from brobygger.base.menu import address
from brobygger.cases.models import Case
from brobygger.contact.models import Message
from brobygger.contact.states import MessageState
from brobygger.counselling.models import Counselling
from brobygger.duties.models import Duty
from brobygger.erasure.codes import Kind
from brobygger.erasure.models import ArchiveDecision, Asked, Hold, Proof
from brobygger.erasure.reach import Reach, Rows, keep_of, reach
from brobygger.erasure.rules import Standing
from brobygger.mailbox.models import Mailbox
from brobygger.outreach.models import Call
from brobygger.outreach.states import CallState
from brobygger.people.found_by_name import ids_by_name
from brobygger.people.models import Person
from brobygger.people.naming import called
from brobygger.people.queries import ids_by_number
from brobygger.programmes.models import Programme
from brobygger.referrals.models import Arrival, Package
from brobygger.screening.models import Screening
from brobygger.trail.queries import entries_of

MODELS: dict[Kind, type[Any]] = {
    Kind.PERSON: Person,
    Kind.SCREENING: Screening,
    Kind.COUNSELLING: Counselling,
    Kind.MAILBOX: Mailbox,
}
MOST = 50


@dataclass(frozen=True, slots=True)
class InTheWay:
    """So many rows of a table that wait for someone's next step."""

    table: str
    n: int


@dataclass(frozen=True, slots=True)
class Look:
    """Someone as she stands here, before she is erased."""

    row: Any
    kind: Kind
    name: str
    found: Reach
    standing: Standing
    in_the_way: tuple[InTheWay, ...]
    holds: tuple[Hold, ...]
    along: tuple[str, ...]  # people who are here for her sake alone
    others: tuple[str, ...]  # who has been sent something of hers, or has sent it here, and has rows of their own
    asked: Asked | None


def whose(by: Actor, kind: str, pk: int) -> Any:
    """Whom one means: herself, or what she has here where she has not said who she is. NotFound for whoever may not."""
    if kind not in MODELS:
        raise NotFound("not_found")
    row = MODELS[Kind(kind)].objects.filter(pk=pk).first()
    if row is None or not may(by, Act.ERASE_PEOPLE, row):
        raise NotFound("not_found")
    person = row if isinstance(row, Person) else getattr(row, "person", None)
    if person is not None:
        return person.merged_into or person
    return row


def kind_of(row: Model) -> Kind:
    return next(kind for kind, model in MODELS.items() if isinstance(row, model))


def look(row: Any) -> Look:
    """All that is someone's, and what stands in the way. The caller has asked `whose`."""
    found, kind = reach(row), kind_of(row)
    holds = tuple(Hold.objects.filter(pk__in=found.rows[Hold], lifted_at=None).order_by("set_at", "pk"))
    return Look(
        row=row, kind=kind, name=name_of(row), found=found, standing=_standing(row, found, holds),
        in_the_way=tuple(_under_way(found.rows)), holds=holds,
        along=tuple(called(one) for one in Person.objects.filter(pk__in=found.along).order_by("pk")),
        others=tuple(_others(found.rows)), asked=Asked.objects.filter(**{kind.value: row}).first(),
    )  # fmt: skip


def name_of(row: Any) -> str:
    """What she is called here; a code name where that is all."""
    if isinstance(row, Person):
        return called(row)
    if isinstance(row, Screening):
        return str(row.mailbox.code_name) if row.mailbox else ""
    return str(row.code_name)


def _standing(row: Any, found: Reach, holds: tuple[Hold, ...]) -> Standing:
    rows = found.rows
    tables = {one.table for one in _under_way(rows)}
    calls = Call.objects.filter(pk__in=rows[Call], state=CallState.OPEN)
    held = Case.objects.filter(pk__in=rows[Case], held_by__isnull=False)
    return Standing(
        under_way=bool(tables - {Duty._meta.db_table}),
        duty_open=Duty._meta.db_table in tables,
        being_rung=calls.exists() or held.exists(),
        being_sent=Message.objects.filter(pk__in=rows[Message], state=MessageState.SENDING).exists(),
        held=holds[0].why if holds else "",
        archive_undecided=waits_for_archive(row.zone_id),
    )


def waits_for_archive(zone_id: int) -> bool:
    """Whether the zone is a municipality's, and nobody has noted what the archive authority has decided."""
    is_public = Programme.objects.filter(zones=zone_id, kind=Programme.Kind.OUTPATIENT).exists()
    return is_public and not ArchiveDecision.objects.filter(zone_id=zone_id).exists()


def _under_way(rows: Rows) -> Iterable[InTheWay]:
    """What is no explained end, by what sees to each state of a way through the house (`alarms.answers`)."""
    for model, pks in list(rows.items()):
        state = next((one for one in model._meta.concrete_fields if one.name == "state"), None)
        for machine, told in ANSWERS.values() if state is not None and pks else ():
            if state is not None and list(state.choices or ()) == machine.states.choices:
                waits = [one for one, answer in told.items() if isinstance(answer, Deadline | Listed)]
                n = model._base_manager.filter(pk__in=pks, state__in=waits).count()
                if n and keep_of(model) is not Keep.REGISTER:
                    yield InTheWay(model._meta.db_table, n)


def _others(rows: Rows) -> Iterable[str]:
    yield from Package.objects.filter(pk__in=rows[Package]).values_list("receiver__name", flat=True).distinct()
    yield from Arrival.objects.filter(pk__in=rows[Arrival]).values_list("sender_name", flat=True).distinct()


# -- the lists -------------------------------------------------------------------------------------------------------


def waiting(by: Actor, *, zone_id: int) -> list[Asked]:
    """Those who are to be erased, the longest first. Nothing for whoever only sees certificates."""
    rows = scope(by, Act.ERASE_PEOPLE, Asked.objects.filter(zone_id=zone_id))
    return list(rows.select_related("person", "screening__mailbox", "counselling", "mailbox").order_by("asked_at"))


def asked(by: Actor, asked_id: int) -> Asked:
    """Someone who is to be erased. NotFound for whoever may not erase."""
    found = scope(by, Act.ERASE_PEOPLE, Asked.objects.filter(pk=asked_id)).first()
    if found is None:
        raise NotFound("not_found")
    return found


def holds(by: Actor, *, zone_id: int) -> list[Hold]:
    """Those of whom nothing is erased for now."""
    rows = scope(by, Act.ERASE_PEOPLE, Hold.objects.filter(zone_id=zone_id, lifted_at=None))
    return list(rows.select_related("person", "screening__mailbox", "counselling", "mailbox").order_by("set_at"))


def certificates(by: Actor, *, zone_id: int) -> QuerySet[Proof]:
    """What has been erased in the zone, the last first."""
    rows = scope(by, Act.SEE_ERASURES, Proof.objects.filter(zone_id=zone_id))
    return rows.select_related("asked_by", "erased_by").order_by("-number")


def certificate(by: Actor, pk: int) -> Proof:
    found = scope(by, Act.SEE_ERASURES, Proof.objects.select_related("zone")).filter(pk=pk).first()
    if found is None:
        raise NotFound("not_found")
    return found


def archive_decision(by: Actor, *, zone_id: int) -> ArchiveDecision | None:
    """What the archive authority has decided for the zone."""
    return (
        ArchiveDecision.objects.filter(zone_id=zone_id).first() if zone_id in zones_for(by, Act.SEE_ERASURES) else None
    )


# -- what a certificate says -----------------------------------------------------------------------------------------


def counted(rows: Rows) -> dict[str, int]:
    """By table: how many rows."""
    return {model._meta.db_table: len(pks) for model, pks in sorted(rows.items(), key=lambda one: one[0]._meta.label)}


def by_room(told: dict[str, int]) -> dict[str, dict[str, int]]:
    """The same by the room that the table is of."""
    rooms = {model._meta.db_table: model._meta.app_label for model in apps.get_models()}
    found: dict[str, dict[str, int]] = {}
    for table, n in told.items():
        found.setdefault(rooms.get(table, ""), {})[table] = n
    return found


def digest(row: Proof) -> int:
    """All that a certificate says, as one number."""
    said = [
        *(row.zone_id, row.number, row.why, row.asked_at.isoformat(), row.asked_by_id, row.erased_at.isoformat()),
        *(row.erased_by_id, sorted(row.gone.items()), sorted(row.left.items()), row.gone_from_backups_on.isoformat()),
    ]
    return int.from_bytes(hashlib.sha256(json.dumps(said).encode()).digest()[:16])


def in_the_trail(row: Proof) -> bool:
    """Whether the trail was told the same when it was done."""
    told = entries_of("proof", row.pk, zones={row.zone_id}).filter(what="erasure.erased").first()
    return told is not None and told.facts.get("digest") == digest(row)


def found_by_words(by: Actor, *, zone_id: int, words: str) -> list[Person]:
    """People of the zone by name, or by a number from four digits on."""
    figures = "".join(one for one in words if one.isdigit())
    by_number = ids_by_number(zone_id=zone_id, digits=figures, most=MOST) if len(figures) >= 4 else []
    ids = by_number or (ids_by_name(zone_id=zone_id, words=words, most=MOST) if len(words) >= 2 else [])
    rows = scope(by, Act.ERASE_PEOPLE, Person.objects.filter(pk__in=ids))
    return sorted(rows, key=lambda one: ids.index(one.pk))


def page_of(row: Asked) -> str:
    return address("erasure_of", row.kind.value, row.whose.pk)
