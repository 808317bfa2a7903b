"""How far a plan has come: asked for, found or impossible, and made or dropped; a change asks for it anew."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from brobygger.base.machine import Machine


class PlanState(TextChoices):
    ASKED = "asked", _("Is being found")
    FOUND = "found", _("Found")
    NONE = "none", _("There is no such plan")
    MADE = "made", _("Made")
    DROPPED = "dropped", _("Dropped")


S = PlanState
OPEN = (S.ASKED, S.FOUND, S.NONE)

PLAN = Machine(
    "plan",
    PlanState,
    start={S.ASKED},
    moves={
        S.ASKED: {S.FOUND, S.NONE, S.DROPPED},
        S.FOUND: {S.ASKED, S.MADE, S.DROPPED},
        S.NONE: {S.ASKED, S.DROPPED},
        S.MADE: set(),
        S.DROPPED: set(),
    },
)
