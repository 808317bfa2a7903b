"""Answering: what someone without a name puts in, and when it is taken out.

Nothing here is noted in the trail, which knows the moment of everything, but that a batch was opened.
"""

import json
import secrets
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, connection, transaction

from brobygger.access.actor import Actor
from brobygger.access.policy import Act, zones_for
from brobygger.base.decision import NotFound, Refused
from brobygger.base.workdays import day_of
from brobygger.surveys import rules, sealing, spoken_codes
from brobygger.surveys.codes import ANSWERS, TOLD
from brobygger.surveys.models import Answer, Batch, Interview, Sealed, Setup, Spent
from brobygger.surveys.queries import month_of, months_back
from brobygger.surveys.states import BATCH, BatchState, InterviewState
from brobygger.trail import actions as trail

LOCK = 7310  # the family of advisory locks; the key is the zone
ANSWERED, WISHED = "answer", "interview"


@transaction.atomic
def answer(*, code: str, chosen: Mapping[str, str], zone_id: int, by: Actor, at: datetime) -> str:
    """The answer lies sealed with others, and the code answers no more. Returns a code for the wish to be interviewed,
    which leads to no answer.

    Refused where the code is none, or has been used; and where nothing is answered.
    """
    told = {name: chosen[name] for name in (*TOLD, *ANSWERS) if chosen.get(name) in {**TOLD, **ANSWERS}[name]}
    if not set(told) & set(ANSWERS):
        raise Refused("nothing_is_answered")
    _put_in(code, spoken_codes.ANSWER, {"is": ANSWERED, "told": told}, zone_id, by, at)
    return spoken_codes.new_code(spoken_codes.INTERVIEW, zone_id=zone_id, on=day_of(at))


@transaction.atomic
def wish_interview(*, code: str, words: Mapping[str, str], zone_id: int, by: Actor, at: datetime) -> None:
    """The wish lies sealed among the answers, and cannot be told from one. Refused where the code is none, or used."""
    told = {"is": WISHED, "words": {name: str(value) for name, value in words.items()}}
    _put_in(code, spoken_codes.INTERVIEW, told, zone_id, by, at)


def _put_in(code: str, use: str, told: Mapping[str, Any], zone_id: int, by: Actor, at: datetime) -> None:
    if zone_id not in zones_for(by, Act.ANSWER_SURVEY):
        raise NotFound("not_found")
    on = day_of(at)
    if spoken_codes.zone_of(code, use, zones=[zone_id], on=on) is None:
        raise Refused("code_is_none")
    # One after the other: who answers waits a moment rather than begin a second batch.
    _lock(zone_id)
    try:
        with transaction.atomic():
            Spent.objects.create(zone_id=zone_id, mark=spoken_codes.spent_mark(code, zone_id), used_in=month_of(on))
    except IntegrityError:
        raise Refused("code_is_used") from None
    batch = _batch(zone_id, on)
    box = sealing.seal(told, public_key=bytes(batch.public_key), name=batch.name)
    Sealed.objects.create(zone_id=zone_id, batch=batch, box=box)


def _lock(zone_id: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [LOCK, zone_id])


def _batch(zone_id: int, on: date) -> Batch:
    """The batch that takes answers now; a new one where there is none, or where nothing could be taken out of it."""
    found = Batch.objects.filter(zone_id=zone_id, state=BatchState.TAKING).first()
    if found is not None and sealing.has_key(found.name):
        return found
    if found is not None:
        _lose(found)
    setup = Setup.objects.filter(zone_id=zone_id).order_by("-is_open", "pk").first()
    if setup is None:
        raise Refused("survey_is_not_running")
    name, public_key = sealing.new_key(zone_id)
    return Batch.objects.create(
        zone_id=zone_id, programme_id=setup.programme_id, name=name, public_key=public_key, begun_in=month_of(on)
    )


def _lose(batch: Batch) -> None:
    BATCH.may_move(batch.state, BatchState.LOST).require()
    batch.state = BatchState.LOST
    batch.save(update_fields=["state"])
    Sealed.objects.filter(batch=batch).delete()


@transaction.atomic
def open_due(*, zone_id: int, by: Actor, at: datetime) -> int:
    """The batch whose month has passed, and in which enough lie, is open: its answers stand mixed and without a day,
    what too few share is left out, its boxes are gone, and its key is destroyed. Returns how many answers there were.

    The upkeep: what no code needs any more, and wishes that nobody has answered for long, are gone too.
    """
    if zone_id not in zones_for(by, Act.PASS_DATES):
        raise NotFound("not_found")
    today = day_of(at)
    _lock(zone_id)
    _forget(zone_id, today, by, at)
    batch = Batch.objects.filter(zone_id=zone_id, state=BatchState.TAKING, begun_in__lt=month_of(today)).first()
    if batch is None:
        return 0
    boxes = list(Sealed.objects.filter(batch=batch).values_list("box", flat=True))
    told = sealing.unseal([bytes(one) for one in boxes], name=batch.name)
    if told is None:
        _lose(batch)
        trail.write("surveys.batch_lost", by=by, at=at, about=batch)
        return 0
    sheets = [one["told"] for one in told if one["is"] == ANSWERED]
    setup = Setup.objects.filter(zone_id=zone_id, programme_id=batch.programme_id).first()
    least = setup.least if setup else rules.LEAST_OF_A_BATCH
    if not rules.may_open(begun=batch.begun_in, today=today, answers=len(sheets), least=least):
        return 0
    _write(batch, sheets, [one["words"] for one in told if one["is"] == WISHED], today)
    trail.write("surveys.batch_opened", by=by, at=at, about=batch, rows=len(sheets))
    transaction.on_commit(lambda: sealing.destroy_key(batch.name))
    return len(sheets)


def _write(batch: Batch, sheets: list[dict[str, str]], wishes: list[dict[str, str]], today: date) -> None:
    """In an order that nobody could have foreseen, and of which nothing remains."""
    chance, month = secrets.SystemRandom(), months_back(today, 1)
    chance.shuffle(sheets)
    chance.shuffle(wishes)
    shown = rules.left_out(
        [(one.get("role", ""), one.get("incident_type", ""), one.get("outcome", "")) for one in sheets]
    )
    where = {"zone_id": batch.zone_id, "programme_id": batch.programme_id}
    Answer.objects.bulk_create(
        Answer(
            **where, source=Answer.Source.OWN, answer_ref=secrets.token_hex(16), answered_in=month,
            role=role, incident_type=incident_type, outcome=outcome,
            chosen={name: told[name] for name in ANSWERS if name in told},
        )
        for told, (role, incident_type, outcome) in zip(sheets, shown, strict=True)
    )  # fmt: skip
    Interview.objects.bulk_create(
        Interview(**where, wished_in=month, state_in=month, words=json.dumps(one)) for one in wishes
    )
    Sealed.objects.filter(batch=batch).delete()
    BATCH.may_move(batch.state, BatchState.OPENED).require()
    batch.state, batch.opened_in, batch.answers = BatchState.OPENED, month_of(today), len(sheets)
    batch.save(update_fields=["state", "opened_in", "answers"])


def _forget(zone_id: int, today: date, by: Actor, at: datetime) -> None:
    taking = Batch.objects.filter(zone_id=zone_id, state=BatchState.TAKING).values_list("name", flat=True)
    sealing.sweep(zone_id, kept=set(taking))
    spent = Spent.objects.filter(zone_id=zone_id, used_in__lt=months_back(today, rules.CODE_HOLDS_MONTHS))
    late = Interview.objects.filter(
        zone_id=zone_id, state=InterviewState.TO_RING, wished_in__lt=months_back(today, rules.INTERVIEW_WAITS_MONTHS)
    )
    gone, _each = spent.delete()
    gone += late.update(state=InterviewState.NOT_REACHED, state_in=month_of(today), words="")
    if gone:
        trail.write("surveys.forgotten", by=by, at=at, zone_id=zone_id, rows=gone)
