"""The cohort and the counselling register straight into the tables, for tests of what is computed from them."""

from brobygger.cases.models import CounsellingReport
from brobygger.cases.models import Registration as Registered
from brobygger.demonstration.cohort import cohort
from brobygger.demonstration.register import register

_TEXTS = ("incident_type", "role", "gender", "outcome", "decline_reason", "survey", "referral_token")


def load(zone_id: int, programme_id: int) -> None:
    """All 4,531 registrations and 2,225 conversations stand in the zone's registers."""
    rows = cohort()
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
        for row in rows
    )
    CounsellingReport.objects.bulk_create(
        CounsellingReport(
            zone_id=zone_id,
            programme_id=programme_id,
            source="import",
            report_ref=report.report_id,
            **{name: value for name, value in report._asdict().items() if name not in ("report_id", "of")},
        )
        for report in register(rows)
    )
