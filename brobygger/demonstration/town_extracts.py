"""An extract for another department, which waits for a second person."""

from datetime import datetime, timedelta

from brobygger.demonstration.town import Town
from brobygger.extracts import actions as extracts
from brobygger.extracts.actions import Asked
from brobygger.risk.models import RiskCase


def extract_in(town: Town, assessor: str, now: datetime) -> None:
    """Of the one who was assessed last: for a department that may be in contact with the one who uses violence."""
    by, at = town.actor(assessor), now - timedelta(hours=3)
    case = RiskCase.objects.filter(zone_id=town.zone_id, assessments__state="in_force").latest("state_at", "pk")
    asked = Asked("department", "not_known", "Familiecentret", "Mødet om børnene i næste uge", with_plan=True)
    row = extracts.begin(case_id=case.pk, asked=asked, by=by, at=at)
    extracts.hide_words(extract_id=row.pk, words="retten", by=by, at=at)
    extracts.finish(extract_id=row.pk, by=by, at=at)
