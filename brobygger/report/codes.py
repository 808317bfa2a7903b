"""The chapters of a report, and the forms that it is made in."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Chapter(TextChoices):
    """What each chapter is about; which of them a programme's report has stands in `outline`."""

    SUMMARY = "summary", _("Summary")
    STEPS = "steps", _("The work in four steps")
    METHOD = "method", _("What the numbers stand on")
    ANSWERS = "answers", _("Who is found, and who says yes")
    REFERRALS = "referrals", _("What became of the referrals")
    DETECTION = "detection", _("How people are seen")
    DOORS = "doors", _("Which help they are led to")
    WAITING = "waiting", _("From the first sign to the help")
    COURSES = "courses", _("The course, and what it gave")
    EXPERIENCE = "experience", _("What people say of the help")
    ORGANISATION = "organisation", _("Organisation and economy")
    CONCLUSION = "conclusion", _("Conclusion")
    APPENDIX = "appendix", _("Appendix")


class Form(TextChoices):
    """What is made, by the ending of the file."""

    PDF = "pdf", _("PDF, to print and send")
    HTML = "html", _("One page for a browser")
    ZIP = "zip", _("Data package for publication")


class Language(TextChoices):
    """The languages in which a report is written."""

    DA = "da", _("Danish")
    EN = "en", _("English")
