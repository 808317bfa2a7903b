"""A referral goes quiet: the leader hears it, answers, and the search for leaks finds nobody; then nobody answers."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from brobygger.access.actor import machine
from brobygger.access.zones import in_zones
from brobygger.alarms import actions
from brobygger.alarms.tests.making import referral
from brobygger.base.workdays import day_after
from journeys.conftest import BEGINS, in_english, looked_at, sign_in


@pytest.fixture
def quiet(house):
    """A referral that was sent a fortnight ago, and of which nobody has heard; the upkeep has been by."""
    now, by = timezone.now(), machine(house.zone.pk)
    with in_zones(by):
        made = referral(house, now - timedelta(days=14))
        actions.pass_deadlines(zone_id=house.zone.pk, by=by, at=now)
    return made


def test_a_quiet_referral_is_heard_and_answered(quiet, browse):
    page = browse(java_script_enabled=False)
    sign_in(page, "leader")
    expect(page.get_by_role("heading", name="Det venter på dig")).to_be_visible()
    group = page.locator(".menu summary", has_text="Opfølgning 1 venter")
    group.focus()
    page.keyboard.press("Enter")
    page.locator(".menu").get_by_role("link", name="Alarmer 1 venter").click()
    expect(page.get_by_role("heading", name="En henvisning, som modtageren ikke har kvitteret for")).to_be_visible()
    expect(page.get_by_text(quiet.token).first).to_be_visible()
    page.goto("/alarms/leaks/")
    expect(page.get_by_role("heading", name="En frist er gået, og ingen har svaret: 1")).to_be_visible()

    page.goto("/alarms/")
    page.get_by_role("link", name="Svar med en ny dato").click()
    page.get_by_label("Jeg har spurgt og venter på svar").check()
    page.get_by_label("Ny dato").fill((timezone.localdate() + timedelta(days=90)).isoformat())
    page.get_by_role("button", name="Svar på alarmen").click()
    refused = page.get_by_text("Det er for langt fremme.").or_(page.get_by_text("Det er ikke en arbejdsdag."))
    expect(refused.first).to_be_visible()
    page.get_by_label("Ny dato").fill(day_after(2, timezone.localdate()).isoformat())
    page.get_by_role("button", name="Svar på alarmen").click()
    expect(page.get_by_text("Alarmen er besvaret.")).to_be_visible()
    expect(page.get_by_text("Intet er gået i stå")).to_be_visible()
    expect(page.locator(".menu .waiting")).to_have_count(0)
    page.goto("/alarms/leaks/")
    expect(page.get_by_text("Ingen er forsvundet uset")).to_be_visible()


@pytest.mark.parametrize("language", BEGINS)
def test_the_pages_of_alarms_can_be_read_by_everyone(quiet, browse, language):
    page = browse(width=BEGINS[language])
    sign_in(page, "leader")
    if language == "en":
        in_english(page)
    wrong = []
    for name in ("", "leaks/", "deadlines/", "deadlines/change/", "away/"):
        page.goto(f"/alarms/{name}")
        wrong += looked_at(page, f"alarms_{name.replace('/', '_')}".rstrip("_"), language)
    page.goto("/alarms/")
    answer = "Svar med en ny dato" if language == "da" else "Answer with a new date"
    page.get_by_role("link", name=answer).click()
    page.get_by_role("button").last.click()
    wrong += looked_at(page, "alarm", language)
    assert not wrong
    assert not page.trouble
