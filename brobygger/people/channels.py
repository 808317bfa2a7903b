"""The ways to a person, each with a yes or no of its own on her contact card."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Channel(TextChoices):
    """How a word may reach a person. What is not said to be safe is not used."""

    PHONE = "phone", _("Phone call")
    VOICEMAIL = "voicemail", _("Voicemail")
    SMS = "sms", _("SMS")
    EMAIL = "email", _("E-mail")
    LETTER = "letter", _("Letter")
    DIGITAL_POST = "digital_post", _("Digital Post")
    CALENDAR = "calendar", _("Calendar entry")
    LINK = "link", _("Link")
