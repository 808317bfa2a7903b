"""The cohort straight into the register, for tests of what is computed from it."""

from __future__ import annotations

from brobygger.cases.models import Registration as Registered
from brobygger.demonstration.cohort import cohort

_TEXTS = ("incident_type", "role", "gender", "outcome", "decline_reason", "survey", "referral_token")


def load(zone_id: int, programme_id: int) -> None:
    """All 4,531 registrations stand in the zone's register."""
    Registered.objects.bulk_create(
        Registered(
            zone_id=zone_id,
            programme_id=programme_id,
            source="registrations",
            source_ref=row.registration_id,
            state=row.outcome or ("not_reached" if row.has_contact_details else "no_number"),
            **{name: getattr(row, name) or "" for name in _TEXTS},
            **{
                name: getattr(row, name)
                for name in ("identified_on", "age", "has_contact_details", "reached", "reached_on", "attempts")
            },
        )
        for row in cohort()
    )
