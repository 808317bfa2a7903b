"""By what a link leaves the house: the contact room brings its one way out; without mail there is only paper."""

from collections.abc import Mapping
from datetime import datetime
from typing import Protocol

from brobygger.staff.models import Worker


class Letters(Protocol):
    def leave(self) -> bool:
        """Whether an e-mail really leaves the house."""

    def send(self, *, to: Worker, zone_id: int, wording: str, values: Mapping[str, str], at: datetime) -> None:
        """The approved words wait to go to the worker's own address."""


class _Box:
    carrier: Letters | None = None


def carried_by(carrier: Letters) -> None:
    """From now on links are sent by this carrier."""
    _Box.carrier = carrier


def way_out() -> Letters | None:
    """By which e-mail leaves the house; None where there is only paper."""
    return _Box.carrier if _Box.carrier is not None and _Box.carrier.leave() else None
