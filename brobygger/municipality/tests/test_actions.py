"""Copying, changing and opening a setup; departments, rooms, and who works where."""

from datetime import date, timedelta

import pytest
from django.apps import apps
from django.utils import timezone
from django.utils.translation import override

from brobygger.access.actor import Actor, citizen
from brobygger.access.zones import among, at_sign_in, enter
from brobygger.base.decision import NotFound, Refused
from brobygger.municipality import actions, queries
from brobygger.municipality.models import Department, Placement, Room, Setup
from brobygger.staff.models import Membership, Organisation, Worker, Zone
from brobygger.trail.models import Entry
from conftest import give_role, runs


def told_in_trail():
    return list(Entry.objects.filter(what__startswith="municipality.").order_by("id").values_list("what", flat=True))


@pytest.fixture
def fresh(cast):
    """A municipality that nobody has set up, led by the project leader of Køge too."""
    zone = Zone.objects.create(
        key="nykommune", name="Nykommune", organisation=Organisation.objects.create(name="Nykommune")
    )
    runs(zone, cast.outpatient)
    give_role(cast.project_leader, zone, "project_leader")
    return zone


@pytest.fixture
def leader(cast):
    return cast.actor("project_leader")


@pytest.fixture
def koege(cast, leader):
    return Setup.objects.get(zone=cast.koege)


def copy(cast, zone, source, by, now):
    return actions.copy_setup(zone_id=zone.pk, programme_id=cast.outpatient.pk, source=source, by=by, at=now)


def test_a_copy_brings_departments_and_rooms_as_its_own(cast, fresh, now):
    by = cast.actor("project_leader")
    row = copy(cast, fresh, "koege", by, now)
    assert (row.copied_from, row.name, row.is_open, row.changed_by_id) == (
        "koege",
        "Samtale og gruppe",
        False,
        cast.project_leader.pk,
    )
    day = timezone.localdate(now)
    assert len(queries.departments(by, zone_id=fresh.pk, on=day)) == 5
    assert [room.name for room in queries.rooms(by, zone_id=fresh.pk, on=day)] == ["Sundhedscenteret"]
    assert queries.setup_of(by, zone_id=fresh.pk, programme_id=cast.outpatient.pk) == row
    entry = Entry.objects.get(what="municipality.setup_copied")
    assert entry.facts == {"departments": 5}
    with pytest.raises(Refused, match="setup_is_there"):
        copy(cast, fresh, "odense", by, now)


def test_an_empty_setup_may_be_copied_over(cast, fresh, now):
    by = cast.actor("project_leader")
    empty = Setup.objects.create(
        zone=fresh, programme=cast.outpatient, name="Tom", ways_in=["herself"], anonymity="first_talk", changed_at=now
    )
    row = copy(cast, fresh, "odense", by, now)
    assert row.pk == empty.pk
    assert (row.name, row.anonymity) == ("Samtale og gruppe", "throughout")


def test_one_of_ones_own_is_copied_without_its_phone_and_what_is_closed(cast, fresh, koege, now):
    by = cast.actor("project_leader")
    Setup.objects.filter(pk=koege.pk).update(public_phone="+4595001234", public_hours_da="9-15", answer_days=4)
    Room.objects.create(zone=cast.koege, name="Huset")
    Room.objects.create(zone=cast.koege, name="Nedlagt", until=date(2026, 1, 1))
    Department.objects.filter(pk=cast.family_centre.pk).update(until=date(2026, 1, 1))
    row = copy(cast, fresh, koege.pk, by, now)
    assert (row.copied_from, row.public_phone, row.public_hours_da, row.answer_days) == ("koege", "", "", 4)
    assert [d.key for d in Department.objects.filter(zone=fresh)] == ["jobcenter"]
    assert [r.name for r in Room.objects.filter(zone=fresh)] == ["Huset"]
    assert Department.objects.get(zone=fresh).since == timezone.localdate(now)


def test_nobody_copies_what_another_leads_or_what_is_not_there(cast, fresh, now):
    by = cast.actor("project_leader")
    with among({cast.odense.pk}):
        odense = Setup.objects.get(zone=cast.odense)
    for source in (odense.pk, "roskilde", 987654321):
        with pytest.raises(NotFound):
            copy(cast, fresh, source, by, now)


@pytest.mark.parametrize("who", ["employee", "assessor", "odense_leader", "leader", "officer"])
def test_only_the_one_who_leads_it_keeps_a_municipality(cast, koege, who, now):
    by = cast.actor(who)
    with among({cast.koege.pk}):
        placement = Placement.objects.get(worker=cast.employee)
        room = Room.objects.create(zone=cast.koege, name="Huset")
    enter(Actor(user_id=by.user_id, roles=by.roles | {("", cast.koege.pk)}))  # past the wall: the policy has to say no
    told = {"by": by, "at": now}
    for deed in (
        lambda: copy(cast, cast.koege, "koege", by, now),
        lambda: actions.take_back_copy(setup_id=koege.pk, **told),
        lambda: actions.change_setup(setup_id=koege.pk, values={}, seen=koege.changed_at, **told),
        lambda: actions.open_page(setup_id=koege.pk, **told),
        lambda: actions.close_page(setup_id=koege.pk, **told),
        lambda: actions.add_department(zone_id=cast.koege.pk, name_da="Ny", name_en="", takes_part=True, **told),
        lambda: actions.change_department(
            department_id=cast.jobcentre.pk, name_da="Ny", name_en="", takes_part=True, **told
        ),
        lambda: actions.close_department(department_id=cast.jobcentre.pk, **told),
        lambda: actions.reopen_department(department_id=cast.jobcentre.pk, **told),
        lambda: actions.add_room(zone_id=cast.koege.pk, name="Ny", note="", is_at_shelter=False, **told),
        lambda: actions.change_room(room_id=room.pk, name="Ny", note="", is_at_shelter=False, **told),
        lambda: actions.close_room(room_id=room.pk, **told),
        lambda: actions.reopen_room(room_id=room.pk, **told),
        lambda: actions.place_worker(worker_id=cast.employee.pk, department_id=cast.family_centre.pk, **told),
        lambda: actions.end_placement(placement_id=placement.pk, last_day=date(2026, 1, 1), **told),
    ):
        with pytest.raises(NotFound):
            deed()
    assert told_in_trail() == []


def test_what_is_not_there_is_not_found(cast, leader, now):
    told = {"by": leader, "at": now}
    for deed in (
        lambda: actions.close_page(setup_id=987654321, **told),
        lambda: actions.close_department(department_id=987654321, **told),
        lambda: actions.close_room(room_id=987654321, **told),
        lambda: actions.place_worker(worker_id=cast.employee.pk, department_id=987654321, **told),
        lambda: actions.end_placement(placement_id=987654321, last_day=date(2026, 1, 1), **told),
        lambda: actions.copy_setup(zone_id=cast.koege.pk, programme_id=cast.programme.pk, source="koege", **told),
    ):
        with pytest.raises(NotFound):
            deed()


def test_a_copy_that_was_used_for_nothing_is_thrown_away_and_one_chooses_again(cast, fresh, now):
    by = cast.actor("project_leader")
    row = copy(cast, fresh, "koege", by, now)
    actions.take_back_copy(setup_id=row.pk, by=by, at=now)
    assert not Department.objects.filter(zone=fresh).exists()
    assert not Room.objects.filter(zone=fresh).exists()
    assert queries.setup_of(by, zone_id=fresh.pk, programme_id=cast.outpatient.pk) is None
    assert copy(cast, fresh, "odense", by, now).copied_from == "odense"


def test_a_copy_that_something_was_registered_under_stays(cast, fresh, now):
    by = cast.actor("project_leader")
    row = copy(cast, fresh, "koege", by, now)
    day = timezone.localdate(now)
    apps.get_model("screening", "Detection").objects.create(
        zone=fresh, programme=cast.outpatient, seen_on=day, registered_on=day, way_in="department", state="started",
        department=Department.objects.filter(zone=fresh).first(), state_on=day,
    )  # fmt: skip
    with pytest.raises(Refused, match="setup_is_used"):
        actions.take_back_copy(setup_id=row.pk, by=by, at=now)
    assert Department.objects.filter(zone=fresh).count() == 5


def test_an_open_page_and_one_that_was_open_stay(cast, koege, leader, now):
    with pytest.raises(Refused, match="close_the_page_first"):
        actions.take_back_copy(setup_id=koege.pk, by=leader, at=now)
    actions.close_page(setup_id=koege.pk, by=leader, at=now)
    with pytest.raises(Refused, match="setup_is_used"):  # someone is placed
        actions.take_back_copy(setup_id=koege.pk, by=leader, at=now)


def test_a_change_is_kept_once_and_told_by_field(cast, koege, leader, now):
    later = now + timedelta(minutes=1)
    values = {"public_phone": "95 00 12 34", "answer_days": 3, "is_open": False}
    row = actions.change_setup(setup_id=koege.pk, values=values, seen=koege.changed_at, by=leader, at=later)
    assert (row.public_phone, row.answer_days, row.is_open) == ("+4595001234", 3, True)
    assert (row.changed_at, row.changed_by_id) == (later, cast.project_leader.pk)
    assert Entry.objects.get(what="municipality.setup_changed").facts == {"public_phone": True, "answer_days": True}
    again = actions.change_setup(setup_id=row.pk, values=values, seen=later, by=leader, at=now + timedelta(minutes=2))
    assert again.changed_at == later
    with pytest.raises(Refused, match="setup_changed_by_another"):
        actions.change_setup(setup_id=row.pk, values=values, seen=koege.changed_at, by=leader, at=now)
    with pytest.raises(Refused, match="write_a_name"):
        actions.change_setup(setup_id=row.pk, values={"name": " "}, seen=later, by=leader, at=now)


def test_the_page_opens_and_closes_and_remembers_its_first_day(cast, koege, leader, now):
    with pytest.raises(Refused, match="page_is_open"):
        actions.open_page(setup_id=koege.pk, by=leader, at=now)
    actions.close_page(setup_id=koege.pk, by=leader, at=now)
    assert queries.public_setup(citizen(cast.koege.pk), zone_id=cast.koege.pk) is None
    assert queries.public_setup(citizen(cast.koege.pk), zone_id=cast.koege.pk, closed_too=True) is None  # never opened
    row = actions.open_page(setup_id=koege.pk, by=leader, at=now)
    assert row.opened_on == timezone.localdate(now)
    actions.close_page(setup_id=koege.pk, by=leader, at=now)
    told = queries.public_setup(citizen(cast.koege.pk), zone_id=cast.koege.pk, closed_too=True)
    assert (told.is_open, told.programme_id) == (False, cast.outpatient.pk)
    later = actions.open_page(setup_id=koege.pk, by=leader, at=now + timedelta(days=9))
    assert later.opened_on == timezone.localdate(now)
    assert told_in_trail() == ["municipality.page_closed", "municipality.page_opened"] * 2


def test_the_page_stays_closed_where_nobody_would_receive(cast, fresh, now):
    by = cast.actor("project_leader")
    row = copy(cast, fresh, "koege", by, now)
    Membership.objects.filter(zone=fresh).update(until=timezone.localdate(now) - timedelta(days=1))
    with pytest.raises(Refused, match="nobody_receives"):
        actions.open_page(setup_id=row.pk, by=by, at=now)


def test_a_citizen_is_told_what_is_public_and_no_more(cast, koege, leader, now):
    values = {"name_en": "Talk", "public_phone": "95001234", "public_hours_da": "9-15", "public_hours_en": "9 to 3"}
    actions.change_setup(setup_id=koege.pk, values=values, seen=koege.changed_at, by=leader, at=now)
    enter(citizen(cast.koege.pk))
    told = queries.public_setup(citizen(cast.koege.pk), zone_id=cast.koege.pk)
    assert (told.phone, told.programme_id, told.answer_days) == ("95 00 12 34", cast.outpatient.pk, 2)
    assert not hasattr(told, "changed_by_id")
    with override("en"):
        assert (told.name, told.hours) == ("Talk", "9 to 3")
        assert str(Setup.objects.get()) == "Talk"
    with override("da"):
        assert (told.name, told.hours) == ("Samtale og gruppe", "9-15")
    with pytest.raises(NotFound):
        queries.public_setup(citizen(cast.koege.pk), zone_id=cast.odense.pk)
    with pytest.raises(NotFound):
        queries.placements(citizen(cast.koege.pk), zone_id=cast.koege.pk, on=timezone.localdate(now))


def test_a_department_is_added_renamed_closed_and_opened_again(cast, leader, now):
    told = {"by": leader, "at": now}
    made = actions.add_department(
        zone_id=cast.koege.pk, name_da=" Borgerservice ", name_en="Citizens", takes_part=True, **told
    )
    assert (made.key, made.name_da, made.since) == ("borgerservice", "Borgerservice", timezone.localdate(now))
    with pytest.raises(Refused, match="name_is_taken"):
        actions.add_department(zone_id=cast.koege.pk, name_da="borgerservice", name_en="", takes_part=True, **told)
    with pytest.raises(Refused, match="name_is_taken"):
        actions.change_department(department_id=made.pk, name_da="Jobcenter", name_en="", takes_part=True, **told)
    renamed = actions.change_department(
        department_id=made.pk, name_da="Borgerhuset", name_en="", takes_part=False, **told
    )
    assert (renamed.key, renamed.name_da, renamed.takes_part) == ("borgerservice", "Borgerhuset", False)
    actions.place_worker(worker_id=cast.employee.pk, department_id=made.pk, by=leader, at=now - timedelta(days=9))
    with pytest.raises(Refused, match="people_work_there"):
        actions.close_department(department_id=made.pk, **told)
    actions.place_worker(worker_id=cast.employee.pk, department_id=cast.jobcentre.pk, **told)
    closed = actions.close_department(department_id=made.pk, **told)
    day = timezone.localdate(now)
    assert closed in queries.departments(leader, zone_id=cast.koege.pk, on=day, closed=True)
    assert closed not in queries.departments(leader, zone_id=cast.koege.pk, on=day)
    for deed in (
        lambda: actions.close_department(department_id=made.pk, **told),
        lambda: actions.place_worker(worker_id=cast.employee.pk, department_id=made.pk, **told),
    ):
        with pytest.raises(Refused, match="department_is_closed"):
            deed()
    with pytest.raises(Refused, match="name_was_closed"):
        actions.add_department(zone_id=cast.koege.pk, name_da="Borgerhuset", name_en="", takes_part=True, **told)
    assert actions.reopen_department(department_id=made.pk, **told).until is None
    with pytest.raises(Refused, match="department_is_open"):
        actions.reopen_department(department_id=made.pk, **told)


def test_a_department_never_used_is_gone_and_comes_back_with_its_key(cast, leader, now):
    told = {"by": leader, "at": now}
    values = {"zone_id": cast.koege.pk, "name_da": "Sundhed", "name_en": "", "takes_part": True}
    made = actions.add_department(**values, **told)
    actions.change_department(department_id=made.pk, name_da="Sundhed og trivsel", name_en="", takes_part=True, **told)
    assert actions.close_department(department_id=made.pk, **told) is None
    assert not Department.objects.filter(pk=made.pk).exists()
    assert actions.add_department(**values, key="sundhed", **told).key == "sundhed"
    assert actions.add_department(**values | {"name_da": "Sundhed 2"}, key="sundhed", **told).key == "sundhed-2"
    assert "municipality.department_removed" in told_in_trail()


def test_whoever_has_left_the_municipality_keeps_no_department_open(cast, leader, now):
    day = timezone.localdate(now)
    Membership.objects.filter(worker=cast.second_employee).update(until=day - timedelta(days=1))
    assert queries.placements(leader, zone_id=cast.koege.pk, on=day, department_id=cast.family_centre.pk) == []
    assert [row.worker_id for row in queries.placed(leader, zone_id=cast.koege.pk, on=day)].count(
        cast.second_employee.pk
    ) == 1
    actions.close_department(department_id=cast.family_centre.pk, by=leader, at=now)
    assert Placement.objects.get(worker=cast.second_employee).until == day


def test_a_room_is_added_changed_and_given_up(cast, leader, now):
    told, day = {"by": leader, "at": now}, timezone.localdate(now)
    values = {"note": "Bagdøren", "is_at_shelter": False}
    made = actions.add_room(zone_id=cast.koege.pk, name=" Sundhedshuset ", **values, **told)
    other = actions.add_room(zone_id=cast.koege.pk, name="Rådhuset", **values, **told)
    assert made.name == "Sundhedshuset"
    with pytest.raises(Refused, match="name_is_taken"):
        actions.change_room(room_id=other.pk, name="sundhedshuset", **values, **told)
    changed = actions.change_room(room_id=made.pk, name="Huset", note="", is_at_shelter=True, **told)
    assert (changed.name, changed.note, changed.is_at_shelter) == ("Huset", "", True)
    assert actions.close_room(room_id=made.pk, **told) is None
    assert [room.name for room in queries.rooms(leader, zone_id=cast.koege.pk, on=day)] == ["Rådhuset"]
    with pytest.raises(Refused, match="room_is_open"):
        actions.reopen_room(room_id=other.pk, **told)
    Room.objects.filter(pk=other.pk).update(until=day)  # as one that something refers to
    assert [room.name for room in queries.rooms(leader, zone_id=cast.koege.pk, on=day, closed=True)] == ["Rådhuset"]
    with pytest.raises(Refused, match="room_is_closed"):
        actions.close_room(room_id=other.pk, **told)
    assert actions.reopen_room(room_id=other.pk, **told).until is None


class TestPlacing:
    """In what order someone may be placed, moved and moved back."""

    @pytest.fixture
    def days(self, now):
        return timezone.localdate(now), timezone.localdate(now) - timedelta(days=1)

    def at(self, cast, now):
        found = queries.department_of(cast.employee.pk, zone_id=cast.koege.pk, on=timezone.localdate(now))
        return found.key if found else ""

    def test_someone_new_is_placed_from_today(self, cast, leader, now):
        row = actions.place_worker(worker_id=cast.assessor.pk, department_id=cast.jobcentre.pk, by=leader, at=now)
        assert (row.since, row.until, row.placed_by_id) == (timezone.localdate(now), None, cast.project_leader.pk)
        assert Entry.objects.get(what="municipality.worker_placed").facts == {
            "worker": cast.assessor.pk,
            "to": cast.jobcentre.pk,
        }

    def test_moving_ends_the_old_place_yesterday(self, cast, leader, now, days):
        today, yesterday = days
        actions.place_worker(worker_id=cast.employee.pk, department_id=cast.family_centre.pk, by=leader, at=now)
        rows = Placement.objects.filter(worker=cast.employee).order_by("since")
        assert [(r.department.key, r.since, r.until) for r in rows] == [
            ("jobcenter", date(2020, 1, 1), yesterday),
            ("familiecenter", today, None),
        ]
        assert self.at(cast, now) == "familiecenter"
        assert self.at(cast, now - timedelta(days=1)) == "jobcenter"
        assert told_in_trail() == ["municipality.worker_moved"]

    def test_moving_back_the_same_day_leaves_no_trace_of_a_break(self, cast, leader, now):
        actions.place_worker(worker_id=cast.employee.pk, department_id=cast.family_centre.pk, by=leader, at=now)
        actions.place_worker(worker_id=cast.employee.pk, department_id=cast.jobcentre.pk, by=leader, at=now)
        row = Placement.objects.get(worker=cast.employee)
        assert (row.department.key, row.since, row.until) == ("jobcenter", date(2020, 1, 1), None)

    def test_a_wrong_choice_put_right_the_same_day_was_never_one(self, cast, leader, now, days):
        third = actions.add_department(
            zone_id=cast.koege.pk, name_da="Tredje", name_en="", takes_part=True, by=leader, at=now
        )
        actions.place_worker(worker_id=cast.employee.pk, department_id=cast.family_centre.pk, by=leader, at=now)
        actions.place_worker(worker_id=cast.employee.pk, department_id=third.pk, by=leader, at=now)
        assert sorted(Placement.objects.filter(worker=cast.employee).values_list("department__key", flat=True)) == [
            "jobcenter",
            "tredje",
        ]

    def test_coming_back_after_a_while_is_a_new_place(self, cast, leader, now):
        actions.place_worker(worker_id=cast.employee.pk, department_id=cast.family_centre.pk, by=leader, at=now)
        actions.place_worker(
            worker_id=cast.employee.pk, department_id=cast.jobcentre.pk, by=leader, at=now + timedelta(days=5)
        )
        assert Placement.objects.filter(worker=cast.employee, department=cast.jobcentre).count() == 2

    def test_ending_and_taking_it_back(self, cast, leader, now, days):
        today, yesterday = days
        row = Placement.objects.get(worker=cast.employee)
        ended = actions.end_placement(placement_id=row.pk, last_day=yesterday, by=leader, at=now)
        assert ended.until == yesterday
        assert self.at(cast, now) == ""
        with pytest.raises(Refused, match="placement_ended_already"):
            actions.end_placement(placement_id=row.pk, last_day=today, by=leader, at=now)
        back = actions.place_worker(worker_id=cast.employee.pk, department_id=cast.jobcentre.pk, by=leader, at=now)
        assert (back.pk, back.until, back.since) == (row.pk, None, date(2020, 1, 1))

    def test_one_who_leaves_at_the_end_of_the_day_may_still_be_moved_that_day(self, cast, leader, now, days):
        today, yesterday = days
        row = Placement.objects.get(worker=cast.employee)
        actions.end_placement(placement_id=row.pk, last_day=today, by=leader, at=now)
        assert self.at(cast, now) == "jobcenter"
        actions.place_worker(worker_id=cast.employee.pk, department_id=cast.family_centre.pk, by=leader, at=now)
        row.refresh_from_db()
        assert (row.until, self.at(cast, now)) == (yesterday, "familiecenter")

    def test_a_place_that_ends_before_it_begins_was_never_one(self, cast, leader, now, days):
        _today, yesterday = days
        row = actions.place_worker(worker_id=cast.assessor.pk, department_id=cast.jobcentre.pk, by=leader, at=now)
        assert actions.end_placement(placement_id=row.pk, last_day=yesterday, by=leader, at=now) is None
        assert not Placement.objects.filter(worker=cast.assessor).exists()

    def test_who_cannot_be_placed(self, cast, leader, now):
        with at_sign_in():
            stranger = Worker.objects.create_user("x@brobygger.invalid", "en lang kode til prøver", name="X")
        for worker, reason in (
            (stranger, "works_not_in_the_municipality"),
            (cast.odense_assessor, "works_not_in_the_municipality"),
            (cast.second_project_leader, "has_no_role_in_departments"),
            (cast.employee, "is_there_already"),
        ):
            with pytest.raises(Refused, match=reason):
                actions.place_worker(worker_id=worker.pk, department_id=cast.jobcentre.pk, by=leader, at=now)

    def test_the_department_of_another_zone_is_no_ones(self, cast, now):
        day = timezone.localdate(now)
        cast.actor("odense_leader")
        assert queries.department_of(cast.employee.pk, zone_id=cast.odense.pk, on=day) is None
        by = cast.actor("odense_leader")
        with pytest.raises(NotFound):
            queries.departments(by, zone_id=cast.koege.pk, on=day)
        with pytest.raises(NotFound):
            queries.department(by, cast.jobcentre.pk)
        with pytest.raises(NotFound):
            queries.setup_of(by, zone_id=cast.koege.pk, programme_id=cast.outpatient.pk)


def test_who_sees_what(cast, now):
    day = timezone.localdate(now)
    for who, sees in (("project_leader", True), ("resource_person", True), ("assessor", True), ("employee", False)):
        by = cast.actor(who)
        assert queries.department(by, cast.jobcentre.pk).key == "jobcenter"
        assert [d.key for d in queries.departments(by, zone_id=cast.koege.pk, on=day)] == ["familiecenter", "jobcenter"]
        if sees:
            there = queries.placements(by, zone_id=cast.koege.pk, on=day, department_id=cast.jobcentre.pk)
            assert [one.name for one in there] == ["Employee", "Resource_Person"]
            assert there[1].roles == {"resource_person"}
        else:
            with pytest.raises(NotFound):
                queries.placements(by, zone_id=cast.koege.pk, on=day)
        if who != "project_leader":
            with pytest.raises(NotFound):
                queries.placeable(by, zone_id=cast.koege.pk, on=day)
            for look in (
                lambda by=by: queries.department_to_keep(by, cast.jobcentre.pk),
                lambda by=by: queries.room_to_keep(by, 1),
                lambda by=by: queries.placement_to_keep(by, Placement.objects.first().pk),
            ):
                with pytest.raises(NotFound):
                    look()
            assert queries.setup_to_keep(by, zone_id=cast.koege.pk, programme_id=cast.outpatient.pk) is None
