"""2,225 invented conversations from which figures 4 and 5 of the evaluation come out again.

The report prints how many conversations were noted as coming from the outreach team (438) and how many of those noted
as 'other' it counts along (164). It does not say, and nobody knows, how many of the 164 were the team's. Here it is
invented: 136 were, and 28 were not, which is what makes it possible to show what tokens would have told.
"""

import csv
from collections.abc import Iterable
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from random import Random
from typing import NamedTuple

from brobygger.base.codes import age_group
from brobygger.demonstration.cohort import Registration, cohort
from brobygger.evaluation.following import Facts, Followed, Referred, followed
from brobygger.evaluation.pairing import Trace, fit
from brobygger.evaluation.rules import WINDOW_DAYS

FIRST_HELD, LAST_HELD = date(2018, 9, 1), date(2019, 12, 31)  # as the report says of figures 4 and 5
BOX_FROM = date(2019, 3, 1)  # 'before spring 2019' the register had no box for the outreach team
OUTREACH, OTHER, ALL = 438, 164, 2225  # as printed
OURS_AMONG_OTHER = 136  # invented
SOURCES = {"self": 41, "police": 34, "municipality": 14, "health_service": 11}
TYPES = {
    "violence": 30, "rape_and_sexual_offences": 15, "threats": 10, "burglary_and_theft": 9, "robbery": 8,
    "restraining_order_and_stalking": 8, "death_and_homicide": 7, "accidents": 7, "indecent_exposure": 3, "mixed": 3,
}  # fmt: skip
AGES = {"0_17": 7, "18_29": 27, "30_39": 22, "40_49": 19, "50_59": 14, "60_plus": 11}
FORMS = {"phone": 66, "in_person": 28, "text": 6}


class Report(NamedTuple):
    """One row of the counselling register; the last field is not in the file: whose conversation it was."""

    report_id: str
    held_on: date
    referral_source: str
    referral_token: str
    incident_type: str
    gender: str
    age_group: str
    form: str
    minutes: int
    of: str  # the registration's number; empty where it was not the outreach team's


def register(rows: Iterable[Registration] | None = None, seed: int = 2021) -> list[Report]:
    """The whole register in the order of its days; the same seed gives the same rows."""
    rng = Random(seed)  # noqa: S311 - invented people, the same each time
    accepted = [row for row in (cohort() if rows is None else rows) if row.outcome == "accepted"]
    rng.shuffle(accepted)
    drawn = [(row, _held(row, rng)) for row in accepted]
    possible = [(row, held) for row, held in drawn if FIRST_HELD <= held <= LAST_HELD]
    boxed = [_ours(row, held, "outreach", rng) for row, held in possible if held >= BOX_FROM][:OUTREACH]
    before = [_ours(row, held, "other", rng) for row, held in possible if held < BOX_FROM][:OURS_AMONG_OTHER]
    came = {report.of for report in (*boxed, *before)}
    lost = [trace_of(row) for row in accepted if row.registration_id not in came]
    others = [_like_one_of(lost, rng) for _ in range(OTHER - OURS_AMONG_OTHER)]
    rest = ALL - OUTREACH - OTHER
    others += [_anyone(_one_of(SOURCES, rng), FIRST_HELD, LAST_HELD, rng) for _ in range(rest)]
    everything = sorted((*boxed, *before, *others), key=lambda report: report.held_on)
    return [report._replace(report_id=f"E-{number:05d}") for number, report in enumerate(everything, 1)]


def trace_of(row: Registration) -> Trace:
    """What a registration can be compared by."""
    reached = row.reached_on or row.identified_on
    return Trace(row.incident_type or "", row.gender or "", age_group(row.age), reached.toordinal())


def _held(row: Registration, rng: Random) -> date:
    """A conversation mostly comes within a week or two; in the first months people waited for the register."""
    reached = row.reached_on or row.identified_on
    return max(reached, FIRST_HELD - timedelta(days=30)) + timedelta(days=1 + int(rng.expovariate(1 / 11)) % 60)


def _ours(row: Registration, held: date, source: str, rng: Random) -> Report:
    kind, gender, age, _day = trace_of(row)
    return Report(
        "", held, source, "", _perhaps(kind, 8, rng), _perhaps(gender, 3, rng), _perhaps(age, 10, rng),
        _one_of(FORMS, rng), 5 * rng.randint(4, 18), row.registration_id,
    )  # fmt: skip


def _anyone(source: str, first: date, last: date, rng: Random) -> Report:
    """Someone whom the outreach team never rang; seven in ten are women, as the report says of 2019."""
    held = first + timedelta(days=rng.randrange((last - first).days + 1))
    gender = "female" if rng.random() < 0.7 else "male"
    return Report(
        "", held, source, "", _perhaps(_one_of(TYPES, rng), 8, rng), _perhaps(gender, 3, rng),
        _perhaps(_one_of(AGES, rng), 10, rng), _one_of(FORMS, rng), 5 * rng.randint(4, 18), "",
    )  # fmt: skip


def _like_one_of(lost: list[Trace], rng: Random) -> Report:
    """Someone else who by chance looks like a referral that came to nothing, as the report's 23 % suppose of all."""
    while True:
        report = _anyone("other", FIRST_HELD, LAST_HELD, rng)
        seen = Trace(report.incident_type, report.gender, report.age_group, report.held_on.toordinal())
        for trace in lost:
            if fit(trace, seen, WINDOW_DAYS):
                lost.remove(trace)
                return report


def _perhaps(value: str, missing_percent: int, rng: Random) -> str:
    return "" if rng.random() * 100 < missing_percent else value


def _one_of(weights: dict[str, int], rng: Random) -> str:
    return rng.choices(list(weights), list(weights.values()))[0]


@lru_cache(maxsize=1)
def with_tokens() -> Followed:
    """What figure 5 would have been, had each referral carried a token and each of its conversations noted it.

    A simulation on invented people: it rests on the invented number of conversations that were the team's own.
    """
    rows = cohort()
    reports = register(rows)
    ours = {report.of for report in reports if report.of}
    accepted = [row for row in rows if row.outcome == "accepted"]
    referred = tuple(
        Referred(number, row.registration_id, trace_of(row), row.registration_id in ours)
        for number, row in enumerate(accepted)
    )
    other = tuple(
        Trace(report.incident_type, report.gender, report.age_group, report.held_on.toordinal())
        for report in reports
        if report.referral_source == "other" and not report.of
    )
    return followed(Facts(referred, (), other, WINDOW_DAYS))


HEADERS = ("Rapportnr.", "Samtaledato", "Henvist fra", "Henvisningskode", "Hændelsestype", "Køn", "Aldersgruppe",
           "Form", "Varighed")  # fmt: skip


def write_csv(reports: Iterable[Report], path: str | Path) -> None:
    """The file that a survey tool would give: semicolons, Danish headings, dd-mm-yyyy."""
    with Path(path).open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(HEADERS)
        writer.writerows((one.report_id, f"{one.held_on:%d-%m-%Y}", *one[2:9]) for one in reports)
