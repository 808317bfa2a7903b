"""From one zone to another: the ticked fields and no others; progress comes back as codes and dates."""

from datetime import timedelta

import pytest

from brobygger.access.actor import machine
from brobygger.access.zones import in_zones
from brobygger.base.decision import Refused
from brobygger.base.workdays import day_of
from brobygger.cases.models import Case
from brobygger.people.models import ContactPlan, Person, PhoneNumber
from brobygger.referrals import actions, queries
from brobygger.referrals.models import Arrival, Package, Referral, StepTaken
from brobygger.referrals.tests.sending import as_zone, send, yes_to_help, zone_receiver


def arrived(cast, now, **told):
    referral = yes_to_help(cast, now)
    send(cast, now, referral, zone_receiver(cast, now), **told)
    by = cast.actor("coordinator")
    (line,) = queries.arrivals(by, zone_id=cast.counselling_zone.pk)
    return referral, by, line


def states(cast, referral):
    as_zone(cast.zone)
    return list(StepTaken.objects.filter(referral=referral).order_by("id").values_list("state", flat=True))


def test_the_receiver_has_its_own_row_with_the_ticked_fields_and_no_others(cast, now):
    ticked = ("name", "numbers", "contact", "incident_type", "note")
    referral, by, line = arrived(cast, now, ticked=ticked, note="Taler helst i telefon.")
    assert (line.token, line.incident_type, line.gender, line.age_group) == (referral.token, "violence", "", "")
    page = queries.arrival(by, line.arrival_id, at=now)
    assert (page.given_name, page.family_name, page.note) == ("Karla", "Prøvesen", "Taler helst i telefon.")
    assert page.contact["wishes"] == "Ring helst om formiddagen"
    assert page.fields == ("name", "numbers", "contact", "incident_type", "note")
    assert page.wording_text.startswith("Jeg siger ja til, at Offerrådgivningen")
    assert [one.number for one in page.numbers] == [_number(cast)]


def _number(cast):
    as_zone(cast.zone)
    return PhoneNumber.objects.get().number


def test_neither_side_sees_the_others_rows_and_a_third_zone_sees_nothing(cast, now):
    arrived(cast, now)
    seen = {}
    for who in ("owner", "coordinator", "stranger"):
        cast.actor(who)
        seen[who] = (Referral.objects.count(), Package.objects.count(), Arrival.objects.count())
    assert seen == {"owner": (1, 1, 0), "coordinator": (0, 0, 1), "stranger": (0, 0, 0)}


def test_accepting_makes_a_person_of_the_receivers_own_and_the_sender_sees_codes_and_dates(cast, now):
    referral, by, line = arrived(cast, now)
    actions.open_arrival(arrival_id=line.arrival_id, by=by, at=now)
    later = now + timedelta(hours=1)
    made = actions.accept_arrival(arrival_id=line.arrival_id, by=by, at=later)
    card = ContactPlan.objects.get(person=made.person)
    assert (made.person.given_name, made.person.zone_id) == ("Karla", cast.counselling_zone.pk)
    assert (card.basis, card.may_ring, card.hour_from, card.word_when_unsafe) == ("referrer", True, 10, "tandlægen")
    assert (card.may_sms, card.may_email, card.confirmed_at) == (False, False, now)
    for step in ("first_contact", "held"):
        actions.tell_step(arrival_id=line.arrival_id, step=step, by=by, at=later)
    assert states(cast, referral) == ["to_be_sent", "sent", "received", "accepted", "first_contact", "held"]
    assert Person.objects.count() == 1
    steps = StepTaken.objects.filter(told_by="receiver")
    assert not steps.exclude(by=None).exists()
    assert queries.held(cast.actor("owner"), zone_id=cast.zone.pk) == {referral.token: day_of(later)}


def test_withdrawn_stops_contact_on_both_sides(cast, now):
    referral, by, line = arrived(cast, now)
    actions.accept_arrival(arrival_id=line.arrival_id, by=by, at=now)
    actions.withdraw_consent(referral_id=referral.pk, by=cast.actor("owner"), at=now)
    assert ContactPlan.objects.get().do_not_contact
    as_zone(cast.counselling_zone)
    arrival = Arrival.objects.get()
    assert (arrival.state, arrival.contents, arrival.state_at) == ("withdrawn", "", now)
    assert ContactPlan.objects.get().do_not_contact
    with pytest.raises(Refused, match="consent_withdrawn"):
        actions.tell_step(arrival_id=line.arrival_id, step="held", by=cast.actor("coordinator"), at=now)


@pytest.mark.parametrize("taken", ["sent", "accepted", "held"])
@pytest.mark.parametrize("state", ["guardian_missing", "to_call", "stopped"])
def test_who_turns_out_to_be_under_18_is_contacted_at_neither_end(cast, now, taken, state):
    referral, by, line = arrived(cast, now)
    made = None
    if taken != "sent":
        made = actions.accept_arrival(arrival_id=line.arrival_id, by=by, at=now)
    if taken == "held":
        actions.tell_step(arrival_id=line.arrival_id, step="held", by=by, at=now)
    machine_here = machine(cast.zone.pk)
    with in_zones(machine_here):
        Case.objects.filter(pk=referral.case_id).update(
            state=state, age_group="0_17", ended_at=now if state == "stopped" else None
        )
        assert actions.stop_for_corrected(zone_id=cast.zone.pk, by=machine_here, at=now) == 1
        assert actions.stop_for_corrected(zone_id=cast.zone.pk, by=machine_here, at=now) == 0
    as_zone(cast.zone)
    assert StepTaken.objects.order_by("-id").values_list("state", "reason").first() == ("withdrawn", "minor")
    as_zone(cast.counselling_zone)
    arrival = Arrival.objects.get()
    assert (arrival.state, arrival.reason, arrival.contents) == ("withdrawn", "minor", "")
    if made is not None:
        card = ContactPlan.objects.get(person=made.person)
        assert (card.may_ring, card.do_not_contact) == (False, True)
    with pytest.raises(Refused, match="person_is_minor"):
        actions.tell_step(arrival_id=line.arrival_id, step="held", by=cast.actor("coordinator"), at=now)


def test_who_turns_out_to_be_accused_is_contacted_at_neither_end(cast, now):
    referral, by, line = arrived(cast, now)
    actions.open_arrival(arrival_id=line.arrival_id, by=by, at=now)
    made = actions.accept_arrival(arrival_id=line.arrival_id, by=by, at=now)
    machine_here = machine(cast.zone.pk)
    with in_zones(machine_here):
        assert actions.stop_for_corrected(zone_id=cast.zone.pk, by=machine_here, at=now) == 0
        Case.objects.filter(pk=referral.case_id).update(state="not_in_target_group")
        assert actions.stop_for_corrected(zone_id=cast.zone.pk, by=machine_here, at=now) == 1
        assert actions.stop_for_corrected(zone_id=cast.zone.pk, by=machine_here, at=now) == 0
    assert states(cast, referral)[-1] == "withdrawn"
    as_zone(cast.counselling_zone)
    assert (Arrival.objects.get().state, Arrival.objects.get().reason) == ("withdrawn", "stopped")
    card = ContactPlan.objects.get(person=made.person)
    assert (card.may_ring, card.do_not_contact) == (False, True)
