"""The browser's own Back on the open pages: the question before with its answer, and a history that tells nothing."""

from typing import Any
from urllib.parse import urlsplit

import pytest

from journeys.conftest import code_on, picture

PHONE = {"width": 390, "height": 844}
WORDS = "Der er nogen, der holder øje med mig"


class Walk:
    """Someone on her phone, who answers, and goes back and forth as her browser lets her."""

    def __init__(self, page: Any, language: str) -> None:
        self.page, self.language = page, language
        self.devtools = page.context.new_cdp_session(page)

    def begin(self) -> None:
        self.page.goto(f"/h/koege/q/?l={self.language}")
        self.page.wait_for_timeout(2100)
        self.go_on()
        self.code = code_on(self.page)
        self.go_on()

    def answer(self, name: str, value: str) -> None:
        self.page.locator(f"[name={name}][value={value}] + label").click()
        self.go_on()

    def go_on(self) -> None:
        with self.page.expect_navigation():
            self.page.locator("main .button-primary").first.click()

    def press_back(self) -> None:
        """The browser's Back, not the page's; the page may ask for itself once more."""
        self.page.go_back()
        self.page.wait_for_load_state()

    def shows(self, name: str, value: str = "") -> bool:
        """Whether she meets this question, with this answer of hers."""
        asked = f"main [name={name}]" + (f"[value={value}]:checked" if value else "")
        self.page.locator(asked).first.wait_for(state="attached")
        return True

    def history(self) -> list[tuple[str, str]]:
        """What her browser keeps of where she was: addresses and titles, as anyone with the phone may read them."""
        told = self.devtools.send("Page.getNavigationHistory")["entries"]
        return [(urlsplit(one["url"]).path + "?" + urlsplit(one["url"]).query, one["title"]) for one in told]

    def inside(self) -> list[tuple[str, str]]:
        """What is kept of all that comes after the door, which says which language was chosen and no more."""
        door = f"/h/koege/q/?l={self.language}"
        return [one for one in self.history() if one[0].startswith("/h/koege/q/") and one[0] != door]


@pytest.mark.parametrize("language", ["da", "en"])
def test_back_in_the_browser_is_the_question_before_with_its_answer(house, browse, language):
    page = browse(**PHONE)
    walk = Walk(page, language)
    walk.begin()
    walk.answer("about", "me")
    walk.answer("danger", "no")
    walk.answer("adult", "yes")
    walk.shows("children")
    before = page.evaluate("history.length")
    walk.press_back()
    assert walk.shows("adult", "yes")
    picture(page, f"open-back-{language}-390")
    walk.press_back()
    assert walk.shows("danger", "no")
    assert page.evaluate("history.length") == before, "turning back leaves nothing behind"
    walk.answer("danger", "yes")
    assert walk.shows("adult", "yes"), "and forward again, with what she had answered"
    assert "112" in page.locator("main .now").inner_text(), "what she changed is what holds"
    assert page.locator("html").get_attribute("lang") == language
    assert len(set(walk.inside())) == 1, walk.inside()
    assert not page.trouble


@pytest.mark.parametrize("language", ["da", "en"])
def test_the_history_is_the_same_whatever_she_says(house, browse, language):
    kept = []
    for danger, words in (("no", ""), ("yes", WORDS)):
        page = browse(**PHONE)
        walk = Walk(page, language)
        walk.begin()
        walk.answer("about", "me")
        walk.answer("danger", danger)
        walk.answer("adult", "yes")
        walk.answer("children", "no")
        page.fill("[name=words]", words)
        walk.go_on()
        walk.press_back()
        page.locator("[name=words]").wait_for()
        assert page.locator("[name=words]").input_value() == words
        kept.append((walk.history(), page.evaluate("history.length")))
        told = " ".join(" ".join(one) for one in kept[-1][0])
        assert not [word for word in (*walk.code, *words.split()) if word and word in told.split()]
    assert kept[0] == kept[1]
    assert {title for _address, title in kept[0][0] if title} == {"Information"}


def test_forward_again_and_a_reload_show_where_she_stands(house, browse):
    page = browse(**PHONE)
    walk = Walk(page, "da")
    walk.begin()
    walk.answer("about", "me")
    walk.answer("danger", "no")
    walk.press_back()
    assert walk.shows("danger", "no")
    page.reload()
    assert walk.shows("danger", "no")
    page.go_forward()
    assert walk.shows("adult")


def test_back_after_leaving_leaves_again_until_she_comes_herself(house, browse):
    page = browse(**PHONE)
    weather = {"body": "<title>Vejret</title>", "content_type": "text/html"}
    page.route("**/exit/", lambda route: route.fulfill(**weather))  # where it leads to is not to be had here
    page.goto("/h/koege/")
    page.goto("/h/koege/exit/about/")
    page.locator("#leave").click()
    page.wait_for_url("**/exit/")
    page.go_back(wait_until="commit")
    page.wait_for_url("**/exit/")
    assert page.title() == "Vejret"
    page.goto("/h/koege/")
    assert page.locator("main h1").is_visible()
    page.reload()
    assert page.locator("main h1").is_visible()


def test_back_after_leaving_shows_nothing_of_hers(house, browse):
    page = browse(**PHONE)
    walk = Walk(page, "da")
    walk.begin()
    walk.answer("about", "me")
    page.route("https://**", lambda route: route.fulfill(body="<title>Vejret</title>", content_type="text/html"))
    page.locator("#leave").click()
    page.wait_for_url("https://**")
    page.go_back()
    page.wait_for_load_state()
    assert not page.locator("main [name=about]").count()
    assert not page.locator("main [name=danger]").count()
