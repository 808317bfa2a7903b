"""What the receiver tells, and what the sender then sees: every answer, told twice, too late or by mistake."""

from datetime import timedelta

import pytest

from brobygger.access.actor import machine
from brobygger.base.decision import NotFound, Refused
from brobygger.people.models import ContactPlan, Person, PhoneNumber
from brobygger.referrals import actions, queries
from brobygger.referrals.models import Arrival, Consent, Package, Referral, StepTaken
from brobygger.referrals.tests.sending import as_zone, outside_receiver, send, yes_to_help, zone_receiver
from brobygger.trail.models import Entry


@pytest.fixture
def arrived(cast, now):
    """A referral has arrived at the counselling zone; its id there, and the coordinator."""
    referral = yes_to_help(cast, now)
    send(cast, now, referral, zone_receiver(cast, now))
    by = cast.actor("coordinator")
    (line,) = queries.arrivals(by, zone_id=cast.counselling_zone.pk)
    return referral, line.arrival_id, by


@pytest.fixture
def accepted(arrived, now):
    referral, arrival_id, by = arrived
    actions.accept_arrival(arrival_id=arrival_id, by=by, at=now)
    return referral, arrival_id, by


def sender_sees(cast):
    cast.actor("owner")
    referral = Referral.objects.get()
    last = StepTaken.objects.order_by("-id").first()
    return referral.state, last.reason


def test_opened_it_is_received_once(arrived, cast, now):
    _referral, arrival_id, by = arrived
    for _ in range(2):
        page = actions.open_arrival(arrival_id=arrival_id, by=by, at=now)
    assert page.given_name == "Karla"
    assert Entry.objects.filter(what="referrals.arrival_opened").count() == 1
    assert Entry.objects.filter(what="referrals.arrival_read").count() == 2
    assert sender_sees(cast) == ("received", "")
    assert StepTaken.objects.filter(state="received").count() == 1


def test_declined_it_is_wiped_here_and_goes_to_another(arrived, cast, now):
    referral, arrival_id, by = arrived
    with pytest.raises(Refused, match="reason_missing"):
        actions.decline_arrival(arrival_id=arrival_id, reason="because", by=by, at=now)
    declined = actions.decline_arrival(arrival_id=arrival_id, reason="no_room", by=by, at=now)
    assert (declined.state, declined.contents, Person.objects.count()) == ("declined", "", 0)
    with pytest.raises(Refused, match="arrival_cannot_move"):
        actions.accept_arrival(arrival_id=arrival_id, by=by, at=now)
    assert sender_sees(cast) == ("to_be_sent", "no_room")
    as_zone(cast.zone)
    package = Package.objects.get()
    assert (package.closed_because, package.contents) == ("declined", "")
    send(cast, now, referral, outside_receiver(cast, now))
    assert sender_sees(cast)[0] == "sent"


def test_the_same_receiver_can_be_asked_again(arrived, cast, now):
    referral, arrival_id, by = arrived
    actions.decline_arrival(arrival_id=arrival_id, reason="no_room", by=by, at=now)
    as_zone(cast.zone)
    (receiver,) = queries.receivers(cast.actor("leader"), zone_id=cast.zone.pk)
    send(cast, now, referral, receiver)
    (again,) = queries.arrivals(cast.actor("coordinator"), zone_id=cast.counselling_zone.pk)
    assert again.arrival_id != arrival_id
    actions.accept_arrival(arrival_id=again.arrival_id, by=cast.actor("coordinator"), at=now)
    assert sender_sees(cast)[0] == "accepted"


@pytest.mark.parametrize(
    ("told", "state"),
    [
        (["first_contact", "first_contact"], "first_contact"),
        (["held", "held", "first_contact", "came_to_nothing"], "held"),
        (["first_contact", "came_to_nothing", "held"], "came_to_nothing"),
    ],
)
def test_told_again_or_too_late_nothing_happens(accepted, cast, now, told, state):
    _referral, arrival_id, by = accepted
    for step in told:
        actions.tell_step(arrival_id=arrival_id, step=step, reason="not_reached", by=by, at=now)
    assert sender_sees(cast)[0] == state
    as_zone(cast.counselling_zone)
    assert Arrival.objects.get().state == ("ended" if state == "came_to_nothing" else "accepted")


def test_a_step_that_is_none_is_refused(accepted, arrived, now):
    _referral, arrival_id, by = accepted
    for step, reason, why in (
        ("danced", "", "step_unknown"),
        ("came_to_nothing", "", "reason_missing"),
        ("came_to_nothing", "x", "reason_missing"),
    ):
        with pytest.raises(Refused, match=why):
            actions.tell_step(arrival_id=arrival_id, step=step, reason=reason, by=by, at=now)


def test_what_was_never_accepted_has_no_steps(arrived, now):
    _referral, arrival_id, by = arrived
    with pytest.raises(Refused, match="arrival_cannot_move"):
        actions.tell_step(arrival_id=arrival_id, step="held", by=by, at=now)


def test_a_counsellor_tells_and_a_stranger_finds_nothing(accepted, cast, now):
    _referral, arrival_id, _by = accepted
    actions.tell_step(arrival_id=arrival_id, step="first_contact", by=cast.actor("counsellor"), at=now)
    for who in ("owner", "leader", "stranger", "officer"):
        by = cast.actor(who)
        for deed in (actions.tell_step, actions.accept_arrival, actions.receive_arrival, actions.withdraw_arrival):
            told = {"step": "held"} if deed is actions.tell_step else {}
            with pytest.raises(NotFound):
                deed(arrival_id=arrival_id, by=by, at=now, **told)
        with pytest.raises(NotFound):
            queries.arrival(by, arrival_id, at=now)
        assert queries.arrivals(by, zone_id=cast.counselling_zone.pk) == ()


@pytest.mark.parametrize(("before", "back"), [(["held"], "accepted"), (["first_contact", "held"], "first_contact")])
def test_a_conversation_noted_by_mistake_goes_back(accepted, cast, now, before, back):
    _referral, arrival_id, by = accepted
    actions.take_back_held(arrival_id=arrival_id, by=by, at=now)  # nothing yet
    for step in before:
        actions.tell_step(arrival_id=arrival_id, step=step, by=by, at=now)
    actions.take_back_held(arrival_id=arrival_id, by=by, at=now)
    assert sender_sees(cast) == (back, "noted_by_mistake")
    by = cast.actor("coordinator")
    actions.tell_step(arrival_id=arrival_id, step="held", by=by, at=now)
    assert sender_sees(cast)[0] == "held"


def test_it_ends_here_when_the_sender_knows_what_came_of_it(accepted, now):
    _referral, arrival_id, by = accepted
    with pytest.raises(Refused, match="outcome_missing"):
        actions.end_arrival(arrival_id=arrival_id, by=by, at=now)
    actions.tell_step(arrival_id=arrival_id, step="held", by=by, at=now)
    for _ in range(2):
        assert actions.end_arrival(arrival_id=arrival_id, by=by, at=now).state == "ended"


def test_withdrawn_at_the_receiver_stops_contact_at_both_ends(accepted, cast, now):
    _referral, arrival_id, by = accepted
    actions.withdraw_arrival(arrival_id=arrival_id, by=by, at=now)
    assert ContactPlan.objects.get().do_not_contact
    assert Arrival.objects.get().contents == ""
    with pytest.raises(Refused, match="consent_withdrawn"):
        actions.withdraw_arrival(arrival_id=arrival_id, by=by, at=now)
    assert sender_sees(cast)[0] == "withdrawn"
    assert ContactPlan.objects.get().do_not_contact
    assert Consent.objects.get().withdrawn_at == now


@pytest.mark.parametrize("steps", [[], ["first_contact"], ["held"], ["came_to_nothing"]])
def test_the_sender_withdraws_in_every_state(accepted, cast, now, steps):
    referral, arrival_id, by = accepted
    for step in steps:
        actions.tell_step(arrival_id=arrival_id, step=step, reason="not_reached", by=by, at=now)
    actions.withdraw_consent(referral_id=referral.pk, by=cast.actor("owner"), at=now)
    as_zone(cast.counselling_zone)
    assert (Arrival.objects.get().state, ContactPlan.objects.get().do_not_contact) == ("withdrawn", True)


def test_withdrawn_before_it_was_sent(cast, now):
    referral = yes_to_help(cast, now)
    actions.withdraw_consent(referral_id=referral.pk, by=cast.actor("owner"), at=now)
    with pytest.raises(Refused, match="consent_withdrawn"):
        send(cast, now, referral, zone_receiver(cast, now))
    with pytest.raises(Refused, match="consent_withdrawn"):
        actions.withdraw_consent(referral_id=referral.pk, by=cast.actor("owner"), at=now)


def test_what_waits_is_read_by_the_program_with_its_age_and_its_worker(arrived, cast, now):
    _referral, arrival_id, by = arrived
    as_zone(cast.zone)
    (thing,) = queries.under_way(machine(cast.zone.pk), zone_id=cast.zone.pk)
    assert (thing.kind, thing.state, thing.since, thing.worker_id) == ("referral", "sent", now, cast.owner.pk)
    as_zone(cast.counselling_zone)
    (thing,) = queries.under_way(machine(cast.counselling_zone.pk), zone_id=cast.counselling_zone.pk)
    assert (thing.kind, thing.id, thing.state) == ("arrival", arrival_id, "arrived")
    actions.accept_arrival(arrival_id=arrival_id, by=by, at=now + timedelta(hours=1))
    (thing,) = queries.under_way(by, zone_id=cast.counselling_zone.pk)
    assert (thing.state, thing.since) == ("accepted", now + timedelta(hours=1))
    actions.tell_step(arrival_id=arrival_id, step="held", by=by, at=now)
    assert queries.under_way(by, zone_id=cast.counselling_zone.pk) == []
    as_zone(cast.zone)
    assert queries.under_way(machine(cast.zone.pk), zone_id=cast.zone.pk) == []
    assert queries.under_way(cast.actor("stranger"), zone_id=cast.zone.pk) == []
    assert queries.held(cast.actor("stranger"), zone_id=cast.zone.pk) == {}


def test_a_call_whose_referral_has_gone_cannot_be_undone(arrived, cast, now):
    referral, _arrival_id, _by = arrived
    with pytest.raises(Refused, match="referral_has_gone"):
        actions.take_back(case_id=referral.case_id, by=cast.actor("owner"), at=now)


def test_a_wording_that_says_little_carries_little(cast, now):
    referral = yes_to_help(cast, now)
    as_zone(cast.zone)
    Consent.objects.update(covers=["name", "numbers", "contact", "incident_type"])
    page = queries.prepared(cast.actor("owner"), referral.pk, at=now)
    assert not page.note_is_covered
    assert {one.field.value for one in page.offered if one.covered} == {"name", "numbers", "contact", "incident_type"}
    receiver = zone_receiver(cast, now)
    with pytest.raises(Refused, match="not_covered_by_consent"):
        send(cast, now, referral, receiver, ticked=("name", "numbers", "contact", "age_group"))


def test_too_old_a_consent_is_not_leaned_on(cast, now):
    referral = yes_to_help(cast, now)
    receiver = zone_receiver(cast, now)
    with pytest.raises(Refused, match="consent_run_out"):
        send(cast, now + timedelta(days=91), referral, receiver)
    assert sender_sees(cast)[0] == "to_be_sent"


def test_what_is_dangerous_crosses_with_the_number(cast, now):
    referral = yes_to_help(cast, now)
    as_zone(cast.zone)
    PhoneNumber.objects.update(shared_with_accused=True, beside="mor")
    ContactPlan.objects.update(shares_address_with_accused=True)
    send(cast, now, referral, zone_receiver(cast, now))
    by = cast.actor("coordinator")
    (line,) = queries.arrivals(by, zone_id=cast.counselling_zone.pk)
    assert queries.arrival(by, line.arrival_id, at=now).numbers[0].shared_with_accused
    actions.accept_arrival(arrival_id=line.arrival_id, by=by, at=now)
    card = ContactPlan.objects.get()
    assert (card.shares_phone_with_accused, card.shares_address_with_accused) == (True, True)
    number = PhoneNumber.objects.get()
    assert (number.shared_with_accused, number.beside) == (True, "mor")
