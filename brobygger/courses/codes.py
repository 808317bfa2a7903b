"""What may be said of a course in codes."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Element(TextChoices):
    """What a session is about (seed 003, Kerneelement 3)."""

    RECOGNITION = "recognition", _("Recognising the violence")
    MIRRORING = "mirroring", _("Mirroring")
    NETWORK = "network", _("Network")
    COPING = "coping", _("Coping and agency")


class Came(TextChoices):
    PRESENT = "present", _("Came")
    LATE = "late", _("Came late")
    WITH_NOTICE = "with_notice", _("Away, told us")
    AWAY = "away", _("Stayed away")


HERE = (Came.PRESENT, Came.LATE)


class Dropped(TextChoices):
    """Why someone left before the end."""

    NOT_SAFE = "not_safe", _("It was not safe to come")
    WORK = "work", _("Work or school")
    CHILDREN = "children", _("Children or family")
    ILLNESS = "illness", _("Illness")
    MOVED = "moved", _("Moved away")
    NOT_NOW = "not_now", _("Not the right help now")
    ANOTHER_COURSE = "another_course", _("Is to be in another course")
    STOPPED = "stopped", _("The course was stopped")
    NOT_TOLD = "not_told", _("Did not say")


# What the house does, and says nothing of whether people stay.
NOT_HERS = (Dropped.ANOTHER_COURSE, Dropped.STOPPED)


class Gave(TextChoices):
    """What the course gave, as the person herself says; apart from how often she came."""

    MUCH = "much", _("Much")
    SOME = "some", _("Some")
    LITTLE = "little", _("Little")
    NOT_TOLD = "not_told", _("Did not say")


class Apart(TextChoices):
    """Why two must not meet. Whoever leads a course never sees it."""

    SAME_OTHER = "same_other", _("The same person uses violence against both")
    KIN = "kin", _("They are related")
    CHILDREN = "children", _("Their children go to one school")
    CONFLICT = "conflict", _("There has been a conflict")
    STAFF = "staff", _("Knows someone who leads the course")
    HER_WISH = "her_wish", _("One of them does not wish it")
