"""The calendar file of a conversation: neutral words, no name, no number, and no place unless it was asked for."""

from datetime import UTC, datetime, timedelta

from django.utils.translation import gettext as _
from icalendar import Alarm, Calendar, Event

from brobygger.base.sealed import fingerprint

BEFORE = timedelta(minutes=30)


def calendar_file(*, conversation_id: int, starts_at: datetime, minutes: int, place: str, made_at: datetime) -> bytes:
    """One appointment that says nothing but that it is one; the same conversation replaces itself in a calendar."""
    event = Event()
    event.add("uid", fingerprint("counselling-calendar", str(conversation_id)).hex())
    event.add("dtstamp", made_at.astimezone(UTC))
    event.add("dtstart", starts_at.astimezone(UTC))
    event.add("duration", timedelta(minutes=minutes))
    event.add("summary", _("Appointment"))
    event.add("class", "PRIVATE")
    if place:
        event.add("location", place)
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", _("Appointment"))
    alarm.add("trigger", -BEFORE)
    event.add_component(alarm)
    calendar = Calendar()
    calendar.add("prodid", "-//Appointment//")
    calendar.add("version", "2.0")
    calendar.add_component(event)
    return bytes(calendar.to_ical())
