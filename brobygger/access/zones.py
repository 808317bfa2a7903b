"""The database's own wall: inside the transaction only the rows of the actor's zones exist.

The database believes no one who merely names zones: the process signs them, for this connection and this transaction,
with a key that the web role cannot read. `walls` holds what the database does with it.
"""

import hashlib
import hmac
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import connection, models, transaction
from psycopg.pq import TransactionStatus

from brobygger.access.actor import Actor

# Names without a schema are the program's own: a temporary table comes last and can stand in for none of them.
SEARCH_PATH = "public, pg_temp"
HERE = (
    "SELECT set_config('search_path', %s, true), concat_ws('|', pg_backend_pid(),"
    " (extract(epoch FROM transaction_timestamp()) * 1000000)::bigint), current_setting('app.zones', true)"
)
# In the place of who acts: whoever she is that stands at the door is being looked up.
AT_SIGN_IN = "*"
# And in its place where nobody acts, but the queue takes its jobs up and puts them away.
THE_QUEUE = "queue"

# Beside each zone's own rows these hold rows without a zone, which every zone reads and only the owner writes.
SHARED_TOO = {"directory_offer", "directory_offerversion", "packs_pack", "programmes_dutydeadline"}


def enter(actor: Actor, *, here: str = "") -> None:
    """The running transaction sees the rows of the actor's zones and no others; refused outside a transaction.

    Whoever has asked `where` in this transaction already says so, and it is not asked again.
    """
    _tell(signed(actor.zones(), str(actor.user_id or ""), here or where()[0]))


def enter_at_sign_in() -> str:
    """Who acts in the running transaction is being found out; told is where that is, as `enter` takes it."""
    here, _ = where()
    _tell(signed((), AT_SIGN_IN, here))
    return here


def where() -> tuple[str, str]:
    """The connection and the transaction, as they are signed for, and what was told in it before."""
    if not connection.in_atomic_block:
        raise RuntimeError("zones are entered inside a transaction, so that they end with it")
    with connection.cursor() as cursor:
        cursor.execute(HERE, [SEARCH_PATH])
        _, here, before = cursor.fetchone()
    return here, before or ""


def _tell(told: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('app.zones', %s, true)", [told])


def signed(zones: Iterable[int], who: str, here: str) -> str:
    """What the database is told, and the signature by which it knows that the process said it."""
    told = f"{{{','.join(map(str, sorted(zones)))}}}|{who}|{here}"
    return f"{told}|{hmac.new(settings.WALL_KEY, told.encode(), hashlib.sha256).hexdigest()}"


def introduce(*, connection: Any, **_told: object) -> None:
    """A new connection of the web role is known as the process's own, in no zone and for no one."""
    if connection.alias == "default":
        with connection.cursor() as cursor:
            cursor.execute(*introduction(connection.connection.info.backend_pid))


def introduction(backend: int, who: str = "") -> tuple[str, list[str]]:
    """What a new connection is told, once, by whoever in the process has made it."""
    return "SELECT set_config('app.zones', %s, false)", [signed((), who, f"{backend}|")]


@contextmanager
def in_zones(actor: Actor) -> Iterator[None]:
    """A transaction in the actor's zones, for work outside a web request."""
    with transaction.atomic():
        enter(actor)
        yield


@contextmanager
def among(zones: Iterable[int]) -> Iterator[None]:
    """The running transaction is in these zones; afterwards it is in those that it was in before."""
    with _meanwhile(zones, ""):
        yield


@contextmanager
def at_sign_in(zones: Iterable[int] = ()) -> Iterator[None]:
    """The running transaction knows everyone who works here, and by what she signs in; it is in these zones, or none.

    Afterwards it is in those that it was in before.
    """
    with _meanwhile(zones, AT_SIGN_IN):
        yield


@contextmanager
def as_the_queue() -> Iterator[None]:
    """A transaction that sees the jobs of all zones, and nothing else of any."""
    with transaction.atomic(), _meanwhile((), THE_QUEUE):
        yield


@contextmanager
def _meanwhile(zones: Iterable[int], who: str) -> Iterator[None]:
    here, before = where()
    try:
        _tell(signed(zones, who, here))
        yield
    finally:
        # A transaction that has failed goes no further, or back to where it was in the zones of before.
        if connection.connection.info.transaction_status == TransactionStatus.INTRANS:
            _tell(before)


# Who works where, by which zones are entered; and who is asked to, which she answers from outside.
NOT_WALLED = ("staff_membership", "staff_roleoffer")


def walled_models() -> list[type[models.Model]]:
    """Every table whose rows belong to a zone, apart from the lists by which one comes to it."""
    return [
        model
        for model in apps.get_models()
        if model._meta.db_table not in NOT_WALLED and any(f.name == "zone" for f in model._meta.concrete_fields)
    ]
