"""Who works where, for those who may manage it."""

from __future__ import annotations

from datetime import date

from django.db.models import F, Q, QuerySet

from brobygger.access.actor import Actor, Role
from brobygger.access.policy import Act, scope, zones_for
from brobygger.base.decision import NotFound
from brobygger.staff.models import Membership, Worker, Zone
from brobygger.staff.rules import RoleFacts


def roles(by: Actor) -> QuerySet[Membership]:
    """Every role, past and present, in the zones that the actor manages; present ones first, then by name."""
    rows = scope(by, Act.MANAGE_STAFF, Membership.objects.select_related("worker", "zone"))
    return rows.order_by("zone__name", F("until").desc(nulls_first=True), "worker__name", "role", "id")


def role(by: Actor, membership_id: int) -> Membership:
    """One role. NotFound where the actor does not manage its zone."""
    found = roles(by).filter(pk=membership_id).first()
    if found is None:
        raise NotFound("not_found")
    return found


def managed_zones(by: Actor) -> QuerySet[Zone]:
    """The zones whose workers the actor manages."""
    return Zone.objects.filter(pk__in=zones_for(by, Act.MANAGE_STAFF)).order_by("name")


def worker_in_reach(by: Actor, worker_id: int) -> Worker:
    """A worker of a zone that the actor manages. NotFound otherwise."""
    found = Worker.objects.filter(pk=worker_id, memberships__in=roles(by).order_by()).distinct().first()
    if found is None:
        raise NotFound("not_found")
    return found


def facts_of(by: Actor, row: Membership, *, last_day: date) -> RoleFacts:
    """What the rules ask about a role that would end after the day."""
    after = Membership.objects.filter(Q(until__isnull=True) | Q(until__gt=last_day)).exclude(pk=row.pk)
    leaders = after.filter(zone_id=row.zone_id, role=Role.PROGRAMME_LEADER, worker__is_active=True)
    return RoleFacts(
        is_own=row.worker_id == by.user_id,
        own_other_roles=after.filter(worker_id=row.worker_id).count(),
        is_leader=row.role == Role.PROGRAMME_LEADER,
        other_leaders=leaders.count(),
        since=row.since,
        already_ends=row.until is not None,
    )


def holds_now(worker_id: int, zone_id: int, role: str, *, on: date) -> bool:
    """Whether the worker has the role in the zone on the day or later."""
    rows = Membership.objects.filter(worker_id=worker_id, zone_id=zone_id, role=role)
    return rows.filter(Q(until__isnull=True) | Q(until__gte=on)).exists()
