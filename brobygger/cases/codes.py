"""The closed lists of the counselling register; their values are those of the exchange format."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ReferralSource(TextChoices):
    """Where the person came to the counselling from; 'outreach' did not exist as a choice until it was added."""

    OUTREACH = "outreach", _("The outreach team")
    OTHER = "other", _("Other")
    POLICE = "police", _("The police")
    SELF = "self", _("Came by herself or himself")
    HEALTH_SERVICE = "health_service", _("The health service")
    MUNICIPALITY = "municipality", _("The municipality")


class ConversationForm(TextChoices):
    """How a conversation was held."""

    PHONE = "phone", _("By telephone")
    IN_PERSON = "in_person", _("In person")
    VIDEO = "video", _("By video")
    TEXT = "text", _("In writing")
