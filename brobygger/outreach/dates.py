"""Dates that pass: each case that a date closes ends in a state that says so."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q

from brobygger.access.actor import Actor
from brobygger.access.policy import Act
from brobygger.base.workdays import day_of
from brobygger.cases import actions as cases
from brobygger.cases import queries
from brobygger.cases.holding import may_pass
from brobygger.cases.states import OPEN, CaseState
from brobygger.outreach.ages import follow_ages
from brobygger.outreach.facts import Passed
from brobygger.outreach.listing import wall
from brobygger.outreach.models import Call
from brobygger.outreach.states import CallState
from brobygger.programmes import policy_queries
from brobygger.trail import actions as trail

WAITING = (CaseState.TO_CALL, CaseState.NO_NUMBER, CaseState.GUARDIAN_MISSING, CaseState.AWAITING_TYPE)
AT_A_TIME = 500


@transaction.atomic
def pass_dates(*, zone_id: int, by: Actor, at: datetime) -> Passed:
    """Who has turned 18 is rung herself; cases whose window has passed are closed, and those who would ring themselves
    and did not by the day.

    A case that someone has in hand right now is left for the next time. Where either are so many that the clock may be
    wrong, none of them is moved before a leader says so.
    """
    wall(by, zone_id, Act.PASS_DATES)
    today = day_of(at)
    hold_minutes = policy_queries.policy_of_zone(zone_id, on=today).hold_minutes
    free = Q(held_by__isnull=True) | Q(held_at__lte=at - timedelta(minutes=hold_minutes))
    passed = free & Q(state__in=WAITING, window_until__lt=today)
    did_not_come = free & Q(state=CaseState.WILL_CALL_SELF, follow_until__lt=today)
    open_cases = queries.cases(by, Act.PASS_DATES).filter(zone_id=zone_id, state__in=OPEN)
    due = open_cases.filter(passed | did_not_come).count()
    of = open_cases.count() if due else 0
    told: dict[str, Any] = {"zone_id": zone_id, "by": by, "at": at}
    may_close = may_pass(what="close_cases", count=due, of=of, **told)
    ages = follow_ages(free=free, **told)
    window = _close(by, at, zone_id, passed, CaseState.WINDOW_PASSED) if may_close else 0
    follow = _close(by, at, zone_id, did_not_come, CaseState.DID_NOT_COME) if may_close else 0
    if window or follow or ages:  # the upkeep asks each minute, and mostly no date has passed
        trail.write("outreach.dates_passed", by=by, at=at, zone_id=zone_id, window=window, follow=follow, ages=ages)
    return Passed(window, follow)


def _close(by: Actor, at: datetime, zone_id: int, which: Q, state: CaseState) -> int:
    closed = 0
    rows = queries.cases(by, Act.PASS_DATES).filter(which, zone_id=zone_id).order_by("id")
    while batch := list(rows.select_for_update(skip_locked=True)[:AT_A_TIME]):
        for case in batch:
            Call.objects.filter(zone_id=zone_id, case=case, state=CallState.OPEN).update(state=CallState.LEFT)
            cases.move_case(case=case, move=cases.Move(state), by=by, at=at)
        closed += len(batch)
    return closed
