"""A rota with an exam period in it, published, an illness that is covered, and a phone's calendar."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone
from icalendar import Calendar
from playwright.sync_api import expect

from brobygger.rota import actions, making
from brobygger.rota.models import Rota, Shift
from brobygger.rota.rules import monday
from brobygger.rota.tests.making import ready
from brobygger.staff import actions as staff
from journeys.conftest import in_english, picture, sign_in, violations

SAYS = {
    "da": ("planen ikke kunne give dig", "så få som muligt", "har skiftet hænder"),
    "en": ("could not give you", "as few as can be", "changed hands"),
}


def come(browse, who, language, width):
    page = browse(width=width)
    sign_in(page, who)
    if language == "en":
        in_english(page)
    return page


def press(page, selector):
    with page.expect_navigation():
        page.locator(selector).first.click()


def made(house, plan):
    """What the background does in a moment of its own."""
    making.make(rota_id=plan.pk, zone_id=house.zone.pk, at=timezone.now())


@pytest.mark.parametrize(("language", "width"), [("da", 1280), ("en", 390)])
def test_a_month_with_an_exam_period_and_an_illness(house, browse, language, width):
    now, (missed, few, done) = timezone.now(), SAYS[language]
    first = monday(timezone.localdate()) + timedelta(days=7)
    with transaction.atomic():
        ready(house, now - timedelta(days=2), weekdays=(0, 1, 2, 3))
        told = {"zone_id": house.zone.pk, "worker_id": house.owner.pk, "by": house.actor("owner"), "at": now}
        actions.wish(**told, likes="rather_not", weekday=0, on=None, part="all")
    worker, leader = (come(browse, who, language, width) for who in ("owner", "leader"))

    worker.goto(f"/rota/hours/{house.owner.pk}/exam/")
    worker.locator("[name=first_day]").fill(str(first + timedelta(days=7)))
    worker.locator("[name=last_day]").fill(str(first + timedelta(days=18)))
    press(worker, "main .button-primary")
    picture(worker, f"rota_hours_{language}_{width}")
    assert violations(worker) == []

    leader.goto("/rota/new/")
    leader.locator("[name=first_day]").fill(str(first))
    leader.locator("[name=last_day]").fill(str(first + timedelta(days=27)))
    leader.locator("[name=most_a_week]").fill("4")
    press(leader, "main .button-primary")
    plan = Rota.objects.using("owner").get()
    leader.goto(f"/rota/{plan.pk}/")
    made(house, plan)
    expect(leader.locator("[name=do][value=publish]")).to_be_visible(timeout=20_000)  # the page asks again itself
    picture(leader, f"rota_draft_{language}_{width}")
    assert violations(leader) == []
    press(leader, "[name=do][value=publish]")

    worker.goto("/rota/mine/")
    expect(worker.locator("main")).to_contain_text(missed)
    picture(worker, f"rota_mine_{language}_{width}")
    assert violations(worker) == []
    ill = Shift.objects.using("owner").filter(worker=house.owner, on__gte=first + timedelta(days=20)).earliest("on")
    with transaction.atomic():
        staff.note_absence(
            worker_id=house.owner.pk, zone_id=house.zone.pk, first_day=ill.on, last_day=ill.on,
            substitute_id=None, by=house.actor("leader"), at=now,
        )  # fmt: skip
    press(leader, "[name=do][value=cover]")
    made(house, plan)
    leader.goto(f"/rota/{plan.pk}/")
    expect(leader.locator("main")).to_contain_text(few)
    picture(leader, f"rota_cover_{language}_{width}")
    assert violations(leader) == []
    press(leader, "[name=do][value=change]")
    expect(leader.locator("body")).to_contain_text(done)
    assert Shift.objects.using("owner").get(pk=ill.pk).worker_id == house.colleague.pk

    worker.goto("/calendar/")
    press(worker, "[name=do][value=open]")
    picture(worker, f"calendar_{language}_{width}")
    assert violations(worker) == []
    phone = browse()
    told = phone.request.get(worker.locator("#address").input_value()).body()
    assert {str(one["summary"]) for one in Calendar.from_ical(told).walk("VEVENT")} == {"Vagt"}
    for page, address in ((worker, "/rota/"), (leader, "/rota/load/"), (leader, "/rota/needed/"), (leader, "/rota/")):
        page.goto(f"{address}?week={first}")
        picture(page, f"{address.replace('/', '_')}{language}_{width}")
        assert violations(page) == []
    leader.goto(f"/rota/shift/{ill.pk}/")
    picture(leader, f"rota_shift_{language}_{width}")
    assert violations(leader) == []
    assert [*worker.trouble, *leader.trouble] == []
