"""The figures printed in chapters 2 to 5 of the evaluation report, to hold beside computed ones.

`key`, `group` and `measure` use the words of our own figures. A percentage is a whole number, as
the report prints it; a computed one agrees when it rounds, half up, to the same.
"""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Literal


@dataclass(frozen=True)
class Printed:
    """One printed figure: `where` is a key of PLACES, `note_code` a key of NOTES or None."""

    key: str
    group: str
    measure: str
    value: int
    unit: Literal["n", "pct"]
    where: str
    note_code: str | None


@dataclass(frozen=True)
class Text:
    """The same words in Danish and in English."""

    da: str
    en: str


_FILE = json.loads(Path(__file__).with_name("printed.json").read_text(encoding="utf-8"))

PRINTED: tuple[Printed, ...] = tuple(Printed(**figure) for figure in _FILE["figures"])
# Where in the report a figure stands.
PLACES: dict[str, Text] = {code: Text(**text) for code, text in _FILE["places"].items()}
# Where the report disagrees with itself or can be read in more than one way.
NOTES: dict[str, Text] = {code: Text(**text) for code, text in _FILE["notes"].items()}
