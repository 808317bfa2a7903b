"""The plan as it lies on paper: nothing that says what it is, whose, or from whom."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from brobygger.people import queries as people
from brobygger.safety import rules
from brobygger.safety.codes import ON_PAPER, LineStatus, Section
from brobygger.safety.models import Line
from brobygger.safety.queries import Told, Whole

OURS = ("Brobygger", "sikkerhed", "sikkerhedsplan", "safety", "safety plan", "kodeord", "code word")


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is printed, by neutral headings; and what is left off, since it says how she is reached, or a name or a
    word would give it away."""

    parts: list[tuple[Section, Any, list[Told]]]
    left_off: list[Line]


def sheet(whole: Whole, sections: Collection[str] = frozenset(ON_PAPER)) -> Sheet:
    """These sections for paper, without what is not possible, who has a copy, how she is reached with her code words,
    and each line that gives away."""
    row = whole.row
    names = f"{row.person.given_name} {row.person.family_name}".split() if row.person else [whole.name]
    card = people.plan_of(row.person) if row.person else None
    hers = [card.word_when_safe, card.word_when_unsafe] if card is not None else []
    words = [
        *OURS,
        *hers,
        *names,
        row.zone.name,
        row.zone.organisation.name,
        row.programme.name_da,
        row.programme.name_en,
    ]
    parts, left_off = [], []
    for part in whole.said:
        told = [one for one in part.lines if one.words and one.row.status != LineStatus.NOT_POSSIBLE]
        if part.section == Section.CONTACT:
            left_off += [one.row for one in told]
        if part.section not in ON_PAPER or part.section not in sections:
            continue
        off = [one for one in told if rules.gives_away(f"{one.words} {one.row.with_whom}", words)]
        left_off += [one.row for one in off]
        if kept := [one for one in told if one not in off]:
            parts.append((part.section, ON_PAPER[part.section], kept))
    return Sheet(parts, left_off)
