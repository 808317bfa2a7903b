"""The only words that stand in a calendar."""

from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy


class Word(TextChoices):
    """A calendar lies on phones, on screens at the wall and with firms in other countries."""

    SHIFT = "shift", pgettext_lazy("in a calendar", "Shift")
    MEETING = "meeting", pgettext_lazy("in a calendar", "Meeting")
    COURSE = "course", pgettext_lazy("in a calendar", "Group")
    APPOINTMENT = "appointment", pgettext_lazy("in a calendar", "Appointment")
