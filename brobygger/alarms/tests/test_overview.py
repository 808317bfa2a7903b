"""Where a leader begins: what waits for her, what waits for another, and nothing that is not hers to see."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from brobygger.alarms.models import LeakCheck
from brobygger.alarms.tests.making import pass_deadlines, stands
from brobygger.base.workdays import after, day_of
from brobygger.cases.models import DateMove
from brobygger.intake.models import ImportRun
from brobygger.intake.states import FileKind, RunState
from brobygger.programmes.speaking_actions import propose_wording
from brobygger.staff.actions import note_absence
from brobygger.volunteers.models import Certificate, CertificateKind, Volunteer


@pytest.fixture
def at(monkeypatch, now):
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


def words(response):
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def line(n, label, href):
    return f'<li><span class="number">{n}</span> <a href="{href}">{label}</a></li>'


def test_a_leader_begins_with_what_waits_and_the_second_leader_sees_that_an_approval_does(cast, browser, at):
    leader = browser("leader")
    assert leader.get("/").url == reverse("overview")
    assert "Nothing waits for you" in words(leader.get("/overview/"))
    assert browser("owner").get("/overview/").status_code == 404
    assert browser("owner").get("/").url == reverse("call_list")

    cast.actor("leader")
    words_of_consent = propose_wording(
        programme_id=cast.programme.pk, language="en", text="May we pass on what you have told?", for_guardian=False,
        valid_from=day_of(at) + timedelta(days=9), by=cast.actor("leader"), at=at,
    )  # fmt: skip
    note_absence(
        worker_id=cast.owner.pk, zone_id=cast.zone.pk, first_day=day_of(at), last_day=None, substitute_id=None,
        by=cast.actor("leader"), at=at,
    )  # fmt: skip
    run = ImportRun.objects.create(
        zone=cast.zone, programme=cast.programme, kind=FileKind.INCIDENTS, state=RunState.FAILED, begun_at=at,
        begun_by=cast.leader, alive_at=at, file=b"x",
    )  # fmt: skip
    DateMove.objects.create(
        zone=cast.zone, what="windows", looked_at=at, held_since=at, count=5, of=6, because="too_many"
    )
    LeakCheck.objects.create(zone=cast.zone, at=at, counts={"held_too_long": 4}, explained={}, total=4)

    decide = reverse("speaking_decide", args=[words_of_consent.pk])
    page = words(leader.get("/overview/"))
    assert page.index("Waits for another than you") < page.index(line(1, "Words of a consent", decide))
    assert line(1, "Away, and nobody stands in", reverse("absences")) in page
    assert line(1, "Imports of the last fortnight that could not be read", reverse("import_run", args=[run.pk])) in page
    assert line(1, "Moves of dates that are held", reverse("alarms")) in page
    assert line(4, "Leaks, at the last search", reverse("leaks")) in page
    assert "Waits for your yes" not in page

    second = browser("second_leader")
    page = words(second.get("/overview/"))
    assert page.index("Waits for your yes") < page.index(line(1, "Words of a consent", decide))
    # So does her menu, on any page.
    assert 'Overview <span class="waiting">1<' in words(second.get("/alarms/away/"))
    assert "Words of a consent" not in words(browser("project_leader").get("/overview/"))


def test_a_coordinator_sees_the_alarms_that_are_hers_and_certificates_that_run_out(cast, browser, rooms, now, at):
    cast.actor("coordinator")
    rooms.say(stands(now, "waiting", "counselling", href="/counselling/7/", worker_id=cast.counsellor.pk))
    pass_deadlines(cast.counselling_zone.pk, at)
    cast.actor("coordinator")
    zone, today = cast.counselling_zone, day_of(at)
    volunteer = Volunteer.objects.create(zone=zone, worker=cast.counsellor, added_at=at, added_by=cast.coordinator)
    for name, days in (("Børneattest", 30), ("Førstehjælp", 31), ("Tavshed", 10)):
        kind = CertificateKind.objects.create(zone=zone, name=name, added_at=at, added_by=cast.coordinator)
        for since, until in ((40, today + timedelta(days=days)), (9, None)):
            if until or name == "Tavshed":  # renewed since: the old one is not told of
                Certificate.objects.create(
                    zone=zone, volunteer=volunteer, kind=kind, got_on=today - timedelta(days=since), expires_on=until,
                    noted_at=at, noted_by=cast.coordinator,
                )  # fmt: skip
    page = words(browser("coordinator").get("/overview/"))
    assert line(1, "Alarms to you", reverse("alarms")) in page
    where = reverse("volunteer", args=[volunteer.pk])
    assert line(1, "Certificates that run out within 30 days", where) in page
