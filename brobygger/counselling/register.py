"""The counselling register as a file, in the shape that the sender's side reads: no name, no number."""

import csv
import io
from datetime import date, datetime

import xlsxwriter

from brobygger.access.actor import Actor
from brobygger.access.policy import Act, scope
from brobygger.base.formulas import guarded
from brobygger.cases.models import CounsellingReport
from brobygger.trail import actions as trail

HEADERS = (
    *("Rapportnr.", "Samtaledato", "Henvist fra", "Henvisningskode", "Hændelsestype", "Køn", "Aldersgruppe"),
    *("Form", "Varighed"),
)


def reports(by: Actor, *, zone_id: int, first: date, last: date) -> list[CounsellingReport]:
    """The zone's own reports of conversations held in the period, oldest first."""
    rows = scope(by, Act.SEE_REPORTS, CounsellingReport.objects.filter(zone_id=zone_id))
    return list(rows.filter(held_on__gte=first, held_on__lte=last).order_by("held_on", "report_ref", "id"))


def _fields(row: CounsellingReport) -> tuple[str, date, str, str, str, str, str, str, int | None]:
    return (
        row.report_ref,
        row.held_on,
        row.referral_source,
        row.referral_token,
        row.incident_type,
        row.gender,
        row.age_group,
        row.form,
        row.minutes,
    )


def as_csv(by: Actor, rows: list[CounsellingReport], *, zone_id: int, at: datetime) -> bytes:
    """The file with semicolons and a byte-order mark, as Danish Excel reads it. That it was taken is in the trail."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(HEADERS)
    for row in rows:
        writer.writerow(["" if one is None else guarded(str(one)) for one in _fields(row)])
    trail.write("counselling.reports_taken", by=by, at=at, zone_id=zone_id, rows=len(rows), shape="csv")
    return out.getvalue().encode("utf-8-sig")


def as_xlsx(by: Actor, rows: list[CounsellingReport], *, zone_id: int, at: datetime) -> bytes:
    """The same as a workbook, days as days. That it was taken is in the trail."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        sheet, bold = book.add_worksheet("Rådgivningsrapporter"), book.add_format({"bold": True})
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        for column, header in enumerate(HEADERS):
            sheet.write_string(0, column, header, bold)
        for number, row in enumerate(rows, start=1):
            for column, one in enumerate(_fields(row)):
                if isinstance(one, date):
                    sheet.write_datetime(number, column, datetime.combine(one, datetime.min.time()), day)
                elif isinstance(one, int):
                    sheet.write_number(number, column, one)
                elif one:
                    sheet.write_string(number, column, one)
        sheet.autofit()
    trail.write("counselling.reports_taken", by=by, at=at, zone_id=zone_id, rows=len(rows), shape="xlsx")
    return out.getvalue()
