"""What PostgreSQL tells everyone of all zones at once, kept from everyone but its own superuser.

How many rows a table has, how often it is read, what another connection is doing: PostgreSQL asks for no right there. A
superuser may take that away, for this database; an owner who is none may not, and is told. With it goes what a role may
do to its own other connections, and to the disk by objects that lie in no table. For her superuser there is
`python -m brobygger.config.statistics WEB_ROLE`, which writes the statements.
"""

import sys
from typing import Any

from psycopg import sql

HIDE = """
DO $$ DECLARE one text; BEGIN
    FOR one IN SELECT oid::regprocedure FROM pg_proc WHERE pronamespace = 'pg_catalog'::regnamespace
        AND proname ~ '^(pg_(stat_get_.*|stat_have_stats|lock_status|get_sequence_data|sequence_last_value'
            '|(relation|total_relation|table|indexes|database|tablespace)_size|(cancel|terminate)_backend)'
            '|lo_(creat|create|from_bytea))$'
    LOOP EXECUTE format('REVOKE EXECUTE ON FUNCTION %s FROM PUBLIC', one); END LOOP;
    FOR one IN SELECT oid::regclass FROM pg_class WHERE relnamespace = 'pg_catalog'::regnamespace AND relkind = 'v'
        AND (relname LIKE 'pg_stat%' OR relname IN ('pg_locks', 'pg_sequences'))
    LOOP EXECUTE format('REVOKE ALL ON %s FROM PUBLIC', one); END LOOP;
    SELECT string_agg(attname, ', ') INTO one FROM pg_attribute WHERE attrelid = 'pg_class'::regclass
        AND attname NOT IN ('relpages', 'reltuples', 'relallvisible', 'relallfrozen', 'relfrozenxid', 'relminmxid');
    EXECUTE 'REVOKE SELECT ON pg_class FROM PUBLIC';
    EXECUTE format('GRANT SELECT (%s) ON pg_class TO PUBLIC', one);
END $$
"""


def hide(cursor: Any, role: sql.Identifier) -> None:
    """The web role learns nothing of other zones from statistics, and its statements are shown to no one.

    Nor can it leave a function of its own behind on a connection. Nothing is changed by an owner who is no superuser.
    """
    if may_hide(cursor):
        for statement in statements(role):
            cursor.execute(statement.as_string(cursor.connection))


def statements(role: sql.Identifier) -> list[sql.Composed]:
    """What a superuser says, in the program's database."""
    told = (HIDE, "REVOKE USAGE ON LANGUAGE sql, plpgsql FROM PUBLIC", "ALTER ROLE {} SET track_activities = off")
    return [sql.SQL(one).format(role) for one in told]


def may_hide(cursor: Any) -> bool:
    """Whether the owner is PostgreSQL's superuser."""
    cursor.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
    return bool(cursor.fetchone()[0])


if __name__ == "__main__":
    for statement in statements(sql.Identifier(sys.argv[1])):
        sys.stdout.write(f"{statement.as_string().strip()};\n")
