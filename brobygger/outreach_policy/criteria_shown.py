"""What the pages about the target group show of a version, beside each other: what it says, changes, and would do."""

from datetime import date
from typing import Any

from django.utils import timezone

from brobygger.access import typed
from brobygger.access.actor import Actor
from brobygger.access.doors import ZONE_KEY, DoorRequest
from brobygger.access.policy import Act
from brobygger.base.codes import IncidentType, PersonRole
from brobygger.intake.queries import waiting_codes
from brobygger.outreach_policy.criteria_in_words import change_sentences, type_lines, where_it_stands
from brobygger.outreach_policy.criteria_tryout import TryOut, try_out
from brobygger.programmes import queries
from brobygger.programmes.models import Criteria
from brobygger.programmes.states import CriteriaState

MONTHS = (1, 3, 6, 12)
USUAL_MONTHS = 3


def zone_of(request: DoorRequest, programme_id: int) -> int:
    """The zone whose rows are counted: the one that she works in now."""
    chosen = request.session.get(ZONE_KEY)
    return queries.zone_running(request.actor, Act.SEE_CRITERIA, programme_id, prefer=chosen)


def holding_on(programme_id: int, today: date) -> Criteria | None:
    """The version that holds today, or None where the programme has none yet."""
    approved = queries.approved_versions(programme_id)
    return queries.criteria_on(programme_id, today) if approved.exists() else None


def about(request: DoorRequest, version: Criteria) -> dict[str, Any]:
    """What every page of a version shows."""
    today = timezone.localdate()
    earlier = queries.version_before(version)
    return {
        "version": version,
        "standing": where_it_stands(version, holding=holding_on(version.programme_id, today), today=today),
        "earlier": earlier,
        "changes": change_sentences(queries.changes_of(version)) if earlier else [],
        "lines": type_lines(queries.facts_of(version)),
        "seen": queries.stamp_of_all(version),
        "is_draft": version.state == CriteriaState.DRAFT,
        "is_proposed": version.state == CriteriaState.PROPOSED,
    }


def tried(request: DoorRequest, version: Criteria) -> dict[str, Any]:
    """The version tried out on the months that the address asks for."""
    wanted = typed.number(request.GET, "months")
    months = wanted if wanted in MONTHS else USUAL_MONTHS
    zone_id, today = zone_of(request, version.programme_id), timezone.localdate()
    result = try_out(request.actor, version, zone_id=zone_id, today=today, months=months)
    return {
        "months": months,
        "every_months": MONTHS,
        "tried": result,
        "moved": [
            {"type": IncidentType(m.incident_type).label, "role": PersonRole(m.role).label, "moved": m}
            for m in result.moved
        ],
        "fewer": result.weekly_change < 0,
        "weekly_change": abs(result.weekly_change),
        "weekly_call_change": call_change(result),
    }


def call_change(result: TryOut) -> float | None:
    """How many calls more or fewer a week, without its sign."""
    change = result.weekly_call_change
    return None if change is None else abs(change)


def codes_to_map(by: Actor, programme_id: int, zone_id: int, version: Criteria | None) -> list[dict[str, Any]]:
    """The codes that people wait for; one that the open version maps already says so."""
    known = queries.facts_of(version).types if version else {}
    return [
        {"code": code, "people": people, "counts_as": IncidentType(known[code]).label if code in known else ""}
        for code, people in waiting_codes(by, programme_id, zone_id=zone_id)
    ]
