"""The week of each as counts, by name; and who would like to talk, seen by herself and her leaders alone."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from brobygger.base.decision import NotFound
from brobygger.base.workdays import day_of
from brobygger.outreach import actions as outreach
from brobygger.outreach.facts import Told
from brobygger.outreach.tests import making as calling
from brobygger.rota import load, talk_actions
from brobygger.rota.models import Talk
from brobygger.rota.tests.making import refused
from brobygger.staff import actions as staff

pytestmark = pytest.mark.django_db


def shown(cast, who, status=200):
    client = Client()
    client.force_login(getattr(cast, who))
    answer = client.get(reverse("rota_load"))
    assert answer.status_code == status
    return answer.content.decode()


def test_a_week_is_counts_by_name_and_one_sees_ones_own(cast, now):
    case = calling.someone(cast, now)
    by = cast.actor("owner")
    outreach.save_call(call_id=calling.begin_call(by, case, now), told=Told("no_answer"), by=by, at=now)
    rows = load.load(cast.actor("leader"), zone_id=cast.zone.pk, on=day_of(now))
    assert [(one.name, one.calls, one.people) for one in rows] == [("Colleague", 0, 0), ("Owner", 1, 1)]
    assert [one.name for one in load.load(cast.actor("owner"), zone_id=cast.zone.pk, on=day_of(now))] == ["Owner"]
    with pytest.raises(NotFound):
        load.load(cast.actor("officer"), zone_id=cast.zone.pk, on=day_of(now))


def test_who_would_like_to_talk_is_seen_by_her_and_her_leaders(cast):
    now, today = timezone.now(), timezone.localdate()
    client = Client()
    client.force_login(cast.owner)
    assert client.post(reverse("rota_talk"), {"wished_on": today - timedelta(days=1)}).status_code == 422
    for _twice in range(2):
        client.post(reverse("rota_talk"), {"wished_on": today})
    assert "vil gerne tale senest" in shown(cast, "owner")
    assert "Owner</strong> · vil gerne tale senest" in shown(cast, "leader")
    assert "vil gerne tale senest" not in shown(cast, "colleague")
    shown(cast, "officer", 404)
    cast.actor("leader")
    (row,) = Talk.objects.all()
    with pytest.raises(NotFound):
        talk_actions.note_talk(talk_id=row.pk, held_on=today, by=cast.actor("colleague"), at=now)
    with refused("talk_is_ahead"):
        talk_actions.note_talk(talk_id=row.pk, held_on=today + timedelta(days=1), by=cast.actor("leader"), at=now)
    client.force_login(cast.leader)
    page = client.post(reverse("rota_talk_held", args=[row.pk]), {"held_on": today}, follow=True).content.decode()
    assert "Ingen har spurgt" in page
    assert client.get(reverse("rota_talk_held", args=[row.pk + 99])).status_code == 404


def test_one_who_is_away_without_a_substitute_is_shown_to_the_leader(cast):
    now, today = timezone.now(), timezone.localdate()
    staff.note_absence(
        worker_id=cast.owner.pk, zone_id=cast.zone.pk, first_day=today, last_day=None, substitute_id=None,
        by=cast.actor("leader"), at=now,
    )  # fmt: skip
    assert "Owner · <strong>væk, og ingen er stedfortræder" in shown(cast, "leader")
