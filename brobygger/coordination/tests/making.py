"""What the tests of this room begin with: someone who was received, and a plan with a colleague who takes part."""

from datetime import timedelta

from brobygger.base.workdays import day_of
from brobygger.coordination import actions
from brobygger.coordination.actions import Part
from brobygger.reception.tests.making import mine


def begun(cast, now, who="assessor"):
    row = mine(cast, now, who)
    return actions.begin(screening_id=row.pk, by=cast.actor(who), at=now)


def joined(cast, now, plan, who="employee", by="assessor", **more):
    told = {"basis": "consent", "basis_on": day_of(now), "worker": getattr(cast, who).pk} | more
    return actions.add_participant(plan_id=plan.pk, part=Part(**told), by=cast.actor(by), at=now)


def task(cast, now, plan, who="employee", by="assessor", words="Ringe til skolen"):
    told = {"words": words, "worker_id": getattr(cast, who).pk, "due_on": day_of(now) + timedelta(days=7)}
    return actions.add_task(plan_id=plan.pk, **told, by=cast.actor(by), at=now)
