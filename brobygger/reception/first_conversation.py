"""Getting in touch, the first conversation, and how it ended with the team."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from brobygger.access.actor import Actor
from brobygger.access.policy import Act
from brobygger.base.decision import NotFound, Refused
from brobygger.base.workdays import day_of, noon_of
from brobygger.contact import queries as contact
from brobygger.directory import queries as directory
from brobygger.mailbox import actions as mailboxes
from brobygger.mailbox.models import Line
from brobygger.people import actions as people
from brobygger.people import queries as known
from brobygger.people.channels import Channel
from brobygger.people.models import PhoneNumber
from brobygger.reception import rules
from brobygger.reception.codes import RANG, STOPS_NUMBER, Form, Noted
from brobygger.reception.models import TeamNote
from brobygger.reception.taking import of_mine
from brobygger.routes.codes import Answer, Route
from brobygger.screening import actions as screening_actions
from brobygger.screening import queries as screenings
from brobygger.screening import rules as screening_rules
from brobygger.screening import safety, state_change
from brobygger.screening.codes import LedThere, Nothing, OverrideReason
from brobygger.screening.models import Screening
from brobygger.screening.states import ScreeningState
from brobygger.trail import actions as trail


def _noted(row: Screening, what: str, *, on: date, words: str, by: Actor, at: datetime, form: str = "") -> TeamNote:
    made = TeamNote.objects.create(
        zone_id=row.zone_id, screening=row, what=Noted(what), form=form, on=on, words=words.strip(), noted_at=at,
        noted_by_id=by.worker_id,
    )  # fmt: skip
    trail.write("reception.noted", by=by, at=at, about=row, kind=what)
    return made


@transaction.atomic
def see_number(*, screening_id: int, by: Actor, at: datetime) -> list[PhoneNumber]:
    """The card has been read, and the gate lets her be rung now: her numbers in use. Refused with the gate's reason."""
    row = of_mine(by, screening_id)
    if row.person is None:
        raise Refused("no_number")
    contact.gate(by, person=row.person, channel=Channel.PHONE, at=at).require()
    trail.write("reception.card_seen", by=by, at=at, about=row)
    return [one for one in known.numbers(by, row.person.pk) if one.stopped_at is None]


@transaction.atomic
def note_attempt(
    *, screening_id: int, what: str, words: str = "", number_id: int | None = None, by: Actor, at: datetime
) -> TeamNote:
    """A try to reach her, or a remark. A number that someone else answered, or that was wrong, is stopped at once."""
    row = of_mine(by, screening_id)
    if what not in (*RANG, Noted.REMARK):
        raise NotFound("not_found")
    if what in STOPS_NUMBER and number_id is not None and row.person is not None:
        people.stop_number(number_id=number_id, person=row.person, because=what, by=by, at=at)
    return _noted(row, what, on=day_of(at), words=words, by=by, at=at)


@transaction.atomic
def strike_note(*, note_id: int, by: Actor, at: datetime) -> TeamNote:
    """What was noted by mistake is struck. Only she who wrote it, and never a conversation: that one is taken back."""
    found = TeamNote.objects.filter(pk=note_id, noted_by_id=by.worker_id).exclude(what=Noted.TALKED).first()
    if found is None:
        raise NotFound("not_found")
    row = of_mine(by, found.screening_id)
    if found.struck_at is not None:
        raise Refused("already_struck")
    found.struck_at, found.struck_by_id = at, by.worker_id
    found.save(update_fields=["struck_at", "struck_by"])
    trail.write("reception.note_struck", by=by, at=at, about=row, kind=found.what)
    return found


@transaction.atomic
def note_talk(
    *, screening_id: int, on: date, form: str, words: str = "", danger: str = "", by: Actor, at: datetime
) -> Screening:
    """The first conversation has been held, on a day and in a way; danger that was said in it stands as said, and has
    its duty. What was said before is not taken back by it."""
    row = of_mine(by, screening_id)
    today = day_of(at)
    rules.may_note_talk(on=on, today=today, seen_on=row.detection.seen_on).require()
    if form not in Form.values:
        raise Refused("talk_needs_its_form")
    _danger_stands(row, danger, by=by, at=at)
    held = at if on == today else noon_of(on)
    state_change.move(row, ScreeningState.CONVERSATION_HELD, by=by, at=at, held_at=held, held_by_id=by.worker_id)
    _noted(row, Noted.TALKED, on=on, words=words, by=by, at=at, form=form)
    return row


def _danger_stands(row: Screening, danger: str, *, by: Actor, at: datetime) -> None:
    if screening_rules.is_graver(danger, row.detection.danger):
        state_change.keep(row, danger=Answer(danger))
    if danger == Answer.YES:
        safety.follow(row, frozenset(), by=by, at=at)


@transaction.atomic
def note_danger(*, screening_id: int, by: Actor, at: datetime) -> None:
    """Danger that was said to the actor stands as said, and has its duty, whoever of the team has her by now."""
    row = screenings.for_team(by, screening_id, act=Act.RECEIVE, for_update=True)
    _danger_stands(row, Answer.YES, by=by, at=at)


@transaction.atomic
def take_talk_back(*, screening_id: int, by: Actor, at: datetime) -> Screening:
    """The conversation was noted by mistake: none has been held."""
    row = of_mine(by, screening_id)
    state_change.move(row, ScreeningState.TAKEN, by=by, at=at, held_at=None, held_by_id=None)
    row.detection.first_conversation_on = None
    row.detection.save(update_fields=["first_conversation_on"])
    TeamNote.objects.filter(screening=row, what=Noted.TALKED, struck_at=None).update(
        struck_at=at, struck_by_id=by.worker_id
    )
    return row


@transaction.atomic
def take_danger_back(*, screening_id: int, dangers: Collection[str], why: str, by: Actor, at: datetime) -> Screening:
    """Danger that was said is not so, or no longer, as an employee takes it back; by whoever of the team has her."""
    row = of_mine(by, screening_id)
    told: dict[str, Any] = {"dangers": dangers, "why": why, "act": Act.RECEIVE}
    return screening_actions.take_danger_back(screening_id=row.pk, **told, by=by, at=at)


@transaction.atomic
def come_to_nothing(*, screening_id: int, why: str, by: Actor, at: datetime) -> Screening:
    """It came to nothing, for a reason. Refused where she is in danger, goes no way now, and has had no advice."""
    row = screenings.for_team(by, screening_id, act=Act.RECEIVE, for_update=True)
    rules.may_come_to_nothing(state=row.state, holder=row.taken_by_id, me=by.worker_id).require()
    rules.may_let_go(of_her_own_will=why == Nothing.CHANGED_MIND, needs_advice=safety.needs_advice(row)).require()
    return state_change.move(row, ScreeningState.CAME_TO_NOTHING, by=by, at=at, nothing=Nothing(why))


@transaction.atomic
def take_up_again(*, screening_id: int, by: Actor, at: datetime) -> Screening:
    """It came to something after all: she waits for the team again."""
    row = screenings.for_team(by, screening_id, act=Act.RECEIVE, for_update=True)
    if row.state != ScreeningState.CAME_TO_NOTHING:
        raise Refused("screening_cannot_move")
    return state_change.move(row, ScreeningState.SENT, by=by, at=at, nothing="", taken_by_id=None, taken_at=None)


@dataclass(frozen=True, slots=True)
class Onward:
    """The other door: which, how she was led there, why another than suggested, and when someone asks how it went."""

    route: str
    follow_up_on: date
    offer_id: int | None = None
    led_there: str = ""
    reason: str = ""
    words: str = ""


@transaction.atomic
def point_on(*, screening_id: int, onward: Onward, by: Actor, at: datetime) -> Screening:
    """She is led to another door. Refused without a reason where another was suggested, and to no door but a shelter
    without advice on safety where she is in danger."""
    row = of_mine(by, screening_id)
    suggested = row.detection.suggested
    rules.may_let_go(of_her_own_will=onward.route != Route.SHELTER, needs_advice=safety.needs_advice(row)).require()
    rules.may_point_on(
        route=onward.route,
        suggested=suggested,
        reason=onward.reason,
        follow_up_on=onward.follow_up_on,
        today=day_of(at),
    ).require()
    offer = directory.offer(by, onward.offer_id) if onward.offer_id is not None else None
    differs = bool(suggested) and onward.route != suggested
    return state_change.move(
        row,
        ScreeningState.POINTED_ON,
        by=by,
        at=at,
        route=onward.route,
        override_reason=OverrideReason(onward.reason) if differs else "",
        override_words=onward.words.strip() if differs else "",
        led_there=LedThere(onward.led_there) if onward.led_there else "",
        offer=offer,
        follow_up_on=onward.follow_up_on,
    )


FOLLOWED = (ScreeningState.CAME_THERE, ScreeningState.DID_NOT_COME_THERE, ScreeningState.NOT_KNOWN_THERE)


@transaction.atomic
def follow_up(*, screening_id: int, came: str, by: Actor, at: datetime) -> Screening:
    """Whether she came to the other door, as far as anyone can know."""
    row = screenings.for_team(by, screening_id, act=Act.RECEIVE, for_update=True)
    if came not in FOLLOWED:
        raise NotFound("not_found")
    return state_change.move(row, came, by=by, at=at)


@transaction.atomic
def undo_pointing_on(*, screening_id: int, by: Actor, at: datetime) -> Screening:
    """She is with the team after all, and with the one who had her."""
    row = screenings.for_team(by, screening_id, act=Act.RECEIVE, for_update=True)
    if row.taken_by_id is None:
        raise Refused("screening_cannot_move")
    return state_change.move(
        row, ScreeningState.TAKEN, by=by, at=at, route=row.detection.suggested, override_reason="", override_words="",
        led_there="", offer=None, follow_up_on=None,
    )  # fmt: skip


@transaction.atomic
def withdraw(*, screening_id: int, by: Actor, at: datetime) -> Screening:
    """She has taken her yes back: all contact stops at once, and what she had offered is gone."""
    row = screenings.for_team(by, screening_id, act=Act.RECEIVE, for_update=True)
    consent = screenings.consent_of(row)
    if consent is not None and consent.withdrawn_at is None:
        return screening_actions.withdraw_consent(screening_id=row.pk, act=Act.RECEIVE, by=by, at=at)
    if row.person is not None:
        people.stop_contact(person=row.person, by=by, at=at)
    return state_change.move(row, ScreeningState.WITHDRAWN, by=by, at=at, offered_contact="")


@transaction.atomic
def write_line(*, screening_id: int, text: str, by: Actor, at: datetime) -> Line:
    """The team answers in her mailbox, and has thereby read what she wrote. Nothing is sent: she reads it there. Where
    it has ended, anyone in the team answers; Refused where a colleague has her."""
    row = screenings.for_team(by, screening_id, act=Act.RECEIVE, for_update=True)
    rules.may_answer(state=row.state, holder=row.taken_by_id, me=by.worker_id).require()
    if row.mailbox_id is None:
        raise Refused("mailbox_missing")
    mailboxes.mark_read(mailbox_id=row.mailbox_id, by=by, at=at)
    return mailboxes.write_line(mailbox_id=row.mailbox_id, text=text, by=by, at=at)


@transaction.atomic
def mark_read(*, screening_id: int, by: Actor, at: datetime) -> int:
    """What she wrote has been read by someone in the team."""
    row = screenings.for_team(by, screening_id, act=Act.RECEIVE)
    if row.mailbox_id is None:
        raise Refused("mailbox_missing")
    return mailboxes.mark_read(mailbox_id=row.mailbox_id, by=by, at=at)
