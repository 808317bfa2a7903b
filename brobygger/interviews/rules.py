"""Whether a quotation is what was said. Facts in, decision out; no Django."""

import re
from collections.abc import Iterable

from brobygger.base.decision import YES, Decision, no

LONGEST_QUOTATION = 1000  # letters
# What whoever quotes leaves out or puts in: […], [hun], … or three full stops.
LEFT_OUT = re.compile(r"\[[^\]]*\]|…|\.\.\.")


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()


def is_in(quotation: str, text: str) -> bool:
    """Whether each piece of the quotation stands in the text, in its order; brackets and three dots part the pieces.

    >>> is_in("Jeg blev ringet op […] det hjalp", "Ja. Jeg blev ringet op, og det hjalp.")
    True
    """
    pieces = [plain for one in LEFT_OUT.split(quotation) if (plain := _plain(one).strip(" .,:;–-"))]
    rest = _plain(text)
    for piece in pieces:
        _before, found, rest = rest.partition(piece)
        if not found:
            return False
    return bool(pieces)


def may_quote(quotation: str, text: str) -> Decision:
    """A quotation is taken from the text."""
    return YES if is_in(quotation, text) else no("not_said_there")


def may_change(quotations: Iterable[str], text: str) -> Decision:
    """A text is not changed so that something is quoted that does not stand in it."""
    return YES if all(is_in(one, text) for one in quotations) else no("a_quotation_would_stand_alone")
