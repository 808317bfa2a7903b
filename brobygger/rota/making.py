"""The job: a plan is made, or the changes are found that cover what nobody can take."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from brobygger.access.actor import Actor, machine
from brobygger.access.zones import in_zones
from brobygger.base.workdays import DAY, day_of
from brobygger.rota import planning, queries, rules
from brobygger.rota.models import Change, Rota, Shift
from brobygger.rota.moving import move
from brobygger.rota.states import RotaState

R = RotaState
SECONDS = 10.0


def make(*, rota_id: int, zone_id: int, at: datetime) -> None:
    """The job: the plan is there, or what stands in its way; or the changes that cover what nobody has. Safe to do
    twice: whoever comes second finds that it is done."""
    by = machine(zone_id)
    with in_zones(by):
        row = Rota.objects.get(pk=rota_id)
        if row.state not in (R.ASKED, R.COVERING):
            return
        shifts = list(row.shifts.all())
        asked = queries.facts(row)
    if row.state == R.COVERING:
        # Whoever has two shifts keeps them only where that can be; what is past stays.
        held = queries.plan_of(shifts)
        asked = replace(asked, held=held, settled_before=day_of(at) + DAY, must_cover=False)
    found = planning.plan(asked, seconds=SECONDS)
    with in_zones(by):
        locked = Rota.objects.select_for_update().get(pk=rota_id)
        if (locked.state, locked.state_at) != (row.state, row.state_at):
            return
        if locked.state == R.COVERING:
            _propose(locked, found, by, at)
        else:
            _keep(locked, asked, found, by, at)


def _keep(row: Rota, asked: rules.Asked, found: planning.Planned, by: Actor, at: datetime) -> None:
    row.conflict = [one.codes() for one in found.conflict]
    row.cost, row.bound = (found.cost, found.bound) if found.is_possible else (None, None)
    row.save(update_fields=["conflict", "cost", "bound"])
    if found.is_possible:
        Shift.objects.bulk_create(_shifts(row, asked, found.plan, at))
    move(row, R.DRAFT if found.is_possible else R.IMPOSSIBLE, by=by, at=at)


def _shifts(row: Rota, asked: rules.Asked, plan: Iterable[rules.Pair], at: datetime) -> list[Shift]:
    takers: dict[rules.Slot, list[int]] = {}
    for worker, slot in sorted(plan):
        takers.setdefault(slot, []).append(worker)
    return [
        Shift(
            zone_id=row.zone_id, rota=row, on=slot.on, starts_at=queries.moment(slot.on, slot.starts),
            ends_at=queries.moment(slot.on, slot.ends), seat=seat + 1, changed_at=at,
            worker_id=takers[slot][seat] if seat < len(takers.get(slot, ())) else None,
        )
        for slot in asked.slots for seat in range(slot.needed)
    ]  # fmt: skip


def _propose(row: Rota, found: planning.Planned, by: Actor, at: datetime) -> None:
    """Each seat whose holder gives it up, and who takes it; nobody where it cannot be covered."""
    changes = []
    for slot, seats in queries.slots_by(row.shifts.order_by("seat")).items():
        there = {worker for worker, other in found.plan if other == slot}
        new = sorted(there - {one.worker_id for one in seats})
        for one in seats:
            if one.on > day_of(at) and one.worker_id not in there:
                to = new.pop(0) if new else None
                if to != one.worker_id:
                    changes.append(
                        Change(zone_id=row.zone_id, shift=one, was_id=one.worker_id, to_id=to, proposed_at=at)
                    )
    if found.is_possible:
        Change.objects.bulk_create(changes)
    move(row, R.PUBLISHED, by=by, at=at)
