"""What holds off a flood without keeping anyone out, and how long something unfinished is kept. Pure."""

from dataclasses import dataclass
from datetime import timedelta

KEPT = timedelta(days=7)  # what was begun and never sent, since she last touched it
IDLE = timedelta(minutes=20)
TOO_FAST = timedelta(seconds=2)
STAMP_HOLDS = timedelta(hours=12)

NUMBERS = {
    "da": ("nul", "en", "to", "tre", "fire", "fem", "seks", "syv", "otte", "ni", "ti"),
    "en": ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
}


@dataclass(frozen=True, slots=True)
class Limit:
    """How many in an hour go through unasked: of one network, and in the whole zone."""

    network: int
    zone: int


LIMITS = {"begin": Limit(5, 60), "send": Limit(3, 30), "code": Limit(10, 200), "line": Limit(20, 300)}


def asks_a_question(deed: str, *, network: int, zone: int) -> bool:
    """Whether so many have done it this hour that the next one is asked a plain question first."""
    limit = LIMITS[deed]
    return network > limit.network or zone > limit.zone


def number_told(answer: str) -> int | None:
    """The number that was answered: as a digit, or as a word in any of the languages; None where it is neither."""
    told = answer.strip().casefold().rstrip(".!")
    words = {word: number for words in NUMBERS.values() for number, word in enumerate(words)}
    return int(told) if told.isascii() and told.isdecimal() and len(told) < 3 else words.get(told)
