"""What may be said of a participant in codes."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class When(TextChoices):
    """When an outcome form is filled in."""

    BEFORE = "before", _("Before the course")
    AT_END = "at_end", _("At the end")
    LATER = "later", _("At the follow-up")


class Circle(TextChoices):
    """How near someone stands in the map of the network."""

    CLOSE = "close", _("Closest")
    NEAR = "near", _("Near")
    FAR = "far", _("Farther away")


class Goes(TextChoices):
    """How it goes since the course, as the person herself says."""

    BETTER = "better", _("Better")
    SAME = "same", _("As before")
    WORSE = "worse", _("Worse")
    NOT_TOLD = "not_told", _("Did not say")
