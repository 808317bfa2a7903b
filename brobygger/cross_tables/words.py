"""What the rows and columns of a table can be."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

DIMENSIONS: dict[str, Promise] = {
    "quarter": _("Quarter"),
    "year": _("Year"),
    "incident_type": _("Incident type"),
    "gender": _("Gender"),
    "role": _("Role"),
    "age_group": _("Age"),
    "answer": _("Answer"),
    "decline_reason": _("Reason for declining"),
    "contact": _("Contact details"),
    "department": _("Department"),
    "way_in": _("Way in"),
    "route": _("Door chosen"),
    "suggested": _("Door suggested"),
    "danger": _("Risk of serious or lethal violence"),
    "child_worry": _("Worry for a child under 18"),
    "heard": _("Where people heard of the help"),
    "anonymous": _("Anonymous"),
}
