"""The states of a trial: it is reckoned by a job, and is there, or was left."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from brobygger.base.machine import Machine


class TrialState(TextChoices):
    ASKED = "asked", _("Is being reckoned")
    DONE = "done", _("Reckoned")
    DROPPED = "dropped", _("Dropped")


T = TrialState
TRIAL = Machine(
    "trial",
    TrialState,
    start={T.ASKED},
    moves={T.ASKED: {T.DONE, T.DROPPED}, T.DONE: {T.DROPPED}, T.DROPPED: set()},
)
