"""The end of a counselling, with its reason; and what the program does by itself as time passes."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q, QuerySet

from brobygger.access.actor import Actor, machine
from brobygger.access.policy import Act, scope
from brobygger.base.decision import NotFound, Refused
from brobygger.counselling import queries
from brobygger.counselling.assigning import cancel_planned
from brobygger.counselling.models import Assignment, Conversation, Counselling
from brobygger.counselling.states import (
    COUNSELLING,
    OPEN,
    STOPS,
    AssignmentState,
    CancelledBy,
    ConversationState,
    CounsellingState,
    EndReason,
)
from brobygger.people import actions as people
from brobygger.referrals import actions as referrals
from brobygger.referrals.states import STOPPED_HERE, Nothing, Step
from brobygger.trail import actions as trail

# What the one who referred is told where no conversation was held: a code, and never more.
TOLD = {
    EndReason.HELPED: Nothing.OTHER,
    EndReason.WANTED_NO_MORE: Nothing.CHANGED_MIND,
    EndReason.CHANGED_MIND: Nothing.CHANGED_MIND,
    EndReason.NOT_REACHED: Nothing.NOT_REACHED,
    EndReason.DID_NOT_COME: Nothing.DID_NOT_COME,
    EndReason.NOT_SAFE: Nothing.NOT_SAFE,
    EndReason.PASSED_ON: Nothing.HAS_OTHER_HELP,
    EndReason.NO_ONE_TO_GIVE: Nothing.NO_RECEIVER,
    EndReason.CONTACT_STOPPED: Nothing.CHANGED_MIND,
}
# What safety hangs on is taken at once; who talks with the person notes what came of it afterwards.
AT_ONCE = STOPS | {EndReason.NOT_SAFE}


@transaction.atomic
def end_counselling(*, counselling_id: int, reason: str, act: Act = Act.COUNSEL, by: Actor, at: datetime) -> None:
    """The help has ended, and the volunteer no longer sees the person. The one who referred is told.

    Refused while a conversation whose time has passed has no outcome, unless nobody is to contact the person any more.
    What was agreed ahead is cancelled by us.
    """
    row = queries.for_writing(by, counselling_id, act=act)
    planned = Conversation.objects.filter(counselling=row, state=ConversationState.PLANNED)
    if reason == EndReason.CONTACT_STOPPED and not queries.stopped_on_card(row):
        raise Refused("contact_is_not_stopped")
    if reason not in AT_ONCE and planned.filter(starts_at__lte=at).exists():
        raise Refused("conversations_without_outcome")
    if reason == EndReason.CONSENT_WITHDRAWN:
        _stop_contact(row, by=by, at=at)
    else:
        _tell_sender(row, EndReason(reason), by=by, at=at)
    _end(row, EndReason(reason), by=by, at=at)


def _stop_contact(row: Counselling, *, by: Actor, at: datetime) -> None:
    """Nobody contacts the person any more; who came by a referral is stopped at the sender's too."""
    if row.arrival is not None:
        referrals.withdraw_arrival(arrival_id=row.arrival.pk, by=by, at=at)
    elif row.person is not None:
        people.stop_contact(person=row.person, by=by, at=at)


def _tell_sender(row: Counselling, reason: EndReason, *, by: Actor, at: datetime) -> None:
    if row.arrival is None or row.arrival.state == "withdrawn":
        return
    if row.first_held_at is None:
        told = TOLD[reason]
        referrals.tell_step(arrival_id=row.arrival.pk, step=Step.CAME_TO_NOTHING, reason=told, by=by, at=at)
        return
    referrals.end_arrival(arrival_id=row.arrival.pk, by=by, at=at)


def _end(row: Counselling, reason: EndReason, *, by: Actor, at: datetime) -> None:
    COUNSELLING.may_move(row.state, CounsellingState.ENDED).require()
    stopped = row.arrival if row.arrival is not None and row.arrival.state == "withdrawn" else None
    withdrew = reason in STOPS and not (stopped and stopped.reason)
    off_by = CancelledBy.PERSON if withdrew else CancelledBy.ORGANISATION
    cancel_planned(row, off_by=off_by, since=stopped.state_at if stopped else at, by=by, at=at)
    rows = Assignment.objects.filter(counselling=row)
    rows.filter(state=AssignmentState.ACCEPTED).update(
        state=AssignmentState.DONE, answered_at=at, answered_by=by.user_id
    )
    rows.filter(state=AssignmentState.OFFERED).update(
        state=AssignmentState.WITHDRAWN, answered_at=at, answered_by=by.user_id
    )
    row.state, row.state_at, row.end_reason = CounsellingState.ENDED, at, reason
    row.ended_at, row.ended_by_id, row.follow_up_on = at, by.user_id, None
    row.save()
    trail.write("counselling.ended", by=by, at=at, about=row, reason=str(reason))


@transaction.atomic
def see_stop(*, counselling_id: int, by: Actor, at: datetime) -> None:
    """The volunteer knows whom she must not contact any more, and is not shown the name again."""
    told = queries.stops_told(by).select_for_update(of=("self",)).filter(counselling_id=counselling_id).first()
    if told is None:
        raise NotFound("not_found")
    if told.stop_seen_at is None:
        told.stop_seen_at = at
        told.save(update_fields=["stop_seen_at"])
        trail.write("counselling.stop_seen", by=by, at=at, about=told.counselling)


@transaction.atomic
def pass_time(*, zone_id: int, by: Actor, at: datetime) -> int:
    """What was withdrawn by the sender has ended here too, and the senders know with whom contact is stopped here.
    Returns how many have ended; the program does this each minute."""
    rows = scope(by, Act.PASS_DATES, Counselling.objects.filter(zone_id=zone_id, arrival__state="withdrawn"))
    withdrawn = list(rows.exclude(state=CounsellingState.ENDED).select_for_update(of=("self",)))
    for row in withdrawn:
        _end(row, EndReason.CONSENT_WITHDRAWN, by=by, at=at)
    told, stopped = Q(arrival__reason=STOPPED_HERE), queries.STOPPED_ON_CARD
    arrived = scope(by, Act.PASS_DATES, Counselling.objects.filter(zone_id=zone_id, arrival__state="accepted"))
    _tell_contact(arrived.filter(stopped & ~told | told & ~stopped), at=at)
    return len(withdrawn)


@transaction.atomic
def tell_contact(*, person_id: int, at: datetime) -> None:
    """The one who referred the person knows that contact was stopped here, or that it is open again; the program tells
    it, whoever keeps the card."""
    _tell_contact(Counselling.objects.filter(person_id=person_id, arrival__isnull=False), at=at)


def _tell_contact(rows: QuerySet[Counselling], *, at: datetime) -> None:
    for row in rows.filter(state__in=OPEN).select_related("arrival", "person__contact_plan"):
        stopped = queries.stopped_on_card(row)
        referrals.tell_contact(arrival_id=row.arrival_id or 0, stopped=stopped, by=machine(row.zone_id), at=at)
