"""Someone comes by herself: from the front page to the team, and back with her code."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from brobygger.access.actor import citizen, machine
from brobygger.access.zones import enter
from brobygger.base.workdays import day_of
from brobygger.inquiries import actions, queries, rules
from brobygger.inquiries.models import Begun, Inquiry
from brobygger.inquiries.tests.walking import Visitor, slow_hands  # noqa: F401
from brobygger.mailbox import actions as mailbox
from brobygger.mailbox.models import Mailbox
from brobygger.screening import actions as screenings
from brobygger.screening import sealed_sheet
from brobygger.screening.models import ContactConsent, Screening
from brobygger.screening.states import ScreeningState
from brobygger.screening.tests.making import begun

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("slow_hands")]


@pytest.fixture(params=["koege", "odense"])
def her(request, cast):
    return Visitor(request.param)


def _zone(cast, her):
    zone = getattr(cast, her.place)
    enter(citizen(zone.pk))
    return zone


def test_she_sends_it_without_saying_who_she_is(cast, her):
    assert her.begin().url.endswith("/q/")
    assert her.step() == "0"
    her.answer_all()
    assert her.step() == "13"
    page = her.at(13).content.decode()
    assert "Jeg tør ikke gå hjem" in page
    sent = her.send().content.decode()
    assert her.code[0] in sent
    assert her.code[1] in sent
    zone = _zone(cast, her)
    made = Screening.objects.select_related("detection").get(zone=zone)
    assert (made.state, made.own_words, made.person) == (ScreeningState.SENT, "Jeg tør ikke gå hjem", None)
    assert made.detection.anonymous
    assert made.detection.heard == "web"
    assert made.detection.way_in == "herself"
    assert (made.detection.danger, made.detection.child_worry) == ("no", "no")
    assert sealed_sheet.sheet_of(made).numbers == ()
    row = Inquiry.objects.get(zone=zone)
    assert (row.answers, row.screening_id) == ("", made.pk)  # nothing of it is kept twice
    assert not ContactConsent.objects.filter(zone=zone).exists()


def test_she_may_be_called_in_the_way_she_said_and_no_other(cast):
    her = Visitor("koege")
    her.begin()
    her.answer_all(contact=True)
    assert "+45" in her.at(13).content.decode()
    her.send()
    zone = _zone(cast, her)
    made = Screening.objects.get(zone=zone)
    told = sealed_sheet.sheet_of(made)
    assert (told.given_name, told.numbers, told.seen_numbers, told.may_ring) == ("Ida", ("+4595001234",), (), True)
    assert (told.said["hour_from"], told.said["hour_to"]) == (8, 12)
    assert not any(told.said[name] for name in ("may_sms", "may_leave_voicemail", "may_email"))
    consent = ContactConsent.objects.get(screening=made)
    assert consent.language == "da"
    assert consent.asked_by_id is None
    assert consent.wording_text


def test_a_phone_counts_as_shared_until_she_has_said_otherwise(cast):
    her = Visitor("koege")
    her.begin()
    her.answer_all(contact=True)
    assert "Vælg et svar." in her.seen(her.answer(9, called="", number="95 00 12 34")).content.decode()
    her.answer(9, called="", number="95 00 12 34", shares_phone="yes")
    her.send()
    zone = _zone(cast, her)
    told = sealed_sheet.sheet_of(Screening.objects.get(zone=zone))
    assert (told.seen_numbers, told.shared_numbers) == (("+4595001234",), ()), "nobody has said whose eyes"


def test_without_her_yes_nobody_calls(cast):
    her = Visitor("koege")
    her.begin()
    her.answer_all(contact=True)
    her.answer(10, consent="no")
    her.send()
    zone = _zone(cast, her)
    made = Screening.objects.select_related("detection").get(zone=zone)
    assert made.detection.anonymous
    assert sealed_sheet.sheet_of(made).numbers == ()


def test_a_language_that_she_has_not_chosen_is_not_claimed(cast):
    her = Visitor("koege", headers={"accept-language": "en"})
    her.begin()
    her.answer_all()
    question = her.at(11).content.decode()
    assert question.partition("<select")[2].partition("</option>")[0].endswith("Choose …")
    assert "Danish" not in her.at(13).content.decode()
    her.answer(11, language="da")
    assert "Danish" in her.at(13).content.decode()
    her.send()
    assert sealed_sheet.sheet_of(Screening.objects.get(zone=_zone(cast, her))).language == ""


def test_she_leaves_half_way_and_goes_on_where_she_left(cast, her):
    her.begin()
    her.answer(1, about="me")
    her.answer(2, danger="unknown")
    left = her.get("exit/")
    assert (left.status_code, left.url) == (302, "https://www.dmi.dk/")
    assert her.code[0] not in her.get("q/").content.decode()
    assert her.step() == ""
    her.come_back(her.code[0].lower(), her.code[1].upper())
    assert her.step() == "4"
    enter(citizen(getattr(cast, her.place).pk))
    assert "word" not in queries.answers_of(Inquiry.objects.get())  # she has shown that she has it


def test_after_a_while_the_page_is_closed(cast, her, monkeypatch):
    her.begin()
    later = timezone.now() + rules.IDLE + timedelta(seconds=1)
    monkeypatch.setattr("brobygger.inquiries.opening.timezone.now", lambda: later)
    assert her.get("q/").status_code == 410


def test_the_session_holds_numbers_and_no_words(cast, her):
    her.begin()
    her.answer_all(contact=True)
    kept = dict(her.client.session)
    assert set(kept) == {"h", "_session_expiry"}
    assert set(kept["h"]) == {"zone", "mailbox", "inquiry", "touched", "language", "at", "to_check", "mark"}
    assert her.client.cookies["sessionid"]["max-age"] == ""
    assert her.client.cookies["csrftoken"]["max-age"] == ""


def test_what_is_not_yet_sent_on_is_lost_by_leaving_and_the_page_says_so(cast, her):
    her.begin()
    her.answer(1, about="me")
    her.get("exit/")
    her.come_back()
    assert her.step() == "2", "what she had gone on from is kept"
    assert "Gemme det, du er ved at skrive" in her.get("exit/about/").content.decode()


def test_no_cookie_before_she_begins(cast, her):
    for path in ("", "exit/about/", "help/"):
        assert not her.get(path).cookies, path
    assert set(her.get("q/").cookies) == {"csrftoken"}, "where a form stands, and nothing of hers"


def test_a_child_has_another_way_and_nothing_is_sent(cast, her):
    her.begin()
    her.answer(1, about="me")
    her.answer(2, danger="no")
    her.answer(4, adult="no")
    page = her.at(5).content.decode()
    assert "116111" in page
    her.send()
    zone = _zone(cast, her)
    assert not Screening.objects.filter(zone=zone).exists()


def test_about_another_nothing_is_taken_without_that_persons_yes(cast, her):
    her.begin()
    her.answer(1, about="known")
    her.answer(2, danger="no")
    her.answer(3, said_yes="no")
    page = her.at(4).content.decode()
    assert "1888" in page
    assert f"/h/{her.place}/" in page
    assert "called" not in page
    her.inside(do="throw_away")
    zone = _zone(cast, her)
    assert not Inquiry.objects.filter(zone=zone).exists()
    assert not Mailbox.objects.filter(zone=zone).exists()


def test_who_writes_about_another_never_follows_what_becomes_of_it(cast, her):
    her.begin()
    her.answer(1, about="work")
    her.answer(2, danger="no")
    her.answer(3, said_yes="yes")
    her.answer(4, adult="yes")
    her.answer(5, children="yes")
    her.answer(6, worry="yes")
    her.answer(7, words="Hun vil gerne ringes op")
    her.answer(9, called="Ida", number="95001234", shares_phone="yes")
    her.answer(10, consent="yes")
    her.answer(11, language="")
    assert her.step() == "13"
    page = her.send().content.decode()
    assert her.code[1] not in page
    zone = _zone(cast, her)
    made = Screening.objects.select_related("detection").get(zone=zone)
    assert (made.mailbox_id, made.detection.way_in, made.detection.child_worry) == (None, "other_actor", "yes")
    assert her.come_back().status_code == 200


def test_a_question_cannot_be_jumped_over(cast, her):
    her.begin()
    her.answer(1, about="me")
    for number in (13, 77, "²", "9" * 5000):
        her.inside(do="turn", step=number)
        assert her.step() == "2"
    her.answer(9, number="95001234", shares_phone="yes")
    assert her.step() == "2"
    her.answer_all()
    her.answer(5, children="yes")
    her.inside(do="turn", step=13)
    assert her.step() == "6"


def test_she_comes_back_and_reads_what_the_team_wrote(cast):
    her = Visitor("koege")
    her.begin()
    her.answer_all()
    her.send()
    zone = _zone(cast, her)
    box = Screening.objects.get(zone=zone).mailbox_id
    team = cast.actor("assessor")
    mailbox.write_line(mailbox_id=box, text="Vi kan tale på tirsdag", by=team, at=timezone.now())
    again = Visitor("koege")
    again.code = her.code
    again.come_back()
    assert "Vi kan tale på tirsdag" in again.at().content.decode()
    assert again.post("q/", do="line", text="Ja tak").status_code == 302
    assert "Ja tak" in again.at().content.decode()


def test_she_takes_it_back(cast):
    her = Visitor("koege")
    her.begin()
    her.answer_all(contact=True)
    her.send()
    assert "Vil du sige nej tak?" in her.at().content.decode()
    her.inside(do="take_back")
    zone = _zone(cast, her)
    made = Screening.objects.get(zone=zone)
    assert (made.state, made.offered_contact) == (ScreeningState.WITHDRAWN, "")
    assert ContactConsent.objects.get(screening=made).withdrawn_at is not None
    her.inside(do="begin_again")
    assert her.step() == "1"


def test_she_changes_how_she_may_be_reached(cast):
    her = Visitor("koege")
    her.begin()
    her.answer_all(contact=True)
    her.send()
    her.inside(do="change_contact")
    assert her.step() == "8"
    her.answer(8, reach="here")
    her.send()
    assert her.step() == ""
    zone = _zone(cast, her)
    made = Screening.objects.get(zone=zone)
    assert (made.state, sealed_sheet.sheet_of(made).numbers) == (ScreeningState.SENT, ())
    assert ContactConsent.objects.get(screening=made).withdrawn_at is not None


def test_a_code_that_an_employee_gave_leads_to_the_same_one(cast, now):
    zone = cast.koege
    employee = cast.actor("employee")
    made = mailbox.open_mailbox(zone_id=zone.pk, by=employee, at=now)
    her = Visitor("koege")
    her.code = (made.code_name, made.code_word)
    her.come_back()
    her.inside(do="begin_again")
    assert her.step() == "1"
    her.answer_all()
    her.send()
    enter(citizen(zone.pk))
    assert Screening.objects.get(zone=zone).mailbox_id == made.mailbox.pk


def test_what_is_never_sent_goes_by_itself(cast, now):
    zone = cast.koege
    her = citizen(zone.pk)
    enter(her)
    kept, old = (
        actions.begin(zone_id=zone.pk, language="da", campaign_id=None, by=her, at=at)
        for at in (now, now - rules.KEPT - timedelta(seconds=1))
    )
    given = mailbox.open_mailbox(zone_id=zone.pk, by=her, at=now)
    assert actions.sweep(zone_id=zone.pk, by=machine(zone.pk), at=now) == 1
    assert [row.pk for row in Inquiry.objects.all()] == [kept.inquiry.pk]
    assert {row.pk for row in Mailbox.objects.all()} == {kept.inquiry.mailbox_id, given.mailbox.pk}
    assert sum(row.times for row in Begun.objects.all()) == 2
    assert old.inquiry.mailbox_id not in {row.pk for row in Mailbox.objects.all()}


def test_what_was_sent_stays_with_the_team_alone(cast):
    her = Visitor("koege")
    her.begin()
    her.answer_all()
    her.send()
    zone = _zone(cast, her)
    later = timezone.now() + rules.KEPT + timedelta(seconds=1)
    assert actions.sweep(zone_id=zone.pk, by=machine(zone.pk), at=later) == 1
    assert not Inquiry.objects.exists()
    assert Screening.objects.get().mailbox_id == Mailbox.objects.get().pk
    assert her.come_back().status_code == 302


def test_stopping_a_change_changes_nothing(cast):
    her = Visitor("koege")
    her.begin()
    her.answer_all(contact=True)
    her.send()
    her.inside(do="change_contact")
    assert her.inside(do="throw_away").url.endswith("/q/")
    zone = _zone(cast, her)
    assert sealed_sheet.sheet_of(Screening.objects.get(zone=zone)).numbers == ("+4595001234",)


def test_a_campaign_with_few_inquiries_tells_no_number(cast, now):
    from brobygger.inquiries.counted import of_campaign
    from brobygger.reach.models import Campaign
    from brobygger.screening import actions as screening

    zone = cast.koege
    her = citizen(zone.pk)
    enter(her)
    campaign = Campaign.objects.create(
        zone=zone, key="kort", name="Kort", channel="poster", first_day=day_of(now), made_at=now
    )
    leader = cast.actor("project_leader")
    assert of_campaign(leader, zone.pk, campaign.pk).n == 0
    for expected in (None, None, None, None, 5):
        screening.come_forward(
            zone_id=zone.pk, programme_id=cast.outpatient.pk, way_in="campaign", heard="web", campaign_id=campaign.pk,
            by=her, at=now,
        )  # fmt: skip
        assert of_campaign(leader, zone.pk, campaign.pk).n == expected
    assert of_campaign(cast.actor("employee"), zone.pk, campaign.pk) is None
    assert of_campaign(cast.actor("odense_leader"), zone.pk, campaign.pk) is None


def test_a_place_without_an_open_page_is_not_there(cast):
    from brobygger.municipality.models import Setup

    for place in ("findes-ikke", "raadgivningen", cast.zone.key):
        page = Visitor(place).get()
        assert page.status_code == 404
        assert "Brobygger" not in page.content.decode()
    enter(citizen(cast.koege.pk))
    Setup.objects.filter(zone=cast.koege).update(is_open=False)
    assert Visitor("koege").get().status_code == 404
    assert Visitor("koege").way_in("begin").status_code == 404


def test_nothing_is_chosen_of_how_she_may_be_reached_until_she_has_said_it(cast, her):
    her.begin()
    for number, told in {1: {"about": "me"}, 2: {"danger": "no"}, 4: {"adult": "yes"}, 5: {"children": "no"}}.items():
        her.answer(number, **told)
    her.answer(7, words="")
    her.answer(8, reach="contact")
    page = her.at(9).content.decode()
    assert "checked" not in page
    assert re.search(r'<option value="" selected>\s*Vælg', page)


def test_what_she_has_not_said_of_when_is_said_in_words_and_her_yes_stands(cast, her):
    her.begin()
    her.answer_all(contact=True)
    her.answer(9, called="Ida", number="95001234", shares_phone="no", may_sms="on", may_leave_voicemail="on")
    assert "Du har ikke sagt hvornår" in her.at(13).content.decode()
    her.send()
    told = sealed_sheet.sheet_of(Screening.objects.get(zone=_zone(cast, her)))
    assert (told.numbers, told.may_ring, told.said["days"]) == (("+4595001234",), False, 0)
    assert (told.said["may_sms"], told.said["may_leave_voicemail"], told.said["may_email"]) == (True, True, False)


def test_the_whole_day_is_hers_to_say(cast, her):
    her.begin()
    her.answer_all(contact=True)
    her.answer(9, called="Ida", number="95001234", shares_phone="no", hours="all_day", days=["1", "2"])
    her.send()
    told = sealed_sheet.sheet_of(Screening.objects.get(zone=_zone(cast, her)))
    assert (told.may_ring, told.said["days"], told.said["hour_from"], told.said["hour_to"]) == (True, 3, 8, 20)


def test_a_new_code_opens_nothing_of_what_was_written_behind_the_one_that_she_has(cast, now):
    row = begun(cast, now)
    by = cast.actor("employee")
    given = screenings.give_code(screening_id=row.pk, by=by, at=now)
    whoever = Visitor("koege")
    whoever.code = (given.code_name, given.code_word)
    whoever.come_back()
    whoever.inside(do="begin_again")
    whoever.answer(1, about="me")
    assert whoever.step() == "2"
    enter(by)
    new = screenings.give_code(screening_id=row.pk, by=by, at=now)
    assert whoever.step() == "2", "what she has begun is hers"
    her = Visitor("koege")
    her.code = (new.code_name, new.code_word)
    assert her.come_back().status_code == 302
    assert her.step() == ""


def test_her_own_way_in_stays_open_while_an_employee_asks_anew_and_what_she_writes_is_answered_for(cast):
    now = timezone.now()
    row = begun(cast, now)
    given = screenings.give_code(screening_id=row.pk, by=cast.actor("employee"), at=now)
    her = Visitor("koege")
    her.code = (given.code_name, given.code_word)
    her.come_back()
    assert "Jeg vil gerne have hjælp" in her.at().content.decode()
    her.post("q/", do="line", text="Er der nogen?")
    assert "Vores team læser det og svarer her senest" in her.at().content.decode()
    her.inside(do="begin_again")
    her.answer_all()
    assert "Tak" in her.send().content.decode()
    assert set(Screening.objects.filter(zone=_zone(cast, her)).values_list("state", flat=True)) == {"started", "sent"}


@pytest.mark.parametrize(("hours", "ways"), [("", "We do not ring"), ("morning", "in the way you said")])
def test_the_thanks_say_the_same_as_the_check_page(cast, hours, ways):
    her = Visitor("koege", headers={"accept-language": "en"})
    her.begin()
    her.answer_all(contact=True)
    her.answer(9, called="Ida", number="95001234", shares_phone="no", hours=hours, days=["0"] if hours else [])
    assert ("we do not call or text" in her.at(13).content.decode()) is (not hours)
    assert ways in her.send().content.decode()
