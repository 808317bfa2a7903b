"""Days and hours as one says them."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils.dateformat import format as as_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

COPENHAGEN = ZoneInfo("Europe/Copenhagen")


def local(at: datetime) -> datetime:
    """The time in Denmark."""
    return at.astimezone(COPENHAGEN)


def clock(at: datetime) -> str:
    """14:10"""
    return f"{local(at):%H:%M}"


def weekday_and_date(day: date) -> str:
    """Wed 18 Nov"""
    return as_format(day, pgettext("short date", "D j M"))


def day_words(day: date, today: date) -> str:
    """today, tomorrow, yesterday, or Wed 18 Nov; with the year where it is another."""
    near = {timedelta(0): _("today"), timedelta(1): _("tomorrow"), timedelta(-1): _("yesterday")}
    if day - today in near:
        return near[day - today]
    if day.year != today.year:
        return as_format(day, pgettext("short date with year", "j M Y"))
    return weekday_and_date(day)


def day_and_clock(at: datetime, now: datetime) -> str:
    """today at 14:10"""
    there = local(at)
    return _("%(day)s at %(time)s") % {"day": day_words(there.date(), local(now).date()), "time": clock(at)}


def days_left(days: int) -> str:
    """How long there is until the window closes."""
    if days < 0:
        return _("has closed")
    if days == 0:
        return _("closes today")
    if days == 1:
        return _("closes tomorrow")
    return _("%(days)s days left") % {"days": days}


def safe_hours(days: int, hour_from: int, hour_to: int) -> str:
    """Mon–Fri 9–16; empty where every hour of every day is safe."""
    parts = []
    if days & 127 != 127:
        parts.append(_weekdays(days))
    if (hour_from, hour_to) != (0, 24):
        parts.append(_("at %(from)s–%(to)s") % {"from": hour_from, "to": hour_to})
    return " ".join(parts)


def short_weekday(day: int) -> str:
    """Mo, Tu, … for a dot of the list; Monday is 0."""
    return pgettext("two letters of the weekdays", "Mo Tu We Th Fr Sa Su").split()[day]


def _weekdays(days: int) -> str:
    """Mon–Fri, or Mon, Wed; the runs of days named by their ends."""
    runs: list[list[int]] = []
    for day in range(7):
        if days >> day & 1:
            if runs and runs[-1][-1] == day - 1:
                runs[-1].append(day)
            else:
                runs.append([day])
    monday = date(2026, 11, 16)

    def name(day: int) -> str:
        return as_format(monday + timedelta(day), "D")

    return ", ".join(name(r[0]) if len(r) == 1 else f"{name(r[0])}–{name(r[-1])}" for r in runs)
