"""In which phase a plan is, why someone takes part, and why a plan ends."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Phase(TextChoices):
    DURING = "during", _("During the course")
    AFTER = "after", _("After the course")


class Who(TextChoices):
    WORKER = "worker", _("A colleague")
    DEPARTMENT = "department", _("A department")
    OUTSIDE = "outside", _("Someone from outside")


class Basis(TextChoices):
    CONSENT = "consent", _("The person has said yes to it")
    LAW = "law", _("A legal basis allows it")


class PlanEnd(TextChoices):
    CARRIED_OUT = "carried_out", _("The plan has been carried out")
    ONE_DEPARTMENT = "one_department", _("One department goes on alone")
    WISHES_NO_MORE = "wishes_no_more", _("The person does not wish it any more")
    MOVED = "moved", _("Moved to another municipality")
    OTHER = "other", _("Something else")
