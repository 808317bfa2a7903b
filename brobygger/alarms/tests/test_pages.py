"""The pages as a coordinator, a leader, a worker and the officer meet them."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from brobygger.access.actor import machine
from brobygger.access.zones import enter
from brobygger.alarms.models import Alarm, LeakCheck
from brobygger.alarms.tests.making import pass_deadlines, stands
from brobygger.base.workdays import after, day_of
from brobygger.cases.models import Registration
from brobygger.outreach.tests.making import someone
from brobygger.staff.actions import note_absence
from brobygger.staff.models import Absence
from brobygger.trail.models import Entry


@pytest.fixture
def at(monkeypatch, now):
    """The pages read this time: a Tuesday, when Wednesday's deadlines have passed."""
    late = after(3, now) + timedelta(hours=9)
    monkeypatch.setattr(timezone, "now", lambda: late)
    return late


@pytest.fixture
def browser(cast, at):
    def signed_in(name):
        client = Client(headers={"accept-language": "en"})
        client.force_login(getattr(cast, name))
        return client

    return signed_in


@pytest.fixture
def raised(cast, rooms, now, at):
    enter(machine(cast.counselling_zone.pk))
    rooms.say(
        stands(now, "waiting", "counselling", href="/counselling/7/", worker_id=cast.counsellor.pk),
        stands(at, "waiting", "counselling", 2, token="BRO-NEXT-0001"),
    )
    pass_deadlines(cast.counselling_zone.pk, at)
    return Alarm.objects.get()


def words(response):
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def test_the_page_says_what_is_quiet_who_was_told_and_what_is_next(cast, browser, raised):
    page = words(browser("coordinator").get("/alarms/"))
    assert "Someone who waits for a volunteer" in page
    assert "should have moved on by 23 November 2026" in page
    assert "Coordinator, as coordinator or leader" in page
    assert '<td data-title="Whose">Counsellor</td>' in page
    assert '<strong>1</strong><span class="sr-only"> should have moved on by 23 November 2026' in page
    assert 'href="/counselling/7/"' in page
    assert "BRO-NEXT-0001" in page


def test_the_menu_says_how_many_wait_in_one_question(cast, browser, raised):
    coordinator = browser("coordinator")
    with CaptureQueriesContext(
        connection,
    ) as asked:
        page = words(coordinator.get("/alarms/away/"))
    assert '<span class="waiting">1<span class="sr-only"> waiting</span></span>' in page
    assert sum("alarms_alarm" in one["sql"] and "COUNT" in one["sql"] for one in asked) == 1
    with CaptureQueriesContext(connection) as asked:
        assert 'class="waiting"' not in words(browser("counsellor").get("/alarms/away/"))
    assert not any("alarms_alarm" in one["sql"] for one in asked)


def test_a_refusal_can_be_drawn_with_the_menu(cast, browser, raised, monkeypatch):
    from brobygger.base.decision import Refused

    def refuse(*_, **__):
        raise Refused("alarm_settled_already")

    monkeypatch.setattr("brobygger.alarms.queries.alarm", refuse)
    answer = browser("coordinator").get(f"/alarms/{raised.pk}/")
    assert answer.status_code == 409
    assert "answered already" in answer.content.decode()


def test_an_alarm_is_answered_on_its_page(cast, browser, raised):
    coordinator = browser("coordinator")
    address = f"/alarms/{raised.pk}/"
    page = words(coordinator.get(address))
    assert "It may be put off 2 times" in page
    told = {"reason": "asked", "again_on": "2026-11-28", "note": "Ringer igen."}
    assert "That is no working day" in words(coordinator.post(address, told))
    assert "Choose an answer." in words(coordinator.post(address, {"note": ""}))
    answer = coordinator.post(address, told | {"again_on": "2026-11-27"}, follow=True)
    page = words(answer)
    assert "The alarm is answered" in page
    assert "Nothing has gone quiet" in page
    assert "Ringer igen." in page
    assert "Coordinator, until 27 Nov 2026" in page
    assert "answered already" in words(coordinator.post(address, told | {"again_on": "2026-11-27"}))


@pytest.mark.parametrize("who", ["owner", "counsellor", "leader", "stranger", "officer", "administrator"])
def test_others_do_not_find_it(cast, browser, raised, who):
    assert browser(who).get(f"/alarms/{raised.pk}/").status_code == 404


def test_who_is_away_and_who_is_told_instead(cast, browser, raised, at):
    note_absence(
        worker_id=cast.coordinator.pk,
        zone_id=cast.counselling_zone.pk,
        first_day=day_of(at),
        last_day=date(2026, 12, 3),
        substitute_id=cast.second_coordinator.pk,
        by=cast.actor("second_coordinator"),
        at=at,
    )
    page = words(browser("second_coordinator").get("/alarms/"))
    assert "Coordinator is away until 3 December; Second_Coordinator is told instead." in page


# -- deadlines --------------------------------------------------------------------------------------------------------


def filled(page, **changed):
    form = page.context["form"]
    return {field.html_name: field.value() for field in form} | changed


def test_the_leader_decides_deadlines_from_a_day(cast, browser, at):
    leader = browser("leader")
    assert "come with the program" in words(leader.get("/alarms/deadlines/"))
    page = leader.get("/alarms/deadlines/change/")
    told = filled(page, valid_from="2026-12-01", **{"referral.sent.first": 4, "closed": "24-12 15-05-2027"})
    page = words(leader.post("/alarms/deadlines/change/", told, follow=True))
    assert "Every earlier version is kept" in page
    assert "1 Dec 2026" in page
    assert "To come" in page
    wrong = told | {"closed": "juleaften"}
    assert "A closing day is written as 24-12" in words(leader.post("/alarms/deadlines/change/", wrong))
    late = told | {"valid_from": "2026-11-01"}
    assert "what has been, has been" in words(leader.post("/alarms/deadlines/change/", late))
    many = told | {"referral.sent.first": 99}
    assert "from 0 to 60" in words(leader.post("/alarms/deadlines/change/", many))


def test_a_coordinator_reads_deadlines_and_decides_none(cast, browser):
    coordinator = browser("coordinator")
    assert "/alarms/deadlines/change/" not in words(coordinator.get("/alarms/deadlines/"))
    assert coordinator.get("/alarms/deadlines/change/").status_code == 404


# -- leaks ------------------------------------------------------------------------------------------------------------


def leaking(cast):
    enter(machine(cast.zone.pk))
    Registration.objects.create(
        zone=cast.zone, programme=cast.programme, source="incidents", source_ref="1", state="to_call",
        identified_on="2026-11-10",
    )  # fmt: skip


def test_the_leaks_page_says_who_has_left_unseen_and_keeps_a_search(cast, browser, rooms):
    leader = browser("leader")
    assert "Nobody has left unseen" in words(leader.get("/alarms/leaks/"))
    leader.post("/alarms/leaks/")
    leaking(cast)
    page = words(leader.get("/alarms/leaks/"))
    assert "Open in the register, without a case: 1" in page
    assert "Read the file in again" in page
    page = words(leader.post("/alarms/leaks/", follow=True))
    assert "its result is kept" in page
    assert "+1" in page
    assert LeakCheck.objects.filter(by=cast.leader).count() == 2


def test_whom_a_leak_is_about_is_told_to_whoever_may_open_the_case_and_stands_in_the_trail(cast, browser, now, rooms):
    someone(cast, now, numbers=0, opened_at=now - timedelta(days=20), person={"given_name": "Karla"})
    assert "Karla" in words(browser("leader").get("/alarms/leaks/"))
    seen = Entry.objects.get(what="alarms.leaks_seen")
    assert (seen.by_id, seen.facts["shown"]) == (cast.leader.pk, 1)
    page = words(browser("officer").get("/alarms/leaks/"))
    assert "No number, and nobody has looked" in page
    assert "Karla" not in page
    assert Entry.objects.filter(what="alarms.leaks_seen").count() == 1


def test_the_officer_sees_the_numbers(cast, browser, rooms):
    leaking(cast)
    assert "without a case: 1" in words(browser("officer").get("/alarms/leaks/"))


# -- away -------------------------------------------------------------------------------------------------------------


def test_a_worker_notes_her_own_absence(cast, browser, at):
    owner = browser("owner")
    assert "/alarms/away/" in words(owner.get("/account/"))
    told = {"worker": cast.owner.pk, "first_day": "2026-11-25", "last_day": "", "substitute": cast.colleague.pk}
    assert "The absence is noted" in words(owner.post("/alarms/away/", told, follow=True))
    row = Absence.objects.get()
    assert (row.worker, row.substitute, row.last_day) == (cast.owner, cast.colleague, None)
    assert "Another absence is noted" in words(owner.post("/alarms/away/", told))
    assert "Select a valid choice" in words(owner.post("/alarms/away/", told | {"worker": cast.colleague.pk}))
    assert Absence.objects.count() == 1
    page = words(browser("colleague").get("/alarms/away/"))
    assert "No one is away" in page  # another's absence is not hers to read
    assert browser("colleague").get(f"/alarms/away/{row.pk}/").status_code == 404

    back = f"/alarms/away/{row.pk}/"
    assert "The last day is changed" in words(owner.post(back, {"last_day": "2026-12-01"}, follow=True))
    assert "The absence is taken back" in words(owner.post(back, {"last_day": "2026-11-24"}, follow=True))
    assert owner.get(back).status_code == 404


def test_a_leader_notes_it_for_others_with_someone_who_may_act(cast, browser, at):
    leader = browser("leader")
    told = {"worker": cast.owner.pk, "first_day": "2026-11-24", "last_day": "2026-12-03", "substitute": cast.officer.pk}
    assert "the same role here" in words(leader.post("/alarms/away/", told))
    page = words(leader.post("/alarms/away/", told | {"substitute": cast.colleague.pk}, follow=True))
    assert "3 December 2026" in page
    assert "Away now" in page


def test_one_without_a_zone_has_nothing_to_be_away_from(cast, browser):
    from brobygger.staff.models import Membership

    Membership.objects.filter(worker=cast.owner).delete()
    assert "No one is away" in words(browser("owner").get("/alarms/away/"))
