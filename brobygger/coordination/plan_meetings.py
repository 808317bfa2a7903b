"""Meetings about a plan: whoever takes part comes, and nobody else."""

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from brobygger.base.workdays import noon_of
from brobygger.coordination import queries
from brobygger.coordination.models import PlanMeeting
from brobygger.meetings.codes import MeetingKind
from brobygger.meetings.kinds import Kind, Words
from brobygger.meetings.models import Meeting
from brobygger.staff.queries import Colleague


def _link(row: Meeting) -> PlanMeeting:
    return PlanMeeting.objects.select_related("plan").get(meeting=row)


def _may_come(row: Meeting, on: date) -> list[Colleague]:
    return queries.who_come(_link(row).plan, noon_of(on))


def _expected(row: Meeting, on: date) -> set[int]:
    plan = _link(row).plan
    named = {plan.lead_id, *queries.taking_part(plan).values_list("worker_id", flat=True)}
    return {one for one in named if one is not None}


def _back(row: Meeting) -> tuple[str, Words]:
    return reverse("plan_across", args=[_link(row).plan_id]), _("Back to the plan")


COORDINATION = Kind(
    MeetingKind.COORDINATION, _may_come, _expected, back=_back,
    hint=_("Read by everyone who takes part in the plan. Write what they all may know, and nothing of the assessment."),
)  # fmt: skip
