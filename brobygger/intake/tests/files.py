"""Files as offices send them, of invented people."""

import csv
import io
from datetime import datetime
from pathlib import Path
from typing import Any

import xlsxwriter

from brobygger.intake.shapes import shape

VIOLENCE, BURGLARY, UNKNOWN = "76111", "81111", "55555"
DEFAULTS = {
    "report_number": "0700-75321-00001-26",
    "offence_code": VIOLENCE,
    "occurred_at": "14-11-2026 22:15",
    "reported_at": "15-11-2026 08:30",
    "district": "Opdigtet Politi",
    "place": "Opdigtet Allé",
    "person_ref": "1",
    "role": "victim",
    "given_name": "Åse",
    "family_name": "Opdigtet",
    "birth_date": "03-04-1980",
    "gender": "female",
    "phone": "95 00 12 34",
    "address": "Prøvevej 1",
    "postal_code": "0999",
    "protected": "nej",
}
REGISTERED = {
    "registration_id": "1",
    "identified_on": "02-05-2019",
    "incident_type": "violence",
    "role": "victim",
    "gender": "male",
    "age": "34",
    "has_contact_details": "ja",
    "reached": "ja",
    "reached_on": "04-05-2019",
    "attempts": "2",
    "outcome": "accepted",
}
REPORTED = {
    "report_id": "E-1",
    "held_on": "20-05-2019",
    "referral_source": "outreach",
    "referral_token": "BRO-7K3M-9QXP",
    "incident_type": "violence",
    "gender": "female",
    "age_group": "30_39",
    "form": "phone",
    "minutes": "50",
}
ANSWERED = {
    "response_id": "s-1",
    "answered_in": "2019-05",
    "role": "victim",
    "incident_type": "violence",
    "outcome": "declined",
    "knew_of_service_before": "no",
    "useful_information": "partly_agree",
    "call_positive": "very_positive",
    "considers_contacting_later": "dont_know",
    "may_be_interviewed": "ja",
}
SCHEMAS = {
    "survey": "survey_responses",
    "incidents": "incident_export",
    "registrations": "registrations",
    "counselling": "counselling_reports",
}
_ROWS = {"incident_export": DEFAULTS, "registrations": REGISTERED, "counselling_reports": REPORTED}
_ROWS["survey_responses"] = ANSWERED


def text(
    rows: list[dict[str, Any]], *, kind: str = "incident_export", separator: str = ";", danish: bool = True
) -> str:
    """The rows as text with a header; what a row leaves out is taken from the default row."""
    columns = shape(kind).columns
    base = _ROWS[kind]
    out = io.StringIO()
    writer = csv.writer(out, delimiter=separator, lineterminator="\r\n")
    writer.writerow([column.title if danish else column.name for column in columns])
    for row in rows:
        writer.writerow([{**base, **row}.get(column.name, "") for column in columns])
    return out.getvalue()


def file(
    folder: Path, rows: list[dict[str, Any]], *, encoding: str = "utf-8-sig", name: str = "a.csv", **how: Any
) -> Path:
    """The rows as a file."""
    path = folder / name
    path.write_bytes(text(rows, **how).encode(encoding))
    return path


def workbook(folder: Path, rows: list[dict[str, Any]], *, numbers: bool = False, kind: str = "incident_export") -> Path:
    """The rows as an Excel workbook with real dates; codes as numbers where asked for."""
    path = folder / "a.xlsx"
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("Ark1")
    sheet.write_row(0, 0, [column.title for column in shape(kind).columns])
    day, hour = book.add_format({"num_format": "dd-mm-yyyy"}), book.add_format({"num_format": "dd-mm-yyyy hh:mm"})
    for place, row in enumerate(rows, start=1):
        for left, column in enumerate(shape(kind).columns):
            value = {**_ROWS[kind], **row}.get(column.name, "")
            if column.kind == "datetime" and value:
                sheet.write_datetime(place, left, datetime.strptime(value, "%d-%m-%Y %H:%M"), hour)  # noqa: DTZ007
            elif column.kind in ("date", "yearmonth") and len(value) == len("dd-mm-yyyy"):
                sheet.write_datetime(place, left, datetime.strptime(value, "%d-%m-%Y"), day)  # noqa: DTZ007
            elif numbers and value.isdigit():
                sheet.write_number(place, left, int(value))
            else:
                sheet.write(place, left, value)
    book.close()
    return path
