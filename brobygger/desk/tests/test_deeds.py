"""A call and the referral that it leads to are one deed, and undone as one."""

from datetime import timedelta

import pytest

from brobygger.access.actor import machine
from brobygger.access.zones import in_zones
from brobygger.base.decision import Refused
from brobygger.cases.models import Case, Registration
from brobygger.desk import actions as desk
from brobygger.outreach import queries
from brobygger.outreach.facts import Told
from brobygger.outreach.models import Call
from brobygger.outreach.tests.making import begin_call, someone
from brobygger.outreach.tests.test_races import begin, case  # noqa: F401
from brobygger.referrals.models import Consent, Referral
from conftest import as_worker, at_once


def accept(cast, her, now, **changed):
    by = cast.actor("owner")
    call_id = begin_call(by, her, now)
    wording = queries.call_page(by, case_id=her.pk, at=now).consent_wording_id
    told = {"consent_wording_id": wording} | changed
    return desk.save_call(call_id=call_id, told=Told("accepted", **told), by=by, at=now)


def test_a_yes_makes_a_referral_in_the_same_deed(cast, now):
    her = someone(cast, now)
    saved = accept(cast, her, now)
    assert saved.state == "accepted"
    assert Registration.objects.get(case=her).referral_token == saved.referral_token
    assert Referral.objects.get().token == saved.referral_token


@pytest.mark.parametrize("wording", [None, 0])
def test_without_the_words_nothing_at_all_is_saved(cast, now, wording):
    her = someone(cast, now)
    with pytest.raises(Refused, match="consent_missing"):
        accept(cast, her, now, consent_wording_id=wording)
    assert Consent.objects.count() == 0
    assert Call.objects.get().state == "open"


def test_any_other_answer_makes_none(cast, now):
    her = someone(cast, now)
    by = cast.actor("owner")
    saved = desk.save_call(call_id=begin_call(by, her, now), told=Told("declined"), by=by, at=now)
    assert (saved.referral_token, Referral.objects.count()) == ("", 0)


def test_undo_takes_the_referral_back(cast, now):
    her = someone(cast, now)
    saved = accept(cast, her, now)
    by = cast.actor("owner")
    desk.undo_call(call_id=saved.call_id, by=by, at=now + timedelta(seconds=30))
    referral = Referral.objects.get()
    assert referral.state == "taken_back"
    assert referral.consent.withdrawn_by == cast.owner
    assert Registration.objects.get(case=her).referral_token == ""


def test_a_yes_that_is_saved_in_two_windows_at_once_makes_one_referral(case, now):  # noqa: F811
    call_id = begin(case, now)
    owner = case.cast.owner
    page = as_worker(owner, lambda by: queries.call_page(by, case_id=case.pk, at=now))()

    def save(by):
        told = Told("accepted", consent_wording_id=page.consent_wording_id)
        return desk.save_call(call_id=call_id, told=told, by=by, at=now).state

    answers = at_once(as_worker(owner, save), as_worker(owner, save))
    assert sorted(answers) == ["accepted", "call_not_open"]
    with in_zones(machine(case.zone_id)):
        assert Case.objects.get(pk=case.pk).attempts == 1
        assert Referral.objects.count() == 1
