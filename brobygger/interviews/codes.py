"""What kind of talk it was, and who spoke: never by name."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Kind(TextChoices):
    """How it was held."""

    INTERVIEW = "interview", _("Interview")
    PHONE = "phone", _("Interview by phone")
    WORKSHOP = "workshop", _("Workshop")


class Spoke(TextChoices):
    """As what people spoke."""

    VICTIM = "victim", _("Victim")
    WITNESS = "witness", _("Witness")
    RELATIVE = "relative", _("Relative")
    PARTICIPANT = "participant", _("Participant in a course")
    VOLUNTEER = "volunteer", _("Volunteer counsellor")
    WORKER = "worker", _("Outreach worker or team")
    DEPARTMENT = "department", _("Employee in a department")
    LEADER = "leader", _("Leader")
    PARTNER = "partner", _("Partner outside")
