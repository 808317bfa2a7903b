"""Tables made at once are those that the migrations make, one after the other."""

import os
import subprocess
import sys
from collections.abc import Iterator

import psycopg
import pytest
from django.db import connections

from brobygger.config.addresses import CHECKOUT, url_of

STRUCTURE = """
SELECT 'column', table_name || '.' || column_name, concat_ws(' ', udt_name, character_maximum_length, is_nullable,
    column_default, collation_name, is_identity, identity_generation)
FROM information_schema.columns WHERE table_schema = 'public'
UNION ALL SELECT 'constraint', conrelid::regclass || '.' || conname, pg_get_constraintdef(oid) FROM pg_constraint
    WHERE connamespace = 'public'::regnamespace AND contype <> 'n'
UNION ALL SELECT 'index', indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'
UNION ALL SELECT 'trigger', tgrelid::regclass || '.' || tgname, pg_get_triggerdef(oid) FROM pg_trigger
    WHERE NOT tgisinternal
UNION ALL SELECT 'function', oid::regprocedure::text, prosrc FROM pg_proc WHERE pronamespace = 'public'::regnamespace
UNION ALL SELECT 'migration', app || '.' || name, '' FROM django_migrations
UNION ALL SELECT 'kind', app_label || '.' || model, '' FROM django_content_type
"""
SETUP = "import django; django.setup()\n"
AT_ONCE = "from brobygger.config.new_database import make_tables; make_tables('owner')"
# A step draws anew the models that it changes, and not all that they lead to: three minutes would be one.
ONE_BY_ONE = """
from django.core.management import call_command
from django.db.migrations.state import ProjectState
ProjectState._find_reload_model = lambda self, app, name, delay=False: {(app, name)}
call_command('migrate', database='owner', verbosity=0)
"""


CUT_OFF = f"""
from django.db.migrations.recorder import MigrationRecorder
keep = MigrationRecorder.record_applied
def record(self, app, name):
    assert app == 'procrastinate'
    keep(self, app, name)
MigrationRecorder.record_applied = record
{AT_ONCE}
"""
# Nobody's table: Django's own model and its migration do not agree on how wide its number is.
NOT_LOOKED_AT = "auth_group_permissions.id"


@pytest.fixture
def databases(django_db_setup: None) -> Iterator[tuple[str, str]]:
    """The addresses of two empty databases of the owner's."""
    told = connections["owner"].settings_dict
    names = [f"{told['NAME']}_new_{number}" for number in (1, 2)]
    with psycopg.connect(url_of({**told, "NAME": "postgres"}), autocommit=True) as server:
        for name in names:
            server.execute(f"CREATE DATABASE {name}")
        yield url_of({**told, "NAME": names[0]}), url_of({**told, "NAME": names[1]})
        for name in names:
            server.execute(f"DROP DATABASE {name} WITH (FORCE)")


def _run(deed: str, database: str) -> int:
    run = [sys.executable, "-c", SETUP + deed]
    told = {**os.environ, "DATABASE_URL": database}
    return subprocess.run(run, cwd=CHECKOUT, env=told, stderr=subprocess.DEVNULL, check=False).returncode


def _structure(database: str) -> dict[tuple[str, str], str]:
    with psycopg.connect(database) as made:
        return {(kind, name): how for kind, name, how in made.execute(STRUCTURE) if name != NOT_LOOKED_AT}


def test_tables_made_at_once_are_those_of_the_migrations_even_after_a_cut(databases: tuple[str, str]) -> None:
    assert _run(CUT_OFF, databases[0]) == 1
    assert _run(AT_ONCE, databases[0]) == 0
    assert _run(ONE_BY_ONE, databases[1]) == 0
    at_once, one_by_one = map(_structure, databases)
    assert len(one_by_one) > 1000
    assert at_once.keys() ^ one_by_one.keys() == set()
    assert {name: (how, one_by_one[name]) for name, how in at_once.items() if how != one_by_one[name]} == {}
