"""The words of costs: when a line is paid, how its sum comes about, and whether it follows the team's size."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Paid(TextChoices):
    START_UP = "start_up", _("Start-up")
    YEARLY = "yearly", _("Yearly")


class How(TextChoices):
    AMOUNT = "amount", _("A sum")
    HOURS = "hours", _("Hours a week × weeks × price for an hour")
    NOTHING = "nothing", _("Struck")


class Follows(TextChoices):
    """What makes the line larger or smaller."""

    NOTHING = "fixed", _("Fixed: the same however large the team is")
    TEAM = "team", _("Varies: follows the team’s hours")
