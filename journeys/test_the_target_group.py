"""Two leaders change who is rung: one drafts and sends, the other reads and approves; without JavaScript too."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone
from playwright.sync_api import expect

from brobygger.cases.models import Registration
from brobygger.programmes import actions
from journeys.conftest import BEGINS, in_english, looked_at, sign_in, unfold


@pytest.fixture
def register(house):
    """Two leaders who can sign in, and the rows that a change is tried out on."""
    common = {"zone": house.zone, "programme": house.programme, "source": "incidents", "role": "victim"}
    yesterday = timezone.localdate() - timedelta(days=1)
    with transaction.atomic():
        house.actor("leader")
        for number, (code, age) in enumerate([("81111", 70), ("81111", 30), ("76111", 40), ("61234", 50)]):
            state = "awaiting_type" if code == "61234" else "not_in_target_group"
            row = {"source_ref": str(number), "offence_code": code, "age": age, "state": state}
            Registration.objects.create(**common, **row, identified_on=yesterday)
    return house


def test_two_leaders_change_the_target_group_without_javascript(register, browse):
    page = browse(java_script_enabled=False)
    sign_in(page, "leader")
    page.goto("/criteria/")
    expect(page.get_by_text("Gerningskoderne er et eksempel")).to_be_visible()
    page.get_by_role("button", name="Ret målgruppen").click()
    page.get_by_role("link", name="Ret Indbrud og tyveri").click()
    victim = page.get_by_role("group", name="Forurettet").first
    victim.get_by_text("I målgruppen", exact=True).click()
    victim.get_by_label("Fra alder").fill("60")
    page.get_by_role("button", name="Gem i kladden").click()
    expect(page.get_by_text("Indbrud og tyveri, forurettede: nu med, fra 60 år (før: ikke med)")).to_be_visible()
    expect(page.get_by_text("1 ville være kommet ind, og 0 ville være faldet ud.")).to_be_visible()

    page.goto("/criteria/")
    page.get_by_label("61234 tæller som").select_option(label="Vold")
    page.get_by_role("button", name="Skriv i kladden").click()
    page.get_by_role("link", name="Se efter, og send til godkendelse").click()
    page.get_by_text("Vi har set gerningskoderne efter").click()
    page.get_by_role("button", name="Send til godkendelse").click()
    expect(page.get_by_text("En anden programleder kan godkende den nu.")).to_be_visible()
    page.get_by_role("link", name="Læs og afgør").click()
    expect(page.get_by_role("button", name="Godkend", exact=True)).to_be_disabled()
    expect(page.get_by_text("Der skal en anden til at godkende")).to_be_visible()

    other = browse(java_script_enabled=False)
    sign_in(other, "second_leader")
    other.goto("/criteria/")
    other.get_by_role("link", name="Se forslaget").click()
    other.get_by_role("link", name="Læs og afgør").click()
    expect(other.get_by_text("Gerningskode 61234: nu Vold (før: ikke besluttet)")).to_be_visible()
    other.get_by_role("button", name="Godkend", exact=True).click()
    expect(other.get_by_text("Kriterierne er godkendt.")).to_be_visible()
    expect(other.get_by_text("1 person, der ventede på en gerningskode, er afgjort.")).to_be_visible()
    expect(other.get_by_text("Kommer til at gælde")).to_be_visible()


@pytest.mark.parametrize("language", BEGINS)
def test_every_page_of_the_target_group(register, browse, language):
    now = timezone.now()
    with transaction.atomic():
        leader = register.actor("leader")
        draft = actions.draft_criteria(programme_id=register.programme.pk, by=leader, at=now)
        told = {"criteria_id": draft.pk, "incident_type": "threats", "by": leader, "at": now}
        actions.map_offence_codes(codes=["81111"], move=True, **told)
    page = browse(width=BEGINS[language])
    sign_in(page, "leader")
    if language == "en":
        in_english(page)
    wrong = []

    def look(name, address):
        answer = page.goto(address)
        if answer.status != 200:
            wrong.append(f"{address}: {answer.status}")
        unfold(page)
        wrong.extend(looked_at(page, name, language))

    version = f"/criteria/{draft.pk}/"
    look("criteria", "/criteria/")
    look("criteria_version", version)
    for name in ("type/threats", "days", "check", "withdraw"):
        look(f"criteria_{name.split('/')[0]}", f"{version}{name}/")
    page.goto(f"{version}check/")
    page.locator("main form[method=post] .button-primary").click()
    look("criteria_approve", f"{version}approve/")
    assert not wrong, "\n".join(wrong)
    assert not page.trouble
