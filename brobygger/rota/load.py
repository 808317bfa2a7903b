"""How much there is for each, as counts and by name; and who would like to talk about something hard."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, time, timedelta

from brobygger.access.actor import Actor
from brobygger.access.policy import Act, scope, zones_for
from brobygger.base.decision import NotFound
from brobygger.outreach import queries as outreach
from brobygger.rota import queries, rules
from brobygger.rota.models import Talk
from brobygger.staff import queries as staff

WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Load:
    """One worker's week."""

    worker: int
    name: str
    hours: float
    calls: int
    people: int
    away: bool  # today
    without_substitute: bool
    talk: Talk | None


def load(by: Actor, *, zone_id: int, on: date) -> list[Load]:
    """The week of each, by name: one's own, or everyone's for whoever plans."""
    if zone_id not in zones_for(by, Act.SEE_ROTA):
        raise NotFound("not_found")
    monday = rules.monday(on)
    workers: Collection[int] = queries.planned_workers(zone_id, on, on)
    if zone_id not in zones_for(by, Act.PLAN_ROTA):
        workers = [one for one in workers if one == by.user_id]
    since = queries.moment(monday, time())
    counts = outreach.counts_by_worker(zone_id, since, since + WEEK)
    hours: dict[int, float] = {}
    for one in queries.published(by, zone_id=zone_id, first=monday, last=monday + WEEK - timedelta(days=1)):
        if one.worker_id is not None:
            hours[one.worker_id] = hours.get(one.worker_id, 0) + (one.ends_at - one.starts_at).total_seconds() / 3600
    talks = {
        one.worker_id: one for one in scope(by, Act.KEEP_HOURS, Talk.objects.filter(zone_id=zone_id, held_on=None))
    }
    away = staff.away(zone_id, on)
    return [
        Load(pk, name, hours.get(pk, 0), *counts.get(pk, (0, 0)), pk in away, pk in away and away[pk] is None,
             talks.get(pk))
        for pk, name in queries.names(workers).items()
    ]  # fmt: skip


def talks_held(by: Actor, *, zone_id: int) -> list[Talk]:
    """The latest talks that were held: one's own, or everyone's for whoever plans."""
    rows = scope(by, Act.KEEP_HOURS, Talk.objects.filter(zone_id=zone_id).exclude(held_on=None))
    return list(rows.select_related("worker").order_by("-held_on", "-pk")[:20])
