"""The one way out: what a port takes and what it answers. No other module of the house reaches a mail server or a
gateway, and a promise holds that."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

SECONDS = 20  # the longest that a port waits for one answer


class Outcome(StrEnum):
    """What a port can say for certain, and that it cannot."""

    TAKEN = "taken"  # the other end has answered that it has it
    NOT_TAKEN = "not_taken"  # it certainly does not have it, and may be asked again
    REFUSED = "refused"  # it certainly does not have it, and never will
    UNKNOWN = "unknown"  # it may have it: nobody may send it again without a person's word


@dataclass(frozen=True, slots=True)
class Envelope:
    """A message as it leaves: words and address, which no log and no error may repeat."""

    reference: str
    to: str
    sender: str
    subject: str
    text: str

    def __repr__(self) -> str:
        return f"<Envelope {self.reference}>"


@dataclass(frozen=True, slots=True)
class Answer:
    outcome: Outcome
    reason: str = ""  # a code


class Port(Protocol):
    """One way out."""

    def deliver(self, envelope: Envelope) -> Answer:
        """Hands the message over, once. Never raises for what the other end does."""
