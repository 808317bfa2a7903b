"""A course in Køge that is planned, with those who have a place, one who is asked, and one who waits."""

from datetime import datetime, time, timedelta
from typing import Any

from brobygger.base.workdays import day_of
from brobygger.courses import course_actions, place_actions
from brobygger.courses.course_actions import Planned
from brobygger.demonstration.town import Town
from brobygger.risk.models import RiskCase
from brobygger.risk.states import RiskState

BREAKS = ["02-08–02-14", "03-22–03-29", "06-26–08-10", "10-12–10-18", "12-19–01-03"]
WEDNESDAY = 2


def courses(town: Town, leader: str, first: str, second: str, now: datetime) -> None:
    """The zone's design with its school breaks; whoever is assessed and followed waits, is asked, or has a place."""
    by, at = town.actor(leader), now - timedelta(days=8)
    design: dict[str, Any] = {"sessions": 10, "minutes": 150, "weeks_between": 1, "fewest": 6, "most": 8}
    design |= {"closes_after": 2, "answer_days": 5, "breaks": BREAKS}
    course_actions.decide_design(zone_id=town.zone_id, told=design, by=by, at=at)
    soon = day_of(now) + timedelta(days=35)
    told = Planned(
        programme_id=town.programme_id, name="Onsdagsholdet", room="Sundhedscentret, lokale 3",
        first_on=soon + timedelta(days=(WEDNESDAY - soon.weekday()) % 7), starts=time(16, 30),
        leader=town.ids[first], second_leader=town.ids[second],
    )  # fmt: skip
    course = course_actions.plan(zone_id=town.zone_id, told=told, by=by, at=at)
    by = town.actor(first)
    followed = RiskCase.objects.filter(zone_id=town.zone_id, state=RiskState.FOLLOWED).order_by("pk")
    for number, case in enumerate(followed):
        place = place_actions.wait(
            screening_id=case.screening_id, wishes="Kan onsdage efter 16", wishes_a_group=True, by=by, at=at
        )
        if number < 2:
            place_actions.offer(place_id=place.pk, course_id=course.pk, by=by, at=now - timedelta(days=2))
        if number == 0:
            place_actions.answer(place_id=place.pk, yes=True, by=by, at=now - timedelta(days=1))
