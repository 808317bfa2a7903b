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
LOST_ZEROS = re.compile(r"(\+?\d{8,15})[,.]0{1,2}")
# Where one number ends and the next may begin, outside brackets; and two of eight digits with nothing between.
APART = re.compile(r"(?:[/;,|&\n]| (?:eller|el\.|og|samt|or|and|\+) )(?![^(]*\))")
TWO = re.compile(r"(?<![\d+] )(?<![\d+])(\d(?: ?\d){7}) +(\d(?: ?\d){7})(?! ?\d)")
# Days and hours, which are digits too and no number.
WHEN = re.compile(
    r"\b(?:19|20|99)\d\d-(?:0[1-9]|1[0-2])-(?:[0-2]\d|3[01])\b"
    r"|\b(?:[0-2]?\d|3[01])[-./](?:0?\d|1[0-2])[-./](?:19|20)\d\d\b"
    r"|(?<!\d)(?<!\d[ .])(?:[01]?\d|2[0-4])[.:][0-5]\d(?: ?- ?(?:[01]?\d|2[0-4])[.:][0-5]\d)?\b(?!(?:[ .]?\d\d){2}\b)"
)
EXTENSION = re.compile(r"\D+\d{1,7}$")
# What kind of number it is, or that there is no other; nobody else answers it for that.
KINDS = re.compile(
    r"(?:tlf|telefon|mobil)(?:telefon|nr|nummer)?|tel|(?:tele)?phone|nr|nummer|number|mob|mobile|cell(?:phone)?|sms"
    r"|ukendt|ingen|andre|andet|privat|eget|egen|personlig",
    re.I,
)
WORD = re.compile(r"[^\W\d_]+")
ABOUT_RINGING = re.compile(
    r"\b(?:ikke|aldrig|kun|kl|efter|før|inden|mellem|not|never|only|after|before|between|\w*(?:aften|dage?|nat|natten))\b",
    re.I,
)


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
    """One number in E.164, whatever word for a phone stands by it; empty where it is no number that could be rung
    (Danish, or written as international), or where more is said beside it."""
    if number := _bare(text):
        return number
    found = phones(text)
    alone = len(found.numbers) == 1 and not found.unread and not any(one.isdigit() for one in found.beside[0])
    return found.numbers[0] if alone and names_only_the_kind(found.beside[0]) else ""


def _bare(text: str) -> str:
    """The number of a text that is a number and nothing else."""
    written = LINK.sub("", plain(text).strip())
    if WHEN.fullmatch(written):
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
    """One number in E.164 and all that is written beside it; no number where there is none, or several."""
    found = phones(text)
    if len(found.numbers) != 1:
        return "", ""
    return found.numbers[0], ", ".join(one for one in (*found.beside, *found.unread) if one)


def names_only_the_kind(words: str) -> bool:
    """Whether the words by a number say no more than that it is one, or which kind: nobody else answers it for that."""
    return all(KINDS.fullmatch(one) for one in WORD.findall(words))


def is_about_ringing(words: str) -> bool:
    """Whether the words by a number say when, or that it must not, be rung; they are read before anyone does."""
    return ABOUT_RINGING.search(words) is not None


def phones(text: str) -> Phones:
    """The numbers of a field, what is written beside them, and what could not be read."""
    if number := _bare(text):  # nearly always
        return Phones((number,), ("",))
    found: dict[str, list[str]] = {}
    unread, leading, last = list[str](), list[str](), ""
    parts = APART.split(TWO.sub(r"\1;\2", "\n".join(plain(one) for one in text.splitlines())))
    for part in filter(str.strip, parts):
        several = _in_part(part)
        for number, words in several:
            found.setdefault(number, []).extend([*leading, *words])
            leading, last = [], number
        if not several and any(one.isdigit() for one in part):
            unread.append(part.strip())
        elif not several and last:
            found[last].append(_words(part))
        elif not several:
            leading.append(_words(part))
    if not found:
        return Phones((), (), tuple(one.strip() for one in parts if one.strip()))
    beside = (", ".join(dict.fromkeys(filter(None, several))) for several in found.values())
    return Phones(tuple(found), tuple(beside), tuple(unread))


def _in_part(part: str) -> list[tuple[str, list[str]]]:
    """Each number in a text and the words that belong to it: before the first and after the last its own; those between
    two belong to the one that they follow, or where words stand before the first, to the one that they lead to."""
    read: list[tuple[str, int, int]] = []
    hidden = WHEN.sub(lambda when: "x" * len(when[0]), part)
    if number := _bare(hidden):
        return [(number, [])]
    for match in phonenumbers.PhoneNumberMatcher(hidden, "DK", leniency=phonenumbers.Leniency.POSSIBLE):
        end = match.end
        if match.number.extension and (extension := EXTENSION.search(match.raw_string)):
            end = match.start + extension.start()
        international = phonenumbers.format_number(match.number, phonenumbers.PhoneNumberFormat.E164)
        if number := _bare(hidden[match.start : end]) or _bare(international):
            read.append((number, match.start, end))
    if not read:
        return []
    ends = [0, *(end for _, _, end in read)]
    starts = [*(start for _, start, _ in read), len(part)]
    pieces = [_words(part[end:start]) for end, start in zip(ends, starts, strict=True)]
    if pieces[0] and not pieces[-1]:
        return [(number, [words]) for (number, _, _), words in zip(read, pieces[:-1], strict=True)]
    told = [[words] for words in pieces[1:]]
    told[0].insert(0, pieces[0])
    return [(number, words) for (number, _, _), words in zip(read, told, strict=True)]


def _words(piece: str) -> str:
    piece = " ".join(piece.split()).strip(" -:;,/+")
    bracketed = re.fullmatch(r"\(([^()]*)\)", piece)
    return bracketed[1].strip() if bracketed else piece


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
