"""The planner's knowledge of the tables that a file fills.

Without it every look-up in a table that has just grown from nothing is a guess, and a guess over a million rows takes
hours. Only the owner of a table may analyse it, so the owner leaves a function behind that does this and nothing else.
"""

from django.apps import apps
from django.db import connection

FILLED = (
    *("people.Person", "people.PersonMark", "people.PhoneNumber", "people.ContactPlan"),
    *("cases.Case", "cases.Registration", "cases.CounsellingReport", "intake.Incident"),
)


def function() -> str:
    """The SQL by which the owner makes the function; safe to repeat."""
    tables = ", ".join(apps.get_model(label)._meta.db_table for label in FILLED)
    return (
        "CREATE OR REPLACE FUNCTION brobygger_analyse() RETURNS void LANGUAGE plpgsql SECURITY DEFINER"
        f" SET search_path = public, pg_temp AS $$ BEGIN ANALYZE {tables}; END $$"
    )


def refresh() -> None:
    """The planner knows how large the tables are now."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT brobygger_analyse()")


def is_time(parts_done: int) -> bool:
    """After the first part, and whenever they may have doubled since."""
    return parts_done & (parts_done - 1) == 0
