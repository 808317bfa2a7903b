"""How long something may stand still, as data with a day from which it holds. Pure: no Django, no clock."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from brobygger.base.workdays import Calendar, closed_days

FILE = Path(__file__).parent / "shipped" / "deadlines.json"
LONGEST = 60  # working days; longer is no deadline


@dataclass(frozen=True, slots=True)
class Limit:
    """Working days until the coordinator is told, and how many more until the leader is."""

    first: int
    then: int


@dataclass(frozen=True, slots=True)
class Policy:
    """One version of what a zone has decided: the limits by `kind.state`, and how an alarm may be put off."""

    valid_from: date
    limits: Mapping[str, Limit]
    calendar: Calendar
    most_days: int  # an answer may put it off by so many working days at most
    most_postponements: int  # after so many it is the leader's to answer

    def limit(self, kind: str, state: str) -> Limit | None:
        """How long the thing may stand in the state; None where nobody has said."""
        return self.limits.get(f"{kind}.{state}")


def read(told: Mapping[str, Any], *, under: Policy | None = None) -> Policy:
    """A policy as it is kept; what it does not name goes by the policy under it."""
    limits = dict(under.limits) if under is not None else {}
    limits |= {key: Limit(*days) for key, days in told["limits"].items()}
    valid_from = told["valid_from"]
    return Policy(
        valid_from=valid_from if isinstance(valid_from, date) else date.fromisoformat(valid_from),
        limits=limits,
        calendar=Calendar(closed=closed_days(told["closed_days"])),
        most_days=told["most_days"],
        most_postponements=told["most_postponements"],
    )


SHIPPED = read(json.loads(FILE.read_text(encoding="utf-8")))


def holding(versions: Sequence[Policy], on: date) -> Policy:
    """The version that holds on the day: the newest of those from that day or earlier; the shipped one before them.

    The versions come in the order in which they were decided: of two from the same day the later one holds.
    """
    found = [version for version in versions if version.valid_from <= on]
    return max(reversed(found), key=lambda version: version.valid_from) if found else SHIPPED
