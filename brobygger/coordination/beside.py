"""What the team's page about someone says of the plan across departments."""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brobygger.access.actor import Actor
from brobygger.access.policy import Act, zones_for
from brobygger.coordination import queries, rules
from brobygger.coordination.states import PlanState
from brobygger.screening.models import Screening
from brobygger.screening.states import WITH_THE_TEAM


def _say(by: Actor, row: Screening, at: datetime) -> str:
    if row.zone_id not in zones_for(by, Act.BEGIN_PLAN):
        return ""
    plan = queries.plan_of(by, row.pk)
    if plan is None:
        if row.person_id is None:
            return _("Anonymous: no plan.")
        can = rules.may_begin(is_named=True, is_with_the_team=row.state in WITH_THE_TEAM)
        return _("No plan yet.") if can else ""
    if plan.state == PlanState.ENDED:
        return _("The plan has ended.")
    return _("%(name)s leads it.") % {"name": plan.lead.name} if plan.lead else _("Nobody leads it.")


how_it_stands = (gettext_lazy("Across departments"), _say)
