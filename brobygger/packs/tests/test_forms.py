"""A pack as a form: what is asked, what is kept of the answers, and the response that others can read."""

import json
from datetime import UTC, datetime

import pytest
from fhir.resources.R4B.questionnaireresponse import QuestionnaireResponse

from brobygger.packs.forms import PackForm
from brobygger.packs.models import Pack
from brobygger.packs.questions import Condition, read
from brobygger.packs.reading import fields_of
from brobygger.packs.responses import response_of
from brobygger.packs.shipping import SHIPPED
from brobygger.packs.tests.making import pack

QUESTIONS = read(pack())


def form(answers=None, **posted):
    return PackForm(
        QUESTIONS, answers=answers or {}, data={name.replace("__", ":"): told for name, told in posted.items()}
    )


def test_what_is_required_is_asked_for_only_where_it_is_asked():
    assert list(form().errors) == ["afraid"]
    assert form(afraid="no").is_valid()
    assert list(form(afraid="yes").errors) == ["of"]
    assert form(afraid="yes", of="Mørket").is_valid()


def test_nothing_is_chosen_beforehand():
    drawn = PackForm(QUESTIONS, answers={})
    assert not any(field.value() for field in drawn)
    assert "checked" not in str(drawn)


def test_what_was_written_stays_also_where_it_is_no_longer_asked():
    sent = form({"of": ["Mørket"]}, afraid="no", of="Mørket")
    assert sent.is_valid()
    assert sent.answers()["of"] == ["Mørket"]
    assert "of" not in QUESTIONS.asked(sent.answers())


def test_answers_come_back_into_their_fields():
    sent = form(
        afraid="yes", of="Mørket", since="2026-05-04", hours="1.5", often="false",
        child__0__age="7", child__1__word="", where="Hjemme\nUde",
    )  # fmt: skip
    assert sent.is_valid(), sent.errors
    answers = sent.answers()
    assert answers["since"] == ["2026-05-04"]
    assert (answers["hours"], answers["often"], answers["where"]) == ([1.5], [False], ["Hjemme", "Ude"])
    assert answers["child"] == [{"age": [7]}]
    again = PackForm(QUESTIONS, answers=answers)
    assert again["often"].value() == "false"
    assert again["child:0:age"].value() == 7
    assert again["child:1:age"].value() is None  # one more can be written
    assert again["where"].value() == "Hjemme\nUde"


def test_a_question_that_others_lead_to_says_so_in_words():
    drawn = {one.question.link_id: one for one in PackForm(QUESTIONS, answers={}).drawn()}
    assert (drawn["more"].only_if, drawn["more"].asked) == ("Er du bange?: Ja", False)
    assert drawn["more"].when == "all\nafraid = yes"
    told = {one.question.link_id: one for one in PackForm(QUESTIONS, answers={"afraid": ["yes"]}).drawn()}
    assert told["more"].asked


@pytest.mark.parametrize(
    ("comparison", "answer", "told", "holds"),
    [
        ("=", "a", ["a"], True),
        ("=", "a", [], False),
        ("!=", "a", [], True),
        ("!=", "a", ["b", "a"], False),
        (">", 3, [4], True),
        (">", 3, [3], False),
        (">=", 3, [3], True),
        ("<", 3, [3], False),
        ("<=", 3, [3], True),
        ("exists", True, [0], True),
        ("exists", True, [], False),
        ("exists", False, [], True),
    ],
)
def test_a_condition(comparison, answer, told, holds):
    assert Condition("q", comparison, answer).holds({"q": told}) is holds


def test_the_response_is_a_right_one_and_names_no_one():
    row = Pack(**fields_of(pack()))
    answers = {
        "afraid": ["yes"], "of": ["Mørket"], "since": ["2026-05-04"], "hours": [1.5], "often": [False],
        "child": [{"age": [7]}, {"age": [9], "word": ["ja"]}], "where": ["Hjemme", "Ude"],
    }  # fmt: skip
    at = datetime(2026, 11, 18, 10, 30, tzinfo=UTC)
    told = response_of(row, answers, authored=at, completed=True, language="da")
    assert QuestionnaireResponse.model_validate(told)
    assert told["questionnaire"] == "urn:example:form:try|1"
    assert {"subject", "author", "source"}.isdisjoint(told)
    by_id = {one["linkId"]: one for one in told["item"]}
    assert by_id["afraid"]["answer"] == [{"valueCoding": {"code": "yes", "display": "Ja"}}]
    assert [one["linkId"] for one in told["item"]].count("child") == 2
    assert [one["valueString"] for one in by_id["where"]["answer"]] == ["Hjemme", "Ude"]
    unasked = response_of(row, answers | {"afraid": ["no"]}, authored=at, completed=False, language="da")
    assert "more" not in {one["linkId"] for one in unasked["item"]}
    assert unasked["status"] == "in-progress"


@pytest.mark.parametrize("name", [file.name for file in sorted(SHIPPED.glob("*.json"))])
def test_every_shipped_form_can_be_drawn_answered_and_told(name):
    row = Pack(**fields_of(json.loads((SHIPPED / name).read_text(encoding="utf-8"))))
    posted = {
        one.link_id: one.options[0].code if one.options else "Prøve"
        for one in row.questions.by_id.values()
        if one.kind in ("choice", "text")
    }
    sent = PackForm(row.questions, answers={}, data=posted)
    assert sent.is_valid(), sent.errors
    told = response_of(row, sent.answers(), authored=datetime.now(UTC), completed=True, language="en")
    assert QuestionnaireResponse.model_validate(told)
    assert sum(str(told).count(f"'{link_id}'") for link_id in posted) >= len(posted)


def test_an_answer_that_is_none_of_the_options_hears_which_there_are():
    assert form(afraid="perhaps").errors["afraid"][0].endswith(": Ja, Nej.")


def test_a_text_to_read_stands_with_the_questions_that_it_belongs_to():
    told = pack()
    told["item"] = [
        {"linkId": "first", "text": "Først", "type": "display"},
        {"linkId": "a", "text": "A", "type": "string"},
        {"linkId": "note", "type": "group", "item": [{"linkId": "then", "text": "Så", "type": "display"}]},
        {"linkId": "b", "text": "B", "type": "string"},
        {"linkId": "last", "text": "Til sidst", "type": "display"},
    ]
    questions = read(told)
    stands = [[one.link_id for one in questions.only(lambda one, of=of: one.link_id == of)] for of in "abc"]
    assert stands == [["first", "a"], ["note", "b", "last"], []]


def test_each_question_has_its_answers_wherever_it_lies_and_none_that_is_not_asked():
    told = {"afraid": ["no"], "since": ["2026-01-01"], "child": [{"age": [4]}, {"age": [7], "word": ["Bo"]}]}
    questions = read(pack())
    assert questions.flat(told) == {"afraid": ["no"], "age": [4, 7], "word": ["Bo"]}
    assert questions.shut(told) == {"more", "of", "since", "hours", "often"}
    assert questions.shut({}) == frozenset(), "nothing has led away from it"
