"""One of the two towns of the demonstration, as those who fill it act in it."""

from collections.abc import Mapping
from dataclasses import dataclass

from brobygger.access.actor import Actor
from brobygger.access.who import actor_for
from brobygger.access.zones import enter


@dataclass(frozen=True, slots=True)
class Town:
    """One municipality, and who works there by e-mail."""

    zone_key: str
    zone_id: int
    programme_id: int
    ids: Mapping[str, int]

    def actor(self, email: str) -> Actor:
        """The colleague as an actor, and the transaction in her zones."""
        actor = actor_for(self.ids[email])
        enter(actor)
        return actor
