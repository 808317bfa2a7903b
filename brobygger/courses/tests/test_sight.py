"""Who leads which course: the list is the door, for every one of the cast."""

from datetime import timedelta

import pytest

from brobygger.access.policy import Act, may, scope
from brobygger.courses.models import Course
from brobygger.courses.tests.making import FIRST, planned, ready
from brobygger.risk.tests.test_sight import CAST

pytestmark = pytest.mark.django_db


def test_the_list_is_the_door_row_by_row_for_every_one_of_the_cast(cast, now):
    ready(cast, now)
    planned(cast, now)
    told = {"leader": cast.second_assessor, "second_leader": cast.project_leader}
    planned(cast, now, first_on=FIRST + timedelta(days=1), **told)
    seen = 0
    for name in CAST:
        actor = cast.actor(name)
        listed = set(scope(actor, Act.LEAD_COURSE, Course.objects.all()).values_list("pk", flat=True))
        assert listed == {one.pk for one in Course.objects.all() if may(actor, Act.LEAD_COURSE, one)}
        seen += len(listed)
    assert seen == 4
