"""A duty is an alarm from the first moment, and a leak when its own deadline has passed."""

from datetime import timedelta

from brobygger.access.actor import machine
from brobygger.access.zones import enter
from brobygger.alarms.leaks import search
from brobygger.alarms.standing_still import standing
from brobygger.alarms.states import Leak
from brobygger.base.workdays import day_of
from brobygger.duties.tests.making import raised


def test_a_duty_is_a_leak_from_its_deadline_and_not_from_the_moment_it_is_raised(cast, now):
    duty = raised(cast.actor("owner"), now, cast.zone)
    enter(machine(cast.zone.pk))
    (told,) = [one for one in standing(zone_id=cast.zone.pk) if one.thing.id == duty.pk]
    assert (told.due.day, told.level(now)) == (day_of(duty.due_at - timedelta(minutes=1)), 1)
    for at, leaks in ((now, 0), (duty.due_at - timedelta(minutes=1), 0), (duty.due_at, 1)):
        account = search(machine(cast.zone.pk), zone_id=cast.zone.pk, at=at)
        assert account.leaks.get(Leak.DEADLINE_PASSED, 0) == leaks
