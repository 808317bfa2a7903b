"""One-time links: opening one uses nothing up, each end has its own clear page, and none of them names anyone."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from brobygger.base.decision import Refused
from brobygger.contact.models import Message
from brobygger.people.models import ContactPlan
from brobygger.referrals import actions, linking, queries
from brobygger.referrals.models import Link, Package, Referral, StepTaken
from brobygger.referrals.tests.sending import as_zone, outside_receiver, send, yes_to_help

ENGLISH = {"Accept-Language": "en"}


@pytest.fixture
def now():
    return timezone.now().replace(microsecond=0)


def newest_link(cast):
    as_zone(cast.zone)
    return re.search(r"/k/[A-Za-z0-9_-]+/", Message.objects.order_by("-id").first().filled).group()


@pytest.fixture
def sent(cast, now):
    """A referral is with an organisation outside, whose link is in the mail."""
    referral = yes_to_help(cast, now)
    receiver = outside_receiver(cast, now)
    send(cast, now, referral, receiver, note="Ring efter kl. 10.")
    return referral, receiver, newest_link(cast)


def text(response):
    return re.sub(r"\s+", " ", response.content.decode())


def answer(address, **told):
    return Client(headers=ENGLISH).post(address, told)


def state(cast):
    as_zone(cast.zone)
    return Referral.objects.get().state


def test_opening_uses_nothing_up_and_names_no_one(cast, sent):
    referral, _receiver, address = sent
    for _ in range(3):
        page = Client(headers=ENGLISH).get(address)
        assert page.status_code == 200
        Client().head(address)
    assert referral.token in text(page)
    for words in ("Karla", "Prøvesen", "95 0", "Ring efter", "iolence"):
        assert words not in text(page)
    assert page["Referrer-Policy"] == "no-referrer"
    assert "no-store" in page["Cache-Control"]
    assert page["X-Robots-Tag"] == "noindex, nofollow"
    assert state(cast) == "sent"
    assert answer(address, answer="accepted").status_code == 200
    assert state(cast) == "accepted"


def test_the_mail_holds_nothing_of_anyone(cast, sent):
    as_zone(cast.zone)
    message = Message.objects.get()
    assert message.address == "post@opdigtet.invalid"
    assert set(eval(message.filled)) == {"link"}
    assert bytes(Link.objects.get().mark) != sent[2].encode()


def test_the_receiver_goes_on_from_link_to_link_until_it_is_held(cast, sent):
    _referral, _receiver, address = sent
    assert "new e-mail with a link is on its way" in text(answer(address, answer="accepted"))
    first = newest_link(cast)
    assert first != address
    answer(first, answer="first_contact")
    second = newest_link(cast)
    page = text(Client(headers=ENGLISH).get(second))
    assert "First contact made" not in page
    assert "Conversation held" in page
    assert "Nothing more is asked of you" in text(answer(second, answer="held"))
    assert state(cast) == "held"
    told = list(StepTaken.objects.order_by("id").values_list("state", "told_by"))
    assert told[2:] == [(s, "link") for s in ("received", "accepted", "first_contact", "held")]


def test_declined_it_is_to_be_sent_again_and_says_why(cast, sent):
    _referral, _receiver, address = sent
    page = answer(address, answer="declined", reason="no_room")
    assert "You have declined" in text(page)
    assert state(cast) == "to_be_sent"
    package = Package.objects.get()
    assert (package.closed_because, package.contents) == ("declined", "")
    assert StepTaken.objects.order_by("-id").first().reason == "no_room"


@pytest.mark.parametrize(
    "told", [{}, {"answer": "declined"}, {"answer": "declined", "reason": "x"}, {"answer": "held"}]
)
def test_an_answer_that_is_none_uses_nothing_up(cast, sent, told):
    page = answer(sent[2], **told)
    assert page.status_code == 422
    cast.actor("owner")
    assert Link.objects.filter(used_at=None).count() == 1
    assert state(cast) == "sent"


def test_used_twice(cast, sent):
    answer(sent[2], answer="accepted")
    again = answer(sent[2], answer="declined", reason="no_room")
    assert again.status_code == 410
    assert "This link has been used" in text(again)
    assert state(cast) == "accepted"


def test_too_old(cast, sent, now):
    as_zone(cast.zone)
    Link.objects.update(expires_at=now - timedelta(minutes=1))
    for page in (Client(headers=ENGLISH).get(sent[2]), answer(sent[2], answer="accepted")):
        assert page.status_code == 410
        assert "This link is too old" in text(page)
    assert state(cast) == "sent"


def test_a_new_link_takes_the_place_of_the_old(cast, sent, now):
    referral, _receiver, address = sent
    actions.send_new_link(referral_id=referral.pk, by=cast.actor("owner"), at=now)
    newer = newest_link(cast)
    assert "There is a newer link" in text(Client(headers=ENGLISH).get(address))
    assert Client().get(newer).status_code == 200


def test_withdrawn_the_old_link_says_stop_and_the_new_one_asks_to_confirm(cast, sent, now):
    referral, _receiver, address = sent
    answer(address, answer="accepted")
    following = newest_link(cast)
    actions.withdraw_consent(referral_id=referral.pk, by=cast.actor("owner"), at=now)
    for old in (address, following):
        page = answer(old, answer="held")
        assert page.status_code == 410
        assert "Stop all contact at once" in text(page)
    stop = newest_link(cast)
    assert "We have stopped all contact" in text(Client(headers=ENGLISH).get(stop))
    assert queries.referral(cast.actor("owner"), referral.pk).stop_confirmed_at is None
    assert answer(stop, answer="stopped").status_code == 200
    assert queries.referral(cast.actor("owner"), referral.pk).stop_confirmed_at is not None
    assert "This link has been used" in text(Client(headers=ENGLISH).get(stop))
    cast.actor("owner")
    assert ContactPlan.objects.get().do_not_contact
    assert Package.objects.get().contents == ""


def test_a_receiver_that_is_off_the_list(cast, sent, now):
    referral, receiver, address = sent
    actions.close_receiver(receiver_id=receiver.pk, reason="closed", by=cast.actor("leader"), at=now)
    page = answer(address, answer="accepted")
    assert page.status_code == 410
    assert "no longer on the sender" in text(page)
    with pytest.raises(Refused, match="receiver_gone"):
        actions.send_new_link(referral_id=referral.pk, by=cast.actor("owner"), at=now)


def test_called_back(cast, sent, now):
    referral, _receiver, address = sent
    actions.call_back(referral_id=referral.pk, by=cast.actor("owner"), at=now)
    page = answer(address, answer="accepted")
    assert page.status_code == 410
    assert "Nothing is waited for here" in text(page)
    assert state(cast) == "to_be_sent"


@pytest.mark.parametrize(
    "change",
    [
        lambda w: w[:-1] + ("A" if w[-1] != "A" else "B"),
        lambda w: w[:-5],
        lambda w: "æ" * 40,
        lambda w: "A" * 43,
        lambda w: w + "x" * 300,
    ],
)
def test_altered(cast, sent, change):
    word = sent[2].strip("/").split("/")[1]
    page = Client(headers=ENGLISH).get(f"/k/{change(word)}/")
    assert page.status_code == 404
    assert "This link is not whole" in text(page)
    assert "BRO-" not in text(page)


def test_a_link_of_another_zone_opens_nothing(cast, sent):
    page = Client(headers=ENGLISH).get(f"/k/{linking.make(cast.other_zone.pk)}/")
    assert page.status_code == 404


def test_in_danish_and_in_english(cast, sent):
    assert "Modtaget og accepteret" in text(Client().get(sent[2] + "?l=da"))
    assert "Received and accepted" in text(Client().get(sent[2] + "?l=en"))


def test_links_that_open_nothing_are_slowed_down_and_those_that_open_are_not(cast, sent):
    client = Client(headers=ENGLISH)
    for _ in range(40):
        assert client.get(sent[2]).status_code == 200
    codes = [client.get("/k/" + "A" * 43 + "/").status_code for _ in range(32)]
    assert codes == [404] * 30 + [429] * 2
    busy = client.get(sent[2])
    assert busy.status_code == 429
    assert 0 < int(busy["Retry-After"]) <= 31
    assert "Nothing has been used up" in text(busy)
    assert Client(headers=ENGLISH, REMOTE_ADDR="192.0.2.8").get(sent[2]).status_code == 200


def test_nobody_signed_in_and_nobodys_session_is_asked_for(cast, sent):
    strict = Client(enforce_csrf_checks=True, headers=ENGLISH | {"Origin": "null"})
    assert strict.post(sent[2], {"answer": "accepted"}).status_code == 200
