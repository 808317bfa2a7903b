"""By which channel a campaign reaches people, and what a training gives."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class CampaignChannel(TextChoices):
    SOCIAL_MEDIA = "social_media", _("Social media")
    POSTER = "poster", _("Posters")
    POSTCARD = "postcard", _("Postcards and leaflets")
    ADVERTISEMENT = "advertisement", _("Advertisements")
    TALK = "talk", pgettext_lazy("a campaign", "Talks")
    WEBSITE = "website", _("The municipality's website")
    OTHER = "other", _("Something else")


class Gives(TextChoices):
    """What someone can after a training that she could not before."""

    SIGNS = "signs", _("Signs of violence")
    ASKING = "asking", _("Asking about it")
    KNOWLEDGE = "knowledge", _("Knowledge of violence")
    RISK = "risk", _("Certificate in risk assessment")
    RISK_SHORT = "risk_short", _("Thorough experience of risk assessment: may use the short version")
