"""The life of a call: begun, saved with what came of it, undone within the minute, or left without a word."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from brobygger.base.machine import Machine


class CallState(TextChoices):
    OPEN = "open", _("Being made")
    SAVED = "saved", _("Saved")
    UNDONE = "undone", _("Undone")
    LEFT = "left", _("Left without a call")


CALL = Machine(
    "call",
    CallState,
    start={CallState.OPEN},
    moves={
        CallState.OPEN: {CallState.SAVED, CallState.LEFT},
        CallState.SAVED: {CallState.UNDONE},
        CallState.UNDONE: set(),
        CallState.LEFT: {CallState.OPEN},
    },
)


class Result(TextChoices):
    """What came of one call; the first three are answers to the offer."""

    ACCEPTED = "accepted", _("Accepted the offer")
    DECLINED = "declined", _("Declined the offer")
    WILL_CALL_SELF = "will_call_self", _("Will call herself or himself")
    CALL_AGAIN = "call_again", _("Asked to be rung another time")
    NO_ANSWER = "no_answer", _("No answer")
    SOMEONE_ELSE_ANSWERED = "someone_else_answered", _("Someone else answered")
    WRONG_NUMBER = "wrong_number", _("Wrong number")
    NOT_IN_USE = "not_in_use", _("The number is not in use")
    LANGUAGE_BARRIER = "language_barrier", _("No common language")
    DO_NOT_CONTACT = "do_not_contact", _("Asked not to be contacted")


ANSWERS = frozenset({Result.ACCEPTED, Result.DECLINED, Result.WILL_CALL_SELF})
# These stop the number that was rung, at once.
STOPS_NUMBER = frozenset({Result.SOMEONE_ELSE_ANSWERED, Result.WRONG_NUMBER, Result.NOT_IN_USE})
