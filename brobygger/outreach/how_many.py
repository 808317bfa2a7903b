"""How many stand in each of the lists: counted as far as anyone needs to know, however long they are."""

from datetime import datetime

from django.db import connection

from brobygger.access.actor import Actor
from brobygger.access.policy import Act
from brobygger.cases.states import CaseState
from brobygger.outreach.filters import Filters
from brobygger.outreach.hours import local
from brobygger.outreach.listing import FREE, MOST, STATE_OF, chosen, wall
from brobygger.programmes.policy import Policy

SHOWN = ("no_number", "guardian_missing", "awaiting_type")


def how_many(by: Actor, *, zone_id: int, at: datetime, filters: Filters, policy: Policy) -> dict[str, tuple[int, bool]]:
    """For each list how many the filters mean, by the day's policy, and whether there are more than were counted."""
    wall(by, zone_id, Act.SEE_CALL_LIST)
    now = local(at)
    ringing, those, told = chosen(by, zone_id, Filters.from_codes(filters.codes() | {"section": "now"}), now, policy)
    held, _, _ = chosen(by, zone_id, Filters(section="held"), now, policy)
    # Those who are to be rung are read once for both lists, so that neither is looked for through all of them.
    parts = [
        f"SELECT 'now', count(*) FILTER (WHERE {ringing}), count(*) FROM (SELECT c.* FROM cases_case c WHERE {those}"  # noqa: S608
        f" AND c.state = '{CaseState.TO_CALL}' AND {FREE} LIMIT %(counted)s) c"
    ]
    counted = {"held": held} | {name: f"c.state = '{STATE_OF[name]}'" for name in SHOWN}
    parts += [
        f"SELECT '{name}', count(*), count(*) FROM (SELECT FROM cases_case c WHERE {those} AND {section}"  # noqa: S608
        " LIMIT %(counted)s) c"
        for name, section in counted.items()
    ]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), told)
        found = {name: (n, of) for name, n, of in cursor.fetchall()}
    n, of = found["now"]
    return {name: (min(n, MOST), of > MOST) for name, (n, of) in found.items()} | {"later": (of - n, of > MOST)}
