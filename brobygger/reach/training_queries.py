"""Who has been trained, until when it holds, who is to renew it soon, and how many of each department have it."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet, Sum

from brobygger.access.actor import Actor
from brobygger.access.policy import Act, may, scope, zones_for
from brobygger.base.alphabet import ByName, alphabetical
from brobygger.base.decision import NotFound
from brobygger.reach import departments_taking_part, rules
from brobygger.reach.models import Training, TrainingDone, TrainingKind
from brobygger.staff import queries as staff


@dataclass(frozen=True, slots=True)
class Share:
    """How many of a department's employees hold a training; and how many places others from it have taken."""

    department: Any
    trained: int
    of: int
    heads: int
    untrained: tuple[str, ...] = ()  # by name; only for whoever keeps the training


@dataclass(frozen=True, slots=True)
class Renewal:
    """Someone whose training has lapsed, or soon will."""

    name: str
    kind: str
    until: date
    holds: rules.Holds


@dataclass(frozen=True, slots=True)
class TrainingPage:
    """Everything about training in a zone on a day."""

    shares: list[Share] = field(default_factory=list)
    renewals: list[Renewal] = field(default_factory=list)
    trainings: list[Training] = field(default_factory=list)
    kinds: list[TrainingKind] = field(default_factory=list)


def _valid(zone_id: int, on: date) -> QuerySet[TrainingDone]:
    rows = TrainingDone.objects.filter(zone_id=zone_id, training__held_on__lte=on)
    return rows.filter(Q(valid_until__isnull=True) | Q(valid_until__gte=on))


def trained_on(worker_id: int, zone_id: int, on: date) -> bool:
    """Whether she has taken part in a training in the zone that holds on the day."""
    return _valid(zone_id, on).filter(worker_id=worker_id).exists()


def certified(zone_id: int, on: date, *gives: str) -> frozenset[int]:
    """Who of the zone holds, on the day, a training that gives one of these."""
    rows = _valid(zone_id, on).filter(training__gives__overlap=list(gives)).exclude(worker=None)
    return frozenset(row.worker_id for row in rows.only("worker_id") if row.worker_id is not None)


def certificates(zone_id: int, *gives: str) -> list[tuple[int, date, date | None]]:
    """Who of the zone has been trained in one of these, from which day, and until when it holds."""
    rows = TrainingDone.objects.filter(zone_id=zone_id, training__gives__overlap=list(gives)).exclude(worker=None)
    return list(rows.values_list("worker_id", "training__held_on", "valid_until").order_by("pk"))


def training_page(by: Actor, *, zone_id: int, on: date) -> TrainingPage:
    """The trainings, who is to renew theirs, and each department's share. NotFound where it is not hers to see."""
    if zone_id not in zones_for(by, Act.SEE_REACH):
        raise NotFound("not_found")
    keeps = bool(may(by, Act.KEEP_REACH, TrainingKind(zone_id=zone_id)))
    held = Training.objects.filter(zone_id=zone_id).select_related("kind").order_by("-held_on", "-pk")
    return TrainingPage(
        _shares(by, zone_id, on, names=keeps),
        renewals(zone_id, on) if keeps else [],
        list(held.annotate(took_part=Sum("done__heads"))[:50]),
        kinds(by, zone_id=zone_id),
    )


def _shares(by: Actor, zone_id: int, on: date, *, names: bool) -> list[Share]:
    """By the department's name; a share is no ranking."""
    trained = set(_valid(zone_id, on).exclude(worker=None).values_list("worker_id", flat=True))
    heads = _valid(zone_id, on).filter(worker=None).values("department_id").annotate(n=Sum("heads"))
    counted = {row["department_id"]: row["n"] for row in heads}
    placed = departments_taking_part.placed(by, zone_id, on)
    return [
        Share(
            one,
            sum(place.department_id == one.pk and place.worker_id in trained for place in placed),
            sum(place.department_id == one.pk for place in placed),
            counted.get(one.pk, 0),
            tuple(p.name for p in placed if p.department_id == one.pk and p.worker_id not in trained) if names else (),
        )
        for one in departments_taking_part.departments(by, zone_id, on)
    ]


def renewals(zone_id: int, on: date) -> list[Renewal]:
    """For everyone who works here, in a department or on the team: the newest of each kind that has lapsed or soon
    will, by name. The caller keeps the training."""
    names = {one.worker_id: one.name for one in staff.team(zone_id, on)}
    rows = TrainingDone.objects.filter(zone_id=zone_id, worker_id__in=names).select_related("training__kind")
    newest: dict[tuple[int, int], TrainingDone] = {}
    for row in rows.order_by("training__held_on", "pk"):
        newest[row.worker_id or 0, row.training.kind_id] = row
    found = [
        Renewal(names[who], row.training.kind.name, row.valid_until, rules.holds(row.valid_until, on))
        for (who, _kind), row in newest.items()
        if row.valid_until is not None and rules.holds(row.valid_until, on) is not rules.Holds.YES
    ]
    return sorted(found, key=lambda one: (alphabetical(one.name), one.kind))


def kinds(by: Actor, *, zone_id: int) -> list[TrainingKind]:
    """The kinds of training in the zone, by name."""
    return list(scope(by, Act.SEE_REACH, TrainingKind.objects.filter(zone_id=zone_id)).order_by(ByName("name"), "pk"))


def kind(by: Actor, pk: int) -> TrainingKind:
    """One kind, for whoever keeps them. NotFound otherwise."""
    found = scope(by, Act.KEEP_REACH, TrainingKind.objects.filter(pk=pk)).first()
    if found is None:
        raise NotFound("not_found")
    return found


def training(by: Actor, pk: int) -> Training:
    """One training with those who took part, for whoever keeps them. NotFound otherwise."""
    found = scope(by, Act.KEEP_REACH, Training.objects.filter(pk=pk).select_related("kind")).first()
    if found is None:
        raise NotFound("not_found")
    return found


def done(row: Training) -> list[TrainingDone]:
    """Who took part, by name; departments' numbers last."""
    rows = row.done.select_related("worker", "department")
    return sorted(
        rows, key=lambda one: (one.worker is None, alphabetical(one.worker.name) if one.worker else "", one.pk)
    )
