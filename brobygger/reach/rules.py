"""Who may be a resource person, how long a training holds, and which key may stand in an address."""

import re
from datetime import date
from enum import StrEnum

from brobygger.base.decision import YES, Decision, first_no, no
from brobygger.base.workdays import plus_months

MOST_RESOURCE_PERSONS = 3
SOON_DAYS = 60  # a training that lapses within these days is to be renewed soon

KEY = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
SHORTEST, LONGEST = 3, 12
KEY_LETTERS = "bcdfghjkmnpqrstvwxz26789"  # no vowels, nor digits that are read as one: no word comes of it
KEY_LENGTH = 5
# Nothing in an address may tell whoever sees it what the page is about.
HINTS = (
    *("vold", "violen", "abuse", "victim", "offer", "overgreb", "trus", "threat", "stalk", "politi", "police"),
    *("krise", "crisis", "shelter", "taesk", "slaa", "flugt", "escape", "voldtaegt", "partner", "hustru", "wife"),
)
# Pages of the open page itself have these names in the place where a key would stand.
RESERVED = frozenset({"begin", "code", "mine", "exit", "help", "q", "go"})
# Digits that are read as letters.
READ_AS = str.maketrans("01345", "oieas")


# -- resource persons -------------------------------------------------------------------------------------------------


class Staffing(StrEnum):
    """Whether a department has the one to three resource persons that it should have."""

    NONE = "none"
    AS_IT_SHOULD = "as_it_should"
    MANY = "many"


def staffing(resource_persons: int) -> Staffing:
    """Said in words on the page; never a reason to refuse anything."""
    if not resource_persons:
        return Staffing.NONE
    return Staffing.AS_IT_SHOULD if resource_persons <= MOST_RESOURCE_PERSONS else Staffing.MANY


def may_name(*, is_placed_there: bool, is_named_already: bool, since: date, placed_since: date | None) -> Decision:
    """Whether someone may be named as a resource person of a department from a day."""
    if not is_placed_there:
        return no("works_in_another_department")
    if placed_since is not None and since < placed_since:
        return no("named_before_she_came")
    return no("is_resource_person_already") if is_named_already else YES


# -- training ---------------------------------------------------------------------------------------------------------


class Holds(StrEnum):
    """Whether a training still holds."""

    YES = "yes"
    SOON = "soon"
    LAPSED = "lapsed"


def valid_until(held_on: date, renewal_months: int | None) -> date | None:
    """The last day on which a training counts; none where it does not lapse."""
    return None if renewal_months is None else plus_months(held_on, renewal_months)


def holds(until: date | None, today: date) -> Holds:
    """Whether a training that counts until the day still holds, or is to be renewed soon."""
    if until is None or (until - today).days > SOON_DAYS:
        return Holds.YES
    return Holds.LAPSED if until < today else Holds.SOON


def may_note_training(*, held_on: date, today: date, workers: int, heads: int) -> Decision:
    """Whether a training can be noted as held, with those who took part."""
    return first_no(
        no("training_in_the_future") if held_on > today else YES,
        YES if workers + heads else no("someone_took_part"),
    )


# -- campaigns --------------------------------------------------------------------------------------------------------


def key_is_neutral(key: str) -> Decision:
    """Whether a campaign's key has the right shape and tells nobody what the page is about."""
    if not SHORTEST <= len(key) <= LONGEST or not KEY.fullmatch(key):
        return no("key_has_another_shape")
    if key in RESERVED:
        return no("key_is_taken")
    bare = key.replace("-", "")
    read = bare.translate(READ_AS)
    return no("key_hints") if any(hint in word for hint in HINTS for word in (bare, read)) else YES


def period_can_be(first_day: date, last_day: date | None) -> Decision:
    """Whether a campaign's days are in order."""
    return no("campaign_ends_before_it_begins") if last_day is not None and last_day < first_day else YES


def week_of(day: date) -> date:
    """The Monday of the day's week."""
    return date.fromordinal(day.toordinal() - day.weekday())
