"""Days and hours as one says them."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils.dateformat import format as as_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from brobygger.base.workdays import day_of
from brobygger.people.rules import EVERY_DAY, is_said
from brobygger.people.when_safe import weekdays

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
    return _("%(day)s at %(time)s") % {"day": day_words(day_of(there), day_of(now)), "time": clock(at)}


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
    """Mon–Fri 9–16; empty where no hour of any day is ruled out."""
    if not is_said(days, hour_from, hour_to):
        return _("not said yet when it is safe")
    parts = []
    if days & EVERY_DAY != EVERY_DAY:
        parts.append(weekdays(days))
    if (hour_from, hour_to) != (0, 24):
        parts.append(_("at %(from)s–%(to)s") % {"from": hour_from, "to": hour_to})
    return " ".join(parts)


def short_weekday(day: int) -> str:
    """Mo, Tu, … for a dot of the list; Monday is 0."""
    return pgettext("two letters of the weekdays", "Mo Tu We Th Fr Sa Su").split()[day]
