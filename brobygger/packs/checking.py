"""What is wrong with a pack, fault by fault. Pure, and run in a confined process: it comes from outside.

First the file as JSON, then as FHIR R4 by a library that knows the standard, then what this program asks besides: an
owner and a licence, kinds of questions that are drawn here, conditions that come to an end, words without markup, and
in what judges a person no sum, no default and no order.
"""

import json
import re
from collections.abc import Iterator
from itertools import chain
from typing import Any

from brobygger.base.storable import UNHOLDABLE
from brobygger.packs import codes
from brobygger.packs.codes import Kind, Part, Purpose

LARGEST = 1024 * 1024
MOST_QUESTIONS, DEEPEST, LONGEST, MOST_FAULTS = 2_000, 10, 10_000, 200
# What every pack says of itself, so that the owner and the licence can stand on each page.
SAID = ("url", "version", "title", "language", "publisher", "copyright", "code", "item")
KNOWN = {
    "resourceType", "id", "meta", "language", "text", "contained", "extension", "url", "identifier", "version", "name",
    "title", "_title", "status", "subjectType", "date", "publisher", "contact", "description", "purpose", "copyright",
    "_copyright", "approvalDate", "lastReviewDate", "effectivePeriod", "code", "item",
}  # fmt: skip
KNOWN_OF_A_QUESTION = {
    "id", "linkId", "definition", "code", "prefix", "text", "_text", "type", "enableWhen", "enableBehavior", "required",
    "repeats", "maxLength", "answerValueSet", "answerOption", "extension", "item",
}  # fmt: skip
MARKUP = re.compile(r"<\s*[/!?a-zA-Z]|javascript:|data:text|&#|\{\{|\{%", re.I)
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u2028\u2029\ud800-\udfff]")
LINK_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,79}")
CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,39}")
LANGUAGE = re.compile(r"[a-z]{2}(-[A-Z]{2})?")
# A number for an answer leads to a sum, and a sum of someone's answers is no judgement.
SUMS = ("ordinalValue", "calculatedExpression", "itemWeight", "initialExpression", "variable")
JUDGING = {Purpose.RISK, Purpose.CLARIFICATION, Purpose.SCREENING}

type Fault = list[str]  # where, a code, and what stands there


def faults_of(text: str) -> Iterator[Fault]:
    """Each fault as where it is, a code and what stands there; a pack without any is right. At most two hundred."""
    for number, fault in enumerate(_faults(text)):
        if number == MOST_FAULTS:
            yield ["", "and_more_faults", ""]
            return
        yield [*fault[:2], fault[2][:200]]


def _faults(text: str) -> Iterator[Fault]:
    if len(text.encode("utf-8", "surrogatepass")) > LARGEST:
        yield ["", "pack_too_large", ""]
        return
    try:
        pack = json.loads(text, object_pairs_hook=_once, parse_constant=_no_number)
    except _Twice as twice:
        yield [str(twice), "name_stands_twice", ""]
        return
    except (ValueError, RecursionError):
        yield ["", "not_json", ""]
        return
    if not isinstance(pack, dict) or pack.get("resourceType") != "Questionnaire":
        yield [
            "resourceType",
            "not_a_questionnaire",
            str(pack.get("resourceType", "")) if isinstance(pack, dict) else "",
        ]
        return
    if found := list(chain(_heavy(pack), _words(pack, ""))):
        yield from found
        return
    # What does not stand as the standard has it cannot be read further.
    if found := list(_against_the_standard(pack)):
        yield from found
        return
    yield from _of_the_pack(pack)
    yield from _of_its_questions(pack)


class _Twice(Exception):
    """A name stands twice in one object, and what a reader makes of that differs from reader to reader."""


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    told = dict(pairs)
    if len(told) != len(pairs):
        names = [name for name, _value in pairs]
        raise _Twice(next(name for name in names if names.count(name) > 1))
    return told


def _no_number(_word: str) -> None:
    raise ValueError("not a number")


def _heavy(pack: dict[str, Any]) -> Iterator[Fault]:
    """More or deeper than a form can be, told before anything looks at each of them."""
    count, level = 0, [pack]
    for depth in range(DEEPEST + 1):
        level = [one for each in level for one in (each.get("item") or []) if isinstance(one, dict)]
        count += len(level)
        if not level:
            break
        if depth == DEEPEST:
            yield ["item", "nested_too_deep", str(DEEPEST)]
    if count > MOST_QUESTIONS:
        yield ["item", "too_many_questions", str(count)]


def _words(thing: Any, where: str) -> Iterator[Fault]:
    """No word in the pack can be taken for a page's own writing, or is longer than anyone reads."""
    if isinstance(thing, dict):
        for name, value in thing.items():
            yield from _words(value, f"{where}.{name}" if where else name)
    elif isinstance(thing, list):
        for number, value in enumerate(thing):
            yield from _words(value, f"{where}[{number}]")
    elif isinstance(thing, str):
        if MARKUP.search(thing):
            yield [where, "markup_in_a_word", thing]
        elif CONTROL.search(thing) or UNHOLDABLE.search(thing):
            yield [where, "unprintable_in_a_word", ""]
        elif len(thing) > LONGEST:
            yield [where, "word_too_long", ""]


def _against_the_standard(pack: dict[str, Any]) -> Iterator[Fault]:
    from fhir.resources.R4B.questionnaire import Questionnaire
    from pydantic import ValidationError

    told = set(pack) - KNOWN  # the library names them once more
    for name in sorted(told):
        yield [name, "name_not_known", ""]
    for where, item in _items(pack):
        for name in sorted(set(item) - KNOWN_OF_A_QUESTION):
            yield [f"{where}.{name}", "name_not_taken" if name in _TAKEN_ELSEWHERE else "name_not_known", ""]
            told.add(f"{where}.{name}")
    try:
        Questionnaire.model_validate(pack)
    except ValidationError as wrong:
        for one in wrong.errors():
            where = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in one["loc"]).lstrip(".")
            if where in told:
                continue
            yield [where, "name_not_known" if one["type"] == "extra_forbidden" else "not_fhir", one["msg"]]


# FHIR has these, and they would fill in an answer before anyone has said something.
_TAKEN_ELSEWHERE = {"initial", "readOnly"}


def _items(thing: dict[str, Any], where: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    for number, item in enumerate(thing.get("item") or []):
        if isinstance(item, dict):
            here = f"{where}.item[{number}]" if where else f"item[{number}]"
            yield here, item
            yield from _items(item, here)


def _of_the_pack(pack: dict[str, Any]) -> Iterator[Fault]:
    for name in SAID:
        if not pack.get(name):
            yield [name, "pack_says_not", ""]
    if pack.get("status") != "active":
        yield ["status", "pack_not_active", str(pack.get("status"))]
    if not LANGUAGE.fullmatch(pack.get("language", "")):
        yield ["language", "not_a_language", pack.get("language", "")]
    named = {one.get("code") for one in pack.get("code", []) if not one.get("system")}
    purposes = [one.get("code") for one in pack.get("code", []) if one.get("system") == codes.CODES]
    if not purposes and named & set(Purpose.values):
        yield ["code", "purpose_without_system", ", ".join(sorted(named & set(Purpose.values)))]
    elif len(purposes) != 1 or purposes[0] not in Purpose.values:
        yield ["code", "purpose_not_known", ", ".join(map(str, purposes))]
    for one in pack.get("extension", []):
        if one.get("url") not in codes.OF_A_PACK:
            yield ["extension", "extension_not_taken", str(one.get("url"))]


def _of_its_questions(pack: dict[str, Any]) -> Iterator[Fault]:
    items = list(_items(pack))
    sets = {f"#{one.get('id')}": one for one in pack.get("contained", []) if one.get("resourceType") == "ValueSet"}
    judging = next((one.get("code") for one in pack.get("code", []) if one.get("system") == codes.CODES), "") in JUDGING
    for name, one in sets.items():
        includes = (one.get("compose") or {}).get("include") or []
        if not includes or not all(part.get("concept") for part in includes):
            yield [f"contained{name}", "choice_without_options", ""]
    seen: set[str] = set()
    for where, item in items:
        if item["linkId"] in seen:
            yield [f"{where}.linkId", "link_id_stands_twice", item["linkId"]]
        seen.add(item["linkId"])
        yield from _of_one(where, item, sets, judging=judging)
    yield from _conditions(items)


def _of_one(where: str, item: dict[str, Any], sets: dict[str, Any], *, judging: bool) -> Iterator[Fault]:
    kind = item["type"]
    if not LINK_ID.fullmatch(item["linkId"]):
        yield [f"{where}.linkId", "link_id_not_taken", item["linkId"]]
    if kind not in Kind.values:
        yield [f"{where}.type", "kind_not_taken", kind]
    if kind == Kind.DISPLAY and item.get("item"):
        yield [where, "text_holds_nothing", item["linkId"]]
    if kind == Kind.CHOICE:
        yield from _options(where, item, sets)
    elif item.get("answerOption") or item.get("answerValueSet"):
        yield [where, "options_without_choice", item["linkId"]]
    for one in item.get("code", []):
        if one.get("system") == codes.CODES and one.get("code") not in Part.values:
            yield [f"{where}.code", "part_not_known", str(one.get("code"))]
    yield from _extensions_of(where, item, judging=judging)


def _extensions_of(where: str, item: dict[str, Any], *, judging: bool) -> Iterator[Fault]:
    for one in _every_extension(item):
        url = str(one.get("url"))
        if judging and url.rsplit("/", 1)[-1].rsplit("-", 1)[-1] in SUMS:
            yield [f"{where}.extension", "sum_of_a_judgement", url]
        elif url not in codes.OF_A_QUESTION:
            yield [f"{where}.extension", "extension_not_taken", url]


def _every_extension(item: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield from item.get("extension", [])
    for option in item.get("answerOption", []):
        yield from option.get("extension", [])
        yield from (option.get("valueCoding") or {}).get("extension", [])


def _options(where: str, item: dict[str, Any], sets: dict[str, Any]) -> Iterator[Fault]:
    named = item.get("answerValueSet")
    if named and named not in sets:
        yield [f"{where}.answerValueSet", "choice_lies_elsewhere", named]
        return
    if any("valueCoding" not in one or "initialSelected" in one for one in item.get("answerOption", [])):
        yield [f"{where}.answerOption", "option_not_coded", item["linkId"]]
        return
    coded = [one["valueCoding"] for one in item.get("answerOption", [])]
    if named:
        coded += [
            one for part in (sets[named].get("compose") or {}).get("include", []) for one in part.get("concept", [])
        ]
    found = [one.get("code") or "" for one in coded]
    if not found:
        yield [where, "choice_without_options", item["linkId"]]
    for one in coded:
        if not CODE.fullmatch(one.get("code") or "") or not one.get("display"):
            yield [f"{where}.answerOption", "option_not_coded", str(one.get("code") or "")]
    for code in sorted({one for one in found if found.count(one) > 1}):
        yield [f"{where}.answerOption", "option_stands_twice", code]


def _conditions(items: list[tuple[str, dict[str, Any]]]) -> Iterator[Fault]:
    by_id = {item["linkId"]: item for _where, item in items}
    inside = {one["linkId"]: item["linkId"] for _where, item in items for one in item.get("item") or []}
    asks: dict[str, set[str]] = {link_id: set() for link_id in by_id}
    for where, item in items:
        asks[item["linkId"]] |= {inside[item["linkId"]]} if item["linkId"] in inside else set()
        for told in item.get("enableWhen", []):
            of = by_id.get(told["question"])
            if of is None:
                yield [f"{where}.enableWhen", "asks_of_no_question", told["question"]]
                continue
            asks[item["linkId"]].add(told["question"])
            yield from _answerable(f"{where}.enableWhen", told, of)
        if len(item.get("enableWhen", [])) > 1 and not item.get("enableBehavior"):
            yield [f"{where}.enableBehavior", "all_or_any_not_said", item["linkId"]]
    for link_id in _in_a_loop(asks):
        yield [link_id, "conditions_in_a_loop", link_id]


def _answerable(where: str, told: dict[str, Any], of: dict[str, Any]) -> Iterator[Fault]:
    """The answer that the condition waits for can be given to the question that it asks of."""
    form = next((name.removeprefix("answer") for name in told if name.startswith("answer")), "")
    if told["operator"] == "exists":
        right = form == "Boolean"
    else:
        right = of["type"] in codes.VALUE_OF and form == codes.VALUE_OF[Kind(of["type"])]
        right &= told["operator"] in ("=", "!=") or of["type"] in codes.ORDERED
    if not right:
        yield [where, "condition_never_holds", f"{told['question']} {told['operator']}"]


def _in_a_loop(asks: dict[str, set[str]]) -> list[str]:
    """Every question that is asked only where it has been asked already: what is left when all that ends is taken."""
    left = {one: set(of) for one, of in asks.items()}
    while ended := [one for one, of in left.items() if not of & left.keys()]:
        for one in ended:
            del left[one]
    return sorted(one for one in left if _reaches(one, one, left))


def _reaches(start: str, goal: str, asks: dict[str, set[str]]) -> bool:
    seen, next_ones = set(), [start]
    while next_ones:
        for of in asks.get(next_ones.pop(), ()):
            if of == goal:
                return True
            if of not in seen:
                seen.add(of)
                next_ones.append(of)
    return False
