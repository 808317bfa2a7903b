"""What is said of a pack that is not right: where it is, what it is, and what stands there."""

import json

import pytest

from brobygger.packs.checking import LARGEST, MOST_QUESTIONS, faults_of
from brobygger.packs.reading import PackUnusable, pack_of
from brobygger.packs.shipping import SHIPPED
from brobygger.packs.tests.making import pack, with_item, written
from brobygger.packs.words import FAULTS


def faults(told):
    return [tuple(one[:2]) for one in faults_of(told if isinstance(told, str) else json.dumps(told))]


def a_loop():
    told = with_item(enableWhen=[{"question": "two", "operator": "exists", "answerBoolean": True}])
    told["item"].append(
        {
            "linkId": "two",
            "type": "string",
            "enableWhen": [{"question": "one-more", "operator": "=", "answerString": "a"}],
        }
    )
    return told


def nested(depth):
    item = {"linkId": "d0", "type": "group", "text": "x"}
    for number in range(1, depth):
        item = {"linkId": f"d{number}", "type": "group", "text": "x", "item": [item]}
    return pack(item=[item])


def asks(**condition):
    return with_item(enableWhen=[condition])


CODED = {"valueCoding": {"code": "a", "display": "A"}}
ORDINAL = "http://hl7.org/fhir/StructureDefinition/ordinalValue"
WEIGHED = {"valueCoding": {"code": "a", "display": "A", "extension": [{"url": ORDINAL, "valueDecimal": 3}]}}
WRONG = {
    "no JSON": (
        "{",
        ("", "not_json"),
    ),
    "a number that is none": (
        '{"resourceType": NaN}',
        ("", "not_json"),
    ),
    "brackets alone": (
        "[" * 100_000,
        ("", "not_json"),
    ),
    "a list": (
        "[]",
        ("resourceType", "not_a_questionnaire"),
    ),
    "another resource": (
        {"resourceType": "Patient"},
        ("resourceType", "not_a_questionnaire"),
    ),
    "a name twice": (
        '{"resourceType": "Questionnaire", "url": "a", "url": "b"}',
        ("url", "name_stands_twice"),
    ),
    "too large": (
        "x" * (LARGEST + 1),
        ("", "pack_too_large"),
    ),
    "too many": (
        pack(item=[{"linkId": f"q{n}", "type": "string"} for n in range(MOST_QUESTIONS + 1)]),
        ("item", "too_many_questions"),
    ),
    "too deep": (
        nested(12),
        ("item", "nested_too_deep"),
    ),
    "script": (
        with_item(text="Hej <script>alert(1)</script>"),
        ("item[4].text", "markup_in_a_word"),
    ),
    "a template": (
        with_item(text="{{ person.name }}"),
        ("item[4].text", "markup_in_a_word"),
    ),
    "a link that acts": (
        pack(publisher="javascript:x"),
        ("publisher", "markup_in_a_word"),
    ),
    "what cannot be printed": (
        with_item(text="a\x00b"),
        ("item[4].text", "unprintable_in_a_word"),
    ),
    "an endless word": (
        with_item(text="a" * 10_001),
        ("item[4].text", "word_too_long"),
    ),
    "a foreign name": (
        pack(score="sum"),
        ("score", "name_not_known"),
    ),
    "a foreign name of a question": (
        with_item(weight=3),
        ("item[4].weight", "name_not_known"),
    ),
    "a reserved name": (
        with_item(__proto__={"a": 1}),
        ("item[4].__proto__", "name_not_known"),
    ),
    "an answer beforehand": (
        with_item(initial=[{"valueString": "ja"}]),
        ("item[4].initial", "name_not_taken"),
    ),
    "not as the standard": (
        with_item(required="ja"),
        ("item[4].required", "not_fhir"),
    ),
    "without an owner": (
        pack(publisher=""),
        ("publisher", "not_fhir"),
    ),
    "without a licence": (
        {k: v for k, v in pack().items() if k != "copyright"},
        ("copyright", "pack_says_not"),
    ),
    "a draft": (
        pack(status="draft"),
        ("status", "pack_not_active"),
    ),
    "no language": (
        pack(language="dansk"),
        ("language", "not_a_language"),
    ),
    "for nothing": (
        pack(code=[{"system": "urn:brobygger:pack", "code": "score"}]),
        ("code", "purpose_not_known"),
    ),
    "for something, without the system": (
        pack(code=[{"code": "risk"}]),
        ("code", "purpose_without_system"),
    ),
    "an extension of the pack": (
        pack(extension=[{"url": "urn:x", "valueBoolean": True}]),
        ("extension", "extension_not_taken"),
    ),
    "an extension of a question": (
        with_item(extension=[{"url": "urn:x", "valueBoolean": True}]),
        ("item[4].extension", "extension_not_taken"),
    ),
    "twice the same": (
        with_item(linkId="where"),
        ("item[4].linkId", "link_id_stands_twice"),
    ),
    "an id with a space": (
        with_item(linkId="a b"),
        ("item[4].linkId", "link_id_not_taken"),
    ),
    "a kind of question": (
        with_item(type="attachment"),
        ("item[4].type", "kind_not_taken"),
    ),
    "a text that holds": (
        with_item(type="display", item=[{"linkId": "in", "type": "string"}]),
        ("item[4]", "text_holds_nothing"),
    ),
    "options of a line": (
        with_item(answerOption=[CODED]),
        ("item[4]", "options_without_choice"),
    ),
    "nothing to choose": (
        with_item(type="choice"),
        ("item[4]", "choice_without_options"),
    ),
    "options elsewhere": (
        with_item(type="choice", answerValueSet="http://example.org/v"),
        ("item[4].answerValueSet", "choice_lies_elsewhere"),
    ),
    "an option without a code": (
        with_item(type="choice", answerOption=[{"valueString": "a"}]),
        ("item[4].answerOption", "option_not_coded"),
    ),
    "an option beforehand": (
        with_item(type="choice", answerOption=[CODED | {"initialSelected": True}]),
        ("item[4].answerOption", "option_not_coded"),
    ),
    "an option twice": (
        with_item(type="choice", answerOption=[CODED, CODED]),
        ("item[4].answerOption", "option_stands_twice"),
    ),
    "an unknown part": (
        with_item(code=[{"system": "urn:brobygger:pack", "code": "total"}]),
        ("item[4].code", "part_not_known"),
    ),
    "a sum": (
        with_item(type="choice", answerOption=[WEIGHED]),
        ("item[4].extension", "sum_of_a_judgement"),
    ),
    "a condition of nothing": (
        asks(question="x", operator="exists", answerBoolean=True),
        ("item[4].enableWhen", "asks_of_no_question"),
    ),
    "another kind of answer": (
        asks(question="afraid", operator="=", answerString="yes"),
        ("item[4].enableWhen", "condition_never_holds"),
    ),
    "an order of words": (
        asks(question="where", operator=">", answerString="a"),
        ("item[4].enableWhen", "condition_never_holds"),
    ),
    "a heading that answers": (
        asks(question="more", operator="=", answerString="a"),
        ("item[4].enableWhen", "condition_never_holds"),
    ),
    "all or any": (
        with_item(enableWhen=[{"question": "where", "operator": "exists", "answerBoolean": True}] * 2),
        ("item[4].enableBehavior", "all_or_any_not_said"),
    ),
    "a loop": (
        a_loop(),
        ("one-more", "conditions_in_a_loop"),
    ),
    "itself": (
        asks(question="one-more", operator="=", answerString="a"),
        ("one-more", "conditions_in_a_loop"),
    ),
}


@pytest.mark.parametrize("wrong", WRONG)
def test_a_fault_is_named_with_its_place(wrong):
    told, fault = WRONG[wrong]
    assert fault in faults(told)


def test_a_group_that_asks_of_what_lies_in_it_is_a_loop():
    told = pack()
    told["item"][1]["enableWhen"] = [{"question": "often", "operator": "=", "answerBoolean": True}]
    assert ("more", "conditions_in_a_loop") in faults(told)


def test_both_of_a_loop_are_named_and_nothing_beside_it():
    assert faults(a_loop()) == [("one-more", "conditions_in_a_loop"), ("two", "conditions_in_a_loop")]


def test_a_right_pack_has_no_fault():
    assert faults(pack()) == []


@pytest.mark.parametrize("name", [file.name for file in sorted(SHIPPED.glob("*.json"))])
def test_what_comes_with_the_program_is_right(name):
    assert faults((SHIPPED / name).read_text(encoding="utf-8")) == []


def test_numbers_may_belong_to_the_answers_of_an_outcome():
    told = with_item(type="choice", answerOption=[WEIGHED]) | {
        "code": [{"system": "urn:brobygger:pack", "code": "outcome"}]
    }
    assert ("item[4].extension", "sum_of_a_judgement") not in faults(told)


def test_many_faults_are_told_up_to_a_point():
    found = faults(pack(item=[{"linkId": "a b", "type": "string"}] * 300))
    assert found[-1] == ("", "and_more_faults")
    assert len(found) == 201


def test_each_fault_has_its_words():
    import inspect

    from brobygger.packs import checking, reading

    source = inspect.getsource(checking) + inspect.getsource(reading)
    assert all(f'"{code}"' in source for code in FAULTS)
    assert {code for _told, (_where, code) in WRONG.values()} <= set(FAULTS)


@pytest.mark.parametrize(("raw", "code"), [(b"\xff\xfe{", "not_utf8"), (b"x" * (LARGEST + 1), "pack_too_large")])
def test_a_file_that_is_none_is_said_so(raw, code):
    with pytest.raises(PackUnusable) as unusable:
        pack_of(raw)
    assert [fault.code for fault in unusable.value.faults] == [code]


def test_a_file_that_eats_the_reader_is_too_heavy():
    deep = '{"resourceType": "Questionnaire", "meta": ' + '{"a": [' * 400 + "]}" * 400 + "}"
    with pytest.raises(PackUnusable):
        pack_of(deep.encode())


def test_a_right_file_comes_back_whole():
    assert pack_of(written(pack())) == pack()


def test_a_name_that_is_not_known_is_told_once():
    told = with_item(weight=3) | {"score": 1}
    found = faults(told)
    assert found.count(("score", "name_not_known")) == found.count(("item[4].weight", "name_not_known")) == 1
