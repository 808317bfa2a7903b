"""Reports of generated registers for the tests of this room, and what stands in their files."""

import io
import re
from datetime import date
from html.parser import HTMLParser
from random import Random
from typing import Any

import pypdf

from brobygger.access.actor import machine
from brobygger.access.zones import enter
from brobygger.cases.codes import ReferralSource
from brobygger.cases.models import CounsellingReport
from brobygger.evaluation.figures import Question
from brobygger.evaluation.rules import Period
from brobygger.evaluation.tests.detections import detected, drawn
from brobygger.evaluation.tests.register import draft, register
from brobygger.municipality.models import Department
from brobygger.report import making

PERIOD = Period(date(2018, 2, 1), date(2018, 11, 30))


def question(cast, kind="outreach", period=PERIOD):
    programme = cast.programme if kind == "outreach" else cast.outpatient
    zone = cast.zone if kind == "outreach" else cast.koege
    return programme, Question(zone.pk, programme.pk, period)


def outreach(cast, seed, rows=300):
    """A register drawn at random, with conversations that may belong to it."""
    enter(machine(cast.zone.pk))
    rng = Random(seed)
    drafts = [draft(rng, reached_on=date(2018, rng.randint(1, 12), 3)) for _ in range(rows)]
    for number, one in enumerate(drafts):
        if not one["reached"]:
            one["reached_on"] = None
        one["referral_token"] = f"T-{number}" if one["outcome"] == "accepted" else ""
    register(cast.zone.pk, cast.programme.pk, drafts)
    CounsellingReport.objects.bulk_create(
        CounsellingReport(
            zone_id=cast.zone.pk,
            programme_id=cast.programme.pk,
            source="import",
            report_ref=f"c-{n}",
            held_on=date(2018, rng.randint(1, 12), rng.randint(1, 28)),
            referral_source=rng.choice(ReferralSource.values),
            incident_type=rng.choice(["", "violence", "threats"]),
            gender="",
            age_group="",
            referral_token=f"T-{rng.randint(0, rows)}" if rng.random() < 0.3 else "",
        )
        for n in range(rows // 5)
    )
    return question(cast)


def outpatient(cast, seed, rows=300):
    """A municipal register drawn at random."""
    enter(machine(cast.koege.pk))
    rng = Random(seed)
    departments = list(Department.objects.filter(zone=cast.koege).values_list("pk", flat=True))
    detected(cast.koege.pk, cast.outpatient.pk, *(drawn(rng, departments, []) for _ in range(rows)))
    return question(cast, "outpatient", Period(date(2026, 1, 15), date(2026, 9, 30)))


def file_of(cast, asked, form, language, now):
    programme, question_ = asked
    by = machine(question_.zone_id)
    enter(by)
    return making.file_of(question_, programme, language, form, by=by, at=now)


def words_of_pdf(file: bytes) -> str:
    """The text of every page, on one line each; a word that is broken at its own hyphen is one word."""
    pages = pypdf.PdfReader(io.BytesIO(file)).pages
    return "\n".join(re.sub(r"\s+", " ", re.sub("\xad\\s*", "-", page.extract_text())) for page in pages)


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.tables: dict[str, list[list[str]]] = {}  # by caption: the cells of each row
        self.inside = ""
        self.caption = ""
        self.rows: list[list[str]] = []
        self.silent = 0
        self.fetched: list[str] = []

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        self.silent += tag in ("style", "svg")
        self.inside = tag if tag in ("caption", "td", "th") else ""
        if tag == "table":
            self.rows, self.caption = [], ""
        elif tag == "tr":
            self.rows.append([])
        elif tag in ("td", "th"):
            self.rows[-1].append("")
        self.fetched += [
            f"{tag} {value}" for name, value in attrs if name in ("src", "href") and not value.startswith("#")
        ]
        self.fetched += [tag] if tag in ("script", "link", "iframe", "object", "form") else []

    def handle_endtag(self, tag: str) -> None:
        self.silent -= tag in ("style", "svg")
        self.inside = ""
        if tag == "table":
            self.tables[self.caption] = self.rows

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.words.append(data)
        if self.inside == "caption":
            self.caption += data
        elif self.inside:
            self.rows[-1][-1] += data


def read_html(file: bytes) -> _Words:
    """What is read of the page outside its drawings, its tables, and what it would fetch."""
    reader = _Words()
    reader.feed(file.decode())
    return reader


def numbers(told: Any) -> set[float]:
    """Every number of a figure's JSON."""
    if isinstance(told, bool) or told is None:
        return set()
    if isinstance(told, (int, float)):
        return {told}
    inside = told.values() if isinstance(told, dict) else told if isinstance(told, (list, tuple)) else ()
    return {one for part in inside for one in numbers(part)}
