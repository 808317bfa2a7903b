"""The kinds of meetings by name."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class MeetingKind(TextChoices):
    RESOURCE_PERSONS = "resource_persons", _("Meetings of the resource persons")
    SPARRING = "sparring", _("Sparring")
    PROJECT_GROUP = "project_group", _("Project group")
    STEERING_GROUP = "steering_group", _("Steering group")
    COORDINATION = "coordination", _("Coordination")
