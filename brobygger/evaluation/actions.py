"""Keeping the kept counts small and true, and handing figures out."""

# ruff: noqa: S608 - SQL is put together from names of this package alone; every value is a parameter.
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import connection, transaction

from brobygger.access.actor import Actor
from brobygger.access.policy import Act, zones_for
from brobygger.base.decision import NotFound
from brobygger.evaluation import queries
from brobygger.evaluation.counting import COLUMNS, COUNTS, KEY, counted, signed
from brobygger.evaluation.figures import Figure, Question
from brobygger.evaluation.following import Facts
from brobygger.trail import actions as trail

_SUMS = ", ".join(f"sum({name})" for name in COUNTS)
_SOME = " OR ".join(f"sum({name}) <> 0" for name in COUNTS)

# One statement, so that what it removes and what it adds are of the same moment: changes that others are
# writing meanwhile are neither removed nor counted.
FOLD = f"""
    WITH several AS (
        SELECT array_agg(id) AS ids FROM evaluation_tally WHERE zone_id = %(zone)s
        GROUP BY {KEY} HAVING count(*) > 1 OR NOT ({_SOME})
    ), gone AS (
        DELETE FROM evaluation_tally WHERE id IN (SELECT unnest(ids) FROM several) RETURNING *
    )
    INSERT INTO evaluation_tally ({COLUMNS})
    SELECT {KEY}, {_SUMS} FROM gone GROUP BY {KEY} HAVING {_SOME} ORDER BY {KEY}"""
SURPLUS_ROWS = f"""
    SELECT count(*) - count(DISTINCT ({KEY})) FROM evaluation_tally WHERE zone_id = %(zone)s"""
RECOUNT = f"""
    WITH gone AS (DELETE FROM evaluation_tally WHERE zone_id = %(zone)s)
    INSERT INTO evaluation_tally ({COLUMNS})
    {counted(signed("cases_registration", where="WHERE zone_id = %(zone)s"))}"""


# So many rows more than sums cost a reader nothing; merging fewer would only fill the trail.
SURPLUS = 500


@transaction.atomic
def fold(*, zone_id: int, by: Actor, at: datetime, surplus: int = SURPLUS) -> int:
    """The many small changes to the kept counts are merged, where a `surplus` of them stands: one row for each sum.

    Returns the rows written. NotFound where the actor does not keep up the zone.
    """
    _keeps_up(by, zone_id)
    with connection.cursor() as cursor:
        cursor.execute(SURPLUS_ROWS, {"zone": zone_id})
        if cursor.fetchone()[0] < surplus:
            return 0
    return _alone(FOLD, zone_id, by, at, "evaluation.counts_folded")


@transaction.atomic
def recount(*, zone_id: int, by: Actor, at: datetime) -> int:
    """The kept counts of a zone are made anew from the register; returns the rows written."""
    _keeps_up(by, zone_id)
    return _alone(RECOUNT, zone_id, by, at, "evaluation.counts_recounted")


def _keeps_up(by: Actor, zone_id: int) -> None:
    if zone_id not in zones_for(by, Act.PASS_DATES):
        raise NotFound("not_found")


def _alone(statement: str, zone_id: int, by: Actor, at: datetime, what: str) -> int:
    with connection.cursor() as cursor:
        # Two that rewrite would each remove what the other had read; those who only add never wait.
        cursor.execute("SELECT pg_advisory_xact_lock(7202, %s)", [zone_id])
        cursor.execute(statement, {"zone": zone_id})
        rows = int(cursor.rowcount)
    if rows:  # the upkeep asks each minute, and mostly there is nothing to do
        trail.write(what, by=by, at=at, zone_id=zone_id, rows=rows)
    return rows


@transaction.atomic
def read_figures(question: Question, *, by: Actor, at: datetime, form: str) -> list[Figure]:
    """The figures that were asked for; the trail knows who read them, in which form. NotFound outside her zones."""
    figures = queries.figures(by, question)
    _told_trail("evaluation.figures_read", question, by, at, form)
    return figures


@transaction.atomic
def read_referrals(question: Question, *, by: Actor, at: datetime, form: str) -> Facts:
    """What the referrals can be followed by; the trail knows who read it. NotFound outside her zones."""
    facts = queries.facts_of_referrals(by, question)
    _told_trail("evaluation.referrals_followed", question, by, at, form)
    return facts


@transaction.atomic
def name_referrals(*, ids: Sequence[int], by: Actor, at: datetime) -> list[dict[str, Any]]:
    """The referrals by token, register number and case, as work to follow up; no one's name. Only what she may see."""
    rows = queries.referrals_by_number(by, ids)
    if rows:
        zone_id = rows[0]["zone_id"]
        trail.write("evaluation.untraced_referrals_seen", by=by, at=at, zone_id=zone_id, rows=len(rows))
    return rows


def _told_trail(what: str, question: Question, by: Actor, at: datetime, form: str) -> None:
    trail.write(
        what,
        by=by,
        at=at,
        zone_id=question.zone_id,
        programme=question.programme_id,
        form=form,
        left_out=len(question.without_types),
        **{
            "from": question.period.first.isoformat() if question.period.first else "",
            "to": question.period.last.isoformat() if question.period.last else "",
        },
    )
