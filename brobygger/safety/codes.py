"""The sections of a plan, how a line stands, and the forms in which it may be given."""

from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Section(TextChoices):
    """What a plan is about, in the order in which it is written."""

    CONTACT = "contact", _("Contact and code word")
    WARNING_SIGNS = "warning_signs", _("Warning signs")
    DURING = "during", _("While it happens")
    LEAVING = "leaving", _("Getting away")
    AFTERWARDS = "afterwards", _("Afterwards")
    CHILDREN = "children", _("The children")
    EVERYDAY = "everyday", _("Work, school and transport")
    DIGITAL = "digital", _("Phone and digital life")
    MONEY = "money", _("Money and papers")
    PEOPLE = "people", _("People and numbers")
    LEGAL = "legal", _("Protection by law")
    FEELINGS = "feelings", _("Feelings, and holding out")
    COPIES = "copies", _("Who has a copy, and where")


# What a section is called on paper, where a stranger may read it; neither how she is reached, with the code word, nor
# who has a copy goes on paper.
ON_PAPER: dict[str, Any] = {
    Section.WARNING_SIGNS: _("Keep an eye on"),
    Section.DURING: _("Right then"),
    Section.LEAVING: _("Out of the door"),
    Section.AFTERWARDS: _("Later on"),
    Section.CHILDREN: _("Family"),
    Section.EVERYDAY: _("Everyday life"),
    Section.DIGITAL: _("Phone and computer"),
    Section.MONEY: _("Money and papers"),
    Section.PEOPLE: _("People"),
    Section.LEGAL: _("Offices"),
    Section.FEELINGS: _("For myself"),
}


class LineStatus(TextChoices):
    """How far a line has come."""

    AGREED = "agreed", _("Agreed")
    DONE = "done", pgettext_lazy("a line", "Done")
    NOT_POSSIBLE = "not_possible", _("Not possible")


class GivenAs(TextChoices):
    """The form in which the person wanted the plan that day."""

    SCREEN = "screen", _("We look at it together on the screen")
    PRINT = "print", _("On paper, with neutral headings")
    BY_HEART = "by_heart", _("Learned by heart")
    COUNSELLOR = "counsellor", _("It stays with us")
    TRUSTED = "trusted", _("Someone the person trusts keeps it")
