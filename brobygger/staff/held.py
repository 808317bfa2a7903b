"""What a worker may hold alone: each room says where it stands, who may see it, and how it finds another.

A room fills the list when it is set up, since this one may not look ahead; a promise holds that every column with a
worker in it is listed, or is explained.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.apps import apps
from django.db.models import Q, QuerySet
from django.utils.functional import Promise

from brobygger.access.actor import Actor, Role


@dataclass(frozen=True, slots=True)
class Holding:
    """One kind of thing that is a worker's alone."""

    key: str
    words: str | Promise
    model: str
    field: str  # whose it is
    open: Q  # as long as it waits for someone
    roles: Collection[Role]  # whoever has one of these in the zone can see it
    # The locked row is the worker's from now on, or, without one, back where everybody of the team sees it. False where
    # that cannot be, and someone has to be named.
    pass_on: Callable[[Any, int | None, Actor, datetime], bool]
    needs_someone: bool = False  # it waits on no list: without anyone named it is a leader's
    goes_back: bool = False  # whoever takes over: it waits again where everybody of the team sees it
    # The locked row, which was passed on at the first time, is the worker's again. False where whoever has it has gone
    # on with it.
    give_back: Callable[[Any, int, datetime, datetime], bool] = lambda row, worker, passed_at, at: False

    def rows(self, zone_id: int, workers: Collection[int]) -> QuerySet[Any]:
        """What these workers hold in the zone."""
        every: QuerySet[Any] = apps.get_model(self.model)._default_manager.all()
        return every.filter(self.open, zone_id=zone_id, **{f"{self.field}_id__in": workers})

    def holder(self, row: Any) -> int | None:
        holder: int | None = getattr(row, f"{self.field}_id")
        return holder


HOLDINGS: dict[str, Holding] = {}


def held_alone(*holdings: Holding) -> None:
    """From now on the house knows of these."""
    HOLDINGS.update({one.key: one for one in holdings})
