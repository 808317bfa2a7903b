"""The reading door: what belongs to a participant, for the team; and who is to be followed up."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone

from brobygger.access.actor import Actor
from brobygger.access.policy import Act, scope, zones_for
from brobygger.base.decision import Decision, NotFound
from brobygger.base.menu import address
from brobygger.base.underway import UnderWay
from brobygger.base.workdays import day_of, end_of, noon_of, plus_months
from brobygger.courses import queries as courses
from brobygger.courses.models import KeptApart, Place
from brobygger.packs import queries as packs
from brobygger.packs.codes import Purpose
from brobygger.packs.models import Pack
from brobygger.packs.questions import Answers
from brobygger.packs.states import PackState
from brobygger.participants import rules
from brobygger.participants.codes import When
from brobygger.participants.models import FollowUp, Measure, NetworkMap, Sharing
from brobygger.participants.states import OVER

EARLY = "measured_before_the_last"
TOGETHER = ("confirmed", "completed")  # who is in the course, or was to the end


@dataclass(frozen=True, slots=True)
class Form:
    """An outcome form at one of its times: as it was filled in, or why it is not filled in now."""

    pack: Pack
    when: When
    row: Measure | None
    reason: str

    @property
    def is_early(self) -> bool:
        """Whether it may be filled in now only where someone says that it is to be."""
        return self.reason == EARLY


def outcome_packs(by: Actor, zone_id: int) -> list[Pack]:
    """The outcome forms that are in use in the zone, the newest version of each."""
    found: dict[str, Pack] = {}
    rows = packs.packs(by, zone_id=zone_id, purpose=Purpose.OUTCOME).filter(state=PackState.IN_USE)
    for one in rows.order_by("imported_at", "pk"):
        found[one.url] = one
    return sorted(found.values(), key=lambda one: one.title)


def forms(by: Actor, place: Place, *, today: date) -> list[tuple[Pack, list[Form]]]:
    """Each outcome form at each of its times; one that was filled in stays, in its own version."""
    kept = list(Measure.objects.filter(place=place).select_related("pack"))
    found = []
    for pack in outcome_packs(by, place.zone_id):
        times = []
        for when in When:
            row = next((one for one in kept if one.moment == when and one.pack.url == pack.url), None)
            may = may_measure(place, when, today=today)
            times.append(Form(row.pack if row else pack, when, row, "" if row or may else may.reason))
        found.append((pack, times))
    return found


def may_measure(place: Place, when: str, *, today: date, early: bool = False) -> Decision:
    """Whether a form that is not begun is filled in now with whoever has the place, which the caller may keep."""
    held, of = (courses.held(place.course), place.course.sessions.count()) if place.course is not None else (0, 0)
    return rules.may_measure(
        when=when, place=place.state, held=held, of=of, ended_on=day_of(place.state_at), today=today, early=early
    )


def measure(place: Place, when: str, pack_id: int) -> Measure | None:
    return Measure.objects.filter(place=place, moment=when, pack_id=pack_id).first()


def answers_of(row: Measure | None) -> Answers:
    return json.loads(row.answers) if row is not None else {}


def network_of(place: Place) -> NetworkMap | None:
    return NetworkMap.objects.filter(place=place).first()


def sharing_of(place: Place) -> Sharing | None:
    return Sharing.objects.filter(place=place).first()


def others(place: Place) -> list[Place]:
    """Who is in the same course, or was to its end."""
    if place.course_id is None:
        return []
    rows = courses.PLACES.filter(course_id=place.course_id, state__in=TOGETHER).exclude(pk=place.pk)
    return list(rows.order_by("seat", "pk"))


def received(place: Place) -> list[Sharing]:
    """What the others give someone: of each pair who have both said yes, unless they must not meet."""
    here = [place, *others(place)]
    rows = {one.place_id: one for one in Sharing.objects.filter(place__in=here)}
    gives = {one.place_id: frozenset(one.gives_to) & {other.pk for other in here} for one in rows.values()}
    pairs = rules.exchanged(gives, _apart(here))
    return [rows[other] for pair in pairs if place.pk in pair for other in sorted(pair - {place.pk})]


def _apart(here: Iterable[Place]) -> set[frozenset[int]]:
    by_screening = {one.screening_id: one.pk for one in here}
    rows = KeptApart.objects.filter(first_id__in=by_screening, second_id__in=by_screening, ended_at=None)
    return {frozenset((by_screening[a], by_screening[b])) for a, b in rows.values_list("first_id", "second_id")}


def follow_up_of(place: Place) -> FollowUp | None:
    return FollowUp.objects.filter(place=place).first()


def to_follow_up(by: Actor, *, zone_id: int, today: date) -> list[Place]:
    """Whom it is time to follow up, the longest since the course first. NotFound where it is not the actor's."""
    if zone_id not in zones_for(by, Act.KEEP_PLACES):
        raise NotFound("not_found")
    return _due(scope(by, Act.KEEP_PLACES, courses.PLACES.filter(zone_id=zone_id)), today)


def _due(rows: QuerySet[Place], today: date) -> list[Place]:
    """The shortest month decides what is asked for, the rule which of it is due."""
    latest = end_of(plus_months(today, -rules.FIRST_MONTH) + timedelta(days=3))
    ended = rows.filter(Q(follow_up=None) | ~Q(follow_up__state__in=OVER), state__in=rules.AFTER, state_at__lt=latest)
    due = ended.order_by("state_at", "pk")
    return [one for one in due if today >= rules.window(day_of(one.state_at)).first]


def under_way(by: Actor, *, zone_id: int, at: datetime | None = None) -> list[UnderWay]:
    """Whom it is time to follow up, since the first day on which it could be done."""
    rows = scope(by, Act.SEE_COURSES, Place.objects.filter(zone_id=zone_id))
    return [
        UnderWay(
            "follow_up", one.pk, "due", noon_of(rules.window(day_of(one.state_at)).first),
            programme_id=one.programme_id, href=address("follow_up", one.pk),
        )
        for one in _due(rows, day_of(at or timezone.now()))
    ]  # fmt: skip
