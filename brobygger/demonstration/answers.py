"""487 invented answers to the survey, from which the evaluation's figures 6 and 7 and its other percentages come out.

How many answered positively is reckoned from each printed percentage; what the others answered, and what anyone tells
of herself, the report does not say, and is invented.
"""

import csv
from collections.abc import Iterable
from pathlib import Path
from random import Random
from typing import NamedTuple

from brobygger.intake.shapes import shape
from brobygger.surveys.codes import ANSWERS, DONT_KNOW, POSITIVE, Statement

ALL = 487
PERCENT = {
    "knew_of_service_before": 43, "got_new_information": 77, "useful_information": 88,
    "explained_what_it_means_for_me": 91, "call_positive": 98, "everyone_should_be_called": 91,
    "glad_to_be_contacted": 91, "had_considered_contacting": 37, "new_thoughts_about_the_incident": 67,
    "caller_showed_empathy": 95, "caller_understood_my_situation": 94, "considers_contacting_later": 41,
}  # fmt: skip
MONTHS = [f"2019-{month:02d}" for month in range(1, 12)]  # as the report says
OUTCOMES = {"accepted": 26, "declined": 73, "will_call_self": 1}
ROLES = {"victim": 77, "witness": 13, "relative": 6, "guardian": 4}
TYPES = {
    "violence": 36, "threats": 14, "burglary_and_theft": 12, "accidents": 11, "robbery": 9,
    "rape_and_sexual_offences": 6, "death_and_homicide": 5, "indecent_exposure": 3,
    "restraining_order_and_stalking": 2, "mixed": 2,
}  # fmt: skip


class Sheet(NamedTuple):
    """One answer sheet."""

    number: str
    month: str
    role: str
    incident_type: str
    outcome: str
    chosen: dict[str, str]


def positive(statement: str) -> int:
    """How many of all answer positively, for the printed percentage to come out."""
    return round(PERCENT[statement] * ALL / 100)


def answers(seed: int = 1090) -> list[Sheet]:
    """All of them; the same seed gives the same."""
    rng = Random(seed)  # noqa: S311 - invented people, the same each time
    columns = {statement: _column(statement, rng) for statement in Statement.values}
    return [
        Sheet(
            f"{rng.getrandbits(48):012x}", rng.choice(MONTHS), _one_of(ROLES, rng), _one_of(TYPES, rng),
            _one_of(OUTCOMES, rng), {name: column[at] for name, column in columns.items()},
        )
        for at in range(ALL)
    ]  # fmt: skip


def _column(statement: str, rng: Random) -> list[str]:
    yes = [code for code in ANSWERS[statement] if code in POSITIVE]
    other = [code for code in ANSWERS[statement] if code not in POSITIVE and code != DONT_KNOW]
    told = rng.choices(yes, [3, 1][: len(yes)], k=positive(statement))
    told += rng.choices([*other, DONT_KNOW], [*[3] * len(other), 1], k=ALL - len(told))
    rng.shuffle(told)
    return told


def _one_of(weights: dict[str, int], rng: Random) -> str:
    return rng.choices(list(weights), list(weights.values()))[0]


def write_csv(sheets: Iterable[Sheet], path: str | Path) -> None:
    """The file that a survey tool would give: semicolons and Danish headings."""
    titles = [one.title for one in shape("survey_responses").columns]
    with Path(path).open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(titles)
        writer.writerows((*one[:5], *one.chosen.values(), "") for one in sheets)
