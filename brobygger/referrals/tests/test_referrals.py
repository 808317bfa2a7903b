"""A yes in its exact words, and a referral that waits to be sent."""

import re

import pytest

from brobygger.base.decision import Refused
from brobygger.cases.models import Registration
from brobygger.outreach import actions, queries
from brobygger.outreach.facts import Told
from brobygger.outreach.tests.making import begin_call, someone
from brobygger.referrals.actions import ALPHABET, make_referral, take_back
from brobygger.referrals.models import Consent, Referral
from brobygger.referrals.queries import to_be_sent


def accepted(cast, case, now):
    """She has accepted; the worker, and the wording that was on the page."""
    by = cast.actor("owner")
    call_id = begin_call(by, case, now)
    wording = queries.call_page(by, case_id=case.pk, at=now).consent_wording_id
    actions.save_call(call_id=call_id, told=Told("accepted"), by=by, at=now)
    case.refresh_from_db()
    return by, wording


def test_a_referral_rests_on_the_words_that_were_read(cast, now):
    case = someone(cast, now)
    by, wording = accepted(cast, case, now)
    made = make_referral(case=case, wording_id=wording, interpreter=False, by=by, at=now)
    consent = Consent.objects.get(case=case)
    assert consent.wording_text.startswith("Jeg siger ja til, at Offerrådgivningen får mit navn")
    assert (consent.language, consent.asked_by, consent.given_at) == ("da", cast.owner, now)
    (waiting,) = to_be_sent(cast.actor("colleague"), zone_id=cast.zone.pk)
    assert (waiting.token, waiting.case_id, waiting.made_by_name) == (made.token, case.pk, "Owner")
    assert re.fullmatch(f"BRO-[{ALPHABET}]{{4}}-[{ALPHABET}]{{4}}", made.token)
    assert Registration.objects.get(case=case).referral_token == made.token
    assert to_be_sent(cast.actor("stranger"), zone_id=cast.zone.pk) == ()


def test_she_consents_in_her_own_language_where_there_is_a_wording_in_it(cast, now):
    case = someone(cast, now, language="en")
    by, wording = accepted(cast, case, now)
    make_referral(case=case, wording_id=wording, interpreter=True, by=by, at=now)
    consent = Consent.objects.get()
    assert (consent.language, consent.interpreter) == ("en", True)
    assert consent.wording_text.startswith("I agree")


@pytest.mark.parametrize("wording", [None, 0])
def test_without_her_yes_to_a_wording_there_is_no_referral(cast, now, wording):
    case = someone(cast, now)
    by, _ = accepted(cast, case, now)
    with pytest.raises(Refused, match="consent_missing"):
        make_referral(case=case, wording_id=wording, interpreter=False, by=by, at=now)


def test_there_is_no_referral_where_she_did_not_accept(cast, now):
    case = someone(cast, now)
    with pytest.raises(Refused, match="not_accepted"):
        make_referral(case=case, wording_id=1, interpreter=False, by=cast.actor("owner"), at=now)


def test_a_referral_is_taken_back_with_its_consent(cast, now):
    case = someone(cast, now)
    by, wording = accepted(cast, case, now)
    make_referral(case=case, wording_id=wording, interpreter=False, by=by, at=now)
    take_back(case_id=case.pk, by=by, at=now)
    referral = Referral.objects.get()
    assert referral.state == "taken_back"
    assert referral.consent.withdrawn_by == cast.owner
    assert to_be_sent(by, zone_id=cast.zone.pk) == ()
    take_back(case_id=case.pk, by=by, at=now)  # nothing more to take back


def test_letters_that_sound_or_look_alike_are_not_used():
    assert not set(ALPHABET) & set("01OILUSZBG")
