"""Tests run against a real PostgreSQL of their own: a throwaway cluster, a database for each test process."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from brobygger.config.cluster import Cluster

HERE = Path(__file__).resolve().parent.parent.parent / ".test-data"
os.environ["BROBYGGER_DATA"] = str(HERE)
os.environ.pop("BROBYGGER_WEB_DATABASE_URL", None)
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "brobygger.config.settings")

_cluster = Cluster(HERE / "postgresql", throwaway=True)
_name = f"test_{os.environ.get('PYTEST_XDIST_WORKER', 'alone')}"


def _fresh_database() -> str:
    owner = _cluster.start()
    with psycopg.connect(owner, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {_name} WITH (FORCE)")
        connection.execute(f"CREATE DATABASE {_name}")
    return _cluster.url(_name)


os.environ["DATABASE_URL"] = _fresh_database()


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker: pytest.FixtureRequest) -> Iterator[None]:
    """The tables, walls and shipped programmes are there, made by the owner; tests run as the web role."""
    from brobygger.config.database import prepare

    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        prepare()
        yield


@pytest.fixture
def committed(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[None]:
    """Real commits, for races and crashes; afterwards every row is gone but what was shipped."""
    from django.db import connections

    from brobygger.config.database import empty, ship

    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        yield
        connections["default"].close()
        empty()
        ship()
        connections["default"].close()
        connections["owner"].close()
