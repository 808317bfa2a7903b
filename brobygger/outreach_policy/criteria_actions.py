"""What a decision about the target group does to the people who wait for it."""

from datetime import datetime

from django.db import transaction

from brobygger.access.actor import Actor
from brobygger.access.policy import Act
from brobygger.intake.actions import decide_waiting
from brobygger.programmes import actions, queries
from brobygger.programmes.models import Criteria


@transaction.atomic
def approve_and_decide(*, criteria_id: int, seen: str, by: Actor, at: datetime) -> tuple[Criteria, int]:
    """The version is approved, and whoever waited for one of its codes is decided by it; returns how many they were.

    What was decided before stays as it is.
    """
    version = actions.approve_criteria(criteria_id=criteria_id, seen=seen, by=by, at=at)
    zone_id = queries.zone_running(by, Act.APPROVE_CRITERIA, version.programme_id)
    decided = decide_waiting(zone_id=zone_id, programme_id=version.programme_id, criteria_id=version.pk, by=by, at=at)
    return version, decided


@transaction.atomic
def map_in_draft(*, programme_id: int, code: str, incident_type: str, by: Actor, at: datetime) -> Criteria:
    """The code counts as the type in the open draft, which is made where there is none."""
    draft = queries.open_draft(programme_id) or actions.draft_criteria(programme_id=programme_id, by=by, at=at)
    actions.map_offence_codes(criteria_id=draft.pk, codes=[code], incident_type=incident_type, move=True, by=by, at=at)
    return draft
