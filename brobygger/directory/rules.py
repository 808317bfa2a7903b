"""When an offer must be checked again, which values can be, and what an import may change."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from brobygger.directory.codes import Address, Need

OLDEST = 130
LONGEST_WAIT = 3650
LONGEST_CHECK = 730
NUMBER = re.compile(r"\+[1-9]\d{6,14}|\d{3,6}")
EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
WEB = re.compile(r"https?://[^\s<>\"']+\.[^\s<>\"']+", re.IGNORECASE)

SHAPES = (
    ("email", EMAIL, "not_an_email"),
    ("web", WEB, "not_a_web_address"),
    ("source_url", WEB, "not_a_web_address"),
)
SPANS = (
    ("age_from", "age_to", OLDEST, "ages_the_wrong_way_round"),
    ("waiting_from", "waiting_to", LONGEST_WAIT, "waiting_the_wrong_way_round"),
)


@dataclass(frozen=True, slots=True)
class Problem:
    """A value that cannot be."""

    field: str
    reason: str
    value: str = ""


def check_due(checked_on: date | None, noted_on: date | None, again_days: int, *, confirmed: bool) -> date | None:
    """The day on which the offer is to be checked; None where it has been due since before anyone wrote a day."""
    if not confirmed:
        return noted_on
    since = checked_on or noted_on
    return since + timedelta(days=again_days) if since else None


def is_stale(due: date | None, today: date) -> bool:
    """Whether it is time to check."""
    return due is None or due <= today


def phone_number(told: str) -> str:
    """The number as it is kept: a short number as it is, others as +45…; nothing for what cannot be one."""
    bare = re.sub(r"[\s().\-–\u00a0]", "", told.strip().strip('"'))
    bare = f"+{bare[2:]}" if bare.startswith("00") else bare
    if re.fullmatch(r"[2-9]\d{7}", bare):
        return f"+45{bare}"
    if bare.startswith("+45"):  # the short numbers are dialled as they are
        danish = re.fullmatch(r"\+45([2-9]\d{7}|\d{3,6})", bare)
        return "" if not danish else bare if len(danish[1]) == 8 else danish[1]
    return bare if NUMBER.fullmatch(bare) else ""


def problems(values: Mapping[str, Any]) -> list[Problem]:
    """Everything about the values that cannot be, each with its field."""
    found: list[Problem] = []

    def wrong(name: str, reason: str) -> None:
        found.append(Problem(name, reason, _shown(values.get(name))))

    if not (values.get("name_da") or values.get("name_en")):
        wrong("name_da", "an_offer_has_a_name")
    for name, shape, reason in SHAPES:
        if values.get(name) and not shape.fullmatch(values[name]):
            wrong(name, reason)
    if not 1 <= (values.get("check_again_days") or 1) <= LONGEST_CHECK:
        wrong("check_again_days", "number_out_of_range")
    if _waits(values) and not values.get("waiting_on"):
        wrong("waiting_on", "waiting_time_has_a_day")
    if values.get("address_is") != Address.PUBLIC and any(values.get(f) for f in ("address", "postal_code", "city")):
        secret = values.get("address_is") == Address.SECRET
        wrong("address", "a_secret_address_is_not_written_down" if secret else "say_that_the_address_is_public")
    numbers = [phone["number"] for phone in values.get("phones") or ()]
    found += [Problem("phones", "not_a_phone_number", number) for number in numbers if not NUMBER.fullmatch(number)]
    return found + [problem for span in SPANS for problem in _span(values, *span)]


def _span(values: Mapping[str, Any], low: str, high: str, most: int, reason: str) -> list[Problem]:
    ends = [(name, values[name]) for name in (low, high) if values.get(name) is not None]
    found = [Problem(name, "number_out_of_range", _shown(end)) for name, end in ends if not 0 <= end <= most]
    if len(ends) == 2 and ends[0][1] > ends[1][1]:
        found.append(Problem(high, reason, _shown(ends[1][1])))
    return found


def _waits(values: Mapping[str, Any]) -> bool:
    return values.get("waiting_from") is not None or values.get("waiting_to") is not None


def _shown(value: Any) -> str:
    return "" if value is None else str(value)[:200]


def without_address_in_doubt(values: dict[str, Any]) -> tuple[dict[str, Any], bool]:
    """The values without the address where it might be a shelter's own; and whether one was left out.

    Only someone who knows may say that the address of a shelter is public.
    """
    told = any(values.get(name) for name in ("address", "postal_code", "city"))
    if not told or values.get("address_is") == Address.PUBLIC or Need.SHELTER not in values.get("needs", ()):
        return values, False
    return {**values, "address": "", "postal_code": "", "city": ""}, True


@dataclass(slots=True)
class Merge:
    """What an import may change in an offer, and what it leaves because a person has decided otherwise."""

    changes: dict[str, Any] = field(default_factory=dict)
    kept: dict[str, Any] = field(default_factory=dict)


def merge(
    stands: Mapping[str, Any], given: Mapping[str, Any], given_before: Mapping[str, Any], *, vouched: bool
) -> Merge:
    """What a file may change in the offer that stands: only fields that no one has changed since a file gave them.

    `vouched`: a person has checked the offer since; then a file may still fill in what is empty, and nothing else.
    """
    merged = Merge()
    for name, value in given.items():
        if name not in stands or stands[name] == value:
            continue
        was_told = name in given_before
        untouched = stands[name] == given_before[name] if was_told else is_empty(stands[name])
        if value == given_before.get(name) and was_told:
            continue  # the file says what it said before; a person has changed it, and there is nothing new to say
        if untouched and (not vouched or is_empty(stands[name])):
            merged.changes[name] = value
        else:
            merged.kept[name] = value
    return merged


def is_empty(value: Any) -> bool:
    return value is None or value in ("", [], {})


def folded(text: str) -> str:
    """The text as it is searched: small letters, no accents, æ ø å as they are written without them."""
    small = text.lower().replace("æ", "ae").replace("ø", "oe").replace("å", "aa")
    return "".join(c for c in unicodedata.normalize("NFKD", small) if not unicodedata.combining(c))


def same_name(name: str) -> str:
    """The name by which two offers are suspected of being one."""
    return re.sub(r"[^a-z0-9]", "", folded(name))


def words_of(texts: Iterable[str]) -> str:
    """Everything that a search may find, each word once."""
    return " ".join(dict.fromkeys(re.findall(r"[\w+]+", folded(" ".join(texts)))))
