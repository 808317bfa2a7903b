"""What leaders write for a chapter: paragraphs, lists and bold. Nothing else is read as more than the letters it is.

Markdown (CommonMark) by markdown-it-py with all else left out, and no HTML: what is set is made here, word by word, so
that neither page nor PDF ever holds what someone typed as anything but text.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from markdown_it import MarkdownIt
from markdown_it.token import Token

_READER = MarkdownIt("zero", {"html": False, "linkify": False}).enable(["list", "emphasis", "newline", "escape"])


@dataclass(frozen=True, slots=True)
class Run:
    """Letters that are set alike."""

    text: str
    bold: bool = False
    italic: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph (one item), or a list."""

    kind: str  # p, ul, ol
    items: tuple[tuple[Run, ...], ...]


def blocks(text: str) -> tuple[Block, ...]:
    """The text as it is set."""
    found: list[Block] = []
    tokens = _READER.parse(text.replace("\r\n", "\n"))
    kinds: list[str] = []
    for token in tokens:
        if token.type in ("bullet_list_open", "ordered_list_open"):
            if not kinds:
                found.append(Block("ul" if token.type.startswith("bullet") else "ol", ()))
            kinds.append(token.type)
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            kinds.pop()
        elif token.type == "inline":
            runs = tuple(_runs(token.children or []))
            if kinds:  # a list within a list is set as items of the one around it
                found[-1] = Block(found[-1].kind, (*found[-1].items, runs))
            else:
                found.append(Block("p", (runs,)))
    return tuple(found)


def _runs(children: list[Token]) -> Iterator[Run]:
    bold = italic = 0
    for child in children:
        step = child.nesting
        bold += step if child.tag == "strong" else 0
        italic += step if child.tag == "em" else 0
        if child.type in ("softbreak", "hardbreak"):
            yield Run(" " if child.type == "softbreak" else "\n", bool(bold), bool(italic))
        elif child.content:
            yield Run(child.content, bool(bold), bool(italic))
