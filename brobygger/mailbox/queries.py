"""The reading door to mailboxes. Who may read which one is decided by the rooms above; here it is the zone's alone."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Min

from brobygger.access.actor import Actor
from brobygger.access.policy import Act, zones_for
from brobygger.base.decision import NotFound
from brobygger.base.sealed import fingerprint
from brobygger.mailbox.codes import plain
from brobygger.mailbox.models import Line, Mailbox

# Both ends of the talk; an employee only gives the code out, and reads nothing that is written with it.
READERS = (Act.RECEIVE, Act.COME_FORWARD)
GIVERS = (*READERS, Act.SCREEN)


@dataclass(frozen=True, slots=True)
class Unread:
    """Lines of hers that nobody in the team has read, and since when the first of them waits."""

    count: int
    since: datetime


def mailbox(by: Actor, mailbox_id: int, *, acts: Collection[Act] = GIVERS, for_update: bool = False) -> Mailbox:
    """One mailbox. NotFound where the actor may do none of the acts in its zone."""
    rows = Mailbox.objects.select_for_update() if for_update else Mailbox.objects
    found = rows.filter(pk=mailbox_id).first()
    if found is None or not any(found.zone_id in zones_for(by, act) for act in acts):
        raise NotFound("not_found")
    return found


def is_used(by: Actor, mailbox_id: int) -> bool:
    """Whether the person has opened it herself, or anything is written in it."""
    box = mailbox(by, mailbox_id)
    return box.last_opened_at is not None or box.lines.exists()


def mark_of(zone_id: int, code_name: str) -> bytes:
    """The keyed fingerprint by which a code name is found in its zone."""
    return fingerprint("mailbox", str(zone_id), plain(code_name))


def mark_now(by: Actor, mailbox_id: int) -> str:
    """The fingerprint of the code that opens it now; nothing where there is no such mailbox any more."""
    found = Mailbox.objects.filter(pk=mailbox_id, zone_id__in=zones_for(by, Act.COME_FORWARD)).first()
    return bytes(found.name_mark).hex() if found else ""


def lines(by: Actor, mailbox_id: int) -> list[Line]:
    """What was written to and fro, the oldest first."""
    found = mailbox(by, mailbox_id, acts=READERS)
    return list(Line.objects.filter(mailbox=found, zone_id=found.zone_id).order_by("written_at", "id"))


def answered(by: Actor, mailbox_id: int) -> int:
    """How many lines of the team's she has not read."""
    found = mailbox(by, mailbox_id, acts=(Act.COME_FORWARD,))
    return Line.objects.filter(mailbox=found, zone_id=found.zone_id, from_her=False, read_at=None).count()


def code_name(by: Actor, mailbox_id: int) -> str:
    """What she is called."""
    return str(mailbox(by, mailbox_id).code_name)


def by_code_name(by: Actor, *, zone_id: int, code_name: str) -> int | None:
    """The open mailbox that is called so, for the team; None where there is none."""
    if zone_id not in zones_for(by, Act.RECEIVE):
        raise NotFound("not_found")
    rows = Mailbox.objects.filter(zone_id=zone_id, name_mark=mark_of(zone_id, code_name), closed_at=None)
    return rows.values_list("pk", flat=True).first()


def tried_at(by: Actor, mailbox_id: int) -> datetime | None:
    """When wrong words were last tried too often, for the team."""
    return mailbox(by, mailbox_id, acts=(Act.RECEIVE,)).tried_at


def code_names(by: Actor, mailbox_ids: Collection[int]) -> dict[int, str]:
    """What several are called, by mailbox."""
    zones = frozenset().union(*(zones_for(by, act) for act in GIVERS))
    rows = Mailbox.objects.filter(pk__in=mailbox_ids, zone_id__in=zones)
    return {row.pk: row.code_name for row in rows}


def unread(by: Actor, *, zone_id: int) -> dict[int, Unread]:
    """Which mailboxes of the zone hold lines of hers that nobody in the team has read."""
    if zone_id not in zones_for(by, Act.SEE_RECEPTION):
        raise NotFound("not_found")
    rows = Line.objects.filter(zone_id=zone_id, from_her=True, read_at=None, mailbox__closed_at=None).values(
        "mailbox_id"
    )
    told = rows.annotate(count=Count("id"), since=Min("written_at")).order_by("since")
    return {row["mailbox_id"]: Unread(row["count"], row["since"]) for row in told}
