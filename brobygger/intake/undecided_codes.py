"""Those who wait since nobody had decided what their offence code counts as: decided by the first version that does."""

from datetime import date, datetime
from typing import Any

from django.db import transaction

from brobygger.access.actor import Actor
from brobygger.access.policy import Act, may
from brobygger.base.codes import age_group
from brobygger.base.decision import NotFound
from brobygger.base.workdays import day_of
from brobygger.cases.actions import Move, move_case
from brobygger.cases.models import Case, Registration
from brobygger.cases.states import CaseState
from brobygger.intake.models import Incident
from brobygger.people import recognise
from brobygger.people.rules import is_minor
from brobygger.programmes import queries
from brobygger.programmes.models import Criteria
from brobygger.programmes.rules import IncidentFacts, in_target_group, incident_type_of
from brobygger.trail import actions as trail


@transaction.atomic
def decide_waiting(*, zone_id: int, programme_id: int, criteria_id: int, by: Actor, at: datetime) -> int:
    """Every registration of the zone that waits for a code which this version maps is decided by this version.

    Who is in comes onto the list, or has her window passed; who is not is in the register alone, and her identity is
    gone where nothing else needs it. Returns how many were decided.
    """
    version = Criteria.objects.get(pk=criteria_id, programme_id=programme_id)
    facts = queries.facts_of(version)
    rows = Registration.objects.select_for_update().filter(
        zone_id=zone_id, programme_id=programme_id, state=CaseState.AWAITING_TYPE, offence_code__in=list(facts.types)
    )
    decided, people = 0, set()
    for row in rows.order_by("id"):
        allowed = may(by, Act.APPROVE_CRITERIA, row) or may(by, Act.IMPORT_FILE, row)
        if not allowed:
            raise NotFound("not_found")
        row.criteria_id, row.incident_type = criteria_id, incident_type_of(row.offence_code, facts)
        if in_target_group(IncidentFacts(row.offence_code, row.role, row.age), facts):
            _comes_in(row, by, at)
        else:
            people |= _falls_out(row, by, at)
        decided += 1
    recognise.forget(person_ids=people, by=by, at=at)
    if decided:
        trail.write("intake.waiting_decided", by=by, at=at, about=version, zone_id=zone_id, decided=decided)
    return decided


def _comes_in(row: Registration, by: Actor, at: datetime) -> None:
    case = _case_of(row)
    today = day_of(at)
    if case is None:  # the window had passed before the file came
        row.state, row.ended_at = CaseState.WINDOW_PASSED, at
    elif case.state == CaseState.AWAITING_TYPE:
        _show(case, row)
        move_case(case=case, move=Move(_first_state(case, row, today)), by=by, at=at)
        row.state, row.ended_at = CaseState(case.state), case.ended_at
    else:  # she has been on the list all along, for another incident
        row.state, row.ended_at = CaseState(case.state), case.ended_at
        row.reached, row.reached_on, row.outcome, row.decline_reason = _answer_of(case)
        row.attempts = case.attempts
    row.save()


def _case_of(row: Registration) -> Case | None:
    return Case.objects.select_for_update().filter(pk=row.case_id).first() if row.case_id else None


def _first_state(case: Case, row: Registration, today: date) -> CaseState:
    if today > case.window_until:
        return CaseState.WINDOW_PASSED
    if is_minor(case.person.birth_date, today) and case.person_id == row.person_id:
        return CaseState.GUARDIAN_MISSING
    has_number = case.person.numbers.filter(stopped_at__isnull=True).exists()
    return CaseState.TO_CALL if has_number else CaseState.NO_NUMBER


def _show(case: Case, row: Registration) -> None:
    case.incident_type, case.role, case.age_group = row.incident_type, row.role, age_group(row.age)
    case.save(update_fields=["incident_type", "role", "age_group"])


def _answer_of(case: Case) -> tuple[Any, ...]:
    """What she answered about the incident that she was rung about, if she did."""
    answers = Registration.objects.filter(case=case, state=case.state).exclude(outcome="")
    names = ("reached", "reached_on", "outcome", "decline_reason")
    found = answers.values_list(*names).first()
    return found or (False, None, "", "")


def _falls_out(row: Registration, by: Actor, at: datetime) -> set[int]:
    """The row is in the register alone; returns whose identity may not be needed any more."""
    case = _case_of(row)
    people = {row.person_id, case.person_id if case else None} - {None}
    row.state, row.ended_at, row.person_id, row.case_id = CaseState.NOT_IN_TARGET_GROUP, at, None, None
    row.save()
    Incident.objects.filter(registration=row).delete()
    if case and case.state == CaseState.AWAITING_TYPE and not case.registrations.exists():
        move_case(case=case, move=Move(CaseState.NOT_IN_TARGET_GROUP), by=by, at=at)
    return {person for person in people if person is not None}
