"""An extract for another department: read by a second, and on paper without what is hidden."""

import re
from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone
from playwright.sync_api import expect

from brobygger.extracts.models import Extract
from brobygger.extracts.tests.making import NOT_TOLD, TOLD, assessed, planned
from journeys.conftest import in_english, picture, sign_in, violations

HIDDEN = (NOT_TOLD, "skolen", "Køge", "solsikke", "ringede")


@pytest.fixture
def held(house):
    """Someone with an assessment that holds, and a plan."""
    now = timezone.now() - timedelta(days=2)
    with transaction.atomic():
        case = assessed(house, now)
        planned(house, now, case)
    return case


def come(browse, who, language, width):
    page = browse(width=width)
    sign_in(page, who)
    if language == "en":
        in_english(page)
    return page


def press(page, selector):
    with page.expect_navigation():
        page.locator(selector).first.click()


@pytest.mark.parametrize(("language", "width"), [("da", 1280), ("en", 390)])
def test_an_extract_for_another_department(house, held, browse, language, width):
    first, second = (come(browse, who, language, width) for who in ("assessor", "second_assessor"))
    first.goto(f"/risk/{held.pk}/")
    press(first, f"main a[href='/extracts/{held.pk}/']")
    first.locator("[name=receiver][value=department]").check()
    first.locator("[name=who]").fill("Familieafdelingen")
    first.locator("[name=may_meet][value=not_known]").check()
    first.locator("[name=purpose]").fill("Mødet om børnene")
    first.locator("[name=with_plan]").check()
    picture(first, f"extract_asked_{language}_{width}")
    assert violations(first) == []
    press(first, "main .button-primary")
    row = Extract.objects.using("owner").get()

    write(first, row, language, width)
    press(first, "form[action$='/finish/'] .button-primary")
    expect(first.locator("main .button-primary")).to_have_count(0)
    picture(first, f"extract_waits_{language}_{width}")
    assert violations(first) == []

    second.goto(f"/extracts/e/{row.pk}/")
    expect(second.locator("main")).to_contain_text(NOT_TOLD)
    picture(second, f"extract_second_{language}_{width}")
    assert violations(second) == []
    press(second, "form[action$='/approve/'] .button-primary")

    first.goto(f"/extracts/e/{row.pk}/")
    press(first, "main a.button-primary")
    first.emulate_media(media="print")
    paper = first.locator("body").inner_text()
    assert "Familieafdelingen" in paper
    assert "Tasken står pakket" in paper
    assert not [words for words in HIDDEN if words.lower() in paper.lower()]
    assert not re.search("brobygger|uddrag|extract", paper + first.title(), re.IGNORECASE)
    assert first.locator("[data-print]").is_hidden()
    picture(first, f"extract_paper_{language}_{width}")
    first.emulate_media(media="screen")
    assert violations(first) == []
    assert not first.trouble


def write(page, row, language, width):
    """A place is shown again and hidden by its words, and a line is out for a reason and put back."""
    hidden = page.locator(".extract-words del", has_text="skolen i Køge")
    expect(hidden).to_have_count(1)
    picture(page, f"extract_{language}_{width}")
    assert violations(page) == []
    press(page, ".extract-words:has(del:text('skolen i Køge')) .plain")
    expect(hidden).to_have_count(0)
    for words in ("skolen i Køge", "ringede"):
        page.locator("[name=words]").fill(words)
        press(page, "form[action$='/hide/'] .button")
    line = page.locator("li", has_text=TOLD.partition(" ringede")[2].strip())
    line.locator("summary").click()
    line.locator("select").select_option("others")
    with page.expect_navigation():
        line.locator("button:not([name])").last.click()
    assert "#line-" in page.url
    with page.expect_navigation():
        line.locator("button[name=back]").click()
    locked = page.locator("li", has_text=NOT_TOLD)
    expect(locked.locator("button")).to_have_count(0)
    page.goto(f"/extracts/e/{row.pk}/preview/")
    assert not [words for words in HIDDEN if words in page.locator("main").inner_text()]
    page.emulate_media(media="print")
    assert page.locator("main").is_hidden(), "what is not made is not printed"
    page.emulate_media(media="screen")
    picture(page, f"extract_preview_{language}_{width}")
    page.goto(f"/extracts/e/{row.pk}/")
