"""The reading door: pairs that may be one person, what is known of each, and who was merged."""

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q, QuerySet

from brobygger.access.actor import Actor
from brobygger.access.policy import Act, scope, zones_for
from brobygger.base.decision import NotFound, Refused
from brobygger.cases import queries as cases
from brobygger.cases.models import Case, Registration
from brobygger.cases.states import OPEN
from brobygger.counselling import queries as counselling
from brobygger.counselling.models import Counselling
from brobygger.courses import queries as courses
from brobygger.doubles import finding
from brobygger.doubles.finding import Pair
from brobygger.doubles.models import Merge, NotSame
from brobygger.outreach import queries as outreach
from brobygger.outreach.models import Call
from brobygger.people import queries as people
from brobygger.people.merging import card_of
from brobygger.people.models import Person, PhoneNumber
from brobygger.people.rules import Hazards
from brobygger.screening import queries as screenings
from brobygger.screening.models import Screening

MOST_SHOWN = 50


@dataclass(frozen=True, slots=True)
class Side:
    """What is known of one of two: what the actor may not see of other rooms is absent."""

    person: Person
    card: dict[str, Any]
    numbers: list[PhoneNumber]
    hazards: Hazards
    cases: list[Case] = field(default_factory=list)
    registrations: list[Registration] = field(default_factory=list)
    notes: list[Call] = field(default_factory=list)
    counsellings: list[Counselling] = field(default_factory=list)
    screenings: list[Screening] = field(default_factory=list)

    @property
    def is_careful(self) -> bool:
        """Whether a mistake could tell the wrong one where she is, or let the accused answer."""
        told = self.hazards
        shares = told.phone or told.address or told.others_may_see
        return bool(self.person.protected or shares or self.card["is_accused"])


def possible(by: Actor, *, zone_id: int) -> list[Pair]:
    """The pairs of the zone that are worth a look; never two who must not know of each other."""
    wall(by, zone_id)
    apart = courses.kept_apart_people(zone_id)
    return [one for one in finding.pairs(zone_id) if frozenset((one.first, one.second)) not in apart]


def pair(by: Actor, first_id: int, second_id: int) -> tuple[Pair, Side, Side]:
    """The two beside each other. NotFound where they are not offered, refused where one of them is merged by now."""
    both = {one.pk: one for one in scope(by, Act.MERGE_PEOPLE, Person.objects.filter(pk__in=(first_id, second_id)))}
    if len(both) != 2 or len({one.zone_id for one in both.values()}) != 1:
        raise NotFound("not_found")
    if any(one.merged_into_id for one in both.values()):
        raise Refused("merged_already")
    zone_id = both[first_id].zone_id
    found = finding.pairs(zone_id, of=(first_id, second_id))
    if not found or frozenset((first_id, second_id)) in courses.kept_apart_people(zone_id):
        raise NotFound("not_found")
    return found[0], side(by, found[0].first), side(by, found[0].second)


def wall(by: Actor, zone_id: int) -> None:
    """NotFound for whoever may not merge people in the zone."""
    if zone_id not in zones_for(by, Act.MERGE_PEOPLE):
        raise NotFound("not_found")


def people_of(by: Actor, found: list[Pair]) -> dict[int, Person]:
    """Those of the pairs, with their cards."""
    asked = {pk for one in found for pk in (one.first, one.second)}
    rows = scope(by, Act.MERGE_PEOPLE, Person.objects.select_related("contact_plan").filter(pk__in=asked))
    return {one.pk: one for one in rows}


def side(by: Actor, person_id: int) -> Side:
    """What is known of one person, also of one who was merged. NotFound where the actor may not keep her card."""
    person = people.as_she_was(by, person_id)
    if person is None:
        raise NotFound("not_found")
    threads = list(
        cases.cases(by, Act.SEE_CASE).filter(person=person).select_related("programme").order_by("-opened_at", "-id")
    )
    registered = scope(by, Act.SEE_CASE, Registration.objects.filter(person=person))
    return Side(
        person=person,
        card=card_of(person),
        numbers=people.numbers(by, person.pk),
        hazards=people.hazards_of(by, [person])[person.pk],
        cases=threads,
        registrations=list(registered.order_by("-identified_on", "-id")),
        notes=outreach.notes(by, [one.pk for one in threads]),
        counsellings=list(counselling.counselling(by, Act.SEE_BOARD).filter(person=person).order_by("-opened_at")),
        screenings=list(screenings.of_person(by, person.pk)),
    )


def open_twice(threads: Iterable[Case]) -> list[tuple[Case, Case]]:
    """Of the open cases of two people those that are in one programme: one of each two goes on."""
    by_programme: defaultdict[int, list[Case]] = defaultdict(list)
    for one in sorted(threads, key=lambda case: (case.person_id, case.pk)):
        if one.state in OPEN:
            by_programme[one.programme_id].append(one)
    return [(two[0], two[1]) for two in by_programme.values() if len(two) > 1]


def merges(by: Actor, *, zone_id: int) -> QuerySet[Merge]:
    """Those who are merged in the zone, the last first."""
    rows = scope(by, Act.MERGE_PEOPLE, Merge.objects.select_related("kept", "other", "merged_by"))
    return rows.filter(zone_id=zone_id, split_at=None).order_by("-merged_at", "-id")


def merge(by: Actor, merge_id: int) -> Merge:
    """One of them, the ones that were split again too. NotFound for whoever may not merge people."""
    found = scope(by, Act.MERGE_PEOPLE, Merge.objects.select_related("kept", "other")).filter(pk=merge_id).first()
    if found is None:
        raise NotFound("not_found")
    return found


def merges_of(by: Actor, person_id: int) -> list[Merge]:
    """With whom the person is merged now, the last first."""
    rows = scope(by, Act.MERGE_PEOPLE, Merge.objects.select_related("other"))
    return list(rows.filter(kept_id=person_id, split_at=None).order_by("-merged_at", "-id"))


def later_than(row: Merge) -> Merge | None:
    """The last merge that rests on this one: it is split first."""
    rests = Q(kept_id=row.kept_id) | Q(other_id=row.kept_id)
    return Merge.objects.filter(rests, split_at=None, pk__gt=row.pk).order_by("-pk").first()


def told(row: Merge) -> dict[str, Any]:
    """How both stood before they were merged."""
    return dict(json.loads(row.told)) if row.told else {}


def said_to_be_two(by: Actor, *, zone_id: int) -> QuerySet[NotSame]:
    """Of whom someone has said that they are two, the last first."""
    rows = scope(by, Act.MERGE_PEOPLE, NotSame.objects.select_related("first", "second", "said_by"))
    return rows.filter(zone_id=zone_id).order_by("-said_at", "-id")


def warns(person: Person) -> bool:
    """Whether the list says that a mistake about the person is dangerous, by her card alone."""
    plan = people.plan_of(person)
    return person.protected or plan.shares_phone_with_accused or plan.shares_address_with_accused or plan.is_accused
