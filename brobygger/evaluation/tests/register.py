"""Rows of the register for the tests of this room."""

from datetime import date
from random import Random
from typing import Any

from brobygger.base.codes import DeclineReason, Gender, IncidentType, Outcome, PersonRole
from brobygger.cases.models import Registration
from brobygger.cases.states import CaseState


def draft(rng: Random, **told: Any) -> dict[str, Any]:
    """The fields of a registration that could be, drawn at random; what is told is as told."""
    reached = rng.random() < 0.6
    outcome = rng.choice(["", *Outcome.values]) if reached else ""
    return {
        "identified_on": date(2018, rng.randint(1, 12), rng.randint(1, 28)),
        "incident_type": rng.choice(["", *IncidentType.values]),
        "role": rng.choice(["", *PersonRole.values]),
        "gender": rng.choice(["", *Gender.values]),
        "age": rng.choice([None, 3, 17, 18, 29, 30, 45, 59, 60, 91]),
        "has_contact_details": rng.choice([None, True, False]),
        "reached": reached,
        "outcome": outcome,
        "decline_reason": rng.choice(["", *DeclineReason.values]) if outcome == "declined" else "",
        "state": rng.choice(CaseState.values),
        **told,
    }


def register(zone_id: int, programme_id: int, drafts: list[dict[str, Any]], prefix: str = "r") -> list[Registration]:
    """The drafts stand in the register of a zone."""
    return Registration.objects.bulk_create(
        Registration(
            zone_id=zone_id, programme_id=programme_id, source="registrations", source_ref=f"{prefix}-{number}", **told
        )
        for number, told in enumerate(drafts)
    )
