"""The sender withdraws while they talk: the first press on Save notes the talk, and the words are given back."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from playwright.sync_api import expect

from brobygger.counselling import actions
from brobygger.counselling.tests.making import running
from brobygger.counselling.tests.test_conversations import from_outreach
from brobygger.people import actions as people
from brobygger.referrals import actions as referrals
from journeys.conftest import sign_in

# How far the middle of a radio's circle is from the middle of its label.
CIRCLE_OFF_ITS_LINE = """label => {
    const circle = getComputedStyle(label, "::before"), line = label.getBoundingClientRect();
    const top = label.parentElement.getBoundingClientRect().top + parseFloat(circle.marginTop);
    return Math.abs(top + parseFloat(circle.height) / 2 - (line.top + line.height / 2));
}"""


def test_the_first_press_on_save_notes_what_was_held(house, browse):
    now = timezone.now() - timedelta(minutes=30)
    with transaction.atomic():
        referral, row = from_outreach(house, now)
        talk = actions.begin_unplanned(counselling_id=row.pk, form="phone", by=house.actor("counsellor"), at=now)
    page = browse(width=390)
    sign_in(page, "counsellor")
    page.goto(f"/counselling/talks/{talk.pk}/")
    page.locator("[name=result][value=held]").check()
    page.locator("[name=minutes]").fill("20")
    with transaction.atomic():
        referrals.withdraw_consent(
            referral_id=referral.pk, by=house.actor("owner"), at=timezone.now() - timedelta(minutes=1)
        )
    page.locator("[name=note]").fill("Hun sover dårligt")
    page.locator("#call-form .button-primary").click()
    expect(page.locator("main")).to_contain_text("Noteret: Holdt, 20 minutter")
    expect(page.locator("main textarea").first).to_have_value("Hun sover dårligt")


def test_the_open_page_hears_of_a_stop_and_says_one_thing(house, browse):
    now = timezone.now() - timedelta(minutes=30)
    with transaction.atomic():
        row = running(house, now)
        talk = actions.begin_unplanned(counselling_id=row.pk, form="phone", by=house.actor("counsellor"), at=now)
    page = browse(width=1280)
    sign_in(page, "counsellor")
    page.goto(f"/counselling/talks/{talk.pk}/")
    page.locator("[name=note]").fill("Hun sover dårligt")
    with transaction.atomic():
        by = house.actor("coordinator")
        people.stop_contact(person=row.person, by=by, at=timezone.now())
    page.evaluate("window.htmx.trigger(document.getElementById('still'), 'ask')")
    main = page.locator("main")
    expect(main.locator("h1")).to_have_text("Al kontakt er stoppet: tag ikke kontakt")
    expect(main).to_contain_text("heller ingen note")
    for gone in ("Til forsiden", "Læses af dig", "Det kan ikke vises"):
        expect(main).not_to_contain_text(gone)
    expect(main.locator("[name=follow_up_on]")).to_have_count(0)
    for label in main.locator(".big-choices label").all():
        assert label.evaluate(CIRCLE_OFF_ITS_LINE) < 3
    page.locator("[name=result][value=held]").check()
    page.locator("[name=minutes]").fill("20")
    page.locator("#call-form .button-primary").click()
    expect(main).to_contain_text("Noteret: Holdt, 20 minutter")
    page.reload()
    expect(main).to_contain_text("Noteret: Holdt, 20 minutter")
