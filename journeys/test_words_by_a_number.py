"""What the police wrote by a number is read before it is rung; a yes stands when the page is read anew in English."""

import pytest
from django.db import transaction
from playwright.sync_api import expect

from brobygger.access.actor import machine
from brobygger.access.zones import in_zones
from brobygger.intake.models import Incident
from brobygger.people.models import PhoneNumber
from journeys.conftest import in_english, picture, sign_in, violations


@pytest.fixture
def case(person):
    made = person("Karla", numbers=2, plan={"shares_phone_with_accused": True})
    with transaction.atomic(), in_zones(machine(made.zone_id)):
        first = PhoneNumber.objects.filter(person=made.person).order_by("pk")[0]
        PhoneNumber.objects.filter(pk=first.pk).update(beside="mor")
        told = {"district": "Opdigtet", "occurred_at": made.opened_at, "reported_at": made.opened_at}
        Incident.objects.create(
            registration=made.registrations.get(), zone=made.zone, report=b"1", report_number="1",
            phones=["? 950 001110"], **told,
        )  # fmt: skip
    return made


@pytest.mark.parametrize(("language", "width"), [("da", 1280), ("en", 390)])
def test_the_card_the_call_and_the_case_say_it(case, browse, language, width):
    page = browse(width=width)
    sign_in(page)
    if language == "en":
        in_english(page)
    page.goto(f"/case/{case.pk}/")
    expect(page.get_by_text("950 001110").first).to_be_visible()
    picture(page, f"words_case_{language}_{width}")
    assert violations(page) == []
    page.goto(f"/card/{case.person_id}/")
    picture(page, f"words_card_{language}_{width}")
    assert violations(page) == []
    page.goto("/calls/")
    page.get_by_role("button", name="Karla").click()
    expect(page.locator(".contact-card .hazard").first).to_be_visible()
    page.locator("#show-number").click()
    expect(page.locator(".digits")).to_have_count(2)
    expect(page.locator("#number")).to_contain_text("mor")
    picture(page, f"words_call_{language}_{width}")
    assert violations(page) == []
    assert not page.trouble


def test_a_yes_stands_in_the_other_language_and_nowhere_else(case, browse):
    page = browse()
    sign_in(page)
    page.get_by_role("button", name="Karla").click()
    page.locator("#show-number").click()
    page.locator("#result-accepted").check()
    page.locator("[name=consent_read]").check()
    page.get_by_label("Notat").fill("Ja tak.")
    expect(page.locator("#kept")).to_contain_text("Gemt kl.")
    in_english(page)
    expect(page.locator("#result-accepted")).to_be_checked()
    expect(page.locator("[name=consent_read]")).to_be_checked()
    page.reload()
    expect(page.locator("[name=consent_read]")).not_to_be_checked()
    assert not page.trouble
