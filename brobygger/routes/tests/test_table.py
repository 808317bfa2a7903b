"""The golden table: a social worker can read it, and every combination of answers stands in it once, with its door."""

import csv
import io
from copy import deepcopy
from itertools import product
from pathlib import Path

import pytest
from django.utils import translation

from brobygger.routes import in_words, queries, rules, shipping
from brobygger.routes.codes import Answer, Route
from brobygger.routes.models import Criterion

GOLDEN = Path(__file__).parent / "routes.csv"
SAID = {"ja": Answer.YES, "nej": Answer.NO, "ved ikke": Answer.UNKNOWN}


@pytest.fixture(scope="module")
def shipped() -> list[Criterion]:
    return [Criterion(place=n, **told) for n, told in enumerate(shipping.told()["questions"], start=1)]


@pytest.fixture(scope="module")
def golden() -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(GOLDEN.read_bytes().decode("utf-8-sig")), delimiter=";"))


def cell(words: str) -> frozenset[Answer]:
    """What a cell of the table lets through; a dash lets everything through."""
    return frozenset(Answer) if words == "-" else frozenset(SAID[word] for word in words.split(" eller "))


def test_every_combination_stands_in_one_row_with_the_door_of_the_rule(shipped, golden) -> None:
    """All of them: eleven questions of three answers, and whether help is wanted."""
    questions = queries.as_questions(shipped)
    with translation.override("da"):
        doors = {str(route.label): route for route in Route}
    rows = [
        (
            row["Vil have hjælp nu"] == "ja",
            [cell(row[question.name_da]) for question in shipped],
            doors[row["Dør"]],
        )
        for row in golden
    ]
    keys = [question.key for question in questions]
    combinations = 0
    for motivated in (True, False):
        narrowed = [(cells, door) for asked, cells, door in rows if asked == motivated]
        for answers in product(Answer, repeat=len(keys)):
            combinations += 1
            fits = [door for cells, door in narrowed if all(map(frozenset.__contains__, cells, answers))]
            assert len(fits) == 1, (motivated, answers, fits)
            assert fits[0] is rules.route(questions, dict(zip(keys, answers, strict=True)), motivated=motivated).route
    assert combinations == 2 * 3 ** len(keys)


def test_the_file_on_the_page_is_the_golden_one(shipped) -> None:
    with translation.override("da"):
        assert in_words.as_csv(shipped) == GOLDEN.read_bytes()


def test_no_question_is_a_formula_in_the_file(shipped) -> None:
    typed = deepcopy(shipped)
    for question in typed:
        question.name_da = question.question_da = '=HYPERLINK("http://x.invalid")'
    with translation.override("da"):
        rows = csv.reader(io.StringIO(in_words.as_csv(typed).decode("utf-8-sig")), delimiter=";")
        assert not [cell for row in rows for cell in row if cell.startswith("=")]


def test_the_table_in_english_has_the_same_rows(shipped, golden) -> None:
    with translation.override("en"):
        rows = list(csv.reader(io.StringIO(in_words.as_csv(shipped).decode("utf-8-sig")), delimiter=";"))
    assert rows[0][:3] == ["Row", "Wants help now", "Protection now"]
    assert len(rows) == len(golden) + 1


def test_the_doors_come_in_the_order_of_the_seed(golden) -> None:
    """Safety first, then what must come before the course, late effects, and last the group."""
    assert [row["Dør"] for row in golden] == [
        "Ingen lige nu",
        "Krisecenter",
        "Sikkerhedskonsulenterne (æresrelaterede konflikter)",
        "Dansk Stalking Center",
        "Et andet kommunalt tilbud",
        "Et andet kommunalt tilbud",
        "Et tilbud drevet af frivillige",
        "Et andet kommunalt tilbud",
        "Et andet kommunalt tilbud",
        "Et tilbud drevet af frivillige",
        "Et andet kommunalt tilbud",
        "Et andet kommunalt tilbud",
        "Risikovurdering og gruppeforløb",
    ]


def test_what_is_shipped_can_be_asked_in_both_languages(shipped) -> None:
    for question in shipped:
        question.full_clean(exclude=["criteria"], validate_constraints=False)
        texts = [question.name_da, question.name_en, question.question_da, question.question_en]
        assert rules.question_holds(question.fits, question.otherwise, texts)
        assert question.question_da.endswith("?")
        assert question.question_en.endswith("?")
        assert len(question.question_da.split()) <= 17, "short enough to be said beside someone"
        assert question.help_da
        assert question.help_en
        assert question.source


def test_the_shipped_sentences_about_whom_it_is_also_for_are_as_many_in_both_languages() -> None:
    told = shipping.told()
    assert len(told["also_welcome_da"]) == len(told["also_welcome_en"]) == 4
