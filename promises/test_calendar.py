"""The calendar of each who works in the filled house holds times and one of four words, and nobody's name."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from brobygger.access.who import actor_for
from brobygger.access.zones import among, enter
from brobygger.calendars import actions
from brobygger.courses.models import Course
from brobygger.people.models import Person
from brobygger.staff.models import Worker, Zone
from promises.filled import fill

pytestmark = pytest.mark.django_db
WORDS = {"Vagt", "Møde", "Hold", "Aftale"}


def test_no_calendar_holds_a_name(cast):
    ids = fill(cast)
    with among(Zone.objects.values_list("pk", flat=True)):
        named = {name for told in Person.objects.values_list("given_name", "family_name") for name in told if name}
        named |= {name for one in Worker.objects.values_list("name", flat=True) for name in one.split()}
        named |= {word for told in Course.objects.values_list("name", "venue__name") for word in told if word}
        named |= set(Zone.objects.values_list("name", flat=True))
    shown = set()
    for worker_id in ids.values():
        by = actor_for(worker_id)
        enter(by)
        feed = actions.open_feed(zone_id=min(by.zones()), by=by, at=timezone.now())
        told = Client().get(reverse("calendar_feed", args=[feed.secret])).content.decode()
        calendar = Calendar.from_ical(told)
        shown |= {str(event["summary"]) for event in calendar.walk("VEVENT")}
        plain = told.replace("\r\n ", "").lower()
        assert [name for name in named if len(name) > 3 and name.lower() in plain] == []
    assert shown == WORDS
