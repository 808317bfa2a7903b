"""The browser's history tells nothing of her: whatever she says, the addresses and the titles are the same."""

import re
from typing import Any

import pytest

from brobygger.inquiries.tests.walking import Visitor, codes_in, slow_hands  # noqa: F401

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("slow_hands")]

REST = {11: {"language": ""}, 12: {"heard": "web"}}
ME: dict[int, dict[str, Any]] = {
    1: {"about": "me"},
    2: {"danger": "no"},
    4: {"adult": "yes"},
    5: {"children": "no"},
    7: {"words": "x"},
}
CONTACT: dict[int, dict[str, Any]] = {
    8: {"reach": "contact"},
    9: {"called": "Ida", "number": "95001234", "shares_phone": "no", "hours": "all_day", "days": ["0"]},
}
# Who she is and what she says, question by question; what she does when she has come to the end.
SHE: dict[str, tuple[dict[int, dict[str, Any]], list[dict[str, Any]]]] = {
    "only here": (ME | {8: {"reach": "here"}} | REST, []),
    "in danger, with children that she worries for": (
        ME | {2: {"danger": "yes"}, 5: {"children": "yes"}, 6: {"worry": "yes"}, 8: {"reach": "here"}} | REST, [],
    ),
    "may be rung": (ME | CONTACT | {10: {"consent": "yes"}} | REST, [{"do": "change_contact"}, {"do": "throw_away"}]),
    "no to the consent": (ME | CONTACT | {10: {"consent": "no"}} | REST, []),
    "takes it back": (ME | CONTACT | {10: {"consent": "yes"}} | REST, [{"do": "take_back"}, {"do": "begin_again"}]),
    "under 18": ({1: {"about": "me"}, 2: {"danger": "yes"}, 4: {"adult": "no"}}, [{"do": "turn", "step": 4}]),
    "for someone who does not know": ({1: {"about": "known"}, 2: {"danger": "no"}, 3: {"said_yes": "no"}}, []),
    "for someone who knows": (
        {k: v for k, v in ME.items() if k != 1}
        | {1: {"about": "work"}, 3: {"said_yes": "yes"}} | CONTACT | {10: {"consent": "yes"}, 11: {"language": ""}}, [],
    ),
    "says things that cannot be": (
        ME | {8: {"reach": "contact"}},
        [{"step": 9, "number": "12", "email": "nej"}, {"step": 9}, {"step": "²"}, {"l": "en"}],
    ),
}  # fmt: skip


class Browser(Visitor):
    """A browser that keeps a history: every address that it shows a page of, with the page's title."""

    def __init__(self) -> None:
        super().__init__("koege")
        self.history: set[tuple[str, str]] = set()
        self.links: set[str] = set()

    def shown(self, answer: Any, address: str) -> Any:
        while answer.status_code == 302:
            address = answer.url
            answer = self.client.get(address)
        text = answer.content.decode()
        found = re.search(r"<title>([^<]*)</title>", text)
        self.history.add((address, found[1] if found else ""))
        told = re.findall(r'(?:href|action)="([^"]*)"', text)
        self.links |= {one.partition("?")[0] for one in told if one.startswith("/h/")}
        return answer

    def look(self, path: str) -> Any:
        return self.shown(self.get(path), f"/h/koege/{path}")

    def press(self, **told: Any) -> Any:
        return self.shown(self.post("q/", **told), "/h/koege/q/")


def walked(who: str) -> Browser:
    answers, then = SHE[who]
    browser = Browser()
    browser.look("")
    browser.look("q/")
    browser.shown(browser.way_in("begin"), "/h/koege/q/")
    for number, told in sorted(answers.items()):
        browser.press(step=number, **told)
        browser.look("q/")  # a reload, or the way back in the history
    browser.press(step=13)
    browser.look("q/")
    for told in then:
        browser.press(**told)
    browser.look("exit/about/")
    browser.look("help/")
    return browser


def test_the_history_is_the_same_whatever_she_says(cast):
    browsers = {who: walked(who) for who in SHE}
    usual = browsers["only here"]
    assert {title for _, title in usual.history} == {"Information"}
    assert {address for address, _ in usual.history} == {
        f"/h/koege/{path}" for path in ("", "q/", "exit/about/", "help/")
    }
    for who, browser in browsers.items():
        assert browser.history == usual.history, who


def test_the_history_does_not_tell_who_comes_back_from_who_begins(cast):
    begins, comes_back = Browser(), Browser()
    for browser in (begins, comes_back):
        browser.look("")
        browser.look("q/")
    begins.shown(begins.way_in("begin"), "/h/koege/q/")
    comes_back.shown(comes_back.come_back(begins.code[0], "ikke det ord"), "/h/koege/q/")
    assert comes_back.come_back(*codes_in(begins.get("q/").content.decode())).status_code == 302
    comes_back.look("q/")
    assert begins.history == comes_back.history == {("/h/koege/", "Information"), ("/h/koege/q/", "Information")}


def test_no_link_on_any_of_the_pages_leads_to_an_address_of_one_answer(cast):
    known = {f"/h/koege/{path}" for path in ("", "q/", "exit/", "exit/about/", "help/")}
    for who in SHE:
        assert walked(who).links <= known, who


def test_an_error_is_focused_by_its_label_and_leaves_no_anchor_in_the_address(cast):
    her = Browser()
    her.begin()
    for number, told in (ME | {8: {"reach": "contact"}}).items():
        her.answer(number, **told)
    page = her.seen(her.answer(9, number="12")).content.decode()
    assert 'for="id_number"' in page
    assert set(re.findall(r'href="(#[^"]*)"', page)) == {"#main-content"}


def test_what_stands_in_an_old_page_is_kept_where_it_belongs(cast):
    her = Visitor()
    her.begin()
    her.answer(1, about="me")
    her.answer(2, danger="no")
    her.answer(1, about="known")  # from a page that the browser had put aside
    assert her.step() == "2"
    (chosen,) = re.findall(r"<input[^>]*checked[^>]*>", her.at(1).content.decode())
    assert 'value="known"' in chosen


def test_nothing_of_a_visitor_is_kept_before_she_has_a_code(cast):
    from brobygger.inquiries.models import Inquiry

    her = Visitor()
    for path in ("", "q/", "help/"):
        assert "sessionid" not in her.get(path).cookies
    assert "sessionid" not in her.inside(step=1, about="me").cookies
    cast.actor("project_leader")
    assert not Inquiry.objects.exists()


def test_the_language_is_changed_inside_without_an_address_of_its_own(cast):
    her = Visitor()
    her.begin()
    her.answer(1, about="me")
    assert her.inside(l="en").url == "/h/koege/q/"
    page = her.get("q/").content.decode()
    assert '<html lang="en"' in page
    assert "Are you in danger now?" in page
    assert "?l=" not in page.split("<main")[1]
