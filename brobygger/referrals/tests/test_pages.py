"""The sender's pages: tick, look through, send; and whatever is refused, nothing is lost."""

import re

import pytest
from django.test import Client

from brobygger.base.tests.browsing import form_of
from brobygger.programmes.models import ConsentWording
from brobygger.referrals.models import Arrival, Package, Receiver, Referral
from brobygger.referrals.tests.sending import as_zone, outside_receiver, send, yes_to_help, zone_receiver

ENGLISH = {"Accept-Language": "en"}


@pytest.fixture
def browser(cast):
    def sign_in(who):
        client = Client(headers=ENGLISH)
        client.force_login(getattr(cast, who))
        return client

    return sign_in


def text(response):
    return re.sub(r"\s+", " ", response.content.decode())


def hidden(page, name):
    return re.search(f'name="{name}" value="([^"]*)"', page).group(1)


REQUIRED = ["name", "numbers", "contact"]


def test_the_whole_way_from_ticking_to_following(browser, cast, now):
    referral, receiver = yes_to_help(cast, now), zone_receiver(cast, now)
    owner = browser("owner")
    page = text(owner.get(f"/referrals/{referral.pk}/send/"))
    for words in ("Karla Prøvesen", "Ring helst om formiddagen", "That a volunteer counsellor can ring", "Violence"):
        assert words in page
    told = {"receiver": receiver.pk, "fields_": [*REQUIRED, "incident_type"], "note": "Ring efter kl. 10."}
    page = text(owner.post(f"/referrals/{referral.pk}/send/", told))
    assert "Check before you send" in page
    assert "Stays here" in page
    done = owner.post(
        f"/referrals/{referral.pk}/send/", told | {"step": "send", "seen": hidden(page, "seen")}, follow=True
    )
    assert "Owner sent it to" in text(done)
    assert "Karla" not in text(done)
    as_zone(cast.counselling_zone)
    assert Arrival.objects.get().fields == [*REQUIRED, "incident_type", "note"]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"fields_": ["name", "numbers"]}, "no one can ring"),
        ({"fields_": [*REQUIRED, "cpr"]}, "form-error"),
        ({"receiver": "987654"}, "form-error"),
        ({"receiver": ""}, "form-error"),
        ({"note": "Hendes nummer er 020390-1234"}, "CPR number"),
        ({"note": "æ" * 1001}, "form-error"),
    ],
)
def test_bad_input_is_told_and_what_was_written_stands(browser, cast, now, wrong, said):
    referral, receiver = yes_to_help(cast, now), zone_receiver(cast, now)
    told = {"receiver": receiver.pk, "fields_": REQUIRED, "note": "Ring efter kl. 10."} | wrong
    answer = browser("owner").post(f"/referrals/{referral.pk}/send/", told | {"step": "send"})
    assert answer.status_code == 422
    assert said in text(answer)
    assert told["note"] in text(answer)
    as_zone(cast.zone)
    assert Referral.objects.get().state == "to_be_sent"


def test_the_browsers_back_leads_to_what_was_written_until_it_is_sent(browser, cast, now):
    referral, receiver = yes_to_help(cast, now), zone_receiver(cast, now)
    other, address = yes_to_help(cast, now), f"/referrals/{referral.pk}/send/"
    owner = browser("owner")
    told = {"receiver": str(receiver.pk), "fields_": [*REQUIRED, "incident_type"], "note": "Ring efter kl. 10."}
    page = text(owner.post(address, told))
    back = owner.get(address).content.decode()
    stands = form_of(back, None)
    assert {name: stands[name] for name in told} == told | {"receiver": [told["receiver"]], "note": [told["note"]]}
    assert "form-error" not in back
    assert "Ring efter" not in str(dict(owner.session))
    assert "Ring efter" not in text(owner.get(f"/referrals/{other.pk}/send/"))
    assert "Ring efter" not in text(browser("colleague").get(address))

    assert owner.post(address, told | {"note": "æ" * 1001}).status_code == 422
    assert "æ" * 1001 in text(owner.get(address))
    owner.post(address, told | {"step": "send", "seen": hidden(page, "seen")})
    owner.post(f"/referrals/{referral.pk}/call-back/")
    sent = form_of(owner.get(address).content.decode(), None)
    assert (sent["fields_"], sent["note"]) == (REQUIRED, [""])


def test_a_receiver_that_went_meanwhile_loses_nothing(browser, cast, now):
    referral, receiver = yes_to_help(cast, now), zone_receiver(cast, now)
    owner = browser("owner")
    told = {"receiver": receiver.pk, "fields_": REQUIRED, "note": "Ring efter kl. 10."}
    page = text(owner.post(f"/referrals/{referral.pk}/send/", told))
    browser("leader").post(f"/referrals/receivers/{receiver.pk}/close/", {"reason": "closed"})
    answer = owner.post(f"/referrals/{referral.pk}/send/", told | {"step": "send", "seen": hidden(page, "seen")})
    assert answer.status_code == 422
    assert "Ring efter kl. 10." in text(answer)
    as_zone(cast.zone)
    assert (Referral.objects.get().state, Package.objects.count()) == ("to_be_sent", 0)


def test_what_was_not_seen_does_not_cross(browser, cast, now):
    referral, receiver = yes_to_help(cast, now), zone_receiver(cast, now)
    told = {"receiver": receiver.pk, "fields_": REQUIRED, "step": "send", "seen": "0" * 32}
    answer = browser("owner").post(f"/referrals/{referral.pk}/send/", told)
    assert answer.status_code == 409
    assert "has changed since you saw it" in text(answer)


def test_others_do_not_find_the_pages(browser, cast, now):
    referral, receiver = yes_to_help(cast, now), outside_receiver(cast, now)
    send(cast, now, referral, receiver, ticked=REQUIRED)
    for who in ("stranger", "coordinator", "officer", "counsellor"):
        client = browser(who)
        for page in ("", "send/", "withdraw/", "call-back/", "give-up/", "package.pdf", "package.json"):
            assert client.get(f"/referrals/{referral.pk}/{page}").status_code == 404, (who, page)
        assert client.post(f"/referrals/{referral.pk}/new-link/").status_code == 404


def test_the_list_shows_them_by_state_and_finds_a_token_however_it_is_typed(browser, cast, now):
    referral = yes_to_help(cast, now)
    owner = browser("owner")
    page = text(owner.get("/referrals/"))
    assert referral.token in page
    assert "Under way (1)" in page
    typed = referral.token.lower().replace("-", " ")
    found = owner.post("/referrals/", {"token": typed})
    assert found.headers["Location"] == f"/referrals/{referral.pk}/"
    assert "No referral has this token here" in text(owner.post("/referrals/", {"token": "BRO-XXXX-XXXX"}))
    assert owner.get("/referrals/?show=nonsense&after=zzz").status_code == 200
    assert referral.token not in text(owner.get("/referrals/?show=held"))


def test_withdrawing_and_calling_back_have_their_own_check_pages(browser, cast, now):
    referral, receiver = yes_to_help(cast, now), zone_receiver(cast, now)
    send(cast, now, referral, receiver)
    owner = browser("owner")
    assert "has not answered" in text(owner.get(f"/referrals/{referral.pk}/call-back/"))
    owner.post(f"/referrals/{referral.pk}/call-back/")
    assert "called it back" in text(owner.get(f"/referrals/{referral.pk}/"))
    assert "cannot be undone" in text(owner.get(f"/referrals/{referral.pk}/withdraw/"))
    page = text(owner.post(f"/referrals/{referral.pk}/withdraw/", follow=True))
    assert "All contact stopped" in page
    assert owner.post(f"/referrals/{referral.pk}/withdraw/").status_code == 409
    page = text(owner.get(f"/referrals/{referral.pk}/send/"))
    assert "The consent has been withdrawn" in page
    assert "has gone on already" not in page
    assert "May be leaned on until" not in page
    assert "No longer holds, since" in page


def test_giving_up_needs_a_reason(browser, cast, now):
    referral = yes_to_help(cast, now)
    owner = browser("owner")
    assert owner.post(f"/referrals/{referral.pk}/give-up/", {"reason": "nonsense"}).status_code == 422
    page = text(owner.post(f"/referrals/{referral.pk}/give-up/", {"reason": "changed_mind"}, follow=True))
    assert "Does not want a conversation after all" in page


def test_the_leader_keeps_the_list_of_receivers(browser, cast, now):
    leader = browser("leader")
    assert "No receivers yet" in text(leader.get("/referrals/receivers/"))
    named = {"name": "Opdigtet Hjælp", "email": "post@opdigtet.invalid", "language": "da", "link_days": 14}
    for wrong in ({"email": ""}, {"email": "nonsense"}, {"link_days": 0}, {"link_days": 400}, {"phone": "<b>"}):
        assert leader.post("/referrals/receivers/", named | wrong).status_code == 422, wrong
    leader.post("/referrals/receivers/", named)
    as_zone(cast.zone)
    made = Receiver.objects.get()
    assert leader.post("/referrals/receivers/", named).status_code == 422  # twice
    assert leader.post(f"/referrals/receivers/{made.pk}/close/", {}).status_code == 422
    leader.post(f"/referrals/receivers/{made.pk}/close/", {"reason": "full"})
    assert "Takes no one until further notice" in text(leader.get("/referrals/receivers/"))
    leader.post(f"/referrals/receivers/{made.pk}/reopen/")
    as_zone(cast.zone)
    assert Receiver.objects.get().gone_at is None
    assert browser("owner").get("/referrals/receivers/").status_code == 404
    assert browser("strange_leader").get(f"/referrals/receivers/{made.pk}/close/").status_code == 404


def test_another_leader_decides_on_a_page_what_new_words_cover(browser, cast, now):
    cast.actor("leader")
    own = ConsentWording.objects.create(
        programme=cast.programme,
        language="da",
        version=3,
        valid_from="2026-01-01",
        text="Jeg siger ja til …",
        drafted_by=cast.leader,
        approved_by=cast.second_leader,
    )
    address = f"/referrals/coverage/{own.pk}/"
    told = {"fields_": ["language"], "days": 30}
    leader, second = browser("leader"), browser("second_leader")
    assert f'href="{address}"' in text(leader.get("/referrals/coverage/"))
    refused = leader.post(address, told)
    assert refused.status_code == 422
    assert "A second person must approve" in text(refused)
    for wrong in ({"days": 0}, {"days": "x"}, {"fields_": ["cpr"]}):
        assert second.post(address, told | wrong).status_code == 422
    page = text(second.post(address, told, follow=True))
    assert "It holds for every yes from now on" in page
    assert f'href="{address}"' not in page
    assert browser("owner").get("/referrals/coverage/").status_code == 404
    assert browser("coordinator").get(address).status_code == 404
