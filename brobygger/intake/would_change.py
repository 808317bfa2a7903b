"""What a file would change of rows that are here already, before anything goes in: row by row, here → file."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import batched, islice
from typing import Any

from django.utils.translation import gettext as _

from brobygger.base.codes import Gender, PersonRole
from brobygger.base.languages import name_of
from brobygger.cases.models import Registration
from brobygger.intake import reading
from brobygger.intake.corrections import Change, Known, Why
from brobygger.intake.incident_rows import Accused, IncidentRows, Ready
from brobygger.intake.judging import Judge
from brobygger.intake.known_rows import differences, file_row
from brobygger.intake.models import ImportRun
from brobygger.intake.reading import Understood
from brobygger.intake.remarks import Remarks
from brobygger.intake.runs import is_older
from brobygger.intake.values import COPENHAGEN
from brobygger.intake.words import CORRECTED, WHY

LOOKED_AT = 20_000  # rows: a page that is waited for; the import itself looks at them all
SHOWN = 50
AT_A_TIME = 1_000
HIDDEN = "•••"


@dataclass(frozen=True, slots=True)
class Field:
    """One thing that differs, in words."""

    name: str
    here: str
    file: str
    stays: str  # why it stays as it is; empty where it would follow


@dataclass(frozen=True, slots=True)
class Differs:
    """One row that is known and differs."""

    number: int
    who: str
    fields: tuple[Field, ...]


@dataclass(slots=True)
class WouldChange:
    """The first rows that differ, and how many there are among those that were looked at."""

    rows: list[Differs] = field(default_factory=list)
    count: int = 0
    looked_at: int = 0
    is_older: bool = False

    @property
    def all_looked_at(self) -> bool:
        return self.looked_at < LOOKED_AT


def would_change(file: Understood, run: ImportRun, *, today: date) -> WouldChange:
    """What the run would change if it were told to update. No more of anyone than the one who imports may see."""
    told = WouldChange(is_older=is_older(run))
    known = Known.OLDER if told.is_older else Known.UPDATE
    checks = IncidentRows(file, Judge(run.programme_id), today=today, remarks=Remarks())
    for rows in batched(islice(reading.rows(file), LOOKED_AT), AT_A_TIME):
        told.looked_at += len(rows)
        checked = [(row.number, checks.check(row)) for row in rows]
        here = _known({one.ref for _n, one in checked if isinstance(one, Ready | Accused)}, run)
        for number, one in checked:
            row = here.get(one.ref) if isinstance(one, Ready | Accused) else None
            fields = _fields(row, one, known) if row is not None else []
            if row is not None and fields:
                told.count += 1
                if len(told.rows) < SHOWN:
                    told.rows.append(Differs(number, _who(row), tuple(fields)))
    return told


def _known(refs: set[str], run: ImportRun) -> dict[str, Registration]:
    where = {"zone_id": run.zone_id, "programme_id": run.programme_id, "source": Registration.Source.INCIDENTS}
    rows = Registration.objects.filter(source_ref__in=refs - {""}, **where)
    return {row.source_ref: row for row in rows.select_related("person", "incident")}


def _who(row: Registration) -> str:
    return f"{row.person.given_name} {row.person.family_name}".strip() if row.person else ""


def _fields(row: Registration, told: Any, known: Known) -> list[Field]:
    if isinstance(told, Accused):
        if not row.role:
            return []
        return [_words(Change("accused", row.role, "", Why.OLDER if known == Known.OLDER else Why.FOLLOWS), row)]
    incident = getattr(row, "incident", None)
    if row.person is None or incident is None:
        here = {"offence_code": row.offence_code, "role": row.role}
        return [
            _words(Change(name, value, getattr(told, name)), row)
            for name, value in here.items()
            if value != getattr(told, name)
        ]
    return [_words(one, row) for one in differences(row, incident, file_row(_as_staged(told)), known)]


def _as_staged(told: Ready) -> dict[str, Any]:
    """The row as the staging table gives it back."""
    times = {name: datetime.fromisoformat(getattr(told, name)) for name in ("occurred_at", "reported_at")}
    return told._asdict() | times


def _words(one: Change, row: Registration) -> Field:
    stays = str(WHY.get(one.why, ""))
    name = str(CORRECTED.get(one.field, one.field))
    secret = one.field == "cpr" or (one.field in ("address", "postal_code") and row.person and row.person.protected)
    if secret:
        return Field(name, HIDDEN, HIDDEN, stays)
    return Field(name, _value(one.field, one.here), _value(one.field, one.file), stays)


def _value(name: str, text: str) -> str:
    if name == "protected":
        return _("yes") if text else _("no")
    if name == "accused":
        return str(PersonRole(text).label) if text else _("accused")
    if not text:
        return "–"
    if name == "role":
        return str(PersonRole(text).label)
    if name == "gender":
        return str(Gender(text).label)
    if name == "language":
        return name_of(text)
    if name in ("reported_at", "occurred_at"):
        return datetime.fromisoformat(text).astimezone(COPENHAGEN).strftime("%d-%m-%Y %H:%M")
    if name == "birth_date":
        return date.fromisoformat(text).strftime("%d-%m-%Y")
    return "" if name == "guardian_of" else text
