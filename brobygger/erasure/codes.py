"""Why someone is erased, and why someone must not be."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Kind(TextChoices):
    """By what someone is known here: by who she is, or, where she has not said it, by what she has here."""

    PERSON = "person", _("Person")
    SCREENING = "screening", _("Registration without a name")
    COUNSELLING = "counselling", _("Help to someone without a name")
    MAILBOX = "mailbox", _("Code name")


class Why(TextChoices):
    ASKED = "asked_by_the_person", _("The person has asked for it")
    PERIOD_OVER = "period_is_over", _("The keeping period is over")
    NEVER = "never_should_have_been", _("Should never have been here")


class HoldWhy(TextChoices):
    COMPLAINT = "complaint", _("A complaint is being dealt with")
    CLAIM = "legal_claim", _("A claim, or a case in court")
    ACCESS = "access_request", _("Someone has asked what is kept")
    OVERSIGHT = "oversight", _("An authority looks into it")
