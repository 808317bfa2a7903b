"""Whose hours are whose: the list is the door, for every one of the cast."""

import pytest

from brobygger.access.policy import Act, may, scope
from brobygger.rota.models import Hours
from brobygger.rota.tests.making import ready

CAST = (
    *("owner", "colleague", "leader", "stranger", "strange_leader", "officer", "administrator", "coordinator"),
    *("counsellor", "project_leader", "assessor", "employee"),
)

pytestmark = pytest.mark.django_db


def test_the_list_is_the_door_row_by_row_for_every_one_of_the_cast(cast, now):
    ready(cast, now)
    seen = {}
    for name in CAST:
        actor = cast.actor(name)
        listed = set(scope(actor, Act.KEEP_HOURS, Hours.objects.all()).values_list("pk", flat=True))
        assert listed == {one.pk for one in Hours.objects.all() if may(actor, Act.KEEP_HOURS, one)}
        seen[name] = len(listed)
    assert {name: count for name, count in seen.items() if count} == {"owner": 1, "colleague": 1, "leader": 2}
