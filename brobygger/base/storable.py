"""Which text a row of the database can hold, and a drawing or a workbook made from it."""

import re
import unicodedata
from typing import Any

NEVER = re.compile("[\0\ud800-\udfff]")
# Beside those, what XML has no character for. Old line breaks, as a word processor leaves them, part words.
BREAKS = "\x0b\x0c\x1c\x1d\x1e"
UNHOLDABLE = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")

# Marks that no one sees or types: of direction, of no width, of where a file begins.
UNSEEN = re.compile("[\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")
# What joins letters, or keeps them apart, is written in scripts whose letters have several shapes, and between emoji.
SHAPED = "\u0600-\u08ff\u0900-\u0dff\u0f00-\u109f\u1780-\u18af\ua840-\ua87f\ufb50-\ufdff\ufe70-\ufefc"
EMOJI = "\u2190-\u2bff\ufe0f\U0001f000-\U0001faff"
JOINERS = re.compile(f"(?<![{SHAPED}{EMOJI}])[\u200c\u200d]|(?<=[{EMOJI}])(?:\u200c|\u200d(?![{EMOJI}]))")


def without_unseen(text: str) -> str:
    """The text without what nobody sees or types; a joiner stays where its script, or an emoji, needs it."""
    return text if text.isascii() else JOINERS.sub("", UNSEEN.sub("", text))


def as_seen(text: str) -> str:
    """The text as a reader sees it: without unseen marks, each letter in one writing."""
    if text.isascii():  # nearly always, and then there is nothing to do
        return text.strip()
    return unicodedata.normalize("NFC", without_unseen(text)).strip()


def storable(text: str) -> bool:
    """Whether no NUL and no half of a surrogate pair stands in it."""
    return NEVER.search(text) is None


def holdable(text: str) -> str:
    """The same, as everything here can hold it: what NUL or half a pair stood for is the sign for an unreadable
    character, an old line break is a space, and what XML has no character for, or nobody sees, is gone."""
    return without_unseen(UNHOLDABLE.sub(_in_its_place, text))


def _in_its_place(found: re.Match[str]) -> str:
    if NEVER.match(found[0]):
        return "\ufffd"
    return " " if found[0] in BREAKS else ""


def all_holdable(told: Any) -> Any:
    """The same, read from JSON, with every name and word in it as everything here can hold it."""
    if isinstance(told, str):
        return holdable(told)
    if isinstance(told, list):
        return [all_holdable(one) for one in told]
    if isinstance(told, dict):
        return {holdable(name): all_holdable(value) for name, value in told.items()}
    return told
