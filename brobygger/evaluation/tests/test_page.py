"""The page of figures: an address is a figure, words and chart agree with the numbers, files open as they should."""

import csv
import io
import re
from random import Random
from xml.etree import ElementTree

import pytest
from django.test import Client
from django.urls import reverse
from python_calamine import CalamineWorkbook

from brobygger.evaluation.cards import card
from brobygger.evaluation.charts import Bar, chart
from brobygger.evaluation.figures import Figure, Row, Share
from brobygger.evaluation.sheets import as_csv, as_xlsx
from brobygger.evaluation.tests.register import draft, register
from brobygger.trail.models import Entry
from conftest import Cast

ADDRESS = "/figures/?from=2018-02-01&to=2018-11-30"


@pytest.fixture
def filled(cast: Cast) -> Cast:
    cast.actor("owner")
    rng = Random(2)
    register(cast.zone.pk, cast.programme.pk, [draft(rng, state="to_call") for _ in range(400)])
    return cast


def signed_in(cast: Cast, who: str = "owner", language: str = "en") -> Client:
    client = Client(headers={"accept-language": language})
    client.force_login(getattr(cast, who))
    return client


def test_each_figure_is_a_card_with_its_chart_its_table_and_its_definition(filled: Cast) -> None:
    page = signed_in(filled).get(ADDRESS)
    body = page.content.decode()
    assert len(page.context["cards"]) == 16
    # Without a counselling register there is nothing to draw of conversations, and without answers nothing of a survey.
    assert body.count('class="chart"') == 11
    for shown in page.context["cards"]:
        assert shown.figure.title in body
        assert shown.sentence
        assert shown.figure.definition
        assert len(shown.lines) == len(shown.figure.rows)


def test_the_chart_passes_the_content_policy_and_has_a_name(filled: Cast) -> None:
    body = signed_in(filled).get(ADDRESS).content.decode()
    charts = re.findall(r"<svg class=\"chart\".*?</svg>", body, re.DOTALL)
    for drawn in charts:
        root = ElementTree.fromstring(drawn)
        assert root.get("role") == "img"
        assert len(root.get("aria-label", "")) > 20
        assert not any(name in node.attrib for node in root.iter() for name in ("style", "onclick", "href"))
        assert not [node.tag for node in root.iter() if node.tag.endswith(("style", "script", "image"))]


def test_words_in_a_chart_are_words(cast: Cast) -> None:
    drawn = chart((Bar("<script>alert(1)</script>", 5, 1, 9, "5 %"),), title='"><b>', told="x", unit=" %")
    assert "<script" not in drawn
    assert "<b>" not in drawn


# A character that XML does not have ended the whole process; one that is two to the engine was cut in the middle.
@pytest.mark.parametrize(
    "label", [*"\0\x01\x08\x0b\x0c\x1b\x1f\ufffe\uffff\ud800\udfff\U0001fffe", "💥" * 50, "e\u0301\u200d" * 60]
)
def test_any_name_at_all_can_be_drawn(label: str) -> None:
    drawn = chart((Bar(f"Blå{label}", 5, 1, 9, f"5{label[:1]}"),), title="x", told="x", unit=" %")
    assert any("Blå" in (one.text or "") for one in ElementTree.fromstring(drawn).iter())
    assert drawn.encode()


def test_a_long_name_is_cut_between_two_characters_and_nobodys_own_is_changed() -> None:
    for before in range(3):
        drawn = chart((Bar("a" * before + "💥\ue000" * 40, 5, 1, 9, "5 %"),), title="x", told="x", unit=" %")
        told = re.findall(r">(a*(?:💥\ue000)+💥?)…<", drawn)
        assert told, drawn[:2000]


def test_the_period_and_what_is_left_out_are_in_the_address(filled: Cast) -> None:
    client = signed_in(filled)
    everything = client.get("/figures/").context["cards"][0].figure.n
    part = client.get(ADDRESS).context["cards"][0].figure.n
    less = client.get(f"{ADDRESS}&without=violence&without=mixed")
    assert everything > part > less.context["cards"][0].figure.n > 0
    assert "Left out: Violence, Mixed" in less.content.decode()


@pytest.mark.parametrize(
    "query", ["from=2019-01-01&to=2018-01-01", "from=yesterday", "without=nonsense", "programme=999999"]
)
def test_a_question_that_makes_no_sense_is_asked_again(filled: Cast, query: str) -> None:
    client = signed_in(filled)
    page = client.get(f"/figures/?{query}")
    assert page.status_code == 200
    assert page.context["form"].errors
    assert "cards" not in page.context
    assert client.get(f"/figures/csv/?{query}").headers["Location"].startswith("/figures/?")


def test_where_no_one_was_identified_it_says_so(filled: Cast) -> None:
    body = signed_in(filled).get("/figures/?from=2031-01-01").content.decode()
    assert "No one was identified in this period" in body
    assert 'class="chart"' not in body


def test_reading_figures_stands_in_the_trail(filled: Cast) -> None:
    signed_in(filled).get(ADDRESS)
    signed_in(filled).get("/figures/csv/")
    filled.actor("officer")
    read = Entry.objects.filter(what="evaluation.figures_read", by=filled.owner).order_by("id")
    assert [(row.zone_id, row.facts["form"], row.facts["from"]) for row in read] == [
        (filled.zone.pk, "page", "2018-02-01"),
        (filled.zone.pk, "csv", ""),
    ]


def test_a_stranger_sees_the_figures_of_her_own_zone(filled: Cast) -> None:
    assert "No one was identified" in signed_in(filled, "stranger").get(ADDRESS).content.decode()


def test_an_administrator_finds_no_such_page(filled: Cast) -> None:
    client = signed_in(filled, "administrator")
    assert {client.get(reverse(name)).status_code for name in ("figures", "figures_csv", "figures_xlsx")} == {404}


def test_csv_is_what_a_danish_office_opens(filled: Cast) -> None:
    answer = signed_in(filled, language="da").get("/figures/csv/?from=2018-02-01")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="brobygger-tal-2018-02-01.csv"'
    assert answer.content.startswith(b"\xef\xbb\xbfFigur;Gruppe;")
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
    accepted = next(row for row in rows if row["Gruppe"] == "Alle")
    assert re.fullmatch(r"\d+,\d", accepted["Procent"])
    assert accepted["n"].isdigit()


def test_the_workbook_has_a_sheet_for_each_figure_with_numbers(filled: Cast) -> None:
    answer = signed_in(filled, language="da").get("/figures/xlsx/?from=2018-02-01&without=mixed")
    book = CalamineWorkbook.from_filelike(io.BytesIO(answer.content))
    assert len(book.sheet_names) == 17
    front = [row[0] for row in book.get_sheet_by_index(0).to_python()]
    assert front[2:] == ["Identificeret fra 1. februar 2018", "Udeladt: Blandede"]
    funnel = book.get_sheet_by_index(1).to_python()
    assert funnel[6][:2] == ["Identificeret", funnel[2][1]]
    assert isinstance(funnel[6][1], float)


def test_nothing_in_a_file_is_a_formula(monkeypatch: pytest.MonkeyPatch) -> None:
    from brobygger.evaluation import words

    monkeypatch.setitem(words.GROUPS, "all", "=1+1")
    figure = Figure("outcome", "reached", 2, 0, (Row("all", 2, {"accepted": 1}, {"accepted": Share(1, 2)}),))
    assert "'=1+1" in as_csv([figure]).decode("utf-8-sig")
    book = CalamineWorkbook.from_filelike(io.BytesIO(as_xlsx([figure], about=["@SUM(A1)"])))
    assert book.get_sheet_by_index(0).to_python() == [["@SUM(A1)"]]
    assert book.get_sheet_by_index(1).to_python()[6][0] == "=1+1"


def outcome(*groups: tuple[str, int, int]) -> Figure:
    rows = tuple(
        Row(group, n, {"accepted": yes, "declined": n - yes, "will_call_self": 0}, {"accepted": Share(yes, n)})
        for group, yes, n in groups
    )
    return Figure("outcome_by_gender", "reached", sum(row.n for row in rows), 0, rows)


@pytest.mark.parametrize(
    ("figure", "told"),
    [
        (
            outcome(("female", 400, 1000), ("male", 200, 1000)),
            "Accepted most often: Woman (40%). Least often: Man (20%).",
        ),
        (outcome(("female", 10, 30), ("male", 9, 30)), "The difference is not larger than chance can give."),
        (
            outcome(("female", 10, 30), ("male", 1, 3)),
            "Fewer than two groups have 20 reached, so they are not compared.",
        ),
        (outcome(("female", 0, 0), ("male", 0, 0)), "No one with this registered was reached in this period."),
    ],
)
def test_the_sentence_follows_from_the_numbers(figure: Figure, told: str) -> None:
    from django.utils.translation import override

    with override("en"):
        assert card(figure).sentence.endswith(told)
