"""What nobody has said is never claimed: of her phone, of her days, of a text that is never sent."""

from html import unescape

import pytest
from django.test import Client
from django.urls import reverse

from brobygger.access.actor import citizen
from brobygger.access.zones import enter
from brobygger.contact import queries as contact
from brobygger.inquiries.sending import offered
from brobygger.inquiries.tests.walking import Visitor, slow_hands  # noqa: F401
from brobygger.people.channels import Channel
from brobygger.people.models import ContactPlan, Person, PhoneNumber
from brobygger.reception import actions
from brobygger.screening import sealed_sheet
from brobygger.screening.models import Screening

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("slow_hands")]
PHONE = {"called": "Ida", "number": "95001234"}


@pytest.fixture
def her(cast):
    visitor = Visitor()
    visitor.begin()
    visitor.answer_all(contact=True)
    return visitor


@pytest.fixture
def at_work(cast):
    page = Client()
    page.force_login(cast.assessor)
    return page


def read(answer):
    return unescape(answer.content.decode())


@pytest.mark.parametrize("shares", ["yes", "no"])
def test_who_may_see_her_phone_is_said_of_nobody(cast, her, at_work, now, shares):
    told = {"hours": "morning", "days": ["1", "3"], "may_sms": "on", "may_leave_voicemail": "on"}
    her.answer(9, **PHONE, **told, shares_phone=shares)
    check = read(her.at(13))
    seen = shares == "yes"
    assert ("Du har sagt ja til en sms, men" in check) is seen
    assert ("Du har sagt ja til en besked på telefonsvareren, men" in check) is seen
    assert ("Vi lægger ingen besked og sender ingen sms" in check) is seen
    assert ("I må sende en sms" in check) is not seen
    her.send()
    enter(citizen(cast.koege.pk))
    row = Screening.objects.latest("pk")
    words = "Andre kan måske se eller bruge telefonen"
    pages = [read(at_work.get(reverse("reception")))]
    actions.take(screening_id=row.pk, by=cast.actor("assessor"), at=now)
    pages += [read(at_work.get(reverse("reception"))), read(at_work.get(reverse("received", args=[row.pk])))]
    for page in pages:
        assert (words in page) is seen
        assert "Deler telefon med" not in page
    cast.actor("assessor")
    plan, number = ContactPlan.objects.latest("pk"), PhoneNumber.objects.latest("pk")
    assert (plan.shares_phone_with_accused, number.shared_with_accused, number.others_may_see) == (False, False, seen)
    assert (plan.may_sms, plan.may_leave_voicemail) == (True, True), "her yes stands"
    person = Person.objects.select_related("contact_plan").get(pk=plan.person_id)
    sms = contact.gate(cast.actor("assessor"), person=person, channel=Channel.SMS, at=now)
    voicemail = contact.gate(cast.actor("assessor"), person=person, channel=Channel.VOICEMAIL, at=now)
    assert (voicemail.reason == "voicemail_phone_is_seen") is seen
    assert ("Telefonen kan ses eller bruges af andre, så der lægges ingen besked." in pages[-1]) is seen
    assert (sms.reason == "sms_phone_is_seen") is seen, "and the gate says why it is not used"
    assert ("andre bruger eller kan se" in read(at_work.get(reverse("message_new", args=[person.pk])))) is seen
    ContactPlan.objects.filter(pk=plan.pk).update(may_digital_post=True)
    assert "Digital Post er også tilladt i dag" in read(at_work.get(reverse("received", args=[row.pk])))
    assert (plan.days, plan.hour_from, plan.hour_to) == (0b101, 8, 12), "the days that she said, and no others"


@pytest.mark.parametrize("shares", ["yes", "no"])
def test_what_she_ticked_without_saying_when_reaches_the_team_with_why_it_does_not_hold(
    cast, her, at_work, now, shares
):
    her.answer(9, **PHONE, may_sms="on", may_leave_voicemail="on", shares_phone=shares)
    check = read(her.at(13))
    assert "Du har sagt ja til en sms, men" in check
    assert "Du har sagt ja til en besked på telefonsvareren, men" in check
    her.send()
    enter(citizen(cast.koege.pk))
    row = Screening.objects.latest("pk")
    actions.take(screening_id=row.pk, by=cast.actor("assessor"), at=now)
    page = read(at_work.get(reverse("received", args=[row.pk])))
    assert page.count("Der er sagt ja, men:") == 2
    cast.actor("assessor")
    person = Person.objects.select_related("contact_plan").latest("pk")
    for channel in (Channel.PHONE, Channel.VOICEMAIL, Channel.SMS):
        assert not contact.gate(cast.actor("assessor"), person=person, channel=channel, at=now)


@pytest.mark.parametrize(
    ("told", "error"),
    [({"hours": "morning"}, "days"), ({"days": ["1"]}, "hours"), ({}, ""), ({"hours": "all_day", "days": ["0"]}, "")],
)
def test_days_and_hours_are_both_said_or_neither(her, told, error):
    page = her.seen(her.answer(9, **PHONE, **told, shares_phone="no"))
    form = page.context.get("form") if page.context else None
    if error:
        assert set(form.errors) == {error}
    else:
        assert her.step() in ("10", "13")


def test_hours_without_days_let_nobody_ring():
    sheet = sealed_sheet.Sheet(**offered({"number": "+4595001234", "hours": "morning", "shares_phone": "no"}))
    assert (sheet.may_ring, sheet.said["days"], sheet.told("herself").days) == (False, 0, 0)
