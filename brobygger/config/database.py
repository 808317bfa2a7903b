"""Making the database ready: the owner migrates, the web role gets exactly what it may."""

from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connections, transaction
from psycopg import sql

from brobygger.access import walls
from brobygger.base.decision import Refused
from brobygger.config import new_database, rights, statistics
from brobygger.config.keys import keep_marks, require_keys_of


class OnlyTheOwnerMigrates:
    """Tables are made by their owner; every read and write of the program goes by the web role."""

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool:
        return db == "owner"


def prepare() -> None:
    """The database has all tables, walls and what is shipped, and a web role with no more than it needs.

    Refused where it was written with other keys than those that are here.
    """
    require_keys_of("owner")
    if new_database.is_new("owner"):
        new_database.make_tables("owner")
    call_command("migrate", database="owner", verbosity=0, interactive=False)
    call_command("createcachetable", database="owner", verbosity=0)
    keep_marks()
    let_tables_be_analysed()
    build_walls()
    grant_web_role()
    ship()


def ship() -> None:
    """What every installation starts with is there: programmes, zones, offers, wordings, questions; and no people."""
    from brobygger.contact import shipping as wordings
    from brobygger.directory import shipping as offers
    from brobygger.packs import shipping as packs
    from brobygger.programmes import shipping as programmes
    from brobygger.referrals import coverage
    from brobygger.routes import shipping as questions
    from brobygger.staff.actions import open_first_zones
    from brobygger.trail.actions import keep_numbers_rising

    open_first_zones(programmes.ship())
    coverage.ship()
    offers.ship()
    wordings.ship()
    questions.ship()
    packs.ship()
    keep_numbers_rising()


def build_walls() -> None:
    """Every table is walled by the database itself, new tables included."""
    with connections["owner"].cursor() as cursor:
        for statement in walls.statements():
            cursor.execute(statement)


def let_tables_be_analysed() -> None:
    """An import may tell the planner how large the tables have become, though only their owner may analyse them."""
    from brobygger.intake.statistics import function

    with connections["owner"].cursor() as cursor:
        cursor.execute(function())


def grant_web_role() -> None:
    """The web role exists, owns nothing, bypasses nothing, may only add to the trail, and has what it is signed in by.

    A role of your own, named by BROBYGGER_WEB_DATABASE_URL, is given its rights and otherwise left as it is. Refused
    where the role could bypass the walls.
    """
    owner = connections["owner"]
    name = settings.DATABASES["default"]["USER"]
    role, database = sql.Identifier(name), sql.Identifier(owner.settings_dict["NAME"])
    with transaction.atomic(using="owner"), owner.cursor() as cursor:
        if not settings.WEB_ROLE_IS_YOURS:
            _make_role(cursor, role, name, settings.DATABASES["default"]["PASSWORD"])
        cursor.execute("SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = %s", [name])
        found = cursor.fetchone()
        if found is None or found[0]:
            raise Refused("web_role_is_missing_or_bypasses_the_walls")
        cursor.execute(*walls.lay_key())
        for statement in rights.statements(role, database):
            cursor.execute(statement.as_string(cursor.connection))
        statistics.hide(cursor, role)


def let_web_role_in() -> bool:
    """The web role that the program has made has its password again, and nothing that it set for itself; told is
    whether there is one."""
    name = settings.DATABASES["default"]["USER"]
    if settings.WEB_ROLE_IS_YOURS:
        return False
    with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [name])
        if cursor.fetchone() is None:
            return False
        _make_role(cursor, sql.Identifier(name), name, settings.DATABASES["default"]["PASSWORD"])
        statistics.hide(cursor, sql.Identifier(name))
    return True


def _make_role(cursor: Any, role: sql.Identifier, name: str, password: str) -> None:
    """Only a superuser may say NOSUPERUSER of a role that is there; such a role is given its password, and what it has
    set for itself is undone: PostgreSQL lets every role change its own."""
    cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [name])
    told = ["CREATE ROLE {role} LOGIN PASSWORD {password}"]
    if cursor.fetchone():
        told = [
            "ALTER ROLE {role} LOGIN PASSWORD {password} VALID UNTIL 'infinity'",
            "ALTER ROLE {role} RESET ALL",
            "ALTER ROLE {role} IN DATABASE {database} RESET ALL",
        ]
    database = sql.Identifier(connections["owner"].settings_dict["NAME"])
    for one in told:
        statement = sql.SQL(one).format(role=role, password=sql.Literal(password), database=database)
        cursor.execute(statement.as_string(cursor.connection))


def empty() -> None:
    """Every table of the program is empty; for tests, and for the demonstration that starts over."""
    tables = [model._meta.db_table for model in apps.get_models(include_auto_created=True)]
    with connections["owner"].cursor() as cursor:
        quoted = ", ".join(f'"{table}"' for table in tables if table != "django_content_type")
        cursor.execute(f"TRUNCATE {quoted} RESTART IDENTITY CASCADE")
