"""What left the house and what came back: the very text is kept, and nobody can change it afterwards."""

from datetime import date, datetime

from django.db import transaction

from brobygger.access.actor import Actor
from brobygger.base import workdays
from brobygger.base.decision import Refused
from brobygger.duties import rules
from brobygger.duties.models import Notice, Return
from brobygger.duties.own_duty import move, note, own, tell
from brobygger.duties.queries import stamp
from brobygger.duties.states import AFTER_SENDING, DUTY, Done, DutyState, Reply

NEXT = {Reply.RECEIPT: DutyState.RECEIPT, Reply.ANSWER: DutyState.ANSWERED}
DONE = {Reply.RECEIPT: Done.RECEIPT, Reply.ANSWER: Done.ANSWER}


@transaction.atomic
def send_notice(
    *, duty_id: int, seen: str, to: str, where: str, how: str, sent_at: datetime, by: Actor, at: datetime
) -> Notice:
    """The text that was on the page is kept as the one that was sent, for good; the wait for a receipt begins.

    Refused where the text has been changed since, or nothing is written. An addition leaves the state as it is.
    """
    duty = own(by, duty_id)
    notice = Notice.objects.filter(duty=duty, sent_at__isnull=True).first()
    if notice is None:
        raise Refused("nothing_written")
    if stamp(notice) != seen:
        raise Refused("text_changed_meanwhile")
    rules.may_send(text=notice.text, sent_at=sent_at, at=at).require()
    first = notice.number == 1
    if first:
        move(duty, DutyState.SENT, at=at)
    notice.to, notice.where, notice.how = to.strip(), where.strip(), how
    notice.sent_at, notice.sent_by_id, notice.noted_at = sent_at, by.worker_id, at
    notice.save()
    note(duty, Done.SENT if first else Done.ADDED, by=by, at=at)
    tell("duties.notice_sent", duty, by=by, at=at, number=notice.number, how=how)
    return notice


@transaction.atomic
def note_return(*, duty_id: int, kind: str, on: date, reference: str, words: str, by: Actor, at: datetime) -> Return:
    """A receipt or an answer has come. Refused before anything was sent, and for a day in the future."""
    duty = own(by, duty_id)
    if on > workdays.day_of(at):
        raise Refused("that_is_in_the_future")
    told = Reply(kind)
    if duty.state not in AFTER_SENDING:
        raise Refused("nothing_was_sent")
    if DUTY.may_move(duty.state, NEXT[told]):  # what comes twice, or late, changes nothing but the history
        move(duty, NEXT[told], at=at)
    came = Return.objects.create(
        zone_id=duty.zone_id, duty=duty, kind=told, on=on, reference=reference.strip(), words=words.strip(),
        noted_at=at, noted_by_id=by.worker_id,
    )  # fmt: skip
    note(duty, DONE[told], by=by, at=at)
    tell("duties.return_noted", duty, by=by, at=at, kind=told.value)
    return came
