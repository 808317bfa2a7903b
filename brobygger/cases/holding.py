"""What a date moves by itself is held where the move is so large that the clock may be wrong: a person lets it go on.

One mechanism for every move that closes or deletes because a day has passed. Whoever moves asks here first.
"""

from datetime import datetime, timedelta

from django.db import transaction

from brobygger.access.actor import Actor
from brobygger.access.policy import Act, may, scope, zones_for
from brobygger.base.decision import NotFound
from brobygger.cases.models import DateMove
from brobygger.cases.rules import may_pass_unseen
from brobygger.trail import actions as trail

GO_HOLDS = timedelta(hours=12)  # after that the leader is asked anew


@transaction.atomic
def may_pass(*, zone_id: int, what: str, count: int, of: int, by: Actor, at: datetime) -> bool:
    """Whether so many of these may be moved by their date now; where not, the move is held until a leader says go, or
    until it is small again, since the clock is back."""
    move, _ = DateMove.objects.select_for_update().get_or_create(zone_id=zone_id, what=what, defaults={"looked_at": at})
    may(by, Act.PASS_DATES, move).require()
    unseen = may_pass_unseen(count=count, of=of, since_last_look=at - move.looked_at)
    was_held, is_let_go = move.held_since is not None, move.go_at is not None and at - move.go_at < GO_HOLDS
    if not unseen and not is_let_go:
        if not was_held:
            move.held_since, move.told_at = at, None
            trail.write("cases.move_held", by=by, at=at, about=move, move=what, count=count, because=unseen.reason)
        move.count, move.of, move.because = count, of, unseen.reason
        move.save()
        return False
    if was_held:
        trail.write("cases.move_went_on", by=by, at=at, about=move, move=what, count=count)
    move.looked_at, move.held_since, move.go_at, move.go_by_id = at, None, None, None
    move.save()
    return True


@transaction.atomic
def let_go_on(*, move_id: int, by: Actor, at: datetime) -> DateMove:
    """The leader has looked, and the date is right: the move is done with the next upkeep."""
    rows = scope(by, Act.DECIDE_DEADLINES, DateMove.objects.select_for_update(of=("self",)))
    move = rows.filter(pk=move_id, held_since__isnull=False).first()
    if move is None:
        raise NotFound("not_found")
    move.go_at, move.go_by_id = at, by.worker_id
    move.save(update_fields=["go_at", "go_by"])
    trail.write("cases.move_let_go", by=by, at=at, about=move, move=move.what, count=move.count)
    return move


def held(by: Actor, *, zone_id: int | None = None) -> list[DateMove]:
    """The moves that are held in the zone, or in all of the actor's, the oldest first."""
    zones = zones_for(by, Act.SEE_ALARMS) if zone_id is None else {zone_id}
    rows = scope(by, Act.SEE_ALARMS, DateMove.objects.filter(zone_id__in=zones, held_since__isnull=False))
    return list(rows.order_by("held_since", "id"))


@transaction.atomic
def tell(*, zone_id: int, by: Actor, at: datetime) -> bool:
    """Whether a held move has come that the leaders have not been told of; from now on they have."""
    rows = DateMove.objects.filter(zone_id=zone_id, held_since__isnull=False, told_at__isnull=True)
    return bool(rows.update(told_at=at))
