"""The life of a case: every case is on the list, followed, or has ended in one explained state."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from brobygger.base.machine import Machine


class CaseState(TextChoices):
    """Where the thread with a person stands."""

    TO_CALL = "to_call", _("To be rung")
    NO_NUMBER = "no_number", _("No usable number")
    GUARDIAN_MISSING = "guardian_missing", _("Under 18: the guardian is missing")
    AWAITING_TYPE = "awaiting_type", _("Offence code not mapped yet")
    WILL_CALL_SELF = "will_call_self", _("Will call herself or himself")
    ACCEPTED = "accepted", _("Accepted")
    DECLINED = "declined", _("Declined")
    CAME = "came", _("Came by herself or himself")
    DID_NOT_COME = "did_not_come", _("Did not come before the date")
    NOT_REACHED = "not_reached", _("Not reached after all attempts")
    LANGUAGE_BARRIER = "language_barrier", _("No common language, no interpreter")
    WINDOW_PASSED = "window_passed", _("The programme's window passed")
    STOPPED = "stopped", _("Contact stopped")
    NOT_IN_TARGET_GROUP = "not_in_target_group", _("Not in the target group")
    ANSWER_NOT_RECORDED = "answer_not_recorded", _("Reached; the answer was not recorded")
    JOINED = "joined", _("Goes on in the person's other case")


S = CaseState
_WAITING = {S.TO_CALL, S.NO_NUMBER, S.GUARDIAN_MISSING}
# Whatever came of it: where the police correct that she is accused, nobody rings her and no undo leads back.
_CORRECTED = {S.NOT_IN_TARGET_GROUP}
_OPEN = {S.TO_CALL, S.NO_NUMBER, S.GUARDIAN_MISSING, S.AWAITING_TYPE, S.WILL_CALL_SELF}
_ENDS_WITHOUT_WORDS = {S.WINDOW_PASSED, S.STOPPED, S.NOT_IN_TARGET_GROUP, S.JOINED}
_ANSWERED = {S.ACCEPTED, S.DECLINED, S.WILL_CALL_SELF}

CASE = Machine(
    "case",
    CaseState,
    start={S.TO_CALL, S.NO_NUMBER, S.GUARDIAN_MISSING, S.AWAITING_TYPE, S.WINDOW_PASSED, S.ANSWER_NOT_RECORDED},
    moves={
        S.TO_CALL: _ANSWERED
        | {S.NO_NUMBER, S.NOT_REACHED, S.LANGUAGE_BARRIER, S.ANSWER_NOT_RECORDED}
        # The police correct her birth date, or the offence code.
        | {S.GUARDIAN_MISSING, S.AWAITING_TYPE}
        | _ENDS_WITHOUT_WORDS,
        S.NO_NUMBER: {S.TO_CALL, S.NOT_REACHED, S.GUARDIAN_MISSING, S.AWAITING_TYPE} | _ENDS_WITHOUT_WORDS,
        S.GUARDIAN_MISSING: {S.TO_CALL, S.NO_NUMBER, S.AWAITING_TYPE} | _ENDS_WITHOUT_WORDS,
        S.AWAITING_TYPE: _WAITING | _ENDS_WITHOUT_WORDS,
        # Within the minute of undo, what a call ended goes back to the list.
        # The police correct that she is under 18: her own yes does not carry, and her guardian is asked.
        S.ACCEPTED: {S.TO_CALL, S.GUARDIAN_MISSING} | _CORRECTED,
        S.DECLINED: {S.TO_CALL} | _CORRECTED,
        S.WILL_CALL_SELF: {S.CAME, S.DID_NOT_COME, S.TO_CALL, S.STOPPED, S.JOINED} | _CORRECTED,
        S.NOT_REACHED: {S.TO_CALL} | _CORRECTED,
        S.LANGUAGE_BARRIER: {S.TO_CALL} | _CORRECTED,
        S.STOPPED: {S.TO_CALL} | _CORRECTED,
        S.CAME: set(),
        S.DID_NOT_COME: set(),
        S.WINDOW_PASSED: {S.TO_CALL, S.NO_NUMBER, S.GUARDIAN_MISSING} | _CORRECTED,
        S.NOT_IN_TARGET_GROUP: set(),
        S.ANSWER_NOT_RECORDED: {S.TO_CALL} | _CORRECTED,
        # Two who were merged are split again.
        S.JOINED: _OPEN | _CORRECTED,
    },
)

OPEN = frozenset(_OPEN)
