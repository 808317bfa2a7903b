"""The plan as it lies on paper: nothing that says what it is, whose, or from whom."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.formats import date_format

from brobygger.access.actor import Actor
from brobygger.access.policy import Act, may_somewhere
from brobygger.directory import queries as directory
from brobygger.people import queries as people
from brobygger.reception import other_party
from brobygger.safety import rules, telling
from brobygger.safety.codes import ON_PAPER, LineStatus, Section
from brobygger.safety.models import Line
from brobygger.safety.queries import Told, Whole


@dataclass(frozen=True, slots=True)
class Sheet:
    """What may be printed, by neutral headings; and what is left off, since it says how she is reached, or a name or a
    word would give it away."""

    parts: list[tuple[Section, Any, list[Told]]]
    left_off: list[Line]


def mark_of(line: Line) -> str:
    """The line as it stands: one that is written anew has not been looked at."""
    return f"{line.pk}.{line.version}"


def as_printed(one: Told) -> str:
    """Everything of the line that a stranger would read."""
    day = date_format(one.row.by_day, "SHORT_DATE_FORMAT") if one.row.by_day else ""
    told = f"{one.words} ({one.row.with_whom})" if one.row.with_whom else one.words
    return " · ".join(filter(None, (told, day)))


def sheet(by: Actor, whole: Whole, *, ticked: Collection[str] | None = None) -> Sheet:
    """What may lie on paper, of it only the lines ticked where any are told: without what is not possible, who has a
    copy, how she is reached with her code words, and each line that gives away."""
    words, parts, left_off = list(_names(by, whole)), [], []
    for part in whole.said:
        told = [one for one in part.lines if one.words and one.row.status != LineStatus.NOT_POSSIBLE]
        if part.section == Section.CONTACT:
            left_off += [one.row for one in told]
        if part.section not in ON_PAPER:
            continue
        off = [one for one in told if _says(f"{one.words} {one.row.with_whom}", words)]
        left_off += [one.row for one in off]
        kept = [one for one in told if one not in off and (ticked is None or mark_of(one.row) in ticked)]
        if kept:
            parts.append((part.section, ON_PAPER[part.section], kept))
    return Sheet(parts, left_off)


def _says(text: str, names: list[str]) -> bool:
    return telling.says_what_it_is(text) or rules.gives_away(text, names)


def _names(by: Actor, whole: Whole) -> Iterator[str]:
    """Her own name and code words, the other party's name, ours, and those of the help that there is."""
    row = whole.row
    yield from f"{row.person.given_name} {row.person.family_name}".split() if row.person else [whole.name]
    card = people.plan_of(row.person) if row.person else None
    yield from (card.word_when_safe, card.word_when_unsafe) if card is not None else ()
    yield from other_party.name_in(by, screening_id=row.pk).split()
    yield from (row.zone.name, row.zone.organisation.name, row.programme.name_da, row.programme.name_en)
    if may_somewhere(by, Act.SEE_DIRECTORY):
        for names in directory.offers_to_choose(by).values_list("name_da", "name_en", "organisation"):
            yield from names
