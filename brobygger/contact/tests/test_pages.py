"""The outbox, writing to a person and the words of messages, as their users meet them."""

import pytest
from django.test import Client
from django.utils import timezone

from brobygger.access.actor import machine
from brobygger.access.zones import enter
from brobygger.contact import actions, sending
from brobygger.contact.models import Message, Sender, Wording
from brobygger.contact.tests.making import someone
from brobygger.contact.tests.servers import mail_house
from brobygger.people.channels import Channel
from brobygger.people.models import CardRule
from brobygger.trail.models import Entry

GAPS = {"day": "2026-11-24", "time": "10:30"}


@pytest.fixture
def browser(cast, now, monkeypatch, settings):
    """A browser for a member of the cast; the clock stands still, and jobs are done by the test."""
    settings.JOBS_INLINE = True
    monkeypatch.setattr(timezone, "now", lambda: now)

    def signed_in(name):
        client = Client(headers={"accept-language": "en"})
        client.force_login(getattr(cast, name))
        return client

    return signed_in


@pytest.fixture
def mail(settings):
    with mail_house() as house:
        settings.SMTP_URL, settings.MAIL_FROM = house.url, "post@brobygger.invalid"
        yield house


def write(client, person, **told):
    return client.post(f"/contact/write/{person.pk}/", {"channel": "email", "wording": "appointment", **GAPS, **told})


def test_one_sees_the_text_as_it_arrives_before_it_goes(cast, now, browser, mail):
    person = someone(cast.zone, now)
    owner = browser("owner")
    assert "Remember the appointment" in owner.get(f"/contact/write/{person.pk}/?channel=email").content.decode()
    page = write(owner, person).content.decode()
    assert "Hej. Husk aftalen tirsdag 24. november kl. 10.30." in page
    assert "alid" in page
    assert "karla@privat" not in page  # no more of the address than tells it from another
    assert not Message.objects.exists()
    assert write(owner, person, send="yes").status_code == 302
    message = Message.objects.get()
    assert (message.state, message.made_by_id) == ("waiting", cast.owner.pk)


def test_a_gap_that_is_not_of_its_kind_comes_back(cast, now, browser, mail):
    answer = write(browser("owner"), someone(cast.zone, now), day="når politiet ringer", send="yes")
    assert answer.status_code == 422
    assert not Message.objects.exists()


def test_what_the_card_forbids_is_greyed_with_its_reason(cast, now, browser, mail):
    person = someone(cast.zone, now, may_sms=False, hour_from=12)
    page = browser("owner").get(f"/contact/write/{person.pk}/?channel=sms").content.decode()
    assert "Nothing is recorded, so it is not allowed." in page
    assert "channel=sms" not in page.split("</h1>")[1].split("Which words")[0]


def test_the_outbox_tells_neither_words_nor_names(cast, now, browser, mail):
    person = someone(cast.zone, now)
    write(browser("owner"), person, send="yes")
    message = Message.objects.get()
    leader = browser("leader")
    for address in ("/contact/", "/contact/?section=waiting", f"/contact/{message.pk}/"):
        page = leader.get(address).content.decode()
        for secret in ("Karla", "Prøvesen", "karla@", "24. november", "10.30"):
            assert secret not in page
    assert browser("owner").get("/contact/").status_code == 404  # whose business it is to see what is stuck


def test_the_demonstration_shows_the_text_as_it_would_arrive(cast, now, browser, settings):
    settings.DEMO = True
    write(browser("owner"), someone(cast.zone, now), send="yes")
    message = Message.objects.get()
    assert sending.deliver(message_id=message.pk, zone_id=message.zone_id, at=now) == "sent"
    page = browser("leader").get(f"/contact/{message.pk}/").content.decode()
    assert "Hej. Husk aftalen tirsdag 24. november kl. 10.30." in page
    enter(machine(cast.zone.pk))
    assert Entry.objects.filter(what="contact.message_read", by=cast.leader).exists()


def test_what_may_have_arrived_waits_for_a_persons_word(cast, now, browser, mail):
    mail.breaks = "before_answer"
    write(browser("owner"), someone(cast.zone, now), send="yes")
    message = Message.objects.get()
    sending.deliver(message_id=message.pk, zone_id=message.zone_id, at=now)
    leader = browser("leader")
    page = leader.get("/contact/").content.decode()
    assert "Perhaps sent" in page
    assert "A person must decide" in page
    mail.breaks = ""
    leader.post(f"/contact/{message.pk}/again/")
    assert sending.deliver(message_id=message.pk, zone_id=message.zone_id, at=now) == "sent"
    assert leader.post(f"/contact/{message.pk}/leave/").status_code == 409
    assert len(mail.taken) == 2


def test_another_zones_outbox_is_not_there(cast, now, browser, mail):
    write(browser("owner"), someone(cast.zone, now), send="yes")
    message = Message.objects.get()
    stranger = browser("strange_leader")
    assert stranger.get(f"/contact/{message.pk}/").status_code == 404
    assert stranger.post(f"/contact/{message.pk}/again/").status_code == 404
    assert "(1)" not in stranger.get("/contact/?section=waiting").content.decode()


def draft(client, **told):
    form = {
        "key": "appointment",
        "channel": "email",
        "language": "da",
        "subject": "Husk",
        "text": "Hej. Vi ses {day} kl. {time}.",
        "valid_from": "2026-11-18",
    }
    return client.post("/contact/words/", form | told)


def test_new_words_hold_when_another_leader_has_approved_them(cast, now, browser, mail):
    leader, second = browser("leader"), browser("second_leader")
    assert draft(leader).status_code == 302
    made = Wording.objects.get(organisation__isnull=False)
    assert leader.post(f"/contact/words/{made.pk}/approve/").status_code == 409
    person = someone(cast.zone, now)
    assert "Vi ses" not in write(browser("owner"), person).content.decode()
    assert browser("strange_leader").post(f"/contact/words/{made.pk}/approve/").status_code == 404
    second.post(f"/contact/words/{made.pk}/approve/")
    assert "Hej. Vi ses tirsdag 24. november kl. 10.30." in write(browser("owner"), person).content.decode()
    elsewhere = someone(cast.other_zone, now)
    assert "Husk aftalen" in write(browser("stranger"), elsewhere).content.decode()
    second.post(f"/contact/words/{made.pk}/withdraw/")
    assert "Husk aftalen" in write(browser("owner"), person).content.decode()


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"text": "Hej fra politiet"}, "politiet"),
        ({"text": "Kære {navn}"}, "and no others"),
        ({"subject": "Din sag"}, "more neutrally"),
        ({"subject": ""}, "needs a subject"),
    ],
)
def test_words_that_tell_are_not_taken(cast, browser, told, said):
    answer = draft(browser("leader"), **told)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not Wording.objects.filter(organisation__isnull=False).exists()


def test_a_leader_decides_the_name_and_when_to_ask_again(cast, now, browser, mail):
    leader = browser("leader")
    assert leader.post("/contact/words/sender/", {"name": "Politiet", "ask_again_days": 7}).status_code == 422
    leader.post("/contact/words/sender/", {"name": "Anna", "ask_again_days": 7})
    enter(machine(cast.zone.pk))
    assert (Sender.objects.get().name, CardRule.objects.get().ask_again_days) == ("Anna", 7)
    message = actions.send(
        person=someone(cast.zone, now),
        channel=Channel.EMAIL,
        wording="appointment",
        values=GAPS,
        by=cast.actor("owner"),
        at=now,
    )
    sending.deliver(message_id=message.pk, zone_id=message.zone_id, at=now)
    assert "Anna <post@brobygger.invalid>" in mail.taken[0]


def test_a_letter_is_printed_where_the_card_allows_it_and_noted_without_words(cast, now, browser, mail):
    person = someone(cast.zone, now, may_letter=True, where_to_write="c/o Prøve\nOpdigtet Allé 1\n0999 Prøveby")
    owner = browser("owner")
    looked = write(owner, person, channel="letter").content.decode()
    assert "Opdigtet Allé 1" in looked
    assert not Message.objects.exists(), "looking prints nothing"
    printed = write(owner, person, channel="letter", send="yes").content.decode()
    assert "Opdigtet Allé 1" in printed
    assert "10:30" in printed or "10.30" in printed
    made = Message.objects.get()
    assert (made.channel, made.state) == ("letter", "sent")
    assert not mail.taken, "no letter goes by mail"
    assert "Opdigtet" not in browser("leader").get("/contact/").content.decode()


def test_no_letter_without_a_yes_to_letters(cast, now, browser, mail):
    person = someone(cast.zone, now, may_letter=False, where_to_write="Opdigtet Allé 1")
    write(browser("owner"), person, channel="letter", send="yes")
    assert not Message.objects.exists()
