"""The reading door: the team's shifts for the team, drafts for whoever plans, hours and wishes for their worker."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils.timezone import localdate, localtime

from brobygger.access.actor import Actor, Role
from brobygger.access.policy import Act, may, scope, zones_for
from brobygger.base.alphabet import ByName
from brobygger.base.decision import NotFound
from brobygger.base.menu import address
from brobygger.base.underway import UnderWay
from brobygger.base.workdays import COPENHAGEN, DAY, day_of
from brobygger.rota import rules
from brobygger.rota.models import Exam, Hours, Rota, Shift, ShiftNeed, Wish
from brobygger.rota.states import STANDS
from brobygger.staff import queries as staff

AHEAD = timedelta(days=7)  # a shift that nobody has is heard of so long before


def rota(by: Actor, rota_id: int, *, act: Act = Act.PLAN_ROTA, for_update: bool = False) -> Rota:
    """One plan. NotFound where the act does not reach it."""
    rows = scope(by, act, Rota.objects.select_related("asked_by", "published_by"))
    found = (rows.select_for_update(of=("self",)) if for_update else rows).filter(pk=rota_id).first()
    if found is None:
        raise NotFound("not_found")
    return found


def rotas(by: Actor, *, zone_id: int) -> QuerySet[Rota]:
    """The zone's plans, the latest first."""
    return scope(by, Act.PLAN_ROTA, Rota.objects.filter(zone_id=zone_id)).order_by("-first_day", "-pk")[:30]


def shift(by: Actor, shift_id: int, *, for_update: bool = False) -> Shift:
    """One shift of a draft or of what stands, for whoever plans. NotFound otherwise."""
    rows = scope(by, Act.PLAN_ROTA, Shift.objects.select_related("rota", "worker"))
    found = (rows.select_for_update(of=("self",)) if for_update else rows).filter(pk=shift_id).first()
    if found is None:
        raise NotFound("not_found")
    return found


def published(by: Actor, *, zone_id: int, first: date, last: date) -> list[Shift]:
    """The team's shifts of the days, of plans that stand."""
    rows = scope(by, Act.SEE_ROTA, Shift.objects.filter(zone_id=zone_id, on__range=(first, last)))
    rows = rows.filter(rota__state__in=STANDS).select_related("worker")
    return list(rows.order_by("starts_at", "ends_at", ByName("worker__name"), "seat"))


def mine(by: Actor, *, zone_id: int, since: date) -> list[Shift]:
    """One's own shifts from the day on."""
    last = since + timedelta(days=2 * rules.LONGEST)
    return [one for one in published(by, zone_id=zone_id, first=since, last=last) if one.worker_id == by.user_id]


def needs(by: Actor, *, zone_id: int, on: date) -> list[ShiftNeed]:
    """Which shifts are needed from the day on, for whoever plans."""
    rows = scope(by, Act.PLAN_ROTA, ShiftNeed.objects.filter(zone_id=zone_id)).exclude(until__lt=on)
    return list(rows.order_by("weekday", "starts", "ends", "pk"))


def need(by: Actor, need_id: int) -> ShiftNeed:
    """One of them, locked. NotFound for everyone else."""
    found = scope(by, Act.PLAN_ROTA, ShiftNeed.objects.select_for_update()).filter(pk=need_id).first()
    if found is None:
        raise NotFound("not_found")
    return found


@dataclass(frozen=True, slots=True)
class Own:
    """What one worker has said of her time."""

    hours: list[Hours]
    exams: list[Exam]
    wishes: list[Wish]


def may_keep(by: Actor, worker_id: int, zone_id: int) -> None:
    """NotFound where the hours are neither the actor's own nor hers to plan."""
    may(by, Act.KEEP_HOURS, Hours(zone_id=zone_id, worker_id=worker_id)).require()
    if not staff.works_in(worker_id, zone_id, on=localdate()):
        raise NotFound("not_found")


def own(by: Actor, worker_id: int, *, zone_id: int, on: date) -> Own:
    """What is written of the worker's hours and not over: her own, or for whoever plans."""
    may_keep(by, worker_id, zone_id)
    here = {"zone_id": zone_id, "worker_id": worker_id}
    exams = Exam.objects.filter(**here, last_day__gte=on)
    wishes = Wish.objects.filter(**here).exclude(on__lt=on)
    return Own(
        list(scope(by, Act.KEEP_HOURS, Hours.objects.filter(**here)).order_by("-from_on")),
        list(scope(by, Act.KEEP_HOURS, exams).order_by("first_day")),
        list(scope(by, Act.KEEP_HOURS, wishes).order_by("on", "weekday", "part")),
    )


def whose(by: Actor, kind: Any, row_id: int) -> int:
    """Whose hours, exams or wish it is. NotFound where it is not the actor's to keep."""
    found = scope(by, Act.KEEP_HOURS, kind.objects.all()).filter(pk=row_id).values_list("worker_id", flat=True).first()
    if found is None:
        raise NotFound("not_found")
    return int(found)


def planned_workers(zone_id: int, first: date, last: date) -> dict[int, list[tuple[date, date]]]:
    """Who can be planned on the days, and on which of them. The caller has asked `may`."""
    return staff.works_between(zone_id, Role.WORKER, first, last)


def names(workers: Iterable[int | None]) -> dict[int, str]:
    """What they are called, by name."""
    told = staff.called(workers).items()
    return {pk: name for pk, name in sorted(told, key=lambda one: one[1]) if pk is not None}


def facts(row: Rota) -> rules.Asked:
    """Everything that the plan is made from, as it is now. The caller has asked `may`.

    Who has no hours is not planned. Without shifts yet they follow from what is needed.
    """
    shifts = list(row.shifts.order_by("starts_at", "ends_at", "seat")) if row.pk else []
    first, last = row.first_day, row.last_day
    slots = slots_by(shifts) if shifts else tuple(_needed(row))
    owed = _owed(row)
    people = tuple(replace(one, owed=owed.get(one.id, 0)) for one in _people(row.zone_id, first, last))
    return rules.Asked(first, last, tuple(slots), people, row.most_a_week, must_cover=not row.with_gaps)


def slots_by(shifts: Iterable[Shift]) -> dict[rules.Slot, list[Shift]]:
    """The shifts with their seats."""
    seats: dict[tuple[date, time, time], list[Shift]] = {}
    for one in shifts:
        seats.setdefault((one.on, localtime(one.starts_at).time(), localtime(one.ends_at).time()), []).append(one)
    return {rules.Slot(*when, len(found)): found for when, found in seats.items()}


def plan_of(shifts: Iterable[Shift]) -> frozenset[rules.Pair]:
    """Who has which of them."""
    told = slots_by(shifts)
    return frozenset((one.worker_id, slot) for slot, seats in told.items() for one in seats if one.worker_id)


def _needed(row: Rota) -> tuple[rules.Slot, ...]:
    told = ShiftNeed.objects.filter(zone_id=row.zone_id)
    needed = [rules.Need(one.weekday, one.starts, one.ends, one.needed, one.from_on, one.until) for one in told]
    return rules.slots_of(needed, row.first_day, row.last_day)


def _people(zone_id: int, first: date, last: date) -> list[rules.Person]:
    works, away = planned_workers(zone_id, first, last), staff.away_between(zone_id, first, last)
    told: dict[str, dict[int, list[Any]]] = {"hours": {}, "exams": {}, "wishes": {}}
    here: dict[str, Any] = {"zone_id": zone_id, "worker_id__in": works}
    for hours in Hours.objects.filter(**here, from_on__lte=last):
        told["hours"].setdefault(hours.worker_id, []).append((hours.from_on, hours.weekly))
    for exam in Exam.objects.filter(**here, first_day__lte=last, last_day__gte=first):
        told["exams"].setdefault(exam.worker_id, []).append(rules.Exam(exam.first_day, exam.last_day, exam.most))
    for one in Wish.objects.filter(**here).order_by("pk"):
        told["wishes"].setdefault(one.worker_id, []).append(rules.Wish(one.likes, one.weekday, one.on, one.part))
    return [
        rules.Person(
            pk, tuple(told["hours"][pk]), tuple(spans), tuple(away.get(pk, ())),
            tuple(told["exams"].get(pk, ())), tuple(told["wishes"].get(pk, ())),
        )
        for pk, spans in works.items() if pk in told["hours"]
    ]  # fmt: skip


def _owed(row: Rota) -> dict[int, int]:
    """What each had too little, or too much, in the plan that ended last before this one."""
    before = Rota.objects.filter(zone_id=row.zone_id, state__in=STANDS, last_day__lt=row.first_day)
    last = before.order_by("-last_day").first()
    if last is None:
        return {}
    shifts = list(last.shifts.all())
    told = rules.Asked(last.first_day, last.last_day, tuple(slots_by(shifts)),
                       tuple(_people(row.zone_id, last.first_day, last.last_day)), last.most_a_week)  # fmt: skip
    had = plan_of(shifts)
    return {pk: share - sum(slot.minutes for who, slot in had if who == pk) for pk, share in told.shares.items()}


def moment(day: date, hour: time) -> datetime:
    return datetime.combine(day, hour, tzinfo=COPENHAGEN)


def under_way(by: Actor, *, zone_id: int) -> list[UnderWay]:
    """Shifts of the coming week that nobody has, or whose holder is away: numbers and days."""
    if zone_id not in zones_for(by, Act.SEE_ROTA):
        return []
    tomorrow = localdate() + DAY
    last = tomorrow + AHEAD
    away = staff.away_between(zone_id, tomorrow, last)
    found = []
    for one in published(by, zone_id=zone_id, first=tomorrow, last=last):
        gone = any(first <= one.on <= until for first, until in away.get(one.worker_id or 0, ()))
        if one.worker_id is None or gone:
            state = "free" if one.worker_id is None else "away"
            found.append(
                UnderWay("shift", one.pk, state, one.changed_at, None, href=address("rota_shift", one.pk))
            )  # fmt: skip
    return found


def own_times(by: Actor, *, zone_id: int) -> dict[tuple[str, int], datetime]:
    """A shift that nobody has is due when the week before it begins, whenever it became so."""
    rows = Shift.objects.filter(pk__in=[one.id for one in under_way(by, zone_id=zone_id)])
    return {("shift", one.pk): moment(one.on - AHEAD, time()) for one in rows}


def has_begun(row: Shift, at: datetime) -> bool:
    return row.on <= day_of(at)
