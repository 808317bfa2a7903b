"""What has been understood of one service of someone's HSDS file so far, and what could not be."""

from dataclasses import dataclass, field
from typing import Any

from brobygger.base.storable import as_seen
from brobygger.directory.rules import Problem

LONGEST = {
    "name_da": 200, "name_en": 200, "organisation": 200, "email": 254, "web": 500, "source_url": 500, "address": 200,
    "postal_code": 10, "city": 100,
}  # fmt: skip
SHORTENED = dict.fromkeys(
    (
        *(f"{name}_{language}" for name in ("hours_note", "price_note", "capacity") for language in ("da", "en")),
        *("language_note", "place_note", "source", "closed_note"),
    ),
    300,
)
LONGEST_TEXT = 20_000


@dataclass(slots=True)
class Read:
    """One service as it was understood."""

    uid: str = ""
    values: dict[str, Any] = field(default_factory=dict)
    closing: dict[str, Any] | None = None
    problems: list[Problem] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)  # a code, and what it is about

    def wrong(self, name: str, reason: str, value: Any = "") -> None:
        self.problems.append(Problem(name, reason, str(value)[:200]))

    def text(self, name: str, value: Any) -> str:
        """The value as text. A problem is noted where it is none, or longer than can be kept."""
        if value is None:
            return ""
        if not isinstance(value, str | int | float) or isinstance(value, bool) or "\x00" in str(value):
            self.wrong(name, "not_text", value)
            return ""
        told = as_seen(str(value))
        if len(told) > LONGEST.get(name, LONGEST_TEXT):
            self.wrong(name, "too_long", told)
            return ""
        if len(told) > SHORTENED.get(name, LONGEST_TEXT):
            self.notes.append(("shortened", name))
            told = told[: SHORTENED[name] - 1].rstrip() + "…"
        return told

    def add_text(self, name: str, more: str) -> None:
        """Another register's words beside what stands in the field already."""
        if more:
            told = "; ".join(filter(None, [self.values.get(name, ""), more]))
            self.values[name] = self.text(name, told)
