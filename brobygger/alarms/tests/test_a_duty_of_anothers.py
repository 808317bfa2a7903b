"""The alarm of a duty: danger is not put off, the duty is its holder's to open, and it says where she meets it."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from brobygger.alarms.models import Alarm
from brobygger.alarms.tests.making import pass_deadlines
from brobygger.screening.tests.making import asked

pytestmark = pytest.mark.django_db


def words(answer):
    return re.sub(r"\s+", " ", answer.content.decode())


def test_nothing_is_offered_that_cannot_be_done(cast, now):
    asked(cast, now, danger="yes")
    pass_deadlines(cast.koege.pk, now)
    cast.actor("project_leader")
    alarm = Alarm.objects.get(kind="police_danger")
    leader = Client(headers={"accept-language": "en"})
    leader.force_login(cast.project_leader)
    for page in (reverse("alarms"), reverse("alarm", args=[alarm.pk])):
        shown = words(leader.get(page))
        assert f"Turn to {cast.employee.name}" in shown
        assert "/duties/" not in shown[shown.index("<main") : shown.index("</main>")]
        assert "Answer with a new date" not in shown
        assert f"{cast.employee.name}, whose it is: it stands on the list of duties" in shown
    shown = words(leader.get(reverse("alarm", args=[alarm.pk])))
    assert "Danger is not put off" in shown
    assert 'name="again_on"' not in shown
