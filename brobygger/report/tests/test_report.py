"""The report of generated registers: every number of the figures stands in it, in both forms and languages."""

import io
import re
from dataclasses import replace
from datetime import date, timedelta

import pikepdf
import pytest
from django.utils.translation import override

from brobygger.access.actor import machine
from brobygger.access.zones import enter
from brobygger.base.decision import Refused
from brobygger.base.workdays import day_of
from brobygger.cases.states import CaseState
from brobygger.evaluation.figures import Figure, Row, Share
from brobygger.evaluation.numbers_in_words import number
from brobygger.evaluation.public import public
from brobygger.evaluation.rules import Period
from brobygger.report import given, outline, reading, steps
from brobygger.report.codes import Chapter
from brobygger.report.contents import Written, report
from brobygger.report.making import SETTERS
from brobygger.report.queries import about
from brobygger.report.tests import making
from brobygger.screening.states import ScreeningState

KINDS = {"outreach": making.outreach, "outpatient": making.outpatient}
FORMS = [("pdf", "da"), ("html", "da"), ("pdf", "en"), ("html", "en")]


def figures_of(asked, now):
    _programme, question = asked
    by = machine(question.zone_id)
    enter(by)
    return reading.figures_of(question, by=by, at=now)


def stands(value: float, words: str) -> bool:
    return re.search(rf"(?<![\d.,]){re.escape(number(value))}(?![\d]|[.,]\d)", words) is not None


@pytest.mark.parametrize(("form", "language"), FORMS)
@pytest.mark.parametrize("kind", KINDS)
def test_every_number_of_every_figure_stands_in_the_report(cast, now, kind, form, language):
    asked = KINDS[kind](cast, seed=11)
    file = making.file_of(cast, asked, form, language, now)
    words = making.words_of_pdf(file) if form == "pdf" else re.sub(r"\s+", " ", " ".join(making.read_html(file).words))
    with override(language):
        for figure in figures_of(asked, now):
            missing = {one for one in making.numbers(figure.as_json()) if not stands(one, words)}
            assert not missing, (figure.key, missing)
            assert figure.title in words
            assert " ".join(reading.card_of(figure).sentence.split()) in words
        for step in steps.OF_KIND[kind]:
            assert str(step.title) in words
    assert "block(" not in words  # what sets the page is not set itself


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("kind", KINDS)
def test_each_number_stands_in_the_row_of_its_group(cast, now, kind, seed):
    asked = KINDS[kind](cast, seed)
    read = making.read_html(making.file_of(cast, asked, "html", "da", now))
    with override("da"):
        for figure in figures_of(asked, now):
            (rows,) = (
                rows
                for title, rows in read.tables.items()
                if re.fullmatch(rf"Figur \d\w?\. {re.escape(figure.title)}", title)
            )
            for row in figure.rows:
                cells = {cell for cells in rows if cells[0] == row.label for cell in cells}
                assert {number(one) for one in making.numbers(row.as_json())} <= cells, (figure.key, row.group)


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_register_gives_the_same_report(cast, now, kind):
    asked = KINDS[kind](cast, seed=3)
    for form in SETTERS:
        assert making.file_of(cast, asked, form, "da", now) == making.file_of(cast, asked, form, "da", now)
    if kind == "outpatient":
        return  # those who still wait have waited a day longer tomorrow
    later = making.file_of(cast, asked, "html", "da", now + timedelta(days=1)).decode()
    assert re.sub(r"\d+\. november 2026", "", later) == re.sub(
        r"\d+\. november 2026", "", making.file_of(cast, asked, "html", "da", now).decode()
    )


@pytest.mark.parametrize("language", ["da", "en"])
@pytest.mark.parametrize("kind", KINDS)
def test_the_pdf_is_tagged_in_its_language_with_words_for_each_picture(cast, now, kind, language):
    asked = KINDS[kind](cast, seed=5)
    with pikepdf.open(io.BytesIO(making.file_of(cast, asked, "pdf", language, now))) as pdf:
        root = pdf.Root
        assert root.Lang == language
        assert root.MarkInfo.Marked
        assert root.ViewerPreferences.DisplayDocTitle
        with pdf.open_metadata() as told:
            assert told["pdfuaid:part"] == "1"
            assert told["dc:title"]
        tags = list(_tags(root.StructTreeRoot))
        kinds = [one for one, _element in tags]
        assert {"/H1", "/H2", "/Table", "/TH", "/TD", "/Figure", "/Caption", "/L", "/LI", "/TOC"} <= set(kinds)
        pictures = [element for one, element in tags if one == "/Figure"]
        drawn = [one for one in figures_of(asked, now) if reading.card_of(one).chart]
        assert len(pictures) >= len(drawn)
        assert all(len(str(one.get("/Alt", ""))) > 20 for one in pictures)
        assert pdf.Root.Outlines.Count


def _tags(element):
    children = element.get("/K")
    for child in children if isinstance(children, pikepdf.Array) else [children] if children is not None else []:
        if isinstance(child, pikepdf.Dictionary) and "/S" in child:
            yield str(child.S), child
            yield from _tags(child)


def test_the_page_stands_alone(cast, now):
    read = making.read_html(making.file_of(cast, making.outreach(cast, seed=2), "html", "da", now))
    assert read.fetched == []


@pytest.mark.parametrize("kind", KINDS)
def test_an_empty_period_has_its_report_too(cast, now, kind):
    programme, question = making.question(cast, kind, Period(date(1999, 1, 1), date(1999, 1, 31)))
    words = making.words_of_pdf(making.file_of(cast, (programme, question), "pdf", "da", now))
    assert "1. januar 1999" in words
    assert "31. januar 1999" in words


# -- what the chapters hold ------------------------------------------------------------------------------------------


def made(cast, now, figures, *, texts=(), told=()):
    programme, question = making.question(cast)
    enter(machine(question.zone_id))
    with override("da"):
        title = about(question, programme, language="da", on=day_of(now))
        return report(title, outline.OUTREACH, figures, texts=dict(texts), given=dict(told))


def test_a_figure_that_nobody_has_placed_goes_to_the_appendix(cast, now, monkeypatch):
    from brobygger.evaluation import words

    for lists in (words.TITLES, words.DEFINITIONS):
        monkeypatch.setitem(lists, "brand_new", "En helt ny figur")
    rows = (Row("female", 17, shares={"share_of_identified": Share(17, 40)}),)
    told = made(cast, now, [Figure("brand_new", "identified", 40, 3, rows)])
    (appendix,) = (one for one in told.chapters if one.key == Chapter.APPENDIX)
    (shown,) = appendix.sections[0].figures
    assert shown.caption == "Figur 8. En helt ny figur"
    assert any("17" in row for section in appendix.sections for table in section.tables for row in table.rows)


def test_a_section_of_another_room_stands_in_its_chapter(cast, now, monkeypatch):
    class Money:
        title, columns, rows, note = "Tabel 2. Udgifter", ("Post", "Kr."), (("Oplæring", "43.000"),), "Uden lokaler."

    class Economy:
        heading, paragraphs, tables = "Økonomi", ("Et års drift.",), (Money(),)

    monkeypatch.setitem(given.SECTIONS, Chapter.ORGANISATION, [lambda by, question, at: [Economy()]])
    enter(machine(cast.zone.pk))
    asked = making.question(cast)
    for form, read in (("pdf", making.words_of_pdf), ("html", lambda file: " ".join(making.read_html(file).words))):
        words = read(making.file_of(cast, asked, form, "da", now))
        for one in ("Økonomi", "Et års drift.", "Tabel 2. Udgifter", "43.000", "Uden lokaler."):
            assert one in words


def test_what_leaders_wrote_is_set_and_nothing_of_it_is_more_than_words(cast, now):
    text = "Vi **ringede** til *alle*.\n\n- <b>en</b>\n- to\n\n1. først\n\n"
    text += "<script>alert(1)</script> [x](http://y.dk) # ikke"
    told = made(cast, now, [], texts=[(Chapter.SUMMARY, Written(text, date(2026, 3, 1)))])
    with override("da"):
        page = SETTERS["html"](told).decode()
        words = making.words_of_pdf(SETTERS["pdf"](told))
    assert "<p>Vi <strong>ringede</strong> til <em>alle</em>.</p>" in page
    assert "<ul><li>&lt;b&gt;en&lt;/b&gt;</li><li>to</li></ul><ol><li>først</li></ol>" in page
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    assert "<script>alert(1)</script> [x](http://y.dk) # ikke" in words
    assert "Skrevet 1. marts 2026." in words


def test_the_steps_hold_every_state_once():
    for kind, states in (("outreach", CaseState), ("outpatient", ScreeningState)):
        drawn = [state for step in steps.OF_KIND[kind] for state in step.states]
        assert sorted(drawn) == sorted(states)
        assert len(steps.OF_KIND[kind]) == 4


def test_numbers_are_each_figures_own():
    for one in (outline.OUTREACH, outline.OUTPATIENT):
        numbers = [number for parts in one.parts.values() for part in parts for number, _key in part.figures]
        assert len(set(numbers)) == len(numbers)
        assert "1" not in numbers  # the four steps
        assert set(one.parts) < set(one.chapters)


def test_no_package_leaves_the_house_before_its_figures_are_published(cast, now):
    making.outreach(cast, seed=3)
    programme, question = making.question(cast)
    with pytest.raises(Refused, match="public_release_not_yet"):
        making.file_of(cast, (programme, question), "zip", "da", now)
    public(cast.actor("leader"), question, now)
    assert making.file_of(cast, (programme, question), "zip", "da", now).startswith(b"PK")
    cut = replace(question, period=replace(question.period, first=question.period.first + timedelta(days=1)))
    with pytest.raises(Refused, match="public_release_not_yet"):
        making.file_of(cast, (programme, cut), "zip", "da", now)
