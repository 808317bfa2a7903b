"""What the source corrects of a case and its registration: the writing door for corrections."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import connection, transaction

from brobygger.access.actor import Actor
from brobygger.base.codes import age_group
from brobygger.cases import enrol
from brobygger.cases.actions import Move, change_language, keep_in_step, move_case
from brobygger.cases.models import Case, Registration
from brobygger.cases.states import CASE, CaseState
from brobygger.people.rules import ADULT
from brobygger.trail import actions as trail

OUT = CaseState.NOT_IN_TARGET_GROUP
RUNG = (CaseState.TO_CALL, CaseState.NO_NUMBER)
HERS_TO_ANSWER = (*RUNG, CaseState.ACCEPTED)
WAITS_FOR_A_CALL = (*RUNG, CaseState.GUARDIAN_MISSING)


@transaction.atomic
def correct_registration(*, row: Registration, values: Mapping[str, Any], by: Actor, at: datetime) -> None:
    """The register says what the source says now, and so do the figures, which are computed from it."""
    for name, value in values.items():
        setattr(row, name, value)
    row.save(update_fields=[*values])
    trail.write("cases.registration_corrected", by=by, at=at, about=row, fields="+".join(sorted(values)))


@transaction.atomic
def show_newest(*, case: Case, by: Actor, at: datetime) -> None:
    """The case shows the newest of the incidents that it is still about."""
    rows = Registration.objects.filter(zone_id=case.zone_id, case=case).exclude(state=OUT)
    row = rows.order_by("role", "-id").exclude(role="guardian").first() or rows.order_by("-id").first()
    if row is not None:
        case.incident_type, case.role, case.age_group = row.incident_type, row.role, age_group(row.age)
        case.save(update_fields=["incident_type", "role", "age_group"])


@transaction.atomic
def correct_window(
    *, case: Case, ring_from: datetime, window_until: date, is_alone: bool, by: Actor, at: datetime
) -> None:
    """The case is on the list within the days that follow from the report's day as it is known now."""
    case.window_until = window_until if is_alone else max(case.window_until, window_until)
    if case.attempts == 0 and not case.agreed:
        case.ring_from = ring_from if is_alone else min(case.ring_from, ring_from)
    case.save(update_fields=["window_until", "ring_from"])


@transaction.atomic
def fall_out(*, row: Registration, by: Actor, at: datetime, whatever_was_answered: bool) -> None:
    """The registration is outside the target group, and so is its case where it was about nothing else.

    What someone has answered to stands, except where nobody may be rung `whatever_was_answered`.
    """
    case = row.case
    if case is not None and _is_answered(case) and not whatever_was_answered:
        return
    row.state, row.ended_at = OUT, at
    row.save(update_fields=["state", "ended_at"])
    if case is None:
        return
    others = Registration.objects.filter(zone_id=row.zone_id, case=case).exclude(pk=row.pk)
    if others.exclude(state=OUT).exists():
        show_newest(case=case, by=by, at=at)
    elif CASE.may_move(case.state, OUT):
        if whatever_was_answered:
            case.role = ""  # she is no victim or witness in it
            case.save(update_fields=["role"])
        move_case(case=case, move=Move(OUT), by=by, at=at)


def _is_answered(case: Case) -> bool:
    return case.ended_at is not None or case.state == CaseState.WILL_CALL_SELF


@transaction.atomic
def judged(*, case: Case, row: Registration, waits: bool, by: Actor, at: datetime) -> None:
    """The registration waits for its offence code, or no longer; a case that is about nothing else goes with it."""
    if waits and case.state in WAITS_FOR_A_CALL:
        if not Registration.objects.filter(case=case).exclude(pk=row.pk).exists():
            move_case(case=case, move=Move(CaseState.AWAITING_TYPE), by=by, at=at)
    elif not waits and case.state == CaseState.AWAITING_TYPE:
        _on_the_list(case, row, by, at)


@transaction.atomic
def back_on_the_list(*, case: Case, row: Registration, by: Actor, at: datetime) -> None:
    """The case that had passed its window has not, as the report's day is known now."""
    if case.state == CaseState.WINDOW_PASSED:
        _on_the_list(case, row, by, at)


def _on_the_list(case: Case, row: Registration, by: Actor, at: datetime) -> None:
    """Its registrations that say the same as the case go along, those that have ended included."""
    is_minor = row.age is not None and row.age < ADULT and case.person_id == row.person_id
    state = CaseState.TO_CALL if _has_number(case) else CaseState.NO_NUMBER
    move_case(case=case, move=Move(CaseState.GUARDIAN_MISSING if is_minor else state), by=by, at=at)


def _has_number(case: Case) -> bool:
    return case.person.numbers.filter(stopped_at__isnull=True).exists()


@transaction.atomic
def correct_language(*, person_id: int, was: str, by: Actor, at: datetime) -> None:
    """Her cases show the language that she has now, apart from those in which another than before was spoken."""
    for case in Case.objects.select_for_update(of=("self",)).select_related("person").filter(person_id=person_id):
        if case.language == was:
            change_language(case=case, language=case.person.language, by=by, at=at)


@transaction.atomic
def number_changed(*, person_id: int, has_number: bool, by: Actor, at: datetime) -> None:
    """Her cases wait for a number where she has none, and are to be rung where she has. What a worker has open stays
    hers until she has saved."""
    cases = Case.objects.select_for_update().filter(person_id=person_id, state__in=RUNG, held_by__isnull=True)
    for case in cases:
        state = CaseState.TO_CALL if has_number else CaseState.NO_NUMBER
        if case.state != state:
            move_case(case=case, move=Move(state, agreed=case.agreed), by=by, at=at)
    keep_in_step(person_ids=[person_id], by=by, at=at)


@transaction.atomic
def wait_for_guardian(*, case: Case, person_id: int, by: Actor, at: datetime) -> None:
    """The case is the minor's own and waits for a guardian, also where she had said yes herself."""
    case.person_id, case.for_minor, case.may_ring = person_id, False, False
    case.save(update_fields=["person", "for_minor", "may_ring"])
    if case.state in HERS_TO_ANSWER:
        if case.state == CaseState.ACCEPTED:
            Registration.objects.filter(zone_id=case.zone_id, case=case, state=case.state).update(outcome="")
        move_case(case=case, move=Move(CaseState.GUARDIAN_MISSING), by=by, at=at)


@transaction.atomic
def give_known_guardian(*, case: Case, person_id: int, by: Actor, at: datetime) -> None:
    """The guardian whom the source has told of is the one rung; where she has an open case, it is joined."""
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TEMP TABLE guardians_found AS SELECT %s::bigint AS case_id, %s::bigint AS person_id",
            [case.pk, person_id],
        )
        enrol.give_guardians(zone_id=case.zone_id, programme_id=case.programme_id, at=at)
        cursor.execute("DROP TABLE guardians_found")
    for hers in Case.objects.filter(person_id=person_id, zone_id=case.zone_id, ended_at__isnull=True):
        hers.for_minor = True
        hers.save(update_fields=["for_minor"])
        show_newest(case=hers, by=by, at=at)
    trail.write("cases.guardian_given", by=by, at=at, about=case)
    keep_in_step(person_ids=[person_id], by=by, at=at)


@transaction.atomic
def needs_no_guardian(*, case: Case, has_number: bool, by: Actor, at: datetime) -> None:
    """She is of age after all: the case that waited for her guardian is hers."""
    if case.state == CaseState.GUARDIAN_MISSING:
        move_case(case=case, move=Move(CaseState.TO_CALL if has_number else CaseState.NO_NUMBER), by=by, at=at)
    keep_in_step(person_ids=[case.person_id], by=by, at=at)
