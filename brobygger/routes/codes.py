"""The doors that someone can be led to; seed 003, 'Model for opsporing og henvisning til gruppeforløb', page 10."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Route(TextChoices):
    """Where the way goes on."""

    RISK_ASSESSMENT_AND_COURSE = "risk_assessment_and_course", _("Risk assessment and group course")
    SHELTER = "shelter", _("Shelter")
    SECURITY_CONSULTANTS = "security_consultants", _("Security consultants for honour-related conflict")
    STALKING_CENTRE = "stalking_centre", _("The Danish Stalking Centre")
    OTHER_MUNICIPAL_OFFER = "other_municipal_offer", _("Another municipal offer")
    VOLUNTEER_OFFER = "volunteer_offer", _("An offer run by volunteers")
    NONE_FOR_NOW = "none_for_now", _("None for now")


class Answer(TextChoices):
    """An answer to one of the programme's questions; not known is never the same as no."""

    YES = "yes", _("Yes")
    NO = "no", _("No")
    UNKNOWN = "unknown", pgettext_lazy("an answer", "Not known")


ADULT = "adult"  # the key of the question whether she is 18: the law asks more of us for a child
