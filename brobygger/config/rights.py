"""What the web role may: the tables it reads and writes, no numbers of its own choosing, and nobody's statistics."""

from collections.abc import Iterator

from django.apps import apps
from django.db import connections
from psycopg import sql

# Filled by the owner, by the libraries' migrations, or by no one.
UNTOUCHED = ("auth_", "account_emailconfirmation", "django_migrations")
READ_ONLY = (
    "base_keymark",
    "account_emailaddress",
    "django_content_type",
    "trail_seal",
    "trail_sealcheck",
    "programmes_legalbasis",
)
# What all zones share is never removed by a page; and a zone's name and key are the owner's to change.
KEPT = (
    *("programmes_programme", "programmes_criteria", "programmes_targetrule", "programmes_attemptpolicy"),
    *("programmes_script", "programmes_consentwording", "programmes_dutydeadline", "contact_wording"),
    *("referrals_coverage", "routes_coursecriteria", "staff_organisation", "staff_zone"),
)
CHANGED_IN = {
    "staff_zone": {"withheld_number_prefix"},
    "staff_zone_programmes": set[str](),
    "staff_organisation": set[str](),
    "programmes_consentwording": {"state", "approved_by_id", "approved_at"},
    "programmes_script": set[str](),
    "referrals_coverage": set[str](),
    "contact_wording": {"approved_by_id", "approved_at", "withdrawn_by_id", "withdrawn_at"},
    "calendars_feed": {"mark", "secret", "made_at"},
}
# What others have read cannot be taken back, nor be made to have been otherwise.
ADDED_TO = (
    *("trail_entry", "disclosure_frozenmonth", "disclosure_release", "disclosure_shownrow", "meetings_earlierminutes"),
)
# But what was written about someone goes with her.
ERASED = ("meetings_earlierminutes",)
QUEUE = "procrastinate_"
NOT_ASKED_FOR = ("status", "attempts", "abort_requested", "worker_id")
# A file's new people are numbered before they are written (`people.recognise`).
NUMBERED_BEFOREHAND = "people_person"

OURS = "pronamespace = 'public'::regnamespace AND proowner = current_user::regrole AND prokind = 'f'"
PIN_FUNCTIONS = """
DO $$ DECLARE made regprocedure; written_in_sql boolean; BEGIN
    FOR made, written_in_sql IN SELECT p.oid, prolang = (SELECT oid FROM pg_language WHERE lanname = 'sql')
        FROM pg_proc p WHERE @ours AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')
    LOOP
        EXECUTE format('REVOKE EXECUTE ON FUNCTION %s FROM PUBLIC', made);
        IF NOT written_in_sql THEN
            EXECUTE format('ALTER FUNCTION %s SET search_path = public, pg_temp', made);
        END IF;
    END LOOP;
END $$
""".replace("@ours", OURS)
CALLED_BY_NAME = f"""
SELECT oid::regprocedure::text FROM pg_proc WHERE {OURS} AND prorettype <> 'trigger'::regtype
    AND (proname LIKE 'procrastinate%' OR proname LIKE 'brobygger%')
"""  # noqa: S608 - constants of this module
SEQUENCES_OF_THE_QUEUE = f"""
SELECT oid::regclass::text FROM pg_class WHERE relkind = 'S' AND relname LIKE '{QUEUE}%'
"""  # noqa: S608 - constants of this module


def statements(role: sql.Identifier, database: sql.Identifier) -> Iterator[sql.Composed]:
    """Every right of the role on the owner's database, and none besides."""
    told = [
        "REVOKE ALL ON DATABASE {database} FROM PUBLIC",
        "REVOKE ALL ON SCHEMA public FROM PUBLIC",
        PIN_FUNCTIONS,
        "REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {role}",
        "REVOKE ALL ON ALL SEQUENCES IN SCHEMA public FROM {role}",
        "REVOKE ALL ON SCHEMA public FROM {role}",
        "GRANT CONNECT, TEMPORARY ON DATABASE {database} TO {role}",
        "GRANT USAGE ON SCHEMA public TO {role}",
        "GRANT SELECT, INSERT, UPDATE, DELETE ON django_cache TO {role}",
        f"GRANT USAGE ON SEQUENCE {NUMBERED_BEFOREHAND}_id_seq TO {{role}}",
        *(f"GRANT USAGE ON SEQUENCE {sequence} TO {{role}}" for sequence in _found(SEQUENCES_OF_THE_QUEUE)),
        *(f"GRANT EXECUTE ON FUNCTION {function} TO {{role}}" for function in _found(CALLED_BY_NAME)),
    ]
    for model in apps.get_models(include_auto_created=True):
        told += _on_table(model._meta.db_table, [str(field.column) for field in model._meta.concrete_fields])
    for one in told:
        yield sql.SQL(one).format(role=role, database=database)


def _on_table(table: str, columns: list[str]) -> Iterator[str]:
    """A row's number is the database's to give: one taken beforehand would stop the next row of someone else."""
    if table.startswith(UNTOUCHED):
        return
    yield f"GRANT SELECT ON {table} TO {{role}}"
    if table in READ_ONLY:
        return
    free = [column for column in columns if column != "id"]
    # A job is asked for as it is, and not as already begun.
    new = [column for column in free if table != "procrastinate_jobs" or column not in NOT_ASKED_FOR]
    new += ["id"] if table == NUMBERED_BEFOREHAND else []
    changed = [column for column in free if column in CHANGED_IN.get(table, free)] if table not in ADDED_TO else []
    for verb, over in (("INSERT", new), ("UPDATE", changed)):
        if over:
            yield f"GRANT {verb} ({', '.join(map('"{}"'.format, over))}) ON {table} TO {{role}}"
    if table not in (*ADDED_TO, *KEPT) or table in ERASED:
        yield f"GRANT DELETE ON {table} TO {{role}}"


def _found(question: str) -> list[str]:
    with connections["owner"].cursor() as cursor:
        cursor.execute(question)
        return [name for (name,) in cursor.fetchall()]
