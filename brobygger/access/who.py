"""From a request to the actor: the signed-in worker's roles of today."""

from __future__ import annotations

from django.apps import apps
from django.db.models import Q
from django.http import HttpRequest
from django.utils import timezone

from brobygger.access.actor import NOBODY, Actor


def actor_of(request: HttpRequest) -> Actor:
    """The actor behind the request: her roles as they are today, or nobody where no one is signed in."""
    user = request.user
    if not user.is_authenticated:
        return NOBODY
    return actor_for(user.pk)


def actor_for(worker_id: int) -> Actor:
    """The worker as an actor, with the roles that she has today.

    She has none while nobody but the one who printed her link knows that it is she.
    """
    today = timezone.localdate()
    memberships = (
        apps.get_model("staff", "Membership")
        .objects.filter(
            Q(until__isnull=True) | Q(until__gte=today), worker_id=worker_id, worker__is_active=True, since__lte=today
        )
        .exclude(worker__way="paper", worker__own_since__isnull=True)
    )
    roles = list(memberships.values_list("role", "zone_id", "zone__name", "zone__programmes__kind"))
    names = sorted({(name, zone_id) for _role, zone_id, name, _kind in roles})
    return Actor(
        user_id=worker_id,
        roles=frozenset((role, zone_id) for role, zone_id, _name, _kind in roles),
        zone_names=tuple((zone_id, name) for name, zone_id in names),
        zone_kinds=frozenset((zone_id, kind) for _role, zone_id, _name, kind in roles if kind),
    )
