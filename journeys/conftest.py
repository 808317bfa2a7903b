"""The house as its users meet it: a server of its own process, a real browser, and people who do not exist."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest

from brobygger.base.workdays import day_of
from conftest import Cast, standing_cast

os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # the browser's driver keeps an event loop in this thread
PASSWORD = "en lang kode til prøver"
HERE = Path(__file__).resolve().parent
AXE = HERE / "vendor" / "axe.min.js"
PICTURES = os.environ.get("BROBYGGER_SCREENSHOTS", "")
PATIENCE = 90_000  # milliseconds; a busy machine is slow, and what never comes is found all the same


class Served:
    """The pages in a process of their own, which may be killed and started again at the same address."""

    def __init__(self) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        from django.conf import settings

        from brobygger.config.addresses import url_of

        kept = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
        told = {"BROBYGGER_WEB_DATABASE_URL": url_of(settings.DATABASES["default"]), "BROBYGGER_DEBUG": "1"}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "journeys.served", str(self.port)],
            env=kept | told,
            start_new_session=True,
        )
        for _ in range(900):
            if self._answers() or self.process.poll() is not None:
                break
            time.sleep(0.1)
        assert self._answers(), "the server does not answer"

    def _answers(self) -> bool:
        try:
            with urlopen(f"{self.url}/account/login/", timeout=5) as answer:
                return bool(answer.status == 200)
        except OSError:
            return False

    def kill(self) -> None:
        """As a power cut would: nothing is told, nothing is finished."""
        if self.process:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
            self.process = None
            for _ in range(100):
                with socket.socket() as probe:
                    if probe.connect_ex(("127.0.0.1", self.port)) != 0:
                        return
                time.sleep(0.1)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A journey that fails is walked once more, since a browser on a busy machine may be slow in ways that no person
    meets; the run names it as walked again, and it fails where the second walk fails too."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.flaky(reruns=1))


@pytest.fixture(scope="package")
def server(django_db_setup: None) -> Iterator[Served]:
    served = Served()
    served.start()
    yield served
    served.kill()


@pytest.fixture(scope="package")
def chromium() -> Iterator[Any]:
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=PATIENCE)
    found = next(
        filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))),
        None,
    )
    if found is None:
        pytest.fail("the journeys need Chromium")
    with sync_playwright() as driver:
        flags = ["--no-sandbox", "--disable-background-networking"]
        browser = driver.chromium.launch(executable_path=found, args=flags)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def hashed() -> str:
    """The password as the server hashes it."""
    from django.contrib.auth.hashers import Argon2PasswordHasher

    return Argon2PasswordHasher().encode(PASSWORD, "saltsaltsaltsalt")


@pytest.fixture
def house(committed: None, server: Served, hashed: str) -> Cast:
    """The cast on committed rows; each of them can sign in."""
    from django.db import transaction

    from brobygger.access.zones import at_sign_in
    from brobygger.programmes.models import AttemptPolicy
    from brobygger.staff.models import Worker

    made = standing_cast()
    # The stories are told at any hour; the night is closed in the shipped policy, and tested where the rules are.
    AttemptPolicy.objects.using("owner").update(hour_bands=[[0, 8], [8, 16], [16, 24]], weekdays=[1, 2, 3, 4, 5, 6, 7])
    with transaction.atomic(), at_sign_in():
        Worker.objects.update(password=hashed)
    return made


@pytest.fixture
def person(house: Cast) -> Callable[..., Any]:
    """Makes a person who may be rung now."""
    from django.db import transaction

    from brobygger.outreach.tests.making import someone

    def make(name: str, **fields: Any) -> Any:
        now = datetime.now().astimezone()
        told = {"window_until": day_of(now) + timedelta(days=9), "person": {"given_name": name}}
        with transaction.atomic():
            given: dict[str, Any] = told | fields
            return someone(house, now, **given)

    return make


@pytest.fixture
def browse(chromium: Any, server: Served) -> Iterator[Callable[..., Any]]:
    """Opens a page as a Danish browser would, with what went wrong in it gathered in `page.trouble`."""
    opened = []

    def page(*, width: int = 1280, height: int = 900, **options: Any) -> Any:
        context = chromium.new_context(
            locale="da-DK", base_url=server.url, viewport={"width": width, "height": height}, **options
        )
        context.set_default_timeout(PATIENCE)
        opened.append(context)
        made = context.new_page()
        made.trouble = []
        made.on("pageerror", lambda error: made.trouble.append(str(error)))
        return made

    yield page
    for context in opened:
        context.close()


def say_when(page: Any) -> None:
    """The person has said that any day and hour is safe, and the worker ticks it: nothing is chosen beforehand."""
    for day in page.locator("[name=days]").all():
        day.check()
    page.locator("[name=hour_from]").select_option("0")
    page.locator("[name=hour_to]").select_option("24")


def sign_in(page: Any, who: str = "owner", host: str = "brobygger.invalid") -> None:
    """The worker signs in by e-mail and password, and comes to the first page of her menu."""
    page.goto("/account/login/")
    page.fill("[name=login]", f"{who}@{host}")
    page.fill("[name=password]", PASSWORD)
    page.click("main form:has([name=password]) button[type=submit]")
    page.wait_for_url(lambda url: "/account/login/" not in url)


def code_on(page: Any) -> list[str]:
    """The name and the word of the code that the page shows, once it has come."""
    page.locator(".code dd").first.wait_for()
    told: list[str] = page.locator(".code dd").all_text_contents()
    return told


def come_back(page: Any, place: str, name: str, word: str, language: str = "da") -> None:
    """She comes to the open page of the place with her code; the page is the one that is answered."""
    page.goto(f"/h/{place}/q/?l={language}")
    page.locator("details.come-back summary").click()
    page.fill("[name=code_name]", name)
    page.fill("[name=code_word]", word)
    page.wait_for_timeout(2100)  # as long as a reader takes: whoever is faster is asked to press again
    with page.expect_navigation():
        page.locator("details.come-back button").click()


def in_english(page: Any) -> None:
    """The reader switches the page to English."""
    with page.expect_navigation():
        page.locator("button[name=language][value=en]").first.evaluate("one => one.click()")
    assert page.locator("html").get_attribute("lang") == "en"


RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


def violations(page: Any, **told: Any) -> list[str]:
    """What axe finds wrong with the page as it stands, against WCAG 2.2 AA."""
    page.wait_for_load_state()  # its words may be there before its clothes
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text(encoding="utf-8") + ";0")
    told = {"runOnly": RULES, "resultTypes": ["violations"], "preload": False} | told
    found = page.evaluate("told => axe.run(document, told).then(found => found.violations)", told)
    return [f"{one['id']}: {' | '.join(' '.join(node['target']) for node in one['nodes'][:3])}" for one in found]


def picture(page: Any, name: str) -> None:
    """The page as a picture, where a folder for pictures is named."""
    if PICTURES:
        Path(PICTURES).mkdir(parents=True, exist_ok=True)
        page.screenshot(path=f"{PICTURES}/{name}.png", full_page=True)


# The width at which a story begins in each language: what it presses, it presses at both, since each look turns it.
BEGINS = {"da": 1280, "en": 390}
# What goes out of the house is in Danish until whoever prints it chooses.
ON_PAPER = {"extracts_e_preview", "extracts_e_print"}
# What need not be asked twice. Colours are the same in both languages. A phone shows the same in both, and the English
# words have been read at the desk: what other words do in a narrow window is to move what is pressed.
LESS: dict[tuple[str, int], dict[str, Any]] = {
    ("en", 1280): {"rules": {"color-contrast": {"enabled": False}}},
    ("en", 390): {"runOnly": ["target-size"]},
}


def unfold(page: Any) -> None:
    """Every fold of the page is open."""
    page.locator("main details").evaluate_all("all => all.forEach(one => { one.open = true })")


def looked_at(page: Any, name: str, language: str) -> list[str]:
    """What is wrong with the page as it stands, at a desk and on a phone: WCAG, and sideways scroll. The window is
    turned once, and stays so."""
    wrong = []
    page.wait_for_load_state()
    assert page.locator("html").get_attribute("lang") == ("da" if name in ON_PAPER else language), name
    began = page.viewport_size["width"]
    for width in (began, *({*BEGINS.values()} - {began})):
        page.set_viewport_size({"width": width, "height": 900})
        page.evaluate("new Promise(drawn => requestAnimationFrame(() => requestAnimationFrame(drawn)))")
        wrong += [f"{name} at {width}: {one}" for one in violations(page, **LESS.get((language, width), {}))]
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            wrong.append(f"{name} scrolls sideways at {width}")
        picture(page, f"{name}_{language}_{width}")
    return wrong


def wrong_with(pages: dict[str, list[str]], browse: Callable[..., Any]) -> list[str]:
    """What is wrong with the pages that each of these colleagues opens, in both languages and at both widths, and what
    the browser complains of."""
    wrong = []
    page = browse()
    for who, addresses in pages.items():
        page.context.clear_cookies()  # the next one on the same machine: what the browser has fetched, it has
        sign_in(page, who.split("@")[0], host="demo.invalid")
        for language in BEGINS:
            if language == "en":
                page.goto("/")
                in_english(page)
            for address in addresses:
                answer = page.goto(address)
                if answer.status != 200:
                    wrong.append(f"{address}: {answer.status}")
                    continue
                unfold(page)
                name = "_".join(part for part in address.split("/") if part and not part.isdigit())
                wrong += [f"{address} {one}" for one in looked_at(page, name, language)]
        wrong += [f"{who}: {one}" for one in page.trouble]
        page.trouble.clear()
    return wrong
