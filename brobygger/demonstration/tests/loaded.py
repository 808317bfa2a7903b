"""The cohort, the counselling register and the survey straight into the tables, for tests of what they add up to."""

from datetime import date

from brobygger.cases.models import CounsellingReport
from brobygger.cases.models import Registration as Registered
from brobygger.demonstration.answers import answers
from brobygger.demonstration.cohort import cohort
from brobygger.demonstration.register import register
from brobygger.surveys.models import Answer

_TEXTS = ("incident_type", "role", "gender", "outcome", "decline_reason", "survey", "referral_token")


def load(zone_id: int, programme_id: int) -> None:
    """All 4,531 registrations, 2,225 conversations and 487 answers stand in the zone's registers."""
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
    Answer.objects.bulk_create(
        Answer(
            zone_id=zone_id,
            programme_id=programme_id,
            source="import",
            answer_ref=one.number,
            answered_in=date.fromisoformat(f"{one.month}-01"),
            **{name: getattr(one, name) for name in ("role", "incident_type", "outcome", "chosen")},
        )
        for one in answers()
    )
