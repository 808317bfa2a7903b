"""Someone is here twice, under two spellings: seen, merged, found by the old number, and split again."""

import pytest
from playwright.sync_api import expect

from journeys.conftest import in_english, looked_at, sign_in


@pytest.mark.parametrize(("language", "width"), [("da", 1280), ("en", 390)])
def test_two_are_one_and_two_again(house, person, browse, language, width):
    one = person("Karla Åse", person={"given_name": "Karla Åse", "family_name": "Prøvesen"})
    other = person("Karla Aase", person={"given_name": "Karla Aase", "family_name": "Prøvesen", "protected": True})
    old = _number(other)
    page = browse(width=width)
    sign_in(page, "leader")
    if language == "en":
        in_english(page)
    page.goto("/doubles/")
    wrong = looked_at(page, "doubles", language)
    page.locator(f"a[href$='/doubles/{one.person_id}/{other.person_id}/']").click()
    wrong += looked_at(page, "double", language)
    page.locator(f"input[value='{one.pk}']").check()
    page.locator("#main-content button.button-primary").click()
    page.locator("[name=sure]").check()
    wrong += looked_at(page, "double_again", language)
    page.locator("#main-content button.button-primary").click()
    expect(page.locator("#split")).to_be_visible()
    wrong += looked_at(page, "merged", language)
    page.goto("/calls/")
    page.locator("#search-words").press_sequentially(old.removeprefix("+45"))
    expect(page.locator("#found")).to_contain_text("Karla")
    page.goto("/doubles/")
    wrong += looked_at(page, "doubles_merged", language)
    page.locator("a[href*='/doubles/merged/']").click()
    page.locator("button.button-warning").click()
    expect(page.locator(f"a[href$='/doubles/{one.person_id}/{other.person_id}/']")).to_be_visible()
    assert not wrong, "\n".join(wrong)
    assert not page.trouble


def _number(case):
    from django.db import transaction

    from brobygger.access.actor import machine
    from brobygger.access.zones import in_zones
    from brobygger.people.models import PhoneNumber

    with transaction.atomic(), in_zones(machine(case.zone_id)):
        return PhoneNumber.objects.get(person=case.person_id).number
