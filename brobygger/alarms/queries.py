"""The reading door of this room: the alarms, the deadlines that are running, and what was decided about them."""

from datetime import date, datetime, timedelta

from django.db.models import QuerySet

from brobygger.access.actor import Actor
from brobygger.access.policy import Act, scope, zones_for
from brobygger.alarms import policy as policies
from brobygger.alarms import rules
from brobygger.alarms.leaks import Account
from brobygger.alarms.models import Alarm, DeadlinePolicy, LeakCheck
from brobygger.alarms.policy import Policy
from brobygger.alarms.standing_still import Standing, policies_of, standing
from brobygger.alarms.states import AlarmState
from brobygger.base.decision import NotFound
from brobygger.base.underway import UnderWay
from brobygger.base.workdays import day_of
from brobygger.cases import holding
from brobygger.cases import queries as cases
from brobygger.people.naming import called
from brobygger.trail import actions as trail

__all__ = [
    "Standing",
    "alarm",
    "alarm_for_writing",
    "alarms",
    "answered",
    "count_live",
    "deadline_of",
    "leak_checks",
    "nearest",
    "policy_on",
    "standing",
    "versions",
]

SHOWN_FOR = timedelta(days=14)


def _alarms(by: Actor, act: Act) -> QuerySet[Alarm]:
    return scope(by, act, Alarm.objects.all())


def count_live(by: Actor) -> int:
    """How many alarms wait for someone in the actor's zones; one count by an index, for the menu of every page."""
    zones = zones_for(by, Act.SEE_ALARMS)
    if not zones:
        return 0
    return Alarm.objects.filter(zone_id__in=zones, state=AlarmState.LIVE).count() + len(holding.held(by))


def alarms(by: Actor, *, zone_id: int) -> tuple[Alarm, ...]:
    """The live alarms of the zone: danger first, whatever the days, then the leader's, then the oldest; who was told
    comes with each."""
    rows = _alarms(by, Act.SEE_ALARMS).filter(zone_id=zone_id, state=AlarmState.LIVE)
    rows = rows.select_related("worker").prefetch_related("tellings__worker")
    found = rows.order_by("-level", "due_on", "id")
    return tuple(sorted(found, key=lambda one: -rules.gravity(one.kind, one.thing_state)))


def answered(by: Actor, *, zone_id: int, at: datetime) -> tuple[Alarm, ...]:
    """What was settled in the last fortnight, newest first."""
    rows = _alarms(by, Act.SEE_ALARMS).exclude(state=AlarmState.LIVE)
    rows = rows.filter(zone_id=zone_id, settled_at__gte=at - SHOWN_FOR).select_related("settled_by", "worker")
    return tuple(rows.order_by("-settled_at", "-id")[:100])


def alarm(by: Actor, alarm_id: int) -> Alarm:
    """One alarm. NotFound where the actor may not settle it."""
    found = _alarms(by, Act.SETTLE_ALARM).select_related("worker").filter(pk=alarm_id).first()
    if found is None:
        raise NotFound("not_found")
    return found


def alarm_for_writing(by: Actor, alarm_id: int) -> Alarm:
    """The alarm, locked: of two who answer it the second meets the first one's answer."""
    found = _alarms(by, Act.SETTLE_ALARM).select_for_update().filter(pk=alarm_id).first()
    if found is None:
        raise NotFound("not_found")
    return found


def nearest(by: Actor, *, zone_id: int, at: datetime, most: int = 20) -> list[Standing]:
    """What stands still in the zone with its time still ahead, the nearest first. NotFound for strangers."""
    if zone_id not in zones_for(by, Act.SEE_ALARMS):
        raise NotFound("not_found")
    ahead = [one for one in standing(zone_id=zone_id) if one.due is not None and not one.level(at)]
    return ahead[:most]


def deadline_of(*, thing: UnderWay, zone_id: int) -> rules.Due | None:
    """When this one thing's time is up, for the page that shows it; None where nothing is said. The caller has read it
    by its own door."""
    put_off = Alarm.objects.filter(
        zone_id=zone_id, kind=thing.kind, thing_id=thing.id, thing_state=thing.state, since=thing.since
    ).filter(state=AlarmState.POSTPONED)
    again_on = put_off.order_by("-round").values_list("again_on", flat=True).first()
    return rules.due(thing, policy_on(zone_id, day_of(thing.since)), again_on=again_on)


def leak_checks(by: Actor, *, zone_id: int, most: int = 14) -> tuple[LeakCheck, ...]:
    """The last searches for leaks, newest first."""
    found = scope(by, Act.SEE_LEAKS, LeakCheck.objects.filter(zone_id=zone_id))
    return tuple(found.select_related("by").order_by("-at", "-id")[:most])


def versions(by: Actor, *, zone_id: int) -> tuple[DeadlinePolicy, ...]:
    """What was decided about deadlines, the newest decision first."""
    rows = scope(by, Act.SEE_ALARMS, DeadlinePolicy.objects.filter(zone_id=zone_id))
    return tuple(rows.select_related("decided_by").order_by("-valid_from", "-id"))


def policy_on(zone_id: int, on: date) -> Policy:
    """What holds for the zone on the day."""
    return policies.holding(policies_of(zone_id), on)


def whom(by: Actor, account: Account, *, at: datetime) -> dict[int, str]:
    """By the case the name of each whom a leak is about, for whoever may open it; the trail has that they were seen."""
    asked = [one.case_id for several in account.found.values() for one in several if one.case_id]
    seen = cases.cases(by, Act.SEE_CASE).filter(pk__in=asked).select_related("person")
    names = {one.pk: called(one.person) for one in seen}
    if names:
        trail.write("alarms.leaks_seen", by=by, at=at, zone_id=account.zone_id, shown=len(names))
    return names
