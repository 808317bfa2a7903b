"""One row of a counselling organisation's register, checked: no identity, one row for each conversation held."""

import json
import re
from collections import Counter
from collections.abc import Callable
from datetime import date
from typing import Any, NamedTuple

from brobygger.cases import reporting
from brobygger.intake.incident_rows import GENDERS, Rejection
from brobygger.intake.outreach_register_rows import code_of, within
from brobygger.intake.reading import Row, Understood
from brobygger.intake.register_import import Register
from brobygger.intake.remarks import Remarks
from brobygger.intake.values import BadValue, day, whole

SOURCES = {
    "opsøgende indsats": "outreach",
    "poi": "outreach",
    "andet": "other",
    "politiet": "police",
    "politi": "police",
    "selv": "self",
    "sundhedsvæsenet": "health_service",
    "kommunen": "municipality",
    "kommune": "municipality",
}
FORMS = {"telefon": "phone", "fremmøde": "in_person", "tekst": "text"}
# What is not on the list of these is kept as it stands and reported: the row counts all the same, and an empty field
# contradicts nothing. Where the person came from is what is counted, so there nothing is taken as it stands.
OPEN_LISTS: dict[str, dict[str, str]] = {"incident_type": {}, "gender": GENDERS, "age_group": {}, "form": FORMS}
LONGEST_WORD, LONGEST_NUMBER = 40, 64
TOKEN = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{3,39}")
# A CPR number, or eight digits as of a telephone: whoever writes one in the token's column names a person.
OF_A_PERSON = re.compile(r"(0[1-9]|[12]\d|3[01])(0[1-9]|1[0-2])\d{2}-?\d{4}|(45)?[2-9]\d{7}")


class Reported(NamedTuple):
    """A row that may go in, in the order of the staging table's columns."""

    source_ref: str
    same: int
    held_on: date
    referral_source: str
    referral_token: str
    incident_type: str
    gender: str
    age_group: str
    form: str
    minutes: int | None
    unknown: str


class ReportRows:
    """Checks the rows of one counselling register on one day, and counts what is on no list."""

    def __init__(self, file: Understood, *, today: date, remarks: Remarks) -> None:
        self.today, self.shape, self.remarks = today, file.shape, remarks
        self.places = {column.name: file.header.places.get(column.name, -1) for column in file.shape.columns}
        self.source = code_of(file.shape, "referral_source", SOURCES)
        self.lists = {name: code_of(file.shape, name, words) for name, words in OPEN_LISTS.items()}
        self.unknown: Counter[tuple[str, str]] = Counter()

    def check(self, row: Row) -> Reported | Rejection:
        """The row ready, or what is wrong with it first."""
        if row.broken:
            return Rejection("", row.broken)
        fields = [*row.fields, ""]
        told = {name: fields[place] for name, place in self.places.items()}
        for column in self.shape.columns:
            if column.required and not told[column.name]:
                return Rejection(column.name, "value_missing")
        found: dict[str, Any] = {}
        readers: dict[str, Callable[[str], Any]] = {
            "report_id": _number,
            "held_on": self._past,
            "referral_source": self.source,
            "referral_token": token,
            "minutes": lambda text: within(whole(text), 1, 600) if text else None,
        }
        for name, read in readers.items():
            try:
                found[name] = read(told[name])
            except BadValue as bad:
                return Rejection(name, bad.reason)
        return self._listed(row, told, found)

    def _listed(self, row: Row, told: dict[str, str], found: dict[str, Any]) -> Reported | Rejection:
        unknown: dict[str, str] = {}
        for name, read in self.lists.items():
            try:
                found[name] = read(told[name]) if told[name] else ""
            except BadValue:
                if len(told[name]) > LONGEST_WORD:
                    return Rejection(name, "too_long")
                found[name], unknown[name] = "", told[name]
        if unknown:
            self.remarks.add("values_not_on_the_list", row.number)
            self.unknown.update(unknown.items())
        number, same = found.pop("report_id"), hash(tuple(told.values()))
        return Reported(number, same, **found, unknown=json.dumps(unknown, ensure_ascii=False, sort_keys=True))

    def _past(self, text: str) -> date:
        held = day(text)
        if held > self.today:
            raise BadValue("in_the_future")
        return held


def _number(text: str) -> str:
    if len(text) > LONGEST_NUMBER:
        raise BadValue("too_long")
    return text


def token(text: str) -> str:
    """A referral's token as the counsellor noted it, or nothing. Refused for what names a person instead."""
    if text and (not TOKEN.fullmatch(text) or OF_A_PERSON.fullmatch(text)):
        raise BadValue("not_a_token")
    return text


REGISTER = Register(
    table="other_register",
    columns="""source_ref text, same bigint, held_on date, referral_source text, referral_token text,
    incident_type text, gender text, age_group text, form text, minutes smallint, unknown jsonb""",
    number="report_id",
    rows=ReportRows,
    keep=reporting.register_reports,
)
