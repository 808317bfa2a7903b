"""The pages as a project leader meets them, and as others do not."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from brobygger.access.zones import among
from brobygger.municipality.models import Department, Placement, Room, Setup
from brobygger.staff.models import Membership
from conftest import give_role, runs


@pytest.fixture
def at(monkeypatch, now):
    """The pages read this time."""
    clock = {"now": now}
    monkeypatch.setattr(timezone, "now", lambda: clock["now"])
    return clock


@pytest.fixture
def browser(cast, at):
    def signed_in(name, language="en"):
        client = Client(headers={"accept-language": language})
        client.force_login(getattr(cast, name))
        return client

    return signed_in


@pytest.fixture
def leader(browser):
    return browser("project_leader")


@pytest.fixture
def empty(cast):
    """Køge before anyone has chosen what to begin with."""
    with among({cast.koege.pk}):
        Placement.objects.filter(zone=cast.koege).delete()
        Department.objects.filter(zone=cast.koege).delete()
        Setup.objects.filter(zone=cast.koege).delete()


def words(response, status=200):
    assert response.status_code == status, response.content.decode()[-2000:]
    return " ".join(response.content.decode().split())


def rows(cast, model, **which):
    with among({cast.koege.pk}):
        return list(model.objects.filter(zone=cast.koege, **which).order_by("id"))


def setup(cast):
    return rows(cast, Setup)[0]


def test_a_leader_sees_the_two_side_by_side_and_begins_with_one(cast, leader, empty):
    page = words(leader.get("/municipality/"))
    for text in (
        "Køge Kommune: how will you run it?",
        "Køge: wide in the departments",
        "Odense: around the shelter",
        "What speaks for it",
        "The rooms at the shelter may have kept some people away.",
        "Centre for Danish and integration",
    ):
        assert text in page
    assert "Or begin with one that you lead already" not in page
    assert leader.post("/municipality/copy/", {"source": "roskilde"}).status_code == 404
    page = words(leader.post("/municipality/copy/", {"source": "koege"}, follow=True))
    assert "It is copied, and yours to change." in page
    assert "Copied from Køge: wide in the departments." in page
    assert "Throw the copy away and choose again" in page
    refused = words(leader.post("/municipality/copy/", {"source": "odense"}), 409)
    assert "The municipality is set up already." in refused
    assert "Throw the copy away?" in words(leader.get("/municipality/choose-again/"))
    assert "The copy is gone. Choose again." in words(leader.post("/municipality/choose-again/", follow=True))


def test_the_choice_stands_in_danish_too(cast, browser, empty):
    page = words(browser("project_leader", "da").get("/municipality/"))
    for text in ("Køge: bredt i afdelingerne", "Odense: omkring krisecenteret", "Hvad det koster", "Åben Rådgivning"):
        assert text in page


def test_one_who_leads_two_may_copy_her_own(cast, leader, empty):
    give_role(cast.project_leader, cast.odense, "project_leader")
    page = words(leader.get("/municipality/"))
    assert "Copy Odense Kommune" in page
    with among({cast.odense.pk}):
        source = Setup.objects.get(zone=cast.odense).pk
    assert "Copied from odense" not in page
    assert "Krisecenter" in words(leader.post("/municipality/copy/", {"source": source}, follow=True))


def test_a_zone_without_such_a_programme_says_so(cast, leader):
    runs(cast.koege)
    assert "This zone runs no outpatient programme" in words(leader.get("/municipality/"))
    assert leader.post("/municipality/copy/", {"source": "koege"}).status_code == 404
    assert leader.get("/municipality/change/page/").status_code == 404


@pytest.mark.parametrize("who", ["employee", "resource_person", "assessor", "owner", "leader", "officer"])
def test_others_meet_no_such_page(browser, who):
    assert browser(who).get("/municipality/").status_code == 404


def test_the_leader_of_another_municipality_finds_nothing_of_this_one(cast, browser):
    room = None
    with among({cast.koege.pk}):
        room = Room.objects.create(zone=cast.koege, name="Huset")
        placement = Placement.objects.filter(zone=cast.koege).first()
    stranger = browser("odense_leader")
    pk = cast.jobcentre.pk
    for path in (f"departments/{pk}/", f"departments/{pk}/change/", f"rooms/{room.pk}/change/"):
        assert stranger.get(f"/municipality/{path}").status_code == 404
    for path in (
        f"departments/{pk}/close/", f"departments/{pk}/reopen/", f"departments/{pk}/place/",
        f"rooms/{room.pk}/close/", f"rooms/{room.pk}/reopen/", f"placements/{placement.pk}/end/",
        f"people/{cast.employee.pk}/",
    ):  # fmt: skip
        assert stranger.post(f"/municipality/{path}").status_code == 404


def test_the_page_tells_it_all_and_opens_and_closes(cast, leader):
    page = words(leader.get("/municipality/"))
    for text in ("Anyone can write to you.", "Jobcenter", "2 working days", "https://www.dmi.dk/", "No rooms"):
        assert text in page
    page = words(leader.post("/municipality/close/", follow=True))
    assert "Whoever has a code can still come back." in page
    page = words(leader.post("/municipality/undo/", follow=True))
    assert "It is as it was before." in page
    assert setup(cast).is_open
    leader.post("/municipality/close/")
    assert "The open page is open." in words(leader.post("/municipality/open/", follow=True))


def test_where_nobody_receives_the_button_says_what_to_do(cast, leader):
    leader.post("/municipality/close/")
    with among({cast.koege.pk}):
        Setup.objects.update(ways_in=["department"])
    page = words(leader.get("/municipality/"))
    assert "Choose that way in first." in page
    assert leader.post("/municipality/open/").status_code == 409


def whole(cast, **change):
    row = setup(cast)
    return {
        "name": row.name, "name_en": "", "public_phone": "", "public_hours_da": "", "public_hours_en": "",
        "answer_days": 2, "safe_site": row.safe_site, "seen": row.changed_at.isoformat(),
    } | change  # fmt: skip


def test_the_open_page_is_changed_and_changed_back(cast, leader):
    told = whole(cast, public_phone="95 00 12 34", public_hours_da="9–15", answer_days=1)
    page = words(leader.post("/municipality/change/page/", told, follow=True))
    assert "Saved." in page
    assert "95 00 12 34" in page
    assert "1 working day<" in page
    assert 'value="95 00 12 34"' in words(leader.get("/municipality/change/page/"))
    leader.post("/municipality/undo/")
    assert (setup(cast).public_phone, setup(cast).answer_days) == ("", 2)
    assert leader.post("/municipality/undo/").status_code == 409


def test_saving_without_a_change_offers_no_undo(cast, leader):
    assert "Saved." not in words(leader.post("/municipality/change/page/", whole(cast), follow=True))


def test_what_cannot_be_is_said_at_its_field_and_nothing_is_lost(cast, leader):
    told = whole(cast, name="", public_phone="12", answer_days=40, safe_site="http://dmi.dk", public_hours_da="tidlig")
    page = words(leader.post("/municipality/change/page/", told), 422)
    for text in (
        "Write a name.",
        "This is not a phone number that can be rung.",
        "Choose between 1 and 10 working days.",
        "begins with https://",
        'value="tidlig"',
    ):
        assert text in page
    assert leader.get("/municipality/change/roof/").status_code == 404


def test_the_ways_in_and_how_anonymous(cast, leader):
    row = setup(cast)
    told = {"seen": row.changed_at.isoformat(), "anonymity": "throughout", "ways_in": ["department"]}
    page = words(leader.post("/municipality/change/ways/", told), 422)
    assert "Close the open page first." in page
    told |= {"ways_in": ["herself", "department"]}
    page = words(leader.post("/municipality/change/ways/", told, follow=True))
    assert "A department of the municipality · By herself or himself" in page
    assert "Anonymous all the way" in page


def test_one_who_was_slower_sees_what_stands_there_and_keeps_her_words(cast, leader, browser, at):
    told = whole(cast, name="Min tekst")
    at["now"] += timedelta(minutes=1)
    browser("second_project_leader").post("/municipality/change/page/", whole(cast, name="Hendes tekst"))
    page = words(leader.post("/municipality/change/page/", told), 409)
    assert "Another has changed this while you had it open." in page
    assert "Hendes tekst" in page
    assert 'value="Min tekst"' in page
    again = told | {"seen": setup(cast).changed_at.isoformat()}
    leader.post("/municipality/change/page/", again)
    assert setup(cast).name == "Min tekst"
    assert leader.post("/municipality/change/page/", told | {"seen": "i går"}).status_code == 409


def test_an_undo_lasts_ten_minutes(cast, leader, at):
    leader.post("/municipality/close/")
    at["now"] += timedelta(minutes=11)
    assert "Whoever has a code" not in words(leader.get("/municipality/"))
    assert "There is nothing to take back any more." in words(leader.post("/municipality/undo/"), 409)


def test_departments_are_added_renamed_closed_and_all_of_it_undone(cast, leader):
    told = {"name_da": "Borgerservice", "name_en": "Citizens", "takes_part": "on"}
    page = words(leader.post("/municipality/departments/new/", told, follow=True))
    assert "Now place those who work in it." in page
    assert "No one works here yet" in page
    made = rows(cast, Department, key="borgerservice")[0]
    assert words(leader.post("/municipality/departments/new/", told), 422).count("There is one of that name already.")
    assert "Write a name." in words(leader.post("/municipality/departments/new/", {"name_da": ""}), 422)
    path = f"/municipality/departments/{made.pk}/"
    assert "Borgerhuset" in words(leader.post(f"{path}change/", {"name_da": "Borgerhuset"}, follow=True))
    leader.post("/municipality/undo/")
    assert rows(cast, Department, pk=made.pk)[0].name_da == "Borgerservice"
    page = words(leader.post(f"{path}change/", told | {"name_da": "Jobcenter"}), 422)
    assert "There is one of that name already." in page
    assert "The department is gone." in words(leader.post(f"{path}close/", follow=True))
    leader.post("/municipality/undo/")
    again = rows(cast, Department, key="borgerservice")[0]
    with among({cast.koege.pk}):
        Placement.objects.create(
            zone=cast.koege, department=again, worker=cast.assessor, since=date(2026, 1, 1), until=date(2026, 2, 1),
            placed_at=timezone.now(),
        )  # fmt: skip
    page = words(leader.post(f"/municipality/departments/{again.pk}/close/", follow=True))
    assert "Its figures stay." in page
    assert "Departments that are closed" in page
    assert "The department was closed on" in words(leader.get(f"/municipality/departments/{again.pk}/"))
    assert "in use again" in words(leader.post(f"/municipality/departments/{again.pk}/reopen/", follow=True))
    leader.post("/municipality/undo/")
    assert rows(cast, Department, pk=again.pk)[0].until is not None


def test_a_department_with_people_says_who_and_is_not_closed(cast, leader):
    page = words(leader.get(f"/municipality/departments/{cast.jobcentre.pk}/"))
    for text in ("Employee of a department", "Resource person", "1 January 2020", "Move them first."):
        assert text.replace("1 January 2020", "2020") in page
    assert leader.post(f"/municipality/departments/{cast.jobcentre.pk}/close/").status_code == 409
    family = words(leader.get(f"/municipality/departments/{cast.family_centre.pk}/"))
    assert "No one here is a resource person yet." in family


def test_rooms_are_added_changed_given_up_and_all_of_it_undone(cast, leader):
    told = {"name": "Huset", "note": "Bagdøren er uden skilt."}
    page = words(leader.post("/municipality/rooms/new/", told, follow=True))
    assert "Bagdøren er uden skilt." in page
    assert "There is one of that name already." in words(leader.post("/municipality/rooms/new/", told), 422)
    made = rows(cast, Room)[0]
    path = f"/municipality/rooms/{made.pk}/"
    assert "There is one of that name already." not in words(leader.get(f"{path}change/"))
    page = words(leader.post(f"{path}change/", told | {"is_at_shelter": "on"}, follow=True))
    assert "At the shelter" in page
    leader.post("/municipality/undo/")
    assert not rows(cast, Room)[0].is_at_shelter
    leader.post("/municipality/rooms/new/", {"name": "Rådhuset"})
    assert leader.post(f"{path}change/", {"name": "Rådhuset"}).status_code == 422
    leader.post(f"{path}close/")
    assert not rows(cast, Room, name="Huset")
    leader.post("/municipality/undo/")
    back = rows(cast, Room, name="Huset")[0]
    assert back.note == "Bagdøren er uden skilt."
    with among({cast.koege.pk}):
        Room.objects.filter(pk=back.pk).update(until=date(2026, 1, 1))
    assert "Rooms that are given up" in words(leader.get("/municipality/"))
    assert "in use again" in words(leader.post(f"/municipality/rooms/{back.pk}/reopen/", follow=True))


def test_who_works_where_and_someone_is_placed_moved_and_put_back(cast, leader):
    with among({cast.koege.pk}):
        Placement.objects.filter(worker=cast.employee).delete()
    assert "1 employee belongs to no department." in words(leader.get("/municipality/"))
    page = words(leader.get("/municipality/people/"))
    assert page.index("None yet") < page.index("Second_Employee")
    path = f"/municipality/people/{cast.employee.pk}/"
    assert "Choose a department." in words(leader.post(path, {"department": ""}), 422)
    page = words(leader.post(path, {"department": cast.jobcentre.pk}, follow=True))
    assert "belongs to the department from today" in page
    page = words(leader.get(path))
    assert "Move from today" in page
    leader.post(path, {"department": cast.family_centre.pk})
    assert rows(cast, Placement, worker=cast.employee)[0].department_id == cast.family_centre.pk
    leader.post("/municipality/undo/")
    row = rows(cast, Placement, worker=cast.employee)[0]
    assert row.department_id == cast.jobcentre.pk
    page = words(leader.post(f"/municipality/placements/{row.pk}/end/", follow=True))
    assert "no longer belongs to a department" in page
    assert not rows(cast, Placement, worker=cast.employee)
    leader.post("/municipality/undo/")
    assert rows(cast, Placement, worker=cast.employee)[0].department_id == cast.jobcentre.pk
    assert leader.get(f"/municipality/people/{cast.second_project_leader.pk}/").status_code == 404


def test_someone_is_placed_from_the_departments_page(cast, leader):
    path = f"/municipality/departments/{cast.jobcentre.pk}/place/"
    leader.post(path, {"worker": cast.assessor.pk})
    row = rows(cast, Placement, worker=cast.assessor)[0]
    assert row.department_id == cast.jobcentre.pk
    leader.post("/municipality/undo/")
    assert not rows(cast, Placement, worker=cast.assessor)
    page = words(leader.post(path, {"worker": cast.employee.pk}, follow=True))
    assert "Choose someone in the list." in page


def test_where_no_one_is_invited_yet_the_page_says_what_comes_first(cast, leader):
    cast.actor("project_leader")
    Membership.objects.filter(zone=cast.koege).exclude(role="project_leader").delete()
    page = words(leader.get("/municipality/people/"))
    assert "Invite the employees of the departments first" in page
    page = words(leader.get(f"/municipality/departments/{cast.jobcentre.pk}/"))
    assert "Everyone who can belong to a department works here already." in page


def test_the_only_department_has_no_other_to_move_to(cast, leader):
    with among({cast.koege.pk}):
        Placement.objects.filter(worker=cast.second_employee).delete()
    leader.post(f"/municipality/departments/{cast.family_centre.pk}/close/")
    assert "No other department" in words(leader.get(f"/municipality/people/{cast.employee.pk}/"))
