"""A chapter is written and looked through, the report is made, and what comes of it is read as a page of its own."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from brobygger.report import making
from brobygger.report.models import MadeReport
from journeys.conftest import in_english, sign_in, violations

SAYS = {"da": ("Kan være et navn", "Opbevaret"), "en": ("May be a name", "Kept at")}


@pytest.mark.parametrize(("language", "width"), [("da", 1280), ("en", 390)])
def test_a_report_with_a_chapter_of_ones_own(house, browse, language, width, tmp_path):
    page, (name, kept) = browse(width=width), SAYS[language]
    sign_in(page, "leader")
    if language == "en":
        in_english(page)
    page.goto(f"/figures/report/opsoegende-indsats/{language}/conclusion/")
    page.locator("[name=text]").fill("Vi talte med Karla.")
    expect(page.locator("#kept")).to_contain_text(kept)
    page.locator("#save").click()
    expect(page.locator("main")).to_contain_text(name)
    assert violations(page) == []
    page.locator("[name=text]").fill("Vi fortsætter **som hidtil**.")
    page.locator("#save").click()
    expect(page.locator("h1")).not_to_be_empty()
    page.wait_for_url(f"**/figures/report/opsoegende-indsats/{language}/")

    page.goto("/figures/report/")
    page.locator("[name=form][value=html]").check()
    page.locator(f"main input[name=language][value={language}]").check()
    page.locator("main .button-primary").click()
    expect(page.locator("progress")).to_have_count(1)
    assert violations(page) == []
    row = MadeReport.objects.using("owner").get()
    making.make(report_id=row.pk, zone_id=house.zone.pk, at=timezone.now())
    with page.expect_download() as got:
        page.locator(f"a[href$='/{row.pk}/file/']").click()
    file = tmp_path / "report.html"
    got.value.save_as(file)
    page.goto(file.as_uri())
    expect(page.locator("strong", has_text="som hidtil")).to_have_count(1)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert violations(page) == []
