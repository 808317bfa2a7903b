"""Reading what the pairing needs: the referrals of a period, and the reports of conversations that may be theirs."""

# ruff: noqa: S608 - SQL is put together from names of this package alone; every value is a parameter.
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import connection

from brobygger.access.actor import Actor
from brobygger.cases.codes import ReferralSource
from brobygger.evaluation.counting import OUTREACH, OUTSIDE
from brobygger.evaluation.figures import Question
from brobygger.evaluation.following import Facts, Referred
from brobygger.evaluation.pairing import Trace
from brobygger.referrals import queries as referrals

_OUTSIDE = ", ".join(f"'{state}'" for state in OUTSIDE)
_HERE = "zone_id = %(zone)s AND programme_id = %(programme)s AND incident_type <> ALL (%(without)s)"
# Tokens are compared as they are read aloud: without regard to case.
_ON_A_REPORT = """EXISTS (
    SELECT FROM cases_counsellingreport p WHERE p.zone_id = %(zone)s AND p.programme_id = %(programme)s
        AND p.referral_token <> '' AND upper(p.referral_token) = upper(r.referral_token))"""
_KNOWN = """EXISTS (
    SELECT FROM {register} k WHERE k.zone_id = %(zone)s AND k.programme_id = %(programme)s
        AND k.referral_token <> '' AND upper(k.referral_token) = upper(r.referral_token))"""
REFERRALS = f"""
SELECT id, referral_token, incident_type, gender, age_group, reached_on,
    referral_token <> '' AND (upper(referral_token) = ANY (%(held)s) OR {_ON_A_REPORT})
FROM {{register}} r
WHERE {_HERE} AND outcome = 'accepted' AND state NOT IN ({_OUTSIDE})"""
REPORTS = f"""
SELECT referral_source, incident_type, gender, age_group, held_on FROM cases_counsellingreport r
WHERE {_HERE} AND referral_source IN ('outreach', 'other') AND NOT (referral_token <> '' AND {_KNOWN})"""
BY_SOURCE = f"SELECT referral_source, count(*) FROM cases_counsellingreport WHERE {_HERE}"
BY_MONTH = f"""
SELECT date_trunc('month', held_on::timestamp)::date, incident_type, referral_source, count(*)
FROM cases_counsellingreport WHERE {_HERE}"""
TYPES_OF_TOKENS = f"""
SELECT upper(referral_token), min(incident_type) FROM {{register}} r
WHERE {_HERE} AND upper(referral_token) = ANY (%(held)s)"""
TOKENS_OF_REPORTS = """
SELECT upper(referral_token) FROM cases_counsellingreport
WHERE zone_id = %(zone)s AND programme_id = %(programme)s AND upper(referral_token) = ANY (%(held)s)"""
ANY_REPORT = """
SELECT EXISTS (SELECT FROM cases_counsellingreport WHERE zone_id = %(zone)s AND programme_id = %(programme)s)"""


@dataclass(frozen=True, slots=True)
class _Limits:
    """A period as SQL."""

    column: str = ""
    first: date | None = None
    last: date | None = None

    def add(self, statement: str, told: dict[str, Any]) -> str:
        for name, sign, day in (("first", ">=", self.first), ("last", "<=", self.last)):
            if day:
                statement += f" AND {self.column} {sign} %({name})s"
                told[name] = day
        return statement


def facts(by: Actor, question: Question) -> Facts:
    """All that figure 5 is made of. The caller has decided that the actor may.

    Referrals are those identified in the period. A report of no known token can be theirs if it was held from the
    period's first day until the window after its last; one with a referral's token is that referral's whenever held.
    """
    told = _told(question) | {"held": list(_held(by, question))}
    period, window = question.period, timedelta(days=question.window_days)
    ours = _read(REFERRALS, _Limits("identified_on", period.first, period.last), told)
    last = _known(question, period.last + window if period.last else None)
    reports = _read(REPORTS, _Limits("held_on", period.first, last), told)
    referred = tuple(
        Referred(pk, token, Trace(kind, gender, age, reached_on.toordinal()) if reached_on else None, bool(is_held))
        for pk, token, kind, gender, age, reached_on, is_held in ours
    )
    traces: dict[str, list[Trace]] = {ReferralSource.OUTREACH.value: [], ReferralSource.OTHER.value: []}
    for source, kind, gender, age, held_on in reports:
        traces[source].append(Trace(kind, gender, age, held_on.toordinal()))
    outreach, other = (tuple(sorted(found)) for found in traces.values())
    return Facts(tuple(sorted(referred, key=_in_order)), outreach, other, question.window_days)


def by_source(by: Actor, question: Question) -> dict[str, int]:
    """How many conversations were held in the period, by where the person came from.

    A conversation that a receiver has told of through this program, and that no register has brought yet, is the
    outreach team's.
    """
    told = _told(question)
    limits = _Limits("held_on", question.period.first, _known(question, question.period.last))
    counts = dict.fromkeys(ReferralSource.values, 0)
    counts |= dict(_read(BY_SOURCE, limits, told, " GROUP BY 1"))
    counts[ReferralSource.OUTREACH.value] += _told_by_receivers(by, question)
    return counts


def has_reports(question: Question) -> bool:
    """Whether any counselling register has been read in here."""
    return bool(_read(ANY_REPORT, _Limits(), _told(question))[0][0])


def _told_by_receivers(by: Actor, question: Question) -> int:
    period = question.period
    held = {token for token, day in _held(by, question).items() if (period.first or day) <= day <= (period.last or day)}
    if not held:
        return 0
    told = _told(question) | {"held": list(held)}
    known = {row[0] for row in _read(TOKENS_OF_REPORTS, _Limits(), told)}
    here = _read(
        f"SELECT DISTINCT upper(referral_token) FROM {{register}} r WHERE {_HERE}"
        " AND upper(referral_token) = ANY (%(held)s)",
        _Limits(),
        told,
    )
    return len({row[0] for row in here} - known)


def _held(by: Actor, question: Question) -> dict[str, date]:
    """The tokens whose conversation a receiver has told of, with its day."""
    held = referrals.held(by, zone_id=question.zone_id).items()
    return {token.upper(): day for token, day in held if day <= (question.as_of or day)}


def _known(question: Question, last: date | None) -> date | None:
    """The last day that the question reads: of its period, or of what was known."""
    return min(filter(None, (last, question.as_of)), default=None)


def _told(question: Question) -> dict[str, Any]:
    return {
        "zone": question.zone_id,
        "programme": question.programme_id,
        "without": list(question.without_types),
        "as_of": question.as_of,
    }


def _read(statement: str, limits: _Limits, told: dict[str, Any], end: str = "") -> list[Any]:
    told = dict(told)
    statement = limits.add(statement.format(register=OUTREACH.source(told["as_of"])), told) + end
    with connection.cursor() as cursor:
        cursor.execute(statement, told)
        return list(cursor.fetchall())


def _in_order(one: Referred) -> tuple[Any, ...]:
    return (one.trace.day if one.trace else 0, one.id)


def by_month(by: Actor, question: Question) -> list[tuple[date, str, str, int]]:
    """The same conversations by the month in which they were held, incident type and where the person came from."""
    limits, told = _Limits("held_on", question.period.first, question.period.last), _told(question)
    rows = _read(BY_MONTH, limits, told, " GROUP BY 1, 2, 3")
    days = _held(by, question)
    if not days:
        return rows
    told |= {"held": list(days)}
    known = {row[0] for row in _read(TOKENS_OF_REPORTS, _Limits(), told)}
    ours = _read(TYPES_OF_TOKENS, _Limits(), told, " GROUP BY 1")
    source = ReferralSource.OUTREACH.value
    return rows + [(days[token].replace(day=1), kind, source, 1) for token, kind in ours if token not in known]
