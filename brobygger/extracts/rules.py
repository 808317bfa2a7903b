"""What an extract may tell to whom: facts in, a decision out. No Django, no clock."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from brobygger.base.decision import YES, Decision, no

HIM = "other_party"


@dataclass(frozen=True, slots=True)
class Begins:
    """How a line begins: told, or out for a reason; what is locked is never put back."""

    out: bool = False
    locked: bool = False
    why: str = ""


@dataclass(frozen=True, slots=True)
class Holds:
    """What is known of a line before anyone has looked at it."""

    part: str
    may_learn: str = ""  # of evidence: whether the one who uses violence may learn that it is known
    quotes: bool = False  # repeats evidence that the one who uses violence may not learn of
    assessors_alone: bool = False
    tells_where: bool = False
    is_secret: bool = False  # a code word, say


def is_guarded(receiver: str, may_meet: str) -> bool:
    """Whether the one who uses violence may come to read it: then a second person reads it first."""
    return receiver == HIM or may_meet != "no"


def begins(line: Holds, *, receiver: str, may_meet: str) -> Begins:
    """Whether the line is told to begin with. To the one who uses violence nothing is, but what may be learned; each
    line of the rest is a person's decision, with its reason."""
    is_hers = line.assessors_alone or line.part == "plan"
    if is_guarded(receiver, may_meet) and (line.may_learn == "no" or line.quotes):
        return Begins(out=True, locked=True, why="source")
    if receiver == HIM:
        if line.tells_where or is_hers:
            return Begins(out=True, locked=True, why="where" if line.tells_where else "source")
        return Begins(out=line.may_learn != "yes")
    if line.assessors_alone:
        return Begins(out=True, why="source")
    return Begins(out=True, why="not_needed") if line.is_secret else Begins()


def may_write(*, state: str, maker: int, me: int | None) -> Decision:
    """An extract is its maker's to write, until it is finished."""
    if state != "draft":
        return no("extract_is_not_written")
    return YES if maker == me else no("extract_is_anothers")


def may_change(*, is_locked: bool) -> Decision:
    """What may not be told is not put back, and no word of it shown, by anyone."""
    return no("line_is_locked") if is_locked else YES


def may_finish(*, told: int, without_reason: int) -> Decision:
    """Something is told, and each line that is out has its reason."""
    if without_reason:
        return no("each_line_out_has_its_reason")
    return YES if told else no("nothing_is_told")


def repeats(text: str, told: Iterable[str]) -> bool:
    """Whether some of what was told stands in the text, word for word, in capitals or not."""
    plain = " ".join(text.split())
    words = (" ".join(one.split()) for one in told)
    return any(re.search(rf"(?<!\w){re.escape(one)}(?!\w)", plain, re.IGNORECASE) for one in words if one)
