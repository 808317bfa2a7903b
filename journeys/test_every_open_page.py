"""The open pages in a real browser: each state, both languages, phone and desk, and the way out."""

from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any, ClassVar

import pytest
from django.utils import timezone

from brobygger.access.actor import citizen
from brobygger.access.who import actor_for
from brobygger.access.zones import in_zones
from brobygger.mailbox import actions as mailbox
from brobygger.municipality.models import Setup
from brobygger.screening.models import Screening
from journeys.conftest import BEGINS, code_on, come_back, looked_at


class Walk:
    """Someone on her phone or at a desk; every page that she meets is looked at by axe, and photographed."""

    def __init__(self, page: Any, language: str) -> None:
        self.page, self.language = page, language
        self.found: list[str] = []

    def look(self, name: str) -> None:
        assert "Brobygger" not in self.page.content()
        self.found += looked_at(self.page, f"open-{name}", self.language)

    def choose(self, name: str, value: str) -> None:
        self.page.locator(f"[name={name}][value={value}] + label").click()
        assert self.page.locator(f"[name={name}][value={value}]").is_checked()

    def go_on(self) -> None:
        self.page.locator("main .button-primary").first.click()
        self.page.wait_for_load_state()


@pytest.mark.parametrize("language", BEGINS)
def test_every_page_that_she_meets_herself(house, browse, language):
    page = browse(width=BEGINS[language])
    walk = Walk(page, language)
    page.goto(f"/h/koege/?l={language}")
    walk.look("front")
    for path in ("help", "exit/about"):
        page.goto(f"/h/koege/{path}/?l={language}")
        walk.look(path.replace("/", "-"))
    page.goto(f"/h/koege/q/?l={language}")
    walk.look("begin")
    page.wait_for_timeout(2100)
    walk.go_on()
    walk.look("code")
    name, word = code_on(page)
    walk.go_on()
    walk.look("about")
    walk.go_on()
    walk.look("about-unanswered")
    walk.choose("about", "me")
    walk.go_on()
    walk.look("danger")
    walk.choose("danger", "yes")
    walk.go_on()
    walk.look("adult")
    walk.choose("adult", "yes")
    walk.go_on()
    walk.choose("children", "yes")
    walk.look("children")
    walk.go_on()
    walk.look("worry")
    walk.choose("worry", "no")
    walk.go_on()
    walk.look("words")
    page.fill("[name=words]", "Jeg vil gerne tale med nogen")
    walk.go_on()
    walk.look("reach")
    walk.choose("reach", "contact")
    walk.go_on()
    page.fill("[name=number]", "12")
    walk.go_on()
    walk.look("contact-wrong")
    page.fill("[name=number]", "95 00 12 34")
    walk.choose("shares_phone", "no")
    walk.go_on()
    walk.look("consent")
    walk.choose("consent", "yes")
    walk.go_on()
    walk.look("language")
    walk.go_on()
    walk.look("heard")
    walk.choose("heard", "web")
    walk.go_on()
    walk.look("check")
    page.wait_for_timeout(2100)
    walk.go_on()
    walk.look("sent")
    assert name in page.content()
    assert word in page.content()
    zone = house.koege
    assessor = actor_for(house.assessor.pk)
    with in_zones(assessor):
        box = Screening.objects.get(zone=zone).mailbox_id
        mailbox.write_line(mailbox_id=box, text="Vi kan tale på tirsdag.", by=assessor, at=timezone.now())
    walk.go_on()
    walk.look("mine")
    page.locator("main details summary").click()
    walk.look("take-back")
    page.goto(f"/h/koege/nowhere/at/all/?l={language}")
    walk.look("not-here")
    page.goto("/h/koege/q/")
    page.locator("button[name=do][value=leave]").click()
    come_back(page, "koege", name, "forkert ord", language)
    page.locator("#wrong").wait_for()
    walk.look("come-back-wrong")
    assert not walk.found, "\n".join(walk.found)
    assert not page.trouble


@pytest.mark.parametrize("language", BEGINS)
def test_every_page_about_someone_else_and_for_a_child(house, browse, language):
    page = browse(width=BEGINS[language])
    walk = Walk(page, language)
    page.goto(f"/h/odense/q/?l={language}")
    walk.go_on()  # at once: asked again, and nothing lost
    walk.look("too-fast")
    page.wait_for_timeout(2100)
    walk.go_on()
    walk.go_on()
    walk.choose("about", "work")
    walk.go_on()
    walk.look("other-danger")
    walk.choose("danger", "no")
    walk.go_on()
    walk.look("other-said-yes")
    walk.choose("said_yes", "no")
    walk.go_on()
    walk.look("other-not-asked")
    page.locator(".back-link").click()
    walk.choose("said_yes", "yes")
    walk.go_on()
    walk.choose("adult", "no")
    walk.go_on()
    walk.look("other-under-age")
    page.locator(".back-link").click()
    page.locator(".back-link").click()
    page.locator(".back-link").click()
    page.locator(".back-link").click()
    walk.choose("about", "me")
    walk.go_on()
    walk.go_on()
    walk.go_on()
    walk.look("under-age")
    page.locator("button[name=do][value=throw_away]").last.click()
    assert page.url.split("?")[0].endswith("/h/odense/")
    assert page.locator("html").get_attribute("lang") == language
    assert not walk.found, "\n".join(walk.found)
    assert not page.trouble


class Weather(BaseHTTPRequestHandler):
    """The harmless page to which she is sent, which notes what it is told of where she came from."""

    told: ClassVar[list[dict[str, str]]] = []

    def do_GET(self) -> None:
        if self.path == "/":  # its own icon is asked for by the page itself
            self.told.append(dict(self.headers))
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(b"<title>Vejret</title>Sol")

    def log_message(self, format: str, *args: Any) -> None:
        """Quiet."""


@pytest.fixture
def weather(house: Any) -> Iterator[str]:
    Weather.told.clear()
    server = ThreadingHTTPServer(("127.0.0.1", 0), Weather)
    Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://localhost:{server.server_port}/"
    with in_zones(citizen(house.odense.pk)):
        Setup.objects.filter(zone=house.odense).update(safe_site=address)
    yield address
    server.shutdown()


@pytest.mark.parametrize("way", ["button", "shift", "no-script"])
def test_she_leaves_at_once_and_back_shows_nothing(house, browse, weather, way):
    page = browse(width=390, height=844, java_script_enabled=way != "no-script")
    page.goto("/h/odense/q/")
    page.wait_for_timeout(2100)
    page.locator("main .button-primary").click()
    name, word = code_on(page)
    page.locator("main .button-primary").click()
    page.locator("[name=about][value=me] + label").click()
    page.locator("main .button-primary").click()
    page.locator("main[data-at='2']").wait_for()
    page.wait_for_load_state()  # what hears the keys comes after the words
    if way == "shift":
        for _ in range(3):
            page.keyboard.press("Shift")
    elif way == "button":
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.id") == "leave"  # the first thing that the keyboard meets
        page.keyboard.press("Enter")
    else:
        page.locator("#leave").click()
    page.wait_for_url(weather)
    assert Weather.told
    assert not any("Referer" in told for told in Weather.told)
    assert not page.context.cookies()
    page.go_back(wait_until="commit")
    # With scripts she leaves again at once; without, Back comes to a page that is closed.
    page.wait_for_url(weather if way != "no-script" else lambda url: url.endswith(("/q/", "/odense/")))
    assert name not in page.content()
    come_back(page, "odense", name, word.upper())
    page.locator("main[data-at='2']").wait_for()  # where she left
    assert page.url.endswith("/h/odense/q/")
