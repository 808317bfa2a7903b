"""The way of someone through the municipal steps: each ends explained, or stands where someone looks."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from brobygger.base.machine import Machine


class ScreeningState(TextChoices):
    """Where it stands, in words that an employee may read: nothing of what the team talks about with her."""

    STARTED = "started", _("Begun, not finished")
    NO_SIGN = "no_sign", _("No signs after all")
    SEED_PLANTED = "seed_planted", _("Not now: a seed is planted")
    ASKED_AGAIN = "asked_again", _("Asked again")
    CAME_BACK = "came_back", _("Came back of her or his own accord")
    LET_LIE = "let_lie", _("Not asked again, for a reason")
    POINTED_ON = "pointed_on", _("Led to another door")
    CAME_THERE = "came_there", _("Came to the other door")
    DID_NOT_COME_THERE = "did_not_come_there", _("Did not come to the other door")
    NOT_KNOWN_THERE = "not_known_there", _("It cannot be known whether she or he came there")
    SENT = "sent", _("Waits for the team")
    TAKEN = "taken", _("The team has it")
    CONVERSATION_HELD = "conversation_held", _("The first conversation is held")
    CAME_TO_NOTHING = "came_to_nothing", _("It came to nothing")
    WITHDRAWN = "withdrawn", _("She or he has taken the yes back")
    THROWN_AWAY = "thrown_away", _("Begun by mistake")


S = ScreeningState

SCREENING = Machine(
    "screening",
    ScreeningState,
    start={S.STARTED, S.SENT},
    # What was sent, planted or pointed on goes back to being begun where she undoes it in time; `rules.may_undo`.
    moves={
        S.STARTED: {S.NO_SIGN, S.SEED_PLANTED, S.POINTED_ON, S.SENT, S.THROWN_AWAY},
        S.NO_SIGN: {S.STARTED},
        S.SEED_PLANTED: {S.STARTED, S.ASKED_AGAIN, S.LET_LIE, S.CAME_BACK},
        S.ASKED_AGAIN: {S.SEED_PLANTED},  # the new asking was begun by mistake
        S.CAME_BACK: set(),  # by herself, with her code, and the employee may know it: what she sent goes on apart
        S.LET_LIE: {S.SEED_PLANTED, S.CAME_BACK},
        S.POINTED_ON: {S.STARTED, S.TAKEN, S.CAME_THERE, S.DID_NOT_COME_THERE, S.NOT_KNOWN_THERE, S.WITHDRAWN},
        S.CAME_THERE: {S.POINTED_ON},
        S.DID_NOT_COME_THERE: {S.POINTED_ON, S.STARTED, S.SENT},  # gone on with, towards the team
        S.NOT_KNOWN_THERE: {S.POINTED_ON},
        S.SENT: {S.STARTED, S.TAKEN, S.CAME_TO_NOTHING, S.WITHDRAWN},
        S.TAKEN: {S.SENT, S.CONVERSATION_HELD, S.POINTED_ON, S.CAME_TO_NOTHING, S.WITHDRAWN},
        S.CONVERSATION_HELD: {S.TAKEN, S.POINTED_ON, S.CAME_TO_NOTHING, S.WITHDRAWN},
        S.CAME_TO_NOTHING: {S.SENT},  # undone, or she comes back
        S.WITHDRAWN: set(),
        S.THROWN_AWAY: {S.STARTED},
    },
)
# On the team's list.
WITH_THE_TEAM = (S.SENT, S.TAKEN, S.CONVERSATION_HELD)
