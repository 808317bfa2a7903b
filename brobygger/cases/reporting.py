"""Conversations that were held: one at a time from counselling that is run here, by the thousand from a register."""

from datetime import date, datetime
from typing import Any

from django.db import connection, transaction

from brobygger.access.actor import Actor
from brobygger.base.decision import NotFound
from brobygger.cases.models import CounsellingReport
from brobygger.trail import actions as trail

OWN = CounsellingReport.Source.OWN


@transaction.atomic
def add_report(
    *,
    zone_id: int,
    report_ref: str,
    held_on: date,
    referral_source: str,
    referral_token: str,
    incident_type: str,
    gender: str,
    age_group: str,
    form: str,
    minutes: int | None,
    programme_id: int | None,
    by: Actor,
    at: datetime,
) -> CounsellingReport:
    """The zone's own register says that the conversation was held; told again under the same number, it is corrected.

    The caller has decided that the actor may. NotFound outside the actor's zones.
    """
    if zone_id not in by.zones():
        raise NotFound("not_found")
    report, is_new = CounsellingReport.objects.update_or_create(
        **_own(zone_id, programme_id, report_ref),
        defaults={
            "held_on": held_on,
            "referral_source": referral_source,
            "referral_token": referral_token,
            "incident_type": incident_type,
            "gender": gender,
            "age_group": age_group,
            "form": form,
            "minutes": minutes,
        },
    )
    trail.write("cases.report_added" if is_new else "cases.report_corrected", by=by, at=at, about=report)
    return report


@transaction.atomic
def take_back_report(*, zone_id: int, report_ref: str, programme_id: int | None, by: Actor, at: datetime) -> None:
    """The zone's own register no longer has the conversation, which was noted by mistake; nothing where it never had.

    The caller has decided that the actor may. NotFound outside the actor's zones.
    """
    if zone_id not in by.zones():
        raise NotFound("not_found")
    for report in CounsellingReport.objects.filter(**_own(zone_id, programme_id, report_ref)):
        trail.write("cases.report_taken_back", by=by, at=at, about=report)
        report.delete()


def _own(zone_id: int, programme_id: int | None, report_ref: str) -> dict[str, Any]:
    return {"zone_id": zone_id, "programme_id": programme_id, "source": OWN, "report_ref": report_ref}


def register_reports(*, table: str, part: int, zone_id: int, programme_id: int) -> int:
    """The rows of a part of the temporary table, which come from a counselling organisation's register, are kept.

    Rows whose number is known stay as they are. Returns how many are new.
    """
    told: dict[str, Any] = {"zone": zone_id, "programme": programme_id, "part": part}
    with connection.cursor() as cursor:
        cursor.execute(REGISTER_REPORTS.format(table=table), told)
        return int(cursor.rowcount)


REGISTER_REPORTS = """
INSERT INTO cases_counsellingreport (zone_id, programme_id, source, report_ref, held_on, referral_source,
    referral_token, incident_type, gender, age_group, form, minutes, unknown)
SELECT %(zone)s, %(programme)s, 'import', source_ref, held_on, referral_source, referral_token, incident_type, gender,
    age_group, form, minutes, unknown
FROM {table} WHERE part = %(part)s ORDER BY "row"
ON CONFLICT (zone_id, programme_id, source, report_ref) DO NOTHING
"""
