"""Everyone who could be asked to take a person, with what speaks for and against."""

from datetime import datetime

from django.db.models import Count, Q
from django.utils import timezone

from brobygger.access.actor import Actor
from brobygger.counselling.fits import Candidate, PersonFacts, Standing, candidates
from brobygger.counselling.models import Assignment, Counselling
from brobygger.counselling.states import AssignmentState, CounsellingState
from brobygger.volunteers import queries as volunteers
from brobygger.volunteers.marks import Mark, marks_of

CHILD = "0_17"


def candidates_for(by: Actor, row: Counselling, *, at: datetime) -> list[Candidate]:
    """The zone's volunteers for the person, fewest people now first, then by name."""
    on = timezone.localdate(at)
    known = volunteers.facts(by, zone_id=row.zone_id, on=on, person_id=row.person_id, marks=_marks(row))
    return candidates(known, _person(row), _standings(row), on=on)


def _marks(row: Counselling) -> frozenset[Mark]:
    person = row.person
    return marks_of(
        row.zone_id,
        name=f"{person.given_name} {person.family_name}".strip() if person else "",
        address=person.address if person else "",
        organisations=row.organisations,
        area=row.area,
    )


def _person(row: Counselling) -> PersonFacts:
    return PersonFacts(
        language=row.language or "da",
        gender_wished=row.gender_wished,
        area=row.area,
        form=row.form_wished,
        days=row.days_wished,
        evenings=row.evenings_wished,
        under_18=row.age_group == CHILD or bool(row.arrival and row.arrival.for_minor),
    )


def _standings(row: Counselling) -> dict[int, Standing]:
    """How many people each has or is asked about now, and what there was between her and this person."""
    busy = Counselling.objects.filter(
        zone_id=row.zone_id, state__in=(CounsellingState.OFFERED, CounsellingState.RUNNING)
    )
    cases = dict(busy.values_list("counsellor_id").annotate(count=Count("id")).order_by())
    before: dict[int, set[str]] = {}
    for one in Assignment.objects.filter(zone_id=row.zone_id).filter(_same_person(row)):
        before.setdefault(one.counsellor_id, set()).add(one.state)
    return {
        worker: Standing(
            cases=cases.get(worker, 0),
            declined=AssignmentState.DECLINED in met,
            handed_back=AssignmentState.HANDED_BACK in met,
            has_helped=bool(met & {AssignmentState.ACCEPTED, AssignmentState.DONE}),
        )
        for worker in {*cases, *before}
        for met in (before.get(worker, set()),)
    }


def _same_person(row: Counselling) -> Q:
    same = Q(counselling=row)
    return same | Q(counselling__person=row.person_id) if row.person_id is not None else same
