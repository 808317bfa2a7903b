"""The life of an import: understood, waiting for its turn, running, and ended in one explained way."""

from datetime import datetime, timedelta

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from brobygger.base.machine import Machine


class FileKind(TextChoices):
    """What a file holds."""

    INCIDENTS = "incidents", _("Incidents from the police")
    REGISTRATIONS = "registrations", _("The team's own registrations")
    COUNSELLING = "counselling", _("Conversations held, from a counselling organisation")
    SURVEY = "survey", _("Answers to the survey")


class RunState(TextChoices):
    """How far an import has come."""

    UNDERSTOOD = "understood", _("Waiting for your yes")
    WAITING = "waiting", _("Waiting for its turn")
    RUNNING = "running", _("Running")
    ENDED = "ended", _("Ended")
    FAILED = "failed", _("Could not be read")
    INTERRUPTED = "interrupted", _("Interrupted")
    DROPPED = "dropped", _("Dropped before it began")


class KnownRows(TextChoices):
    """What a run does with rows that are known and say something else than before."""

    UPDATE = "update", _("Update: follow the police where nobody here has changed it")
    ONLY_NEW = "only_new", _("Only new rows; known ones stay as they are")


S = RunState
RUN = Machine(
    "import_run",
    RunState,
    start={S.UNDERSTOOD, S.RUNNING},
    moves={
        S.UNDERSTOOD: {S.WAITING, S.RUNNING, S.DROPPED},
        S.WAITING: {S.RUNNING, S.DROPPED},
        S.RUNNING: {S.ENDED, S.FAILED, S.INTERRUPTED},
        # A run that was taken for dead may have lived after all.
        S.INTERRUPTED: {S.WAITING, S.RUNNING, S.DROPPED, S.ENDED, S.FAILED},
        S.ENDED: set(),
        S.FAILED: set(),
        S.DROPPED: set(),
    },
)

# A run says that it lives after each part of the file; one that has been silent this long was cut off.
SILENCE = timedelta(minutes=2)


def is_cut_off(state: str, alive_at: datetime, at: datetime) -> bool:
    """Whether a run that calls itself running has been cut off, by a power failure say."""
    return state == RunState.RUNNING and at - alive_at > SILENCE
