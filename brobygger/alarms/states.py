"""The life of an alarm, and this room's closed lists: why someone was told, how an alarm is settled, what leaks."""

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _

from brobygger.base.machine import Machine


class AlarmState(TextChoices):
    """An alarm is heard until what stood still moves on, or someone answers for it with a new date."""

    LIVE = "live", _("Waiting for someone")
    MOVED_ON = "moved_on", _("It has moved on")
    POSTPONED = "postponed", _("A new date was given")


ALARM = Machine(
    "alarm",
    AlarmState,
    start={AlarmState.LIVE},
    moves={
        AlarmState.LIVE: {AlarmState.MOVED_ON, AlarmState.POSTPONED},
        AlarmState.MOVED_ON: {AlarmState.LIVE},  # it stands as it stood after all
        AlarmState.POSTPONED: set(),
    },
)


class Level(IntegerChoices):
    """Who has to know: first those who coordinate, then the programme's leader."""

    COORDINATOR = 1, _("The coordinator")
    LEADER = 2, _("The leader")


class Because(TextChoices):
    """Why someone was told of an alarm."""

    HERS = "hers", _("it is hers or his")
    ROLE = "role", _("it is the coordinator's or the leader's to know")
    SUBSTITUTE = "substitute", _("standing in for someone who is away")
    NEXT_LEVEL = "next_level", _("nobody nearer was at work")
    NOBODY_AT_WORK = "nobody_at_work", _("no one is at work")


class Reason(TextChoices):
    """Why an alarm is answered with a new date."""

    ASKED = "asked", _("I have asked, and wait for an answer")
    AGREED = "agreed", _("A later day has been agreed")
    PERSON_WISHES = "person_wishes", _("The person wishes to wait")
    NO_ROOM = "no_room", _("There is no room yet")
    OTHER = "other", _("Another reason")


class Leak(TextChoices):
    """How someone may fall out unseen. Each has its sentence and the place where it is mended in words.py."""

    ACCEPTED_WITHOUT_REFERRAL = "accepted_without_referral", _("A yes without a referral")
    OPEN_PAST_WINDOW = "open_past_window", _("On the list past its last day")
    FOLLOW_DATE_PASSED = "follow_date_passed", _("'Will call' past its date")
    AWAITING_TYPE_TOO_LONG = "awaiting_type_too_long", _("An offence code that nobody has placed")
    HELD_TOO_LONG = "held_too_long", _("Kept open by someone for more than a day")
    NO_NUMBER_UNSEEN = "no_number_unseen", _("No number, and nobody has looked")
    STATES_DISAGREE = "states_disagree", _("The register and the case do not say the same")
    OPEN_WITHOUT_CASE = "open_without_case", _("Open in the register, without a case")
    CASE_WITHOUT_REGISTRATION = "case_without_registration", _("A case that the register does not know")
    DEADLINE_PASSED = "deadline_passed", _("A deadline has passed, and nobody has answered")
    NO_DEADLINE = "no_deadline", _("Stands still in a state without a deadline")
    RECEIVER_GONE = "receiver_gone", _("Sent to a receiver that is gone")
    IMPORT_NOT_ENDED = "import_not_ended", _("An import that never ended")
    MESSAGE_STUCK = "message_stuck", _("A message stuck on its way")
    SCREENING_DISAGREES = "screening_disagrees", _("A registration and its figures do not say the same")
    NO_WAY_TO_HER = "no_way_to_her", _("Waits for the team, and there is no way to get in touch")
    HOLDER_GONE = "holder_gone", _("Held by someone whose role is over")
    OPEN_WITHOUT_SCREENING = "open_without_screening", _("Open in the figures of the way in, without a registration")
