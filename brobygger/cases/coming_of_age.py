"""Who is rung about a case follows her age: from her eighteenth birthday she herself, and no longer her guardian."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from brobygger.access.actor import Actor
from brobygger.base.codes import PersonRole, age_group
from brobygger.cases.actions import GO_ALONG, Move, move_case
from brobygger.cases.models import Case, Registration
from brobygger.cases.states import OPEN, CaseState
from brobygger.people.models import Person
from brobygger.people.rules import age_on, is_minor
from brobygger.trail import actions as trail


def minors_of(case: Case) -> QuerySet[Person]:
    """Those whom the guardian of the case was rung about: under 18 when they came in."""
    hers = Registration.objects.filter(zone_id=case.zone_id, case=case).exclude(role=PersonRole.GUARDIAN)
    asked = hers.exclude(person=case.person_id).values("person_id")
    return Person.objects.filter(zone_id=case.zone_id, pk__in=asked).order_by("id")


@transaction.atomic
def ring_herself(*, case: Case, person: Person, has_number: bool, by: Actor, at: datetime) -> Case:
    """The incidents of someone who is 18 by now are a case of her own, and nobody else is rung about them.

    What her guardian answered was not her answer: she is asked herself. The guardian's case goes on where there is
    anything else in it, and has ended otherwise. Returns her case; the caller has locked the other.
    """
    state = CaseState.TO_CALL if has_number else CaseState.NO_NUMBER
    if case.person_id == person.pk:  # she has waited for a guardian
        move_case(case=case, move=Move(state), by=by, at=at)
        mine = case
    else:
        mine = _open_case(case, person, state, at)
        rows = Registration.objects.filter(zone_id=case.zone_id, case=case, person=person)
        rows.filter(state__in=GO_ALONG).update(state=mine.state, outcome="")
        rows.update(case=mine)
        _go_on(case, by, at)
    mine.age_group, mine.for_minor = age_group(age_on(person.birth_date, timezone.localdate(at))), False
    mine.save(update_fields=["age_group", "for_minor"])
    trail.write("cases.came_of_age", by=by, at=at, about=mine, case=case.pk)
    return mine


def _open_case(case: Case, person: Person, state: CaseState, at: datetime) -> Case:
    """The open case that she has, or a new one within the same window; a time agreed with the guardian is not hers."""
    open_ones = Case.objects.filter(zone_id=case.zone_id, programme_id=case.programme_id, person=person, state__in=OPEN)
    found = open_ones.select_for_update().first()
    if found is not None:
        return found
    row = Registration.objects.filter(zone_id=case.zone_id, case=case, person=person).order_by("-identified_on").first()
    return Case.objects.create(
        zone_id=case.zone_id,
        programme_id=case.programme_id,
        person=person,
        state=CaseState.AWAITING_TYPE if case.state == CaseState.AWAITING_TYPE else state,
        opened_at=case.opened_at,
        window_until=case.window_until,
        ring_from=at if case.attempts or case.agreed else case.ring_from,
        incident_type=row.incident_type if row else case.incident_type,
        role=row.role if row else case.role,
        language=person.language,
    )


def _go_on(case: Case, by: Actor, at: datetime) -> None:
    """The guardian's case without her: about the next minor, about the guardian's own incident, or ended."""
    left = Registration.objects.filter(zone_id=case.zone_id, case=case).order_by("-identified_on", "-id")
    row = left.exclude(role=PersonRole.GUARDIAN).first()
    if row is None:
        case.role, case.age_group, case.for_minor = PersonRole.GUARDIAN, "", False
        case.save(update_fields=["role", "age_group", "for_minor"])
        move_case(case=case, move=Move(CaseState.STOPPED), by=by, at=at)
        return
    case.incident_type, case.role, case.age_group = row.incident_type, row.role, age_group(row.age)
    case.for_minor = row.person_id != case.person_id
    case.save(update_fields=["incident_type", "role", "age_group", "for_minor"])


@transaction.atomic
def wait_for_guardian(*, case: Case, by: Actor, at: datetime) -> None:
    """She is under 18 after all: nobody is rung about her until a guardian has been found."""
    move_case(case=case, move=Move(CaseState.GUARDIAN_MISSING), by=by, at=at)


def spoke_for_adult(case: Case, on: date) -> bool:
    """Whether all those whom the guardian of the case was rung about are 18 by now, and are rung themselves."""
    if not case.for_minor:
        return False
    born = list(minors_of(case).values_list("birth_date", flat=True))
    return bool(born) and not any(is_minor(one, on) for one in born)
