"""A pack's questions as they are asked: read from its JSON, and which of them are asked at all. Pure: no clock.

Answers are told by `linkId`, each a list, since some questions may be answered several times: codes, words, days as
`YYYY-MM-DD`, numbers, yes and no; of a group that repeats, one such dict for each time.
"""

import operator
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from brobygger.packs.codes import CODES, CONTROL, EVIDENCE_FOR, RED_FLAG, TRANSLATION, UNIT, VALUE_OF, Kind

type Answers = Mapping[str, list[Any]]
type Words = Mapping[str, str]  # by language; "" is the pack's own

COMPARED: dict[str, Callable[[Any, Any], bool]] = {
    "=": operator.eq, "!=": operator.ne, ">": operator.gt, "<": operator.lt, ">=": operator.ge, "<=": operator.le,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Option:
    code: str
    words: Words


@dataclass(frozen=True, slots=True)
class Condition:
    """On which answer to another question this one is asked."""

    question: str
    comparison: str  # FHIR's: exists = != > < >= <=
    answer: Any

    def holds(self, answers: Answers) -> bool:
        """Whether one of the answers is so; `!=` also where there is none, as FHIR has it for one answer of several."""
        told = answers.get(self.question) or []
        if self.comparison == "exists":
            return bool(told) is self.answer
        if self.comparison == "!=":
            return self.answer not in told
        return any(COMPARED[self.comparison](one, self.answer) for one in told)


@dataclass(frozen=True)
class Question:
    link_id: str
    kind: Kind
    words: Words
    part: str = ""
    prefix: str = ""
    help: Words | None = None
    required: bool = False
    repeats: bool = False
    most: int = 0  # characters
    unit: str = ""
    options: tuple[Option, ...] = ()
    conditions: tuple[Condition, ...] = ()
    all_of_them: bool = True
    evidence_for: frozenset[str] = frozenset()  # the answers that want evidence
    red_flags: frozenset[str] = frozenset()  # the answers that ask for a full look
    children: tuple["Question", ...] = ()

    def is_asked(self, answers: Answers) -> bool:
        """Whether the answers so far lead to it; what lies around it is not looked at."""
        held = [one.holds(answers) for one in self.conditions]
        return not held or (all(held) if self.all_of_them else any(held))

    def walk(self) -> Iterator["Question"]:
        yield self
        for child in self.children:
            yield from child.walk()

    def parts(self, part: str) -> list["Question"]:
        return [one for one in self.walk() if one.part == part]

    def only(self, wanted: Callable[["Question"], bool]) -> "Question | None":
        """The same with no other questions in it than these; nothing where none is left."""
        children = _only(self.children, wanted)
        keeps = bool(children) if self.kind in (Kind.GROUP, Kind.DISPLAY) else wanted(self)
        return replace(self, children=children) if keeps else None

    @property
    def is_read(self) -> bool:
        """Whether it is only read: a text, or a group of nothing else."""
        return self.kind == Kind.DISPLAY or (self.kind == Kind.GROUP and all(one.is_read for one in self.children))


@dataclass(frozen=True)
class Questions:
    """All that a pack asks, in its order."""

    top: tuple[Question, ...]

    @cached_property
    def by_id(self) -> dict[str, Question]:
        return {one.link_id: one for top in self.top for one in top.walk()}

    def parts(self, part: str) -> list["Question"]:
        return [one for top in self.top for one in top.parts(part)]

    @property
    def without_part(self) -> list[Question]:
        """What is answered, and is said by the pack to be nothing to the judgement of anyone's risk."""
        return [one for one in self.by_id.values() if not one.part and one.kind not in (Kind.GROUP, Kind.DISPLAY)]

    @property
    def warn(self) -> bool:
        """Whether any answer is marked as one that asks for a full look."""
        return any(one.red_flags for one in self.by_id.values())

    def only(self, wanted: Callable[[Question], bool]) -> tuple[Question, ...]:
        """These questions alone, in the groups that they stand in, with the texts that belong to them."""
        return _only(self.top, wanted)

    def reached(self, answers: Answers) -> frozenset[str]:
        """The questions that the answers lead to, those around them too; what lies in a group that repeats is apart."""
        return frozenset(_reached(self.top, answers))

    def asked(self, answers: Answers) -> dict[str, list[Any]]:
        """The answers to what is asked; one to a question that the others no longer lead to is left out."""
        return _asked(self.top, answers, answers)

    def flat(self, answers: Answers) -> dict[str, list[Any]]:
        """The same by question alone: of one in a group that repeats the answers of every time."""
        found: dict[str, list[Any]] = {}
        for link_id, value in _flat(self.top, self.asked(answers)):
            found.setdefault(link_id, []).append(value)
        return found

    def shut(self, answers: Answers) -> frozenset[str]:
        """The questions that answers have led away from; one whose way is not answered yet is none of them."""
        return frozenset(_shut(self.top, answers))

    @cached_property
    def in_repeated(self) -> frozenset[str]:
        """The questions that lie in a group that repeats."""
        groups = [one for one in self.by_id.values() if one.kind == Kind.GROUP and one.repeats]
        return frozenset(inner.link_id for group in groups for child in group.children for inner in child.walk())


def _only(questions: tuple[Question, ...], wanted: Callable[[Question], bool]) -> tuple[Question, ...]:
    """These of the questions; a text stands with what comes after it, the last one with what comes before."""
    found: list[Question] = []
    texts: list[Question] = []
    stands = False
    for one in questions:
        if one.is_read:
            texts.append(one)
            continue
        kept = one.only(wanted)
        stands = kept is not None
        found += [*texts, kept] if kept is not None else []
        texts = []
    return tuple(found + texts if stands else found)


def _flat(questions: tuple[Question, ...], told: Answers) -> Iterator[tuple[str, Any]]:
    for one in questions:
        values = told.get(one.link_id) or []
        if one.kind == Kind.GROUP and one.repeats:
            for each in values:
                yield from _flat(one.children, each)
            continue
        yield from ((one.link_id, value) for value in values)
        yield from _flat(one.children, told)


def _shut(questions: tuple[Question, ...], answers: Answers) -> Iterator[str]:
    for one in questions:
        settled = all(answers.get(condition.question) for condition in one.conditions)
        if settled and not one.is_asked(answers):
            yield from (inner.link_id for inner in one.walk())
        elif not (one.kind == Kind.GROUP and one.repeats):
            yield from _shut(one.children, answers)


def _reached(questions: tuple[Question, ...], answers: Answers) -> Iterator[str]:
    for one in questions:
        if one.is_asked(answers):
            yield one.link_id
            if not (one.kind == Kind.GROUP and one.repeats):
                yield from _reached(one.children, answers)


def _asked(questions: tuple[Question, ...], answers: Answers, around: Answers) -> dict[str, list[Any]]:
    kept: dict[str, list[Any]] = {}
    for one in questions:
        if not one.is_asked(around):
            continue
        told = answers.get(one.link_id) or []
        if one.kind == Kind.GROUP and one.repeats:
            told = [found for each in told if (found := _asked(one.children, each, {**around, **each}))]
        else:
            kept |= _asked(one.children, answers, around)
        if told:
            kept[one.link_id] = list(told)
    return kept


def said(words: Words, language: str) -> str:
    """The words in the language, or as the pack has them."""
    return words.get(language) or words.get("", "")


def read(pack: Mapping[str, Any]) -> Questions:
    """The questions of a pack that has been found right."""
    sets = {f"#{one['id']}": _concepts(one) for one in pack.get("contained", []) if one["resourceType"] == "ValueSet"}
    return Questions(tuple(_question(item, sets) for item in pack.get("item", []) if not _is_help(item)))


def _question(item: Mapping[str, Any], sets: Mapping[str, tuple[Option, ...]]) -> Question:
    inner = item.get("item", [])
    help_words = next((words_of(one, "text") for one in inner if _is_help(one)), None)
    coded = tuple(_option(one["valueCoding"]) for one in item.get("answerOption", []))
    return Question(
        link_id=item["linkId"],
        kind=Kind(item["type"]),
        words=words_of(item, "text"),
        part=next((one["code"] for one in item.get("code", []) if one.get("system") == CODES), ""),
        prefix=item.get("prefix", ""),
        help=help_words,
        required=item.get("required", False),
        repeats=item.get("repeats", False),
        most=item.get("maxLength", 0),
        unit=next((one["valueCoding"]["code"] for one in extensions(item, UNIT)), ""),
        options=coded or sets.get(item.get("answerValueSet", ""), ()),
        conditions=tuple(_condition(one) for one in item.get("enableWhen", [])),
        all_of_them=item.get("enableBehavior", "all") == "all",
        evidence_for=frozenset(one["valueCode"] for one in extensions(item, EVIDENCE_FOR)),
        red_flags=frozenset(one["valueCode"] for one in extensions(item, RED_FLAG)),
        children=tuple(_question(one, sets) for one in inner if not _is_help(one)),
    )


def extensions(thing: Mapping[str, Any], url: str) -> list[Any]:
    return [one for one in thing.get("extension", []) if one.get("url") == url]


def _is_help(item: Mapping[str, Any]) -> bool:
    controls = [code for one in extensions(item, CONTROL) for code in one["valueCodeableConcept"]["coding"]]
    return item["type"] == Kind.DISPLAY and any(code["code"] == "help" for code in controls)


def _concepts(value_set: Mapping[str, Any]) -> tuple[Option, ...]:
    return tuple(_option(one) for part in value_set["compose"]["include"] for one in part["concept"])


def _option(coding: Mapping[str, Any]) -> Option:
    return Option(coding["code"], words_of(coding, "display"))


def words_of(thing: Mapping[str, Any], name: str) -> dict[str, str]:
    words = {"": thing.get(name, "")}
    for one in extensions(thing.get(f"_{name}", {}), TRANSLATION):
        told = {part["url"]: part.get("valueCode") or part.get("valueString", "") for part in one["extension"]}
        words[told["lang"]] = told["content"]
    return words


def _condition(told: Mapping[str, Any]) -> Condition:
    return Condition(told["question"], told["operator"], answer_of(told, "answer"))


def answer_of(told: Mapping[str, Any], name: str) -> Any:
    """The value of FHIR's `value[x]` or `answer[x]`: the code of a coding, the number of a quantity."""
    for form in sorted(set(VALUE_OF.values())):
        if f"{name}{form}" in told:
            value, inner = told[f"{name}{form}"], {"Coding": "code", "Quantity": "value"}.get(form)
            return value[inner] if inner else value
    return None
