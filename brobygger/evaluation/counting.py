"""The one expression by which the register is counted: by the triggers, live at the edges of a period, in a recount."""

# ruff: noqa: S608 - SQL is put together from names of this package alone; every value is a parameter.
# What is counted of each group of registrations, in the order of the funnel.
COUNTS = ("identified", "no_contact_details", "reached", "accepted", "declined", "will_call_self")

KEY = "zone_id, programme_id, month, incident_type, split, grp"
COLUMNS = f"{KEY}, {', '.join(COUNTS)}"

# Not yet, or never, in the programme's target group: not among the identified.
OUTSIDE = ("not_in_target_group", "awaiting_type")

_READ = (
    "zone_id, programme_id, identified_on, incident_type, gender, role, age_group, decline_reason, "
    "has_contact_details, reached, outcome, state"
)
_OF_EACH = {
    "identified": "",
    "no_contact_details": " FILTER (WHERE has_contact_details IS FALSE)",
    "reached": " FILTER (WHERE reached)",
    "accepted": " FILTER (WHERE outcome = 'accepted')",
    "declined": " FILTER (WHERE outcome = 'declined')",
    "will_call_self": " FILTER (WHERE outcome = 'will_call_self')",
}


def counted(rows: str) -> str:
    """A SELECT of COLUMNS over the SQL `rows`, registrations with a `sign` of 1 or -1; empty sums are left out.

    Equal rows are added up first, so that a large import costs one pass, not one for each split.
    """
    of_each = ", ".join(f"coalesce(sum(sign){where}, 0) AS {name}" for name, where in _OF_EACH.items())
    sums = ", ".join(f"sum({name})" for name in COUNTS)
    some = " OR ".join(f"sum({name}) <> 0" for name in COUNTS)
    outside = ", ".join(f"'{state}'" for state in OUTSIDE)
    return f"""
        SELECT zone_id, programme_id, month, incident_type, split, grp, {sums}
        FROM (
            SELECT zone_id, programme_id, date_trunc('month', identified_on::timestamp)::date AS month,
                incident_type, gender, role, age_group, decline_reason,
                outcome = 'declined' AS says_no, {of_each}
            FROM ({rows}) signed
            WHERE state NOT IN ({outside})
            GROUP BY zone_id, programme_id, 3, incident_type, gender, role, age_group, decline_reason, says_no
        ) alike,
        LATERAL (VALUES ('all', ''), ('gender', gender), ('role', role), ('age_group', age_group),
            ('decline_reason', decline_reason)) splits(split, grp)
        WHERE split <> 'decline_reason' OR says_no
        GROUP BY {KEY}
        HAVING {some}"""


def signed(source: str, sign: int = 1, where: str = "") -> str:
    """The registrations of a table, each with the sign by which it counts."""
    return f"SELECT {sign} AS sign, {_READ} FROM {source} {where}"


def _trigger(verb: str, tables: str) -> str:
    return (
        f"CREATE TRIGGER counts_are_kept_on_{verb.lower()} AFTER {verb} ON cases_registration"
        f" REFERENCING {tables} FOR EACH STATEMENT EXECUTE FUNCTION evaluation_keep_counts()"
    )


_ADD = f"INSERT INTO evaluation_tally ({COLUMNS})"
_NEW, _OLD = "new_rows", "old_rows"

# The function runs as whoever writes the register, behind the same walls: a row of the tally carries its zone.
KEEP_COUNTS = f"""
    CREATE OR REPLACE FUNCTION evaluation_keep_counts() RETURNS trigger LANGUAGE plpgsql AS $keep$
    BEGIN
        IF TG_OP = 'INSERT' THEN
            {_ADD} {counted(signed(_NEW))};
        ELSIF TG_OP = 'DELETE' THEN
            {_ADD} {counted(signed(_OLD, -1))};
        ELSE
            {_ADD} {counted(signed(_NEW) + " UNION ALL " + signed(_OLD, -1))};
        END IF;
        RETURN NULL;
    END $keep$"""
TRIGGERS = (
    _trigger("INSERT", "NEW TABLE AS new_rows"),
    _trigger("UPDATE", "OLD TABLE AS old_rows NEW TABLE AS new_rows"),
    _trigger("DELETE", "OLD TABLE AS old_rows"),
)
DROP = "DROP FUNCTION IF EXISTS evaluation_keep_counts() CASCADE"
COUNT_ALL = f"{_ADD} {counted(signed('cases_registration'))}"
