"""A message goes out once, or says why not; and nothing goes past the gate."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from brobygger.access.actor import machine
from brobygger.access.zones import enter
from brobygger.base.decision import NotFound, Refused
from brobygger.contact import actions, queries, rules, sending
from brobygger.contact.models import Message, Wording
from brobygger.contact.tests.making import TOKEN, someone
from brobygger.contact.tests.servers import mail_house, sms_house
from brobygger.people import actions as people
from brobygger.people.actions import Said
from brobygger.people.channels import Channel
from brobygger.trail.models import Entry

WHEN = {"day": "2026-11-24", "time": "10:30"}


@pytest.fixture(autouse=True)
def no_queue(settings):
    """Jobs are done by the test itself."""
    settings.JOBS_INLINE = True


@pytest.fixture
def post(settings):
    """A mail server and a gateway that are set up."""
    with mail_house() as mail, sms_house() as sms:
        settings.SMTP_URL, settings.MAIL_FROM = mail.url, "Post <post@brobygger.invalid>"
        settings.SMS_URL, settings.SMS_KEY = sms.url, "hemmelig"
        yield mail, sms


def made(cast, now, person, channel=Channel.EMAIL, **told):
    told = {"wording": "appointment", "values": WHEN} | told
    return actions.send(person=person, channel=channel, by=cast.actor("owner"), at=now, **told)


def go(message, at):
    state = sending.deliver(message_id=message.pk, zone_id=message.zone_id, at=at)
    enter(machine(message.zone_id))
    message.refresh_from_db()
    return state


def test_an_e_mail_arrives_with_neutral_words_and_name(cast, now, post):
    mail, _ = post
    message = made(cast, now, someone(cast.zone, now))
    assert go(message, now) == "sent"
    [arrived] = mail.taken
    assert "Aftale <post@brobygger.invalid>" in arrived
    assert "To: karla@privat.invalid" in arrived
    assert mail.words().strip() == "Hej. Husk aftalen tirsdag 24. november kl. 10.30."
    assert f"<{message.reference}@brobygger.invalid>" in arrived
    for given_away in ("politi", "Karla", "Prøvesen", "Brobygger "):
        assert given_away not in arrived


def test_an_sms_goes_to_the_gateway_with_its_key(cast, now, post):
    _, sms = post
    person = someone(cast.zone, now)
    message = made(cast, now, person, Channel.SMS)
    assert go(message, now) == "sent"
    assert sms.taken == [
        {
            "to": person.numbers.get().number,
            "from": "Aftale",
            "text": "Hej. Husk aftalen tirsdag 24. november kl. 10.30.",
            "reference": str(message.reference),
        }
    ]
    assert sms.keys == ["Bearer hemmelig"]


def test_her_language_is_used_where_there_are_words_in_it(cast, now, post):
    mail, _ = post
    person = someone(cast.zone, now)
    person.language = "en"
    go(made(cast, now, person), now)
    assert "Remember the appointment on Tuesday 24 November at 10:30." in mail.words()


@pytest.mark.parametrize(
    ("channel", "said", "reason"),
    [
        (Channel.SMS, {"may_sms": False}, "nothing_recorded"),
        (Channel.EMAIL, {"may_email": False}, "nothing_recorded"),
        (Channel.EMAIL, {"email_to": ""}, "no_email"),
        (Channel.SMS, {"days": 0b1111011}, "not_her_day"),
        (Channel.SMS, {"hour_from": 12}, "not_her_hours"),
        (Channel.LETTER, {}, "channel_not_for_messages"),
        (Channel.PHONE, {}, "channel_not_for_messages"),
    ],
)
def test_what_the_card_does_not_allow_is_not_made(cast, now, post, channel, said, reason):
    with pytest.raises(Refused, match=reason):
        made(cast, now, someone(cast.zone, now, **said), channel)
    assert not Message.objects.exists()


def test_what_was_said_long_ago_is_asked_again(cast, now, post):
    person = someone(cast.zone, now, said_at=now - timedelta(days=14))
    with pytest.raises(Refused, match="asked_too_long_ago"):
        made(cast, now, person)


def test_the_zone_decides_how_long_that_is(cast, now, post):
    said = now - timedelta(days=10)
    people.decide_card_rule(
        zone_id=cast.zone.pk, ask_again_days=7, valid_from=date(2026, 11, 1), by=cast.actor("leader"), at=now
    )
    with pytest.raises(Refused, match="asked_too_long_ago"):
        made(cast, now, someone(cast.zone, now, said_at=said))
    elsewhere = someone(cast.other_zone, now, said_at=said)
    assert queries.gate(cast.actor("stranger"), person=elsewhere, channel=Channel.EMAIL, at=now)


def test_a_link_needs_a_yes_of_its_own(cast, now, post):
    with pytest.raises(Refused, match="nothing_recorded"):
        made(cast, now, someone(cast.zone, now, may_use_links=False), wording="link_for_you", values={"link": TOKEN})
    mail, _ = post
    go(made(cast, now, someone(cast.zone, now), wording="link_for_you", values={"link": TOKEN}), now)
    assert f"http://127.0.0.1:8000{TOKEN}" in mail.words()


@pytest.mark.parametrize(
    ("told", "reason"),
    [
        ({"wording": "findes_ikke"}, "wording_unknown"),
        ({"wording": "referral_waits", "values": {"link": TOKEN}}, "wording_unknown"),
        ({"values": {"day": "2026-11-24"}}, "values_do_not_fit"),
        ({"values": {"day": "hos politiet", "time": "10:30"}}, "value_not_of_its_kind"),
        ({"values": {"day": "2026-11-18", "time": "11:00"}}, "time_has_passed"),
    ],
)
def test_only_approved_words_with_values_of_their_kinds(cast, now, post, told, reason):
    with pytest.raises(Refused, match=reason):
        made(cast, now, someone(cast.zone, now), **told)


def test_without_a_way_out_a_worker_is_told_at_once(cast, now, settings):
    with pytest.raises(Refused, match="channel_not_set_up"):
        made(cast, now, someone(cast.zone, now))


def test_a_stranger_and_the_officer_send_nothing(cast, now, post):
    person = someone(cast.zone, now)
    for name in ("stranger", "officer", "administrator", "counsellor"):
        with pytest.raises(NotFound):
            actions.send(
                person=person, channel=Channel.EMAIL, wording="appointment", values=WHEN, by=cast.actor(name), at=now
            )


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda person, by, at: people.stop_contact(person=person, by=by, at=at), "do_not_contact"),
        (
            lambda person, by, at: people.keep_wishes(person=person, said=Said(basis="herself"), by=by, at=at),
            "nothing_recorded",
        ),
        (
            lambda person, by, at: people.keep_wishes(
                person=person, said=Said(basis="herself", may_email=True, email_to="anden@privat.invalid"), by=by, at=at
            ),
            "address_has_changed",
        ),
    ],
)
def test_she_may_say_no_until_the_very_last(cast, now, post, change, reason):
    mail, _ = post
    person = someone(cast.zone, now)
    message = made(cast, now, person)
    change(person, cast.actor("owner"), now)
    assert go(message, now + timedelta(minutes=1)) == ""
    assert (message.state, message.reason) == ("stopped", reason)
    assert not mail.met
    assert Entry.objects.filter(what="contact.message_stopped").exists()


def test_a_number_that_was_stopped_is_not_written_to(cast, now, post):
    _, sms = post
    person = someone(cast.zone, now)
    message = made(cast, now, person, Channel.SMS)
    number = person.numbers.get()
    people.stop_number(
        number_id=number.pk, person=person, because="someone_else_answered", by=cast.actor("owner"), at=now
    )
    go(message, now)
    assert (message.state, message.reason) == ("stopped", "no_number_for_sms")
    assert not sms.taken


def test_a_closed_hour_is_waited_for(cast, now, post):
    _, sms = post
    message = made(cast, now, someone(cast.zone, now, hour_from=10, hour_to=12), Channel.SMS)
    assert go(message, now + timedelta(hours=1)) == ""  # 12.30 in Copenhagen
    assert (message.state, message.reason) == ("waiting", "not_her_hours")
    assert not sms.taken
    assert go(message, now + timedelta(hours=23)) == "sent"  # 10.30 the next day
    assert len(sms.taken) == 1


def test_what_is_late_does_not_go(cast, now, post):
    mail, _ = post
    message = made(cast, now, someone(cast.zone, now), values={"day": "2026-11-18", "time": "12:00"})
    go(message, now + timedelta(minutes=31))
    assert (message.state, message.reason) == ("stopped", "too_late_to_go")
    assert not mail.met


@pytest.mark.parametrize("breaks", ["greeting", "ehlo", "mail", "rcpt", "data"])
def test_before_a_word_is_said_it_is_tried_again(cast, now, settings, breaks):
    with mail_house(breaks) as mail:
        settings.SMTP_URL, settings.MAIL_FROM = mail.url, "post@brobygger.invalid"
        message = made(cast, now, someone(cast.zone, now))
        assert go(message, now) == "waiting"
        assert (message.tries, message.reason) == (1, "server_not_reached")
        assert message.next_try_at == now + timedelta(minutes=1)
        assert go(message, now) == ""  # not yet
        mail.breaks = ""
        assert go(message, now + timedelta(minutes=1)) == "sent"
        assert len(mail.taken) == 1


@pytest.mark.parametrize("breaks", ["half_way", "before_answer"])
def test_after_that_only_a_person_decides(cast, now, settings, breaks):
    with mail_house(breaks) as mail:
        settings.SMTP_URL, settings.MAIL_FROM = mail.url, "post@brobygger.invalid"
        message = made(cast, now, someone(cast.zone, now))
        assert go(message, now) == "uncertain"
        assert message.reason == "broke_off_half_way"
        mail.breaks = ""
        for days in range(3):
            assert sending.look_after(zone_id=message.zone_id, by=machine(message.zone_id), at=now) == 0
            assert go(message, now + timedelta(days=days)) == ""
        assert len(mail.taken) == (breaks == "before_answer")
        leader = cast.actor("leader")
        actions.send_again(message_id=message.pk, by=leader, at=now)
        assert go(message, now) == "sent"
        assert len(mail.taken) == 1 + (breaks == "before_answer")
        with pytest.raises(Refused, match="message_cannot_move"):
            actions.send_again(message_id=message.pk, by=cast.actor("leader"), at=now)


def test_what_may_have_arrived_can_be_left(cast, now, settings):
    with mail_house("before_answer") as mail:
        settings.SMTP_URL, settings.MAIL_FROM = mail.url, "post@brobygger.invalid"
        message = made(cast, now, someone(cast.zone, now))
        go(message, now)
        actions.leave_it(message_id=message.pk, by=cast.actor("leader"), at=now)
        message.refresh_from_db()
        assert (message.state, message.reason, message.state_by_id) == (
            "stopped",
            "left_after_uncertain",
            cast.leader.pk,
        )
        assert len(mail.taken) == 1


@pytest.mark.parametrize(
    ("says", "state", "reason"),
    [
        ({"RCPT": "550 no such one"}, "failed", "server_said_550"),
        ({"MAIL": "451 later"}, "waiting", "server_said_451"),
        ({"DATA": "421 closing"}, "waiting", "server_said_421"),
        ({".": "554 not this one"}, "failed", "server_said_554"),
        ({".": "452 full"}, "waiting", "server_said_452"),
    ],
)
def test_what_the_server_says_is_believed(cast, now, settings, says, state, reason):
    with mail_house(**says) as mail:
        settings.SMTP_URL, settings.MAIL_FROM = mail.url, "post@brobygger.invalid"
        message = made(cast, now, someone(cast.zone, now))
        assert go(message, now) == state
        assert message.reason == reason


def test_it_is_given_up_in_the_end_and_can_be_asked_for_again(cast, now, settings):
    with mail_house("greeting") as mail:
        settings.SMTP_URL, settings.MAIL_FROM = mail.url, "post@brobygger.invalid"
        message = made(cast, now, someone(cast.zone, now))
        at = now
        for _ in range(rules.MOST_TRIES):
            go(message, at)
            at = max(at, message.next_try_at)
        assert (message.state, message.tries) == ("failed", rules.MOST_TRIES)
        mail.breaks = ""
        actions.send_again(message_id=message.pk, by=cast.actor("leader"), at=at)
        assert go(message, at) == "sent"


@pytest.mark.parametrize(
    ("status", "state", "reason"),
    [
        (0, "uncertain", "broke_off_half_way"),
        (500, "uncertain", "server_said_500"),
        (503, "waiting", "server_said_503"),
        (400, "failed", "server_said_400"),
        (201, "sent", ""),
    ],
)
def test_the_gateways_answers(cast, now, settings, status, state, reason):
    with sms_house(status) as sms:
        settings.SMS_URL = sms.url
        message = made(cast, now, someone(cast.zone, now), Channel.SMS)
        assert go(message, now) == state
        assert message.reason == reason


def test_a_gateway_that_is_not_there_is_tried_again(cast, now, settings):
    with sms_house() as sms:
        gone = sms.url
    settings.SMS_URL = gone
    message = made(cast, now, someone(cast.zone, now), Channel.SMS)
    assert go(message, now) == "waiting"


def test_the_upkeep_knows_a_sender_that_has_died(cast, now, post):
    message = made(cast, now, someone(cast.zone, now))
    Message.objects.filter(pk=message.pk).update(state="sending", tries=1)
    by = machine(message.zone_id)
    assert sending.look_after(zone_id=message.zone_id, by=by, at=now) == 1
    message.refresh_from_db()
    assert (message.state, message.reason) == ("uncertain", "sender_died")
    assert go(message, now) == ""


def test_a_worker_hears_that_something_waits_and_never_what(cast, now, post):
    mail, _ = post
    by = machine(cast.zone.pk)
    enter(by)
    message = actions.tell_worker(
        worker_id=cast.owner.pk, zone_id=cast.zone.pk, wording="something_waits", values={}, by=by, at=now
    )
    assert go(message, now) == "sent"
    assert "owner@brobygger.invalid" in mail.taken[0]
    with pytest.raises(NotFound):
        actions.tell_worker(
            worker_id=cast.stranger.pk, zone_id=cast.zone.pk, wording="something_waits", values={}, by=by, at=now
        )


def test_an_organisation_gets_a_link(cast, now, post):
    mail, _ = post
    message = actions.tell_organisation(
        email=" post@modtager.invalid",
        zone_id=cast.zone.pk,
        wording="referral_waits",
        values={"link": TOKEN},
        by=cast.actor("owner"),
        at=now,
    )
    assert go(message, now) == "sent"
    assert TOKEN in mail.words()
    with pytest.raises(Refused, match="email_not_understood"):
        actions.tell_organisation(
            email="a@b.dk\nBcc: c@d.dk",
            zone_id=cast.zone.pk,
            wording="referral_waits",
            values={"link": TOKEN},
            by=cast.actor("owner"),
            at=now,
        )


def test_without_a_mail_server_it_waits_for_one(cast, now, settings):
    message = actions.tell_organisation(
        email="post@modtager.invalid",
        zone_id=cast.zone.pk,
        wording="referral_waits",
        values={"link": TOKEN},
        by=cast.actor("owner"),
        at=now,
    )
    assert go(message, now) == ""
    assert (message.state, message.tries) == ("waiting", 0)
    with mail_house() as mail:
        settings.SMTP_URL, settings.MAIL_FROM = mail.url, "post@brobygger.invalid"
        assert go(message, now + rules.LOOK_AGAIN) == "sent"


def test_words_and_address_are_sealed_where_they_lie(cast, now, post):
    from django.db import connection

    message = made(cast, now, someone(cast.zone, now))
    with connection.cursor() as cursor:
        cursor.execute("SELECT m::text FROM contact_message m WHERE id = %s", [message.pk])
        row = cursor.fetchone()[0]
    for word in ("karla", "privat.invalid", "2026-11-24"):
        assert word not in row
    assert b"karla".hex() not in row


def test_the_database_refuses_a_yes_without_anyone_behind_it(cast, now):
    person = someone(cast.zone, now)
    plan = person.contact_plan
    for change in ({"basis": "first_contact"}, {"basis": "none", "may_ring": False}, {"do_not_contact": True}):
        with pytest.raises(IntegrityError), transaction.atomic():
            type(plan).objects.filter(pk=plan.pk).update(**{"may_ring": False, **change})


def test_the_shipped_words_are_neutral_and_there_in_both_languages(db):
    rows = list(Wording.objects.all())
    assert {row.language for row in rows} == {"da", "en"}
    for row in rows:
        assert rules.gaps(row.subject, row.text) is not None
        if row.audience == "person":
            assert rules.may_be_sent(row.subject, row.text), (row.key, rules.word_that_gives_away(row.text))
    assert {(r.key, r.channel) for r in rows if r.language == "da"} == {
        (r.key, r.channel) for r in rows if r.language == "en"
    }
