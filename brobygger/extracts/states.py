"""How far an extract has come: written, read by a second where it must be, and made; then it never changes."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from brobygger.base.machine import Machine


class ExtractState(TextChoices):
    DRAFT = "draft", _("Being written")
    TO_APPROVE = "to_approve", _("Waits for a second person")
    MADE = "made", _("Ready to print")
    DROPPED = "dropped", _("Dropped")


S = ExtractState

EXTRACT = Machine(
    "extract",
    ExtractState,
    start={S.DRAFT},
    moves={
        S.DRAFT: {S.TO_APPROVE, S.MADE, S.DROPPED},
        S.TO_APPROVE: {S.DRAFT, S.MADE},
        S.MADE: set(),
        S.DROPPED: set(),
    },
)
