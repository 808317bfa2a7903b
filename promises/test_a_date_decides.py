"""What a date decides is decided when it is read: the day before, the day, and the day after each answer by themselves.

Nothing here is moved by the upkeep: the same rows are asked on three days.
"""

import ast
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest

from brobygger.base.workdays import COPENHAGEN
from brobygger.config.addresses import CHECKOUT

DAY = date(2027, 3, 17)  # a Wednesday, far from today
type Holds = Callable[[date], bool]


def noon(day: date) -> datetime:
    return datetime.combine(day, time(12), COPENHAGEN)


def seed_is_due(cast: Any, day: date) -> Holds:
    from brobygger.screening import actions, queries
    from brobygger.screening.tests.making import asked

    begun = noon(day - timedelta(days=9))
    row, by = asked(cast, begun, "not_confirmed"), cast.actor("employee")
    actions.plant_seed(screening_id=row.pk, words="Døren er åben", given=[], ask_again_on=day, by=by, at=begun)
    return lambda on: bool(queries.own_lists(by, zone_id=cast.koege.pk, at=noon(on)).due)


def door_is_asked_about(cast: Any, day: date) -> Holds:
    from brobygger.screening import actions, queries
    from brobygger.screening.tests.making import answered

    begun = noon(day - timedelta(days=9))
    row, by = answered(cast, begun, answers={"stalking": "yes"}), cast.actor("employee")
    told: dict[str, Any] = {"led_there": "wrote_down", "offer_id": None, "follow_up_on": day}
    actions.point_on(screening_id=row.pk, **told, by=by, at=begun)
    return lambda on: bool(queries.own_lists(by, zone_id=cast.koege.pk, at=noon(on)).due)


def training_holds(cast: Any, day: date) -> Holds:
    from brobygger.reach import queries
    from brobygger.reach.models import Training, TrainingDone, TrainingKind

    cast.actor("project_leader")
    zone, at = {"zone": cast.koege}, noon(day)
    kind = TrainingKind.objects.create(name="Spørg til vold", changed_at=at, **zone)
    held = Training.objects.create(
        kind=kind, held_on=day - timedelta(days=90), noted_at=at, noted_by=cast.project_leader, **zone
    )
    TrainingDone.objects.create(
        training=held, worker=cast.employee, department=cast.jobcentre, valid_until=day, noted_at=at, **zone
    )  # fmt: skip
    return lambda on: queries.trained_on(cast.employee.pk, cast.koege.pk, on)


def certificate_holds(_cast: Any, day: date) -> Holds:
    from brobygger.counselling import fits
    from brobygger.volunteers.facts import CertificateFacts

    paper = CertificateFacts(name="Børneattest", needed_for="everyone", has_it=True, expires_on=day)
    return lambda on: fits._paper(paper, None, on) is None  # type: ignore[arg-type]


def certificate_is_shown_as_valid(_cast: Any, day: date) -> Holds:
    from brobygger.volunteers import in_words
    from brobygger.volunteers.models import Certificate, CertificateKind

    kind, paper = CertificateKind(name="Børneattest"), Certificate(expires_on=day)
    return lambda on: in_words._stands(kind, paper, on) != "expired"


def training_is_shown_as_holding(_cast: Any, day: date) -> Holds:
    from brobygger.reach.rules import Holds as Stands
    from brobygger.reach.rules import holds

    return lambda on: holds(day, on) is not Stands.LAPSED


def conversation_is_followed_up(_cast: Any, day: date) -> Holds:
    from brobygger.counselling import board
    from brobygger.counselling.models import Counselling
    from brobygger.counselling.states import CounsellingState

    row = Counselling(state=CounsellingState.RUNNING, follow_up_on=day, first_contact_at=noon(day), counsellor_id=1)
    return lambda on: bool(board._due(row, [], noon(on)))


def role_offered_waits(cast: Any, day: date) -> Holds:
    from brobygger.access.zones import at_sign_in
    from brobygger.staff import queries
    from brobygger.staff.models import RoleOffer

    with at_sign_in({cast.koege.pk}):
        RoleOffer.objects.create(
            zone=cast.koege, worker=cast.employee, role="assessor", offered_at=noon(day), lapses_on=day,
            offered_by=cast.project_leader,
        )  # fmt: skip
    cast.actor("project_leader")
    return lambda on: queries.offers_of(cast.employee.pk, on=on).exists()


def placed_there(cast: Any, day: date) -> Holds:
    from brobygger.municipality import queries
    from brobygger.municipality.models import Placement

    cast.actor("project_leader")
    Placement.objects.filter(worker=cast.employee).update(until=day)
    return lambda on: queries.department_of(cast.employee.pk, zone_id=cast.koege.pk, on=on) is not None


def department_is_there(cast: Any, day: date) -> Holds:
    from brobygger.municipality import queries
    from brobygger.municipality.models import Department

    by = cast.actor("project_leader")
    Department.objects.filter(pk=cast.jobcentre.pk).update(until=day)
    return lambda on: cast.jobcentre in queries.departments(by, zone_id=cast.koege.pk, on=on)


def room_is_used(cast: Any, day: date) -> Holds:
    from brobygger.municipality import queries
    from brobygger.municipality.models import Room

    by = cast.actor("project_leader")
    Room.objects.create(zone=cast.koege, name="Samtalerummet", until=day)
    return lambda on: bool(queries.rooms(by, zone_id=cast.koege.pk, on=on))


def resource_person_is_asked(cast: Any, day: date) -> Holds:
    from brobygger.reach import queries
    from brobygger.reach.models import ResourcePerson

    by, at = cast.actor("project_leader"), noon(day - timedelta(days=30))
    ResourcePerson.objects.create(
        zone=cast.koege, department=cast.jobcentre, worker=cast.resource_person, since=day - timedelta(days=30),
        until=day, named_at=at, named_by=cast.project_leader, ended_at=at, ended_by=cast.project_leader,
    )  # fmt: skip
    return lambda on: bool(queries.resource_persons_of(by, cast.jobcentre.pk, on=on))


def campaign_counts(cast: Any, day: date) -> Holds:
    from brobygger.reach import actions, queries

    by = cast.actor("project_leader")
    told: dict[str, Any] = {"name": "Plakat", "channel": "poster", "first_day": day, "last_day": day, "key": "forar"}
    actions.make_campaign(zone_id=cast.koege.pk, **told, by=by, at=noon(day - timedelta(days=9)))
    return lambda on: queries.campaign_by_key(by, zone_id=cast.koege.pk, key="forar", on=on) is not None


def role_is_held(cast: Any, day: date) -> Holds:
    from brobygger.staff import queries
    from brobygger.staff.models import Membership

    cast.actor("project_leader")
    Membership.objects.filter(worker=cast.assessor, zone=cast.koege).update(until=day)
    return lambda on: any(one.worker_id == cast.assessor.pk for one in queries.team(cast.koege.pk, on))


def someone_stands_in(cast: Any, day: date) -> Holds:
    from brobygger.staff import queries
    from brobygger.staff.models import Absence

    cast.actor("project_leader")
    Absence.objects.create(
        zone=cast.koege, worker=cast.assessor, first_day=day, last_day=day, substitute=cast.second_assessor,
        noted_at=noon(day), noted_by=cast.assessor,
    )  # fmt: skip
    return lambda on: queries.away(cast.koege.pk, on) == {cast.assessor.pk: cast.second_assessor.pk}


def is_a_child(cast: Any, day: date) -> Holds:
    from brobygger.people import actions, queries

    by = cast.actor("assessor")
    told: dict[str, Any] = {
        "zone_id": cast.koege.pk,
        "given_name": "Maja",
        "birth_date": day.replace(year=day.year - 18),
    }
    person = actions.add_person(**told, by=by, at=noon(day - timedelta(days=9)))
    return lambda on: queries.facts_of(by, person, on=on).is_minor


def guardian_spoke(cast: Any, day: date) -> Holds:
    from brobygger.people import actions, queries

    by = cast.actor("assessor")
    told: dict[str, Any] = {"zone_id": cast.koege.pk, "given_name": "Maja", "speaks_until": day}
    person = actions.add_person(**told, by=by, at=noon(day - timedelta(days=9)))
    return lambda on: queries.facts_of(by, person, on=on).spoke_for_adult


def said_lately(_cast: Any, day: date) -> Holds:
    from brobygger.people.rules import CardFacts, must_ask_again

    card = CardFacts(basis="herself", confirmed_at=noon(day - timedelta(days=14)), ask_again_days=14)
    return lambda on: not must_ask_again(card, noon(on))


def questions_hold(cast: Any, day: date) -> Holds:
    from brobygger.routes import queries
    from brobygger.routes.models import CourseCriteria

    by = cast.actor("project_leader")
    number = CourseCriteria.objects.filter(programme=cast.outpatient).count() + 1
    told = {"programme": cast.outpatient, "number": number, "state": "approved", "valid_from": day}
    CourseCriteria.objects.create(**told, approved_at=noon(day - timedelta(days=9)))
    return lambda on: queries.criteria_in_force(by, programme_id=cast.outpatient.pk, on=on).valid_from == day


# Whether it holds the day before, on the day and the day after.
FROM_THE_DAY, UNTIL_THE_DAY, ON_THE_DAY, BEFORE_THE_DAY = (
    *((False, True, True), (True, True, False), (False, True, False), (True, False, False)),
)
DECIDED: dict[str, tuple[Callable[[Any, date], Holds], tuple[bool, bool, bool]]] = {
    "a seed is asked about again": (seed_is_due, FROM_THE_DAY),
    "another door is asked about": (door_is_asked_about, FROM_THE_DAY),
    "a training holds to the end of its day": (training_holds, UNTIL_THE_DAY),
    "a certificate holds to the end of its day": (certificate_holds, UNTIL_THE_DAY),
    "a certificate is shown as valid so long": (certificate_is_shown_as_valid, UNTIL_THE_DAY),
    "a training is shown as holding so long": (training_is_shown_as_holding, UNTIL_THE_DAY),
    "a counselling is followed up": (conversation_is_followed_up, FROM_THE_DAY),
    "an offered role waits to the end of its last day": (role_offered_waits, UNTIL_THE_DAY),
    "a placement holds to the end of its last day": (placed_there, UNTIL_THE_DAY),
    "a department is closed from its day": (department_is_there, BEFORE_THE_DAY),
    "a room is no longer used from its day": (room_is_used, BEFORE_THE_DAY),
    "a resource person is asked to the end of her last day": (resource_person_is_asked, UNTIL_THE_DAY),
    "a campaign's link counts from its first day, and a poster hangs on": (campaign_counts, FROM_THE_DAY),
    "a role holds to the end of its last day": (role_is_held, UNTIL_THE_DAY),
    "someone stands in on the days of an absence": (someone_stands_in, ON_THE_DAY),
    "a child is one until the birthday": (is_a_child, BEFORE_THE_DAY),
    "a guardian's word lapses on the day": (guardian_spoke, FROM_THE_DAY),
    "what was said is leaned on until it is too old": (said_lately, BEFORE_THE_DAY),
    "new questions hold from their day": (questions_hold, FROM_THE_DAY),
}


@pytest.mark.django_db
@pytest.mark.parametrize("what", DECIDED)
def test_the_day_before_the_day_and_the_day_after(cast: Any, what: str) -> None:
    make, holds = DECIDED[what]
    asked = make(cast, DAY)
    days = [DAY - timedelta(days=1), DAY, DAY + timedelta(days=1)]
    assert tuple(asked(on) for on in days) == holds


@pytest.mark.django_db
@pytest.mark.parametrize(("hour", "counted"), [(21, False), (23, True)])
def test_a_day_begins_at_midnight_in_denmark(cast: Any, monkeypatch: Any, hour: int, counted: bool) -> None:
    """At 23 in Greenwich it is the next day here, also for whoever begins from a poster in the night."""
    from brobygger.inquiries.models import Inquiry
    from brobygger.inquiries.tests.walking import Visitor

    campaign_counts(cast, DAY)
    at = datetime.combine(DAY - timedelta(days=1), time(hour), UTC)
    monkeypatch.setattr("brobygger.inquiries.opening.timezone.now", lambda: at)
    monkeypatch.setattr("brobygger.inquiries.guard.hold", lambda *_told: None)
    Visitor().way_in("begin", c="forar")
    assert (Inquiry.objects.get().campaign_id is not None) is counted


def _asks_a_moment_for_its_day(node: ast.AST) -> bool:
    return (
        isinstance(node, ast.Call)
        and not node.args
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "date"
        and not any(word in ast.unparse(node) for word in ("strptime", "fromisoformat"))  # a day that was written
    )


def test_a_moment_is_asked_for_its_day_in_one_place():
    """Between midnight and one or two the day in Copenhagen is not the day of the clock that programs keep."""
    files = [one for place in ("brobygger", "promises", "journeys") for one in (CHECKOUT / place).rglob("*.py")]
    found = {
        str(file.relative_to(CHECKOUT))
        for file in [*files, *CHECKOUT.glob("*.py")]
        if any(map(_asks_a_moment_for_its_day, ast.walk(ast.parse(file.read_text(encoding="utf-8")))))
    }
    assert found == {"brobygger/base/workdays.py"}
