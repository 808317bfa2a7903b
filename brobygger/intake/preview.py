"""The first rows of a file as they will be read, before anything goes in."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from brobygger.base.codes import AgeGroup, Gender, IncidentType, Outcome, PersonRole
from brobygger.base.phones import of_told
from brobygger.cases.codes import ConversationForm, ReferralSource
from brobygger.cases.models import CounsellingReport, Registration
from brobygger.intake import reading
from brobygger.intake.criteria_asked import Judge
from brobygger.intake.import_run import REGISTERS
from brobygger.intake.incident_rows import Accused, IncidentRows, Ready, Rejection
from brobygger.intake.models import ImportRun
from brobygger.intake.outreach_register_rows import RegisterRows
from brobygger.intake.reading import Row, Understood
from brobygger.intake.rejecting import line, value_of
from brobygger.intake.remarks import Remarks
from brobygger.intake.report_rows import ReportRows
from brobygger.intake.states import FileKind
from brobygger.programmes.words import REASONS as TARGET_REASONS

FIRST = 5
type Cells = tuple[tuple[str, str], ...]
# A register that a later room has put in: how a row of it is shown, and which numbers are known.
REGISTERS_SHOWN: dict[FileKind, tuple[Callable[[Any], Cells], Callable[..., set[str]]]] = {}


@dataclass(frozen=True, slots=True)
class Shown:
    """One row as it will be read: what becomes of it, and its fields under their headings."""

    number: int
    becomes: str  # in · known · out · waiting · passed · skipped · rejected
    words: str
    cells: Cells = ()
    ref: str = ""  # by which it is known here


def first_rows(file: Understood, run: ImportRun, *, today: date) -> list[Shown]:
    """The first rows; of a row that is never stored nothing is shown."""
    found = _read(file, run.kind, programme_id=run.programme_id, today=today)
    where: dict[str, Any] = {"zone_id": run.zone_id, "programme_id": run.programme_id}
    refs = [one.ref for one in found if one.ref]
    if run.kind == FileKind.COUNSELLING:
        reports = CounsellingReport.objects.filter(**where, source="import", report_ref__in=refs)
        known = set(reports.values_list("report_ref", flat=True))
    elif run.kind in REGISTERS_SHOWN:
        known = REGISTERS_SHOWN[FileKind(run.kind)][1](refs, **where)
    else:
        rows = Registration.objects.filter(**where, source=run.kind, source_ref__in=refs)
        known = set(rows.values_list("source_ref", flat=True))
    return [replace(one, becomes="known", words="") if one.ref in known else one for one in found]


def _read(file: Understood, kind: str, *, programme_id: int, today: date) -> list[Shown]:
    rows = islice(reading.rows(file), FIRST)
    if kind == FileKind.REGISTRATIONS:
        register = RegisterRows(file, today=today, remarks=Remarks())
        return [_registered(file, row, register.check(row)) for row in rows]
    if kind == FileKind.COUNSELLING:
        reports = ReportRows(file, today=today, remarks=Remarks())
        return [_reported(file, row, reports.check(row)) for row in rows]
    if kind in REGISTERS_SHOWN:
        checks = REGISTERS[FileKind(kind)].rows(file, today=today, remarks=Remarks())
        return [_in_its_words(file, row, checks.check(row), REGISTERS_SHOWN[FileKind(kind)][0]) for row in rows]
    incidents = IncidentRows(file, Judge(programme_id), today=today, remarks=Remarks())
    return [_incident(file, row, incidents.check(row), incidents.judge) for row in rows]


def _in_its_words(file: Understood, row: Row, told: Any, shown: Callable[[Any], Cells]) -> Shown:
    if isinstance(told, Rejection):
        return _rejected(file, row, told)
    return Shown(row.number, "in", "", shown(told), told.source_ref)


def _rejected(file: Understood, row: Row, told: Rejection) -> Shown:
    value = value_of(row.fields, told.column, file.header.places)
    danish = get_language() != "en"
    words = line(told.column, told.reason, None, value=value, row=row.number, shape=file.shape, danish=danish)
    return Shown(row.number, "rejected", words)


def _incident(file: Understood, row: Row, told: Ready | Accused | Rejection, judge: Judge) -> Shown:
    if isinstance(told, Rejection):
        return _rejected(file, row, told)
    if isinstance(told, Accused):
        return Shown(row.number, "skipped", _("Is not read: an accused, or someone else who is never stored."))
    becomes, words = told.verdict, ""
    if told.verdict == "out":
        reason = next((v.reason for v in judge.given.values() if v.word == "out"), "")
        words = str(TARGET_REASONS.get(reason, _("Not in the target group")))
    elif told.verdict == "waiting":
        words = _("The offence code has not been mapped yet")
    elif told.passed:
        becomes, words = "passed", _("Reported too long ago for a first call")
    kind = IncidentType(told.incident_type).label if told.incident_type else "–"
    cells: list[tuple[str, Any]] = [
        (_("Name"), f"{told.given_name} {told.family_name}".strip() or "–"),
        (_("Role"), PersonRole(told.role).label if told.role else "–"),
        (_("Incident"), f"{kind} ({told.offence_code})"),
        (_("Reported"), _day(told.reported_at)),
        (_("Born"), _day(told.birth_date) if told.birth_date else "–"),
        (_("Phone"), ", ".join(_phone(told.phones_told)) or "–"),
        (_("First call from"), _day(told.ring_from) if becomes == "in" else "–"),
    ]
    return Shown(row.number, becomes, words, tuple((str(name), str(value)) for name, value in cells), told.ref)


def _phone(several: tuple[str, ...]) -> list[str]:
    """The numbers with the words beside them, and what could not be read."""
    found = of_told(several)
    beside = (f" ({words})" if words else "" for words in found.beside)
    read = [_pairs(number) + words for number, words in zip(found.numbers, beside, strict=True)]
    return read + [_("not read: %(text)s") % {"text": one} for one in found.unread]


def _pairs(number: str) -> str:
    """A Danish number as it is said; a foreign one as it is."""
    digits = number.removeprefix("+45")
    return number if digits == number else "\u00a0".join(digits[n : n + 2] for n in range(0, 8, 2))


def _day(text: str) -> str:
    return date_format(date.fromisoformat(text[:10]), "SHORT_DATE_FORMAT")


def _registered(file: Understood, row: Row, told: Any) -> Shown:
    if isinstance(told, Rejection):
        return _rejected(file, row, told)
    cells: list[tuple[str, Any]] = [
        (_("Number"), told.source_ref),
        (_("Identified"), date_format(told.identified_on, "SHORT_DATE_FORMAT")),
        (_("Incident"), IncidentType(told.incident_type).label if told.incident_type else "–"),
        (_("Role"), PersonRole(told.role).label if told.role else "–"),
        (_("Gender"), Gender(told.gender).label if told.gender else "–"),
        (_("Age"), "–" if told.age is None else told.age),
        (_("Reached"), _("yes") if told.reached else _("no")),
        (_("Answer"), Outcome(told.outcome).label if told.outcome else "–"),
    ]
    return Shown(row.number, "in", "", tuple((str(name), str(value)) for name, value in cells), told.source_ref)


def _reported(file: Understood, row: Row, told: Any) -> Shown:
    if isinstance(told, Rejection):
        return _rejected(file, row, told)
    cells: list[tuple[str, Any]] = [
        (_("Number"), told.source_ref),
        (_("Held"), date_format(told.held_on, "SHORT_DATE_FORMAT")),
        (_("Came from"), ReferralSource(told.referral_source).label),
        (_("Token"), told.referral_token or "–"),
        (_("Incident"), IncidentType(told.incident_type).label if told.incident_type else "–"),
        (_("Gender"), Gender(told.gender).label if told.gender else "–"),
        (_("Age group"), AgeGroup(told.age_group).label if told.age_group else "–"),
        (_("How"), ConversationForm(told.form).label if told.form else "–"),
        (_("Minutes"), "–" if told.minutes is None else told.minutes),
    ]
    return Shown(row.number, "in", "", tuple((str(name), str(value)) for name, value in cells), told.source_ref)
