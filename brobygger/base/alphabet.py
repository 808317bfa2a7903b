"""The Danish order of names: æ, ø and å last, aa as å, small and capital letters alike; in Python and in the database.

The database's own Danish collation is not in every PostgreSQL (the one that comes along has none).
"""

from django.db.models import Func

ALIKE = str.maketrans("æäøöåéèëáàü", "{{||}eeeaay")


def alphabetical(name: str) -> str:
    """By what a name is sorted."""
    return name.lower().replace("aa", "å").translate(ALIKE)


class ByName(Func):
    """The same of a column, for `order_by`."""

    template = (
        "translate(replace(lower(translate(%(expressions)s, 'ÆÄØÖÅÉÈËÁÀÜ', 'æäøöåéèëáàü')), 'aa', 'å'),"
        " 'æäøöåéèëáàü', '{{||}eeeaay') COLLATE \"C\""
    )
