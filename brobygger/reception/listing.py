"""The team's list: who waits, who has been taken, who has been talked with, and who has ended lately."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from brobygger.access.actor import Actor
from brobygger.base.decision import Decision
from brobygger.contact import queries as contact
from brobygger.mailbox import queries as mailboxes
from brobygger.people import queries as people
from brobygger.people.channels import Channel
from brobygger.people.hazards import hazard_words
from brobygger.people.rules import Hazards
from brobygger.reception.taking import can_be_reached
from brobygger.reception.worries import ENDED, Worry, worries_in
from brobygger.screening import queries as screenings
from brobygger.screening import safety
from brobygger.screening.models import SafetyNote, Screening
from brobygger.screening.sealed_sheet import sheet_of
from brobygger.screening.states import ScreeningState
from brobygger.trail import actions as trail

S = ScreeningState
ENDED_SHOWN = timedelta(days=30)
MOST_ENDED = 50


@dataclass(frozen=True, slots=True)
class Filters:
    """What the list is narrowed to; empty is everything."""

    way: str = ""
    state: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One person on the list: codes, a first name or a code name, and how she may be reached this moment."""

    row: Screening
    name: str
    anonymous: bool
    gate: Decision | None  # the phone's; None where there is no card
    hazards: list[str]  # who else may answer or listen, read before the number
    offered: bool  # a way to reach her lies sealed until someone takes her
    unread: int
    worries: list[Worry]
    told: str  # by the employee after it was sent: of what kind the newest is
    mine: bool

    @property
    def danger(self) -> bool:
        return any(one.danger for one in self.worries)


@dataclass(frozen=True, slots=True)
class Listed:
    """The list in its sections."""

    written: list[Line] = field(default_factory=list)  # it has ended, and she writes
    waiting: list[Line] = field(default_factory=list)
    taken: list[Line] = field(default_factory=list)
    talked_with: list[Line] = field(default_factory=list)
    ended: list[Line] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.written or self.waiting or self.taken or self.talked_with or self.ended)


def name_of(row: Screening, code: str = "") -> str:
    """Her first name, else her code name; else what she is called on the open page, or that she gave no name."""
    if row.person is not None:
        return row.person.given_name
    return code or sheet_of(row).given_name or _("No name")


def called(by: Actor, row: Screening) -> str:
    """The same, with her code name where she has a mailbox and the actor may know it."""
    return name_of(row, mailboxes.code_names(by, [row.mailbox_id or 0]).get(row.mailbox_id or 0, ""))


def is_nameless(row: Screening) -> bool:
    """Whether nobody knows her by any name of her own."""
    return row.person_id is None and not sheet_of(row).given_name


@transaction.atomic
def see_list(by: Actor, *, zone_id: int, filters: Filters, at: datetime) -> Listed:
    """Everyone whom the team has or had lately; danger first, then the longest waiting. One entry in the trail."""
    rows = _rows(by, zone_id, filters, at)
    lines = _lines(rows, by, zone_id, at)
    trail.write("reception.list_seen", by=by, at=at, zone_id=zone_id, shown=len(lines))

    def of(*states: str) -> list[Line]:
        return [one for one in lines if one.row.state in states]

    ended = sorted(of(*ENDED), key=lambda one: one.row.state_at, reverse=True)
    return Listed(
        written=_first_danger([one for one in ended if one.unread]),
        waiting=_first_danger(of(S.SENT)),
        taken=_first_danger(of(S.TAKEN)),
        talked_with=of(S.CONVERSATION_HELD),
        ended=[one for one in ended if not one.unread],
    )


def _first_danger(lines: list[Line]) -> list[Line]:
    return sorted(lines, key=lambda one: (not one.danger, not one.mine, one.row.state_at))


def _rows(by: Actor, zone_id: int, filters: Filters, at: datetime) -> list[Screening]:
    rows = screenings.team_list(by, zone_id=zone_id)
    ended = screenings.team_list(by, zone_id=zone_id, states=ENDED)
    writes = ended.filter(mailbox_id__in=mailboxes.unread(by, zone_id=zone_id))  # however long ago it ended
    lately = ended.filter(state_at__gte=at - ENDED_SHOWN).exclude(pk__in=[row.pk for row in writes])
    found = [*rows, *writes, *lately.order_by("-state_at")[:MOST_ENDED]]
    if filters.way:
        found = [row for row in found if row.detection.way_in == filters.way]
    if filters.state:
        wanted = ENDED if filters.state == "ended" else (filters.state,)
        found = [row for row in found if row.state in wanted]
    return found


def _lines(rows: Iterable[Screening], by: Actor, zone_id: int, at: datetime) -> list[Line]:
    rows = list(rows)
    codes = mailboxes.code_names(by, [row.mailbox_id for row in rows if row.mailbox_id and not row.person_id])
    unread = mailboxes.unread(by, zone_id=zone_id)
    worries, told = worries_in(rows), safety.told_in([row for row in rows if row.state not in ENDED])
    known = people.hazards_of(by, [row.person for row in rows if row.person is not None])
    return [
        _line(
            row,
            codes.get(row.mailbox_id or 0, ""),
            unread,
            worries[row.pk],
            _hazards(row, known),
            told.get(row.pk),
            by,
            at,
        )
        for row in rows
    ]  # fmt: skip


def _hazards(row: Screening, known: dict[int, Hazards]) -> list[str]:
    """Hers as they stand on her card, or as she has told them where it lies sealed until someone takes her."""
    if row.state in ENDED:
        return []
    offered = Hazards(phone=bool(sheet_of(row).shared_numbers), others_may_see=bool(sheet_of(row).seen_numbers))
    return hazard_words(known[row.person_id] if row.person_id else offered, of_an_accused=False)


def _line(
    row: Screening, code: str, unread: dict[int, mailboxes.Unread], worries: list[Worry], hazards: list[str],
    told: list[SafetyNote] | None, by: Actor, at: datetime,
) -> Line:  # fmt: skip
    live = row.state not in ENDED
    gate = contact.gate(by, person=row.person, channel=Channel.PHONE, at=at) if row.person and live else None
    waits = unread.get(row.mailbox_id or 0)
    return Line(
        row=row,
        name=name_of(row, code),
        anonymous=is_nameless(row),
        gate=gate,
        hazards=hazards,
        offered=live and can_be_reached(sheet_of(row)),
        unread=waits.count if waits else 0,
        worries=worries,
        told=told[0].get_what_display() if told else "",
        mine=row.taken_by_id == by.user_id,
    )
