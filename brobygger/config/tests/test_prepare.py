"""Preparing a PostgreSQL of one's own: by an owner who is no superuser, again and again, and never past the walls."""

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


def test_what_the_web_role_has_done_to_itself_is_undone(elsewhere):
    """PostgreSQL lets every role change its own password and settings."""
    connection, place, data = elsewhere
    owner = {"DATABASE_URL": f"postgresql://plain:plain@/{place}"}
    assert brobygger("prepare", data=data, **owner).returncode == 0
    connection.execute("ALTER ROLE plain_web PASSWORD 'hers'")
    done = brobygger("leaks", data=data, **owner)
    assert (done.returncode, done.stderr) == (0, "")
    connection.execute("ALTER ROLE plain_web SET default_transaction_read_only = on")
    connection.execute("ALTER ROLE plain_web IN DATABASE plain SET statement_timeout = 1")
    assert brobygger("prepare", data=data, **owner).returncode == 0
    kept = connection.execute("SELECT setconfig FROM pg_db_role_setting").fetchall()
    assert not any("read_only" in str(one) or "timeout" in str(one) for one in kept)
    assert brobygger("leaks", data=data, **owner).returncode == 0


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


WALLS = """
SELECT 'policy', tablename || policyname, cmd || coalesce(qual, '') || coalesce(with_check, '') FROM pg_policies
UNION SELECT 'trigger', tgrelid::regclass || tgname, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal
UNION SELECT 'function', proname, md5(prosrc) || coalesce(proconfig::text, '') || prosecdef FROM pg_proc
    WHERE proname LIKE 'brobygger%'
UNION SELECT 'right', table_name || column_name, string_agg(privilege_type, ' ' ORDER BY privilege_type)
    FROM information_schema.column_privileges WHERE grantee = 'plain_web' GROUP BY table_name, column_name
"""
FORMER_RELEASE = """
DROP FUNCTION brobygger_colleagues CASCADE;
CREATE POLICY zone_wall ON staff_worker USING (brobygger_claim(2) IS NOT NULL);
CREATE POLICY zone_wall ON staff_membership USING (brobygger_claim(2) IS NOT NULL);
DROP POLICY zone_wall ON django_session;
CREATE POLICY zone_wall ON django_session USING (brobygger_claim(2) IS NOT NULL);
DROP TRIGGER who_she_is_is_settled_at_the_door ON staff_worker;
GRANT INSERT, UPDATE, DELETE ON account_emailaddress TO plain_web;
ALTER TABLE staff_roleoffer DROP COLUMN name, DROP COLUMN email;
ALTER TABLE staff_membership DROP COLUMN why_over;
DROP TABLE staff_passedon;
DELETE FROM django_migrations WHERE app = 'staff' AND name > '0008';
INSERT INTO staff_worker (password, email, name, language, is_active, invited_at, way)
    VALUES ('!', 'new@x.invalid', 'Ny', 'da', true, now(), ''), ('a', 'in@x.invalid', 'Inde', 'da', true, now(), '');
INSERT INTO staff_membership (worker_id, zone_id, role, since) SELECT w.id, z.id, 'worker', current_date
    FROM staff_worker w CROSS JOIN (SELECT min(id) AS id FROM staff_zone) z;
"""


def test_a_database_of_the_former_release_gets_the_walls_of_this_one(elsewhere):
    _connection, place, data = elsewhere
    address = f"postgresql://plain:plain@/{place}"
    assert brobygger("prepare", data=data, DATABASE_URL=address).returncode == 0
    with psycopg.connect(address, autocommit=True) as owner:
        new = set(owner.execute(WALLS).fetchall())
        owner.execute(FORMER_RELEASE)
        assert set(owner.execute(WALLS).fetchall()) != new
        done = brobygger("prepare", data=data, DATABASE_URL=address)
        assert (done.returncode, done.stderr) == (0, "")
        assert set(owner.execute(WALLS).fetchall()) == new
        # Who was invited and has not come in is asked; who has come in has the role.
        offers = owner.execute("SELECT email, state FROM staff_roleoffer").fetchall()
        assert offers == [("new@x.invalid", "waiting")]
        roles = "SELECT w.email FROM staff_membership m JOIN staff_worker w ON w.id = m.worker_id"
        assert owner.execute(roles).fetchall() == [("in@x.invalid",)]
