"""The pages of reach, as the leader, a resource person and others meet them."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from brobygger.municipality.models import Department, Setup
from brobygger.reach.models import Campaign, Opened, ResourcePerson, Training, TrainingKind


def sign_in(worker) -> Client:
    client = Client()
    client.force_login(worker)
    return client


def body(response) -> str:
    return str(response.content.decode())


@pytest.fixture
def leader(cast):
    cast.actor("project_leader")
    return sign_in(cast.project_leader)


@pytest.fixture
def today(db):
    return timezone.localdate()


def test_resource_persons_from_none_to_one_and_back(cast, leader, today):
    page = body(leader.get("/reach/"))
    assert page.count("Ingen ressourceperson") == 2
    address = reverse("resource_person_new", args=[cast.jobcentre.pk])
    assert "Employee" in body(leader.get(address))
    bad = leader.post(address, {"worker": "", "since": today.isoformat(), "reach": "Lokale 2.14"})
    assert bad.status_code == 422
    assert "Lokale 2.14" in body(bad)
    early = leader.post(address, {"worker": cast.employee.pk, "since": "2019-01-01", "reach": "Lokale 2.14"})
    assert early.status_code == 409
    assert "arbejdede vedkommende endnu ikke" in body(early)
    assert "Lokale 2.14" in body(early)
    told = {"worker": cast.resource_person.pk, "since": today.isoformat(), "reach": "Lokale 2.14"}
    page = body(leader.post(address, told, follow=True))
    assert "Lokale 2.14" in page
    assert "mailto:resource_person@brobygger.invalid" in page
    row = ResourcePerson.objects.get()
    leader.post(reverse("resource_person", args=[row.pk]), {"reach": "Åben dør onsdag"})
    assert "Åben dør onsdag" in body(leader.get("/reach/"))
    yesterday = (today - timedelta(days=1)).isoformat()
    ResourcePerson.objects.update(since=today - timedelta(days=30))
    page = body(leader.post(reverse("resource_person_end", args=[row.pk]), {"last_day": yesterday}, follow=True))
    assert "Har været ressourcepersoner" in page
    page = body(leader.post(reverse("resource_person_keep", args=[row.pk]), follow=True))
    assert "Har været ressourcepersoner" not in page


def test_a_department_where_nobody_works_says_so(cast, leader, today):
    empty = Department.objects.create(zone=cast.koege, key="tom", name_da="Tom", since=today)
    assert "Der er ingen at vælge" in body(leader.get(reverse("resource_person_new", args=[empty.pk])))


def test_more_than_three_is_said_in_words_and_not_refused(cast, leader, today):
    for one in (cast.employee, cast.resource_person, cast.assessor, cast.second_assessor):
        ResourcePerson.objects.create(
            zone=cast.koege, department=cast.jobcentre, worker=one, since=today, named_at=timezone.now()
        )
    assert "Flere end tre" in body(leader.get("/reach/"))


def test_a_resource_person_sees_the_pages_and_changes_only_the_meetings(cast, leader, today):
    client = sign_in(cast.resource_person)
    page = body(client.get("/reach/"))
    assert "Udpeg en ressourceperson" not in page
    assert "passer sammen" not in page
    for name in ("trainings", "campaigns"):
        assert client.get(reverse(name)).status_code == 200, name
    for name in ("meetings_of", "meeting_new", "meetings_rhythm"):
        assert client.get(reverse(name, args=["resource_persons"])).status_code == 200, name
    for name in ("training_new", "training_kind_new", "campaign_new"):
        assert client.get(reverse(name)).status_code == 404, name
    assert client.get(reverse("resource_person_new", args=[cast.jobcentre.pk])).status_code == 404
    assert sign_in(cast.employee).get("/reach/").status_code == 404
    assert sign_in(cast.leader).get("/reach/").status_code == 404


def test_a_zone_without_departments_says_what_comes_first(cast):
    cast.actor("odense_leader")
    Department.objects.filter(zone=cast.odense).update(takes_part=False)
    client = sign_in(cast.odense_leader)
    assert "Ingen afdeling er med endnu" in body(client.get("/reach/"))
    assert "Ingen afdeling er med endnu" in body(client.get("/reach/training/"))
    assert "Ingen kampagne endnu" in body(client.get("/reach/campaigns/"))
    assert "hverken holdt eller planlagt" in body(client.get("/reach/meetings/", follow=True))


def test_training_in_the_browser(cast, leader, today):
    assert "ikke skrevet nogen slags kursus ned" in body(leader.get("/reach/training/"))
    assert "ikke skrevet nogen slags kursus ned" in body(leader.get(reverse("training_new")))
    kind = {"name": "Tegn på vold", "gives": ["signs", "asking"], "renewal_months": "1"}
    assert leader.post(reverse("training_kind_new"), {"name": "Uden"}).status_code == 422
    leader.post(reverse("training_kind_new"), kind)
    assert leader.post(reverse("training_kind_new"), kind).status_code == 409
    row = TrainingKind.objects.get()
    leader.post(reverse("training_kind", args=[row.pk]), kind | {"name": "Tegn"})
    told = {"kind": row.pk, "held_on": today.isoformat(), "provider": "Lev Uden Vold", "hours": "2,5",
            "workers": [cast.employee.pk], f"heads_{cast.jobcentre.pk}": "12"}  # fmt: skip
    nobody = leader.post(reverse("training_new"), told | {"workers": [], f"heads_{cast.jobcentre.pk}": ""})
    assert nobody.status_code == 409
    assert "Lev Uden Vold" in body(nobody)
    page = body(leader.post(reverse("training_new"), told, follow=True))
    assert "Employee, Jobcenter" in page
    assert "12 uden konto, Jobcenter" in page
    page = body(leader.get("/reach/training/"))
    assert "1 af 2" in page
    assert "Employee: Tegn, gælder til" in page
    shown = body(sign_in(cast.resource_person).get("/reach/training/"))
    assert "1 af 2" in shown
    assert "Second_Employee" not in shown
    training = Training.objects.get()
    for done in list(training.done.all()):
        leader.post(reverse("training_done_strike", args=[done.pk]))
    assert "Der står ingen længere" in body(leader.get(reverse("training", args=[training.pk])))
    leader.post(reverse("training_strike", args=[training.pk]))
    assert not Training.objects.exists()


def test_a_campaign_in_the_browser(cast, leader, today):
    new = {"name": "Plakat i november", "channel": "poster", "first_day": today.isoformat(), "key": "vold"}
    refused = leader.post(reverse("campaign_new"), new)
    assert refused.status_code == 409
    assert "Plakat i november" in body(refused)
    page = body(leader.post(reverse("campaign_new"), new | {"key": "nov26"}, follow=True))
    assert "http://testserver/h/koege/nov26/" in page
    assert "ikke, hvor mange mennesker" in page
    assert "Ingen har åbnet det endnu" in page
    row = Campaign.objects.get()
    for name, kind in (("campaign_qr_svg", "image/svg+xml"), ("campaign_qr_png", "image/png")):
        response = leader.get(reverse(name, args=[row.pk]))
        assert response.headers["Content-Type"] == kind
        assert "Content-Disposition" not in response.headers
        response = leader.get(reverse(name, args=[row.pk]) + "?file")
        assert response.headers["Content-Disposition"].startswith('attachment; filename="qr-nov26.')
    for query, copies in (("", 1), ("?as=card", 4)):
        page = body(leader.get(reverse("campaign_print", args=[row.pk]) + query))
        assert page.count("testserver/h/koege/nov26/</p>") == copies
        assert page.count("QR-kode, der fører til") == copies
        assert page.count("<h1>") == 1
        assert "vold" not in page.lower().replace("voldsfaglig", "")
        assert row.name not in page
        assert "Til at begynde med behøver du ikke" in page  # Køge: anonymous in the first talks
    Setup.objects.filter(zone=cast.koege).update(anonymity="throughout")
    assert "Du behøver ikke sige" in body(leader.get(reverse("campaign_print", args=[row.pk])))
    leader.post(reverse("campaign_change", args=[row.pk]), new | {"name": "Ny plakat"})
    assert "Ny plakat" in body(leader.get("/reach/campaigns/"))
    Opened.objects.create(zone=cast.koege, campaign=row, day=today, times=3)
    page = body(leader.get(reverse("campaign", args=[row.pk])))
    assert "<strong>3</strong> åbninger" in page
    assert leader.post(reverse("campaign_remove", args=[row.pk])).status_code == 409
    Opened.objects.all().delete()
    leader.post(reverse("campaign_remove", args=[row.pk]))
    assert not Campaign.objects.exists()


def test_where_the_open_page_is_closed_it_is_said(cast, leader, today):
    Setup.objects.filter(zone=cast.koege).update(is_open=False)
    row = Campaign.objects.create(
        zone=cast.koege, key="nov26", name="x", channel="poster", first_day=today + timedelta(days=9),
        made_at=timezone.now(),
    )  # fmt: skip
    assert "Den åbne side er lukket" in body(leader.get("/reach/campaigns/"))
    assert "Den er ikke begyndt" in body(leader.get(reverse("campaign", args=[row.pk])))
    page = body(leader.get(reverse("campaign_print", args=[row.pk])))
    assert "Tal med nogen" in page
    assert "Den åbne side er lukket" in page


def test_the_plain_code_of_the_zone(cast, leader):
    assert leader.get(reverse("reach_qr")).headers["Content-Type"] == "image/svg+xml"


def test_others_campaigns_and_meetings_are_not_there(cast, leader, today):
    cast.actor("odense_leader")
    row = Campaign.objects.create(
        zone=cast.odense, key="nov26", name="x", channel="poster", first_day=today, made_at=timezone.now()
    )
    for name in ("campaign", "campaign_qr_svg", "campaign_qr_png", "campaign_print", "campaign_change"):
        assert leader.get(reverse(name, args=[row.pk])).status_code == 404, name
    client = sign_in(cast.resource_person)
    cast.actor("resource_person")
    mine = Campaign.objects.create(
        zone=cast.koege, key="nov26", name="x", channel="poster", first_day=today, made_at=timezone.now()
    )
    assert client.get(reverse("campaign", args=[mine.pk])).status_code == 200
    assert client.get(reverse("campaign_change", args=[mine.pk])).status_code == 404
