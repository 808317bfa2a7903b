"""A phone number as people write it, in the one writing that can be rung. Pure: no Django."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

import phonenumbers

# What is written between the digits, whichever of their many forms a program has made of it.
BETWEEN = str.maketrans("", "", " -.()/")
TRUNK = re.compile(r"^(\+\d{1,3}) *\(0\)")
WORDS_BESIDE = re.compile(r"\s*\([^\W\d]{2,30}\)\s*$|^tel:", re.I)  # whose number it is; the beginning of a link
A_DAY = re.compile(r"(19|20|99)\d\d-(0[1-9]|1[0-2])-([0-2]\d|3[01])")
LOST_ZEROS = re.compile(r"(\+?\d{8,15})[,.]0{1,2}")
APART = re.compile(r"[/;,]")


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
    written = plain(text).strip()
    if A_DAY.fullmatch(written):
        return ""
    if lost := LOST_ZEROS.fullmatch(written):
        written = lost[1]
    digits = TRUNK.sub(r"\1", WORDS_BESIDE.sub("", written)).translate(BETWEEN)
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


def phones(text: str) -> tuple[tuple[str, ...], int]:
    """The numbers of a field, each once, and how many of the writings could not be read."""
    if whole := phone(text):  # nearly always
        return (whole,), 0
    found: list[str] = []
    unread = 0
    for part in APART.split(plain(text)):
        if not part.strip():
            continue
        number = phone(part)
        if not number:
            unread += 1
        elif number not in found:
            found.append(number)
    return tuple(found), unread
