"""The entries as an iCalendar file (RFC 5545, RFC 7986), in the time of Copenhagen."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from django.utils.translation import gettext as _
from icalendar import Calendar, Event, Timezone

from brobygger.base.sealed import fingerprint
from brobygger.base.workdays import COPENHAGEN
from brobygger.calendars.entries import Entry

ASK_AGAIN = timedelta(hours=1)
# By rule, as calendars write it themselves: lists of days, as the library makes them, are misread by several readers.
ZONE = """BEGIN:VTIMEZONE
TZID:Europe/Copenhagen
BEGIN:DAYLIGHT
DTSTART:19810329T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
TZNAME:CEST
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:19961027T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
TZNAME:CET
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
END:STANDARD
END:VTIMEZONE
"""


def calendar_file(entries: Iterable[Entry], *, worker_id: int) -> bytes:
    """The whole calendar: whatever is not in it any more is gone from the reader's too."""
    calendar = Calendar()
    calendar.add("prodid", "-//Calendar//")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", _("Calendar"))
    calendar.add("x-published-ttl", "PT1H")
    calendar.add("refresh-interval", ASK_AGAIN, parameters={"VALUE": "DURATION"})
    calendar.add_component(Timezone.from_ical(ZONE))
    for one in entries:
        calendar.add_component(_event(one, worker_id))
    return bytes(calendar.to_ical())


def _event(one: Entry, worker_id: int) -> Event:
    event = Event()
    # Nobody learns from it how many there are of anything.
    event.add("uid", fingerprint("calendar", one.key, str(worker_id)).hex())
    event.add("sequence", one.sequence)
    event.add("dtstamp", one.changed_at.astimezone(UTC))
    event.add("last-modified", one.changed_at.astimezone(UTC))
    event.add("dtstart", _here(one.starts_at))
    event.add("dtend", _here(one.ends_at))
    event.add("summary", str(one.word.label))
    event.add("class", "PRIVATE")
    event.add("status", "CONFIRMED")
    return event


def _here(moment: datetime) -> datetime:
    return moment.astimezone(COPENHAGEN)
