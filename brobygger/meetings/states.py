"""A meeting is planned, then held or called off; both can be undone."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from brobygger.base.machine import Machine


class MeetingState(TextChoices):
    PLANNED = "planned", _("Planned")
    HELD = "held", _("Held")
    CANCELLED = "cancelled", _("Called off")


MEETING = Machine(
    "meeting",
    MeetingState,
    start={MeetingState.PLANNED},
    moves={
        MeetingState.PLANNED: {MeetingState.HELD, MeetingState.CANCELLED},
        MeetingState.HELD: {MeetingState.PLANNED},  # noted by mistake
        MeetingState.CANCELLED: {MeetingState.PLANNED},
    },
)
