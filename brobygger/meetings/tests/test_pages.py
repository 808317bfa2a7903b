"""The pages of the meetings: one kind from the plan to the minutes, and which kinds each sees."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from brobygger.meetings.models import Meeting, MeetingAction

KIND = "resource_persons"


def sign_in(worker) -> Client:
    client = Client()
    client.force_login(worker)
    return client


def body(response) -> str:
    return str(response.content.decode())


@pytest.fixture
def today(db):
    return timezone.localdate()


def test_a_meeting_in_the_browser(cast, today):
    client = sign_in(cast.resource_person)
    page = body(
        client.post(reverse("meetings_rhythm", args=[KIND]), {"months": 3, "begins_on": "2026-01-01"}, follow=True)
    )
    assert "I mødes hver 3. måned" in page
    assert "Over tiden" in page
    assert "1. Siden sidst" in body(client.get(reverse("meeting_new", args=[KIND])))
    bad = client.post(
        reverse("meeting_new", args=[KIND]), {"on": "", "clock": "13:00", "agenda": "Min lange dagsorden"}
    )
    assert bad.status_code == 422
    assert "Min lange dagsorden" in body(bad)
    told = {"on": today.isoformat(), "clock": "00:00", "place": "Lokale 3", "agenda": "1. Først"}
    bad = client.post(reverse("meeting_new", args=[KIND]), told | {"on": "2020-01-01"})
    assert bad.context["form"].errors == {"on": ["Vælg en dag inden for det sidste år eller en, der kommer."]}
    page = body(client.post(reverse("meeting_new", args=[KIND]), told, follow=True))
    meeting = Meeting.objects.get()
    assert "1. Først" in page
    assert "Mødet er holdt" in page
    held = reverse("meeting_held", args=[meeting.pk])
    assert client.post(held, {"held_on": (today + timedelta(days=9)).isoformat(), "seen": 1}).status_code == 422
    client.post(held, {"held_on": today.isoformat(), "there": [cast.resource_person.pk], "seen": 1})
    two = [cast.assessor.pk, cast.project_leader.pk]
    again = client.post(held, {"held_on": today.isoformat(), "there": two, "seen": 1})
    assert again.status_code == 409
    assert body(again).count(" checked") == 2  # what was ticked is ticked still
    page = body(client.get(reverse("meeting_minutes", args=[meeting.pk])))
    assert "Her nævnes ingen borgere" in page
    assert "1. Først" in page  # the agenda is what one begins from
    late = client.post(reverse("meeting_minutes", args=[meeting.pk]), {"minutes": "Mit referat", "seen": 1})
    assert late.status_code == 409
    assert "Mit referat" in body(late)
    assert 'name="seen" value="2"' in body(late)
    page = body(
        client.post(reverse("meeting_minutes", args=[meeting.pk]), {"minutes": "Mit referat", "seen": 2}, follow=True)
    )
    assert "Mit referat" in page
    rewritten = {"minutes": "Et nyt referat", "seen": 3}
    page = body(client.post(reverse("meeting_minutes", args=[meeting.pk]), rewritten, follow=True))
    assert "Et nyt referat" in page
    assert "Mit referat" in page.partition("Sådan stod det, indtil")[2]
    agree = reverse("meeting_agree", args=[meeting.pk])
    assert client.post(agree, {"what": "", "worker": cast.resource_person.pk}).status_code == 422
    late = client.post(agree, {"what": "x", "worker": cast.resource_person.pk, "due_on": "2020-01-01"})
    assert late.context["form"].errors == {"due_on": ["Vælg i dag eller en senere dag."]}
    page = body(client.post(agree, {"what": "Bestille postkort", "worker": cast.resource_person.pk}, follow=True))
    assert "Bestille postkort" in page
    agreed = MeetingAction.objects.get()
    assert "Bestille postkort" in body(client.get("/reach/meetings/", follow=True))
    client.post(reverse("agreed_done", args=[agreed.pk]))
    assert "Bestille postkort" not in body(client.get("/reach/meetings/", follow=True))
    client.post(reverse("agreed_not_done", args=[agreed.pk]))
    page = body(client.get(reverse("meeting_print", args=[meeting.pk])))
    assert "Et nyt referat" in page
    assert "Bestille postkort" in page
    assert "<title>Møde</title>" in page
    client.post(reverse("agreed_strike", args=[agreed.pk]))
    client.post(reverse("meeting_reopen", args=[meeting.pk]), {"seen": 4})
    change = reverse("meeting_change", args=[meeting.pk])
    assert client.post(change, {**told, "seen": 4}).status_code == 409
    client.post(change, {**told, "place": "Lokale 4", "seen": 5})
    page = body(client.post(reverse("meeting_cancel", args=[meeting.pk]), {"seen": 6}, follow=True))
    assert "Aflyst" in page
    assert "Lokale 4" in page
    assert client.post(reverse("meeting_reopen", args=[meeting.pk]), {"seen": "x"}).status_code == 409


def test_an_outreach_team_has_its_three_kinds_and_the_steering_group_is_the_leaders(cast, today):
    leader, worker = sign_in(cast.leader), sign_in(cast.owner)
    page = body(leader.get(reverse("meetings"), follow=True))
    assert [name in page for name in ("Sparring", "Projektgruppe", "Styregruppe")] == [True, True, True]
    page = body(worker.get(reverse("meetings"), follow=True))
    assert [name in page for name in ("Sparring", "Projektgruppe", "Styregruppe")] == [True, True, False]
    assert worker.get(reverse("meetings_of", args=["steering_group"])).status_code == 404
    assert worker.get(reverse("meetings_of", args=[KIND])).status_code == 404
    assert "hver 3. måned" in body(leader.get(reverse("meetings_of", args=["steering_group"])))
    told = {"on": today.isoformat(), "clock": "00:00", "place": "", "agenda": "1. Mål"}
    leader.post(reverse("meeting_new", args=["steering_group"]), told)
    cast.actor("leader")
    row = Meeting.objects.get()
    held = {"held_on": today.isoformat(), "there": [cast.leader.pk], "others": "Politiets kontakt", "seen": 1}
    page = body(leader.post(reverse("meeting_held", args=[row.pk]), held, follow=True))
    assert "Politiets kontakt" in page
    assert "Fraværende" in page
    form = leader.get(reverse("meeting_held", args=[row.pk])).context["form"]
    may_come = [pk for pk, _name in form.fields["there"].choices]
    told = {"held_on": today.isoformat(), "there": may_come, "seen": 2}
    page = body(leader.post(reverse("meeting_held", args=[row.pk]), told, follow=True))
    assert "Fraværende" not in page  # nobody was
    assert "Fraværende" not in body(leader.get(reverse("meeting_print", args=[row.pk])))
    assert worker.get(reverse("meeting", args=[row.pk])).status_code == 404
    assert sign_in(cast.stranger).get(reverse("meeting", args=[row.pk])).status_code == 404
