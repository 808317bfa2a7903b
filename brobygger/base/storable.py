"""Which text a row of the database can hold."""

import re
import unicodedata
from typing import Any

NEVER = re.compile("[\0\ud800-\udfff]")


# Marks that no one sees or types: of direction, of no width, of where a file begins.
UNSEEN = re.compile("[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")


def as_seen(text: str) -> str:
    """The text as a reader sees it: without unseen marks, each letter in one writing."""
    if text.isascii():  # nearly always, and then there is nothing to do
        return text.strip()
    return unicodedata.normalize("NFC", UNSEEN.sub("", text)).strip()


def storable(text: str) -> bool:
    """Whether no NUL and no half of a surrogate pair stands in it."""
    return NEVER.search(text) is None


def without_what_no_row_holds(told: Any) -> Any:
    """The same, read from JSON, with what no row can hold shown as the sign for an unreadable character."""
    if isinstance(told, str):
        return NEVER.sub("\ufffd", told)
    if isinstance(told, list):
        return [without_what_no_row_holds(one) for one in told]
    if isinstance(told, dict):
        return {NEVER.sub("\ufffd", name): without_what_no_row_holds(value) for name, value in told.items()}
    return told
