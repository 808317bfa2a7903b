"""The writing door of the open pages: begin, answer, send, take back. By someone who has not signed in."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection, transaction

from brobygger.access.actor import Actor
from brobygger.access.policy import Act, zones_for
from brobygger.base.decision import NotFound, Refused
from brobygger.base.workdays import day_of
from brobygger.cases.holding import may_pass
from brobygger.inquiries import queries, rules, sending
from brobygger.inquiries.models import Inquiry
from brobygger.inquiries.steps import is_complete
from brobygger.mailbox import actions as mailbox
from brobygger.screening.models import Screening
from brobygger.trail import actions as trail


@dataclass(frozen=True, slots=True)
class Started:
    """What was begun, with the code by which she comes back."""

    inquiry: Inquiry
    code_name: str
    code_word: str


@transaction.atomic
def begin(*, zone_id: int, language: str, campaign_id: int | None, by: Actor, at: datetime) -> Started:
    """There is an empty inquiry with a new code. The word lies sealed with it until she has sent it or come back."""
    _citizen_of(zone_id, by)
    opened = mailbox.open_mailbox(zone_id=zone_id, by=by, at=at)
    row = _made(zone_id, opened.mailbox.pk, {"word": opened.code_word}, language, campaign_id, by, at)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO inquiries_begun (zone_id, day, times) VALUES (%s, %s, 1)"
            " ON CONFLICT (zone_id, day) DO UPDATE SET times = inquiries_begun.times + 1",
            [zone_id, day_of(at)],
        )
    return Started(row, opened.code_name, opened.code_word)


def _citizen_of(zone_id: int, by: Actor) -> None:
    if zone_id not in zones_for(by, Act.COME_FORWARD):
        raise NotFound("not_found")


def _made(
    zone_id: int, mailbox_id: int, answers: dict[str, Any], language: str, campaign_id: int | None, by: Actor,
    at: datetime,
) -> Inquiry:  # fmt: skip
    row = Inquiry.objects.create(
        zone_id=zone_id, mailbox_id=mailbox_id, campaign_id=campaign_id, language=language,
        answers=json.dumps(answers, ensure_ascii=False), started_at=at, touched_at=at,
    )  # fmt: skip
    trail.write("inquiries.begun", by=by, at=at, about=row)
    return row


@transaction.atomic
def begin_again(
    *, zone_id: int, mailbox_id: int, language: str, change: bool = False, by: Actor, at: datetime
) -> Inquiry:
    """She who has a code already answers the questions, or only those about how she may be reached."""
    _citizen_of(zone_id, by)
    found = queries.unfinished(by, mailbox_id)
    if found is not None and bool(queries.answers_of(found).get("change")) == change:
        return found
    if found is not None:
        found.delete()
    return _made(zone_id, mailbox_id, {"change": True} if change else {}, language, None, by, at)


@transaction.atomic
def answer(*, inquiry_id: int, step: int, told: Mapping[str, Any], language: str, by: Actor, at: datetime) -> Inquiry:
    """Her answer is kept, sealed, and the question counts as seen."""
    row = queries.inquiry(by, inquiry_id, for_update=True)
    kept = queries.answers_of(row)
    kept.update(told)
    kept.get("draft", {}).pop(str(int(step)), None)
    if not kept.get("draft"):
        kept.pop("draft", None)
    kept["seen"] = sorted({*kept.get("seen", ()), int(step)})
    row.answers, row.touched_at, row.language = json.dumps(kept, ensure_ascii=False), at, language
    row.save(update_fields=["answers", "touched_at", "language"])
    trail.write("inquiries.answered", by=by, at=at, about=row, step=int(step))
    return row


@transaction.atomic
def put_aside(*, inquiry_id: int, step: int, written: Mapping[str, Any], by: Actor, at: datetime) -> None:
    """What she has begun to write on a page that she leaves lies sealed beside her answers. It is none of them: the
    question counts as not seen, so that she meets it again before anything is sent."""
    row = queries.inquiry(by, inquiry_id, for_update=True)
    kept = queries.answers_of(row)
    kept["draft"] = kept.get("draft", {}) | {str(int(step)): dict(written)}
    kept["seen"] = [one for one in kept.get("seen", ()) if one != int(step)]
    row.answers, row.touched_at = json.dumps(kept, ensure_ascii=False), at
    row.save(update_fields=["answers", "touched_at"])
    trail.write("inquiries.put_aside", by=by, at=at, about=row, step=int(step))


@transaction.atomic
def send(
    *, inquiry_id: int, programme_id: int, says: sending.SaysYes | None = None, by: Actor, at: datetime
) -> Screening:
    """The team has it. Refused where a question is left; what she answered is no longer kept here."""
    row = queries.inquiry(by, inquiry_id, for_update=True)
    answers = queries.answers_of(row)
    if not is_complete(answers):
        raise Refused("a_question_is_left")
    if answers.get("change"):
        return _change(row, answers, by, at)
    made = sending.hand_over(row, answers, programme_id=programme_id, says=says or sending.SaysYes(), by=by, at=at)
    row.answers, row.sent_at, row.screening = "", at, made
    row.save(update_fields=["answers", "sent_at", "screening"])
    trail.write("inquiries.sent", by=by, at=at, about=row)
    return made


def _change(row: Inquiry, answers: Mapping[str, Any], by: Actor, at: datetime) -> Screening:
    found = sending.of_code(by, row.mailbox_id)
    if found is None:
        raise NotFound("not_found")
    changed = sending.change(row, answers, found, by=by, at=at)
    trail.write("inquiries.sent", by=by, at=at, about=row)
    row.delete()
    return changed


@transaction.atomic
def forget_word(*, inquiry_id: int, by: Actor, at: datetime) -> None:
    """She has shown that she has the code: its word is no longer kept beside her answers."""
    row = queries.inquiry(by, inquiry_id, for_update=True)
    kept = queries.answers_of(row)
    if kept.pop("word", ""):
        row.answers, row.touched_at = json.dumps(kept, ensure_ascii=False), at
        row.save(update_fields=["answers", "touched_at"])
        trail.write("inquiries.code_known", by=by, at=at, about=row)


@transaction.atomic
def throw_away(*, inquiry_id: int, by: Actor, at: datetime) -> None:
    """What was begun is gone. Its code opens nothing more, unless there is something with the team behind it."""
    row = queries.inquiry(by, inquiry_id, for_update=True)
    _remove(row, by, at)


def _remove(row: Inquiry, by: Actor, at: datetime) -> None:
    if row.sent_at is None:
        trail.write("inquiries.thrown_away", by=by, at=at, about=row)
    box = row.mailbox
    row.delete()
    if not sending.is_in_use(box):
        box.delete()


@transaction.atomic
def sweep(*, zone_id: int, by: Actor, at: datetime) -> int:
    """What was begun and not touched for so long is gone, with its code; what was sent stays with the team alone."""
    if zone_id not in zones_for(by, Act.SEE_RECEPTION):
        raise NotFound("not_found")
    old = Inquiry.objects.filter(zone_id=zone_id, touched_at__lt=at - rules.KEPT)
    begun = Inquiry.objects.filter(zone_id=zone_id)
    if not may_pass(zone_id=zone_id, what="delete_inquiries", count=old.count(), of=begun.count(), by=by, at=at):
        return 0
    rows = list(old.select_for_update(skip_locked=True).order_by("id")[:1000])
    for row in rows:
        _remove(row, by, at)
    return len(rows)
