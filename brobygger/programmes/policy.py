"""What a programme has decided about its calls, as plain facts that rules can be asked with."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Policy:
    """When a person may be rung and how often."""

    most_attempts: int
    bands: tuple[tuple[int, int], ...]  # half-open hours of the clock
    weekdays: frozenset[int]  # ISO: Monday is 1
    hours_between: int
    hold_minutes: int
    follow_days: int


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the script: what it is for, and what to say."""

    heading: str
    say: str


@dataclass(frozen=True, slots=True)
class ScriptText:
    """A version of the script in one language."""

    id: int
    language: str
    steps: tuple[Step, ...]
    fallback: bool  # there is none in the language that was asked for


@dataclass(frozen=True, slots=True)
class Wording:
    """A version of the consent's exact words in one language."""

    id: int
    language: str
    text: str
    fallback: bool


@dataclass(frozen=True, slots=True)
class ForACall:
    """What holds for one call: when, what to say, and the consent to read."""

    policy: Policy
    script: ScriptText | None
    consent: Wording | None


@dataclass(frozen=True, slots=True)
class Attempts:
    """Everything that a leader decides about attempts, as it is told."""

    most_attempts: int
    bands: tuple[tuple[int, int], ...]
    weekdays: frozenset[int]
    hours_between: int
    hold_minutes: int
    follow_days: int
    first_contact_basis: str
    first_contact_note: str = ""

    def fields(self) -> dict[str, int | str]:
        """What is kept as it is told."""
        names = ("most_attempts", "hours_between", "hold_minutes", "follow_days")
        return {
            **{name: getattr(self, name) for name in names},
            "first_contact_basis": self.first_contact_basis,
            "first_contact_note": self.first_contact_note,
        }
