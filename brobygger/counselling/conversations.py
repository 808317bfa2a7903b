"""Getting in touch, agreeing on a conversation, and what came of it; a minute of undo for each outcome."""

import json
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from brobygger.access.actor import Actor
from brobygger.access.policy import Act
from brobygger.base.decision import Refused
from brobygger.cases import actions as cases
from brobygger.counselling import queries, rules
from brobygger.counselling.models import Attempt, Conversation, Counselling
from brobygger.counselling.states import CONVERSATION, CancelledBy, ConversationState, Reached
from brobygger.people import actions as people
from brobygger.people import queries as known
from brobygger.people.models import PhoneNumber
from brobygger.referrals import actions as referrals
from brobygger.referrals.states import Step
from brobygger.trail import actions as trail

STOPS_NUMBER = {Reached.SOMEONE_ELSE_ANSWERED, Reached.WRONG_NUMBER}


@dataclass(frozen=True, slots=True)
class Plan:
    """A conversation as it was agreed."""

    form: str
    starts_at: datetime
    minutes: int
    place: str = ""
    place_in_calendar: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a conversation."""

    state: str
    minutes: int | None = None
    cancelled_by: str = ""
    note: str = ""


@transaction.atomic
def see_number(*, counselling_id: int, by: Actor, at: datetime) -> None:
    """The volunteer has read the contact card and sees the number: that stands in the trail."""
    row = queries.one(by, counselling_id, act=Act.COUNSEL)
    trail.write("counselling.card_seen", by=by, at=at, about=row)


@transaction.atomic
def note_attempt(*, counselling_id: int, result: str, number_id: int | None = None, by: Actor, at: datetime) -> Attempt:
    """A try to get in touch is noted; the first that reaches the person is told to the one who referred her.

    A number that someone else answered, or that was wrong, is stopped at once.
    """
    row = queries.for_writing(by, counselling_id, act=Act.COUNSEL)
    made = Attempt.objects.create(
        zone_id=row.zone_id, counselling=row, at=at, by_id=by.worker_id, result=Reached(result)
    )
    if result in STOPS_NUMBER and number_id is not None and row.person is not None:
        people.stop_number(number_id=number_id, person=row.person, because=result, by=by, at=at)
    trail.write("counselling.attempt_noted", by=by, at=at, about=row, result=result)
    if result == Reached.REACHED:
        _first_contact(row, by=by, at=at)
    return made


def _first_contact(row: Counselling, *, by: Actor, at: datetime) -> None:
    if row.first_contact_at is not None:
        return
    row.first_contact_at, row.first_contact_by_id = at, by.worker_id
    row.save(update_fields=["first_contact_at", "first_contact_by"])
    if row.arrival_id is not None and not queries.withdrawn(row):
        referrals.tell_step(arrival_id=row.arrival_id, step=Step.FIRST_CONTACT, by=by, at=at)


@transaction.atomic
def plan_conversation(*, counselling_id: int, plan: Plan, by: Actor, at: datetime) -> Conversation:
    """A conversation is agreed with the person, who has thereby been reached. Refused for a time that has passed, and
    where contact has been stopped."""
    row = queries.for_writing(by, counselling_id, act=Act.COUNSEL)
    queries.require_may_be_contacted(row)
    rules.may_plan(plan.starts_at, now=at).require()
    made = _agreed(row, plan, by=by, at=at)
    trail.write("counselling.conversation_agreed", by=by, at=at, about=row, conversation=made.pk, form=plan.form)
    _first_contact(row, by=by, at=at)
    return made


@transaction.atomic
def begin_unplanned(*, counselling_id: int, form: str, by: Actor, at: datetime) -> Conversation:
    """The person is being talked with now: in the conversation that was agreed for about now, or in one without an
    agreement before, whose outcome is noted like any other. Refused where contact has been stopped."""
    row = queries.for_writing(by, counselling_id, act=Act.COUNSEL)
    queries.require_may_be_contacted(row)
    about_now = (at - rules.EARLY, at + rules.EARLY)
    planned = Conversation.objects.filter(counselling=row, state=ConversationState.PLANNED)
    if found := planned.filter(starts_at__range=about_now).order_by("starts_at").first():
        return found
    made = _agreed(row, Plan(form, at, rules.USUAL_MINUTES), by=by, at=at)
    trail.write("counselling.conversation_begun", by=by, at=at, about=row, conversation=made.pk, form=form)
    return made


def _agreed(row: Counselling, plan: Plan, *, by: Actor, at: datetime) -> Conversation:
    return Conversation.objects.create(
        zone_id=row.zone_id,
        counselling=row,
        form=plan.form,
        starts_at=plan.starts_at,
        minutes=plan.minutes,
        place=plan.place.strip(),
        place_in_calendar=plan.place_in_calendar and bool(plan.place.strip()),
        planned_at=at,
        planned_by_id=by.worker_id,
    )


@transaction.atomic
def keep_draft(*, conversation_id: int, form: dict[str, str], by: Actor, at: datetime) -> datetime:
    """What has been written so far is kept, sealed. Refused where the outcome has been saved."""
    row = queries.conversation_for_writing(by, conversation_id)
    CONVERSATION.may_move(row.state, ConversationState.HELD).require()
    row.draft, row.kept_at = json.dumps(form), at
    row.save(update_fields=["draft", "kept_at"])
    return at


@transaction.atomic
def note_outcome(*, conversation_id: int, outcome: Outcome, by: Actor, at: datetime) -> Conversation:
    """What came of the conversation stands. Held: the register has its row, without identity, and the one who
    referred the person is told. Refused before it has begun, unless cancelled."""
    row = queries.conversation_for_writing(by, conversation_id)
    CONVERSATION.may_move(row.state, outcome.state).require()
    rules.may_note(outcome.state, starts_at=row.starts_at, now=at).require()
    row.note, row.draft = outcome.note.strip(), json.dumps({"note": outcome.note})
    return _came_of_it(row, outcome, by=by, at=at)


@transaction.atomic
def note_broken_off(*, conversation_id: int, outcome: Outcome, by: Actor, at: datetime) -> Conversation:
    """What came of a conversation stands that had begun when the person was no longer the actor's to help. What she
    wrote is for the one who helps next, and is not kept where the consent is withdrawn. Refused where it is noted."""
    row = queries.broken_off(by, at=at, lock=True).filter(pk=conversation_id).first()
    if row is None:
        raise Refused("conversation_cannot_move")
    CONVERSATION.may_move(row.state, outcome.state).require()
    row.note, row.draft = "" if queries.is_stopped(row.counselling) else outcome.note.strip(), ""
    return _came_of_it(row, outcome, by=by, at=at)


def _came_of_it(row: Conversation, outcome: Outcome, *, by: Actor, at: datetime) -> Conversation:
    row.state, row.outcome_at, row.outcome_by_id = outcome.state, at, by.worker_id
    if outcome.state == ConversationState.CANCELLED:
        row.cancelled_by = CancelledBy(outcome.cancelled_by)
    if outcome.state == ConversationState.HELD:
        _held(row, outcome.minutes or row.minutes, by=by, at=at)
    row.save()
    told = f"{outcome.state}.{row.cancelled_by}".strip(".")
    trail.write("counselling.outcome_noted", by=by, at=at, about=row.counselling, conversation=row.pk, outcome=told)
    return row


def _held(row: Conversation, minutes: int, *, by: Actor, at: datetime) -> None:
    thread = row.counselling
    row.minutes_held, row.report_ref = minutes, f"S{row.pk:06d}"
    _first_contact(thread, by=by, at=at)
    if thread.first_held_at is None:
        thread.first_held_at, thread.first_held_by_id = at, by.worker_id
        thread.save(update_fields=["first_held_at", "first_held_by"])
        if thread.arrival_id is not None and not queries.withdrawn(thread):
            referrals.tell_step(arrival_id=thread.arrival_id, step=Step.HELD, by=by, at=at)
    cases.add_report(
        zone_id=row.zone_id,
        report_ref=row.report_ref,
        held_on=timezone.localdate(row.starts_at),
        referral_source=thread.source,
        referral_token=thread.token,
        incident_type=thread.incident_type,
        gender=thread.gender,
        age_group=thread.age_group,
        form=row.form,
        minutes=minutes,
        programme_id=thread.programme_id,
        by=by,
        at=at,
    )


@transaction.atomic
def undo_outcome(*, conversation_id: int, by: Actor, at: datetime) -> Conversation:
    """Within the minute the conversation stands as agreed, what was written is a draft again, the register's row is
    gone, and the one who referred is told so. Refused later, and for another's."""
    row = queries.conversation_for_writing(by, conversation_id)
    rules.may_undo(rules.OutcomeFacts(row.state, row.outcome_at, row.outcome_by_id == by.user_id), now=at).require()
    if row.state == ConversationState.HELD:
        _not_held(row, by=by, at=at)
    row.state, row.outcome_at, row.outcome_by_id, row.cancelled_by = ConversationState.PLANNED, None, None, ""
    row.note, row.minutes_held, row.report_ref = "", None, ""
    row.save()
    trail.write("counselling.outcome_undone", by=by, at=at, about=row.counselling, conversation=row.pk)
    return row


def _not_held(row: Conversation, *, by: Actor, at: datetime) -> None:
    thread = row.counselling
    cases.take_back_report(
        zone_id=row.zone_id, report_ref=row.report_ref, programme_id=thread.programme_id, by=by, at=at
    )
    if thread.first_held_at == row.outcome_at:
        thread.first_held_at, thread.first_held_by_id = None, None
        thread.save(update_fields=["first_held_at", "first_held_by"])
        if thread.arrival_id is not None:
            referrals.take_back_held(arrival_id=thread.arrival_id, by=by, at=at)


@transaction.atomic
def follow_up(*, counselling_id: int, on: date | None, by: Actor, at: datetime) -> None:
    """The person is to be followed up on the day; None takes the day away."""
    row = queries.for_writing(by, counselling_id, act=Act.COUNSEL)
    row.follow_up_on = on
    row.save(update_fields=["follow_up_on"])
    trail.write("counselling.follow_up_kept", by=by, at=at, about=row)


def numbers_of(by: Actor, row: Counselling) -> list[PhoneNumber]:
    """The numbers in use, the safest first."""
    if row.person_id is None:
        return []
    return [one for one in known.numbers(by, row.person_id) if one.stopped_at is None]
