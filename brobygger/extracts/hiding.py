"""Words hidden in a line: where they begin and end in it, and how the line is read with and without them. Pure."""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass

type Span = tuple[int, int]

HIDDEN = "[…]"  # as long whatever it hides


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a line, told or hidden."""

    text: str
    start: int
    hidden: bool


def merged(spans: Iterable[Span]) -> list[Span]:
    """The same stretches in their order, those that touch as one."""
    found: list[Span] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


def kept(spans: Iterable[Span]) -> str:
    """The stretches as they are sealed."""
    return json.dumps(merged(spans))


def spans_of(sealed: str) -> list[Span]:
    return [(start, end) for start, end in json.loads(sealed or "[]")]


def pieces(words: str, spans: Iterable[Span]) -> list[Piece]:
    """The whole line, piece by piece."""
    found, at = [], 0
    for start, end in merged(spans):
        found += [Piece(words[at:start], at, hidden=False), Piece(words[start:end], start, hidden=True)]
        at = end
    return [one for one in (*found, Piece(words[at:], at, hidden=False)) if one.text]


def printed(words: str, spans: Iterable[Span]) -> str:
    """The line as it is told."""
    return "".join(HIDDEN if one.hidden else one.text for one in pieces(words, spans))


def without(spans: Iterable[Span], start: int) -> list[Span]:
    """All of them but the one that begins there."""
    return [one for one in spans if one[0] != start]


def wherever(words: str, typed: str) -> list[Span]:
    """Each place where the typed words stand, with the whole of the first and last word: no half word is left."""
    plain = r"\s+".join(re.escape(one) for one in typed.split())
    return [one.span() for one in re.finditer(rf"\w*{plain}\w*", words, re.IGNORECASE)] if plain else []
