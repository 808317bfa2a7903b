"""Single values as Danish offices write them: dates, times, yes and no, CPR numbers, telephones."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import lru_cache
from zoneinfo import ZoneInfo

from brobygger.base.languages import named

COPENHAGEN = ZoneInfo("Europe/Copenhagen")


class BadValue(ValueError):
    """A value that breaks its schema; the reason is a code."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Moment:
    """A point in Danish local time: as it was written, whether the hour was written, and with its offset."""

    local: datetime
    has_time: bool
    twice: bool  # in the hour that comes twice when summer time ends
    day: date
    stamp: str  # with its offset, as PostgreSQL reads it

    def is_before(self, other: "Moment") -> bool:
        """Whether it is certainly earlier; where an hour was not written, or came twice, the day alone decides."""
        if not (self.has_time and other.has_time) or (self.twice and other.twice):
            return self.day < other.day
        return self.local < other.local


DANISH = re.compile(r"(\d{1,2})[-./](\d{1,2})[-./](\d{4})(?:[ T]+(?:kl\.? *)?(\d{1,2})[:.](\d{2})(?:[:.](\d{2}))?)?")
ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[ T](\d{2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?)?")


# As programs write them in the place of the plain one.
HYPHENS = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-"))


@lru_cache(maxsize=100_000)
def moment(text: str) -> Moment:
    """`dd-mm-yyyy[ hh:mm]` or ISO, in Danish local time. Refused for anything else, and for an hour that never was."""
    text = text.translate(HYPHENS)
    if found := DANISH.fullmatch(text):
        day, month, year, *clock = found.groups()
    elif found := ISO.fullmatch(text):
        year, month, day, *clock = found.groups()
    else:
        raise BadValue("not_a_time")
    hour, minute, second = (int(part or 0) for part in clock)
    try:
        local = datetime(int(year), int(month), int(day), hour, minute, second)  # noqa: DTZ001
    except ValueError:
        raise BadValue("not_a_time") from None
    if not 1800 < local.year < 2200:
        raise BadValue("not_a_time")
    twice = False
    if clock[0] is not None and local.month in (3, 10) and local.hour in (2, 3):
        first, second_time = (local.replace(tzinfo=COPENHAGEN, fold=fold).utcoffset() for fold in (0, 1))
        if first is not None and second_time is not None and first < second_time:
            raise BadValue("an_hour_that_never_was")
        twice = first != second_time
    stamp = local.replace(tzinfo=COPENHAGEN).isoformat()
    return Moment(local, clock[0] is not None, twice, date(local.year, local.month, local.day), stamp)


@lru_cache(maxsize=100_000)
def day(text: str) -> date:
    """`dd-mm-yyyy` or ISO; a midnight that a spreadsheet added is let go. Refused for anything else."""
    try:
        found = moment(text)
    except BadValue:
        raise BadValue("not_a_date") from None
    if found.local.time() != datetime.min.time():
        raise BadValue("not_a_date")
    return found.day


YES = frozenset({"ja", "j", "yes", "y", "true", "sand", "1", "x"})
NO = frozenset({"nej", "n", "no", "false", "falsk", "0"})


def yes_or_no(text: str) -> bool:
    """`ja` or `nej`, in the ways that spreadsheets write them. Refused for anything else."""
    word = text.casefold()
    if word in YES:
        return True
    if word in NO:
        return False
    raise BadValue("not_yes_or_no")


WHOLE = re.compile(r"[+-]?\d{1,9}")


def whole(text: str) -> int:
    """A whole number. Refused for anything else."""
    if not WHOLE.fullmatch(text):
        raise BadValue("not_a_whole_number")
    return int(text)


@dataclass(frozen=True, slots=True)
class Cpr:
    """What a CPR number tells; the number itself is kept nowhere."""

    digits: str
    born: date
    gender: str


def cpr(text: str) -> Cpr:
    """`ddmmyyxxxx` with or without a hyphen; modulus 11 is never asked for. Refused where no such date can be."""
    digits = text.translate(HYPHENS).replace("-", "").replace(" ", "")
    if len(digits) != 10 or not (digits.isascii() and digits.isdigit()):
        raise BadValue("not_a_cpr_number")
    year, seventh = int(digits[4:6]), digits[6]
    if seventh in "0123":
        year += 1900
    elif seventh in "49":
        year += 2000 if year <= 36 else 1900
    else:
        year += 2000 if year <= 57 else 1800
    day = int(digits[0:2])
    try:
        born = date(year, int(digits[2:4]), day - 60 if day > 60 else day)  # an administrative number has 60 added
    except ValueError:
        raise BadValue("not_a_cpr_number") from None
    return Cpr(digits, born, "male" if int(digits[9]) % 2 else "female")


EMAIL = re.compile(r"[^@\s<>,;]+@[^@\s<>,;.]+(?:\.[^@\s<>,;.]+)+")


# What is written where nothing is known, in a field that may be empty.
NOTHING = frozenset(
    (
        *("ingen", "ukendt", "uoplyst", "ikke oplyst", "intet", "mangler", "none", "unknown", "null", "n/a", "nej"),
        *("-", "–", "?", "#n/a", "#i/t", "#ref!", "#reference!", "#value!", "#værdi!", "#name?", "#navn?"),
    )
)


def email(text: str) -> str:
    """An e-mail address. Refused where it cannot be one."""
    text = text.strip("<>;, ")
    if len(text) > 254 or not EMAIL.fullmatch(text):
        raise BadValue("not_an_email_address")
    return text


REGION = re.compile(r"(?<=^[a-z]{2})[-_][a-z]{2}$")
PLACE_BESIDE = re.compile(r"^(?:DK[- ]?)?(\d{3,4})(?: +[^\d]+)?$", re.I)


def postal_code(text: str) -> str:
    """The digits of a postcode, which may have its country or town beside it; the text itself where it has not."""
    found = PLACE_BESIDE.fullmatch(text)
    return found[1] if found else text


SEVERAL = re.compile(r"[/,;&+]|\b(?:og|eller|and|or)\b")


def languages(text: str) -> list[str]:
    """Each of the languages that are written, as it stands."""
    return [one.strip(" ()") for one in SEVERAL.split(text.casefold()) if one.strip(" ()")]


def language(text: str) -> str:
    """An ISO 639-1 code, or a Danish or English name of a language that the program offers; Danish is empty. Refused
    for anything else."""
    word = REGION.sub("", text.casefold())
    if (code := named(word)) is not None:
        return "" if code == "da" else code
    if len(word) == 2 and word.isascii() and word.isalpha():
        return word
    raise BadValue("not_a_language_code")


def age_on(born: date, on: date) -> int:
    """Whole years; negative for someone born after the day."""
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


@lru_cache(maxsize=1_000)
def midnight(of: date) -> str:
    """The beginning of a Danish day with its offset, as PostgreSQL reads it."""
    return datetime.combine(of, time.min, COPENHAGEN).isoformat()
