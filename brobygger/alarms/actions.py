"""The writing door of this room: deadlines that pass, alarms that are answered, and what is decided about both."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection, transaction

from brobygger.access.actor import LEADERS, Actor
from brobygger.access.policy import Act, may, zones_for
from brobygger.alarms import notices, queries, rules
from brobygger.alarms.checking import check_leaks, search_for_leaks
from brobygger.alarms.models import Alarm, DeadlinePolicy, Telling
from brobygger.alarms.policy import LONGEST, SHIPPED, Limit
from brobygger.alarms.standing_still import Standing, key_of, standing
from brobygger.alarms.states import ALARM, AlarmState, Level
from brobygger.base.decision import NotFound, Refused
from brobygger.base.workdays import closed_days, day_of
from brobygger.cases import holding
from brobygger.trail import actions as trail

__all__ = [
    "Passed", "check_leaks", "decide_deadlines", "pass_deadlines", "postpone_alarm", "search_for_leaks",
]  # fmt: skip

LOCK = 7203  # one upkeep at a time raises the alarms of a zone
# A duty stays its holder's, whatever the alarm says: she is the first to hear that it stands still. So is whoever
# registered someone, or has taken her.
OWNER_FIRST = frozenset(
    {"police_danger", "underretning_133", "underretning_135", "screening", "danger", "mailbox", "risk", "risk_step"}
    | {"safety_plan", "agreed", "plan_task", "coordination"}
)


@dataclass(frozen=True, slots=True)
class Passed:
    """What one look at the clock led to."""

    raised: int
    escalated: int
    settled: int
    told: int


@transaction.atomic
def pass_deadlines(*, zone_id: int, by: Actor, at: datetime) -> Passed:
    """Whatever has stood still past its time has its alarm, once; what has moved on has none; those who are to know
    have been told, also where somebody went away since.

    Run as often as one likes, and by several at once.
    """
    if zone_id not in zones_for(by, Act.PASS_DATES):
        raise NotFound("not_found")
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [LOCK, zone_id])
    live = {
        (alarm.kind, alarm.thing_id, alarm.thing_state, alarm.since): alarm
        for alarm in Alarm.objects.select_for_update().filter(zone_id=zone_id, state=AlarmState.LIVE)
    }
    # Only now that nobody can answer them meanwhile: an answer that came first is seen, one that comes later waits.
    things = standing(zone_id=zone_id)
    settled = _settle_moved({key_of(one.thing) for one in things}, live, by=by, at=at)
    raised = escalated = 0
    for one in things:
        level, alarm = one.level(at), live.get(key_of(one.thing))
        if alarm is not None and alarm.worker_id != one.thing.worker_id:  # it has passed to another
            alarm.worker_id = one.thing.worker_id
            alarm.save(update_fields=["worker"])
        if alarm is None and level:
            raised += 1
            live[key_of(one.thing)] = _raise(one, level, zone_id, by=by, at=at)
        elif alarm is not None and level > alarm.level:
            escalated += 1
            _escalate(alarm, by=by, at=at)
    told = _tell(list(live.values()), zone_id, by=by, at=at)
    if holding.tell(zone_id=zone_id, by=by, at=at):
        leaders = rules.who_is_told(Level.LEADER, notices.Zone(zone_id, at).team())
        notices.tell(leaders.workers, zone_id=zone_id, by=by, at=at)
    return Passed(raised, escalated, settled, told)


def _settle_moved(
    standing: set[object], live: dict[tuple[str, int, str, datetime], Alarm], *, by: Actor, at: datetime
) -> int:
    moved = [key for key in live if key not in standing]
    for key in moved:
        alarm = live.pop(key)
        ALARM.may_move(alarm.state, AlarmState.MOVED_ON).require()
        alarm.state, alarm.settled_at = AlarmState.MOVED_ON, at
        alarm.save(update_fields=["state", "settled_at"])
        trail.write("alarms.alarm_moved_on", by=by, at=at, about=alarm, kind=alarm.kind, thing=alarm.thing_id)
    return len(moved)


def _raise(one: Standing, level: int, zone_id: int, *, by: Actor, at: datetime) -> Alarm:
    thing = one.thing
    if one.due is None:
        raise RuntimeError("what has no deadline cannot have passed it")
    # What has moved on and stands as it stood after all, such as when the clock was wrong, has its alarm again.
    alarm, _is_new = Alarm.objects.update_or_create(
        zone_id=zone_id,
        kind=thing.kind,
        thing_id=thing.id,
        thing_state=thing.state,
        since=thing.since,
        round=one.postponements,
        defaults={
            "programme_id": thing.programme_id, "worker_id": thing.worker_id, "token": thing.token, "href": thing.href,
            "due_on": one.due.day, "leader_on": one.due.leader_day, "level": level, "raised_at": at,
            "escalated_at": at if level == Level.LEADER else None, "state": AlarmState.LIVE, "settled_at": None,
        },
    )  # fmt: skip
    trail.write("alarms.alarm_raised", by=by, at=at, about=alarm, kind=thing.kind, thing=thing.id, level=level)
    return alarm


def _escalate(alarm: Alarm, *, by: Actor, at: datetime) -> None:
    alarm.level, alarm.escalated_at = Level.LEADER, at
    alarm.save(update_fields=["level", "escalated_at"])
    trail.write("alarms.alarm_escalated", by=by, at=at, about=alarm, kind=alarm.kind, thing=alarm.thing_id)


def _tell(live: list[Alarm], zone_id: int, *, by: Actor, at: datetime) -> int:
    """Whoever is to know of a live alarm today has been told of it; one message for all of hers that are new."""
    if not live:
        return 0
    known = set(Telling.objects.filter(alarm__in=live).values_list("alarm_id", "level", "worker_id"))
    zone, new = notices.Zone(zone_id, at), []
    for alarm in live:
        team = zone.team(alarm.worker_id, owner_first=alarm.kind in OWNER_FIRST)
        told = rules.who_is_told(alarm.level, team)
        if told.nobody_at_work != alarm.nobody_at_work:
            alarm.nobody_at_work = told.nobody_at_work
            alarm.save(update_fields=["nobody_at_work"])
        new += [
            Telling(zone_id=zone_id, alarm=alarm, worker_id=worker, level=alarm.level, at=at, because=because)
            for worker, because in told.workers.items()
            if (alarm.pk, alarm.level, worker) not in known
        ]
    Telling.objects.bulk_create(new)
    notices.tell({one.worker_id for one in new}, zone_id=zone_id, by=by, at=at)
    return len(new)


@transaction.atomic
def postpone_alarm(*, alarm_id: int, reason: str, note: str, again_on: date, by: Actor, at: datetime) -> Alarm:
    """The alarm is answered: the thing has until the new day, and the alarm comes back if it still stands then.

    Refused where it has been answered already, without a reason, for a day too far ahead, or where it has been put off
    so often that it is the leader's. NotFound for strangers.
    """
    alarm = queries.alarm_for_writing(by, alarm_id)
    policy = queries.policy_on(alarm.zone_id, day_of(alarm.since))
    rules.may_postpone(
        new_day=again_on,
        today=day_of(at),
        reason=reason,
        postponements=alarm.round,
        is_leader=any(alarm.zone_id in by.zones(role) for role in LEADERS),
        is_live=alarm.state == AlarmState.LIVE,
        policy=policy,
        at_once=rules.is_at_once(alarm.kind, alarm.thing_state),
    ).require()
    ALARM.may_move(alarm.state, AlarmState.POSTPONED).require()
    alarm.state, alarm.settled_at, alarm.settled_by_id = AlarmState.POSTPONED, at, by.worker_id
    alarm.reason, alarm.note, alarm.again_on = reason, note, again_on
    alarm.save(update_fields=["state", "settled_at", "settled_by", "reason", "note", "again_on"])
    trail.write("alarms.alarm_postponed", by=by, at=at, about=alarm, reason=reason, again_on=again_on.isoformat())
    return alarm


@transaction.atomic
def decide_deadlines(
    *,
    zone_id: int,
    valid_from: date,
    limits: Mapping[str, tuple[int, int]],
    closed: Sequence[str],
    most_days: int,
    most_postponements: int,
    by: Actor,
    at: datetime,
) -> DeadlinePolicy:
    """From the day on things may stand still for so long in the zone; every earlier version is kept.

    Refused for a day that has passed, a limit out of range, a state that is none, or a closing day that is no day.
    """
    row = DeadlinePolicy(zone_id=zone_id, valid_from=valid_from, most_postponements=most_postponements)
    may(by, Act.DECIDE_DEADLINES, row).require()
    decided = [Limit(*days) for days in limits.values()]
    rules.may_decide(limits=decided, valid_from=valid_from, today=day_of(at), longest=LONGEST).require()
    if not set(limits) <= set(SHIPPED.limits) or not 1 <= most_days <= LONGEST or not 0 <= most_postponements <= 9:
        raise Refused("deadline_out_of_range")
    try:
        row.closed_days = sorted(closed_days(closed))
    except ValueError:
        raise Refused("closing_day_is_none") from None
    row.limits, row.most_days = {key: list(days) for key, days in limits.items()}, most_days
    row.decided_at, row.decided_by_id = at, by.worker_id
    row.save()
    trail.write("alarms.deadlines_decided", by=by, at=at, about=row, valid_from=valid_from.isoformat())
    return row
