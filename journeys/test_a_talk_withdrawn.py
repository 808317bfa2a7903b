"""The sender withdraws while they talk: the first press on Save notes the talk, and the words are given back."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from playwright.sync_api import expect

from brobygger.counselling import actions
from brobygger.counselling.tests.test_conversations import from_outreach
from brobygger.referrals import actions as referrals
from journeys.conftest import sign_in


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
