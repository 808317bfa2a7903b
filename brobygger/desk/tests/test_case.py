"""The case page: the story, what is due, and who may do what about it."""

from datetime import timedelta

from brobygger.cases.models import Case
from brobygger.outreach import actions
from brobygger.outreach.tests.making import someone
from brobygger.programmes.models import ConsentWording
from brobygger.referrals import actions as referrals
from brobygger.referrals.tests.sending import send, yes_to_help, zone_receiver
from brobygger.trail.models import Entry


def text(response):
    return response.content.decode()


def test_the_story_is_told_in_sentences_and_reading_it_stands_in_the_trail(opened, browser, cast):
    owner, case = opened()
    owner.post(f"/case/{case.pk}/call/save/", {"result": "no_answer", "note": "Prøv efter kl. 16"})
    before = Entry.objects.count()
    page = text(browser("colleague").get(f"/case/{case.pk}/"))
    assert "Owner rang; no answer." in page
    assert "Prøv efter kl. 16" in page
    assert "Came in with the police's file: Violence, victim." in page or "Came in with the police&#x27;s file" in page
    assert "To be rung from" in page
    assert Entry.objects.count() == before + 1
    assert Entry.objects.latest("id").by == cast.colleague


def test_the_name_is_in_no_title_and_no_address(opened):
    owner, case = opened()
    page = text(owner.get(f"/case/{case.pk}/"))
    assert "<title>Case</title>" in page
    assert "Karla" in page


def test_another_may_take_over_only_what_was_left_lying(browser, cast, clock, now):
    case = someone(cast, now)
    actions.open_case(case_id=case.pk, by=cast.actor("owner"), at=now)
    colleague = browser("colleague")
    page = text(colleague.get(f"/case/{case.pk}/"))
    assert "Owner has had this person open since today at 11:30." in page
    assert "disabled" in page
    assert colleague.post(f"/case/{case.pk}/take-over/").status_code == 409
    clock.at = now + timedelta(minutes=31)
    assert colleague.post(f"/case/{case.pk}/take-over/").headers["Location"] == f"/case/{case.pk}/call/"
    assert Case.objects.get(pk=case.pk).held_by == cast.colleague


def test_a_leader_may_put_a_person_back_on_the_list_and_a_worker_may_not(browser, cast, now):
    case = someone(cast, now)
    actions.open_case(case_id=case.pk, by=cast.actor("owner"), at=now)
    assert browser("colleague").post(f"/case/{case.pk}/release/").status_code == 404
    leader = browser("leader")
    assert "Put back on the list" in text(leader.get(f"/case/{case.pk}/"))
    leader.post(f"/case/{case.pk}/release/")
    assert Case.objects.get(pk=case.pk).held_by is None


def test_a_number_is_added_where_there_was_none(browser, cast, now):
    case = someone(cast, now, numbers=0)
    owner = browser("owner")
    assert "A number is needed" in text(owner.get(f"/case/{case.pk}/"))
    wrong = owner.post(f"/case/{case.pk}/number/", {"number": "12"})
    assert wrong.status_code == 422
    assert 'class="form-error-message"' in text(wrong)
    owner.post(f"/case/{case.pk}/number/", {"number": "95 00 77 01"})
    assert Case.objects.get(pk=case.pk).state == "to_call"
    assert "Karla" in text(owner.get("/calls/"))


def test_a_guardian_is_added_and_is_the_one_on_the_list(browser, cast, now):
    emil = {"given_name": "Emil", "birth_date": "2014-05-05"}
    nothing = {"basis": "none", "may_ring": False}
    case = someone(cast, now, numbers=0, state="guardian_missing", for_minor=True, person=emil, plan=nothing)
    owner = browser("owner")
    assert "A guardian is needed" in text(owner.get(f"/case/{case.pk}/"))
    assert owner.post(f"/case/{case.pk}/guardian/", {"given_name": "Mor"}).status_code == 422
    owner.post(f"/case/{case.pk}/guardian/", {"given_name": "Dorte", "family_name": "Prøve", "number": "95007702"})
    page = text(owner.get("/calls/"))
    assert ">Emil</button>" in page
    assert "ring Dorte (guardian)" in page
    owner.post("/call/open/", {"case": case.pk})
    page = text(owner.get(f"/case/{case.pk}/call/"))
    assert "Dorte, guardian of Emil" in page


def test_who_said_yes_waits_to_be_carried_on_and_the_case_leads_there(opened, browser, cast):
    owner, case = opened()
    wording = ConsentWording.objects.filter(language="da").latest("version")
    told = {"result": "accepted", "consent_read": "on", "consent_wording": wording.pk}
    told |= {"days": ["1", "2"], "hour_from": "9", "hour_to": "16"}
    owner.post(f"/case/{case.pk}/call/save/", told)
    token = case.referrals.get().token
    page = text(owner.get("/referrals/"))
    assert token in page
    assert "Karla" not in page
    assert token in text(owner.get(f"/case/{case.pk}/"))
    assert token not in text(browser("stranger").get("/referrals/"))
    assert browser("stranger").get(f"/case/{case.pk}/hand-over/").status_code == 404
    page = text(owner.get(f"/case/{case.pk}/hand-over/", follow=True))
    assert "Owner made the referral; the person had said yes." in page
    owner.post(f"/call/{case.calls.get(state='saved').pk}/undo/")
    assert owner.get(f"/case/{case.pk}/hand-over/").status_code == 404


def test_the_case_says_where_the_referral_stands_by_now(browser, cast, now):
    referral = yes_to_help(cast, now)
    owner, page = browser("owner"), f"/case/{referral.case_id}/"
    assert "Waits to be sent. The person has said yes, and waits too." in text(owner.get(page))
    send(cast, now, referral, zone_receiver(cast, now))
    shown = text(owner.get(page))
    assert "Sent, and not opened yet." in shown
    assert "Accepted · Sent" in shown
    # Its whole way stands in what has happened, newest first.
    told = shown[shown.index("What has happened") :]
    assert told.index("Owner sent it to ") < told.index("Owner made the referral; the person had said yes.")
    assert "waits to be" not in shown
    referrals.withdraw_consent(referral_id=referral.pk, by=cast.actor("owner"), at=now)
    shown = text(owner.get(page))
    assert "do not make contact" in shown
    assert "Accepted · Consent withdrawn" in shown
    assert (
        "noted that the person withdrew the consent. All contact stopped." in shown[shown.index("What has happened") :]
    )
    assert "Sent, and not opened yet." not in shown


def test_an_ended_case_has_its_explained_state_and_is_not_opened_again(opened):
    owner, case = opened()
    owner.post(f"/case/{case.pk}/call/save/", {"result": "do_not_contact"})
    page = text(owner.get(f"/case/{case.pk}/"))
    assert "The case has ended: contact stopped." in page
    assert owner.post("/call/open/", {"case": case.pk}).status_code == 409
