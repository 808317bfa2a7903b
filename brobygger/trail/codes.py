"""Which words are codes: those that the program itself declares. Whatever else is written, someone may have typed."""

import re
from collections.abc import Iterator
from enum import Enum
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.apps import apps

from brobygger.base.languages import LANGUAGES

DAY_OR_NUMBER = re.compile(r"\d{4}-\d\d-\d\d|\d{0,5}|server_said_\d{3}")
BETWEEN = re.compile(r"[+.:]")
WITHHELD = "withheld"
# What no room has an enumeration or words for: how something was shown, and which page of several.
FORMS = {"page", "print", "report", "pdf", "json", "csv", "xlsx", "svg", "without_trace"}
PAGES = {"again", "ask", "children", "close", "decide", "duty", "facts", "kind", "mistake", "parents", "return", "send"}
SECTIONS = {"text", "now", "later", "held", "followed", "no_number", "guardian_missing", "awaiting_type"}
FITS = {"times", "load", "has_helped", "declined_before", "handed_back_before"}
# Fields that the source corrects.
REGISTERED = {"age", "has_contact_details", "occurred_on", "criteria_id", "incident_type", "offence_code", "role"}
OF_A_PERSON = {"given_name", "family_name", "birth_date", "gender", "email", "address", "postal_code", "protected"}
OTHERS = {"known", "anonymous", "noted_by_mistake"}


def is_code(fact: str) -> bool:
    """Whether each word is one that the program itself declares: a value of an enumeration, or what has its words."""
    return bool(DAY_OR_NUMBER.fullmatch(fact)) or all(word in _declared() for word in BETWEEN.split(fact))


@cache
def _declared() -> frozenset[str]:
    with_words: set[str] = set()
    for room in apps.get_app_configs():
        if room.name.startswith("brobygger.") and find_spec(f"{room.name}.words"):
            with_words |= {key for told in vars(import_module(f"{room.name}.words")).values() for key in _keys(told)}
    values = {str(one.value) for kind in _kinds(Enum) for one in kind}
    return frozenset(
        FORMS | PAGES | SECTIONS | FITS | OTHERS | REGISTERED | OF_A_PERSON | set(LANGUAGES) | with_words | values
    )


def _keys(told: Any) -> Iterator[str]:
    if isinstance(told, dict):
        for key, value in told.items():
            yield str(key)
            yield from _keys(value)


def _kinds(kind: type[Enum]) -> Iterator[type[Enum]]:
    for one in kind.__subclasses__():
        if one.__module__.startswith("brobygger."):
            yield one
        yield from _kinds(one)
