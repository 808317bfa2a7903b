"""A leader invites a colleague; she chooses a password, then a passkey, and from then on needs no password."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone
from playwright.sync_api import expect

from brobygger.access.zones import at_sign_in
from brobygger.base.workdays import day_of
from brobygger.staff.invitations import token_for
from brobygger.staff.models import RoleOffer
from brobygger.staff.states import Way
from journeys.conftest import BEGINS, in_english, looked_at, picture, sign_in, violations

NEW = "en helt ny sætning"
AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def test_from_the_invitation_to_the_passkey(house, browse, server):
    leader = browse()
    sign_in(leader, "leader")
    leader.goto("/account/staff/invite/")
    leader.fill("[name=name]", "Nanna Ny")
    leader.fill("[name=email]", "nanna@brobygger.invalid")
    leader.check("[name=role][value=worker]", force=True)
    leader.click("main form button[type=submit]")
    link = leader.inner_text("#link-once").strip().replace("127.0.0.1", "localhost")
    assert violations(leader) == []
    picture(leader, "printed-da-1280")
    leader.goto("/account/staff/")
    expect(leader.get_by_text("nanna@brobygger.invalid", exact=True)).to_be_visible()
    assert "/v/" not in leader.content()

    hers = browse(width=390)
    tools = hers.context.new_cdp_session(hers)
    tools.send("WebAuthn.enable")
    tools.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
    home = f"http://localhost:{server.port}"
    hers.goto(link)
    assert violations(hers) == []
    for name in ("password", "again"):
        hers.fill(f"[name={name}]", NEW)
    hers.click("main form button[type=submit]")
    hers.fill("[name=login]", "nanna@brobygger.invalid")
    hers.fill("[name=password]", NEW)
    hers.click("main form:has([name=password]) button[type=submit]")
    hers.wait_for_url(lambda url: "/account/login/" not in url)

    hers.goto(f"{home}/account/steps/keys/add/")
    hers.fill("[name=password]", NEW)
    hers.click("main form button[type=submit]")
    hers.wait_for_load_state()
    hers.click("#mfa_webauthn_add")
    hers.wait_for_url("**/account/steps/codes/")
    hers.locator(".menu-phone summary").click()
    hers.locator(".menu-phone form[action$='logout/'] button").click()

    hers.goto(f"{home}/account/login/")
    hers.wait_for_load_state()
    hers.click("#passkey_login")
    hers.wait_for_url(lambda url: "/account/login/" not in url)
    expect(hers.locator("h1")).to_be_visible()
    assert hers.trouble == []


def _asked_and_on_paper(house):
    """The owner came on paper, the leader is asked to take a role elsewhere, a colleague elsewhere to take one here: by
    the link that is returned."""
    now, owner = timezone.now(), house.owner
    owner.way, owner.own_since, owner.last_login, owner.invited_by = Way.PAPER, None, now, house.second_leader
    told = {"role": "worker", "offered_at": now, "lapses_on": day_of(now) + timedelta(days=14)}
    with transaction.atomic(), at_sign_in({house.zone.pk, house.other_zone.pk}):
        owner.save(update_fields=["way", "own_since", "last_login", "invited_by"])
        for zone, worker, by in (
            (house.other_zone, house.leader, house.strange_leader),
            (house.zone, house.stranger, house.leader),
        ):
            told |= {"offered_by": by, "name": "Ny", "email": worker.email}
            offer = RoleOffer.objects.create(zone=zone, worker=worker, **told)
        house.stranger.refresh_from_db()  # whose password the house has changed
    return token_for(house.stranger, Way.PAPER, offer=offer)


@pytest.mark.parametrize("language", BEGINS)
def test_every_page(house, browse, language):
    with transaction.atomic(), at_sign_in():
        role = house.owner.memberships.get().pk
    pages = {
        "": ["login/", "forgot/", f"../v/{_asked_and_on_paper(house)}/"],
        "leader": [
            "",
            "staff/",
            "staff/invite/",
            f"staff/roles/{role}/end/",
            f"staff/{house.owner.pk}/vouch/",
            "password/",
            "confirm/",
            "logout/",
        ],
        "owner": [""],
        "officer": ["../trail/", "../trail/?what=staff.signed_in"],
    }
    wrong = []
    for who, addresses in pages.items():
        page = browse(width=BEGINS[language])
        page.goto("/account/login/")
        if language == "en":
            in_english(page)
            expect(page.locator("html")).to_have_attribute("lang", "en")
        if who:
            sign_in(page, who)
        for address in addresses:
            page.goto(f"/account/{address}")
            name = (
                "asked" if "/v/" in address else address.strip("./").replace("/", "_").split("?")[0] or f"account-{who}"
            )
            wrong += looked_at(page, name, language)
        wrong += page.trouble
    assert wrong == []


@pytest.fixture
def mail(server, monkeypatch):
    """The server is one from which mail leaves."""
    monkeypatch.setenv("BROBYGGER_SMTP", "smtp://mail.invalid")
    server.kill()
    server.start()
    yield
    monkeypatch.undo()
    server.kill()
    server.start()


@pytest.mark.parametrize("width", [1280, 390])
def test_where_mail_leaves_the_house(house, mail, browse, width):
    page = browse(width=width)
    page.goto("/account/forgot/")
    assert violations(page) == []
    page.fill("[name=email]", "ukendt@brobygger.invalid")
    page.click("main form button[type=submit]")
    expect(page.get_by_text("ukendt@brobygger.invalid")).to_be_visible()
    assert violations(page) == []
    picture(page, f"asked-da-{width}")
    sign_in(page, "leader")
    page.goto("/account/staff/invite/")
    picture(page, f"invite-mail-da-{width}")
    assert page.trouble == []
