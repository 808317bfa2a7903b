"""The outreach team's rota: a plan of five weeks that is published, an exam period in it, and the plan after it."""

from datetime import date, datetime, time, timedelta

from brobygger.access.actor import Actor
from brobygger.access.who import actor_for
from brobygger.access.zones import enter
from brobygger.base.workdays import day_of
from brobygger.rota import actions, making, plan_actions, talk_actions
from brobygger.rota.rules import monday

NEEDED = (*((weekday, time(9), time(13), 1) for weekday in range(5)), (1, time(16), time(20), 1))
HOURS = {"sofie@demo.invalid": 14, "mads@demo.invalid": 10}


def shifts(*, zone_id: int, ids: dict[str, int], now: datetime) -> None:
    """What is needed, what the two have said, and the plans."""
    at = now - timedelta(days=14)
    first, sofie, mads = monday(day_of(now)), ids["sofie@demo.invalid"], ids["mads@demo.invalid"]
    leader = _as(ids["karen@demo.invalid"])
    for weekday, starts, ends, needed in NEEDED:
        told = {"weekday": weekday, "starts": starts, "ends": ends, "needed": needed, "from_on": first}
        actions.need_shift(zone_id=zone_id, told=told, by=leader, at=at)
    for email, hours in HOURS.items():
        by, since = _as(ids[email]), first - timedelta(days=60)
        actions.say_hours(zone_id=zone_id, worker_id=ids[email], weekly=hours * 60, from_on=since, by=by, at=at)
    by, exam = _as(mads), first + timedelta(days=14)
    actions.say_exam(
        zone_id=zone_id, worker_id=mads, first_day=exam, last_day=exam + timedelta(days=11), most=1, by=by, at=at
    )
    wished: tuple[tuple[int, str, int, str], ...] = (
        (mads, "cannot", 2, "morning"), (sofie, "rather_not", 1, "evening"), (sofie, "prefers", 0, "all"),
        (sofie, "prefers", 3, "all"),
    )  # fmt: skip
    for worker, likes, weekday, part in wished:
        actions.wish(
            zone_id=zone_id, worker_id=worker, likes=likes, weekday=weekday, on=None, part=part,
            by=_as(worker), at=at,
        )  # fmt: skip
    made = _plan(zone_id, leader.worker_id, first, first + timedelta(days=34), at)
    plan_actions.publish(rota_id=made, by=leader, at=at)
    by = _as(mads)
    talk_actions.ask_to_talk(zone_id=zone_id, wished_on=day_of(now) + timedelta(days=1), by=by, at=now)
    _plan(zone_id, leader.worker_id, first + timedelta(days=35), first + timedelta(days=62), at)


def _as(worker: int) -> Actor:
    by = actor_for(worker)
    enter(by)
    return by


def _plan(zone_id: int, leader: int, first: date, last: date, at: datetime) -> int:
    """The plan is asked for and made at once, whoever comes for the job later."""
    by = _as(leader)
    row = plan_actions.ask(zone_id=zone_id, first_day=first, last_day=last, most_a_week=5, by=by, at=at)
    making.make(rota_id=row.pk, zone_id=zone_id, at=at)
    _as(leader)
    return row.pk
