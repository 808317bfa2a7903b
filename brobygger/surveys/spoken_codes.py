"""A code that is kept nowhere: random, with a mark by which it is known again without being remembered.

The mark is made with a key of `secrets.json`, for one zone, one use and one month. A code is long enough that guessing
one is hopeless, and so nothing about who tries has to be counted.
"""

import hmac
import secrets
from collections.abc import Iterable
from datetime import date

from brobygger.base.sealed import fingerprint
from brobygger.surveys.queries import months_back
from brobygger.surveys.rules import CODE_HOLDS_MONTHS

# Without letters that look or sound like others (Crockford); four by four they are read aloud and typed.
LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
TAKEN_FOR = str.maketrans({"I": "1", "L": "1", "O": "0", "U": "V"})
RANDOM, MARK, GROUP = 8, 12, 4
ANSWER, INTERVIEW = "answer", "interview"


def new_code(use: str, *, zone_id: int, on: date) -> str:
    """A fresh code of the month; the caller tells it to one person and keeps it nowhere."""
    drawn = "".join(secrets.choice(LETTERS) for _ in range(RANDOM))
    return drawn + _mark(use, zone_id, months_back(on, 0), drawn)


def zone_of(code: str, use: str, *, zones: Iterable[int], on: date) -> int | None:
    """The zone for which the code was made, not too long ago; None for any other word."""
    told = plain(code)
    if len(told) != RANDOM + MARK:
        return None
    drawn, mark = told[:RANDOM], told[RANDOM:]
    found = None
    for zone_id in zones:
        for back in range(CODE_HOLDS_MONTHS + 1):
            if hmac.compare_digest(_mark(use, zone_id, months_back(on, back), drawn), mark):
                found = zone_id
    return found


def plain(code: str) -> str:
    """The code as it was made, however it was typed; empty where it is none."""
    told = "".join(one for one in code.upper().translate(TAKEN_FOR) if one.isascii() and one.isalnum())
    return told if all(one in LETTERS for one in told) else ""


def spoken(code: str) -> str:
    """Four by four."""
    return " ".join(code[at : at + GROUP] for at in range(0, len(code), GROUP))


def spent_mark(code: str, zone_id: int) -> bytes:
    """By what a code is known to have been used; it leads back to no code."""
    return fingerprint("survey-code-used", str(zone_id), plain(code))


def _mark(use: str, zone_id: int, month: date, drawn: str) -> str:
    whole = int.from_bytes(fingerprint("survey-code", use, str(zone_id), month.isoformat(), drawn))
    return "".join(LETTERS[(whole >> (5 * at)) & 31] for at in range(MARK))
