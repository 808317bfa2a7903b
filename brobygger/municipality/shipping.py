"""The two configurations that come with the program, as the guidance tells of Køge and Odense; one copies from them."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.utils.translation import get_language

SHIPPED = Path(__file__).parent / "shipped"
KEYS = ("koege", "odense")


@dataclass(frozen=True, slots=True)
class Shipped:
    """A way of running the programme that somewhere works, with what speaks for it and what it costs."""

    key: str
    told: Mapping[str, Any]

    def text(self, name: str) -> str:
        """A text in the language of the page."""
        return _in_language(self.told[name])

    def texts(self, name: str) -> tuple[str, ...]:
        """A list of texts in the language of the page."""
        return tuple(map(_in_language, self.told[name]))

    def note(self, about: str) -> str:
        """Why a part of it is as it is, where the source says so."""
        return next((_in_language(note) for note in self.told["notes"] if note["about"] == about), "")

    @property
    def setup(self) -> dict[str, Any]:
        """The values of the setup that a copy begins with."""
        return dict(self.told["setup"])

    @property
    def departments(self) -> tuple[dict[str, Any], ...]:
        return tuple(dict(row) for row in self.told["departments"])

    @property
    def rooms(self) -> tuple[dict[str, Any], ...]:
        return tuple(dict(row) for row in self.told["rooms"])


@cache
def shipped() -> dict[str, Shipped]:
    """The configurations that come with the program, by key."""
    return {key: Shipped(key, json.loads((SHIPPED / f"{key}.json").read_text(encoding="utf-8"))) for key in KEYS}


def _in_language(text: Mapping[str, str]) -> str:
    return text["en" if get_language() == "en" else "da"]
