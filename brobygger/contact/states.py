"""The states of a message on its way out."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from brobygger.base.machine import Machine


class MessageState(TextChoices):
    """Where a message is. Uncertain: it may have arrived, and only a person decides whether it is sent again."""

    WAITING = "waiting", _("Waits to be sent")
    SENDING = "sending", _("On its way")
    SENT = "sent", _("Sent")
    FAILED = "failed", _("Could not be sent")
    UNCERTAIN = "uncertain", _("Perhaps sent")
    STOPPED = "stopped", _("Stopped")


class Audience(TextChoices):
    """Whom a wording is written to."""

    PERSON = "person", _("The person")
    WORKER = "worker", _("A worker")
    ORGANISATION = "organisation", _("Another organisation")


MESSAGE = Machine(
    "message",
    MessageState,
    # A letter is a person's to post: it begins where the program's part of it ends.
    start={MessageState.WAITING, MessageState.SENT},
    moves={
        MessageState.WAITING: {MessageState.SENDING, MessageState.STOPPED},
        MessageState.SENDING: {
            MessageState.SENT,
            MessageState.WAITING,
            MessageState.FAILED,
            MessageState.UNCERTAIN,
        },
        MessageState.SENT: set(),
        MessageState.FAILED: {MessageState.WAITING, MessageState.STOPPED},
        MessageState.UNCERTAIN: {MessageState.WAITING, MessageState.STOPPED},
        MessageState.STOPPED: set(),
    },
)
