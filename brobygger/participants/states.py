"""How a follow-up ends: each end is explained, and each can be taken back."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from brobygger.base.machine import Machine


class FollowUpState(TextChoices):
    TRIED = "tried", _("No answer yet")
    HELD = "held", _("Held")
    NOT_WISHED = "not_wished", _("Does not wish it")
    NOT_REACHED = "not_reached", _("Was not reached")


F = FollowUpState
FOLLOW_UP = Machine(
    "follow_up",
    FollowUpState,
    start=set(F),
    moves={
        F.TRIED: {F.TRIED, F.HELD, F.NOT_WISHED, F.NOT_REACHED},
        F.HELD: {F.HELD, F.TRIED},  # noted by mistake, or written anew
        F.NOT_WISHED: {F.TRIED, F.HELD},
        F.NOT_REACHED: {F.TRIED, F.HELD},
    },
)
OVER = frozenset({F.HELD, F.NOT_WISHED, F.NOT_REACHED})
