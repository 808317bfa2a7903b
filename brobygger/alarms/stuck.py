"""What may get stuck beside the register: at a receiver, in a file, on its way out, on the way in, unwatched."""

# ruff: noqa: S608 - SQL is put together from names of this package alone; every value is a parameter.
from datetime import datetime, timedelta
from typing import Any

from brobygger.alarms.answers import ANSWERS, Deadline
from brobygger.alarms.states import Leak


def times(at: datetime) -> dict[str, Any]:
    """How long ago something must have been for it to be stuck."""
    ago = {"minutes": timedelta(minutes=10), "hour": timedelta(hours=1), "day": timedelta(days=1)}
    return {name: at - span for name, span in (ago | {"week": timedelta(days=7)}).items()}


def _of_programme(column: str) -> str:
    return f"(%(programme)s::bigint IS NULL OR {column} = %(programme)s)"


AT_A_RECEIVER_THAT_IS_GONE = f"""
    SELECT r.id, r.token, r.state, r.state_at::date FROM referrals_referral r
    JOIN referrals_package p ON p.referral_id = r.id AND p.closed_at IS NULL
    JOIN referrals_receiver v ON v.id = p.receiver_id AND v.gone_at IS NOT NULL
    JOIN cases_case c ON c.id = r.case_id
    WHERE r.zone_id = %(zone)s AND r.state IN ('sent', 'received', 'accepted', 'first_contact')
        AND {_of_programme("c.programme_id")} ORDER BY r.state_at"""

FILES = f"""
    SELECT i.state, i.begun_at::date FROM intake_importrun i
    WHERE i.zone_id = %(zone)s AND {_of_programme("i.programme_id")}
        AND (i.state = 'running' AND i.alive_at < %(minutes)s
            OR i.state = 'waiting' AND i.alive_at < %(hour)s
            OR i.state = 'interrupted' AND i.alive_at < %(day)s
            OR i.state = 'understood' AND i.begun_at < %(week)s) ORDER BY i.begun_at"""

# What could not be sent, or perhaps was, waits for a person to decide. A message is no programme's.
MESSAGES = """
    SELECT m.state, m.made_at::date FROM contact_message m
    WHERE m.zone_id = %(zone)s AND %(programme)s::bigint IS NULL
        AND (m.state = 'sending' AND m.state_at < %(minutes)s
            OR m.state = 'waiting' AND m.go_until < %(hour)s
            OR m.state IN ('failed', 'uncertain') AND m.state_at < %(day)s) ORDER BY m.made_at"""


def _timed(journey: str) -> str:
    return ", ".join(f"'{state}'" for state, told in ANSWERS[journey][1].items() if isinstance(told, Deadline))


def _watched(journey: str) -> str:
    return f"state IN ({_timed(journey)}) AND zone_id = %(zone)s"


# Everything in a state that has a deadline. A conversation that is agreed is what a running counselling waits for.
WATCHED = f"""
    SELECT 'referral', id, state, state_at FROM referrals_referral
    WHERE {_watched("referral")} AND %(programme)s::bigint IS NULL
    UNION ALL
    SELECT 'arrival', id, state, state_at FROM referrals_arrival
    WHERE {_watched("arrival")} AND {_of_programme("programme_id")}
    UNION ALL
    SELECT 'counselling', id, state, state_at FROM counselling_counselling c
    WHERE {_watched("counselling")} AND {_of_programme("programme_id")} AND NOT EXISTS (
        SELECT FROM counselling_conversation v WHERE v.counselling_id = c.id AND v.state = 'planned')
    UNION ALL
    SELECT kind, id, state, since FROM duties_duty
    WHERE {_watched("duty")} AND %(programme)s::bigint IS NULL
    UNION ALL
    SELECT 'screening', id, state, state_at FROM screening_screening
    WHERE {_watched("screening")} AND {_of_programme("programme_id")}
    UNION ALL
    SELECT 'screening', id, state, state_at FROM screening_screening s
    WHERE state = 'conversation_held' AND zone_id = %(zone)s AND {_of_programme("programme_id")} AND NOT EXISTS (
        SELECT FROM risk_riskcase r WHERE r.screening_id = s.id)
    UNION ALL
    SELECT 'risk', id, state, state_at FROM risk_riskcase
    WHERE {_watched("risk")} AND {_of_programme("programme_id")}"""

# A registration whose figures tell something else, but for her own coming back, which an employee may not know of; and
# someone who is open in the figures while her registration is gone.
SCREENINGS = f"""
    SELECT '{Leak.SCREENING_DISAGREES}', s.id, s.state, s.state_at::date FROM screening_screening s
    JOIN screening_detection d ON d.id = s.detection_id AND d.zone_id = s.zone_id
    WHERE s.zone_id = %(zone)s AND d.state <> s.state AND d.state <> 'came_back' AND {_of_programme("s.programme_id")}
    UNION ALL
    SELECT '{Leak.OPEN_WITHOUT_SCREENING}', NULL, d.state, d.state_on FROM screening_detection d
    WHERE d.zone_id = %(zone)s AND d.state IN ({_timed("screening")}) AND {_of_programme("d.programme_id")}
        AND NOT EXISTS (SELECT FROM screening_screening s WHERE s.detection_id = d.id AND s.zone_id = d.zone_id)
    ORDER BY 4"""
