"""The outreach team's own register, as it was kept in a spreadsheet: no identity, one row for each person."""

from collections.abc import Callable
from datetime import date
from typing import Any, NamedTuple

from brobygger.cases import enrol
from brobygger.intake.incident_rows import GENDERS, ROLES, Rejection
from brobygger.intake.reading import Row, Understood
from brobygger.intake.register_import import Register
from brobygger.intake.remarks import Remarks
from brobygger.intake.shapes import Shape
from brobygger.intake.values import BadValue, day, whole, yes_or_no


class Registered(NamedTuple):
    """A row that may go in, in the order of the staging table's columns."""

    source_ref: str
    same: int
    identified_on: date
    incident_type: str
    role: str
    gender: str
    age: int | None
    has_contact_details: bool | None
    reached: bool
    reached_on: date | None
    attempts: int | None
    outcome: str
    decline_reason: str
    survey: str
    referral_token: str
    state: str


class RegisterRows:
    """Checks the rows of one register on one day."""

    def __init__(self, file: Understood, *, today: date, remarks: Remarks) -> None:
        self.today, self.shape, self.remarks = today, file.shape, remarks
        self.places = {column.name: file.header.places.get(column.name, -1) for column in file.shape.columns}

    def check(self, row: Row) -> Registered | Rejection:
        """The row ready, or what is wrong with it first."""
        if row.broken:
            return Rejection("", row.broken)
        fields = [*row.fields, ""]
        told = {name: fields[place] for name, place in self.places.items()}
        for column in self.shape.columns:
            if column.required and not told[column.name]:
                return Rejection(column.name, "value_missing")
        if len(told["registration_id"]) > 64:
            return Rejection("registration_id", "too_long")
        if len(told["referral_token"]) > 40:
            return Rejection("referral_token", "too_long")
        found = _typed(told, self.shape)
        if isinstance(found, Rejection):
            return found
        wrong = contradiction(found, self.today)
        if wrong:
            return wrong
        if found["reached"] and found["attempts"] == 0:
            self.remarks.add("reached_without_a_call", row.number)
        same = hash(tuple(told.values()))
        return Registered(
            told["registration_id"], same, **found, referral_token=told["referral_token"], state=state_of(found)
        )


def _typed(told: dict[str, str], shape: Shape) -> dict[str, Any] | Rejection:
    """Each field as what it is, or the first that is something else."""
    readers: dict[str, Callable[[str], Any]] = {
        "identified_on": day,
        "incident_type": code_of(shape, "incident_type"),
        "role": code_of(shape, "role", ROLES),
        "gender": code_of(shape, "gender", GENDERS),
        "age": lambda text: within(whole(text), 0, 120, "age_out_of_range"),
        "has_contact_details": yes_or_no,
        "reached": yes_or_no,
        "reached_on": day,
        "attempts": lambda text: within(whole(text), 0, 32_000),
        "outcome": code_of(shape, "outcome"),
        "decline_reason": code_of(shape, "decline_reason"),
        "survey": code_of(shape, "survey"),
    }
    found: dict[str, Any] = {}
    for name, read in readers.items():
        text = told[name]
        try:
            found[name] = read(text) if text else "" if shape.column(name).codes else None
        except BadValue as bad:
            return Rejection(name, bad.reason)
    return found


def code_of(shape: Shape, name: str, words: dict[str, str] | None = None) -> Callable[[str], str]:
    """What reads a code of a column's closed list, or a word that means one. Refused for anything else."""
    codes = shape.column(name).codes

    def read(text: str) -> str:
        code = (words or {}).get(text.casefold(), text.casefold())
        if code not in codes:
            raise BadValue("not_in_the_closed_list")
        return code

    return read


def within(number: int, least: int, most: int, above: str = "above_the_most") -> int:
    """The number itself. Refused where it is outside."""
    if number < least:
        raise BadValue("below_the_least")
    if number > most:
        raise BadValue(above)
    return number


def contradiction(told: dict[str, Any], today: date) -> Rejection | None:
    """What in a row cannot be true together; None where it can."""
    if told["identified_on"] > today:
        return Rejection("identified_on", "in_the_future")
    for name in ("outcome", "reached_on"):
        if told[name] and not told["reached"]:
            return Rejection(name, "only_the_reached")
    if told["decline_reason"] and told["outcome"] != "declined":
        return Rejection("decline_reason", "only_the_declined")
    if told["reached_on"]:
        if told["reached_on"] < told["identified_on"]:
            return Rejection("reached_on", "before_identified")
        if told["reached_on"] > today:
            return Rejection("reached_on", "in_the_future")
    return None


def state_of(told: dict[str, Any]) -> str:
    """How the registration ended, in the words of a case."""
    if told["outcome"]:
        return str(told["outcome"])
    if told["reached"]:
        return "answer_not_recorded"
    return "no_number" if told["has_contact_details"] is False else "not_reached"


REGISTER = Register(
    table="old_register",
    columns="""source_ref text, same bigint, identified_on date, incident_type text, role text,
    gender text, age smallint, has_contact_details boolean, reached boolean, reached_on date, attempts smallint,
    outcome text, decline_reason text, survey text, referral_token text, state text""",
    number="registration_id",
    rows=RegisterRows,
    keep=enrol.register_ended,
)
