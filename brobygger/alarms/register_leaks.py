"""Where every registration stands: explained, on a list with a day ahead, carried on as a referral – or it leaks.

One expression puts each registration into exactly one bucket; the counts and the list of those that leak both use it.
"""

# ruff: noqa: S608 - SQL is put together from names of this package alone; every value is a parameter.
from collections.abc import Set
from datetime import datetime, timedelta
from typing import Any

from brobygger.alarms.states import Leak
from brobygger.base.workdays import day_of
from brobygger.cases.states import CASE, OPEN, CaseState

AWAITING_DAYS = 14  # an offence code is placed within a fortnight
UNSEEN_DAYS = 7  # someone has looked at a person without a number within a week
HELD_FOR = timedelta(days=1)
WINDOW = ("to_call", "no_number", "guardian_missing", "awaiting_type")  # their last day is the window's


def _list(states: Any) -> str:
    return ", ".join(f"'{state}'" for state in sorted(states))


ENDED = _list(set(CASE.states) - OPEN - {CaseState.ACCEPTED})
# No case stands behind them: the register was kept before the program, or the person has been erased since.
NO_CASE = f"""
    CASE WHEN r.source = 'registrations' AND r.state = 'accepted' AND r.referral_token <> '' AND EXISTS (
            SELECT FROM cases_counsellingreport p WHERE upper(p.referral_token) = upper(r.referral_token)
                AND p.zone_id = %(zone)s) THEN 'imported_reported'
        WHEN r.source = 'registrations' AND r.ended_at IS NOT NULL THEN 'imported'
        WHEN r.state = 'accepted' AND r.referral_token <> '' THEN 'erased_after_referral'
        WHEN r.state = 'accepted' THEN '{Leak.ACCEPTED_WITHOUT_REFERRAL}'
        ELSE '{Leak.OPEN_WITHOUT_CASE}' END"""
# A referral that was taken back with its call leaves no trace here: the person is on the list again.
ACCEPTED = f"""
    CASE WHEN ref.state IS NULL THEN '{Leak.ACCEPTED_WITHOUT_REFERRAL}' ELSE 'referral_' || ref.state END"""
ON_A_LIST = f"""
    CASE WHEN c.state <> r.state AND r.state <> 'awaiting_type' THEN '{Leak.STATES_DISAGREE}'
        WHEN r.state = 'awaiting_type' AND c.opened_at < %(awaiting)s THEN '{Leak.AWAITING_TYPE_TOO_LONG}'
        WHEN c.state IN ({_list(WINDOW)}) AND c.window_until < %(yesterday)s THEN '{Leak.OPEN_PAST_WINDOW}'
        WHEN c.state = 'will_call_self' AND coalesce(c.follow_until, '-infinity') < %(yesterday)s
            THEN '{Leak.FOLLOW_DATE_PASSED}'
        WHEN c.held_at < %(held)s THEN '{Leak.HELD_TOO_LONG}'
        WHEN c.state = 'no_number' AND c.opened_at < %(unseen)s AND NOT EXISTS (
            SELECT FROM trail_entry t WHERE t.about_kind = 'case' AND t.about_id = c.id AND t.by_kind = 'worker')
            THEN '{Leak.NO_NUMBER_UNSEEN}'
        ELSE r.state END"""

_HERE = "r.zone_id = %(zone)s AND (%(programme)s::bigint IS NULL OR r.programme_id = %(programme)s)"
# The one whose referral counts where a case has several: the newest.
_REFERRAL = """
    LEFT JOIN (
        SELECT DISTINCT ON (case_id) case_id, state FROM referrals_referral
        WHERE zone_id = %(zone)s AND state <> 'taken_back' ORDER BY case_id, id DESC
    ) ref ON ref.case_id = r.case_id"""

# Three kinds of registrations that are looked at one by one, and the leaks that each may be.
_ALONE = f"cases_registration r WHERE {_HERE} AND r.case_id IS NULL AND r.state NOT IN ({ENDED})"
_YES = f"cases_registration r {_REFERRAL} WHERE {_HERE} AND r.case_id IS NOT NULL AND r.state = 'accepted'"
_LISTED = f"""cases_registration r JOIN cases_case c ON c.id = r.case_id AND c.zone_id = %(zone)s
    WHERE {_HERE} AND r.state IN ({_list(OPEN)})"""
KINDS = (
    (NO_CASE, _ALONE, frozenset({Leak.ACCEPTED_WITHOUT_REFERRAL, Leak.OPEN_WITHOUT_CASE})),
    (ACCEPTED, _YES, frozenset({Leak.ACCEPTED_WITHOUT_REFERRAL})),
    (
        ON_A_LIST,
        _LISTED,
        frozenset({Leak.STATES_DISAGREE, Leak.AWAITING_TYPE_TOO_LONG, Leak.OPEN_PAST_WINDOW, Leak.FOLLOW_DATE_PASSED})
        | {Leak.HELD_TOO_LONG, Leak.NO_NUMBER_UNSEEN},
    ),
)
REASONS = frozenset[str]().union(*(reasons for _, _, reasons in KINDS))

# Ended ones are counted by their state alone.
BUCKETS = f"""
    SELECT r.state AS bucket, count(*) AS n FROM cases_registration r
    WHERE {_HERE} AND r.state IN ({ENDED}) GROUP BY r.state""" + "".join(
    f" UNION ALL SELECT bucket, count(*) FROM (SELECT {bucket} AS bucket FROM {rows}) each_of GROUP BY bucket"
    for bucket, rows, _ in KINDS
)

# A case that is open, and no registration says so: it is on the list, and counted nowhere.
UNREGISTERED = f"""
    SELECT r.id, r.opened_at::date FROM cases_case r
    WHERE {_HERE} AND r.state IN ({_list(OPEN)}) AND NOT EXISTS (
        SELECT FROM cases_registration o WHERE o.case_id = r.id AND (o.state = r.state OR o.state = 'awaiting_type'))"""


def first_of(reasons: Set[str]) -> str:
    """The statement for the first of each of the reasons: reason, case, day identified; read once, however many."""
    parts = [
        f"SELECT {bucket} AS bucket, r.case_id, r.id, r.identified_on AS day FROM {rows}"
        for bucket, rows, its in KINDS
        if its & reasons
    ]
    return f"""
        SELECT bucket, case_id, day FROM (
            SELECT *, row_number() OVER (PARTITION BY bucket ORDER BY day, id) AS place
            FROM ({" UNION ALL ".join(parts)}) each_of WHERE bucket = ANY (%(reasons)s)
        ) placed WHERE place <= %(most)s ORDER BY bucket, place"""


def values(*, zone_id: int, programme_id: int | None, at: datetime) -> dict[str, Any]:
    """What the statements ask for. Yesterday: the upkeep has had a day to let a date pass."""
    today = day_of(at)
    return {
        "zone": zone_id,
        "programme": programme_id,
        "yesterday": today - timedelta(days=1),
        "awaiting": at - timedelta(days=AWAITING_DAYS),
        "unseen": at - timedelta(days=UNSEEN_DAYS),
        "held": at - HELD_FOR,
    }
