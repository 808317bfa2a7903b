"""What may be said of hours and shifts in codes."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Part(TextChoices):
    """Part of the day."""

    ALL = "all", _("The whole day")
    MORNING = "morning", _("Until 12")
    AFTERNOON = "afternoon", _("From 12 to 17")
    EVENING = "evening", _("After 17")


class Likes(TextChoices):
    PREFERS = "prefers", _("I prefer this")
    RATHER_NOT = "rather_not", _("I would rather not")
    CANNOT = "cannot", _("I cannot")


class What(TextChoices):
    """What a plan may break: what must hold first, then what is wished."""

    NOBODY = "nobody", _("Too few at work")
    AWAY = "away", _("Is away")
    GONE = "gone", _("Does not work here that day")
    CANNOT = "cannot", _("Cannot")
    EXAM = "exam", _("Exam period")
    MOST = "most", _("Too many shifts in a week")
    AT_ONCE = "at_once", _("Two shifts at once")
    REST = "rest", _("Under 11 hours of rest")
    RATHER_NOT = "rather_not", _("Would rather not")
    NOT_PREFERRED = "not_preferred", _("Not at a preferred time")
    NOT_THAT_DAY = "not_that_day", _("No shift on a preferred day")
    TWICE = "twice", _("Two shifts in a day")
    HOURS = "hours", _("Hours over the whole plan")
    BEYOND = "beyond", _("More than the agreed hours")
    WEEK = "week", _("Hours in a week")
    EVENINGS = "evenings", _("More evenings than the others")
    MOVED = "moved", _("A shift changes hands")


MUST = frozenset({What.NOBODY, What.AWAY, What.GONE, What.CANNOT, What.EXAM, What.MOST, What.AT_ONCE, What.REST})
