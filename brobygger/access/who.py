"""From a request to the actor: the signed-in worker's roles of today."""

from django.db import connection, transaction
from django.http import HttpRequest
from django.utils import timezone

from brobygger.access.actor import NOBODY, Actor
from brobygger.access.zones import at_sign_in

# Asked at the beginning of every request, so it is not put together anew each time.
ROLES = """
SELECT held.role, held.zone_id, zone.name, programme.kind
FROM staff_membership held
JOIN staff_worker worker ON worker.id = held.worker_id AND worker.is_active
    AND NOT (worker.way = 'paper' AND worker.own_since IS NULL)
JOIN staff_zone zone ON zone.id = held.zone_id
LEFT JOIN staff_zone_programmes runs ON runs.zone_id = zone.id
LEFT JOIN programmes_programme programme ON programme.id = runs.programme_id
WHERE held.worker_id = %(worker)s AND held.since <= %(today)s AND (held.until IS NULL OR held.until >= %(today)s)
"""


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
    with connection.cursor() as cursor:
        cursor.execute(ROLES, {"worker": worker_id, "today": timezone.localdate()})
        roles = cursor.fetchall()
    names = sorted({(name, zone_id) for _role, zone_id, name, _kind in roles})
    return Actor(
        user_id=worker_id,
        roles=frozenset((role, zone_id) for role, zone_id, _name, _kind in roles),
        zone_names=tuple((zone_id, name) for name, zone_id in names),
        zone_kinds=frozenset((zone_id, kind) for _role, zone_id, _name, kind in roles if kind),
    )
