"""Every field says what kind of data it holds and how long it may be kept; a promise holds every model to it."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """Identity: who she is; contact: how to reach her; sensitive: what she has been through; working: how work goes."""

    IDENTITY = "identity"
    CONTACT = "contact"
    SENSITIVE = "sensitive"
    WORKING = "working"
    PUBLIC = "public"


class Keep(StrEnum):
    """Keeping periods; the days stand in the programme's retention, this names which one rules."""

    UNTIL_ERASED = "until_erased"  # goes with the person, on the programme's schedule
    REGISTER = "register"  # carries no identity and outlives erasure
    IMPORT_30_DAYS = "import_30_days"  # what came with a file and could not be read
    TRAIL_5_YEARS = "trail_5_years"
    EMPLOYMENT = "employment"  # while the worker works here, and two years after
    PROGRAMME = "programme"  # as long as the programme lives
    CHILD_ARCHIVE = "child_archive"  # about a child: kept until the archive authority has said what becomes of it
    SESSION = "session"  # hours


@dataclass(frozen=True, slots=True)
class Classed:
    """The kind of each field of a model, and the keeping period of its rows."""

    keep: Keep
    kinds: dict[str, Kind]


def classed(keep: Keep, **fields: str) -> Classed:
    """Class a model's fields: `classed(Keep.REGISTER, working="id zone", identity="given_name")`.

    Raises ValueError where a field is named twice or a kind is unknown.
    """
    kinds: dict[str, Kind] = {}
    for kind, names in fields.items():
        for name in names.split():
            if name in kinds:
                raise ValueError(f"field {name} is classed twice")
            kinds[name] = Kind(kind)
    return Classed(keep, kinds)
