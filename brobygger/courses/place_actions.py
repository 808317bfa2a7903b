"""Someone waits, is offered a place, says yes or no, leaves before the end, or completes; the register beside her."""

from datetime import datetime
from typing import Any

from django.db import transaction

from brobygger.access.actor import Actor
from brobygger.access.policy import Act
from brobygger.base.decision import Refused
from brobygger.base.workdays import after, day_of
from brobygger.contact import queries as contact
from brobygger.courses import queries, rules
from brobygger.courses.codes import Dropped, Gave
from brobygger.courses.counting import count
from brobygger.courses.models import Attendance, Place, PlaceCount
from brobygger.courses.states import CURRENT, PLACE, SEATED, CourseState, PlaceState
from brobygger.people.channels import Channel
from brobygger.risk import case_actions as risk_actions
from brobygger.risk import queries as risk
from brobygger.screening import queries as screenings
from brobygger.screening.models import Screening
from brobygger.screening.states import WITH_THE_TEAM
from brobygger.trail import actions as trail

P = PlaceState
NOBODYS: dict[str, Any] = {
    "course": None,
    "seat": None,
    "answer_by": None,
    "asked_again_at": None,
    "asked_again_by": None,
}


@transaction.atomic
def wait(*, screening_id: int, wishes: str, wishes_a_group: bool, by: Actor, at: datetime) -> Place:
    """Someone waits for a course from now on; whoever has been in one has a new place, and the old one stays as it
    was. Refused before an assessment holds, and without her own wish."""
    row = screenings.for_team_writing(by, screening_id)
    there = queries.place_of(by, screening_id)
    facts = rules.ToJoin(
        with_the_team=row.state in WITH_THE_TEAM,
        is_assessed=risk.is_assessed(by, screening_id),
        wishes_a_group=wishes_a_group,
        has_place=there is not None and there.state in CURRENT,
    )
    rules.may_wait(facts).require()
    if there is not None and there.state == P.WITHDRAWN and not Attendance.objects.filter(place=there).exists():
        there.wishes, there.waits_since = wishes.strip(), at
        return _move(there, P.WAITING, by, at, **NOBODYS, called_off=None)
    return _new_wait(row, wishes.strip(), there.not_these if there else [], since=at, by=by, at=at)


def _new_wait(row: Screening, wishes: str, not_these: list[int], *, since: datetime, by: Actor, at: datetime) -> Place:
    counted = PlaceCount.objects.create(
        zone_id=row.zone_id, programme_id=row.programme_id, waited_on=day_of(at), state=P.WAITING, state_on=day_of(at)
    )
    made = Place.objects.create(
        zone_id=row.zone_id, programme_id=row.programme_id, screening=row, count=counted, state_at=at,
        waits_since=since, wishes=wishes, not_these=not_these,
    )  # fmt: skip
    trail.write("courses.waits", by=by, at=at, about=made)
    return made


@transaction.atomic
def offer(*, place_id: int, course_id: int, by: Actor, at: datetime) -> Place:
    """She has been offered a seat that nobody else has, to be answered within some days. Refused where the course is
    closed, full or over; two who give the last seat at once give it once.

    Where the course is not for her, she waits as before, and it stays so for this course, whoever leaves it: nobody
    finds out from whom she is kept apart by trying again.
    """
    course = queries.course(by, course_id, act=Act.KEEP_PLACES, for_update=True)
    row = queries.place(by, place_id, for_update=True)
    PLACE.may_move(row.state, P.OFFERED).require()
    taken = Place.objects.filter(course=course, state__in=SEATED).values_list("seat", flat=True)
    free = rules.free_seats((one for one in taken if one), course.most)
    rules.may_offer(
        state=course.state, held=queries.held(course), closes_after=course.closes_after, free=free
    ).require()
    if course.pk in row.not_these or queries.is_kept_apart(row.screening_id, course):
        row.not_these = sorted({*row.not_these, course.pk})
        row.save(update_fields=["not_these"])
        trail.write("courses.not_this_course", by=by, at=at, about=row)
        return row
    until = rules.answer_until(
        after(queries.design_of(row.zone_id).answer_days, at), first=queries.first_to_come(course, at), now=at
    )
    told: dict[str, Any] = {"course": course, "seat": free[0], "answer_by": until}
    return _move(row, P.OFFERED, by, at, **told)


@transaction.atomic
def answer(*, place_id: int, yes: bool, by: Actor, at: datetime) -> Place:
    """She has said yes and has the place, or no and waits on from the same day as before."""
    row = queries.place(by, place_id, for_update=True)
    if row.state != P.OFFERED:
        raise Refused("no_offer_stands")
    if yes:
        return _move(row, P.CONFIRMED, by, at, answer_by=None, told_at=at, called_off=None)
    return _move(row, P.WAITING, by, at, **NOBODYS, called_off=None)


@transaction.atomic
def ask_again(
    *, place_id: int, comes: bool, is_safe: bool = True, otherwise: bool = False, by: Actor, at: datetime
) -> Place:
    """Before the first session she has been asked once more whether she comes, and whether it is safe; whoever does not
    come waits on. Where it is not safe, a new look at her safety is due. A yes is refused too long before, and where
    nobody may ring her now unless she was asked in another way (`otherwise`)."""
    row = queries.place(by, place_id, for_update=True)
    if row.state != P.CONFIRMED or row.course is None or row.course.state != CourseState.PLANNED:
        raise Refused("asked_again_before_the_first")
    if comes:
        if not rules.counts_as_asked(at, first=queries.first_session(row.course)):
            raise Refused("asked_again_too_early")
        person = row.screening.person
        if not (otherwise or (person and contact.gate(by, person=person, channel=Channel.PHONE, at=at))):
            raise Refused("asked_another_way")
    if not is_safe:
        risk_actions.answer_worries(screening_id=row.screening_id, by=by, at=at)
    if not comes:
        return _move(row, P.WAITING, by, at, **NOBODYS)
    row.asked_again_at, row.asked_again_by_id, row.told_at = at, by.worker_id, at
    row.save(update_fields=["asked_again_at", "asked_again_by", "told_at"])
    trail.write("courses.asked_again", by=by, at=at, about=row)
    return row


@transaction.atomic
def withdraw(*, place_id: int, by: Actor, at: datetime) -> Place:
    """She does not wish a course any more; she may wait again. Refused of whoever has a place: she leaves it with a
    reason, and is rung."""
    row = queries.place(by, place_id, for_update=True)
    if row.state == P.CONFIRMED:
        raise Refused("leaves_with_a_reason")
    return _move(row, P.WITHDRAWN, by, at, **NOBODYS)


@transaction.atomic
def undo_withdrawal(*, place_id: int, by: Actor, at: datetime) -> Place:
    """She waits from the same day as before. Refused after some minutes."""
    row = _nowhere_else(by, place_id)
    rules.may_undo(state=row.state, state_at=row.state_at, at=at).require()
    return _move(row, P.WAITING, by, at)


@transaction.atomic
def drop_out(*, place_id: int, why: str, words: str = "", by: Actor, at: datetime) -> Place:
    """She has left before the end, for the reason; and someone is to ring her. Where it was not safe to come, a new
    look at her safety is due; where she is to be in another course, she waits for it."""
    row = queries.place(by, place_id, for_update=True)
    row.words = words.strip()
    if why == Dropped.ANOTHER_COURSE:
        PLACE.may_move(row.state, P.DROPPED_OUT).require()
        wait_on(row, why=Dropped.ANOTHER_COURSE, by=by, at=at)
        return row
    if why == Dropped.NOT_SAFE:
        risk_actions.answer_worries(screening_id=row.screening_id, by=by, at=at)
    return _move(row, P.DROPPED_OUT, by, at, dropped=Dropped(why), rung_at=None, rung_by=None)


@transaction.atomic
def note_rung(*, place_id: int, by: Actor, at: datetime) -> Place:
    """Someone has rung her after she left, or after her place was taken from her."""
    row = queries.place(by, place_id, for_update=True)
    if row.state == P.DROPPED_OUT:
        row.rung_at, row.rung_by_id = at, by.worker_id
    elif row.called_off_id is None:
        raise Refused("place_cannot_move")
    row.called_off = None
    row.save(update_fields=["rung_at", "rung_by", "called_off"])
    trail.write("courses.rung", by=by, at=at, about=row)
    return row


@transaction.atomic
def note_told(*, place_id: int, by: Actor, at: datetime) -> Place:
    """She has been told of the days as they stand now."""
    row = queries.place(by, place_id, for_update=True)
    if row.state != P.CONFIRMED:
        raise Refused("place_cannot_move")
    row.told_at = at
    row.save(update_fields=["told_at"])
    trail.write("courses.days_told", by=by, at=at, about=row)
    return row


@transaction.atomic
def come_back(*, place_id: int, by: Actor, at: datetime) -> Place:
    """She comes after all, or it was noted by mistake: her seat is hers again. Refused where the course is over, and
    where she waits for another."""
    row = _nowhere_else(by, place_id)
    if row.state not in (P.DROPPED_OUT, P.COMPLETED) or row.course is None:
        raise Refused("place_cannot_move")
    course = queries.course(by, row.course_id or 0, act=Act.KEEP_PLACES, for_update=True)
    if course.state not in (CourseState.PLANNED, CourseState.RUNNING):
        raise Refused("course_is_over")
    taken = Place.objects.filter(course=course, state__in=SEATED).values_list("seat", flat=True)
    if row.seat in set(taken):
        raise Refused("course_is_full")
    if queries.is_kept_apart(row.screening_id, course):
        raise Refused("not_this_course")
    return _move(row, P.CONFIRMED, by, at, dropped="")


@transaction.atomic
def note_gave(*, place_id: int, gave: str, by: Actor, at: datetime) -> Place:
    """What the course gave, as she says; apart from how often she came."""
    row = queries.place(by, place_id, for_update=True)
    if row.state not in (P.COMPLETED, P.DROPPED_OUT):
        raise Refused("asked_at_the_end")
    row.gave = Gave(gave)
    row.save(update_fields=["gave"])
    count(row, at)
    trail.write("courses.gave", by=by, at=at, about=row)
    return row


def complete(row: Place, *, by: Actor, at: datetime) -> None:
    """She has come to the end of the course; asked by the course's own end."""
    _move(row, P.COMPLETED, by, at)


def wait_on(row: Place, *, why: Dropped, by: Actor, at: datetime) -> None:
    """She has no place in the course any more, waits on from the same day as before, and is to be rung. A course that
    has begun she has left for the reason: what was noted there stays, and her wait is a place of its own."""
    if row.course is None or row.state != P.CONFIRMED or not queries.held(row.course):
        _move(row, P.WAITING, by, at, **NOBODYS, called_off=row.course)
        return
    _move(row, P.DROPPED_OUT, by, at, dropped=why, rung_at=None, rung_by=None)
    _new_wait(row.screening, row.wishes, row.not_these, since=row.waits_since, by=by, at=at)


def _nowhere_else(by: Actor, place_id: int) -> Place:
    # Held as whoever puts her on the list holds it, so that she does not stand there twice.
    screenings.for_team(by, queries.place(by, place_id).screening_id, for_update=True)
    row = queries.place(by, place_id, for_update=True)
    if Place.objects.filter(screening_id=row.screening_id, state__in=CURRENT).exclude(pk=row.pk).exists():
        raise Refused("waits_already")
    return row


def _move(row: Place, to: PlaceState, by: Actor, at: datetime, **fields: Any) -> Place:
    PLACE.may_move(row.state, to).require()
    before, row.state, row.state_at = row.state, to, at
    for name, value in fields.items():
        setattr(row, name, value)
    row.save()
    count(row, at)
    trail.write("courses.place_moved", by=by, at=at, about=row, before=before, to=to)
    return row
