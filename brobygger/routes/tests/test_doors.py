"""What stands behind a door: the zone's own choice, or what came with the program."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import translation

from brobygger.base.decision import NotFound, Refused
from brobygger.base.workdays import day_of
from brobygger.directory import actions as directory
from brobygger.directory.models import Offer
from brobygger.directory.tests.making import an_offer
from brobygger.routes import actions, doors
from brobygger.routes.codes import Route
from brobygger.routes.models import Door
from brobygger.trail.models import Entry


def add(cast, now, offer, route=Route.OTHER_MUNICIPAL_OFFER, who="project_leader", note=""):
    by = cast.actor(who)
    zone_id = min(by.zones())
    return actions.add_door(zone_id=zone_id, route=route, offer_id=offer.pk, note=note, by=by, at=now)


def behind(cast, now, route=Route.OTHER_MUNICIPAL_OFFER, who="employee", zone=None, **more):
    by = cast.actor(who)
    with translation.override("da"):
        return doors.doors(by, zone_id=(zone or cast.koege).pk, route=route, at=now, **more)


def names(told):
    return [one.name for one in told]


def why_not(deed, *told, **named):
    try:
        deed(*told, **named)
    except Refused as refused:
        return refused.reason
    return "done"


def test_where_a_zone_has_chosen_nothing_what_came_with_the_program_stands(cast, now):
    assert names(behind(cast, now, Route.STALKING_CENTRE)) == ["Dansk Stalking Center"]
    assert names(behind(cast, now, Route.SHELTER)) == [
        "Kvindekrisecentre",
        "Mandecentret",
        "Lev Uden Vold: den nationale hotline",
    ]
    hotline = behind(cast, now, Route.NONE_FOR_NOW)[0]
    assert (hotline.phones[0][:2], hotline.open, hotline.chosen) == (("1888", "1888"), True, False)
    assert hotline.to_be_confirmed
    assert hotline.checked_on is None
    assert behind(cast, now, Route.OTHER_MUNICIPAL_OFFER) == []
    assert behind(cast, now, Route.RISK_ASSESSMENT_AND_COURSE) == []


def test_a_leaders_choice_stands_instead_with_how_one_refers_and_who_checked(cast, now):
    offer = an_offer(
        cast,
        now,
        "project_leader",
        phones=[{"number": "+4595000001", "note": ""}],
        waiting_to=14,
        waiting_on=day_of(now),
    )
    directory.check_offer(
        offer_id=offer.pk, seen=offer.number, zone_id=cast.koege.pk, by=cast.actor("project_leader"), at=now
    )
    add(cast, now, offer, Route.VOLUNTEER_OFFER, note="Ring mellem 9 og 12.")
    (one,) = behind(cast, now, Route.VOLUNTEER_OFFER)
    assert (one.name, one.note, one.chosen) == ("Prøvehuset", "Ring mellem 9 og 12.", True)
    assert one.phones[0][0] == "95 00 00 01"
    assert one.waiting.startswith("Op til 14 dage")
    assert (one.checked_on, one.checked_by) == (day_of(now), "Project_Leader")
    assert (
        names(behind(cast, now, Route.VOLUNTEER_OFFER, who="odense_assessor", zone=cast.odense))[0]
        == "Offerrådgivningen"
    )


def test_what_the_choice_puts_aside_is_easy_to_choose_again(cast, now):
    offer = an_offer(cast, now, "project_leader")
    add(cast, now, offer, Route.VOLUNTEER_OFFER)
    by = cast.actor("project_leader")
    shown = doors.all_doors(by, zone_id=cast.koege.pk, at=now, with_closed=True)
    aside = doors.left_out(by, shown)
    assert [one.name_da for one in aside[Route.VOLUNTEER_OFFER]] == [
        "Offerrådgivningen",
        "Joan-Søstrene",
        "Exitcirklen",
    ]
    assert aside[Route.SHELTER] == []


def test_when_the_last_choice_is_removed_what_came_with_the_program_is_back(cast, now):
    door = add(cast, now, an_offer(cast, now, "project_leader"), Route.STALKING_CENTRE)
    was = actions.remove_door(door_id=door.pk, by=cast.actor("project_leader"), at=now)
    assert (was.route, was.note) == (Route.STALKING_CENTRE, "")
    assert names(behind(cast, now, Route.STALKING_CENTRE)) == ["Dansk Stalking Center"]
    told = Entry.objects.filter(about_kind="door").order_by("id").values_list("what", flat=True)
    assert list(told) == ["routes.door_added", "routes.door_removed"]


def test_an_offer_that_has_closed_down_is_shown_to_leaders_alone(cast, now):
    offer = an_offer(cast, now, "project_leader")
    add(cast, now, offer)
    Offer.objects.filter(pk=offer.pk).update(state="closed", closed_on=day_of(now), closed_reason="stopped")
    assert behind(cast, now) == []
    assert [one.closed for one in behind(cast, now, who="project_leader", with_closed=True)] == [True]
    assert why_not(add, cast, now, offer, Route.SHELTER) == "the_offer_has_closed_down"


def test_a_door_that_closes_on_a_day_to_come_is_open_until_then(cast, now):
    offer, other = (an_offer(cast, now, "project_leader", name_da=name) for name in ("Det gamle hus", "Det nye hus"))
    closes = {"state": "closed", "closed_on": day_of(now) + timedelta(days=1), "closed_reason": "moved"}
    Offer.objects.filter(pk=offer.pk).update(**closes, same_as=other)
    offer.refresh_from_db()
    add(cast, now, offer)
    assert [(one.name, one.closed) for one in behind(cast, now)] == [("Det gamle hus", False)]
    assert names(behind(cast, now + timedelta(days=1))) == ["Det nye hus"]


def test_an_offer_that_was_the_same_as_another_is_shown_as_that_one(cast, now):
    offer, other = (
        an_offer(cast, now, "project_leader"),
        an_offer(cast, now, "project_leader", name_da="Det rigtige hus"),
    )
    add(cast, now, offer)
    Offer.objects.filter(pk=offer.pk).update(
        state="closed", closed_on=day_of(now), closed_reason="duplicate", same_as=other
    )
    assert names(behind(cast, now)) == ["Det rigtige hus"]


def test_an_offer_is_a_door_once_and_the_team_itself_needs_none(cast, now):
    offer = an_offer(cast, now, "project_leader")
    add(cast, now, offer)
    assert why_not(add, cast, now, offer) == "this_offer_is_a_door_already"
    assert why_not(add, cast, now, offer, Route.RISK_ASSESSMENT_AND_COURSE) == "no_offers_behind_this_door"
    with pytest.raises(IntegrityError, match="door_of_a_route_once"), transaction.atomic():
        Door.objects.create(zone=cast.koege, route=Route.OTHER_MUNICIPAL_OFFER, offer=offer, added_at=now)


@pytest.mark.parametrize("who", ["employee", "resource_person", "assessor"])
def test_employees_see_the_doors_and_choose_none(cast, now, who):
    offer = an_offer(cast, now, "project_leader")
    assert behind(cast, now, Route.SHELTER, who=who)
    with pytest.raises(NotFound):
        add(cast, now, offer, who=who)


def test_another_municipality_neither_sees_nor_removes_a_door(cast, now):
    door = add(cast, now, an_offer(cast, now, "project_leader"))
    with pytest.raises(NotFound):
        actions.remove_door(door_id=door.pk, by=cast.actor("odense_leader"), at=now)
    with pytest.raises(NotFound):
        behind(cast, now, who="odense_leader")
    cast.actor("odense_leader")
    assert not Door.objects.exists()  # the wall of the database


def test_whoever_may_not_see_the_directory_sees_no_offers(cast, now):
    """The data-protection officer reads the questions, and needs no doors."""
    from brobygger.access.actor import Actor, Role

    officer = Actor(user_id=cast.officer.pk, roles=frozenset({(Role.DATA_PROTECTION_OFFICER.value, cast.koege.pk)}))
    assert set(doors.all_doors(officer, zone_id=cast.koege.pk, at=now)) == set(Route)
    assert not any(doors.all_doors(officer, zone_id=cast.koege.pk, at=now).values())
