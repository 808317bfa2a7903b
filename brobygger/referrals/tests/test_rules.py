"""What may cross, when, to whom; when a link can be used: to the last branch."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brobygger.base.decision import Refused
from brobygger.referrals.rules import (
    LinkFacts,
    SendFacts,
    may_prepare,
    may_send,
    may_use_link,
    may_withdraw,
    must_go_along,
)
from brobygger.referrals.sending import clean_note
from brobygger.referrals.states import ARRIVAL, REFERRAL, ArrivalState, Field, ReferralState

TODAY = date(2026, 11, 18)
NOW = datetime(2026, 11, 18, 10, tzinfo=UTC)
READY = {"state": "to_be_sent", "today": TODAY}
COVERS = ("name", "numbers", "contact", "incident_type")
REQUIRED = ("name", "numbers", "contact")


@pytest.mark.parametrize(
    ("told", "reason"),
    [
        ({}, ""),
        ({"state": "sent"}, "referral_cannot_move"),
        ({"state": "withdrawn"}, "consent_withdrawn"),
        ({"state": "withdrawn", "stopped_because": "minor"}, "person_is_minor"),
        ({"state": "withdrawn", "stopped_because": "accused"}, "all_contact_stopped"),
        ({"consent_withdrawn": True}, "consent_withdrawn"),
        ({"consent_until": TODAY}, ""),
        ({"consent_until": TODAY - timedelta(days=1)}, "consent_run_out"),
        ({"do_not_contact": True}, "do_not_contact"),
        ({"has_number": False}, "no_number_to_send"),
    ],
)
def test_whether_it_can_be_sent_at_all(told, reason):
    assert may_prepare(SendFacts(**READY | told)).reason == reason
    assert may_send(SendFacts(**READY | told), ticked=REQUIRED, covers=COVERS, required=REQUIRED).reason == reason


@pytest.mark.parametrize(
    ("told", "ticked", "reason"),
    [
        ({}, REQUIRED, ""),
        ({}, COVERS, ""),
        ({"receiver_chosen": False}, REQUIRED, "receiver_missing"),
        ({"receiver_gone": True}, REQUIRED, "receiver_gone"),
        ({}, (*REQUIRED, "gender"), "not_covered_by_consent"),
        ({}, ("name", "numbers"), "required_field_missing"),
        ({}, (), "required_field_missing"),
    ],
)
def test_whether_exactly_these_fields_may_cross(told, ticked, reason):
    assert may_send(SendFacts(**READY | told), ticked=ticked, covers=COVERS, required=REQUIRED).reason == reason


@given(st.sets(st.sampled_from([f.value for f in Field])), st.sets(st.sampled_from([f.value for f in Field])))
def test_nothing_ever_crosses_that_the_consent_does_not_cover(ticked, covers):
    if may_send(SendFacts(**READY), ticked=ticked, covers=covers, required=REQUIRED):
        assert ticked <= covers
        assert set(REQUIRED) <= ticked


@pytest.mark.parametrize("state", ReferralState)
def test_a_consent_is_withdrawn_from_every_state_but_where_it_is_already(state):
    assert bool(may_withdraw(state)) == (state not in ("withdrawn", "taken_back"))


def test_the_machines_lead_where_the_work_leads():
    assert REFERRAL.ends == {ReferralState.WITHDRAWN, ReferralState.TAKEN_BACK}
    assert ARRIVAL.ends == {ArrivalState.DECLINED, ArrivalState.CALLED_BACK, ArrivalState.WITHDRAWN}
    assert not REFERRAL.may_move("accepted", "to_be_sent")
    assert not ARRIVAL.may_move("withdrawn", "accepted")


OPEN = {"kind": "answer", "expires_at": NOW + timedelta(days=1)}


@pytest.mark.parametrize(
    ("told", "reason"),
    [
        ({}, ""),
        ({"used": True}, "link_used"),
        ({"revoked": True}, "link_replaced"),
        ({"expires_at": NOW}, "link_expired"),
        ({"expires_at": NOW + timedelta(seconds=1)}, ""),
        ({"package_closed": True, "revoked": True}, "link_closed"),
        ({"receiver_gone": True}, "link_receiver_gone"),
        ({"used": True, "receiver_gone": True}, "link_used"),
        # That contact must stop is told before everything else.
        ({"used": True, "revoked": True, "consent_withdrawn": True, "receiver_gone": True}, "link_withdrawn"),
        ({"kind": "stopped", "consent_withdrawn": True, "package_closed": True, "receiver_gone": True}, ""),
        ({"kind": "stopped", "consent_withdrawn": True, "used": True}, "link_used"),
        ({"kind": "stopped", "consent_withdrawn": True, "expires_at": NOW}, "link_expired"),
    ],
)
def test_whether_a_link_can_be_used(told, reason):
    assert may_use_link(LinkFacts(**OPEN | told), NOW).reason == reason


@pytest.mark.parametrize(
    ("note", "kept"),
    [
        ("  Ring   efter kl. 10 \r\n\r\n tak ", "Ring efter kl. 10\n\ntak"),
        ("Nummer 95 00 00 01", "Nummer 95 00 00 01"),
        ("+45 95000001", "+45 95000001"),
        ("\x00a", "a"),
        ("", ""),
    ],
)
def test_a_note_is_kept_as_plain_lines(note, kept):
    assert clean_note(note) == kept


@pytest.mark.parametrize("note", ["020390-1234", "0203901234", "nr. 311299 0000.", "020390 1234"])
def test_a_note_with_what_looks_like_a_cpr_number_does_not_cross(note):
    with pytest.raises(Refused, match="note_holds_cpr"):
        clean_note(note)


def test_a_note_is_not_too_long():
    assert len(clean_note("æ" * 1000)) == 1000
    with pytest.raises(Refused, match="note_too_long"):
        clean_note("æ" * 1001)


@pytest.mark.parametrize(
    ("spoken", "goes"),
    [
        ({"language": "ar", "interpreter": False}, True),
        ({"language": "", "interpreter": True}, True),
        ({"language": "da", "interpreter": False}, False),
        ({"language": "", "interpreter": False}, False),
        (None, False),
    ],
)
def test_a_language_that_is_not_danish_goes_along(spoken, goes):
    told = {Field.LANGUAGE: spoken}
    assert (Field.LANGUAGE in must_go_along(REQUIRED, (*REQUIRED, Field.LANGUAGE), told)) is goes
    assert must_go_along(REQUIRED, REQUIRED, told) == set(REQUIRED), "never more than the consent covers"
