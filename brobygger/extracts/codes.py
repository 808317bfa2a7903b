"""To whom an extract goes, what a line of it is, and why a line is taken out."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

LANGUAGES_ON_PAPER = ("da", "en")  # the first where none is chosen; the lines are read in it


class Receiver(TextChoices):
    """Who is to read it."""

    POLICE = "police", _("The police")
    COURT = "court", _("A court")
    SHELTER = "shelter", _("A shelter")
    DEPARTMENT = "department", _("Another department of the municipality")
    LAWYER = "lawyer", _("The person's lawyer")
    AUTHORITY = "authority", _("Another authority")
    OTHER_PARTY = "other_party", _("The one who uses violence, by the right of access")


class MayMeet(TextChoices):
    """Whether the receiver may be in contact with the one who uses violence. Not known is never no."""

    YES = "yes", _("Yes")
    NO = "no", _("No")
    NOT_KNOWN = "not_known", _("Not known")


class Part(TextChoices):
    """What a line is, in the order in which they are read."""

    OPINION = "opinion", _("Opinions")
    JUDGEMENT = "judgement", _("Judgement")
    SCENARIO = "scenario", _("What may happen")
    STEP = "step", _("What is to be done")
    EVIDENCE = "evidence", _("What is known")
    PLAN = "plan", _("What is agreed")


class Why(TextChoices):
    """Why a line is taken out."""

    SOURCE = "source", _("Whoever told it must not be known")
    WHERE = "where", _("It tells where the person is")
    OTHERS = "others", _("It is about someone else")
    NOT_NEEDED = "not_needed", _("It is not needed for this")
