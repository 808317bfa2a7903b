"""The life of a duty to notify, and the short lists that its pages choose from."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from brobygger.base.machine import Machine


class DutyKind(TextChoices):
    """What the duty is; the values are the keys of the legal bases."""

    POLICE = "police_danger", _("The police: someone's life may be in danger")
    PROFESSIONAL = "underretning_133", _("Underretning about a child, as a professional")
    EVERYONE = "underretning_135", _("Underretning about a child, as everyone must")


# Which legal basis each kind stands on.
BASIS = {
    DutyKind.POLICE: "police_danger",
    DutyKind.PROFESSIONAL: "barnets_lov_133",
    DutyKind.EVERYONE: "barnets_lov_135",
}


class DutyState(TextChoices):
    RAISED = "raised", _("Not decided yet")
    TO_NOTIFY = "decided_to_notify", _("To be sent")
    NOT_TO_NOTIFY = "decided_not_to_notify", _("Decided not to notify")
    SENT = "sent", _("Sent, no receipt yet")
    RECEIPT = "receipt", _("Received, no answer yet")
    ANSWERED = "answered", _("Answered")
    CLOSED = "closed", _("Closed")
    MISTAKE = "mistake", _("Raised by mistake")


# What was decided against, or ended as a mistake, can be taken up again when there are new facts.
DUTY = Machine(
    "duty",
    DutyState,
    start={DutyState.RAISED},
    moves={
        DutyState.RAISED: {DutyState.TO_NOTIFY, DutyState.NOT_TO_NOTIFY, DutyState.MISTAKE},
        DutyState.TO_NOTIFY: {DutyState.SENT, DutyState.NOT_TO_NOTIFY, DutyState.MISTAKE},
        DutyState.NOT_TO_NOTIFY: {DutyState.RAISED},
        DutyState.SENT: {DutyState.RECEIPT, DutyState.ANSWERED, DutyState.CLOSED},
        DutyState.RECEIPT: {DutyState.ANSWERED, DutyState.CLOSED},
        DutyState.ANSWERED: {DutyState.CLOSED},
        DutyState.CLOSED: set(),
        DutyState.MISTAKE: {DutyState.RAISED},
    },
)
UNDER_WAY = (DutyState.RAISED, DutyState.TO_NOTIFY, DutyState.SENT, DutyState.RECEIPT)
BEFORE_SENDING = (DutyState.RAISED, DutyState.TO_NOTIFY)
AFTER_SENDING = (DutyState.SENT, DutyState.RECEIPT, DutyState.ANSWERED, DutyState.CLOSED)


class About(TextChoices):
    """What the duty was raised on."""

    CASE = "case", _("Case")
    COUNSELLING = "counselling", _("Counselling")
    SCREENING = "screening", _("Registration")
    NOTHING = "", _("Nothing in the program")


class HowKnown(TextChoices):
    """Who saw or heard it."""

    SELF = "self", _("I saw or heard it myself")
    TOLD_BY_PERSON = "told_by_person", _("The person told me")
    TOLD_BY_CHILD = "told_by_child", _("The child told me")
    TOLD_BY_OTHER = "told_by_other", _("Someone else told me")


class MayKnow(TextChoices):
    """Whether the one who uses violence may learn that we know this; unanswered counts as no."""

    NO = "no", _("No, the source must be protected")
    YES = "yes", _("Yes, it can be read by everyone in the case")
    UNKNOWN = "", _("Not asked yet")


class ParentsTold(TextChoices):
    TOLD = "told", _("Yes, they have been told")
    NOT_TOLD = "not_told", _("No, they have not been told")


class SentHow(TextChoices):
    PHONE = "phone", _("By phone")
    SECURE_MAIL = "secure_mail", _("By secure mail")
    LETTER = "letter", _("By letter")
    OWN_FORM = "own_form", _("By our own authority's form")
    IN_PERSON = "in_person", _("In person")


class Reply(TextChoices):
    RECEIPT = "receipt", _("Receipt")
    ANSWER = "answer", _("Answer")


class Done(TextChoices):
    """What was done with a duty, as its history tells."""

    RAISED = "raised", _("The duty was raised")
    RANG_112 = "rang_112", _("112 was rung")
    KIND_CHANGED = "kind_changed", _("The kind of the duty was changed")
    DECIDED = "decided", _("It was decided to notify")
    DECIDED_NOT = "decided_not", _("It was decided not to notify")
    REOPENED = "reopened", _("The duty was taken up again")
    SENT = "sent", _("The notification was sent")
    ADDED = "added", _("An addition was sent")
    RECEIPT = "receipt", _("A receipt was noted")
    ANSWER = "answer", _("An answer was noted")
    CLOSED = "closed", _("The duty was closed")
    MISTAKE = "mistake", _("The duty was ended as raised by mistake")
    ASKED = "asked", _("A colleague was asked to take over")
    ASK_ENDED = "ask_ended", _("The question to the colleague was ended")
    HANDED_OVER = "handed_over", _("A colleague took over by agreement")
    PASSED_ON = (
        "passed_on",
        _("It passed to another with all that was written in it, since its holder works here no more"),
    )
    CAME_BACK = "came_back", _("It passed to another, who did nothing with it, and came back")
