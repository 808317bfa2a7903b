"""The life of a referral, of what arrives at the receiver, and the closed lists of both."""

from enum import StrEnum

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from brobygger.base.machine import Machine


class ReferralState(TextChoices):
    """Where a referral stands, as the sender sees it."""

    TO_BE_SENT = "to_be_sent", _("To be sent")
    SENT = "sent", _("Sent")
    RECEIVED = "received", _("Received")
    ACCEPTED = "accepted", _("Accepted by the receiver")
    FIRST_CONTACT = "first_contact", _("First contact made")
    HELD = "held", _("Conversation held")
    CAME_TO_NOTHING = "came_to_nothing", _("Came to nothing")
    WITHDRAWN = "withdrawn", _("Consent withdrawn")
    TAKEN_BACK = "taken_back", _("Taken back")


S = ReferralState

REFERRAL = Machine(
    "referral",
    ReferralState,
    start={S.TO_BE_SENT},
    moves={
        # Undone with its call; or no one could take it.
        S.TO_BE_SENT: {S.SENT, S.TAKEN_BACK, S.CAME_TO_NOTHING, S.WITHDRAWN},
        # Declined, or called back from a receiver that is silent: it is to be sent again, to another.
        S.SENT: {S.RECEIVED, S.ACCEPTED, S.TO_BE_SENT, S.WITHDRAWN},
        S.RECEIVED: {S.ACCEPTED, S.TO_BE_SENT, S.WITHDRAWN},
        S.ACCEPTED: {S.FIRST_CONTACT, S.HELD, S.CAME_TO_NOTHING, S.WITHDRAWN},
        S.FIRST_CONTACT: {S.HELD, S.CAME_TO_NOTHING, S.WITHDRAWN},
        # A consent may be withdrawn at any time; what was held stays among the steps. Noted by mistake, it goes back.
        S.HELD: {S.ACCEPTED, S.FIRST_CONTACT, S.WITHDRAWN},
        S.CAME_TO_NOTHING: {S.WITHDRAWN},
        S.WITHDRAWN: set(),
        S.TAKEN_BACK: set(),
    },
)

# What waits for someone's next step, and is watched.
UNDER_WAY = (S.TO_BE_SENT, S.SENT, S.RECEIVED, S.ACCEPTED, S.FIRST_CONTACT)
AT_THE_RECEIVER = (S.SENT, S.RECEIVED, S.ACCEPTED, S.FIRST_CONTACT, S.HELD)
UNANSWERED = (S.SENT, S.RECEIVED)


class ArrivalState(TextChoices):
    """Where what has arrived stands at the receiver."""

    ARRIVED = "arrived", _("Arrived")
    ACCEPTED = "accepted", _("Accepted")
    DECLINED = "declined", _("Declined")
    CALLED_BACK = "called_back", _("Called back by the sender")
    WITHDRAWN = "withdrawn", _("Consent withdrawn")
    ENDED = "ended", _("Ended")


A = ArrivalState

ARRIVAL = Machine(
    "arrival",
    ArrivalState,
    start={A.ARRIVED},
    moves={
        A.ARRIVED: {A.ACCEPTED, A.DECLINED, A.CALLED_BACK, A.WITHDRAWN},
        A.ACCEPTED: {A.ENDED, A.WITHDRAWN},
        A.ENDED: {A.WITHDRAWN},
        A.DECLINED: set(),
        A.CALLED_BACK: set(),
        A.WITHDRAWN: set(),
    },
)


class Step(TextChoices):
    """What a receiver tells the sender of, when it has accepted: codes and dates, never content."""

    FIRST_CONTACT = "first_contact", _("First contact made")
    HELD = "held", _("Conversation held")
    CAME_TO_NOTHING = "came_to_nothing", _("Came to nothing")


class Stopped(TextChoices):
    """Why contact was stopped at both ends where the person has not withdrawn the consent, as the receiver is told."""

    MINOR = "minor", _("The police have corrected the birth date: the person is under 18. The guardian is to be asked")
    STOPPED = "stopped", _("All contact has been stopped")


class Contact(StrEnum):
    """What the receiver has told of contact; the referral's state stays."""

    STOPPED = "contact_stopped"
    OPEN_AGAIN = "contact_open"


STOPPED_HERE, OPEN_AGAIN = Contact.STOPPED.value, Contact.OPEN_AGAIN.value


class Declined(TextChoices):
    """Why a receiver cannot take a referral."""

    NO_ROOM = "no_room", _("No room at present")
    NOT_OUR_OFFER = "not_our_offer", _("Not what we offer")
    OTHER_AREA = "other_area", _("Outside our area")
    LANGUAGE = "language", _("No one who speaks the language")
    CONFLICT = "conflict", _("Someone here knows the person")
    NOT_READABLE = "not_readable", _("What was sent could not be read")
    OTHER = "other", _("Another reason")


class Nothing(TextChoices):
    """Why a referral came to nothing."""

    NOT_REACHED = "not_reached", _("Could not be reached")
    CHANGED_MIND = "changed_mind", _("Does not want a conversation after all")
    DID_NOT_COME = "did_not_come", _("Did not come to what was agreed")
    HAS_OTHER_HELP = "has_other_help", _("Has found other help")
    NOT_SAFE = "not_safe", _("Contact turned out not to be safe")
    NO_RECEIVER = "no_receiver", _("No receiver could take it")
    OTHER = "other", _("Another reason")


class Gone(TextChoices):
    """Why a receiver can be sent to no more."""

    CLOSED = "closed", _("The offer has closed")
    FULL = "full", _("Takes no one until further notice")
    WRONG_ADDRESS = "wrong_address", _("The address does not work")
    ENDED_AGREEMENT = "ended_agreement", _("The agreement has ended")
    OTHER = "other", _("Another reason")


class Field(TextChoices):
    """What a package may carry; each crosses only when it is ticked, and only where the consent covers it."""

    NAME = "name", _("Name")
    NUMBERS = "numbers", _("Phone number")
    CONTACT = "contact", _("When and how it is safe to ring")
    LANGUAGE = "language", _("Language and interpreter")
    INCIDENT_TYPE = "incident_type", _("What kind of incident it is about")
    ROLE = "role", _("Victim, witness or relative")
    CHILD = "child", _("The child: first name, and the day of turning 18")
    GENDER = "gender", _("Gender")
    AGE_GROUP = "age_group", _("Age group")
    NOTE = "note", _("Note to the counsellor")


class LinkKind(TextChoices):
    """What a one-time link asks an outside receiver."""

    ANSWER = "answer", _("Received, and accepted or declined")
    PROGRESS = "progress", _("What came of it")
    STOPPED = "stopped", _("That contact has stopped")
