"""Preparing a PostgreSQL of one's own: by an owner who is no superuser, again and again, and never past the walls."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import psycopg
import pytest

from brobygger.config.cluster import Cluster


@pytest.fixture
def elsewhere(tmp_path: Path):
    """A PostgreSQL where the program owns one database and may make roles, and no more."""
    cluster = Cluster(tmp_path / "theirs", throwaway=True)
    address = cluster.start()
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute("CREATE ROLE plain LOGIN CREATEROLE PASSWORD 'plain'")
        connection.execute("CREATE DATABASE plain OWNER plain")
        host = parse_qs(urlsplit(address).query)["host"][0]
        yield connection, f"plain?host={host}", tmp_path / "data"
    cluster.remove()


def brobygger(*words: str, data: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("BROBYGGER_", "DATABASE_"))}
    command = [str(Path(sys.executable).with_name("brobygger")), *words]
    told = {**kept, "BROBYGGER_DATA": str(data), **environment}
    return subprocess.run(command, env=told, capture_output=True, text=True, timeout=120, check=False)


def test_an_owner_who_is_no_superuser_prepares_as_often_as_she_likes(elsewhere):
    connection, place, data = elsewhere
    for _ in range(2):
        done = brobygger("prepare", data=data, DATABASE_URL=f"postgresql://plain:plain@/{place}")
        assert (done.returncode, done.stderr) == (0, "")
    role = connection.execute("SELECT rolsuper, rolbypassrls FROM pg_roles WHERE rolname = 'plain_web'").fetchone()
    assert role == (False, False)
    figures = brobygger("figures", data=data, DATABASE_URL=f"postgresql://plain:plain@/{place}")
    assert figures.returncode == 0


def test_a_web_role_of_your_own_is_used_and_one_that_bypasses_the_walls_is_refused(elsewhere):
    connection, place, data = elsewhere
    connection.execute("CREATE ROLE theirs LOGIN PASSWORD 'theirs'")
    addresses = {
        "DATABASE_URL": f"postgresql://plain:plain@/{place}",
        "BROBYGGER_WEB_DATABASE_URL": f"postgresql://theirs:theirs@/{place}",
    }
    assert brobygger("prepare", data=data, **addresses).returncode == 0
    assert connection.execute("SELECT count(*) FROM pg_roles WHERE rolname = 'plain_web'").fetchone() == (0,)
    assert brobygger("figures", data=data, **addresses).returncode == 0
    connection.execute("ALTER ROLE theirs BYPASSRLS")
    refused = brobygger("prepare", data=data, **addresses)
    assert refused.returncode == 1
    assert "NOBYPASSRLS" in refused.stderr
    assert len(refused.stderr.splitlines()) == 1
