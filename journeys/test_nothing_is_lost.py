"""What a worker has written is still there after a killed server and after a lost session."""

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
    expect(page.locator("#kept")).to_have_text("Ikke gemt endnu, men det står her – prøver igen", timeout=10_000)
    page.get_by_role("button", name="Gem og gå videre").click()
    expect(page.get_by_label("Notat")).to_have_value("Først dette. Så gik strømmen.")
    server.start()
    expect(page.locator("#kept")).to_contain_text("Gemt kl.", timeout=30_000)
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
    expect(page.locator("#kept")).to_contain_text("Du er logget ud", timeout=10_000)
    page.get_by_role("button", name="Gem og gå videre").click()
    expect(page.get_by_label("Notat")).to_have_value("Skrevet, mens jeg var logget ud.")

    other = page.context.new_page()
    sign_in(other)
    page.bring_to_front()
    expect(page.locator("#kept")).to_contain_text("Gemt kl.", timeout=30_000)
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


def test_leaving_asks_only_where_something_is_not_saved_yet(house, person, browse):
    person("Karla")
    page = browse()
    at_the_form(page, "Karla")
    asked = []

    def answer(dialog):
        asked.append(dialog.type)
        dialog.accept()

    page.on("dialog", answer)
    page.get_by_label("Notat").fill("Gemt")
    expect(page.locator("#kept")).to_contain_text("Gemt kl.")
    page.goto("/calls/")
    assert asked == []
    page.get_by_role("button", name="Karla").click()
    page.wait_for_url("**/call/")
    page.get_by_label("Notat").press_sequentially("x")
    page.goto("/calls/")
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
