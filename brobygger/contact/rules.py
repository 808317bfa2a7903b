"""What may stand in a message: gaps of fixed kinds, and no word that tells what it is about. Pure."""

import re
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from string import Formatter

from brobygger.base.decision import YES, Decision, no

# A gap in a wording is named by its kind; nothing else can be put into it.
KINDS = {
    "day": re.compile(r"\d{4}-\d{2}-\d{2}"),
    "time": re.compile(r"([01]\d|2[0-3]):[0-5]\d"),
    "phone": re.compile(r"\+[1-9]\d{5,14}"),
    # A path of our own that says nothing: at most two letters, then a token.
    "link": re.compile(r"/[a-z]{1,2}/[A-Za-z0-9_-]{20,200}/"),
}
# Parts of words that would tell whoever reads along what kind of message it is; compared without regard to case.
GIVES_AWAY = (
    *("vold", "politi", "offer", "overgreb", "krise", "forbryd", "anmeld", "sag", "retten", "advokat", "trus", "stalk"),
    *("rådgiv", "støtte", "hjælp", "kommune", "social", "myndighed", "sikker", "dækhistorie", "kodeord", "brobygger"),
    *("violen", "police", "victim", "crime", "assault", "abus", "shelter", "crisis", "court", "threat", "counsel"),
    *("support", "case", "report", "authorit", "safe"),
)
PLAIN_NAME = re.compile(r"[A-Za-zÆØÅæøå0-9][A-Za-zÆØÅæøå0-9 ]{1,10}")
SHORT = 4  # shorter parts are looked for at the beginning of a word only
MOST_TRIES = 6
LONGEST_SMS = 306  # two parts
GO_WITHIN = timedelta(days=2)
LOOK_AGAIN = timedelta(minutes=10)  # after a closed hour, or while no way out is set up
EMAIL = re.compile(r"[^@\s,;<>\"]{1,64}@[^@\s,;<>\"]+\.[^@\s,;<>\".]{2,}")
# The reasons of the gate that a later hour takes away; everything else stops the message.
WAITS_FOR_THE_HOUR = frozenset({"not_her_day", "not_her_hours", "not_in_the_night"})


def gaps(*texts: str) -> frozenset[str] | None:
    """The gaps of a wording by their kinds; None where one is of no known kind."""
    found: set[str] = set()
    try:
        for text in texts:
            for _, name, form, conversion in Formatter().parse(text):
                if name is None:
                    continue
                if name not in KINDS or form or conversion:
                    return None
                found.add(name)
    except ValueError:
        return None
    return frozenset(found)


def may_fill(wanted: frozenset[str], values: Mapping[str, str]) -> Decision:
    """Whether the values fill the gaps, exactly, each by its kind."""
    if set(values) != wanted:
        return no("values_do_not_fit")
    if not all(_is_of_kind(kind, value) for kind, value in values.items()):
        return no("value_not_of_its_kind")
    return YES


def _is_of_kind(kind: str, value: str) -> bool:
    if not KINDS[kind].fullmatch(value):
        return False
    if kind != "day":
        return True
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True


def is_plain_name(name: str) -> Decision:
    """Whether messages may seem to come from the name: short enough for a phone, and it tells nothing."""
    plain = PLAIN_NAME.fullmatch(name) and not word_that_gives_away(name)
    return YES if plain else no("sender_gives_away")


def word_that_gives_away(*texts: str) -> str:
    """The first word that should not be read by whoever picks up the phone; empty where there is none."""
    for word in re.findall(r"\w+", " ".join(texts)):
        plain = word.casefold()
        if any(plain.startswith(part) if len(part) <= SHORT else part in plain for part in GIVES_AWAY):
            return str(word)
    return ""


def may_be_sent(*texts: str) -> Decision:
    """Whether the words may be written to a person: gaps of known kinds alone, and nothing that gives her away."""
    if gaps(*texts) is None:
        return no("gap_of_unknown_kind")
    return no("word_gives_away") if word_that_gives_away(*texts) else YES


def try_again_at(tries: int, now: datetime) -> datetime | None:
    """When a message that did not leave is tried again: 1, 4, 16 minutes and so on; None where it is given up."""
    if tries >= MOST_TRIES:
        return None
    return now + timedelta(minutes=4 ** (tries - 1))
