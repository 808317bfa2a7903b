"""The life of a counselling, of an assignment and of a conversation."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from brobygger.base.machine import Machine


class CounsellingState(TextChoices):
    """Where the help to one person stands."""

    WAITING = "waiting", _("Waiting for a volunteer")
    OFFERED = "offered", _("Offered to a volunteer")
    RUNNING = "running", _("Under way")
    ENDED = "ended", _("Ended")


class AssignmentState(TextChoices):
    """What the volunteer answered, and whether the person is still hers."""

    OFFERED = "offered", _("Offered")
    ACCEPTED = "accepted", _("Accepted")
    DECLINED = "declined", _("Declined")
    WITHDRAWN = "withdrawn", _("Taken back")
    HANDED_BACK = "handed_back", _("Handed back")
    FREED = "freed", _("Accepted; later the person went back to the board")
    DONE = "done", _("Done")


class ConversationState(TextChoices):
    """What came of a conversation that was agreed."""

    PLANNED = "planned", _("Agreed")
    HELD = "held", _("Held")
    NO_SHOW = "no_show", _("Did not come")
    CANCELLED = "cancelled", _("Cancelled")
    BROKEN_OFF = "broken_off", _("Broken off before anything was noted")


class Source(TextChoices):
    """Who sent the person on; the values are those of the counselling register."""

    OUTREACH = "outreach", _("The outreach project")
    POLICE = "police", _("The police")
    SELF = "self", _("Came by herself or himself")
    HEALTH_SERVICE = "health_service", _("The health service")
    MUNICIPALITY = "municipality", _("The municipality")
    OTHER = "other", _("Others")


class EndReason(TextChoices):
    """Why the counselling ended."""

    HELPED = "helped", _("The person has had the help that was wanted")
    WANTED_NO_MORE = "wanted_no_more", _("The person wants no more conversations")
    NOT_REACHED = "not_reached", _("The person could not be reached")
    CHANGED_MIND = "changed_mind", _("The person did not want to begin after all")
    DID_NOT_COME = "did_not_come", _("The person did not come")
    NOT_SAFE = "not_safe", _("It was not safe to be in touch")
    PASSED_ON = "passed_on", _("Helped on to someone else")
    CONSENT_WITHDRAWN = "consent_withdrawn", _("The consent was withdrawn")
    CONTACT_STOPPED = "contact_stopped", _("All contact was stopped")
    NO_ONE_TO_GIVE = "no_one_to_give", _("We had no one to offer")


class OfferAnswer(TextChoices):
    """Why a volunteer says no to a person, or hands the person back."""

    NO_TIME = "no_time", _("No time now")
    AWAY = "away", _("Away")
    NOT_FOR_ME = "not_for_me", _("Not something for me")
    KNOWS_THEM = "knows_them", _("I may know the person")
    OTHER = "other", _("Another reason")


class CancelledBy(TextChoices):
    """Who called an agreed conversation off."""

    PERSON = "person", _("The person")
    COUNSELLOR = "counsellor", _("The volunteer")
    ORGANISATION = "organisation", _("We as an organisation")


class Reached(TextChoices):
    """What came of one attempt to get in touch."""

    REACHED = "reached", _("Reached")
    NO_ANSWER = "no_answer", _("No answer")
    SOMEONE_ELSE_ANSWERED = "someone_else_answered", _("Someone else answered")
    WRONG_NUMBER = "wrong_number", _("Wrong number")


# Whom nobody contacts any more; the volunteer is told so.
STOPS = frozenset({EndReason.CONSENT_WITHDRAWN, EndReason.CONTACT_STOPPED})

C, A, K = CounsellingState, AssignmentState, ConversationState

COUNSELLING = Machine(
    "counselling",
    CounsellingState,
    start={C.WAITING},
    moves={
        C.WAITING: {C.OFFERED, C.ENDED},
        C.OFFERED: {C.WAITING, C.RUNNING, C.ENDED},
        C.RUNNING: {C.WAITING, C.ENDED},
        C.ENDED: set(),
    },
)
ASSIGNMENT = Machine(
    "assignment",
    AssignmentState,
    start={A.OFFERED},
    moves={
        A.OFFERED: {A.ACCEPTED, A.DECLINED, A.WITHDRAWN},
        A.ACCEPTED: {A.HANDED_BACK, A.FREED, A.DONE},
        A.DECLINED: set(),
        A.WITHDRAWN: set(),
        A.HANDED_BACK: set(),
        A.FREED: set(),
        A.DONE: set(),
    },
)
CONVERSATION = Machine(
    "conversation",
    ConversationState,
    start={K.PLANNED},
    moves={
        # Broken off: its time had come when contact was stopped, or when the person was freed from the volunteer.
        K.PLANNED: {K.HELD, K.NO_SHOW, K.CANCELLED, K.BROKEN_OFF},
        # Within the minute of undo, what came of it is taken back.
        K.HELD: {K.PLANNED},
        K.NO_SHOW: {K.PLANNED},
        K.CANCELLED: {K.PLANNED},
        # It had begun: whoever talked with her says what came of it all the same.
        K.BROKEN_OFF: {K.HELD, K.NO_SHOW, K.CANCELLED},
    },
)
OPEN = frozenset({C.WAITING, C.OFFERED, C.RUNNING})
