"""The words of a duty's kind and state."""

from datetime import datetime, time, timedelta

from django import template
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from brobygger.duties.rules import Limit
from brobygger.duties.states import DutyKind, DutyState

register = template.Library()


@register.simple_tag
def duty_kind(code: str) -> str:
    """What the duty is, in words."""
    return str(DutyKind(code).label)


@register.simple_tag
def duty_state(code: str) -> str:
    """How the duty stands, in words."""
    return str(DutyState(code).label)


@register.simple_tag
def due_words(moment: datetime) -> str:
    """The day until whose end there is time, or the hour where it is one of the day."""
    here = timezone.localtime(moment)
    if here.time() == time():
        return date_format(here - timedelta(days=1), "DATE_FORMAT")
    return date_format(here, "DATETIME_FORMAT")


@register.simple_tag
def limit_words(limit: Limit) -> str:
    """How long a step may take, in words."""
    if limit.hours is not None:
        return ngettext("%(n)s hour", "%(n)s hours", limit.hours) % {"n": limit.hours}
    days = limit.working_days or 0
    return ngettext("%(n)s working day", "%(n)s working days", days) % {"n": days} if days else _("The same day")
