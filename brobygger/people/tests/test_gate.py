"""The one gate, channel by channel, and one person added by hand."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brobygger.access.actor import machine
from brobygger.access.zones import enter
from brobygger.base.decision import NotFound, Refused
from brobygger.base.workdays import day_of
from brobygger.people import actions, queries
from brobygger.people.actions import Said
from brobygger.people.channels import Channel
from brobygger.people.models import ContactPlan, PersonMark
from brobygger.people.rules import DECENT_HOURS, IN_HER_HOURS, SPOKEN_FOR, WITHOUT_ADDRESS, CardFacts, may_contact

NOW = datetime.fromisoformat("2026-11-18T11:30+01:00")  # a Wednesday
OPEN = CardFacts(
    basis="herself",
    days=127,
    hour_to=24,
    may_ring=True,
    may_leave_voicemail=True,
    confirmed_at=NOW,
    said_yes_to=frozenset(Channel),
)
MESSAGES = [c for c in Channel if c not in (Channel.PHONE, Channel.VOICEMAIL)]


def asked(card, channel, at=NOW, *, has_address=True):
    return may_contact(card, channel, at, has_address=has_address).reason


@pytest.mark.parametrize("channel", list(Channel))
def test_a_card_that_says_yes_to_it_lets_it_through(channel):
    assert asked(OPEN, channel) == ""


@pytest.mark.parametrize("channel", list(Channel))
def test_an_empty_card_lets_nothing_through(channel):
    assert asked(CardFacts(), channel) == "nothing_recorded"
    assert asked(CardFacts(said_yes_to=frozenset(Channel), may_ring=True), channel) == "nothing_recorded"


@pytest.mark.parametrize("channel", list(Channel))
def test_a_stop_childhood_and_an_accusation_come_before_everything(channel):
    assert asked(replace(OPEN, do_not_contact=True), channel) == "do_not_contact"
    assert asked(replace(OPEN, is_minor=True), channel) == "minor_is_not_rung"
    assert asked(replace(OPEN, is_accused=True, is_minor=True, do_not_contact=True), channel) == "is_accused"


def test_an_sms_to_a_phone_that_others_see_is_stopped_for_that_reason():
    seen = replace(OPEN, sms_is_seen=True)
    assert asked(seen, Channel.SMS, has_address=False) == "sms_phone_is_seen"
    assert asked(OPEN, Channel.SMS, has_address=False) == "no_number_for_sms"
    assert asked(replace(seen, said_yes_to=frozenset()), Channel.SMS, has_address=False) == "nothing_recorded"
    assert asked(seen, Channel.EMAIL) == ""


@pytest.mark.parametrize("channel", MESSAGES)
def test_a_programmes_own_first_call_allows_no_message(channel):
    assert asked(replace(OPEN, basis="first_contact", confirmed_at=None), channel) == "nothing_recorded"
    assert asked(replace(OPEN, basis="first_contact", confirmed_at=None), Channel.PHONE) == ""


@pytest.mark.parametrize("channel", MESSAGES)
def test_a_yes_to_one_channel_is_no_yes_to_another(channel):
    assert asked(replace(OPEN, said_yes_to=frozenset(Channel) - {channel}), channel) == "nothing_recorded"


@pytest.mark.parametrize("channel", [c for c in Channel if c is not Channel.PHONE])
def test_an_old_yes_is_asked_about_again(channel):
    old = replace(OPEN, confirmed_at=NOW - timedelta(days=14))
    assert asked(old, channel) == "asked_too_long_ago"
    assert asked(replace(OPEN, confirmed_at=None), channel) == "asked_too_long_ago"
    assert asked(replace(old, ask_again_days=30), channel) in ("", "digital_post_is_asked_each_time")


def test_digital_post_is_asked_about_each_time():
    morning = NOW.replace(hour=8)
    assert asked(replace(OPEN, confirmed_at=morning), Channel.DIGITAL_POST) == ""
    assert asked(replace(OPEN, confirmed_at=NOW - timedelta(days=1)), Channel.DIGITAL_POST) == (
        "digital_post_is_asked_each_time"
    )


@pytest.mark.parametrize(("channel", "reason"), WITHOUT_ADDRESS.items())
def test_without_a_place_to_send_it_nothing_is_sent(channel, reason):
    assert asked(OPEN, channel, has_address=False) == reason


@pytest.mark.parametrize("channel", sorted(IN_HER_HOURS))
def test_what_is_heard_comes_in_her_hours(channel):
    assert asked(replace(OPEN, days=0b1111011), channel) == "not_her_day"
    assert asked(replace(OPEN, hour_from=12), channel) == "not_her_hours"
    assert asked(replace(OPEN, hour_to=11), channel) == "not_her_hours"


def test_what_lies_still_may_come_outside_them():
    assert asked(replace(OPEN, hour_from=12), Channel.EMAIL) == ""


@pytest.mark.parametrize(("hour", "reason"), [(6, "not_in_the_night"), (7, ""), (21, ""), (22, "not_in_the_night")])
def test_no_message_buzzes_in_the_night(hour, reason):
    assert asked(OPEN, Channel.SMS, NOW.replace(hour=hour)) == reason


def test_voicemail_needs_that_ringing_is_allowed():
    assert asked(replace(OPEN, may_ring=False), Channel.VOICEMAIL) == "nothing_recorded"
    assert asked(replace(OPEN, may_leave_voicemail=False), Channel.VOICEMAIL) == "nothing_recorded"


@given(
    st.builds(
        CardFacts,
        basis=st.sampled_from(["none", "first_contact", "herself", "guardian", "referrer"]),
        may_ring=st.booleans(),
        do_not_contact=st.booleans(),
        days=st.integers(0, 127),
        hour_from=st.integers(0, 23),
        hour_to=st.integers(1, 24),
        may_leave_voicemail=st.booleans(),
        confirmed_at=st.one_of(st.none(), st.integers(0, 20).map(lambda days: NOW - timedelta(days=days))),
        is_minor=st.booleans(),
        is_accused=st.booleans(),
        said_yes_to=st.frozensets(st.sampled_from(list(Channel))),
        ask_again_days=st.sampled_from([1, 14, 30]),
    ),
    st.sampled_from(list(Channel)),
    st.integers(0, 47).map(lambda hours: NOW + timedelta(hours=hours)),
    st.booleans(),
)
def test_a_yes_needs_everything(card, channel, at, has_address):
    """Said again in one sentence, and not by the same code."""
    fresh = card.confirmed_at is not None and (at - card.confirmed_at).days < card.ask_again_days
    in_hours = bool(card.days & 1 << at.weekday()) and card.hour_from <= at.hour < card.hour_to
    if not card.days or card.hour_from >= card.hour_to:  # nothing said
        in_hours = card.basis == "first_contact"
    ring = card.basis != "none" and card.may_ring
    recorded = {
        Channel.PHONE: ring,
        Channel.VOICEMAIL: ring and card.may_leave_voicemail and (fresh or card.basis == "first_contact"),
    }.get(channel, channel in card.said_yes_to and card.basis in SPOKEN_FOR and fresh)
    everything = (
        recorded
        and not card.do_not_contact
        and not card.is_minor
        and not card.is_accused
        and (has_address or channel in (Channel.CALENDAR, Channel.LINK, Channel.DIGITAL_POST))
        and (in_hours or channel not in IN_HER_HOURS)
        and (channel is not Channel.SMS or at.hour in DECENT_HOURS)
        and (channel is not Channel.DIGITAL_POST or day_of(card.confirmed_at) == day_of(at))
    )
    assert bool(may_contact(card, channel, at, has_address=has_address)) == everything


def test_a_person_who_is_typed_in_has_a_card_that_allows_nothing(cast, now):
    by = cast.actor("coordinator")
    her = actions.add_person(
        zone_id=cast.counselling_zone.pk,
        given_name=" Karla ",
        family_name="Prøvesen",
        numbers=["+4595004001", "+4595004001"],
        by=by,
        at=now,
    )
    assert (her.given_name, her.numbers.count()) == ("Karla", 1)
    facts = queries.facts_of(by, queries.person_for_writing(by, her.pk), on=date(2026, 11, 18))
    assert not any(may_contact(facts, channel, NOW, has_address=True) for channel in Channel)
    assert PersonMark.objects.filter(person=her, kind="p").exists()  # and she is recognised again


def test_a_person_who_is_referred_has_the_card_that_came_along_and_its_date(cast, now):
    by = cast.actor("coordinator")
    said = Said(basis="referrer", days=127, hour_from=9, hour_to=20, may_sms=True, word_when_safe="Kartofler")
    her = actions.add_person(
        zone_id=cast.counselling_zone.pk,
        given_name="Karla",
        numbers=["+4595004002"],
        said=said,
        said_at=now - timedelta(days=20),
        may_ring=True,
        by=by,
        at=now,
    )
    plan = ContactPlan.objects.get(person=her)
    assert (plan.may_ring, plan.hour_from, plan.sms_number, plan.confirmed_at) == (
        True,
        9,
        her.numbers.get(),
        now - timedelta(days=20),
    )
    facts = queries.facts_of(by, queries.person_for_writing(by, her.pk), on=date(2026, 11, 18))
    assert asked(facts, Channel.PHONE) == ""
    assert asked(facts, Channel.SMS) == "asked_too_long_ago"


@pytest.mark.parametrize(("told", "reason"), [({"given_name": "  "}, "name_missing")])
def test_nobody_is_added_without_a_name(cast, now, told, reason):
    with pytest.raises(Refused, match=reason):
        actions.add_person(zone_id=cast.zone.pk, by=cast.actor("owner"), at=now, **told)


@pytest.mark.parametrize("who", ["stranger", "officer", "administrator", "counsellor"])
def test_nobody_adds_people_to_a_zone_that_is_not_theirs(cast, now, who):
    with pytest.raises(NotFound):
        actions.add_person(zone_id=cast.zone.pk, given_name="Karla", by=cast.actor(who), at=now)


def test_a_letter_goes_to_the_place_that_she_chose_and_never_to_a_registered_address(cast, now):
    by = machine(cast.zone.pk)
    enter(by)
    her = actions.add_person(
        zone_id=cast.zone.pk, given_name="Karla", address_withheld=True, by=by, at=now, said=Said(basis="herself")
    )
    her.address, her.postal_code = "Opdigtet Allé 7", "0999"
    her.save()
    her = queries.person_for_writing(by, her.pk)
    assert her.protected
    assert queries.address_for(by, her, Channel.LETTER) == ""
    actions.keep_wishes(
        person=her, said=Said(basis="herself", may_letter=True, where_to_write="c/o Prøvevej 1"), by=by, at=now
    )
    assert queries.address_for(by, her, Channel.LETTER) == "c/o Prøvevej 1"


def test_a_stop_takes_every_yes_away_and_lifting_it_gives_none_back(cast, now):
    by = cast.actor("owner")
    her = actions.add_person(
        zone_id=cast.zone.pk,
        given_name="Karla",
        said=Said(basis="herself", may_email=True, email_to="karla@privat.invalid", may_calendar=True),
        may_ring=True,
        by=by,
        at=now,
    )
    her = queries.person_for_writing(by, her.pk)
    actions.stop_contact(person=her, by=by, at=now)
    with pytest.raises(Refused, match="do_not_contact"):
        actions.keep_wishes(person=her, said=Said(basis="herself", may_sms=True), by=by, at=now)
    actions.lift_stop(person=her, by=by, at=now)
    plan = ContactPlan.objects.get(person=her)
    assert not any((plan.do_not_contact, plan.may_ring, plan.may_email, plan.may_calendar))


@pytest.mark.parametrize("days", [0, 91])
def test_the_zone_asks_again_within_three_months(cast, now, days):
    with pytest.raises(Refused, match="days_from_1_to_90"):
        actions.decide_card_rule(
            zone_id=cast.zone.pk, ask_again_days=days, valid_from=date(2026, 11, 1), by=cast.actor("leader"), at=now
        )
