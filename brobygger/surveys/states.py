"""A batch of sealed answers, and someone who would like to be interviewed."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from brobygger.base.machine import Machine


class BatchState(TextChoices):
    TAKING = "taking", _("Takes answers, which nobody can read yet")
    OPENED = "opened", _("Read, mixed, and its key destroyed")
    LOST = "lost", _("Its key is gone: what lay in it can never be read")


BATCH = Machine(
    "survey_batch",
    BatchState,
    start={BatchState.TAKING},
    moves={
        BatchState.TAKING: {BatchState.OPENED, BatchState.LOST},
        BatchState.OPENED: set(),
        BatchState.LOST: set(),
    },
)


class InterviewState(TextChoices):
    TO_RING = "to_ring", _("To be rung")
    HELD = "held", _("Interview held")
    NOT_WISHED = "not_wished", _("Does not wish it any more")
    NOT_REACHED = "not_reached", _("Was not reached")


I = InterviewState  # noqa: E741
INTERVIEW = Machine(
    "interview",
    InterviewState,
    start={I.TO_RING},
    moves={I.TO_RING: {I.HELD, I.NOT_WISHED, I.NOT_REACHED}, I.HELD: set(), I.NOT_WISHED: set(), I.NOT_REACHED: set()},
)
