"""A yes in its exact words, and a referral that waits to be sent; undone as one with the call."""

import re
from datetime import timedelta

import pytest

from brobygger.base.decision import Refused
from brobygger.cases.models import Registration
from brobygger.desk import actions as desk
from brobygger.outreach import queries
from brobygger.outreach.facts import Told
from brobygger.outreach.tests.making import begin_call, someone
from brobygger.referrals.actions import ALPHABET, make_referral
from brobygger.referrals.models import Consent, Referral
from brobygger.referrals.queries import to_be_sent


def accepted(cast, case, now, **changed):
    by = cast.actor("owner")
    call_id = begin_call(by, case, now)
    wording = queries.call_page(by, case_id=case.pk, at=now).consent_wording_id
    told = {"consent_wording_id": wording} | changed
    return desk.save_call(call_id=call_id, told=Told("accepted", **told), by=by, at=now)


def test_accepted_makes_a_referral_with_the_words_that_were_read(cast, now):
    case = someone(cast, now)
    saved = accepted(cast, case, now)
    consent = Consent.objects.get(case=case)
    assert consent.wording_text.startswith("Jeg siger ja til, at Offerrådgivningen får mit navn")
    assert (consent.language, consent.asked_by, consent.given_at) == ("da", cast.owner, now)
    (waiting,) = to_be_sent(cast.actor("colleague"), zone_id=cast.zone.pk)
    assert (waiting.token, waiting.case_id, waiting.made_by_name) == (saved.referral_token, case.pk, "Owner")
    assert re.fullmatch(f"BRO-[{ALPHABET}]{{4}}-[{ALPHABET}]{{4}}", saved.referral_token)
    assert Registration.objects.get(case=case).referral_token == saved.referral_token
    assert to_be_sent(cast.actor("stranger"), zone_id=cast.zone.pk) == ()


def test_she_consents_in_her_own_language_where_there_is_a_wording_in_it(cast, now):
    accepted(cast, someone(cast, now, language="en"), now, interpreter=True)
    consent = Consent.objects.get()
    assert (consent.language, consent.interpreter) == ("en", True)
    assert consent.wording_text.startswith("I agree")


@pytest.mark.parametrize("wording", [None, 0])
def test_without_her_yes_nothing_is_saved(cast, now, wording):
    case = someone(cast, now)
    with pytest.raises(Refused, match="consent_missing"):
        accepted(cast, case, now, consent_wording_id=wording)


def test_there_is_no_referral_where_she_did_not_accept(cast, now):
    case = someone(cast, now)
    with pytest.raises(Refused, match="not_accepted"):
        make_referral(case=case, wording_id=1, interpreter=False, by=cast.actor("owner"), at=now)


def test_undo_takes_the_referral_back(cast, now):
    case = someone(cast, now)
    saved = accepted(cast, case, now)
    by = cast.actor("owner")
    desk.undo_call(call_id=saved.call_id, by=by, at=now + timedelta(seconds=30))
    referral = Referral.objects.get()
    assert referral.state == "taken_back"
    assert referral.consent.withdrawn_by == cast.owner
    assert Registration.objects.get(case=case).referral_token == ""
    assert to_be_sent(by, zone_id=cast.zone.pk) == ()


def test_letters_that_sound_or_look_alike_are_not_used():
    assert not set(ALPHABET) & set("01OILUSZBG")
