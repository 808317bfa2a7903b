"""A plan: from suggestions and own words, a line done, looked at on the screen, and on paper that says nothing."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone
from playwright.sync_api import expect

from brobygger.access.zones import enter
from brobygger.base.workdays import day_of
from brobygger.risk import case_actions as risk
from brobygger.risk.tests.making import talked
from brobygger.safety import actions as safety
from brobygger.safety.models import Line, Plan
from brobygger.safety.tests.making import begun, written
from journeys.conftest import in_english, picture, sign_in, unfold, violations

FORBIDDEN = ("sikkerhed", "safety", "brobygger", "maria", "køge", "assessor", "vold", "violence", "http", "/plan")
OWN = "Tasken står hos naboen."
MORE = "Tasken står hos naboen, bag cyklen."


@pytest.fixture
def plan(house):
    """Someone whom the team has, with an empty plan."""
    with transaction.atomic():
        return begun(house, timezone.now())


def kept(page):
    expect(page.locator("#kept")).to_contain_text("Gemt" if _language(page) == "da" else "Saved")


def _language(page):
    return page.locator("html").get_attribute("lang")


def press(page, selector):
    with page.expect_navigation():
        page.locator(selector).click()


@pytest.mark.parametrize(("language", "width"), [("da", 1280), ("en", 390)])
def test_a_plan_is_written_looked_at_and_printed(house, plan, browse, language, width):
    page = browse(width=width)
    sign_in(page, "assessor")
    if language == "en":
        in_english(page)
    page.goto(f"/reception/{plan.pk}/")
    press(page, f"a[href='/plan/{plan.pk}/']")
    write(page, plan, language, width)
    looked_at(page, plan, language, width)
    printed(page, plan, language, width)
    assert not page.trouble


def write(page, plan, language, width):
    """A suggestion is taken in and changed, a line of one's own saves by itself, and one is marked done."""
    press(page, f"a[href='/plan/{plan.pk}/leaving/']")
    page.locator("[name=line-0-words]").fill(OWN)
    kept(page)
    page.locator("[name=line-0-words]").fill(MORE)
    press(page, "[name=take][value=spare_keys]")
    expect(page.locator("[name=line-0-words]")).to_have_value(MORE)
    page.locator("[name=line-1-words]").fill("Nøglen ligger hos Bodil.")
    unfold(page)
    picture(page, f"plan_section_{language}_{width}")
    assert violations(page) == []
    press(page, "main [name=on]")
    page.goto(f"/plan/{plan.pk}/digital/")
    press(page, "[name=take][value=tags]")
    picture(page, f"plan_digital_{language}_{width}")
    page.goto(f"/plan/{plan.pk}/")
    press(page, "button[name=status][value=done] >> nth=0")
    expect(page.locator("button[name=status][value=agreed]")).to_have_count(1)
    picture(page, f"plan_{language}_{width}")
    assert violations(page) == []


def looked_at(page, plan, language, width):
    """The person chooses the screen, and sees the plan and nothing else."""
    page.locator("[name=form][value=screen]").check()
    press(page, "form[action$='/form/'] .button-primary")
    expect(page.locator("body")).to_contain_text(MORE)
    seen = page.locator("body").inner_text().lower()
    assert not [word for word in ("brobygger", "maria", "assessor") if word in seen]
    assert page.locator("a, button, nav").count() == 1
    assert page.title() == {"da": "Husk", "en": "To remember"}[language]
    picture(page, f"plan_hers_{language}_{width}")
    assert violations(page) == []
    page.emulate_media(media="print")
    assert page.locator("main").is_hidden(), "only paper is printed"
    page.emulate_media(media="screen")
    press(page, "main a")
    page.wait_for_url(f"**/plan/{plan.pk}/")


def printed(page, plan, language, width):
    """The person chooses paper: one thinks of where it will lie, and then it says nothing of what it is."""
    page.locator("[name=form][value=print]").check()
    press(page, "form[action$='/form/'] .button-primary")
    picture(page, f"plan_before_paper_{language}_{width}")
    assert violations(page) == []
    for line in page.locator("[name=lines]").all():
        assert not line.is_checked(), "nothing is chosen for the person"
        line.check()
    press(page, "main .button-primary")
    page.emulate_media(media="print")
    paper = page.locator("body").inner_text()
    assert MORE in paper
    assert not [word for word in FORBIDDEN if word in (paper + page.title()).lower()]
    assert page.locator("[data-print]").is_hidden()
    picture(page, f"plan_paper_{language}_{width}")
    page.emulate_media(media="screen")
    assert violations(page) == []
    page.goto(f"/plan/{plan.pk}/paper/")
    expect(page.locator("#messages .alert")).to_be_visible()
    page.wait_for_url(f"**/plan/{plan.pk}/")


def test_a_lost_session_and_a_killed_server_take_nothing_with_them(house, plan, browse, server):
    page = browse()
    sign_in(page, "assessor")
    page.goto(f"/plan/{plan.pk}/leaving/")
    page.locator("[name=line-0-words]").fill(OWN)
    kept(page)
    server.kill()
    page.locator("[name=line-0-words]").fill(MORE)
    expect(page.locator("#kept")).to_contain_text("prøver igen")
    server.start()
    expect(page.locator("#kept")).to_contain_text("Gemt")
    page.context.clear_cookies(name="sessionid")
    page.locator("[name=line-0-words]").fill(f"{MORE} Helt inde.")
    expect(page.locator("#kept")).to_contain_text("logget ud")
    press(page, "main [name=on]")
    expect(page.locator("textarea").first).to_have_value(f"{MORE} Helt inde.")
    other = page.context.new_page()
    sign_in(other, "assessor")
    press(page, "main .button-primary")
    with transaction.atomic():
        enter(house.actor("assessor"))
        assert [one.words for one in Line.objects.all()] == [f"{MORE} Helt inde."]


@pytest.mark.parametrize(("language", "width"), [("da", 1280), ("en", 390)])
def test_a_change_asks_for_a_new_look(house, browse, language, width):
    now = timezone.now()
    with transaction.atomic():
        case = talked(house, now)
        by = house.actor("assessor")
        safety.begin_plan(screening_id=case.screening_id, by=by, at=now)
        risk.note_event(case_id=case.pk, what="breach", on=day_of(now), by=by, at=timezone.now())
    page = browse(width=width)
    sign_in(page, "second_assessor")
    if language == "en":
        in_english(page)
    page.goto(f"/reception/{case.screening_id}/")
    press(page, f"a[href='/plan/{case.screening_id}/']")
    happened = {"da": "Et forbud er brudt", "en": "A ban has been broken"}[language]
    expect(page.locator(".alert-warning")).to_contain_text(happened)
    picture(page, f"plan_changed_{language}_{width}")
    assert violations(page) == []
    press(page, "form[action$='/looked/'] button")
    expect(page.locator(".alert-warning")).to_have_count(0)
    assert not page.trouble


def test_its_day_asks_for_a_new_look_and_a_colleague_beside_loses_nothing(house, plan, browse):
    with transaction.atomic():
        written(house, timezone.now(), plan, "Solsikke")
        Plan.objects.update(look_again_on=timezone.localdate() - timedelta(days=1))
    one, other = browse(), browse()
    for page, who in ((one, "assessor"), (other, "second_assessor")):
        sign_in(page, who)
        page.goto(f"/plan/{plan.pk}/")
        expect(page.locator(".alert-warning")).to_contain_text("tid til at se på planen igen")
        page.goto(f"/plan/{plan.pk}/contact/")
    one.locator("[name=line-0-words]").fill("Tulipan")
    kept(one)
    other.locator("[name=line-0-words]").fill("Rose")
    expect(other.locator("#kept")).to_contain_text("Begge tekster står der")
    press(other, "main .finish button >> nth=1")
    expect(other.locator("[name=line-0-words]")).to_have_value("Tulipan")
    expect(other.locator("[name=line-1-words]")).to_have_value("Rose")
    other.goto(f"/plan/{plan.pk}/")
    press(other, "form[action$='/looked/'] button")
    expect(other.locator(".alert-warning")).to_have_count(0)
