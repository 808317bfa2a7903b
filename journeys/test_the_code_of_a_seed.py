"""An employee sows a seed with a code; the person writes with it, and is read, taken and answered by the team."""

import pytest

from journeys.conftest import code_on, come_back, in_english, picture, sign_in, violations
from journeys.test_the_municipal_way import ask, begin, forward

ASKS = "Kan I ringe på tirsdag?"


def sown(page):
    """The seed, and the code as it stands on its page."""
    begin(page, look=False)
    ask(page, look=False)
    page.locator("[name=motivated][value=not_ready]").check()
    forward(page)
    page.locator("[name=given][value=code]").check()
    page.locator("[name=given_words]").fill("Døren er åben.")
    forward(page)
    return code_on(page)


@pytest.mark.parametrize(("language", "width"), [("da", 1280), ("en", 390)])
def test_what_is_written_with_the_code_is_read(house, browse, language, width):
    employee = browse(width=width)
    sign_in(employee, "employee")
    if language == "en":
        in_english(employee)
    name, word = sown(employee)
    picture(employee, f"seed-code-{language}")
    assert violations(employee) == []
    employee.locator("header a, nav a").first.click()
    employee.go_back()
    assert word in employee.content(), "the browser's Back finds the code again"

    her = browse(width=390, height=844)
    come_back(her, "koege", name, "", language)  # by mistake without the word
    assert her.locator("#wrong").is_visible()
    her.reload()
    assert not her.locator("#wrong").count(), "what was wrong is said once, and nothing is sent again"
    come_back(her, "koege", name, word, language)
    her.wait_for_timeout(2100)
    her.locator("[name=text]").fill(ASKS)
    her.locator("#line .button").last.click()
    her.wait_for_load_state()
    assert ASKS in her.locator(".lines").inner_text()
    picture(her, f"seed-mine-{language}")

    team = browse(width=width)
    sign_in(team, "assessor")
    if language == "en":
        in_english(team)
    team.goto("/reception/")
    picture(team, f"seed-reception-{language}")
    assert violations(team) == []
    team.get_by_role("link", name=name).click()
    assert ASKS in team.content()
    assert "Døren er åben." not in team.content()
    picture(team, f"seed-lines-{language}")
    assert violations(team) == []
    team.locator("[name=text]").fill("Ja. Hvilket nummer?")
    team.locator("main .button-primary").click()
    team.wait_for_url("**/reception/*/")
    assert ASKS in team.content()
    picture(team, f"seed-taken-{language}")
    her.reload()
    assert "Hvilket nummer?" in her.content()


def test_she_is_asked_who_may_see_what_the_employee_wrote(house, browse):
    employee = browse()
    sign_in(employee, "employee")
    name, word = sown(employee)
    her = browse(width=390, height=844)
    come_back(her, "koege", name, word)
    her.locator("[value=begin_again]").click()
    for one, value in (("about", "me"), ("danger", "no"), ("adult", "yes"), ("children", "no")):
        her.locator(f"[name={one}][value={value}] + label").click()
        with her.expect_navigation():
            her.locator("main .button-primary").click()
    with her.expect_navigation():
        her.locator("main .button-primary").click()
    her.locator("[name=reach][value=here] + label").click()
    for _ in range(2):
        with her.expect_navigation():
            her.locator("main .button-primary").click()
    her.locator("[name=heard][value=web] + label").click()
    with her.expect_navigation():
        her.locator("main .button-primary").click()
    assert her.locator("[name=notes_shared]:checked").count() == 0
    picture(her, "seed-check-da")
    assert violations(her) == []


def test_what_is_written_in_the_last_moment_goes_along(house, browse):
    page = browse()
    sign_in(page, "employee")
    page.goto("/screening/")
    page.locator("form.begin .button-primary").click()
    page.locator("[name=signs_note]").press_sequentially("Skrevet i sidste øjeblik", delay=1)
    address = page.url
    page.locator(".finish a").click()
    page.wait_for_url("**/screening/")
    page.goto(address)
    assert page.locator("[name=signs_note]").input_value() == "Skrevet i sidste øjeblik"
