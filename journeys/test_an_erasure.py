"""One asks for someone to be erased, another confirms, and the certificate says what went."""

from datetime import datetime

import pytest
from playwright.sync_api import expect

from journeys.conftest import in_english, looked_at, sign_in


@pytest.mark.parametrize(("language", "width"), [("da", 1280), ("en", 390)])
def test_asked_confirmed_and_certified(house, person, browse, language, width):
    case = person("Solvej", state="declined", ended_at=datetime.now().astimezone())
    page = browse(width=width)
    sign_in(page, "leader")
    if language == "en":
        in_english(page)
    page.goto("/erasure/")
    page.fill("[name=words]", "Solv")
    page.click("#look ~ form button")
    wrong = looked_at(page, "erasures_found", language)
    page.locator(f"a[href$='/erasure/of/person/{case.person_id}/']").first.click()
    wrong += looked_at(page, "erasure_ask", language)
    page.locator("#ask ~ form [value=asked_by_the_person]").check()
    page.click("#ask ~ form button")
    expect(page.locator(f"a[href$='/erasure/of/person/{case.person_id}/']")).to_be_visible()
    wrong += looked_at(page, "erasures_waiting", language)
    page.goto(f"/erasure/of/person/{case.person_id}/")
    expect(page.locator(".refused-button")).to_be_visible()
    second = browse(width=width)
    sign_in(second, "second_leader")
    if language == "en":
        in_english(second)
    second.goto(f"/erasure/of/person/{case.person_id}/")
    wrong += looked_at(second, "erasure_confirm", language)
    second.click("button.button-warning")
    expect(second.locator("h1")).to_contain_text(
        "Slettebevis nr. " if language == "da" else "Certificate of erasure no. "
    )
    expect(second.locator("main")).not_to_contain_text("Solvej")
    wrong += looked_at(second, "erasure_certificate", language)
    assert not wrong, "\n".join(wrong)
    assert not page.trouble + second.trouble
