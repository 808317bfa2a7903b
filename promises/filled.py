"""The whole house with something on every page: calls, referrals, counselling, and both municipalities."""

from datetime import timedelta
from typing import Any

from django.db import connection
from django.utils import timezone

from brobygger.base.workdays import day_of


def fill(cast: Any) -> dict[str, int]:
    """Everything is there, in the running transaction; the colleagues of the demonstration by e-mail are returned."""
    from brobygger.access.actor import machine
    from brobygger.access.who import actor_for
    from brobygger.access.zones import at_sign_in, enter
    from brobygger.alarms.actions import pass_deadlines
    from brobygger.demonstration.bridge import Both, bridge
    from brobygger.demonstration.house import COLLEAGUES
    from brobygger.demonstration.shifts import shifts
    from brobygger.demonstration.talks import talks
    from brobygger.demonstration.tests.towns import towns
    from brobygger.staff.models import Worker
    from conftest import give_role

    now = timezone.now()
    zones = {"": cast.zone, "raadgivningen": cast.counselling_zone, "nabokredsen": cast.other_zone}
    ids = {}
    with at_sign_in():
        for one in COLLEAGUES:
            worker = Worker.objects.create_user(one.email, name=one.name)
            give_role(worker, zones[one.zone], one.role, day_of(now) - timedelta(days=200))
            ids[one.email] = worker.pk
    _calls(cast, now)
    bridge(Both(cast.zone.pk, cast.counselling_zone.pk, ids), now=now)
    shifts(zone_id=cast.zone.pk, ids=ids, now=now)
    karen = actor_for(ids["karen@demo.invalid"])
    talks(zone_id=cast.zone.pk, programme_id=cast.programme.pk, leader=karen, now=now)
    program = machine(cast.zone.pk)
    enter(program)
    pass_deadlines(zone_id=cast.zone.pk, by=program, at=now)
    _zones, officials = towns(cast.outpatient, now)
    connection.check_constraints()  # else each that is tried, and undone, would check all of this anew
    return ids | officials


def _calls(cast: Any, now: Any) -> None:
    """Twelve who said yes, and some who are still to be rung."""
    from brobygger.access.zones import among
    from brobygger.desk import actions as desk
    from brobygger.outreach import actions as outreach
    from brobygger.outreach.facts import Told
    from brobygger.outreach.tests.making import someone
    from brobygger.programmes.models import AttemptPolicy, ConsentWording

    with among({cast.zone.pk}):
        AttemptPolicy.objects.update(hour_bands=[[0, 8], [8, 16], [16, 24]], weekdays=[1, 2, 3, 4, 5, 6, 7])
    wording = ConsentWording.objects.filter(language="da").latest("version").pk
    for number in range(15):
        at = now - timedelta(days=12 - number // 2, hours=1)
        fields: dict[str, Any] = {
            "window_until": day_of(now) + timedelta(days=9),
            "person": {"given_name": f"Karla{number}"},
        }
        case = someone(cast, now, **fields)
        if number < 12:
            by = cast.actor("owner")
            opened = outreach.open_case(case_id=case.pk, by=by, at=at)
            assert opened.call_id is not None
            outreach.see_card(call_id=opened.call_id, by=by, at=at)
            desk.save_call(call_id=opened.call_id, told=Told("accepted", consent_wording_id=wording), by=by, at=at)
