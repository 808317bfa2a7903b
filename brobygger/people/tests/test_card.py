"""The contact card: nothing recorded is no."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brobygger.people.rules import CardFacts, age_on, may_leave_voicemail, may_ring, may_say_who_we_are, must_ask_again

NOW = datetime(2026, 11, 18, 11, 30, tzinfo=UTC)  # a Wednesday
OPEN = CardFacts(basis="herself", may_ring=True, has_number=True, days=127, hour_to=24)


def test_a_card_that_says_nothing_forbids_everything():
    nothing = CardFacts(has_number=True, may_leave_voicemail=True, may_say_who_we_are=True)  # said by nobody
    assert may_ring(nothing, NOW).reason == "nothing_recorded"
    assert may_leave_voicemail(nothing, NOW).reason == "nothing_recorded"
    assert may_say_who_we_are(nothing, NOW).reason == "nothing_recorded"


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({}, ""),
        ({"do_not_contact": True}, "do_not_contact"),
        ({"is_minor": True}, "minor_is_not_rung"),
        ({"is_accused": True}, "is_accused"),
        ({"basis": "none"}, "nothing_recorded"),
        ({"may_ring": False}, "nothing_recorded"),
        ({"has_number": False}, "no_number"),
        ({"days": 0b1111011}, "not_her_day"),
        ({"hour_from": 12}, "not_her_hours"),
        ({"hour_to": 11}, "not_her_hours"),
        ({"hour_from": 11, "hour_to": 12}, ""),
    ],
)
def test_the_first_thing_in_the_way_is_told(changed, reason):
    assert may_ring(replace(OPEN, **changed), NOW).reason == reason


@pytest.mark.parametrize(
    ("basis", "days_ago", "again"),
    [
        ("first_contact", None, False),
        ("herself", None, True),
        ("herself", 13, False),
        ("herself", 14, True),
        ("guardian", 40, True),
    ],
)
def test_what_was_said_long_ago_is_asked_again(basis, days_ago, again):
    said = NOW - timedelta(days=days_ago) if days_ago is not None else None
    card = replace(OPEN, basis=basis, confirmed_at=said, may_leave_voicemail=True, may_say_who_we_are=True)
    assert must_ask_again(card, NOW) is again
    assert may_leave_voicemail(card, NOW).reason == ("asked_too_long_ago" if again else "")
    assert may_say_who_we_are(card, NOW).reason == ("asked_too_long_ago" if again else "")
    assert may_ring(card, NOW)  # her hours still hold; only the messages lapse


@pytest.mark.parametrize("nothing", [{"days": 0}, {"hour_to": 0}, {"days": 0, "hour_to": 0}])
@pytest.mark.parametrize("basis", ["herself", "guardian", "referrer"])
def test_no_day_said_is_no_day_and_not_every_day(nothing, basis):
    card = replace(OPEN, basis=basis, **nothing)
    assert may_ring(card, NOW).reason == "when_not_said"
    assert may_ring(replace(card, basis="first_contact"), NOW)  # nobody has been asked: the programme's hours hold


def test_a_stop_outlives_every_permission():
    card = replace(OPEN, do_not_contact=True, may_leave_voicemail=True, may_say_who_we_are=True)
    assert may_leave_voicemail(card, NOW).reason == "do_not_contact"
    assert may_say_who_we_are(card, NOW).reason == "do_not_contact"


@given(
    st.builds(
        CardFacts,
        basis=st.sampled_from(["none", "first_contact", "herself", "guardian"]),
        may_ring=st.booleans(),
        do_not_contact=st.booleans(),
        days=st.integers(0, 127),
        hour_from=st.integers(0, 23),
        hour_to=st.integers(1, 24),
        has_number=st.booleans(),
        is_minor=st.booleans(),
    ),
    st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1)),  # noqa: DTZ001
)
def test_yes_needs_everything(card, at):
    said = bool(card.days & 1 << at.weekday()) and card.hour_from <= at.hour < card.hour_to
    not_asked = card.basis == "first_contact" and not (card.days and card.hour_from < card.hour_to)
    everything = (
        card.basis != "none"
        and card.may_ring
        and not card.do_not_contact
        and card.has_number
        and not card.is_minor
        and (said or not_asked)
    )
    assert bool(may_ring(card, at)) == everything


def test_age_is_whole_years():
    assert age_on(None, date(2026, 11, 18)) is None
    assert age_on(date(2008, 11, 18), date(2026, 11, 18)) == 18
    assert age_on(date(2008, 11, 19), date(2026, 11, 18)) == 17
