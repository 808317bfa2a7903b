"""Two assess: each reads alone, they agree, the assessment holds; and then something happens."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone
from playwright.sync_api import Route, expect

from brobygger.risk.models import Assessment, RiskCase
from brobygger.risk.tests.making import begun, team
from journeys.conftest import in_english, picture, sign_in, violations

SAID = "Han har stået ved skolen to gange."


@pytest.fixture
def waiting(house):
    """Someone who has been talked with, and two who hold certificates."""
    with transaction.atomic():
        return team(house, timezone.now() - timedelta(days=6))


def come(browse, who, language, width):
    page = browse(width=width)
    sign_in(page, who)
    if language == "en":
        in_english(page)
    return page


def choose(page, value):
    """The same answer to every question that has it and is not answered."""
    page.evaluate(
        """value => document.querySelectorAll(`.pack input[type=radio][value=${value}]`).forEach(one => {
            if (!document.querySelector(`[name="${one.name}"]:checked`)) one.click();
        })""",
        value,
    )


def save(page):
    with page.expect_navigation():
        page.locator(".finish .button-primary").click()


def done(page, what):
    with page.expect_navigation():
        page.locator(f"button[name=then][value={what}]").click()


def step(page, name):
    page.locator(f".risk-steps a[href$='/{name}/']").click()


def rate(page, *, priority, look=False):
    """What is present, what matters and the opinions, each on its page."""
    step(page, "presence")
    choose(page, "no")
    assert not look or violations(page) == []
    save(page)
    choose(page, "no")
    save(page)
    step(page, "opinions")
    page.locator(f"[name=priority][value={priority}]").check()
    for name in ("severity", "imminence"):
        page.locator(f"[name={name}][value=moderate]").check()
    page.locator("[name=others][value=no]").check()
    assert not look or violations(page) == []
    save(page)


@pytest.mark.parametrize(("language", "width"), [("da", 1280), ("en", 390)])
def test_from_the_first_conversation_to_what_the_two_agree_on(house, waiting, browse, language, width):
    first, second = (come(browse, who, language, width) for who in ("assessor", "second_assessor"))
    first.goto("/risk/")
    expect(first.locator("main")).to_contain_text("Maria")
    picture(first, f"board_{language}_{width}")
    assert violations(first) == []
    first.locator("a.button", has_text="Åbn" if language == "da" else "Open").first.click()
    first.get_by_label("SARA-V3").check()

    def written_before(script: Route) -> None:
        first.locator("[name=words]").fill("x" * 21_000)
        script.continue_()

    first.route("**/brobygger.*js", written_before)
    first.locator("form[action$='/begin/'] .button-primary").click()
    # What does not fit is never lost unsaid, also where it was written before the page's script had come.
    expect(first.locator("[name=words] + [role=status]")).to_contain_text("20000")
    first.unroute("**/brobygger.*js")
    first.locator("[name=words]").fill(SAID)
    first.locator("[name=source]").select_option("herself")
    first.locator("[name=reliability]").select_option("seen")
    first.locator("[name=readers][value=leader]").check()
    first.locator("[name=may_learn][value=no]").check()
    first.locator("[name=bears_on][value=N1]").check()
    first.locator("form[action$='/evidence/'] .button-primary").click()
    expect(first.locator("main")).to_contain_text(SAID)
    picture(first, f"information_{language}_{width}")
    assert violations(first) == []

    second.goto(f"/risk/{waiting.pk}/")
    second.locator("form[action$='/read/'] .button-primary").click()
    expect(second.locator("main")).to_contain_text(SAID)
    rate(second, priority="high")
    done(second, "rate")

    rate(first, priority="moderate", look=True)
    picture(first, f"opinions_{language}_{width}")
    done(first, "rate")
    first.locator("form[action$='/agree/'] button").click()
    step(first, "opinions")
    expect(first.locator(".alert").first).to_contain_text("Høj" if language == "da" else "High")
    picture(first, f"agree_{language}_{width}")
    first.locator("[name=priority][value=high]").check()
    first.locator("[name=summary]").fill("Følges tæt.")
    first.locator("[name=review_on]").fill(f"{timezone.localdate() + timedelta(days=20)}")
    save(first)
    first.locator("[name=summary]").fill("Følges meget tæt.")  # the press keeps what is written, and hands it in
    done(first, "rate")
    row = Assessment.objects.using("owner").get()
    first.goto(f"/risk/a/{row.pk}/opinions/")
    first.locator("form[action$='/hand-in/'] .button-primary").click()
    expect(first.locator("#messages")).to_contain_text("gælder" if language == "da" else "holds")
    second.goto(f"/risk/{waiting.pk}/")
    assert violations(second) == []
    row.refresh_from_db()
    assert (row.state, row.summary) == ("in_force", "Følges meget tæt.")
    first.goto(f"/risk/a/{row.pk}/")
    picture(first, f"assessment_{language}_{width}")
    assert violations(first) == []

    second.goto("/risk/?whose=team")
    second.goto(f"/risk/{waiting.pk}/happened/")
    second.locator("[name=what][value=contact]").check()
    assert violations(second) == []
    second.locator("main .button-primary").click()
    assert RiskCase.objects.using("owner").get().due_because == "happened"
    first.goto("/risk/")
    expect(first.locator("main")).to_contain_text("der er sket noget" if language == "da" else "something has happened")
    first.goto(f"/risk/{waiting.pk}/")
    picture(first, f"risk_{language}_{width}")
    assert violations(first) == []


@pytest.mark.parametrize(
    ("at_step", "theirs", "mine"),
    [
        ("opinions", "[name=summary]", "[name=summary]"),
        ("presence", "[name='N2.past'][value=no]", "[name='N1.past'][value=yes]"),
    ],
)
def test_what_another_window_has_written_is_shown_by_save_and_written_over_by_the_next(
    house, waiting, browse, at_step, theirs, mine
):
    with transaction.atomic():
        row = begun(house, timezone.now(), waiting)
    here = come(browse, "assessor", "en", 1280)
    there, address = here.context.new_page(), f"/risk/a/{row.pk}/{at_step}/"
    for page in (here, there):
        page.goto(address)
    write(there.locator(theirs), "Skrevet dér")
    expect(there.locator("#kept")).to_contain_text("Saved at")
    write(here.locator(mine), "Skrevet her")
    expect(here.locator("#kept")).to_contain_text("Press Save")
    save(here)
    expect(here.locator(".alert").first).to_contain_text("another window")
    save(here)
    here.goto(address)
    is_written(here.locator(mine), "Skrevet her")


def write(field, words):
    field.check() if field.get_attribute("type") == "radio" else field.fill(words)


def is_written(field, words):
    expect(field).to_be_checked() if field.get_attribute("type") == "radio" else expect(field).to_have_value(words)


def test_a_day_that_is_refused_is_never_called_saved(house, waiting, browse):
    with transaction.atomic():
        row = begun(house, timezone.now(), waiting)
    page = come(browse, "assessor", "en", 1280)
    page.goto(f"/risk/a/{row.pk}/opinions/")
    page.locator("[name=review_on]").fill("2099-01-01")
    page.locator("[name=summary]").fill("Følges tæt")
    expect(page.locator("#kept")).to_contain_text("but not: Next look")
    page.goto(f"/risk/a/{row.pk}/opinions/")
    expect(page.locator("[name=summary]")).to_have_value("Følges tæt")
    expect(page.locator("[name=review_on]")).to_have_value("2099-01-01")
    expect(page.locator(".alert").first).to_contain_text("Not saved yet")
