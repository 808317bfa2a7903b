"""One row of the police's export, checked and made ready; the CPR number goes no further than here."""

import re
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from typing import NamedTuple

from brobygger.base.phones import Phones, as_told, is_an_amount, phones
from brobygger.base.sealed import fingerprint
from brobygger.intake import values
from brobygger.intake.criteria_asked import Judge
from brobygger.intake.reading import Row, Understood
from brobygger.intake.remarks import Remarks
from brobygger.intake.shapes import shape
from brobygger.intake.values import BadValue, Moment
from brobygger.people.marks import Marks, marks_of

ROLES = {
    **{role: role for role in ("victim", "witness", "relative", "guardian", "")},
    "forurettet": "victim",
    "offer": "victim",
    "vidne": "witness",
    "pårørende": "relative",
    "værge": "guardian",
}
# Nobody of these is ever stored, whatever else the row says.
OTHERS = frozenset(
    (
        *("other", "anden", "andet", "andre", "øvrige", "sigtet", "mistænkt", "tiltalt", "gerningsmand", "anmeldt"),
        *("gerningsperson", "suspect", "accused", "charged", "perpetrator", "offender"),
    )
)
GENDERS = {"": "", "female": "female", "male": "male", "kvinde": "female", "mand": "male", "k": "female", "m": "male"}
LONGEST = {
    "report_number": 60,
    "person_ref": 60,
    "district": 120,
    "place": 300,
    "given_name": 100,
    "family_name": 100,
    "address": 200,
    "phone": 200,
    "guardian_of": 60,
}
OLDEST = 120  # years
CODE = re.compile(r"[0-9]{3,6}")
POSTAL = re.compile(r"[0-9]{4}")
NAMES = tuple(column.name for column in shape("incident_export").columns)
REQUIRED = ("report_number", "offence_code", "occurred_at", "reported_at", "district", "person_ref")


class Rejection(NamedTuple):
    """Why a row does not go in."""

    column: str
    reason: str


class Accused(NamedTuple):
    """What is looked at of a row that is never stored: whether its number or address is also that of one we help, and
    whether the one whom we help was she herself."""

    report: bytes
    ref: str  # empty where the row has no number of its own in the report
    phones: tuple[str, ...]
    address: str
    postal_code: str


class Ready(NamedTuple):
    """A row that may go in, in the order of the staging table's columns."""

    report: bytes
    ref: str
    ward_ref: str
    same: int
    role: str
    offence_code: str
    occurred_at: str
    occurred_on: str
    reported_at: str
    district: str
    place: str
    report_number: str
    given_name: str
    family_name: str
    birth_date: str
    gender: str
    email: str
    address: str
    postal_code: str
    protected: bool
    language: str
    cpr_mark: bytes | None
    birth_mark: bytes | None
    phone_marks: tuple[bytes, ...]
    phones: tuple[str, ...]
    phones_told: tuple[str, ...]
    age: int | None
    verdict: str
    passed: bool
    criteria_id: int | None
    incident_type: str
    ring_from: str
    window_until: str


class _Who(NamedTuple):
    """What a row tells about who it is."""

    marks: Marks
    phones: Phones
    born: date | None
    age: int | None
    gender: str


class IncidentRows:
    """Checks the rows of one file on one day by one programme's criteria."""

    def __init__(self, file: Understood, judge: Judge, *, today: date, remarks: Remarks) -> None:
        self.judge, self.today, self.remarks = judge, today, remarks
        self.readers = (
            ("gender", self._gender),
            ("email", self._email),
            ("postal_code", self._postal_code),
            ("protected", self._protected),
            ("language", self._language),
        )
        # A column that the file has not is read as empty: its place is the extra field put last.
        self.places = [file.header.places.get(name, -1) for name in NAMES]

    def check(self, row: Row) -> Ready | Accused | Rejection:
        """The row ready, or as that of someone never stored, or what is wrong with it first."""
        fields = [*row.fields, ""]
        if row.broken:
            return Rejection("", row.broken)
        told = {name: fields[place] for name, place in zip(NAMES, self.places, strict=True)}
        word = told["role"].casefold()
        if word in OTHERS:
            return self._accused(told)
        for name in REQUIRED:
            if not told[name]:
                return Rejection(name, "value_missing")
        for name, most in LONGEST.items():
            if len(told[name]) > most:
                return Rejection(name, "too_long")
        if word not in ROLES:
            return Rejection("role", "not_in_the_closed_list")
        if told["guardian_of"] and told["guardian_of"] == told["person_ref"]:
            return Rejection("guardian_of", "guardian_of_herself")
        return self._ready(row.number, told, ROLES[word])

    def _accused(self, told: dict[str, str]) -> Accused:
        numbers = phones(told["phone"]).numbers if told["phone"] else ()
        report, number = told["report_number"], told["person_ref"]
        ref = fingerprint("incident", report, number).hex() if report and number else ""
        return Accused(fingerprint("report", report), ref, numbers, told["address"][:200], told["postal_code"][:4])

    def _ready(self, number: int, told: dict[str, str], role: str) -> Ready | Rejection:
        """Each field as what it is, in the order in which a reader would check them."""
        column = ""
        try:
            column = "offence_code"
            if not CODE.fullmatch(told[column]):
                raise BadValue("not_an_offence_code")
            column = "occurred_at"
            occurred = values.moment(told[column])
            column = "reported_at"
            reported = values.moment(told[column])
            if reported.is_before(occurred):
                raise BadValue("before_it_happened")
            if reported.day > self.today:
                raise BadValue("in_the_future")
            cpr = self._cpr(number, told)
            column = "birth_date"
            born = cpr.born if cpr else values.day(told[column]) if told[column] else None
            age = values.age_on(born, self.today) if born else None
            if age is not None and not 0 <= age <= OLDEST:
                raise BadValue("age_out_of_range")
            for column, read in self.readers:
                word = told[column].casefold()
                if (column, word) == ("gender", "x"):
                    self.remarks.add("gender_x", number)
                    told[column] = ""
                elif column != "protected":
                    self._nothing(number, told, column)
                told[column] = self._optional(number, column, told[column], read)
        except BadValue as bad:
            return Rejection(column, bad.reason)
        who = self._who(number, told, cpr, born, age)
        return self._judged(told, role, occurred, reported, who)

    def _who(
        self, number: int, told: dict[str, str], cpr: values.Cpr | None, born: date | None, age: int | None
    ) -> _Who:
        self._nothing(number, told, "phone")
        found = phones(told["phone"]) if told["phone"] else Phones()
        if is_an_amount(told["phone"]):
            self.remarks.add("number_was_an_amount", number)
        if found.unread:
            self.remarks.add("phone_not_readable", number, len(found.unread))
        if any(found.beside):
            self.remarks.add("words_beside_a_number", number)
        marks = marks_of(told["given_name"], told["family_name"], born, cpr.digits if cpr else "", found.numbers)
        return _Who(marks, found, born, age, told["gender"] or (cpr.gender if cpr else ""))

    def _judged(self, told: dict[str, str], role: str, occurred: Moment, reported: Moment, who: _Who) -> Ready:
        version = self.judge.version(reported.day)
        verdict = self.judge.verdict(version, told["offence_code"], role, who.age)
        first, last = self.judge.days(version, reported.day)
        report = told["report_number"]
        return Ready(
            report=fingerprint("report", report),
            ref=fingerprint("incident", report, told["person_ref"]).hex(),
            ward_ref=fingerprint("incident", report, told["guardian_of"]).hex() if told["guardian_of"] else "",
            same=hash((role, who, *told.values())),
            role=role,
            offence_code=told["offence_code"],
            occurred_at=occurred.stamp,
            occurred_on=occurred.day.isoformat(),
            reported_at=reported.stamp,
            district=told["district"],
            place=told["place"],
            report_number=report,
            given_name=told["given_name"],
            family_name=told["family_name"],
            birth_date=who.born.isoformat() if who.born else "",
            gender=who.gender,
            email=told["email"],
            address=told["address"],
            postal_code=told["postal_code"],
            protected=told["protected"] == "t",
            language=told["language"],
            cpr_mark=who.marks.cpr,
            birth_mark=who.marks.birth,
            phone_marks=who.marks.phones,
            phones=who.phones.numbers,
            phones_told=as_told(who.phones),
            age=who.age,
            verdict=verdict.word,
            passed=self.today > last,
            criteria_id=verdict.criteria_id,
            incident_type=verdict.incident_type,
            ring_from=values.midnight(first),
            window_until=last.isoformat(),
        )

    def _optional(self, number: int, column: str, text: str, read: Callable[[int, str], str]) -> str:
        """What the field says; what cannot be read is remarked on and left out, but for the protection: nobody can tell
        whether she is protected."""
        try:
            return read(number, text)
        except BadValue:
            if column == "protected":
                raise
            self.remarks.add(f"{column}_not_readable", number)
            return ""

    def _gender(self, _number: int, text: str) -> str:
        found = GENDERS.get(text.casefold())
        if found is None:
            raise BadValue("not_in_the_closed_list")
        return found

    def _email(self, _number: int, text: str) -> str:
        return values.email(text) if text else ""

    def _protected(self, _number: int, text: str) -> str:
        return "t" if text and values.yes_or_no(text) else ""

    def _nothing(self, number: int, told: dict[str, str], column: str) -> None:
        """Words for nothing are nothing, and are remarked on."""
        if told[column].casefold() in values.NOTHING:
            self.remarks.add("nothing_was_written", number)
            told[column] = ""

    def _language(self, number: int, text: str) -> str:
        """The first that can be read of the languages that are written; what is left out is remarked on."""
        found = []
        for one in values.languages(text):
            with suppress(BadValue):
                found.append(values.language(one))
        if text and not found:
            self.remarks.add("language_not_readable", number)
        elif len(values.languages(text)) > 1:
            self.remarks.add("first_of_languages", number)
        return found[0] if found else ""

    def _cpr(self, number: int, told: dict[str, str]) -> values.Cpr | None:
        """What the CPR number tells; one that cannot be one, or is of nobody alive, is remarked on and left out."""
        self._nothing(number, told, "cpr")
        text = told["cpr"]
        if not text:
            return None
        if len(text) == 9 and text.isdigit():  # Excel takes the zero from a number's front
            self.remarks.add("leading_zero_put_back", number)
            text = "0" + text
        with suppress(BadValue):
            found = values.cpr(text)
            if 0 <= values.age_on(found.born, self.today) <= OLDEST:
                return found
        self.remarks.add("cpr_not_readable", number)
        told["cpr"] = ""
        return None

    def _postal_code(self, number: int, text: str) -> str:
        text = values.postal_code(text)
        if len(text) == 3 and text.isdigit():
            self.remarks.add("leading_zero_put_back", number)
            text = "0" + text
        if text and not POSTAL.fullmatch(text):
            raise BadValue("not_a_postal_code")
        return text
