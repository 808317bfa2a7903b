"""The states of a plan of shifts."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from brobygger.base.machine import Machine


class RotaState(TextChoices):
    ASKED = "asked", _("Is being made")
    DRAFT = "draft", _("Draft")
    IMPOSSIBLE = "impossible", _("Cannot be made")
    PUBLISHED = "published", _("Published")
    COVERING = "covering", _("Published; cover is being looked for")
    DROPPED = "dropped", _("Dropped")


R = RotaState
ROTA = Machine(
    "rota",
    R,
    start={R.ASKED},
    moves={
        R.ASKED: {R.DRAFT, R.IMPOSSIBLE, R.DROPPED},
        R.DRAFT: {R.ASKED, R.PUBLISHED, R.DROPPED},
        R.IMPOSSIBLE: {R.ASKED, R.DROPPED},
        R.PUBLISHED: {R.COVERING},
        R.COVERING: {R.PUBLISHED},
        R.DROPPED: set(),
    },
)
STANDS = (R.PUBLISHED, R.COVERING)  # what the team works by
