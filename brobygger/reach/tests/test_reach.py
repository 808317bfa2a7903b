"""Resource persons, the training of staff: what is noted, who may, and what is undone."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from brobygger.access.actor import Role, machine
from brobygger.access.zones import enter
from brobygger.base.decision import NotFound, Refused
from brobygger.municipality.models import Placement
from brobygger.reach import actions, queries, rules, waiting
from brobygger.reach.models import ResourcePerson, TrainingDone
from brobygger.staff.models import Membership

TODAY = date(2026, 11, 18)


@pytest.fixture
def at(monkeypatch, now):
    """The clock stands still, also for whoever signs in."""
    monkeypatch.setattr(timezone, "now", lambda: now)
    return now


def name(cast, at, who="resource_person", department=None, by="project_leader", **more):
    told = {"since": TODAY, "reach": "Lokale 2"} | more
    place = department or cast.jobcentre
    worker = getattr(cast, who)
    actor = cast.actor(by)
    return actions.name_resource_person(
        zone_id=cast.koege.pk, department_id=place.pk, worker_id=worker.pk, by=actor, at=at, **told
    )


def why_not(act, *args, **kwargs) -> str:
    with pytest.raises(Refused) as refused:
        act(*args, **kwargs)
    return refused.value.reason


# -- resource persons -------------------------------------------------------------------------------------------------


def test_a_colleague_is_named_and_her_colleagues_see_how_to_get_hold_of_her(cast, at):
    name(cast, at)
    (one,) = queries.resource_persons_of(cast.actor("employee"), cast.jobcentre.pk, on=TODAY)
    assert (one.name, one.reach, one.email) == ("Resource_Person", "Lokale 2", "resource_person@brobygger.invalid")
    assert queries.resource_persons_of(cast.actor("employee"), cast.family_centre.pk, on=TODAY) == []
    assert queries.resource_persons_of(cast.actor("employee"), cast.jobcentre.pk, on=TODAY - timedelta(days=1)) == []
    assert queries.resource_persons_of(cast.actor("odense_leader"), cast.jobcentre.pk, on=TODAY) == []
    assert queries.resource_persons_of(cast.actor("counsellor"), cast.jobcentre.pk, on=TODAY) == []


def test_whoever_is_named_gets_the_role(cast, at):
    name(cast, at, who="employee")
    rows = Membership.objects.filter(worker=cast.employee, zone=cast.koege, role=Role.RESOURCE_PERSON)
    assert rows.get().since == TODAY


def test_only_someone_of_the_department_is_named_and_only_once(cast, at):
    assert why_not(name, cast, at, who="second_employee") == "works_in_another_department"
    name(cast, at)
    assert why_not(name, cast, at) == "is_resource_person_already"
    assert why_not(name, cast, at, since=date(2019, 1, 1)) == "named_before_she_came"
    assert why_not(name, cast, at, who="odense_assessor") == "works_in_another_department"


def test_the_last_day_ends_the_role_too_where_she_has_another_and_can_be_undone(cast, at):
    row = name(cast, at, who="employee")
    leader = cast.actor("project_leader")
    actions.end_resource_person(pk=row.pk, last_day=TODAY, by=leader, at=at)
    role = Membership.objects.get(worker=cast.employee, zone=cast.koege, role=Role.RESOURCE_PERSON)
    assert role.until == TODAY
    actions.keep_resource_person(pk=row.pk, by=leader, at=at)
    role.refresh_from_db()
    row.refresh_from_db()
    assert (role.until, row.until, row.ended_at, row.ended_by) == (None, None, None, None)
    assert why_not(actions.keep_resource_person, pk=row.pk, by=leader, at=at) == "resource_person_goes_on"


def test_a_role_that_is_the_only_one_stays_so_that_nobody_is_locked_out(cast, at):
    row = name(cast, at)
    actions.end_resource_person(pk=row.pk, last_day=TODAY, by=cast.actor("project_leader"), at=at)
    assert Membership.objects.get(worker=cast.resource_person, zone=cast.koege).until is None
    told = queries.overview(cast.actor("project_leader"), zone_id=cast.koege.pk, on=TODAY + timedelta(days=1))
    assert told.without_department == ["Resource_Person"]
    assert [one.worker.name for one in told.ended] == ["Resource_Person"]


def test_a_role_that_ended_is_given_anew_when_the_last_day_is_undone_later(cast, at):
    row = name(cast, at, who="employee")
    leader = cast.actor("project_leader")
    actions.end_resource_person(pk=row.pk, last_day=TODAY, by=leader, at=at)
    actions.keep_resource_person(pk=row.pk, by=leader, at=at + timedelta(days=3))
    roles = Membership.objects.filter(worker=cast.employee, role=Role.RESOURCE_PERSON).order_by("since")
    assert [one.until for one in roles] == [TODAY, None]


def test_a_mistake_is_struck_out(cast, at):
    row = name(cast, at)
    leader = cast.actor("project_leader")
    gone = actions.end_resource_person(pk=row.pk, last_day=TODAY - timedelta(days=1), by=leader, at=at)
    assert gone is None
    assert not ResourcePerson.objects.exists()


def test_named_anew_the_earlier_last_day_can_no_longer_be_undone(cast, at):
    row = name(cast, at)
    leader = cast.actor("project_leader")
    actions.end_resource_person(pk=row.pk, last_day=TODAY, by=leader, at=at)
    name(cast, at, since=TODAY + timedelta(days=1))
    assert why_not(actions.keep_resource_person, pk=row.pk, by=leader, at=at) == "is_resource_person_already"


def test_how_she_is_reached_is_changed(cast, at):
    row = name(cast, at)
    actions.change_reach(pk=row.pk, reach="Åben dør", by=cast.actor("project_leader"), at=at)
    (one,) = queries.resource_persons_of(cast.actor("employee"), cast.jobcentre.pk, on=TODAY)
    assert one.reach == "Åben dør"


def test_what_does_not_fit_together_is_said(cast, at):
    row = name(cast, at)
    Placement.objects.filter(worker=cast.resource_person).update(department=cast.family_centre)
    told = queries.overview(cast.actor("project_leader"), zone_id=cast.koege.pk, on=TODAY)
    assert told.moved == ["Resource_Person"]
    Membership.objects.filter(worker=cast.resource_person).update(role=Role.EMPLOYEE)
    told = queries.overview(cast.actor("project_leader"), zone_id=cast.koege.pk, on=TODAY)
    assert told.without_role == ["Resource_Person"]
    by_name = {str(one.department): one for one in told.departments}
    assert by_name["Jobcenter"].persons == [row]
    assert by_name["Familiecenter"].staffing is rules.Staffing.NONE


@pytest.mark.parametrize("who", ["employee", "resource_person", "assessor", "odense_leader", "leader"])
def test_only_the_zones_project_leader_names_and_ends(cast, at, who):
    row = name(cast, at)
    by = cast.actor(who)
    for act in (actions.end_resource_person, actions.keep_resource_person, actions.change_reach):
        more = {"last_day": TODAY} if act is actions.end_resource_person else {}
        more |= {"reach": "x"} if act is actions.change_reach else {}
        with pytest.raises(NotFound):
            act(pk=row.pk, by=by, at=at, **more)
    with pytest.raises(NotFound):
        name(cast, at, who="employee", by=who)


# -- training ---------------------------------------------------------------------------------------------------------


def kind(cast, at, name="Tegn på vold", months: int | None = 12, **more):
    by = cast.actor("project_leader")
    return actions.keep_kind(
        zone_id=cast.koege.pk, name=name, gives=["signs"], renewal_months=months, by=by, at=at, **more
    )


def train(cast, at, which, held_on=TODAY, workers=(), heads=None):
    held = actions.Held(which.pk, held_on, "Lev Uden Vold", None, [one.pk for one in workers], heads)
    return actions.note_training(zone_id=cast.koege.pk, held=held, by=cast.actor("project_leader"), at=at)


def test_whoever_took_part_is_trained_until_it_lapses(cast, at):
    train(cast, at, kind(cast, at), date(2026, 1, 31), [cast.employee])
    enter(machine(cast.koege.pk))
    told = {"worker_id": cast.employee.pk, "zone_id": cast.koege.pk}
    assert not queries.trained_on(**told, on=date(2026, 1, 30))
    assert queries.trained_on(**told, on=date(2026, 1, 31))
    assert queries.trained_on(**told, on=date(2027, 1, 31))
    assert not queries.trained_on(**told, on=date(2027, 2, 1))
    assert not queries.trained_on(cast.employee.pk, cast.odense.pk, TODAY)
    assert not queries.trained_on(cast.second_employee.pk, cast.koege.pk, TODAY)


def test_one_that_never_lapses_always_counts(cast, at):
    train(cast, at, kind(cast, at, months=None), date(2020, 1, 1), [cast.employee])
    assert queries.trained_on(cast.employee.pk, cast.koege.pk, date(2040, 1, 1))


def test_each_departments_share_and_who_is_to_renew(cast, at):
    long_ago, lately = kind(cast, at, name="Gammelt"), kind(cast, at)
    train(cast, at, long_ago, date(2025, 11, 1), [cast.employee])
    train(cast, at, lately, date(2025, 12, 1), [cast.resource_person, cast.assessor], {cast.jobcentre.pk: 12})
    told = queries.training_page(cast.actor("project_leader"), zone_id=cast.koege.pk, on=TODAY)
    shares = {str(one.department): (one.trained, one.of, one.heads, one.untrained) for one in told.shares}
    assert shares == {"Familiecenter": (0, 1, 0, ("Second_Employee",)), "Jobcenter": (1, 2, 12, ("Employee",))}
    assert [(one.name, one.kind, one.holds) for one in told.renewals] == [
        ("Assessor", "Tegn på vold", rules.Holds.SOON),  # of the team, and of no department
        ("Employee", "Gammelt", rules.Holds.LAPSED), ("Resource_Person", "Tegn på vold", rules.Holds.SOON),
    ]  # fmt: skip
    assert [one.took_part for one in told.trainings] == [14, 1]
    train(cast, at, long_ago, TODAY, [cast.employee])
    again = queries.training_page(cast.actor("project_leader"), zone_id=cast.koege.pk, on=TODAY)
    assert [one.name for one in again.renewals] == ["Assessor", "Resource_Person"]
    (waits,) = waiting.certificates(cast.actor("project_leader"), cast.koege.pk, at)
    soon = [one for one in again.renewals if (one.until - TODAY).days <= 30]
    assert (waits.n, waits.href) == (len(soon), "/reach/training/#renew")
    assert soon


def test_a_resource_person_sees_the_shares_and_nobodys_name(cast, at):
    train(cast, at, kind(cast, at), date(2025, 1, 1), [cast.employee])
    told = queries.training_page(cast.actor("resource_person"), zone_id=cast.koege.pk, on=TODAY)
    assert told.renewals == []
    assert {one.untrained for one in told.shares} == {()}


def test_a_training_needs_someone_and_a_day_that_has_come(cast, at):
    which = kind(cast, at)
    assert why_not(train, cast, at, which) == "someone_took_part"
    assert why_not(train, cast, at, which, heads={cast.jobcentre.pk: 0}) == "someone_took_part"
    assert why_not(train, cast, at, which, TODAY + timedelta(days=1), [cast.employee]) == "training_in_the_future"
    with pytest.raises(NotFound):
        train(cast, at, which, workers=[cast.odense_leader])
    with pytest.raises(NotFound):
        train(cast, at, which, heads={987654: 3})


def test_a_kind_is_changed_for_what_comes_and_its_name_is_its_own(cast, at):
    which = kind(cast, at)
    train(cast, at, which, TODAY, [cast.employee])
    assert why_not(kind, cast, at, name="tegn på vold") == "kind_of_training_is_there"
    kind(cast, at, months=1, kind_id=which.pk)
    assert TrainingDone.objects.get().valid_until == date(2027, 11, 18)
    with pytest.raises(NotFound):
        kind(cast, at, kind_id=987654)


def test_mistakes_are_struck_out(cast, at):
    row = train(cast, at, kind(cast, at), TODAY, [cast.employee], {cast.jobcentre.pk: 2})
    by = cast.actor("project_leader")
    first, second = queries.done(queries.training(by, row.pk))
    assert (first.worker, second.heads) == (cast.employee, 2)
    assert actions.strike_done(pk=first.pk, by=by, at=at) == row.pk
    assert not queries.trained_on(cast.employee.pk, cast.koege.pk, TODAY)
    actions.strike_training(pk=row.pk, by=by, at=at)
    assert not TrainingDone.objects.exists()


@pytest.mark.parametrize("who", ["employee", "resource_person", "assessor", "odense_leader"])
def test_only_the_leader_keeps_the_training(cast, at, who):
    which = kind(cast, at)
    row = train(cast, at, which, TODAY, [cast.employee])
    done = TrainingDone.objects.get()
    by = cast.actor(who)
    with pytest.raises(NotFound):
        actions.strike_training(pk=row.pk, by=by, at=at)
    with pytest.raises(NotFound):
        actions.strike_done(pk=done.pk, by=by, at=at)
    with pytest.raises(NotFound):
        actions.keep_kind(zone_id=cast.koege.pk, name="x", gives=[], renewal_months=None, by=by, at=at)
    for look, pk in ((queries.kind, which.pk), (queries.training, row.pk)):
        with pytest.raises(NotFound):
            look(by, pk)
