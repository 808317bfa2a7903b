"""What kinds of documents there are."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class DocumentKind(TextChoices):
    HANDBOOK = "handbook", _("Handbook")
    ROUTINE = "routine", _("Routine")
