"""From the coordinator's choice to the volunteer's answer; and back again, where it did not work out."""

from datetime import datetime
from typing import Any

from django.db import transaction

from brobygger.access.actor import Actor
from brobygger.access.policy import Act, may
from brobygger.base.decision import NotFound, Refused
from brobygger.contact import actions as contact
from brobygger.counselling import queries
from brobygger.counselling.choosing import candidates_for
from brobygger.counselling.fits import may_offer
from brobygger.counselling.models import Assignment, Conversation, Counselling
from brobygger.counselling.states import (
    ASSIGNMENT,
    COUNSELLING,
    AssignmentState,
    CancelledBy,
    ConversationState,
    CounsellingState,
    OfferAnswer,
)
from brobygger.trail import actions as trail
from brobygger.volunteers import actions as volunteers
from brobygger.volunteers.states import ConflictKind


@transaction.atomic
def offer(*, counselling_id: int, volunteer_id: int, why: str, by: Actor, at: datetime) -> Assignment:
    """The volunteer is asked to take the person, and told by e-mail that something waits.

    Refused past a stop, against a reason without a written one, and where a colleague was quicker.
    """
    row = queries.for_writing(by, counselling_id, act=Act.ASSIGN)
    queries.require_may_be_contacted(row)
    if row.state != CounsellingState.WAITING:
        raise Refused("assigned_meanwhile")
    found = [one for one in candidates_for(by, row, at=at) if one.who.volunteer_id == volunteer_id]
    if not found:
        raise NotFound("not_found")
    chosen = found[0]
    may_offer(chosen, why).require()
    _move(row, CounsellingState.OFFERED, at, counsellor_id=chosen.who.worker_id)
    made = Assignment.objects.create(
        zone_id=row.zone_id,
        counselling=row,
        counsellor_id=chosen.who.worker_id,
        offered_at=at,
        offered_by_id=by.worker_id,
        against=[reason.code for reason in chosen.against],
        against_why=why.strip() if chosen.against else "",
    )
    contact.tell_worker(
        worker_id=made.counsellor_id, zone_id=row.zone_id, wording="assignment_offered", values={}, by=by, at=at
    )
    trail.write(
        "counselling.offered",
        by=by,
        at=at,
        about=row,
        worker=chosen.who.worker_id,
        against="+".join(reason.code for reason in chosen.against),
    )
    return made


def _move(row: Counselling, state: CounsellingState, at: datetime, *, counsellor_id: int | None) -> None:
    COUNSELLING.may_move(row.state, state).require()
    row.state, row.state_at, row.counsellor_id = state, at, counsellor_id
    row.save(update_fields=["state", "state_at", "counsellor"])


def _answer(row: Counselling, state: AssignmentState, *, by: Actor, at: datetime, answer: str = "") -> Assignment:
    """The assignment under way is answered. Refused where it has been answered in the meantime."""
    under_way = (AssignmentState.OFFERED, AssignmentState.ACCEPTED)
    found = Assignment.objects.filter(counselling=row, state__in=under_way).first()
    if found is None:
        raise Refused("answered_meanwhile")
    ASSIGNMENT.may_move(found.state, state).require()
    found.state, found.answered_at, found.answered_by_id, found.answer = state, at, by.user_id, answer
    found.save(update_fields=["state", "answered_at", "answered_by", "answer"])
    return found


@transaction.atomic
def withdraw_offer(*, counselling_id: int, by: Actor, at: datetime) -> None:
    """Undo while the volunteer has not answered: the person waits again. Refused where she has."""
    row = queries.for_writing(by, counselling_id, act=Act.ASSIGN)
    if row.state != CounsellingState.OFFERED:
        raise Refused("answered_meanwhile")
    _answer(row, AssignmentState.WITHDRAWN, by=by, at=at)
    _move(row, CounsellingState.WAITING, at, counsellor_id=None)
    trail.write("counselling.offer_withdrawn", by=by, at=at, about=row)


@transaction.atomic
def accept_offer(*, counselling_id: int, by: Actor, at: datetime) -> Counselling:
    """The person is the volunteer's, and she sees who it is. Refused where the offer was taken back meanwhile."""
    row = _offered_to(by, counselling_id)
    queries.require_may_be_contacted(row)
    _answer(row, AssignmentState.ACCEPTED, by=by, at=at)
    _move(row, CounsellingState.RUNNING, at, counsellor_id=row.counsellor_id)
    trail.write("counselling.accepted", by=by, at=at, about=row)
    return row


@transaction.atomic
def decline_offer(*, counselling_id: int, answer: str, by: Actor, at: datetime) -> None:
    """The volunteer says no, which needs no defence: the person waits again."""
    row = _offered_to(by, counselling_id)
    _answer(row, AssignmentState.DECLINED, by=by, at=at, answer=OfferAnswer(answer))
    _move(row, CounsellingState.WAITING, at, counsellor_id=None)
    trail.write("counselling.declined", by=by, at=at, about=row, answer=answer)


def _offered_to(by: Actor, counselling_id: int) -> Counselling:
    row = queries.for_writing(by, counselling_id, act=Act.SEE_OWN_PEOPLE)
    if row.state != CounsellingState.OFFERED:
        raise Refused("answered_meanwhile")
    return row


@transaction.atomic
def hand_back(*, counselling_id: int, answer: str, by: Actor, at: datetime) -> None:
    """The volunteer gives the person back, who waits for another. One whom she knows she is never offered again."""
    row = queries.for_writing(by, counselling_id, act=Act.COUNSEL)
    if answer == OfferAnswer.KNOWS_THEM and row.person_id is not None:
        volunteers.declare_conflict(volunteer_id=None, kind=ConflictKind.PERSON, person_id=row.person_id, by=by, at=at)
    _free(row, AssignmentState.HANDED_BACK, answer=OfferAnswer(answer), by=by, at=at)
    trail.write("counselling.handed_back", by=by, at=at, about=row, answer=answer)


@transaction.atomic
def take_back(*, counselling_id: int, by: Actor, at: datetime) -> None:
    """The coordinator frees the person from a volunteer, who no longer sees her; the person waits for another."""
    row = queries.for_writing(by, counselling_id, act=Act.ASSIGN)
    if row.state != CounsellingState.RUNNING:
        raise Refused("counselling_cannot_move")
    _free(row, AssignmentState.FREED, answer="", by=by, at=at)
    trail.write("counselling.taken_back", by=by, at=at, about=row)


def _free(row: Counselling, state: AssignmentState, *, answer: str, by: Actor, at: datetime) -> None:
    """What was agreed and is to come is cancelled by us: nobody waits for a volunteer who is not coming."""
    _answer(row, state, by=by, at=at, answer=answer)
    cancel_planned(row, by=by, at=at)
    _move(row, CounsellingState.WAITING, at, counsellor_id=None)


def free(row: Counselling, *, by: Actor, at: datetime) -> None:
    """The person waits for another, since her volunteer works here no more; what was agreed is still to be seen to."""
    said_yes = row.state == CounsellingState.RUNNING
    _answer(row, AssignmentState.FREED if said_yes else AssignmentState.WITHDRAWN, by=by, at=at)
    _move(row, CounsellingState.WAITING, at, counsellor_id=None)


def cancel_planned(
    row: Counselling,
    *,
    off_by: CancelledBy = CancelledBy.ORGANISATION,
    since: datetime | None = None,
    by: Actor,
    at: datetime,
) -> None:
    """What was agreed ahead is called off; what had begun by then, and has no outcome, was broken off by nobody."""
    planned = Conversation.objects.filter(counselling=row, state=ConversationState.PLANNED)
    ends: dict[str, Any] = {"outcome_at": at, "outcome_by": by.user_id, "draft": ""}
    planned.filter(starts_at__lte=since or at).update(state=ConversationState.BROKEN_OFF, **ends)
    planned.update(state=ConversationState.CANCELLED, cancelled_by=off_by, **ends)


@transaction.atomic
def note_conflict(*, counselling_id: int, volunteer_id: int, kind: str, words: str, by: Actor, at: datetime) -> None:
    """The coordinator notes that a volunteer must not be given this person; the volunteer is not told.

    A person who is with her already stays so until the coordinator frees the person.
    """
    row = queries.for_writing(by, counselling_id, act=Act.ASSIGN)
    may(by, Act.MANAGE_VOLUNTEERS, row).require()
    volunteers.declare_conflict(
        volunteer_id=volunteer_id, kind=kind, words=words, person_id=row.person_id, by=by, at=at
    )


def assignment_now(row: Counselling) -> Assignment | None:
    """Who has been asked or has said yes, and by whom and when she was asked."""
    under_way = (AssignmentState.OFFERED, AssignmentState.ACCEPTED)
    rows = Assignment.objects.select_related("counsellor", "offered_by")
    return rows.filter(counselling=row, state__in=under_way).first()
