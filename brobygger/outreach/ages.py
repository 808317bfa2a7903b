"""What a birthday changes: whom to ring, and in which age group she stands on the list. Asked each minute."""

from datetime import date, datetime, timedelta

from django.db.models import F, Q, QuerySet
from django.utils import timezone

from brobygger.access.actor import Actor
from brobygger.access.policy import Act
from brobygger.base.codes import PersonRole, age_group
from brobygger.cases import coming_of_age as cases
from brobygger.cases import queries
from brobygger.cases.actions import keep_in_step
from brobygger.cases.holding import may_pass
from brobygger.cases.models import Case, Registration
from brobygger.cases.states import OPEN, CaseState
from brobygger.outreach.models import Call
from brobygger.outreach.states import CallState
from brobygger.people import actions as people
from brobygger.people.models import Person
from brobygger.people.rules import ADULT, last_birth_date

BORDERS = (ADULT, 30, 40, 50, 60)
LATE = timedelta(days=31)  # how long the upkeep may have been away without missing a birthday
LONGEST = 2  # years: no case is open for longer
S = CaseState


def follow_ages(*, zone_id: int, free: Q, by: Actor, at: datetime) -> int:
    """Everyone on the list is rung as her age says today. A case that someone has in hand is left for the next time.

    Where so many come of age at once that the clock may be wrong, nobody does before a leader says so. Returns how many
    have come of age.
    """
    today = timezone.localdate(at)
    grown = last_birth_date(ADULT, today)
    _age_groups(zone_id, today)
    held_back = Q(person__birth_date__gt=grown, state__in=(S.TO_CALL, S.NO_NUMBER))
    for case in _cases(by, zone_id).filter(free, held_back):
        _leave_calls(case)
        cases.wait_for_guardian(case=case, by=by, at=at)
    rows = Registration.objects.filter(
        ~Q(case__person=F("person")) | Q(case__state=S.GUARDIAN_MISSING),
        zone_id=zone_id,
        case__state__in=OPEN,
        person__birth_date__range=(last_birth_date(ADULT + LONGEST, today), grown),
    ).exclude(role=PersonRole.GUARDIAN)
    # Who waits for a guardian first: what her guardian was rung about then joins her own case.
    pairs = list(rows.order_by("-case__state", "case_id").values_list("case_id", "person_id").distinct())
    of = _cases(by, zone_id).count() if pairs else 0
    if not may_pass(zone_id=zone_id, what="come_of_age", count=len(pairs), of=of, by=by, at=at):
        return 0
    return sum(_comes_of_age(zone_id, case, person, free, by, at) for case, person in pairs)


def _cases(by: Actor, zone_id: int) -> QuerySet[Case]:
    rows = queries.cases(by, Act.PASS_DATES).filter(zone_id=zone_id).order_by("id")
    return rows.select_for_update(skip_locked=True, of=("self",))


def _comes_of_age(zone_id: int, case_id: int, person_id: int, free: Q, by: Actor, at: datetime) -> bool:
    case = _cases(by, zone_id).filter(free, pk=case_id).first()
    if case is None:
        return False
    person = Person.objects.select_related("contact_plan").get(pk=person_id)
    guardian_id = case.person_id
    people.allow_first_contact(person=person, by=by, at=at)
    has_number = person.numbers.filter(stopped_at__isnull=True).exists()
    _leave_calls(case)
    cases.ring_herself(case=case, person=person, has_number=has_number, by=by, at=at)
    if case.state not in OPEN and guardian_id != person_id:
        guardian = Person.objects.select_related("contact_plan").get(pk=guardian_id)
        people.no_longer_speaks(person=guardian, by=by, at=at)
    keep_in_step(person_ids=[person_id, guardian_id], by=by, at=at)
    return True


def _leave_calls(case: Case) -> None:
    Call.objects.filter(zone_id=case.zone_id, case=case, state=CallState.OPEN).update(state=CallState.LEFT)


def _age_groups(zone_id: int, today: date) -> None:
    """The list's own column follows a birthday; the registration keeps the age at which she came in, for figures."""
    for border in BORDERS:
        newest = last_birth_date(border, today)
        told = {"person__birth_date__range": (newest - LATE, newest), "for_minor": False, "state__in": OPEN}
        group = age_group(border)
        Case.objects.filter(zone_id=zone_id, **told).exclude(age_group__in=("", group)).update(age_group=group)
