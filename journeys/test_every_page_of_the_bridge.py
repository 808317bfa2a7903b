"""No page between the yes and the conversation breaks WCAG 2.2 AA by axe, or scrolls sideways, in either language."""

from datetime import timedelta

import pytest
from django.db import transaction

from brobygger.base.workdays import day_of
from conftest import give_role
from journeys.conftest import wrong_with


@pytest.fixture
def bridge(house, person):
    """Something on every page: a referral in each state, people who wait and are helped, a duty, an alarm."""
    from django.utils import timezone

    from brobygger.access.actor import machine
    from brobygger.access.who import actor_for
    from brobygger.access.zones import at_sign_in, enter
    from brobygger.alarms.actions import pass_deadlines
    from brobygger.demonstration.bridge import Both, bridge
    from brobygger.demonstration.house import COLLEAGUES
    from brobygger.demonstration.money import money
    from brobygger.demonstration.talks import talks
    from brobygger.desk import actions as desk
    from brobygger.outreach import actions as outreach
    from brobygger.outreach.facts import Told
    from brobygger.programmes.models import ConsentWording
    from brobygger.staff.models import Worker

    now = timezone.now()
    ids = {}
    zones = {"": house.zone, "raadgivningen": house.counselling_zone, "nabokredsen": house.other_zone}
    with transaction.atomic(), at_sign_in():
        for one in COLLEAGUES:
            worker = Worker.objects.create_user(one.email, name=one.name, password=None, own_since=now)
            worker.password = Worker.objects.get(pk=house.owner.pk).password
            worker.save()
            since = day_of(now) - timedelta(days=200)
            give_role(worker, zones[one.zone], one.role, since)
            ids[one.email] = worker.pk
    wording = ConsentWording.objects.filter(language="da").latest("version").pk
    for number in range(12):
        case = person(f"Karla{'abcdefghijkl'[number]}")
        at = now - timedelta(days=12 - number // 2, hours=1)
        with transaction.atomic():
            by = house.actor("owner")
            opened = outreach.open_case(case_id=case.pk, by=by, at=at)
            outreach.see_card(call_id=opened.call_id, by=by, at=at)
            desk.save_call(call_id=opened.call_id, told=Told("accepted", consent_wording_id=wording), by=by, at=at)
    with transaction.atomic():
        bridge(Both(house.zone.pk, house.counselling_zone.pk, ids), now=now)
        leader = ids["karen@demo.invalid"]
        money(zone_id=house.zone.pk, programme_id=house.programme.pk, leader=leader, now=now)
        talks(zone_id=house.zone.pk, programme_id=house.programme.pk, leader=actor_for(leader), now=now)
        program = machine(house.zone.pk)
        enter(program)
        pass_deadlines(zone_id=house.zone.pk, by=program, at=now)
    return house


def some(model, **wanted):
    """A row of the model, whoever's it is."""
    from django.apps import apps

    return apps.get_model(model).objects.using("owner").filter(**wanted).order_by("-pk").values_list("pk", flat=True)


def pages():
    """Who opens what; the rows are those that the fixture made."""
    referral = {state: some("referrals.referral", state=state)[0] for state in ("to_be_sent", "held", "sent")}
    outside = some("referrals.package", receiver__to_zone=None).values_list("referral_id", flat=True)[0]
    arrival = some("referrals.arrival", state="arrived")[0]
    waiting = some("counselling.counselling", state="waiting", person__isnull=False)[0]
    unnamed = some("counselling.counselling", person=None)[0]
    running = some("counselling.counselling", state="running").values_list("pk", "counsellor__email", "person_id")[0]
    duty = some("duties.duty")[0]
    volunteer = some("volunteers.volunteer")[0]
    offer = some("directory.offer")[0]
    alarm = some("alarms.alarm", zone__key="opsoegende-indsats", settled_at=None)[0]
    talk = some("interviews.talk")[0]
    message = some("contact.message", zone__key="opsoegende-indsats")[0]
    return {
        "sofie@demo.invalid": [
            "/referrals/",
            f"/referrals/{referral['to_be_sent']}/",
            f"/referrals/{referral['to_be_sent']}/send/",
            f"/referrals/{referral['to_be_sent']}/give-up/",
            f"/referrals/{referral['held']}/",
            f"/referrals/{referral['held']}/withdraw/",
            f"/referrals/{referral['sent']}/call-back/",
            f"/referrals/{outside}/",
            "/offers/",
            f"/offers/{offer}/",
            "/offers/print/",
            "/duties/",
            "/duties/raise/",
        ],
        "mads@demo.invalid": [f"/duties/{duty}/"]
        + [f"/duties/{duty}/{step}/" for step in ("kind", "decide", "mistake", "facts", "children", "parents", "ask")],
        "karen@demo.invalid": [
            "/referrals/receivers/",
            "/alarms/",
            f"/alarms/{alarm}/",
            "/alarms/deadlines/",
            "/alarms/deadlines/change/",
            "/alarms/leaks/",
            "/alarms/away/",
            "/contact/",
            f"/contact/{message}/",
            "/contact/words/",
            "/duties/law/",
            "/offers/check/",
            "/offers/new/",
            "/offers/import/",
            f"/offers/{offer}/change/",
            f"/offers/{offer}/history/",
            f"/offers/{offer}/close/",
            "/calls-and-words/",
            "/calls-and-words/opsoegende-indsats/attempts/",
            "/calls-and-words/opsoegende-indsats/script/",
            "/calls-and-words/opsoegende-indsats/consent/",
            "/figures/",
            "/figures/table/?rows=age_group&columns=answer&percent=row",
            "/figures/referrals/",
            "/figures/referrals/no-trace/",
            "/figures/interviews/",
            "/figures/interviews/opsoegende-indsats/new/",
            "/figures/interviews/opsoegende-indsats/themes/",
            f"/figures/interviews/talk/{talk}/",
            f"/figures/interviews/talk/{talk}/change/",
            "/figures/report/",
            "/figures/report/opsoegende-indsats/da/",
            "/figures/report/opsoegende-indsats/da/summary/",
            "/figures/report/opsoegende-indsats/da/method/",
            "/economy/",
            "/economy/line/new/",
            "/economy/goal/",
            "/economy/each/",
            "/economy/capacity/",
            "/economy/compare/",
        ],
        "grethe@demo.invalid": [
            "/counselling/",
            "/counselling/new/",
            "/counselling/find/",
            "/counselling/reports/",
            "/counselling/numbers/",
            f"/counselling/arrivals/{arrival}/",
            f"/counselling/{waiting}/",
            f"/counselling/{waiting}/needs/",
            f"/counselling/{waiting}/end/",
            f"/counselling/{unnamed}/",
            f"/counselling/{unnamed}/known/",
            f"/counselling/{running[0]}/",
            "/volunteers/",
            f"/volunteers/{volunteer}/",
            "/alarms/",
            "/alarms/leaks/",
        ],
        running[1]: [
            "/counselling/mine/",
            f"/counselling/mine/{running[0]}/",
            f"/counselling/mine/{running[0]}/hand-back/",
            f"/counselling/mine/{running[0]}/end/",
            f"/card/{running[2]}/",
            "/volunteers/mine/",
        ],
    }


def test_every_page(bridge, browse):
    wrong = wrong_with(pages(), browse)
    assert not wrong, "\n".join(wrong)
