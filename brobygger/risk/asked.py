"""What a room above asks of someone, on the page of her own tasks; it says so when it is set up."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from brobygger.access.actor import Actor


@dataclass(frozen=True, slots=True)
class Asked:
    name: str  # of the person whom it is about
    words: str  # nothing where it is only a page that she takes part in
    due_on: date | None
    href: str


ASKED: dict[str, Callable[[Actor], Iterable[Asked]]] = {}


def asked_elsewhere(by: Actor) -> list[Asked]:
    """Everything that other rooms ask of her."""
    return [one for door in ASKED.values() for one in door(by)]
