"""A worker reads a code aloud; it is answered on a phone without scripts; a month later a figure tells of it."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from brobygger.access.actor import machine
from brobygger.access.zones import in_zones
from brobygger.cases.models import Case, Registration
from brobygger.surveys import actions
from brobygger.surveys.tests.making import answer, runs
from journeys.conftest import in_english, looked_at, sign_in


@pytest.mark.parametrize("language", ["da", "en"])
def test_from_the_code_to_the_figure(house, person, browse, language):
    now = timezone.now()
    case = person("Karla")
    with transaction.atomic():
        runs(house, now)
        told = {"reached": True, "reached_on": timezone.localdate(now), "outcome": "declined", "state": "declined"}
        Registration.objects.filter(case=case).update(**told)
        Case.objects.filter(pk=case.pk).update(state="declined", ended_at=now)
    worker = browse()
    sign_in(worker, "owner")
    if language == "en":
        in_english(worker)
    worker.goto(f"/case/{case.pk}/")
    worker.locator(f"a[href='/surveys/case/{case.pk}/']").click()
    wrong = looked_at(worker, "survey_invite", language)
    worker.locator("[name=way][value=aloud]").check()
    worker.locator("main .button-primary").click()
    code = worker.locator("main .number").inner_text()
    wrong += looked_at(worker, "survey_aloud", language)

    looking = browse(width=390, height=844)
    for name, address in {"code": "/s/", "answer": f"/s/{code.replace(' ', '')}/"}.items():
        looking.goto(f"{address}?l={language}")
        wrong += looked_at(looking, f"survey_{name}", language)
    phone = browse(width=390, height=844, java_script_enabled=False)
    phone.goto(f"/s/?l={language}")
    phone.locator("[name=code]").fill(code.lower())
    phone.locator("main .button-primary").click()
    phone.locator("[name=call_positive][value=positive]").check()
    phone.locator("main .button-primary").click()
    phone.locator("[name=called]").fill("Karla")
    phone.locator("[name=number]").fill("95 00 99 70")
    phone.locator("main .button").click()
    assert phone.locator("h1").inner_text() == ("Tak" if language == "da" else "Thank you")
    assert not phone.context.cookies()

    for _ in range(4):
        with transaction.atomic():
            answer(house.zone, now)
    with in_zones(machine(house.zone.pk)):
        later = now + timedelta(days=31)
        assert actions.open_due(zone_id=house.zone.pk, by=machine(house.zone.pk), at=later) == 5
    leader = browse()
    sign_in(leader, "leader")
    if language == "en":
        in_english(leader)
    for name, address in {
        "surveys": "/surveys/",
        "slips": "/surveys/slips/",
        "interviews": "/surveys/interviews/",
    }.items():
        leader.goto(address)
        wrong += looked_at(leader, name, language)
    leader.locator(".story-list a").click()
    assert "Karla" in leader.locator("main").inner_text()
    wrong += looked_at(leader, "interview", language)
    leader.goto("/figures/")
    assert "5" in leader.locator("#survey").inner_text()
    assert not wrong, "\n".join(wrong)
    assert not worker.trouble + leader.trouble + looking.trouble
