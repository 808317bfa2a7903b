"""A course in Køge that is planned, with those who have a place, one who is asked, and one who waits."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from typing import Any

from brobygger.base.workdays import day_of
from brobygger.courses import course_actions, place_actions, venue_actions
from brobygger.courses.course_actions import Noted, Planned
from brobygger.courses.models import Place, PlaceCount
from brobygger.courses.states import PlaceState
from brobygger.demonstration.town import Town
from brobygger.packs.models import Pack
from brobygger.participants import actions as participants
from brobygger.participants.actions import Line
from brobygger.risk.models import RiskCase
from brobygger.risk.states import RiskState

BREAKS = ["07", "03-22–03-29", "26–32", "42", "12-19–01-03"]
WEDNESDAY = 2
WELL = {"glad": ["2"], "rolig": ["1"], "aktiv": ["2"], "udhvilet": ["1"], "interesse": ["3"]}


ROOMS = (
    ("Sundhedscentret, lokale 3", "Prøvevej 3", "Samme indgang som blodprøverne; på døren står kun lokalets nummer."),
    ("Biblioteket, sal B", "Torvet 1", "Egen indgang fra gården."),
)


def rooms(town: Town, leader: str, told: Sequence[tuple[str, str, str]], now: datetime) -> int:
    """Rooms for courses; the number of the first."""
    by, at = town.actor(leader), now - timedelta(days=299)
    hours: dict[str, Any] = {"weekdays": [1, 2, 3, 4, 5], "opens": time(8), "closes": time(21), "seats": 10}
    made = [
        venue_actions.keep_venue(
            zone_id=town.zone_id, by=by, at=at,
            told={**hours, "name": name, "address": address, "discretion": how, "in_use_from": day_of(at)},
        ).pk
        for name, address, how in told
    ]  # fmt: skip
    return made[0]


def courses(town: Town, leader: str, first: str, second: str, now: datetime) -> None:
    """The zone's design with its school breaks; whoever is assessed and followed waits, is asked, or has a place."""
    venue = rooms(town, leader, ROOMS, now)
    _earlier(town, leader, first, second, venue, now)
    by, at = town.actor(leader), now - timedelta(days=8)
    design: dict[str, Any] = {"sessions": 10, "minutes": 150, "weeks_between": 1, "fewest": 6, "most": 8}
    design |= {"closes_after": 2, "answer_days": 5, "breaks": BREAKS}
    course_actions.decide_design(zone_id=town.zone_id, told=design, by=by, at=at)
    soon = day_of(now) + timedelta(days=35)
    told = Planned(
        programme_id=town.programme_id, name="Onsdagsholdet", venue_id=venue,
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
            lines = [Line("Min søster", "close", "En seng for natten"), Line("Naboen på 2. sal", "near", "Ringer 112")]
            participants.draw_network(place_id=place.pk, lines=lines, seen=0, by=by, at=now)
            form: dict[str, Any] = {
                "place_id": place.pk,
                "when": "before",
                "pack_id": _who5(),
                "answers": WELL,
                "seen": 0,
            }
            participants.keep_measure(**form, by=by, at=now)


def _who5() -> int:
    return Pack.objects.get(url="urn:brobygger:form:who-5").pk


def _earlier(town: Town, leader: str, first: str, second: str, venue: int, now: datetime) -> None:
    """A course that ended some months ago, of people whom the team no longer follows: they are asked how it goes."""
    at = now - timedelta(days=210)
    by = town.actor(leader)
    told = Planned(
        programme_id=town.programme_id, name="Mandagsholdet", venue_id=venue,
        first_on=day_of(now) - timedelta(days=203 + day_of(now).weekday()), starts=time(17),
        leader=town.ids[first], second_leader=town.ids[second],
    )  # fmt: skip
    course = course_actions.plan(zone_id=town.zone_id, told=told, by=by, at=at)
    over = RiskCase.objects.filter(zone_id=town.zone_id, state=RiskState.ENDED, screening__person__isnull=False)
    by, places = town.actor(first), []
    for seat, case in enumerate(over.order_by("pk")[:7], start=1):
        here: dict[str, Any] = {"zone_id": town.zone_id, "programme_id": town.programme_id, "course": course}
        days = {
            "waited_on": day_of(at) - timedelta(days=20 + 3 * seat),
            "confirmed_on": day_of(at),
            "state_on": day_of(at),
        }
        kept = PlaceCount.objects.create(**here, **days, state=PlaceState.CONFIRMED)
        waited = now - timedelta(days=230 + 3 * seat)
        kept_as: dict[str, Any] = {
            "state": PlaceState.CONFIRMED,
            "state_at": at,
            "waits_since": waited,
            "told_at": at,
            "asked_again_at": at,
            "asked_again_by_id": town.ids[first],
            "seat": seat,
        }
        places.append(Place.objects.create(**here, **kept_as, screening_id=case.screening_id, count=kept))
    for one in course.sessions.order_by("number"):
        came = {
            place.pk: Noted("with_notice") if (place.pk + one.number) % 6 == 0 else Noted("present", False)
            for place in places
        }
        course_actions.note_attendance(session_id=one.pk, told=came, by=by, at=one.starts_at + timedelta(hours=3))
    ended = one.starts_at + timedelta(hours=4)
    course_actions.end(course_id=course.pk, by=by, at=ended)
    for place, gave in zip(places, ("much", "some", "much", "not_told"), strict=False):
        place_actions.note_gave(place_id=place.pk, gave=gave, by=by, at=ended)
    for place, other in zip(places[:2], reversed(places[:2]), strict=True):
        words = "Ring gerne om aftenen: 95 00 03 17"
        participants.share(place_id=place.pk, words=words, gives_to=[other.pk], by=by, at=ended)
    for place in places[:1]:
        how: dict[str, Any] = {
            "state": "held",
            "goes": "better",
            "worries": False,
            "words": "Er begyndt på arbejde igen",
            "offers": [],
        }
        participants.note_follow_up(place_id=place.pk, told=how, by=by, at=now - timedelta(hours=3))
