"""What an offer says, field by field: the parts that a person edits, a file brings, and a version keeps."""

from datetime import date
from typing import Any

# Each is written in Danish and, where someone has, in English.
BILINGUAL = ("name", "description", "who", "how", "hours_note", "price_note", "capacity")
TEXTS = tuple(f"{name}_{language}" for name in BILINGUAL for language in ("da", "en"))
LISTS = ("needs", "other_terms", "relations", "languages", "places", "ways_in")
DATES = ("waiting_on", "assured_on", "noted_on")
NUMBERS = ("age_from", "age_to", "waiting_from", "waiting_to", "check_again_days")
PLAIN = (
    "organisation", "gender", "language_note", "place_note", "email", "web", "address_is", "address", "postal_code",
    "city", "source", "source_url",
)  # fmt: skip
CHOICES = ("is_free", "anonymous", "to_be_confirmed")
JSON = ("hours", "phones")
CONTENT = (*TEXTS, *PLAIN, *LISTS, *DATES, *NUMBERS, *CHOICES, *JSON)

EMPTY: dict[str, Any] = {
    **dict.fromkeys((*TEXTS, *PLAIN), ""),
    **{name: [] for name in (*LISTS, *JSON)},
    **dict.fromkeys((*DATES, *NUMBERS, "is_free", "anonymous")),
    "to_be_confirmed": False,
    "check_again_days": 180,
}


def as_stored(values: dict[str, Any]) -> dict[str, Any]:
    """The values as JSON holds them: days as text."""
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in values.items()}


def as_meant(stored: dict[str, Any]) -> dict[str, Any]:
    """The values again, with days as days."""
    return {
        name: date.fromisoformat(value) if name in DATES and isinstance(value, str) else value
        for name, value in stored.items()
    }
