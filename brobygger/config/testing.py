"""Tests run against a real PostgreSQL of their own: a throwaway cluster, a database for each test process.

Tables, walls, what is shipped and the cast are made once, in a template that each test process copies; the template is
named by what it was made from, and made anew where that has changed.
"""

import fcntl
import hashlib
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from brobygger.config.cluster import Cluster

ROOMS = Path(__file__).resolve().parent.parent
HERE = ROOMS.parent / ".test-data"
os.environ["BROBYGGER_DATA"] = str(HERE)
os.environ.pop("BROBYGGER_WEB_DATABASE_URL", None)
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "brobygger.config.settings")

_cluster = Cluster(HERE / "postgresql", throwaway=True)
_name = f"test_{os.environ.get('PYTEST_XDIST_WORKER', 'alone')}"


# What decides how a new database looks: the tables, the walls, what is shipped, and the cast.
MADE_FROM = """
../cast.py */migrations/*.py */models.py */shipped/* */ship*.py programmes/*.py packs/*.py trail/*.py access/walls.py
access/zones.py config/database.py config/new_database.py config/rights.py config/statistics.py intake/statistics.py
evaluation/counting.py people/found_by_name.py referrals/coverage.py staff/actions.py
""".split()  # noqa: SIM905


def _template() -> str:
    digest = hashlib.sha256()
    for path in sorted(path for pattern in MADE_FROM for path in ROOMS.glob(pattern) if path.is_file()):
        digest.update(path.read_bytes())
    return f"made_{digest.hexdigest()[:16]}"


TEMPLATE = _template()
CAST = HERE / f"{TEMPLATE}.cast"


def _fresh_database() -> str:
    with psycopg.connect(_cluster.start(), autocommit=True) as connection, (HERE / "template.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        made = [name for (name,) in connection.execute("SELECT datname FROM pg_database WHERE datname LIKE 'made_%'")]
        if TEMPLATE not in made:
            for name in [*made, "making"]:
                connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
            connection.execute("CREATE DATABASE making")
            told = {**os.environ, "DATABASE_URL": _cluster.url("making")}
            make = [sys.executable, "-m", "cast", str(CAST)]
            subprocess.run(make, cwd=ROOMS.parent, env=told, check=True)  # noqa: S603  our own
            connection.execute(f"ALTER DATABASE making RENAME TO {TEMPLATE}")
        _copy(TEMPLATE, _name)
    return _cluster.url(_name)


def _copy(template: str, name: str) -> None:
    """The database is as the template is, whoever was using it."""
    with psycopg.connect(_cluster.url("postgres"), autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {template}")


os.environ["DATABASE_URL"] = _fresh_database()


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker: pytest.FixtureRequest) -> Iterator[None]:
    """The tables, walls, shipped programmes and the cast are there, made by the owner; tests run as the web role."""
    from django.db import connections

    from brobygger.config.database import grant_web_role

    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        grant_web_role()
        connections.close_all()
        _copy(_name, f"{_name}_kept")
        yield


@pytest.fixture
def committed(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[None]:
    """Real commits, for races and crashes; afterwards the database is as it was."""
    from django.db import connections

    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        yield
        connections.close_all()
        _copy(f"{_name}_kept", _name)


@pytest.fixture
def uninhabited(committed: None) -> None:
    """Real commits in a house as it is shipped, where nobody works yet."""
    from brobygger.config.database import empty, ship

    empty()
    ship()
