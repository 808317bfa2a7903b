"""How a municipality may have arranged the programme."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Anonymity(TextChoices):
    """How far someone may come without saying who she is. The first talk always may (serviceloven § 10)."""

    THROUGHOUT = "throughout", _("Anonymous all the way")
    FIRST_TALK = "first_talk", _("Anonymous in the first talks")


class WayIn(TextChoices):
    """By which way someone came to the programme."""

    DEPARTMENT = "department", _("A department of the municipality")
    OTHER_ACTOR = "other_actor", _("Another actor")
    HERSELF = "herself", _("By herself or himself")
    CAMPAIGN = "campaign", _("A campaign")
    SOCIAL_MEDIA = "social_media", _("Social media")
