"""The database's own wall: inside the transaction only the rows of the actor's zones exist."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from django.apps import apps
from django.db import connection, models, transaction

from brobygger.access.actor import Actor

ZONES = "(SELECT NULLIF(current_setting('app.zones', true), '')::bigint[])"


def enter(actor: Actor) -> None:
    """The running transaction sees the rows of the actor's zones and no others; refused outside a transaction."""
    if not connection.in_atomic_block:
        raise RuntimeError("zones are entered inside a transaction, so that they end with it")
    with connection.cursor() as cursor:
        listed = "{" + ",".join(map(str, sorted(actor.zones()))) + "}"
        cursor.execute("SELECT set_config('app.zones', %s, true)", [listed])


@contextmanager
def in_zones(actor: Actor) -> Iterator[None]:
    """A transaction in the actor's zones, for work outside a web request."""
    with transaction.atomic():
        enter(actor)
        yield


@contextmanager
def among(zones: Iterable[int]) -> Iterator[None]:
    """The running transaction is in these zones; afterwards it is in those that it was in before."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('app.zones', true)")
        before = cursor.fetchone()[0] or ""
        enter(Actor(user_id=None, roles=frozenset(("", zone) for zone in zones)))
        yield
        cursor.execute("SELECT set_config('app.zones', %s, true)", [before])


def wall_statements(table: str) -> list[str]:
    """The SQL by which a table shows and takes only rows of the zones entered; safe to repeat.

    A row without a zone (signing in, say) belongs to no one's room and tells nothing about a person.
    """
    inside = f"zone_id = ANY ({ZONES}::bigint[])"
    if table == "trail_entry":
        inside += " OR zone_id IS NULL"
    return [
        f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
        f"DROP POLICY IF EXISTS zone_wall ON {table}",
        f"CREATE POLICY zone_wall ON {table} USING ({inside}) WITH CHECK ({inside})",
    ]


def walled_models() -> list[type[models.Model]]:
    """Every table whose rows belong to a zone, apart from the list of who works where, by which zones are entered."""
    return [
        model
        for model in apps.get_models()
        if model._meta.db_table != "staff_membership" and any(f.name == "zone" for f in model._meta.concrete_fields)
    ]
