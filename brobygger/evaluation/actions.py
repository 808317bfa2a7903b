"""Keeping the kept counts small and true, and handing figures out."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import connection, transaction

from brobygger.access.actor import Actor
from brobygger.access.policy import Act, zones_for
from brobygger.base.decision import NotFound
from brobygger.base.workdays import day_of
from brobygger.evaluation import department, queries
from brobygger.evaluation.figures import Figure, Question
from brobygger.evaluation.following import Facts
from brobygger.trail import actions as trail

# So many rows more than sums cost a reader nothing; merging fewer would only fill the trail.
SURPLUS = 500


@transaction.atomic
def fold(*, zone_id: int, by: Actor, at: datetime, surplus: int = SURPLUS) -> int:
    """The many small changes to the kept counts are merged, where a `surplus` of them stands: one row for each sum.

    Returns the rows written. NotFound where the actor does not keep up the zone.
    """
    _keeps_up(by, zone_id)
    with connection.cursor() as cursor:
        fresh = {}
        for cube in queries.CUBES:
            cursor.execute(cube.fresh, {"zone": zone_id})
            fresh[cube.fold] = cursor.fetchone()[0]
    return _alone([fold for fold, n in fresh.items() if n >= surplus], zone_id, by, at, "evaluation.counts_folded")


@transaction.atomic
def recount(*, zone_id: int, by: Actor, at: datetime) -> int:
    """The kept counts of a zone are made anew from its registers; returns the rows written."""
    _keeps_up(by, zone_id)
    return _alone([cube.recount for cube in queries.CUBES], zone_id, by, at, "evaluation.counts_recounted")


def _keeps_up(by: Actor, zone_id: int) -> None:
    if zone_id not in zones_for(by, Act.PASS_DATES):
        raise NotFound("not_found")


def _alone(statements: Sequence[str], zone_id: int, by: Actor, at: datetime, what: str) -> int:
    if not statements:
        return 0
    rows = 0
    with connection.cursor() as cursor:
        # Two that rewrite would each remove what the other had read; those who only add never wait.
        cursor.execute("SELECT pg_advisory_xact_lock(7202, %s)", [zone_id])
        # Right after a large import the planner knows nothing of its rows, and would hold each against many others.
        cursor.execute("SET LOCAL enable_nestloop = off; SET LOCAL enable_mergejoin = off")
        for statement in statements:
            cursor.execute(statement, {"zone": zone_id})
            rows += int(cursor.rowcount)
        cursor.execute("SET LOCAL enable_nestloop = on; SET LOCAL enable_mergejoin = on")
    if rows:  # the upkeep asks each minute, and mostly there is nothing to do
        trail.write(what, by=by, at=at, zone_id=zone_id, rows=rows)
    return rows


@transaction.atomic
def read_figures(question: Question, *, by: Actor, at: datetime, form: str) -> list[Figure]:
    """The figures that were asked for; the trail knows who read them, in which form. NotFound outside her zones."""
    figures = queries.figures(by, question, on=day_of(at))
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
        department=question.department_id or 0,
        way_in=question.way_in,
        **{
            name: day.isoformat() if day else ""
            for name, day in (("from", question.period.first), ("to", question.period.last), ("as_of", question.as_of))
        },
    )


@transaction.atomic
def read_own_counts(*, zone_id: int, key: str, by: Actor, at: datetime) -> department.OwnCounts:
    """A department's counts. NotFound where it is not hers to see."""
    told = department.own_counts(zone_id=zone_id, key=key, by=by, at=at)
    if told.department is not None:
        trail.write("evaluation.department_counts_read", by=by, at=at, zone_id=zone_id, department=told.department.pk)
    return told
