"""What a volunteer sees: who she has been asked about, without identity, and her own people while they are hers."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Prefetch

from brobygger.access.actor import Actor
from brobygger.access.policy import Act
from brobygger.base.codes import AgeGroup
from brobygger.base.decision import Decision, NotFound, no
from brobygger.contact import queries as contact
from brobygger.counselling import queries
from brobygger.counselling.models import Attempt, Conversation, Counselling
from brobygger.counselling.rules import UNDO_SECONDS
from brobygger.counselling.states import ConversationState, CounsellingState
from brobygger.people import queries as people
from brobygger.people.channels import Channel
from brobygger.referrals import queries as referrals
from brobygger.referrals.in_words import Shown
from brobygger.trail import actions as trail


@dataclass(frozen=True, slots=True)
class Own:
    """One of her people, as her first page shows her."""

    row: Counselling
    gate: Decision
    next_one: Conversation | None
    to_tell: Conversation | None  # its time has come, and nobody has said what came of it
    stopped: str = ""  # in words, where contact has been stopped on the card


@dataclass(frozen=True, slots=True)
class Offered:
    """Someone she is asked to take: what decides whether she can, and not who it is."""

    row: Counselling
    about_child: bool
    interpreter: bool
    interpreter_language: str


@dataclass(frozen=True, slots=True)
class Stopped:
    """One with whom contact was stopped: what she knew her by, where she had said yes, and why in words."""

    row: Counselling
    name: str
    why: str
    to_tell: Conversation | None = None  # it had begun, and nobody has said what came of it


@dataclass(frozen=True, slots=True)
class MyPeople:
    """Who has been offered, who is hers, and whom she must not contact any more."""

    offered: list[Offered]
    own: list[Own]
    stopped: list[Stopped]


def my_people(by: Actor, *, at: datetime) -> MyPeople:
    """The volunteer's first page; that she saw names stands in the trail."""
    planned = Conversation.objects.filter(state=ConversationState.PLANNED).order_by("starts_at")
    rows = queries.counselling(by, Act.SEE_OWN_PEOPLE).prefetch_related(
        Prefetch("conversations", planned, to_attr="planned")
    )
    found = list(rows.order_by("state_at", "id"))
    stopped = [row for row in found if queries.is_stopped(row)]
    running = [row for row in found if row.state == CounsellingState.RUNNING and not queries.withdrawn(row)]
    own = [_own(by, row, at) for row in running]
    begun = {one.counselling_id: one for one in queries.broken_off(by, at=at)}
    told = [_known_as(one.counselling, begun) for one in queries.stops_told(by).filter(stop_seen_at=None)]
    if shown := [*running, *(one.row for one in told)]:
        trail.write("counselling.own_people_seen", by=by, at=at, zone_id=shown[0].zone_id, shown=len(shown))
    return MyPeople(
        offered=[_offered(row) for row in found if row.state == CounsellingState.OFFERED and row not in stopped],
        own=sorted(own, key=lambda one: _when(one, at)),
        stopped=told + [Stopped(row, "", queries.why_stopped(row)) for row in stopped if row.state == "offered"],
    )


def _known_as(row: Counselling, begun: Mapping[int, Conversation]) -> Stopped:
    """So that she rings nobody whose number she has on paper; of a guardian also about whom she was rung."""
    who = row.person
    name = " / ".join(filter(None, (who.about_minor, who.given_name))) if who else str(row.code_name)
    return Stopped(row, name, queries.why_stopped(row), begun.get(row.pk))


def _offered(row: Counselling) -> Offered:
    about_child = bool(row.age_group == AgeGroup.G0_17 or (row.person and row.person.about_minor))
    plan = people.plan_of(row.person) if row.person else None
    about_child = about_child or bool(row.arrival and row.arrival.for_minor)
    language = (plan.interpreter_language or row.language) if plan else ""
    return Offered(row, about_child, bool(plan and plan.interpreter), language)


def _own(by: Actor, row: Counselling, at: datetime) -> Own:
    planned: list[Conversation] = row.planned  # type: ignore[attr-defined]
    due = [one for one in planned if one.starts_at <= at]
    to_come = [one for one in planned if one.starts_at > at]
    stopped = queries.why_stopped(row)
    next_one = to_come[0] if to_come and not stopped else None
    return Own(row, gate_of(by, row, at=at), next_one, due[0] if due else None, stopped)


def _when(one: Own, at: datetime) -> tuple[bool, datetime]:
    """First those of whom something is to be told or who have not been reached, then by the next conversation."""
    first = one.to_tell is not None or one.row.first_contact_at is None
    return (not first, one.next_one.starts_at if one.next_one else one.row.state_at)


def gate_of(by: Actor, row: Counselling, *, at: datetime) -> Decision:
    """Whether she may be rung now; someone without a name here has no number to ring."""
    if row.person is None:
        return no("no_number")
    return contact.gate(by, person=row.person, channel=Channel.PHONE, at=at)


@dataclass(frozen=True, slots=True)
class MyPerson:
    """One of her people, and what there has been so far."""

    row: Counselling
    gate: Decision
    planned: list[Conversation]
    past: list[Conversation]
    attempts: list[Attempt]
    undo: Conversation | None
    undo_seconds: int
    carried: tuple[Shown, ...]  # what was sent with the referral


def my_person(by: Actor, counselling_id: int, *, at: datetime) -> MyPerson:
    """One of her people. NotFound for everyone else's, and when the help has ended. Leaves a trail row."""
    row = queries.one(by, counselling_id, act=Act.COUNSEL)
    trail.write("counselling.person_read", by=by, at=at, about=row)
    all_of_them = list(Conversation.objects.filter(counselling=row).select_related("planned_by").order_by("starts_at"))
    planned = [one for one in all_of_them if one.state == ConversationState.PLANNED]
    past = [one for one in all_of_them if one.state != ConversationState.PLANNED]
    undo, left = None, 0
    for one in past:
        gone = (at - one.outcome_at).total_seconds() if one.outcome_at and one.outcome_by_id == by.user_id else None
        if gone is not None and gone < UNDO_SECONDS:
            undo, left = one, int(UNDO_SECONDS - gone)
    tried = list(Attempt.objects.filter(counselling=row).select_related("by").order_by("-at"))
    return MyPerson(row, gate_of(by, row, at=at), planned, past[::-1], tried, undo, left, carried_of(row))


def carried_of(row: Counselling) -> tuple[Shown, ...]:
    """What went along with the referral that she came by, as long as she is helped; the caller may read her."""
    return referrals.carried(row.arrival) if row.arrival is not None else ()


def conversation(by: Actor, conversation_id: int) -> Conversation:
    """One conversation with one of her people. NotFound otherwise."""
    row = Conversation.objects.filter(pk=conversation_id).first()
    if row is None:
        raise NotFound("not_found")
    row.counselling = queries.one(by, row.counselling_id, act=Act.COUNSEL)
    return row
