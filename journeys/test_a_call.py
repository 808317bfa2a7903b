"""A worker signs in, rings, saves, regrets, and saves again; once with the mouse, once with the keyboard alone."""

from django.db import transaction
from playwright.sync_api import expect

from brobygger.access.zones import among
from brobygger.cases.models import Case
from brobygger.people.models import ContactPlan
from journeys.conftest import picture, say_when, sign_in, violations


def test_from_the_list_to_the_yes_and_back_and_on(house, person, browse):
    case = person("Karla")
    person("Senere", window_until=case.window_until.replace(year=case.window_until.year + 1))
    page = browse()
    sign_in(page)
    expect(page.get_by_role("heading", name="Min liste")).to_be_visible()
    assert page.locator("[data-open]").all_inner_texts() == ["Karla", "Senere"]
    page.get_by_role("button", name="Karla").click()

    expect(page.get_by_role("heading", name="Ja, du må ringe nu")).to_be_visible()
    assert "95 00" not in page.content()
    page.route("**/call/card/", lambda asked: asked.abort())
    page.get_by_role("button", name="Jeg har læst kortet – vis nummeret").click()
    expect(page.get_by_role("alert").filter(has_text="Det lykkedes ikke")).to_be_visible()
    page.unroute("**/call/card/")
    page.get_by_role("button", name="Jeg har læst kortet – vis nummeret").click()
    expect(page.locator(".digits")).to_contain_text("95 00 ")
    assert page.get_by_role("link", name="Ring").get_attribute("href").startswith("tel:%2331%23+4595")

    page.locator("#result-accepted").check()
    expect(page.get_by_text("Jeg siger ja til, at Offerrådgivningen får mit navn")).to_be_visible()
    expect(page.get_by_text("Hvorfor takkede personen nej?")).to_be_hidden()
    page.get_by_role("button", name="Gem og gå videre").click()
    expect(page.get_by_text("Læs teksten op, og sæt kryds").first).to_be_visible()
    page.get_by_label("Jeg har læst det op").check()
    expect(page.get_by_text("Spørg, hvilke dage der er sikre").first).to_be_visible()
    say_when(page)
    page.get_by_label("Notat").fill("Vil helst ringes op efter arbejde.")
    expect(page.locator("#kept")).to_contain_text("Gemt kl.")
    page.get_by_role("button", name="Gem, og til listen").click()

    page.wait_for_url("**/calls/")
    expect(page.get_by_text("Gemt: ")).to_be_visible()
    assert "Karla" not in page.locator("#people").inner_text()
    picture(page, "list_with_undo")
    page.get_by_role("button", name="Fortryd").click()
    expect(page.get_by_label("Notat")).to_have_value("Vil helst ringes op efter arbejde.")
    expect(page.locator("[name=result]:checked")).to_have_count(0)
    page.locator("#result-accepted").check()
    expect(page.get_by_label("Jeg har læst det op")).not_to_be_checked()
    page.get_by_label("Jeg har læst det op").check()
    page.locator("#result-declined").check()
    page.locator("#result-accepted").check()
    expect(page.get_by_label("Jeg har læst det op")).not_to_be_checked()
    page.get_by_label("Jeg har læst det op").check()
    page.get_by_role("button", name="Gem og gå videre").click()
    expect(page.locator(".identity-bar")).to_contain_text("Senere")
    expect(page.get_by_role("button", name="Jeg har læst kortet – vis nummeret")).to_be_visible()
    page.goto("/referrals/")
    expect(page.locator("tbody tr")).to_have_count(1)
    assert not page.trouble


def test_the_keyboard_is_enough(house, person, browse):
    for name in ("Anna", "Berit", "Carl"):
        person(name)
    page = browse()
    sign_in(page)
    key = page.keyboard.press
    key("?")
    expect(page.get_by_role("dialog")).to_be_visible()
    key("j")
    expect(page.locator("[data-open]:focus")).to_have_count(0)
    key("Escape")
    key("j")
    key("j")
    key("k")
    key("j")
    expect(page.locator(":focus")).to_have_text("Berit")
    key("/")
    page.keyboard.type("Carlj?")
    expect(page.locator("#search-words")).to_have_value("Carlj?")
    expect(page.get_by_role("dialog")).to_be_hidden()
    page.locator("#search-words").fill("Car")
    expect(page.locator("#found")).to_contain_text("Carl")
    page.locator("#search-words").fill("")
    expect(page.locator("#found")).not_to_contain_text("Carl")
    key("Escape")
    expect(page.locator(":focus")).to_have_text("Anna")
    key("j")
    key("Enter")
    page.wait_for_url("**/call/")
    key("v")
    expect(page.locator(".digits")).to_contain_text("95 00 ")
    expect(page.locator("[data-ring]")).to_be_focused()
    expect(page.locator(".button-primary:visible")).to_have_text("Ring")
    key("2")
    expect(page.locator("#result-declined")).to_be_checked()
    expect(page.get_by_text("Hvorfor takkede personen nej?")).to_be_in_viewport()
    expect(page.locator(".button-primary:visible")).to_have_text("Gem og gå videre")
    key("7")
    expect(page.locator("#result-no_answer")).to_be_checked()
    key("t")
    page.keyboard.type("Ringede 3 gange, ingen tog den.")
    expect(page.get_by_label("Notat")).to_have_value("Ringede 3 gange, ingen tog den.")
    expect(page.locator("#result-no_answer")).to_be_checked()
    key("Control+Enter")
    # Three keys and one load: the next person's card is there, and the list is one key away.
    expect(page.get_by_text("Gemt: ")).to_be_visible()
    expect(page.locator(".identity-bar")).to_contain_text("Anna")
    key("l")
    page.wait_for_url("**/calls/")
    key("Enter")
    page.wait_for_url("**/call/")
    expect(page.locator(".identity-bar")).to_contain_text("Anna")
    key("v")
    expect(page.locator("[data-ring]")).to_be_focused()
    key("7")
    key("Control+Enter")
    expect(page.locator(".identity-bar")).to_contain_text("Carl")
    assert not page.trouble


def test_keys_choose_nothing_while_a_tick_box_or_a_choice_has_the_keyboard(house, person, browse):
    person("Karla")
    page = browse()
    sign_in(page)
    page.get_by_role("button", name="Karla").click()
    page.wait_for_url("**/call/")
    key = page.keyboard.press
    key("1")
    expect(page.locator("#result-accepted")).to_be_checked()
    for field in ("[name=consent_read]", "[name=days] >> nth=0", "[name=interpreter]"):
        page.locator(field).focus()
        for pressed in ("2", "7", "v", "?"):
            key(pressed)
        expect(page.locator(field)).to_be_focused()
        expect(page.locator("#result-accepted")).to_be_checked()
        expect(page.get_by_role("dialog")).to_be_hidden()
    assert page.locator(".digits").count() == 0
    page.locator("#result-accepted").focus()
    key("2")  # among the outcomes themselves the keys go on
    expect(page.locator("#result-declined")).to_be_checked()
    page.locator("[name=decline_reason]").first.focus()
    key("t")  # but the note is written from anywhere: what is typed on a choice is typed nowhere
    page.keyboard.type("Har det godt")
    expect(page.get_by_label("Notat")).to_have_value("Har det godt")
    expect(page.locator("#result-declined")).to_be_checked()
    assert not page.trouble


def test_someone_else_answered_is_one_press(house, person, browse):
    person("Karla")
    page = browse(width=390, height=800)
    sign_in(page)
    page.get_by_role("button", name="Karla").click()
    page.get_by_role("button", name="Jeg har læst kortet – vis nummeret").click()
    page.locator("[name=at_once]").click()
    page.wait_for_url("**/calls/")
    page.goto("/calls/?section=no_number")
    expect(page.locator("#people")).to_contain_text("Karla")


def test_the_open_page_hears_that_nobody_is_to_be_rung(house, person, browse):
    case = person("Karla")
    page = browse()
    sign_in(page)
    page.get_by_role("button", name="Karla").click()
    page.get_by_role("button", name="Jeg har læst kortet – vis nummeret").click()
    expect(page.locator(".digits")).to_contain_text("95 00 ")
    page.get_by_label("Notat").fill("Hun græd.")
    expect(page.locator("#kept")).to_contain_text("Gemt kl.")
    with transaction.atomic(), among({case.zone_id}):
        ContactPlan.objects.filter(person=case.person_id).update(may_ring=False)
    page.evaluate("window.dispatchEvent(new Event('focus'))")
    expect(page.locator("#card-heading")).to_have_text("Nej, ring ikke nu")
    expect(page.locator(".contact-card [role=alert]")).to_be_visible()
    expect(page.locator(".digits")).to_have_count(0)
    expect(page.get_by_label("Notat")).to_have_value("Hun græd.")
    assert violations(page) == []
    with transaction.atomic(), among({case.zone_id}):
        Case.objects.filter(pk=case.pk).update(
            state="window_passed", ended_at=case.opened_at, held_by=None, held_at=None
        )
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(page.locator("#still")).to_contain_text("Opkaldet er ikke længere åbent hos dig")
    expect(page.locator("#save")).to_have_text("Se det, jeg havde skrevet")  # nothing can be saved as a call any more
    expect(page.locator(".finish .plain")).to_have_count(0)
    assert page.locator(".digits, .contact-card").count() == 0
    expect(page.get_by_label("Notat")).to_have_value("Hun græd.")
    assert violations(page) == []
