"""A leader fills in the table, sees what each one who accepts costs, and tries one worker more."""

import pytest
from django.db import transaction
from django.utils import timezone

from brobygger.base.workdays import day_of
from brobygger.economy import reckoning, what_if
from brobygger.economy.models import Trial
from brobygger.economy.tests.making import a_year
from journeys.conftest import in_english, picture, sign_in, violations

SAYS = {"da": ("It og telefoni", "15.000", "Takkede ja", "Timer til det første opkald"),
        "en": ("Phones", "15,000", "Accepted", "Hours until the first call")}  # fmt: skip


@pytest.mark.parametrize(("language", "width"), [("da", 1280), ("en", 390)])
def test_from_the_table_to_one_worker_more(house, browse, monkeypatch, language, width):
    monkeypatch.setattr(what_if, "RUNS", 2)
    with transaction.atomic():
        house.actor("leader")
        a_year(house.zone, house.programme, day_of(timezone.now()), n=200)
    name, amount, accepted, wait = SAYS[language]
    page = browse(width=width)
    sign_in(page, "leader")
    if language == "en":
        in_english(page)

    page.goto("/economy/")
    page.locator("main .button-primary").click()
    page.locator("[name=name]").fill(name)
    for field, value in (("paid", "yearly"), ("follows", "team"), ("how", "amount")):
        page.locator(f"label[for={page.locator(f'[name={field}][value={value}]').get_attribute('id')}]").click()
    page.locator("[name=amount]").fill("15000")
    page.locator("[name=from_on]").fill(f"{day_of(timezone.now()).year - 1}-01-01")
    assert violations(page) == []
    page.locator("main .button-primary").click()
    assert amount in page.locator("main").inner_text()

    page.goto("/economy/each/")
    row = page.locator("main tbody tr", has_text=accepted).first.inner_text()
    assert any(one.isdigit() for one in row.replace(accepted, ""))
    picture(page, f"economy_each_{language}_{width}")

    page.goto("/economy/capacity/")
    with page.expect_navigation():
        page.locator("form[method=post] .button-primary").click()
    with transaction.atomic():
        house.actor("leader")
        trial = Trial.objects.get()
    # What the background does in a moment of its own.
    reckoning.reckon(trial_id=trial.pk, zone_id=house.zone.pk, at=timezone.now())
    page.goto(f"/economy/capacity/{trial.pk}/")
    assert wait in page.locator("main").inner_text()
    assert violations(page) == []
