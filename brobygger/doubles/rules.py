"""Whether two rows may be one person, and why: few and good rather than many. Pure.

A name is its parts as the database folds them (å as aa, ø as oe, no accents), in any order. How alike two parts are
is Jaro–Winkler's measure (Winkler 1990), which forgives slips towards the end of a word more than at its beginning.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from rapidfuzz.distance import JaroWinkler

ALIKE = 0.92  # Mohamed and Mohammed are, Maja and Maria are not
HEARD_ALIKE = (("ph", "f"), ("th", "t"), ("ch", "k"), ("ck", "k"), ("c", "k"), ("w", "v"), ("z", "s"))
TWICE = re.compile(r"([^\d])\1+")


class Why(StrEnum):
    """What two have in common, apart from their names."""

    PHONE = "phone"
    BIRTH_DATE = "birth_date"
    ADDRESS = "address"


class Names(StrEnum):
    """How two names stand to each other; by the given name alone nobody is found who has nothing else."""

    SAME = "names_same"
    ALIKE = "names_alike"
    GIVEN = "given_name_same"


@dataclass(frozen=True, slots=True)
class Known:
    """What is compared of one person: the parts of her name as they are `heard`."""

    parts: tuple[str, ...]
    given: tuple[str, ...] = ()
    born: date | None = None
    gender: str = ""


def may_be_one(one: Known, other: Known, shared: Iterable[Why]) -> tuple[tuple[Why, ...], Names] | None:
    """Why the two may be one person, or None where it is not worth anyone's time.

    A birth date that contradicts is forgiven where the names are the same and it differs by a slip of the pen.
    """
    why = tuple(sorted(set(shared), key=list(Why).index))
    contradicts = bool(one.born and other.born and one.born != other.born)
    if not why or (contradicts and one.born and other.born and not slip(one.born, other.born)):
        return None
    names = names_of(one, other)
    if names is None or (contradicts and names is not Names.SAME):
        return None
    if names is not Names.SAME and one.gender and other.gender and one.gender != other.gender:
        return None
    if names is Names.GIVEN and set(why) == {Why.BIRTH_DATE}:
        return None
    if names is Names.ALIKE and set(why) == {Why.ADDRESS} and not _share(one.given, other.given):
        return None
    return why, names


def names_of(one: Known, other: Known) -> Names | None:
    """Whether the names are the same in any order, alike in each part that both have, or the same in the given name."""
    if sorted(one.parts) == sorted(other.parts) and len(one.parts) > 1:
        return Names.SAME
    few, many = sorted((one.parts, other.parts), key=len)
    if len(few) > 1 and _each_has_its_own(few, many):
        return Names.ALIKE
    return Names.GIVEN if _share(one.given, other.given) else None


def _each_has_its_own(few: Sequence[str], many: Sequence[str]) -> bool:
    left = list(many)
    for part in few:
        best = max(left, key=lambda one: JaroWinkler.similarity(part, one), default="")
        if JaroWinkler.similarity(part, best) < ALIKE:
            return False
        left.remove(best)
    return True


def _share(one: Sequence[str], other: Sequence[str]) -> bool:
    return not set(one).isdisjoint(other)


def heard(part: str) -> str:
    """A part of a name as it is heard: Christian as Kristian, Sophie as Sofie, Mohammed as Mohamed."""
    for letters, instead in HEARD_ALIKE:
        part = part.replace(letters, instead)
    return TWICE.sub(r"\1", part)


def slip(one: date, other: date) -> bool:
    """Whether the dates differ in one of day, month and year alone, or have day and month in each other's place."""
    if (one.day, one.month, one.year) == (other.month, other.day, other.year):
        return True
    same = (one.day == other.day) + (one.month == other.month) + (one.year == other.year)
    return same == 2 and abs(one.year - other.year) in (0, 1, 10)
