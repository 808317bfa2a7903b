"""Every field is classed, every table about a person is walled, every time of an act has its actor."""

import pytest
from django.apps import apps
from django.db import connection, models

from brobygger.access.zones import walled_models
from brobygger.base.classed import Classed, Kind

MODELS = [m for m in apps.get_models() if m.__module__.startswith("brobygger.")]
ABOUT_A_PERSON = {Kind.IDENTITY, Kind.CONTACT, Kind.SENSITIVE}


@pytest.mark.parametrize("model", MODELS, ids=lambda m: m.__name__)
def test_every_field_is_classed_and_has_a_keeping_period(model):
    told = getattr(model, "classed", None)
    assert isinstance(told, Classed), "the model says nothing of what it holds"
    fields = {f.name for f in (*model._meta.concrete_fields, *model._meta.many_to_many)}
    assert set(told.kinds) == fields


@pytest.mark.parametrize("model", MODELS, ids=lambda m: m.__name__)
def test_what_is_about_a_person_belongs_to_a_zone(model):
    if ABOUT_A_PERSON & set(model.classed.kinds.values()):
        assert model in walled_models()


@pytest.mark.parametrize("model", MODELS, ids=lambda m: m.__name__)
def test_no_free_text_about_a_person_lies_open(model):
    """What someone wrote about a person is sealed; text that must be searched or printed is short and classed."""
    open_text = {
        f.name
        for f in model._meta.concrete_fields
        if isinstance(f, models.TextField) and not f.generated and model.classed.kinds[f.name] is Kind.SENSITIVE
    }
    assert open_text <= {"wording_text"}  # the programme's own words, not hers


def test_the_database_itself_walls_every_such_table(db):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class WHERE NOT relrowsecurity AND relkind IN ('r', 'p')"
            " AND relnamespace = 'public'::regnamespace"
            " AND has_any_column_privilege(oid, 'SELECT, INSERT, UPDATE')"
        )
        assert cursor.fetchall() == []


# By it one signs in, wherever one works: no other zone is told more than that there is such an address.
NOT_OF_A_ZONE = {("staff_worker", "email"), ("account_emailaddress", "email")}
HELD = """
SELECT DISTINCT t.relname, a.attname, i.relname, first.attname FROM pg_index x
JOIN pg_class t ON t.oid = x.indrelid AND t.relnamespace = 'public'::regnamespace
JOIN pg_class i ON i.oid = x.indexrelid
JOIN pg_attribute a ON a.attrelid = t.oid AND (a.attnum = ANY (x.indkey::int2[]) OR EXISTS (
    SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = i.oid AND d.refobjid = t.oid
        AND d.refobjsubid = a.attnum))
LEFT JOIN pg_attribute first ON first.attrelid = t.oid AND first.attnum = x.indkey[0]
"""


def test_an_index_that_holds_someones_words_begins_with_the_zone(db):
    """EXPLAIN tells how many rows an index has found: of the zones entered alone, where it begins with the zone."""
    words = {
        (m._meta.db_table, f.column)
        for m in MODELS
        for f in m._meta.concrete_fields
        if not f.is_relation and m.classed.kinds[f.name] in ABOUT_A_PERSON
    } | {(table, "email") for table in ("staff_worker", "staff_roleoffer", "account_emailaddress")}
    with connection.cursor() as cursor:
        cursor.execute(HELD)
        held = [row for row in cursor.fetchall() if row[:2] in words - NOT_OF_A_ZONE]
    assert "people_found_by_number" in {index for _table, _column, index, _first in held}, "nothing is found any more"
    assert [row for row in held if row[3] != "zone_id"] == []


def test_the_web_role_can_bypass_nothing(db):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT rolsuper, rolbypassrls, rolcreaterole, rolcreatedb FROM pg_roles WHERE rolname = current_user"
        )
        assert cursor.fetchone() == (False, False, False, False)
        cursor.execute("SELECT count(*) FROM pg_tables WHERE tableowner = current_user AND schemaname = 'public'")
        assert cursor.fetchone() == (0,)
        cursor.execute(
            "SELECT count(*) FROM pg_auth_members m JOIN pg_roles r ON r.oid = m.member WHERE r.rolname = current_user"
        )
        assert cursor.fetchone() == (0,)


@pytest.mark.parametrize("model", walled_models(), ids=lambda m: m.__name__)
def test_without_a_zone_entered_nothing_is_there(cast, model):
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('app.zones', '', true)")
    assert not model.objects.exists()


# Where any request may write, whichever zones it is in, and why that is borne.
ANY_REQUEST_WRITES = {
    "access_pressed": "a press is remembered for hours; marks are keyed, and what is told is sealed",
    "access_tried": "whoever guesses has not come in; a try that was no guess is taken back",
    "directory_offerfile": "a file of public offers, between two pages of whoever hands it in; it is gone in a day",
    "staff_organisation": "added to alone, by the command that opens a zone",
    "staff_zone": "added to alone, by the command that opens a zone, which is in none yet",
}
BY_ANY_SIGNATURE = """
SELECT tablename, cmd, CASE WHEN cmd = 'INSERT' THEN coalesce(with_check, qual) ELSE qual END FROM pg_policies
WHERE schemaname = 'public' AND cmd <> 'SELECT' AND (
    cmd IN ('ALL', 'INSERT') AND has_any_column_privilege(tablename::regclass, 'INSERT')
    OR cmd IN ('ALL', 'UPDATE') AND has_any_column_privilege(tablename::regclass, 'UPDATE')
    OR cmd IN ('ALL', 'DELETE') AND has_table_privilege(tablename::regclass, 'DELETE'))
"""


def test_where_any_request_writes_is_known(db):
    with connection.cursor() as cursor:
        cursor.execute(BY_ANY_SIGNATURE)
        told = [(table, "".join(rule.split())) for table, _verb, rule in cursor.fetchall()]
    assert len(told) > 100, "nothing is found any more"
    named = ("zone_id", "ANY(", "='*'", "='queue'", "worker_id", "user_id", "brobygger_among", "programme_id", "=''")
    found = {table for table, rule in told if not any(one in rule.replace("::text", "") for one in named)}
    assert found - {"procrastinate_events", "django_cache"} == ANY_REQUEST_WRITES.keys()
