"""The closed lists about volunteers."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Form(TextChoices):
    """How a conversation is held; the values are those of the counselling register."""

    PHONE = "phone", _("By phone")
    IN_PERSON = "in_person", _("In person")
    VIDEO = "video", _("By video")
    TEXT = "text", _("In writing")


class NeededFor(TextChoices):
    """Whom a volunteer may not be given without the certificate."""

    NOBODY = "nobody", _("Nice to have")
    EVERYONE = "everyone", _("Required of everyone")
    UNDER_18 = "under_18", _("Required to help someone under 18")


class ConflictKind(TextChoices):
    """What the volunteer and the person have in common, so that they must not meet here."""

    PERSON = "person", _("Knows the person")
    ADDRESS = "address", _("Same address or staircase")
    ORGANISATION = "organisation", _("Same workplace, school or association")
    AREA = "area", _("Same small place")
