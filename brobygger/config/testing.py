"""Tests run against a real PostgreSQL of their own: a throwaway cluster, a database for each test process.

Tables, walls and what is shipped are made once, in a template that each test process copies; the template is named by
what it was made from, and made anew where that has changed.
"""

from __future__ import annotations

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


# What decides how a new database looks: the tables, the walls, and what is shipped.
MADE_FROM = """
*/migrations/*.py */models.py */shipped/* */ship*.py programmes/*.py trail/*.py access/walls.py access/zones.py
config/database.py config/rights.py config/statistics.py intake/statistics.py referrals/coverage.py staff/actions.py
""".split()  # noqa: SIM905


def _template() -> str:
    digest = hashlib.sha256()
    for path in sorted(path for pattern in MADE_FROM for path in ROOMS.glob(pattern) if path.is_file()):
        digest.update(path.read_bytes())
    return f"made_{digest.hexdigest()[:16]}"


def _fresh_database() -> str:
    owner, template = _cluster.start(), _template()
    with psycopg.connect(owner, autocommit=True) as connection, (HERE / "template.lock").open("w") as lock:
        connection.execute(f"DROP DATABASE IF EXISTS {_name} WITH (FORCE)")
        fcntl.flock(lock, fcntl.LOCK_EX)
        made = [name for (name,) in connection.execute("SELECT datname FROM pg_database WHERE datname LIKE 'made_%'")]
        if template not in made:
            for name in [*made, "making"]:
                connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
            connection.execute("CREATE DATABASE making")
            told = {**os.environ, "DATABASE_URL": _cluster.url("making")}
            prepare = [sys.executable, "-c", "from brobygger.config.command_line import main; main()", "prepare"]
            subprocess.run(prepare, cwd=ROOMS.parent, env=told, stdout=subprocess.DEVNULL, check=True)  # noqa: S603  our own
            connection.execute(f"ALTER DATABASE making RENAME TO {template}")
        connection.execute(f"CREATE DATABASE {_name} TEMPLATE {template}")
    return _cluster.url(_name)


os.environ["DATABASE_URL"] = _fresh_database()


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker: pytest.FixtureRequest) -> Iterator[None]:
    """The tables, walls and shipped programmes are there, made by the owner; tests run as the web role."""
    from brobygger.config.database import grant_web_role

    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        grant_web_role()
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
