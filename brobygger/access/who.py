"""From a request to the actor: the signed-in worker's roles of today."""

from django.apps import apps
from django.db import transaction
from django.db.models import Q
from django.http import HttpRequest
from django.utils import timezone

from brobygger.access.actor import NOBODY, Actor
from brobygger.access.zones import at_sign_in


def actor_of(request: HttpRequest) -> Actor:
    """The actor behind the request: her roles as they are today, or nobody where no one is signed in.

    Asked at sign-in (`enter_at_sign_in`).
    """
    user = request.user
    return _with_roles(user.pk) if user.is_authenticated else NOBODY


def actor_for(worker_id: int) -> Actor:
    """The worker as an actor, with the roles that she has today.

    She has none while nobody but the one who printed her link knows that it is she.
    """
    with transaction.atomic(), at_sign_in():
        return _with_roles(worker_id)


def _with_roles(worker_id: int) -> Actor:
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
