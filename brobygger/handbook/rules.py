"""How a text is divided, and what is new in it since the version that someone read. No Django, no clock."""

import re
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher

from brobygger.base.decision import YES, Decision, no

HEADING = "# "


@dataclass(frozen=True, slots=True)
class Piece:
    """A heading or a paragraph; new since she read it, or gone."""

    text: str
    heading: bool = False
    new: bool = False
    gone: bool = False


def _paragraphs(text: str) -> list[str]:
    return [one.strip() for one in re.split(r"\n\s*\n", text.replace("\r\n", "\n")) if one.strip()]


def _piece(text: str, *, new: bool = False, gone: bool = False) -> Piece:
    heading = text.startswith(HEADING) and "\n" not in text
    return Piece(text.removeprefix(HEADING) if heading else text, heading, new, gone)


def pieces(text: str, since: str | None = None) -> list[Piece]:
    """The text in its pieces, as they differ from the earlier text; without one nothing is marked."""
    now = _paragraphs(text)
    if since is None:
        return [_piece(one) for one in now]
    before, found = _paragraphs(since), []
    for what, was_from, was_to, from_, to in SequenceMatcher(None, before, now, autojunk=False).get_opcodes():
        if what != "equal":
            found += [_piece(one, gone=True) for one in before[was_from:was_to]]
        found += [_piece(one, new=what != "equal") for one in now[from_:to]]
    return found


def may_write(*, valid_from: date, today: date, newest_from: date | None, is_new: bool) -> Decision:
    """A version holds from today or later, not before the one that it follows, and says something else."""
    if valid_from < today or (newest_from is not None and valid_from < newest_from):
        return no("version_from_an_earlier_day")
    return YES if is_new else no("version_says_the_same")
