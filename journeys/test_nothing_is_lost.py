"""What a worker has written is still there after a killed server and after a lost session."""

import re

from playwright.sync_api import expect

from journeys.conftest import picture, sign_in, violations


def at_the_form(page, name):
    sign_in(page)
    page.get_by_role("button", name=name).click()
    page.wait_for_url("**/call/")


def test_a_killed_server_takes_nothing_with_it(house, person, browse, server):
    person("Karla")
    page = browse()
    at_the_form(page, "Karla")
    page.get_by_label("Notat").fill("Først dette.")
    expect(page.locator("#kept")).to_contain_text("Gemt kl.")
    server.kill()
    page.get_by_label("Notat").fill("Først dette. Så gik strømmen.")
    expect(page.locator("#kept")).to_have_text("Ikke gemt endnu, men det står her – prøver igen")
    page.get_by_role("button", name="Gem og gå videre").click()
    expect(page.get_by_label("Notat")).to_have_value("Først dette. Så gik strømmen.")
    server.start()
    expect(page.locator("#kept")).to_contain_text("Gemt kl.")
    again = page.context.new_page()
    again.goto(page.url)
    expect(again.get_by_label("Notat")).to_have_value("Først dette. Så gik strømmen.")

    again.get_by_label("Notat").fill("Gemt før det næste strømsvigt.")
    expect(again.locator("#kept")).to_contain_text("Gemt kl.")
    again.wait_for_timeout(1500)
    server.kill()
    server.start()
    again.goto(page.url)
    expect(again.get_by_label("Notat")).to_have_value("Gemt før det næste strømsvigt.")


def test_a_lost_session_takes_nothing_with_it(house, person, browse):
    person("Karla")
    page = browse()
    at_the_form(page, "Karla")
    page.get_by_label("Notat").fill("Skrevet, mens jeg var logget ind.")
    expect(page.locator("#kept")).to_contain_text("Gemt kl.")
    page.context.clear_cookies()
    page.get_by_label("Notat").fill("Skrevet, mens jeg var logget ud.")
    expect(page.locator("#kept")).to_contain_text("Du er logget ud")
    page.get_by_role("button", name="Gem og gå videre").click()
    expect(page.get_by_label("Notat")).to_have_value("Skrevet, mens jeg var logget ud.")

    other = page.context.new_page()
    sign_in(other)
    page.bring_to_front()
    expect(page.locator("#kept")).to_contain_text("Gemt kl.")
    other.goto(page.url)
    expect(other.get_by_label("Notat")).to_have_value("Skrevet, mens jeg var logget ud.")
    page.get_by_role("button", name="Jeg har læst kortet – vis nummeret").click()
    page.locator("#result-no_answer").check()
    page.get_by_role("button", name="Gem og gå videre").click()
    page.wait_for_url("**/calls/")


def test_without_javascript_a_lost_session_takes_nothing_with_it(house, person, browse):
    person("Karla")
    page = browse(java_script_enabled=False)
    at_the_form(page, "Karla")
    page.get_by_role("button", name="Jeg har læst kortet – vis nummeret").click()
    page.locator("#result-no_answer").check()
    page.get_by_label("Notat").fill("Skrevet, mens jeg var logget ud.\nI to linjer.")
    page.context.clear_cookies(name="sessionid")
    page.get_by_role("button", name="Gem og gå videre").click()
    expect(page.locator("h1")).to_have_text("Du er blevet logget ud, og intet er gemt endnu")
    expect(page.get_by_label("Det, du skrev")).to_have_value("Skrevet, mens jeg var logget ud.\nI to linjer.")
    picture(page, "words_back_da_1280")
    seen = browse()
    seen.goto("/account/login/")  # so that its clothes are found; axe needs scripts, and this page has none
    seen.set_content(page.content())
    assert violations(seen) == []

    with page.context.expect_page() as opened:
        page.get_by_role("link", name="Log ind i en ny fane").click()
    sign_in(opened.value)
    page.get_by_role("button", name="Send det igen").click()
    expect(page.locator("h1")).to_have_text("Ikke gemt endnu: send det en gang til")
    page.get_by_role("button", name="Send det igen").click()
    page.wait_for_url("**/calls/")
    page.goto("/calls/?section=later")
    page.get_by_role("button", name="Karla").click()
    expect(page.locator("main")).to_contain_text("I to linjer.")


def to_the_list(page):
    page.locator(".menu").get_by_role("link", name="Opkaldsliste", exact=True).click()


def questions(page):
    """What the browser asks before a page is left; it is left all the same."""
    asked = []

    def answer(dialog):
        asked.append(dialog.type)
        dialog.accept()

    page.on("dialog", answer)
    return asked


def test_whoever_leaves_the_call_takes_nothing_along_and_is_asked_only_where_it_cannot_be_sent(
    house, person, browse, server
):
    person("Karla")
    page = browse()
    at_the_form(page, "Karla")
    asked, call, note = questions(page), page.url, page.get_by_label("Notat")
    written = ""
    for n in range(5):
        note.press("Control+End")
        note.press_sequentially(f"{n} skrevet ")
        written += f"{n} skrevet "
        to_the_list(page)
        page.wait_for_url("**/calls/")
        page.go_back()
        expect(note).to_have_value(written)
    note.press("Control+End")
    note.press_sequentially("og så ud")
    page.get_by_role("button", name="Log ud").first.click()
    page.wait_for_url("**/login/**")
    assert asked == []
    sign_in(page)
    page.goto(call)
    expect(note).to_have_value(written + "og så ud")
    server.kill()
    note.press_sequentially(" uden strøm")
    expect(page.locator("#kept")).to_contain_text("Ikke gemt endnu")
    to_the_list(page)
    page.wait_for_timeout(500)
    assert asked == ["beforeunload"]
    server.start()


def test_what_is_written_without_a_pause_is_kept_meanwhile(house, person, browse):
    person("Karla")
    page = browse()
    at_the_form(page, "Karla")
    page.get_by_label("Notat").press_sequentially("Hun fortalte og fortalte. " * 2, delay=120)
    other = page.context.new_page()
    other.goto(page.url)
    expect(other.get_by_label("Notat")).to_have_value(re.compile("^Hun fortalte og"))


def test_a_page_that_does_not_keep_what_is_written_asks_before_it_is_left(house, person, browse):
    person("Karla")
    page = browse()
    sign_in(page)
    asked = questions(page)
    page.goto("/duties/raise/")
    page.get_by_label("Politiet: nogens liv kan være i fare").check()
    page.get_by_role("button", name="Pligten er min").click()
    page.wait_for_url("**/duties/*/")
    page.get_by_role("link", name="Videre").click()
    page.wait_for_url("**/facts/")
    page.get_by_label("Hvad så eller hørte du?").press_sequentially("Han råbte")
    to_the_list(page)
    page.wait_for_url("**/calls/")
    assert asked == ["beforeunload"]
    page.go_back()
    page.get_by_label("Hvad så eller hørte du?").fill("Han råbte")
    page.get_by_role("button", name="Skriv det ned").click()
    expect(page.locator("main")).to_contain_text("Hvordan ved du det?")
    page.get_by_label("Jeg så eller hørte det selv").check()
    page.get_by_role("button", name="Skriv det ned").click()
    expect(page.locator("main")).to_contain_text("Det er skrevet ned.")
    to_the_list(page)
    page.wait_for_url("**/calls/")
    assert asked == ["beforeunload"]


def test_what_comes_back_is_taken_the_first_time_that_it_is_sent_after_signing_in(house, browse):
    """Also where it is pressed once before, and where another form of the house is open."""
    page = browse()
    sign_in(page, "leader")
    for n, name in enumerate(("Asta", "Birk")):
        page.goto("/account/staff/invite/")
        page.get_by_label("Navn").fill(f"{name} Prøvesen")
        page.get_by_label("E-mail").fill(f"{name.lower()}@brobygger.invalid")
        page.get_by_label("Opsøgende medarbejder").check()
        page.context.clear_cookies(name="sessionid")
        page.get_by_role("button", name="Invitér").click()
        for _ in range(n):
            page.get_by_role("button", name="Send det igen").click()
        expect(page.locator("h1")).to_have_text("Du er blevet logget ud, og intet er gemt endnu")
        with page.context.expect_page() as opened:
            page.get_by_role("link", name="Log ind i en ny fane").click()
        sign_in(opened.value, "leader")
        opened.value.close()
        page.get_by_role("button", name="Send det igen").click()
        expect(page.locator("main")).to_contain_text("Et link på papir")
        expect(page.locator("main")).to_contain_text(f"{name} Prøvesen")
