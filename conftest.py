"""What every test has: the cast on a database of its own, a fixed morning, deeds at once."""

import pickle
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from functools import cache
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest

from brobygger.access.actor import Actor
from brobygger.config.testing import CAST, committed, django_db_setup, uninhabited  # noqa: F401
from cast import CHEAP
from cast import NOW as NOW
from cast import Cast as Cast
from cast import give_role as give_role
from cast import runs as runs


def pytest_configure() -> None:
    """Passwords of the cast are hashed cheaply. Static files keep their names.

    Whatever zones a test stands in, a client signs in where signing in is done, as on the page for it.
    """
    from django.conf import settings
    from django.test import Client
    from hypothesis import settings as hypothesis

    hypothesis.register_profile("no_clock", deadline=None)
    hypothesis.load_profile("no_clock")
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}
    settings.WHITENOISE_AUTOREFRESH = True
    settings.PASSWORD_HASHERS = CHEAP
    sign_in = Client.force_login

    def at_the_door(self: Client, *told: Any, **more: Any) -> None:
        from django.db import transaction

        from brobygger.access.zones import at_sign_in

        with transaction.atomic(), at_sign_in():
            sign_in(self, *told, **more)

    Client.force_login = at_the_door  # type: ignore[method-assign, assignment]


@pytest.fixture(autouse=True, scope="session")
def _every_deed_is_in_the_trail() -> None:
    from promises.trailed import watch

    watch()


@pytest.fixture(autouse=True)
def _every_fact_of_the_trail_is_a_code(monkeypatch: pytest.MonkeyPatch) -> None:
    """What would be withheld from the trail is a mistake of the program's; a person's own words are tried apart."""
    from brobygger.trail import actions

    def refuse(name: str) -> str:
        raise ValueError(f"the trail takes codes and numbers: {name}")

    monkeypatch.setattr(actions, "_withheld", refuse)


@pytest.fixture(autouse=True)
def _in_danish() -> None:
    """A page that the test before asked for in English leaves nothing behind."""
    from django.utils import translation

    translation.deactivate()


@pytest.fixture
def now() -> datetime:
    """A Wednesday morning in Copenhagen, within calling hours."""
    return NOW


@pytest.fixture
def own_uploads(settings: Any, tmp_path: Path) -> Path:
    """A folder of uploads that no other test process hands anything into, or sweeps."""
    settings.FILE_UPLOAD_TEMP_DIR = tmp_path / "uploads"
    settings.FILE_UPLOAD_TEMP_DIR.mkdir(mode=0o700)
    return Path(settings.FILE_UPLOAD_TEMP_DIR)


@cache
def _kept_cast() -> bytes:
    return CAST.read_bytes()


def standing_cast() -> Cast:
    """A copy of one's own of the cast as it stands in every test's database."""
    cast: Cast = pickle.loads(_kept_cast())
    return cast


@pytest.fixture
def cast(db: None) -> Cast:
    """The cast, in a transaction that is undone after the test."""
    return standing_cast()


def at_once(*deeds: Callable[[], Any]) -> list[Any]:
    """The deeds begin at the same moment, each on a connection of its own; their answers or refusals in order."""
    from django.db import connections

    from brobygger.base.decision import Refused

    start = Barrier(len(deeds))

    def run(deed: Callable[[], Any]) -> Any:
        try:
            start.wait(60)
            return deed()
        except Refused as refused:
            return refused.reason
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(deeds)) as pool:
        return [future.result(60) for future in [pool.submit(run, deed) for deed in deeds]]


def as_worker(worker: Any, deed: Callable[[Actor], Any]) -> Callable[[], Any]:
    """The deed, done by the worker in a transaction of her own."""

    def run() -> Any:
        from brobygger.access.who import actor_for
        from brobygger.access.zones import in_zones

        by = actor_for(worker.pk)
        with in_zones(by):
            return deed(by)

    return run
