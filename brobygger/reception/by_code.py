"""Someone whom the team does not have, and who has written, or rings, with a code that an employee gave: her own word
brings her here. Nothing that the employee wrote is read on these pages."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from brobygger.access.actor import Actor
from brobygger.access.policy import Act
from brobygger.base.decision import NotFound, Refused
from brobygger.mailbox import actions as mailbox_actions
from brobygger.mailbox import queries as mailboxes
from brobygger.mailbox.models import Line
from brobygger.reception.taking import take
from brobygger.screening import actions as screening
from brobygger.screening import queries as screenings
from brobygger.screening.models import Screening
from brobygger.trail import actions as trail


@dataclass(frozen=True, slots=True)
class Written:
    """A mailbox with lines that nobody in the team has read, of someone whom the team does not have."""

    mailbox_id: int
    code_name: str
    unread: int
    since: datetime


@dataclass(frozen=True, slots=True)
class Behind:
    """What the team may read behind such a code: its name, and the lines."""

    mailbox_id: int
    code_name: str
    lines: list[Line]


def written(by: Actor, *, zone_id: int) -> list[Written]:
    """Who has written so, the longest waiting first. The caller notes in the trail that the list was seen."""
    unread = mailboxes.unread(by, zone_id=zone_id)
    unread = {pk: one for pk, one in unread.items() if _of_team(by, pk) is None}
    names = mailboxes.code_names(by, unread)
    return [Written(pk, names[pk], one.count, one.since) for pk, one in unread.items() if pk in names]


def _of_team(by: Actor, mailbox_id: int) -> Screening | None:
    return screenings.of_mailbox(by, mailbox_id, act=Act.SEE_RECEPTION)


@transaction.atomic
def look_up(*, zone_id: int, code_name: str, by: Actor, at: datetime) -> tuple[int | None, int | None]:
    """The registration that the team has of whoever is called so, or else the mailbox; neither where there is none."""
    found = mailboxes.by_code_name(by, zone_id=zone_id, code_name=code_name)
    trail.write("reception.code_looked_up", by=by, at=at, zone_id=zone_id, found=int(found is not None))
    row = _of_team(by, found) if found is not None else None
    return (row.pk, None) if row is not None else (None, found)


@transaction.atomic
def read(by: Actor, mailbox_id: int, *, at: datetime) -> Behind:
    """The code name and the lines; that they were seen stands in the trail. NotFound where the team has her."""
    box = mailboxes.mailbox(by, mailbox_id, acts=(Act.RECEIVE,))
    if box.closed_at is not None or _of_team(by, mailbox_id) is not None:
        raise NotFound("not_found")
    trail.write("reception.mailbox_seen", by=by, at=at, about=box)
    return Behind(box.pk, box.code_name, mailboxes.lines(by, box.pk))


@transaction.atomic
def take_by_code(*, mailbox_id: int, programme_id: int, text: str = "", by: Actor, at: datetime) -> Screening:
    """She is the actor's from now on, with what she wrote herself and nothing else; and is answered, where something is
    written. Refused where a colleague was quicker."""
    box = mailboxes.mailbox(by, mailbox_id, acts=(Act.RECEIVE,), for_update=True)
    if _of_team(by, box.pk) is not None:
        raise Refused("taken_meanwhile")
    made = screening.brought_by_her_word(
        zone_id=box.zone_id, programme_id=programme_id, mailbox_id=box.pk, by=by, at=at
    )
    row = take(screening_id=made.pk, by=by, at=at)
    if text.strip():
        mailbox_actions.mark_read(mailbox_id=box.pk, by=by, at=at)
        mailbox_actions.write_line(mailbox_id=box.pk, text=text, by=by, at=at)
    return row
