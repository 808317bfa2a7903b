"""The coordinator's board: who waits, how long, who has been asked, what is under way and what is due."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Prefetch
from django.utils import timezone

from brobygger.access.actor import Actor
from brobygger.access.policy import Act
from brobygger.counselling import queries
from brobygger.counselling.models import Assignment, Attempt, Conversation, Counselling
from brobygger.counselling.states import OPEN, AssignmentState, ConversationState, CounsellingState
from brobygger.people import naming
from brobygger.referrals import queries as referrals
from brobygger.referrals.states import ArrivalState
from brobygger.trail import actions as trail

LATELY = timedelta(days=7)
A_DAY = timedelta(days=1)  # within which a volunteer who has said yes gets in touch


@dataclass(frozen=True, slots=True)
class Line:
    """One person on the board; what is due is a list of codes."""

    row: Counselling
    name: str
    since: datetime
    asked_at: datetime | None = None
    next_at: datetime | None = None
    due: tuple[tuple[str, datetime], ...] = ()


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """Whom nobody here contacts any more, by the token where she had come no further, and why in words."""

    called: str
    sender_name: str
    at: datetime
    why: str


@dataclass(frozen=True, slots=True)
class Board:
    arrivals: tuple[referrals.ArrivalLine, ...]
    waiting: list[Line]
    offered: list[Line]
    running: list[Line]
    due: list[Line]
    stopped: list[Line]  # on the card: someone decides whether the help ends
    withdrawn: list[Withdrawn]  # lately


def board(by: Actor, *, zone_id: int, at: datetime) -> Board:
    """Everyone in the zone who is helped or waits for help, the longest wait first. Leaves one trail row."""
    planned = Conversation.objects.filter(state=ConversationState.PLANNED).order_by("starts_at")
    asked = Assignment.objects.filter(state__in=(AssignmentState.OFFERED, AssignmentState.ACCEPTED))
    rows = queries.counselling(by, Act.SEE_BOARD).filter(queries.stands, zone_id=zone_id, state__in=OPEN)
    rows = rows.prefetch_related(
        Prefetch("conversations", planned, to_attr="planned"), Prefetch("assignments", asked, to_attr="asked")
    )
    everyone = [_line(row, at) for row in rows.order_by("state_at", "id")]
    trail.write("counselling.board_seen", by=by, at=at, zone_id=zone_id, shown=len(everyone))
    stopped = [one for one in everyone if queries.stopped_on_card(one.row)]
    lines = [one for one in everyone if one not in stopped]

    def those(state: CounsellingState) -> list[Line]:
        return [one for one in lines if one.row.state == state]

    return Board(
        arrivals=referrals.arrivals(by, zone_id=zone_id),
        waiting=sorted(those(CounsellingState.WAITING), key=lambda one: (one.row.opened_at, one.row.pk)),
        offered=those(CounsellingState.OFFERED),
        running=those(CounsellingState.RUNNING),
        due=[one for one in lines if one.due],
        stopped=stopped,
        withdrawn=_withdrawn(by, zone_id, at),
    )


def _withdrawn(by: Actor, zone_id: int, at: datetime) -> list[Withdrawn]:
    """Those with whom contact was stopped within the week, by either end, the newest first."""
    stopped = referrals.arrivals(by, zone_id=zone_id, states=(ArrivalState.WITHDRAWN,))
    lately = [one for one in stopped if one.state_at >= at - LATELY]
    rows = queries.counselling(by, Act.SEE_BOARD).filter(arrival__in=[one.arrival_id for one in lately])
    names = {row.arrival_id: called(row) for row in rows}
    found = [
        Withdrawn(
            names.get(one.arrival_id, one.token), one.sender_name, one.state_at, referrals.why_stopped(one.reason)
        )
        for one in lately
    ]
    return sorted(found, key=lambda one: one.at, reverse=True)


def called(row: Counselling) -> str:
    """What the person is called here: the name, or the code name that she has chosen."""
    if row.person is None:
        return str(row.code_name)
    return naming.called(row.person)


def _line(row: Counselling, at: datetime) -> Line:
    planned: list[Conversation] = row.planned  # type: ignore[attr-defined]
    asked: list[Assignment] = row.asked  # type: ignore[attr-defined]
    to_come = [one.starts_at for one in planned if one.starts_at > at]
    since = row.opened_at if row.state == CounsellingState.WAITING else row.state_at
    asked_at = asked[0].offered_at if asked else None
    return Line(row, called(row), since, asked_at, min(to_come, default=None), tuple(_due(row, planned, at)))


def _due(row: Counselling, planned: list[Conversation], at: datetime) -> list[tuple[str, datetime]]:
    """What somebody should have done by now."""
    ended = [one.starts_at + timedelta(minutes=one.minutes) for one in planned]
    found = [("outcome", end) for end in ended if end <= at]
    if row.counsellor_id is None:
        found += [("nobody_comes", one.starts_at) for one in planned if one.starts_at > at]
    if row.state == CounsellingState.RUNNING and row.first_contact_at is None and at - row.state_at >= A_DAY:
        found.append(("first_contact", row.state_at))
    if row.follow_up_on and row.follow_up_on <= timezone.localdate(at):
        day = datetime.combine(row.follow_up_on, datetime.min.time(), tzinfo=timezone.get_default_timezone())
        found.append(("follow_up", day))
    return found


@dataclass(frozen=True, slots=True)
class Page:
    """One person as the coordinator sees her: what was agreed and what came of it, never what was said."""

    row: Counselling
    name: str
    asked: list[Assignment]
    now_with: Assignment | None
    conversations: list[Conversation]
    attempts: list[Attempt]


def page(by: Actor, counselling_id: int, *, at: datetime) -> Page:
    """The coordinator's page of one person. NotFound otherwise; leaves a trail row."""
    row = queries.one(by, counselling_id, act=Act.SEE_BOARD)
    trail.write("counselling.person_read", by=by, at=at, about=row)
    asked = list(row.assignments.select_related("counsellor", "offered_by").order_by("-offered_at", "-id"))
    under_way = (AssignmentState.OFFERED, AssignmentState.ACCEPTED)
    return Page(
        row,
        called(row),
        asked,
        next((one for one in asked if one.state in under_way), None),
        list(row.conversations.defer("note", "draft", "place").order_by("-starts_at")),
        list(row.attempts.select_related("by").order_by("-at")),
    )
