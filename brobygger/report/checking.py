"""What in a text may tell who someone is: CPR and phone numbers, addresses, names. Suggestions, never all. No Django.

The patterns are those by which an extract suggests what to hide (`extracts.location`).
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from brobygger.extracts.location import FOUND_BY, NAME, PHONE

CPR, *OTHERS = FOUND_BY
WORD = re.compile(NAME)
SMALL = re.compile(r"(?<![\w@])@?[^\W\d_A-ZÆØÅ][\w'’-]{3,}")  # a word in small letters, long enough to be a name
# Here a capital only begins a sentence or a line; a list's mark, bold and quotation marks may stand between.
BEGINS = re.compile(r"(?:^|[.!?:]\s+|\n\s*)(?:[-*+]\s+|\d+[.)]\s+)?[*_“”»«\"(]*$")
WINDOW = 12  # how far back that is looked for


@dataclass(frozen=True, slots=True)
class Found:
    """A stretch of the text, and what it may be: `cpr`, `phone`, `address`, `name`."""

    kind: str
    words: str


def words_of(text: str) -> set[str]:
    """The words that are looked for among the names of people here: with a capital, or of four letters and more."""
    return {one.group() for pattern in (WORD, SMALL) for one in pattern.finditer(text)}


def telling_who(text: str, names: Collection[str] = ()) -> list[Found]:
    """What may tell who someone is, each once, in the order of the text; `names` are those of people who are here."""
    return list(dict.fromkeys(one for _place, one in sorted(_found(text, names), key=lambda told: told[0])))


def _found(text: str, names: Collection[str]) -> Iterator[tuple[int, Found]]:
    cprs = [one.span() for one in CPR.finditer(text)]
    yield from ((start, Found("cpr", text[start:end])) for start, end in cprs)
    for one in PHONE.finditer(text):
        if not any(start < one.end() and one.start() < end for start, end in cprs):
            yield one.start(), Found("phone", one.group())
    for pattern in OTHERS:
        yield from ((one.start(), Found("address", one.group())) for one in pattern.finditer(text))
    for one in WORD.finditer(text):
        before = text[max(0, one.start() - WINDOW) : one.start()]
        begins = BEGINS.search(before if one.start() <= WINDOW else f"x{before}")
        if one.group() in names or (begins is None and not one.group().isupper()):
            yield one.start(), Found("name", one.group())
    yield from ((one.start(), Found("name", one.group())) for one in SMALL.finditer(text) if one.group() in names)
