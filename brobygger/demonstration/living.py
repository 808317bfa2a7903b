"""The incidents of the last weeks, as a police district might export them, with people who are plainly invented."""

import csv
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from pathlib import Path
from random import Random
from typing import Any

from brobygger.demonstration.people import NUMBERS, POSTAL_CODE, Crowd, Invented

HEADERS = {
    "report_number": "Journalnummer",
    "offence_code": "Gerningskode",
    "occurred_at": "Gerningstidspunkt",
    "reported_at": "Anmeldelsestidspunkt",
    "district": "Politikreds",
    "place": "Gerningssted",
    "person_ref": "Personnummer i sagen",
    "role": "Forurettet/vidne",
    "given_name": "Fornavn",
    "family_name": "Efternavn",
    "cpr": "CPR-nummer",
    "birth_date": "Fødselsdato",
    "gender": "Køn",
    "phone": "Telefon",
    "email": "E-mail",
    "address": "Adresse",
    "postal_code": "Postnr.",
    "protected": "Navne- og adressebeskyttelse",
    "language": "Sprog",
    "guardian_of": "Værge for",
}
type Row = dict[str, str]

# Type: offence codes, how many of a hundred incidents, shares of women, minors, witnesses, relatives and accused.
KINDS: dict[str, tuple[tuple[str, ...], int, float, float, float, float, float]] = {
    "violence": (("76111", "76112", "76121", "76211"), 35, 0.42, 0.10, 0.35, 0.03, 0.6),
    "threats": (("77111", "77112"), 14, 0.48, 0.08, 0.20, 0.03, 0.6),
    "restraining_order_and_stalking": (("79111", "79112", "79121"), 9, 0.85, 0.0, 0.08, 0.05, 0.9),
    "robbery": (("75111", "75112", "75211"), 10, 0.30, 0.20, 0.50, 0.03, 0.4),
    "rape_and_sexual_offences": (("74111", "74112", "74121"), 9, 0.92, 0.20, 0.08, 0.08, 0.6),
    "indecent_exposure": (("74311", "74312"), 5, 0.85, 0.25, 0.20, 0.0, 0.3),
    "accidents": (("91111", "91211"), 9, 0.45, 0.08, 0.45, 0.30, 0.0),
    "death_and_homicide": (("73111", "73211"), 5, 0.5, 0.0, 0.60, 1.0, 0.2),
    "mixed": (("99111",), 4, 0.5, 0.05, 0.20, 0.05, 0.2),
}
BURGLARY, UNKNOWN = "81111", ("76999", "70501")
PLACES = ("Opdigtet Torv", "Prøvestationen", "Eksempelparken", "Demohavnen", "Testcentret", "på bopælen", "")
FIRST_DAYS_AGO, INCIDENTS = 34, 185
WITHOUT_NUMBER = 0.17


def living(
    day: date, *, incidents: int = INCIDENTS, district: str = "Prøvekredsen", neighbour: bool = False
) -> list[Row]:
    """The rows of everyone in what was reported before the day, oldest report first; the same day, the same rows."""
    rng = Random(f"{district} {day:%Y-%m-%d}")  # noqa: S311  a demonstration, not a secret
    numbers = range(NUMBERS * 9 // 10, NUMBERS) if neighbour else range(NUMBERS * 9 // 10)
    writer = _Police(rng, day, district, Crowd(rng, day, numbers=numbers, only="" if neighbour else None))
    for _ in range(incidents):
        writer.ordinary()
    if not neighbour:
        writer.particular()
    return writer.rows()


def write_csv(rows: Iterable[Row], path: Path, *, encoding: str = "utf-8-sig") -> None:
    """The file as a Danish office exports it: semicolons, Danish headers, byte-order mark or Windows-1252."""
    with path.open("w", encoding=encoding, newline="") as file:
        out = csv.writer(file, delimiter=";")
        out.writerow(HEADERS.values())
        out.writerows([row[name] for name in HEADERS] for row in rows)


def reported_on(row: Row) -> date:
    """The day on which the row's incident was reported."""
    return datetime.strptime(row["reported_at"][:10], "%d-%m-%Y").date()  # noqa: DTZ007  a day has no zone


class _Police:
    """Writes reports: incidents, and a row for each person in them."""

    def __init__(self, rng: Random, day: date, district: str, crowd: Crowd) -> None:
        self.rng, self.day, self.district, self.crowd = rng, day, district, crowd
        self.reports: list[tuple[datetime, list[Row]]] = []

    def rows(self) -> list[Row]:
        """Numbered in the order in which they were reported."""
        numbered: list[Row] = []
        for number, (reported, report) in enumerate(sorted(self.reports, key=lambda pair: pair[0]), 1):
            name = f"{self.district[:2].upper()}-{reported:%Y}-{number:05d}"
            numbered += [{**row, "report_number": name} for row in report]
        return numbered

    # One report

    def report(self, code: str, *, days_ago: int | None = None, late: bool = False) -> list[Row]:
        """A new report without anyone in it yet."""
        ago = days_ago or self.rng.randint(1, FIRST_DAYS_AGO)
        reported = datetime.combine(
            self.day - timedelta(days=ago), time(self.rng.randint(7, 23), self.rng.randint(0, 59))
        )
        before = timedelta(days=self.rng.randint(1, 20)) if late else timedelta()
        occurred = reported - before - timedelta(minutes=self.rng.randint(20, 180))
        self._common = {
            "offence_code": code,
            "occurred_at": f"{occurred:%d-%m-%Y %H:%M}",
            "reported_at": f"{reported:%d-%m-%Y %H:%M}",
            "district": self.district,
            "place": self.rng.choice(PLACES),
        }
        rows: list[Row] = []
        self.reports.append((reported, rows))
        return rows

    def add(self, rows: list[Row], role: str, who: Invented, **other: str) -> Row:
        """The person stands in the report in the role, as far as anyone wrote it down."""
        phone = self.crowd.written(who.phone) if self.rng.random() > WITHOUT_NUMBER else ""
        known = self.rng.random()
        row = {
            **dict.fromkeys(HEADERS, ""),
            **self._common,
            "person_ref": str(len(rows) + 1),
            "role": role,
            "given_name": who.given_name,
            "family_name": who.family_name,
            "cpr": who.cpr if known < 0.85 else "",
            "birth_date": f"{who.born:%d-%m-%Y}" if 0.85 <= known < 0.97 else "",
            "gender": who.gender if known < 0.98 else "",
            "phone": phone,
            "email": who.email,
            "address": who.address,
            "postal_code": POSTAL_CODE,
            "protected": "nej",
            "language": who.language,
        }
        row.update(other)
        rows.append(row)
        return row

    # What happens

    def ordinary(self) -> None:
        """An incident of a type as often as it is reported, with those who were there."""
        kind = self.rng.choices(list(KINDS), [told[1] for told in KINDS.values()])[0]
        codes, _, women, minors, witnesses, relatives, accused = KINDS[kind]
        rows = self.report(self.rng.choice(codes), late=kind.startswith(("rape", "restraining")) and self.chance(0.5))
        if kind != "death_and_homicide":
            self._victim(rows, women, minors)
            if self.chance(0.15):
                self._victim(rows, women, minors)
        for share, role in ((witnesses, "witness"), (relatives, "relative"), (accused, "other")):
            if self.chance(share):
                self.add(rows, role, self.someone(women=0.2 if role == "other" else 0.5))
        if kind == "death_and_homicide" and self.chance(0.5):
            self.add(rows, "relative", self.someone())

    def _victim(self, rows: list[Row], women: float, minors: float) -> None:
        if not self.chance(minors):
            self.add(rows, "victim", self.someone(women=women))
            return
        child = self.crowd.person(gender=self.gender(women), age=self.rng.randint(8, 17))
        row = self.add(rows, "victim", child, phone="")
        if self.chance(0.85):
            parent = self.crowd.person(gender=self.gender(0.65), age=self.rng.randint(33, 54), family=child)
            self.add(rows, "guardian", parent, guardian_of=row["person_ref"])

    def particular(self) -> None:
        """What a new worker should have met: one person twice, protection, an accused who shares, codes unknown."""
        twice = self.someone()
        for code, days_ago in (("77111", 10), ("76111", 6)):
            self._surely(self.report(code, days_ago=days_ago), twice)
        for code, shared in (("76112", "phone"), ("79111", "phone"), ("77112", "address")):
            rows = self.report(code, days_ago=self.rng.randint(4, 12))
            victim, other = self.someone(women=0.9), self.someone(women=0.1)
            told: Any = self._surely(rows, victim)
            same = {"phone": told["phone"]} if shared == "phone" else {"address": told["address"]}
            self.add(rows, "other", other, **same)
        for withheld in (False, False, True, True):
            rows = self.report("79112", days_ago=self.rng.randint(4, 14))
            self._surely(
                rows,
                self.someone(women=0.9),
                protected="ja",
                **({"address": "", "postal_code": ""} if withheld else {}),
            )
        for code in UNKNOWN:
            self._surely(self.report(code, days_ago=self.rng.randint(3, 9)), self.someone())
        self._surely(self.report(BURGLARY, days_ago=5), self.someone())
        self._several_numbers()
        self._broken()

    def _several_numbers(self) -> None:
        who = self.someone()
        both = f"{self.crowd.written(who.phone)} / {self.crowd.written(self.crowd.number())}"
        self.add(self.report("75111", days_ago=7), "victim", who, phone=both)

    def _broken(self) -> None:
        """Two rows that cannot be read as they stand, for whoever looks after the imports."""
        self._surely(self.report("76111", days_ago=3), self.someone(), cpr="310299-123")
        rows = self.report("76121", days_ago=4)
        row = self._surely(rows, self.someone())
        row["occurred_at"] = f"{self.day:%d-%m-%Y} 12:00"

    def _surely(self, rows: list[Row], who: Invented, **other: str) -> Row:
        return self.add(rows, "victim", who, **{"phone": self.crowd.written(who.phone), "cpr": who.cpr, **other})

    def someone(self, *, women: float = 0.5) -> Invented:
        """A grown-up; the young ones are more often in what is reported."""
        age = min(93, 18 + int(self.rng.expovariate(1 / 19)))
        return self.crowd.person(gender=self.gender(women), age=age)

    def gender(self, women: float) -> str:
        return "female" if self.chance(women) else "male"

    def chance(self, share: float) -> bool:
        return self.rng.random() < share
