"""No page of the desk breaks WCAG 2.2 AA by axe, in either language, at a desk or on a phone; none scrolls sideways."""

from datetime import timedelta

import pytest
from django.db import transaction
from playwright.sync_api import expect

from brobygger.outreach import actions
from brobygger.programmes.models import ConsentWording
from journeys.conftest import BEGINS, in_english, looked_at, sign_in


@pytest.fixture
def people(house, person):
    """Someone in each state that a page of the desk shows."""
    from django.utils import timezone

    from brobygger.desk import actions as desk
    from brobygger.outreach.facts import Told

    now = timezone.now()
    made = {
        "now": person(
            "Karla", plan={"shares_phone_with_accused": True}, person={"given_name": "Karla", "protected": True}
        ),
        "call": person("Ewa", person={"given_name": "Ewa", "language": "pl"}, language="pl", numbers=2),
        "later": person("Jens", ring_from=now + timedelta(days=2)),
        "no_number": person("Mette", numbers=0),
        "guardian": person(
            "Emil",
            numbers=0,
            state="guardian_missing",
            for_minor=True,
            plan={"basis": "none", "may_ring": False},
            person={"given_name": "Emil", "birth_date": "2014-05-05"},
        ),
        "held": person("Poul"),
        "followed": person("Sofia"),
        "accepted": person("Fatima"),
    }

    def called(name, **told):
        with transaction.atomic():
            by = house.actor("owner")
            opened = actions.open_case(case_id=made[name].pk, by=by, at=now)
            assert opened.call_id
            actions.see_card(call_id=opened.call_id, by=by, at=now)
            if told:
                desk.save_call(call_id=opened.call_id, told=Told(**told), by=by, at=now)

    called("followed", result="will_call_self", note="Ringer på mandag.")
    called(
        "accepted",
        result="accepted",
        consent_wording_id=ConsentWording.objects.filter(language="da").latest("version").pk,
    )
    called("call")
    with transaction.atomic():
        actions.open_case(case_id=made["held"].pk, by=house.actor("colleague"), at=now)
    return made


@pytest.mark.parametrize("language", BEGINS)
def test_every_page(people, browse, language):
    page = browse(width=BEGINS[language])
    sign_in(page, "owner")
    if language == "en":
        in_english(page)
    addresses = {
        "list": "/calls/",
        "list_filtered": "/calls/?role=victim",
        **{
            f"list_{section}": f"/calls/?section={section}"
            for section in ("later", "held", "no_number", "awaiting_type")
        },
        "followed": "/followed/",
        "referrals": "/referrals/",
        "call": f"/case/{people['call'].pk}/call/",
        "hand_over": f"/case/{people['accepted'].pk}/hand-over/",
        **{f"case_{name}": f"/case/{case.pk}/" for name, case in people.items()},
    }
    wrong = []
    for name, address in addresses.items():
        answer = page.goto(address)
        if answer.status != 200:
            wrong.append(f"{address}: {answer.status}")
        states = [""]
        if name == "call":
            states = ["accepted", "declined", "will_call_self", "call_again"]
        for state in states:
            if state:
                page.locator(f"#result-{state}").check()
                page.locator(".question details").first.evaluate("one => { one.open = true }")
            wrong += looked_at(page, f"{name}{state and '_' + state}", language)
    page.goto("/calls/")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_be_visible()
    wrong += looked_at(page, "keys", language)
    page.keyboard.press("Escape")
    page.locator("#search-words").press_sequentially("kar")
    expect(page.locator("#found")).to_contain_text("Karla")
    wrong += looked_at(page, "search", language)
    assert not wrong, "\n".join(wrong)
    assert not page.trouble
