"""What is known about a volunteer when someone is to be found for a person."""

from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class CertificateFacts:
    """A certificate that the zone requires of someone, and whether the volunteer has it."""

    name: str
    needed_for: str
    has_it: bool
    expires_on: date | None = None


@dataclass(frozen=True, slots=True)
class VolunteerFacts:
    """One volunteer as the rules read her, on a day."""

    volunteer_id: int
    worker_id: int
    name: str
    active: bool = True
    gender: str = ""
    languages: frozenset[str] = frozenset({"da"})
    areas: frozenset[str] = frozenset()  # none named is everywhere
    forms: frozenset[str] = frozenset({"phone", "in_person"})
    days: int = 0
    evenings: int = 127
    most_cases: int = 3
    is_away: bool = False
    away_until: date | None = None  # None while away: until further notice
    certificates: tuple[CertificateFacts, ...] = ()
    conflicts: frozenset[str] = field(default_factory=frozenset)  # the kinds that hold for the person in question
