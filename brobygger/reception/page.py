"""Everything that the page about one person shows, read by one door."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction

from brobygger.access.actor import Actor
from brobygger.access.policy import Act, may
from brobygger.base.workdays import day_of
from brobygger.mailbox import queries as mailboxes
from brobygger.mailbox.models import Line
from brobygger.reception import cards, other_party, rules, story
from brobygger.reception.listing import is_nameless
from brobygger.reception.models import TeamNote
from brobygger.reception.queries import called
from brobygger.reception.taking import can_be_reached
from brobygger.reception.worries import ENDED, Worry, shared_notes, worries_of
from brobygger.screening import queries as screenings
from brobygger.screening import safety
from brobygger.screening.danger_said import said_of
from brobygger.screening.models import SafetyNote, Screening
from brobygger.screening.sealed_sheet import sheet_of
from brobygger.screening.states import SCREENING, ScreeningState
from brobygger.trail import actions as trail

S = ScreeningState
TRIED_SHOWN = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Page:
    """One person as the team may see her."""

    row: Screening
    name: str
    nameless: bool
    mine: bool  # the actor may note and go on
    answers: bool  # the actor may write in the mailbox
    steps: list[story.Step]
    employees: list[story.Step]  # what an employee wrote before, where she has said yes to the team's seeing it
    events: list[story.Event]
    card: cards.Card | None
    lines: list[Line]
    tried_at: datetime | None  # someone has tried the code too often of late
    unread: int
    worries: list[Worry]
    told: list[SafetyNote]  # by the employee, after it was sent
    offered: bool
    may_point_on: bool
    due: list[tuple[str, date]]

    @property
    def said(self) -> bool:
        """Whether something stands said that can be taken back."""
        return bool(said_of(self.row))

    @property
    def ended(self) -> bool:
        return self.row.state in ENDED


def _notes(row: Screening) -> list[TeamNote]:
    return list(TeamNote.objects.filter(screening=row, zone_id=row.zone_id).select_related("noted_by"))


def _tried(by: Actor, row: Screening, at: datetime) -> datetime | None:
    told = mailboxes.tried_at(by, row.mailbox_id) if row.mailbox_id and may(by, Act.RECEIVE, row) else None
    return told if told and at - told < TRIED_SHOWN else None


@transaction.atomic
def read(by: Actor, screening_id: int, *, at: datetime, on_paper: bool = False) -> Page:
    """The page; that it was read, or printed, stands in the trail. NotFound for whoever does not receive."""
    row = screenings.for_team(by, screening_id)
    trail.write("reception.case_printed" if on_paper else "reception.case_read", by=by, at=at, about=row)
    lines = mailboxes.lines(by, row.mailbox_id) if row.mailbox_id and may(by, Act.RECEIVE, row) else []
    mine = bool(rules.may_go_on(state=row.state, holder=row.taken_by_id, me=by.worker_id))
    return Page(
        row=row,
        name=called(by, row),
        nameless=is_nameless(row),
        mine=mine,
        answers=bool(rules.may_answer(state=row.state, holder=row.taken_by_id, me=by.worker_id)),
        steps=story.steps(row),
        employees=story.steps(shared) if (shared := shared_notes(row)) else [],
        events=story.events(row, _notes(row), me=by.user_id),
        card=cards.card(by, row.person, at=at) if row.person and row.state not in ENDED else None,
        lines=lines,
        tried_at=_tried(by, row, at),
        unread=sum(1 for one in lines if one.from_her and one.read_at is None),
        worries=worries_of(row),
        told=safety.told_in([row])[row.pk],
        offered=can_be_reached(sheet_of(row)),
        may_point_on=mine and S.POINTED_ON in SCREENING.moves[S(row.state)],
        due=_due(row),
    )


def _due(row: Screening) -> list[tuple[str, date]]:
    """What is to be done next, in a code and the day since or on which."""
    if row.state == S.SENT:
        return [("take", day_of(row.state_at))]
    if row.state == S.TAKEN:
        return [("talk", day_of(row.state_at))]
    if row.state == S.POINTED_ON and row.follow_up_on:
        return [("follow_up", row.follow_up_on)]
    return []


def other_party_of(by: Actor, page: Page) -> int | None:
    """The number of what is noted of the other party, which has a page of its own."""
    return other_party.number_of(by, screening_id=page.row.pk)
