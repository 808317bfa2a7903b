"""Who sees which assessment, and which step: the list is the door, for every one of the cast."""

import pytest

from brobygger.access.policy import RULES_OF, Act, may, scope
from brobygger.risk.models import ManagementStep, RiskCase
from brobygger.risk.tests.making import begun, handed_in, step, talked

CAST = (
    *("employee", "second_employee", "resource_person", "assessor", "second_assessor", "project_leader"),
    *("odense_assessor", "odense_leader", "owner", "leader", "officer", "administrator", "coordinator", "counsellor"),
)

pytestmark = pytest.mark.django_db


def test_the_list_is_the_door_row_by_row_for_every_one_of_the_cast(cast, now):
    row = begun(cast, now)
    step(cast, now, row)
    step(cast, now, row, worker=cast.employee.pk)
    handed_in(cast, now, row)
    talked(cast, now)
    seen = 0
    for name in CAST:
        for act, model in (
            *((act, RiskCase) for act in (Act.SEE_RISK, Act.ASSESS)),
            (Act.SEE_OWN_STEPS, ManagementStep),
        ):
            actor = cast.actor(name)
            listed = set(scope(actor, act, model.objects.all()).values_list("pk", flat=True))
            assert listed == {one.pk for one in model.objects.all() if may(actor, act, one)}
            seen += len(listed)
    assert RULES_OF[Act.ASSESS]
    assert seen > 5
