"""One answer for the refusal, the grey button and the trail: yes, or no with a reason code."""

from dataclasses import dataclass
from typing import Any


class Refused(Exception):
    """An action was refused; `reason` is a code whose words live in the catalogues. `facts` fill their gaps, for the
    reader alone: they are in no log."""

    def __init__(self, reason: str, **facts: Any) -> None:
        super().__init__(reason)
        self.reason, self.facts = reason, facts


class NotFound(Refused):
    """What the actor may not see does not exist for her: shown as 404."""


@dataclass(frozen=True, slots=True)
class Decision:
    """Truthy where allowed; otherwise carries the reason code of the first thing that stands in the way."""

    reason: str = ""

    def __bool__(self) -> bool:
        return not self.reason

    def require(self) -> None:
        """Nothing happens where allowed; raises NotFound for `not_found`, and Refused with the reason otherwise."""
        if self.reason:
            raise (NotFound if self.reason == "not_found" else Refused)(self.reason)


YES = Decision()


def no(reason: str) -> Decision:
    """A refusal with its reason code."""
    return Decision(reason)


def first_no(*decisions: Decision) -> Decision:
    """The first refusal among several decisions, or yes."""
    return next((d for d in decisions if not d), YES)
