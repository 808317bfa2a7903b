"""With the counselling room's own rows: from the board to the last conversation, something always sees to her."""

from brobygger.access.actor import machine
from brobygger.access.zones import enter
from brobygger.alarms import leaks
from brobygger.alarms.models import Alarm
from brobygger.alarms.standing_still import standing
from brobygger.alarms.tests.making import pass_deadlines
from brobygger.base.workdays import after
from brobygger.counselling import actions
from brobygger.counselling.tests.making import agreed, running, someone


def keys(cast):
    enter(machine(cast.counselling_zone.pk))
    told = standing(zone_id=cast.counselling_zone.pk)
    assert all(one.due is not None for one in told)
    return {f"{one.thing.kind}.{one.thing.state}" for one in told}


def test_someone_under_way_always_has_a_deadline(cast, now):
    zone = cast.counselling_zone.pk
    row = someone(cast, now)
    assert keys(cast) == {"counselling.waiting"}
    running(cast, now, row)
    assert keys(cast) == {"counselling.no_contact"}
    talk = agreed(cast, now, row)
    assert keys(cast) == {"conversation.planned"}
    held = actions.Outcome("held", minutes=50, note="")
    actions.note_outcome(conversation_id=talk.pk, outcome=held, by=cast.actor("counsellor"), at=talk.starts_at)
    assert keys(cast) == {"counselling.nothing_planned"}
    enter(machine(zone))
    assert leaks.search(machine(zone), zone_id=zone, at=talk.starts_at).total == 0

    assert pass_deadlines(zone, after(5, talk.starts_at)).raised == 1
    assert Alarm.objects.get().thing_state == "nothing_planned"
    agreed(cast, after(5, talk.starts_at), row)
    assert pass_deadlines(zone, after(5, talk.starts_at)).settled == 1
