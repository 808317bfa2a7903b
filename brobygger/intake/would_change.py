"""What a file would change of rows that are here already, before anything goes in: row by row, here → file."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from brobygger.access.actor import Actor
from brobygger.base.codes import Gender, PersonRole
from brobygger.base.languages import name_of
from brobygger.base.phones import UNREAD
from brobygger.cases.models import Registration
from brobygger.intake.corrections import Change, Known
from brobygger.intake.import_run import rehearse
from brobygger.intake.models import ImportRun
from brobygger.intake.reading import Understood
from brobygger.intake.rung_no_more import Watch
from brobygger.intake.runs import is_older
from brobygger.intake.states import FileKind, KnownRows
from brobygger.intake.values import COPENHAGEN
from brobygger.intake.words import CORRECTED, WHY

LOOKED_AT = 5_000  # rows: a page that is waited for; the import itself looks at them all
SHOWN = 50
HIDDEN = "•••"
WAYS = dict(KnownRows.choices)


@dataclass(slots=True)
class Field:
    """One thing that differs, in words, and by the way of reading the file why it stays; empty where it follows."""

    name: str
    here: str
    file: str
    stays: dict[str, str]

    def becomes(self) -> list[str]:
        """What becomes of it in each way, in words."""
        return [words or _("follows the police") for words in self.stays.values()]


@dataclass(frozen=True, slots=True)
class Differs:
    """One row that is known and differs."""

    number: int
    who: str
    fields: dict[str, Field]


@dataclass(frozen=True, slots=True)
class Way:
    """One way of reading the file, what it is called, and what the run would say."""

    code: str
    words: str
    counts: dict[str, Any]


class Lookers(Watch):
    """Notes the first rows that differ, and how many there are."""

    def __init__(self, ways: Sequence[Known]) -> None:
        self.ways, self.way = ways, ways[0]
        self.rows: dict[int, Differs] = {}
        self.numbers: set[int] = set()
        self.accused: set[int] = set()

    def differs(self, number: int, row: Registration, changes: list[Change]) -> None:
        """No more of anyone than the one who imports may see."""
        if not changes:
            return
        self.numbers.add(number)
        if changes[0].field == "accused":
            self.accused.add(number)
        if number not in self.rows and len(self.rows) == SHOWN:
            return
        found = self.rows.setdefault(number, Differs(number, _who(row), {}))
        for one in changes:
            field = found.fields.setdefault(f"{one.field} {one.here} {one.file}", _words(one, row, self.ways))
            field.stays[self.way] = str(WHY.get(one.why, ""))


@dataclass(frozen=True, slots=True)
class WouldChange:
    """What the run would do with the rows that were looked at, in each way that can be chosen."""

    rows: list[Differs]
    count: int
    looked_at: int
    is_older: bool
    ways: list[Way]
    lines: list[str]  # the first rows that would be rejected, in words
    differing: int  # of the rows that are known, without those that are of an accused by now

    @property
    def all_looked_at(self) -> bool:
        return self.looked_at < LOOKED_AT


def would_change(file: Understood, run: ImportRun, *, by: Actor, at: datetime) -> WouldChange:
    """The run itself is rehearsed, so that nothing is said here which it would not do."""
    older, ways, looked_at, lines = is_older(run), list[Way](), 0, list[str]()
    of_incidents = run.kind == FileKind.INCIDENTS  # a register is never corrected
    seen = Lookers((Known.OLDER,) if older and of_incidents else (Known.UPDATE, Known.ONLY_NEW))
    for known in seen.ways:
        if ways and not seen.numbers:
            break  # nothing differs: there is nothing to choose
        seen.way = known
        summary = rehearse(run, file, known=known, watch=seen, most=LOOKED_AT, by=by, at=at)
        ways.append(Way(known.value, str(WAYS.get(known, "")), summary.counts()))
        looked_at, lines = summary.rows, summary.lines
    rows, differing = [seen.rows[n] for n in sorted(seen.rows)], len(seen.numbers - seen.accused)
    return WouldChange(rows, len(seen.numbers), looked_at, older, ways, lines, differing)


def _who(row: Registration) -> str:
    return f"{row.person.given_name} {row.person.family_name}".strip() if row.person else ""


def _words(one: Change, row: Registration, ways: Sequence[Known]) -> Field:
    stays = dict.fromkeys(map(str, ways), "–")
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
        return date_format(datetime.fromisoformat(text).astimezone(COPENHAGEN), "SHORT_DATETIME_FORMAT")
    if name == "phone":
        return text.replace(UNREAD, _("not read: %(text)s") % {"text": ""})
    if name == "birth_date":
        return date_format(date.fromisoformat(text), "SHORT_DATE_FORMAT")
    return "" if name == "guardian_of" else text
