"""People to ring, for tests: invented names, numbers that belong to no one."""

from datetime import date, datetime, timedelta
from itertools import count

from brobygger.access.actor import Actor, machine
from brobygger.access.zones import enter
from brobygger.base.workdays import day_of
from brobygger.cases.actions import keep_in_step
from brobygger.cases.models import Case, Registration
from brobygger.outreach import actions
from brobygger.people.models import ContactPlan, Person, PhoneNumber

_numbers = count(1)


def someone(cast, now: datetime, *, numbers: int = 1, zone=None, plan=None, person=None, **fields) -> Case:
    """A person with a contact plan for the first call, a number, a case to be rung and its registration."""
    zone = zone or cast.zone
    enter(machine(zone.pk))
    who = {"given_name": "Karla", "family_name": "Prøvesen", "birth_date": date(1990, 4, 2)} | (person or {})
    her = Person.objects.create(zone=zone, created_at=now, created_by_kind="machine", **who)
    card = {"basis": "first_contact", "may_ring": True} | (plan or {})
    ContactPlan.objects.create(person=her, zone=zone, **card)
    came = now - timedelta(days=30)  # before anyone said anything of it
    for _ in range(numbers):
        PhoneNumber.objects.create(zone=zone, person=her, number=f"+4595{next(_numbers):06}", added_at=came)
    told = {
        "state": "to_call" if numbers else "no_number",
        "opened_at": now - timedelta(days=3),
        "window_until": day_of(now) + timedelta(days=20),
        "ring_from": now - timedelta(days=1),
        "incident_type": "violence",
        "role": "victim",
        "age_group": "30_39",
    } | fields
    case = Case.objects.create(zone=zone, programme=cast.programme, person=her, **told)
    Registration.objects.create(
        zone=zone,
        programme=cast.programme,
        source="incidents",
        source_ref=f"ref{case.pk}",
        identified_on=day_of(case.opened_at),
        incident_type=case.incident_type,
        role=case.role,
        age=36,
        state=case.state,
        person=her,
        case=case,
    )
    keep_in_step(person_ids=[her.pk], by=machine(zone.pk), at=now)
    case.refresh_from_db()
    return case


def begin_call(by: Actor, case: Case, at: datetime) -> int:
    """The worker has opened the case and read the contact card; her call."""
    call_id = actions.open_case(case_id=case.pk, by=by, at=at).call_id
    assert call_id is not None
    actions.see_card(call_id=call_id, by=by, at=at)
    return call_id
