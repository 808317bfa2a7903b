"""What the team may note in codes, of how it went and of the one who uses violence."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Noted(TextChoices):
    """What the team noted of getting in touch with her."""

    REACHED = "reached", _("Reached")
    NOT_REACHED = "not_reached", _("Rang, not reached")
    SOMEONE_ELSE_ANSWERED = "someone_else_answered", _("Someone else answered")
    WRONG_NUMBER = "wrong_number", _("Wrong number")
    TALKED = "talked", _("First conversation held")
    REMARK = "remark", _("A note")


# A number where this happened is never shown again.
STOPS_NUMBER = frozenset({Noted.SOMEONE_ELSE_ANSWERED, Noted.WRONG_NUMBER})
RANG = (Noted.REACHED, Noted.NOT_REACHED, Noted.SOMEONE_ELSE_ANSWERED, Noted.WRONG_NUMBER)


class Form(TextChoices):
    """How the first conversation was held."""

    IN_PERSON = "in_person", _("In person")
    PHONE = "phone", _("By telephone")
    VIDEO = "video", _("By video")
    MAILBOX = "mailbox", _("In the mailbox")


class Relation(TextChoices):
    """What the one who uses violence is to her."""

    PARTNER = "partner", _("Partner")
    FORMER_PARTNER = "former_partner", _("Former partner")
    PARENT = "parent", _("Mother or father")
    CHILD = "child", _("Son or daughter")
    OTHER_FAMILY = "other_family", _("Others in the family")
    SOMEONE_ELSE = "someone_else", _("Someone else near to her or him")
    NOT_KNOWN = "not_known", _("Not known")


class Known(TextChoices):
    """Yes, no, or not known, which is never no."""

    YES = "yes", _("Yes")
    NO = "no", _("No")
    UNKNOWN = "unknown", _("Not known")


class Ground(TextChoices):
    """On which ground what may be an offence is kept (databeskyttelsesloven § 8); nothing of it is passed on."""

    NECESSARY = "dbl_8_1", _("§ 8(1): needed for the authority's own task")
    SECTION_7 = "dbl_8_5", _("§ 8(5): a condition of § 7 is met")


class Answered(TextChoices):
    """How a request for access from the one who uses violence was answered."""

    WITHHELD = "withheld", _("Nothing is told")
    TOLD_IN_PART = "told_in_part", _("What may be told is told")
