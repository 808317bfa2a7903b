"""A phone number as people write it, in the one writing that can be rung, and what they wrote beside it. No Django."""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

import phonenumbers

# What is written between the digits, whichever of their many forms a program has made of it.
BETWEEN = str.maketrans("", "", " -.()/")
TRUNK = re.compile(r"^(\+\d{1,3}) *\(0\)")
LINK = re.compile(r"^tel:", re.I)
# Whose number it is, or what kind: in brackets, or in a few words before or after it.
BESIDE = re.compile(
    r"(?:(?P<before>[^\W\d_][^\d+();:]{0,38}?) ?[:.]? *)?"
    r"(?P<number>[+(\d][\d ().+/-]*\d)"
    r"(?: *\((?P<bracketed>[^\d()]{1,40})\)| *-? *(?P<after>[^\W\d_][^\d();]{0,39}))?"
)
NOT_TO_BE_RUNG = re.compile(r"\b(?:ikke|aldrig|not|never)\b", re.I)
A_DAY = re.compile(r"(19|20|99)\d\d-(0[1-9]|1[0-2])-([0-2]\d|3[01])")
LOST_ZEROS = re.compile(r"(\+?\d{8,15})[,.]0{1,2}")
APART = re.compile(r"(?:[/;,|]| (?:eller|og|or|and) )(?![^(]*\))")


class Phones(NamedTuple):
    """What a field tells: each number once in E.164, in the same places the words beside it, and as they were written
    the parts that could not be read."""

    numbers: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()


def plain(text: str) -> str:
    """The text with plain spaces and hyphens, and without marks that nobody sees."""
    if text.isascii():
        return text
    kinds = {"Zs": " ", "Pd": "-", "Cf": ""}
    return "".join(kinds.get(unicodedata.category(one), one) for one in unicodedata.normalize("NFKC", text))


def is_an_amount(text: str) -> bool:
    """Whether a spreadsheet has taken the number for an amount."""
    return LOST_ZEROS.fullmatch(text.strip()) is not None


def phone(text: str) -> str:
    """One number in E.164; empty where it is no number that could be rung: Danish, or written as international."""
    written = LINK.sub("", plain(text).strip())
    if A_DAY.fullmatch(written):
        return ""
    if lost := LOST_ZEROS.fullmatch(written):
        written = lost[1]
    digits = TRUNK.sub(r"\1", written).translate(BETWEEN)
    if digits.startswith("00"):
        digits = "+" + digits[2:]
    if digits.startswith("+45") and len(digits) == 11:
        digits = digits[3:]
    elif digits.startswith("45") and len(digits) == 10:
        digits = digits[2:]
    if not digits.isascii():
        return ""
    if len(digits) == 8 and digits.isdigit():
        return "+45" + digits if digits[0] in "23456789" else ""
    if not digits.startswith("+") or digits.startswith("+45") or not digits[1:].isdigit():
        return ""
    return _foreign(digits)


@lru_cache(maxsize=10_000)
def _foreign(digits: str) -> str:
    try:
        number = phonenumbers.parse(digits, None)
    except phonenumbers.NumberParseException:
        return ""
    if not phonenumbers.is_possible_number(number):
        return ""
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def phone_and_words(text: str) -> tuple[str, str]:
    """One number in E.164 and the words beside it; no number where there is none, or where the words forbid it."""
    if number := phone(text):  # nearly always
        return number, ""
    found = BESIDE.fullmatch(plain(text).strip())
    number = phone(found["number"]) if found and not NOT_TO_BE_RUNG.search(text) else ""
    if not found or not number:
        return "", ""
    return number, ", ".join(words.strip() for words in found.group("before", "bracketed", "after") if words)


def phones(text: str) -> Phones:
    """The numbers of a field, what is written beside them, and what could not be read."""
    number, words = phone_and_words(text)
    if number:
        return Phones((number,), (words,))
    found: dict[str, str] = {}
    unread = []
    for part in APART.split(plain(text)):
        number, words = phone_and_words(part)
        if number:
            found[number] = ", ".join(dict.fromkeys(one for one in (found.get(number), words) if one))
        elif part.strip():
            unread.append(part.strip())
    return Phones(tuple(found), tuple(found.values()), tuple(unread))


# Before what could not be read, where all that a field told is kept in one list.
UNREAD = "? "


def as_told(found: Phones) -> tuple[str, ...]:
    """Everything that a field told, in one list: each number with the words beside it, and what could not be read."""
    read = (f"{number} {words}".strip() for number, words in zip(found.numbers, found.beside, strict=True))
    return (*read, *(UNREAD + part for part in found.unread))


def of_told(several: Sequence[str]) -> Phones:
    """The same again from the list."""
    read = [one.partition(" ") for one in several if not one.startswith(UNREAD)]
    unread = tuple(one.removeprefix(UNREAD) for one in several if one.startswith(UNREAD))
    return Phones(tuple(one[0] for one in read), tuple(one[2] for one in read), unread)
