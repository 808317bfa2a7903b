"""The yes in the call is carried over the bridge: sent, accepted, a volunteer, a conversation, and counted."""

from datetime import timedelta

import pytest
from django.db import transaction
from playwright.sync_api import expect

from journeys.conftest import in_english, picture, say_when, sign_in, violations


@pytest.fixture
def bridge(house):
    """The outreach team may send to the counsellors, who have a volunteer for every evening and one who is full."""
    from django.utils import timezone

    from brobygger.referrals import actions as referrals
    from brobygger.volunteers import actions as volunteers
    from brobygger.volunteers.actions import Ability

    now = timezone.now() - timedelta(days=30)
    with transaction.atomic():
        leader = house.actor("leader")
        referrals.open_receiver(zone_id=house.zone.pk, to_zone_id=house.counselling_zone.pk, by=leader, at=now)
    for name, most in (("counsellor", 3), ("second_counsellor", 0)):
        can = Ability("female", ["da", "en"], [], ["phone", "in_person"], 127, 127, most, True)
        with transaction.atomic():
            volunteers.add_volunteer(
                zone_id=house.counselling_zone.pk,
                worker_id=getattr(house, name).pk,
                ability=can,
                by=house.actor("coordinator"),
                at=now,
            )
    return house


@pytest.fixture
def at_work(browse):
    """Opens the program as a member of the cast, in a language."""

    def come(who, language="da", width=1280):
        page = browse(width=width)
        sign_in(page, who)
        if language == "en":
            in_english(page)
        return page

    return come


def say_yes(page, name):
    """The worker rings, and the person says yes to exactly the words that are read out."""
    page.goto("/calls/")
    page.get_by_role("button", name=name).click()
    page.locator("#show-number").click()
    expect(page.locator(".digits")).to_contain_text("95 00")
    page.locator("#result-accepted").check()
    page.locator("[name=consent_read]").check()
    say_when(page)
    page.locator("#save").click()
    page.wait_for_url("**/calls/")


def send(page):
    """The worker sends the oldest referral that waits: ticks, looks through, sends."""
    page.goto("/referrals/")
    page.locator("main a[href$='/send/']").first.click()
    page.locator("[name=receiver]").first.check()
    page.locator("#f_incident_type").check()
    page.locator("main form .button-primary").click()
    page.locator("button[name=step][value=send]").click()
    page.wait_for_url("**/referrals/*/")
    return page.locator("#token").inner_text()


def accept(page, token):
    """The coordinator opens what has arrived, accepts it, and asks the one who fits."""
    page.goto("/counselling/")
    page.get_by_role("link", name=token).click()
    page.locator("main form button.button-primary").first.click()
    page.wait_for_url("**/counselling/*/")


def steps(page, token):
    """What the sender sees of the referral."""
    page.goto("/referrals/")
    page.locator("[name=token]").fill(token)
    with page.expect_navigation():
        page.locator("main form:has([name=token]) button").click()
    if page.locator("#token").count() == 0:
        page.get_by_role("link", name=token).click()
    return page.locator("main").inner_text()


@pytest.mark.parametrize("language", ["da", "en"])
def test_from_the_yes_to_the_figures(bridge, person, at_work, language):
    person("Karla")
    worker = at_work("owner", language)
    say_yes(worker, "Karla")
    token = send(worker)
    assert violations(worker) == []
    picture(worker, f"referral_sent_{language}_1280")

    coordinator = at_work("coordinator", language)
    coordinator.goto("/counselling/")
    assert "Karla" not in coordinator.locator("main").inner_text(), "the board shows no name before it is opened"
    accept(coordinator, token)
    expect(coordinator.locator("#fits")).to_be_visible()
    expect(coordinator.locator(".candidate:has-text('Second_Counsellor') .not").first).to_be_visible()
    picture(coordinator, f"who_fits_{language}_1280")
    assert violations(coordinator) == []
    coordinator.locator(".candidate:has-text('Counsellor'):not(:has-text('Second')) form button").click()

    volunteer = at_work("counsellor", language, width=390)
    volunteer.goto("/counselling/mine/")
    assert "Karla" not in volunteer.content()
    picture(volunteer, f"asked_{language}_390")
    volunteer.locator("form[action$='/accept/'] button").click()
    expect(volunteer.locator("main")).to_contain_text("Karla")
    if not volunteer.url.rstrip("/").split("/")[-1].isdigit():
        volunteer.get_by_role("link", name="Karla").click()
    assert "95 00" not in volunteer.content(), "the card comes before the number"
    volunteer.locator("form[action$='/card/'] button").click()
    expect(volunteer.locator("#number .digits")).to_contain_text("95 00")
    picture(volunteer, f"volunteer_{language}_390")
    assert violations(volunteer) == []
    volunteer.locator("button[name=result][value=reached]").click()
    volunteer.locator("form[action$='/begin/'] button").click()
    volunteer.locator("[name=result][value=held]").check()
    volunteer.locator("[name=minutes]").fill("45")
    volunteer.locator("[name=note]").fill("Har fået talt ud om natten.")
    expect(volunteer.locator("#kept")).not_to_be_empty()
    picture(volunteer, f"came_of_it_{language}_390")
    volunteer.locator("#save").click()
    volunteer.wait_for_url("**/mine/*/")

    told = steps(worker, token)
    assert {"da": "Samtale holdt", "en": "Conversation held"}[language] in told
    assert "talt ud" not in worker.content(), "the sender never sees what was said"

    leader = at_work("leader", language)
    leader.goto("/figures/")
    held = leader.locator("#referral_follow_through")
    expect(held).to_be_visible()
    picture(leader, f"figures_4_and_5_{language}_1280")
    assert figures(bridge)["referral_follow_through"] == {"held_for_certain": 1, "perhaps_held": 0, "no_trace": 0}
    assert figures(bridge)["counselling_by_source"]["outreach"] == 1
    for page in (worker, coordinator, volunteer, leader):
        assert not page.trouble


def figures(house):
    """Figures 4 and 5 as the command line tells them."""
    from django.utils import timezone

    from brobygger.access.actor import machine
    from brobygger.access.zones import in_zones
    from brobygger.evaluation.actions import read_figures
    from brobygger.evaluation.figures import Question

    by = machine(house.zone.pk)
    with in_zones(by):
        told = read_figures(Question(house.zone.pk, house.programme.pk), by=by, at=timezone.now(), form="json")
    return {figure.key: {row.group: row.n for row in figure.rows} for figure in told}


def asks(page):
    """The page asks as it does each half minute, and whenever it is looked at again."""
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    page.wait_for_load_state("networkidle")


@pytest.mark.parametrize("language", ["da", "en"])
def test_withdrawn_under_way_stops_the_volunteer_at_once(bridge, person, at_work, language):
    person("Karla")
    worker = at_work("owner", language)
    say_yes(worker, "Karla")
    token = send(worker)
    coordinator = at_work("coordinator", language)
    accept(coordinator, token)
    coordinator.locator(".candidate:has-text('Counsellor'):not(:has-text('Second')) form button").click()
    volunteer = at_work("counsellor", language, width=390)
    volunteer.goto("/counselling/mine/")
    volunteer.locator("form[action$='/accept/'] button").click()
    volunteer.goto("/counselling/mine/")
    volunteer.get_by_role("link", name="Karla").click()
    open_page = volunteer.url
    volunteer.locator("form[action$='/card/'] button").click()
    expect(volunteer.locator("#number .digits")).to_contain_text("95 00")
    asks(volunteer)
    expect(volunteer.locator("main")).to_contain_text("Karla")  # still hers

    steps(worker, token)
    worker.locator("a[href$='/withdraw/']").click()
    picture(worker, f"withdraw_{language}_1280")
    assert violations(worker) == []
    worker.locator("main form button").first.click()
    worker.wait_for_url(lambda url: "withdraw" not in url)

    # The page that the volunteer had open says so by itself, and gives no name and no number any more.
    asks(volunteer)
    said = volunteer.locator("#still[aria-live=assertive]")
    expect(said).to_contain_text({"da": "Samtykket er trukket tilbage", "en": "consent has been withdrawn"}[language])
    assert "95 00" not in volunteer.content()
    assert "Karla" not in volunteer.content()
    assert volunteer.locator("main form").count() == 0
    picture(volunteer, f"withdrawn_while_open_{language}_390")
    assert violations(volunteer) == []
    asks(volunteer)  # and is read aloud once
    assert volunteer.locator("h1").count() == 1
    volunteer.goto(open_page)
    assert "Karla" not in volunteer.content()
    volunteer.goto("/counselling/mine/")
    expect(volunteer.locator(".alert-warning").first).to_be_visible()
    picture(volunteer, f"withdrawn_{language}_390")
    assert violations(volunteer) == []


@pytest.mark.parametrize("language", ["da", "en"])
def test_an_alarm_is_heard_and_settled(bridge, person, at_work, language):
    from django.utils import timezone

    from brobygger.access.actor import machine
    from brobygger.access.zones import in_zones
    from brobygger.alarms.actions import pass_deadlines
    from brobygger.referrals.models import Referral

    person("Karla")
    worker = at_work("owner", language)
    say_yes(worker, "Karla")
    leader = at_work("leader", language)
    leader.goto("/alarms/")
    assert leader.locator("main article, main .alarm").count() == 0

    by = machine(bridge.zone.pk)
    with in_zones(by):
        Referral.objects.update(state_at=timezone.now() - timedelta(days=12))
        pass_deadlines(zone_id=bridge.zone.pk, by=by, at=timezone.now())
    leader.goto("/alarms/")
    token = token_of(bridge)
    expect(leader.locator("main")).to_contain_text(token)
    picture(leader, f"alarm_{language}_1280")
    assert violations(leader) == []

    send(worker)
    with in_zones(by):
        pass_deadlines(zone_id=bridge.zone.pk, by=by, at=timezone.now())
    leader.goto("/alarms/")
    assert token not in leader.locator("main").inner_text(), "what has moved on is silent again"
    leader.goto("/alarms/leaks/")
    expect(leader.locator("h1")).to_be_visible()
    assert violations(leader) == []


def token_of(house):
    from brobygger.access.actor import machine
    from brobygger.access.zones import in_zones
    from brobygger.referrals.models import Referral

    with in_zones(machine(house.zone.pk)):
        return Referral.objects.get().token
