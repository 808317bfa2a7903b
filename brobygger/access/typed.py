"""What was typed into an address or a page, one value of a known kind at a time; no view reads them otherwise.

Forms are handed what was sent whole. What could stand in no row, NUL and half a surrogate, or in no
drawing never comes this far (`brobygger.access.refusing`).
"""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import BadRequest, SuspiciousOperation
from django.http import HttpRequest, QueryDict
from django.http.multipartparser import MultiPartParserError

MOST_DIGITS = 18  # what a bigint holds, whatever the digits are


def posted(request: HttpRequest) -> QueryDict | None:
    """What was sent, for a form; None where the page was only asked for."""
    return request.POST if request.method == "POST" else None


def sent(request: HttpRequest) -> QueryDict:
    """What was sent, or what the address asks for where nothing was sent."""
    return request.POST if request.method == "POST" else request.GET


def fields(request: HttpRequest) -> list[tuple[str, str]]:
    """All that was sent, without passwords, to be shown or sent again; nothing where it cannot be read."""
    try:
        told = posted(request)
    except (SuspiciousOperation, BadRequest, MultiPartParserError, OSError):
        return []
    every = told.lists() if told else ()
    return [(name, str(value)) for name, values in every for value in values if "password" not in name]


def brings_files(request: HttpRequest) -> bool:
    """Whether a file was sent along."""
    return bool(request.FILES)


def text(told: QueryDict, name: str, most: int = 200) -> str:
    """The words, cut where they are longer; empty where there are none."""
    return str(told.get(name, ""))[:most]


def number(told: QueryDict, name: str) -> int | None:
    """A number that an id or a count may be; None for everything else."""
    return as_number(str(told.get(name, "")))


def as_number(typed: str) -> int | None:
    """The number that these plain digits are; None for everything else."""
    return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) <= MOST_DIGITS else None


def code(told: QueryDict, name: str, codes: Iterable[str], otherwise: str = "") -> str:
    """One of the codes, or what holds where it is none of them."""
    asked = str(told.get(name, ""))
    return asked if asked in codes else otherwise


def pressed(told: QueryDict, name: str) -> bool:
    """Whether this button was pressed, or this box ticked."""
    return name in told


def cookie(request: HttpRequest, name: str) -> str:
    """What the browser was given to keep, as it says; empty where it has none."""
    return request.COOKIES.get(name, "")


def again(told: QueryDict, **changed: Any) -> QueryDict:
    """The same once more, to be shown or sent again, with some values changed."""
    copied = told.copy()
    for name, value in changed.items():
        copied[name] = str(value)
    return copied
