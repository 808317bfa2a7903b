"""Where every registration stands: explained, on a list with a day ahead, carried on as a referral – or it leaks.

One expression puts each registration into exactly one bucket; from it come the counts and those that leak.
"""

# ruff: noqa: S608 - SQL is put together from names of this package alone; every value is a parameter.
from datetime import datetime, timedelta
from typing import Any

from brobygger.alarms.states import Leak
from brobygger.base.workdays import day_of
from brobygger.cases.states import CASE, OPEN, CaseState

AWAITING_DAYS = 14  # an offence code is placed within a fortnight
UNSEEN_DAYS = 7  # someone has looked at a person without a number within a week
HELD_FOR = timedelta(days=1)
# Whoever opens a case, and leaves it, has done nothing about it.
LOOKS = ", ".join(
    f"'outreach.{look}'"
    for look in ("case_read", "card_seen", "form_left", "hold_released", "person_left", "person_opened",
                 "person_taken_over")
)  # fmt: skip
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
            SELECT FROM trail_entry t WHERE t.about_kind = 'case' AND t.about_id = c.id AND t.by_kind = 'worker'
                AND t.what NOT IN ({LOOKS}))
            THEN '{Leak.NO_NUMBER_UNSEEN}'
        ELSE r.state END"""

_HERE = "r.zone_id = %(zone)s AND (%(programme)s::bigint IS NULL OR r.programme_id = %(programme)s)"
REASONS = frozenset(
    {Leak.ACCEPTED_WITHOUT_REFERRAL, Leak.OPEN_WITHOUT_CASE, Leak.STATES_DISAGREE, Leak.AWAITING_TYPE_TOO_LONG}
    | {Leak.OPEN_PAST_WINDOW, Leak.FOLLOW_DATE_PASSED, Leak.HELD_TOO_LONG, Leak.NO_NUMBER_UNSEEN}
)
# Ended ones are told by their state alone. Of a case's referrals the newest counts.
_EACH = f"""
    SELECT r.id, r.case_id, r.identified_on AS day, CASE WHEN r.state IN ({ENDED}) THEN r.state
        WHEN r.case_id IS NULL THEN {NO_CASE}
        WHEN r.state = 'accepted' THEN {ACCEPTED}
        ELSE {ON_A_LIST} END AS bucket
    FROM cases_registration r
    LEFT JOIN cases_case c ON c.id = r.case_id AND c.zone_id = %(zone)s
    LEFT JOIN (
        SELECT DISTINCT ON (case_id) case_id, state FROM referrals_referral
        WHERE zone_id = %(zone)s AND state <> 'taken_back' ORDER BY case_id, id DESC
    ) ref ON ref.case_id = r.case_id
    WHERE {_HERE} OFFSET 0"""  # the bucket is found once, however often it is asked about
# How many stand in each bucket and, where it is a leak, the first of them: the register is read once for both.
_LEAKS = f"FILTER (WHERE bucket IN ({_list(REASONS)}))"
BUCKETS = f"""
    SELECT bucket, n, leak.case_id, leak.day FROM (
        SELECT bucket, count(*) AS n,
            array_agg(id) {_LEAKS} AS ids, array_agg(case_id) {_LEAKS} AS cases, array_agg(day) {_LEAKS} AS days
        FROM ({_EACH}) each_of GROUP BY bucket
    ) sums LEFT JOIN LATERAL (
        SELECT * FROM unnest(ids, cases, days) AS one (id, case_id, day) ORDER BY day, id LIMIT %(most)s
    ) leak ON true ORDER BY bucket, leak.day, leak.id"""

# A case that is open, and no registration says so: it is on the list, and counted nowhere.
UNREGISTERED = f"""
    SELECT r.id, r.opened_at::date FROM cases_case r
    WHERE {_HERE} AND r.state IN ({_list(OPEN)}) AND NOT EXISTS (
        SELECT FROM cases_registration o WHERE o.case_id = r.id AND (o.state = r.state OR o.state = 'awaiting_type'))"""


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
