"""What the team's page about someone says of her assessment: that it is there, who assesses, and the next look."""

from datetime import datetime

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from brobygger.access.actor import Actor
from brobygger.access.policy import Act, zones_for
from brobygger.risk import queries
from brobygger.risk.states import OPEN
from brobygger.screening.models import Screening
from brobygger.screening.states import WITH_THE_TEAM


def _say(by: Actor, row: Screening, at: datetime) -> str:
    if row.zone_id not in zones_for(by, Act.SEE_RISK_BOARD):
        return ""
    case = queries.case_of(by, row.pk)
    if case is None or case.state not in OPEN or case.due_at is None:
        return gettext("Nobody has been asked to assess yet.") if row.state in WITH_THE_TEAM else ""
    who = case.assessor.name if case.assessor is not None else gettext("Nobody assesses")
    return f"{who} · {case.get_due_because_display()}: {date_format(localtime(case.due_at), 'SHORT_DATETIME_FORMAT')}"


how_it_stands = (_("Risk assessment"), _say)
