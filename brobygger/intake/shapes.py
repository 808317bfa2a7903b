"""The shapes that files have: the schemas of the exchange formats, which are the contract."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "shapes"
# Our own rejected rows come back with it; it says nothing about a person.
REASON = "reason"


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a shape: its neutral name, its Danish header, and whether a row must have it."""

    name: str
    title: str
    kind: str
    required: bool
    codes: frozenset[str]


@dataclass(frozen=True, slots=True)
class Shape:
    """What a kind of file holds."""

    name: str
    columns: tuple[Column, ...]

    def column(self, name: str) -> Column:
        """The column of a neutral name; raises KeyError for one that the shape has not."""
        return next((c for c in self.columns if c.name == name), None) or _missing(name)


@dataclass(frozen=True, slots=True)
class Header:
    """A header row as it was understood: which place each known column has, and what is not known."""

    places: dict[str, int]
    language: str
    unknown: tuple[str, ...]
    twice: tuple[str, ...]
    missing: tuple[str, ...]
    missing_required: tuple[str, ...]


def _missing(name: str) -> Column:
    raise KeyError(name)


@cache
def shape(name: str) -> Shape:
    """The shape of `incident_export` or `registrations`, read from its schema."""
    told = json.loads((FOLDER / f"{name}.schema.json").read_text(encoding="utf-8"))
    columns = []
    for field in told["fields"]:
        limits = field.get("constraints", {})
        columns.append(
            Column(
                field["name"],
                field["title"],
                field["type"],
                bool(limits.get("required")),
                frozenset(limits.get("enum", ())),
            )
        )
    return Shape(told["name"], tuple(columns))


def plain(word: str) -> str:
    """A header as it is compared: without regard to case, spaces, underscores, full stops and a byte-order mark."""
    return "".join(word.replace("\ufeff", "").casefold().replace("_", " ").replace(".", " ").replace("-", " ").split())


def match(header: Sequence[str], of: Shape) -> Header:
    """The header row understood as titles, names or a mixture; the language is that of the greater part."""
    titles = {plain(c.title): c.name for c in of.columns}
    names = {plain(c.name): c.name for c in of.columns}
    places: dict[str, int] = {}
    unknown, twice, danish = [], [], 0
    for place, word in enumerate(header):
        name = titles.get(plain(word)) or names.get(plain(word))
        if name is None:
            if plain(word) not in ("", REASON):
                unknown.append(word.strip()[:60])
        elif name in places:
            twice.append(word.strip()[:60])
        else:
            places[name] = place
            danish += plain(word) in titles
    missing = [c for c in of.columns if c.name not in places]
    language = "da" if danish * 2 >= max(len(places), 1) else "en"
    required = tuple(c.name for c in missing if c.required)
    return Header(places, language, tuple(unknown), tuple(twice), tuple(c.name for c in missing), required)
