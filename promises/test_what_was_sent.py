"""Every ticked field of a package reaches the one who will meet her; and a withdrawal reaches her at once, in words."""

import html
import json
import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.translation import override

from brobygger.access.actor import machine
from brobygger.access.policy import Act
from brobygger.access.zones import enter
from brobygger.alarms.standing_still import standing
from brobygger.counselling import actions
from brobygger.counselling.models import Counselling
from brobygger.counselling.tests.making import agreed, asked, volunteer
from brobygger.people.models import ContactPlan, PhoneNumber
from brobygger.referrals import actions as referrals
from brobygger.referrals import contents, downloads, in_words, paper, queries
from brobygger.referrals.states import Field
from brobygger.referrals.tests.sending import ALL, as_zone, outside_receiver, send, yes_to_help, zone_receiver
from brobygger.volunteers.models import Volunteer

NOTE = "Vil helst tale med en kvinde.\nHar en bange hund."
CARD = {
    "days": 5, "hour_from": 9, "hour_to": 13, "may_leave_voicemail": True, "may_say_who_we_are": True,
    "who_else_may_answer": "Søsteren Ida", "wishes": "Lad den ringe længe", "word_when_safe": "solskin",
    "word_when_unsafe": "tandlægen", "cover_story": "et spørgeskema", "shares_phone_with_accused": True,
    "shares_address_with_accused": True, "interpreter": True, "interpreter_language": "pl",
}  # fmt: skip
# What each field of the card is called where she reads it before she rings; who said it and when is the gate's to know.
READ_AS = {
    "days": "Man, ons", "hour_from": "kl. 9", "hour_to": "13", "may_leave_voicemail": "Der må lægges en besked",
    "may_say_who_we_are": "Du må sige, hvem vi er", "who_else_may_answer": "Søsteren Ida",
    "wishes": "Lad den ringe længe", "word_when_safe": "solskin", "word_when_unsafe": "tandlægen",
    "cover_story": "et spørgeskema", "shares_phone_with_accused": "Deler telefon med den sigtede",
    "shares_address_with_accused": "Bor sammen med den sigtede",
}  # fmt: skip


HAZARDS = ("shares_phone_with_accused", "shares_address_with_accused")


def told(cast, now, *, for_minor=False):
    """A referral with something in every field, ready to be sent."""
    person = {"language": "pl", "gender": "female"}
    referral = yes_to_help(cast, now, person=person, role="witness", for_minor=for_minor)
    as_zone(cast.zone)
    ContactPlan.objects.filter(person=referral.case.person_id).update(
        **{k: v for k, v in CARD.items() if k not in SEALED}
    )
    plan = ContactPlan.objects.get(person=referral.case.person_id)
    for name in SEALED:
        setattr(plan, name, CARD[name])
    for name in HAZARDS if for_minor else ():
        setattr(plan, name, False)
    plan.save()
    return referral


@pytest.fixture(autouse=True)
def in_danish():
    """As the pages are read, whatever language an earlier test has left."""
    with override("da"):
        yield


SEALED = ("who_else_may_answer", "wishes", "word_when_safe", "word_when_unsafe", "cover_story")


def arrived(cast, now, **more):
    referral = told(cast, now, **more)
    send(cast, now, referral, zone_receiver(cast, now), note=NOTE)
    (line,) = queries.arrivals(cast.actor("coordinator"), zone_id=cast.counselling_zone.pk)
    return referral, line


def page_of(client, who, name, number):
    client.force_login(who)
    return client.get(reverse(name, args=[number]))


def opened(cast, now, **more):
    referral, line = arrived(cast, now, **more)
    row = actions.open_for_arrival(arrival_id=line.arrival_id, by=cast.actor("coordinator"), at=now)
    return referral, row


def said(text):
    """The words of a page, as they are read."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", text)).split())


@pytest.mark.parametrize("for_minor", [False, True], ids=["herself", "about a child"])
def test_every_ticked_field_reaches_the_second_volunteer_who_is_asked(cast, now, client, for_minor, monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: now)
    _, row = opened(cast, now, for_minor=for_minor)
    sent = in_words.shown(contents.from_text(row.arrival.contents))
    assert {one.code for one in sent} == set(ALL) - ({"gender", "age_group"} if for_minor else {"child"})

    asked(cast, now, row, volunteer(cast, now, languages=["da", "pl"]))
    actions.decline_offer(counselling_id=row.pk, answer="no_time", by=cast.actor("counsellor"), at=now)
    asked(cast, now, row, volunteer(cast, now, "second_counsellor", languages=["da", "pl"]))
    offered = page_of(client, cast.second_counsellor, "my_person", row.pk)
    assert offered.status_code == 404  # who it is, and what was written, is for her who has said yes
    actions.accept_offer(counselling_id=row.pk, by=cast.actor("second_counsellor"), at=now)

    page = said(page_of(client, cast.second_counsellor, "my_person", row.pk).content.decode())
    _reads(page, sent)
    assert _digits(cast) not in page.replace(" ", "")  # the gate: the card is read first
    number = client.post(reverse("my_card", args=[row.pk])).content.decode()
    assert _digits(cast) in said(number).replace(" ", "")
    assert page_of(client, cast.counsellor, "my_person", row.pk).status_code == 404

    actions.hand_back(counselling_id=row.pk, answer="no_time", by=cast.actor("second_counsellor"), at=now)
    asked(cast, now, row, Volunteer.objects.get(worker=cast.counsellor), why="hun vil gerne nu")
    actions.accept_offer(counselling_id=row.pk, by=cast.actor("counsellor"), at=now)
    _reads(said(page_of(client, cast.counsellor, "my_person", row.pk).content.decode()), sent)
    assert page_of(client, cast.second_counsellor, "my_person", row.pk).status_code == 404


def _digits(cast):
    as_zone(cast.zone)
    return PhoneNumber.objects.get().number.removeprefix("+45")


def _reads(page, sent):
    with override("da"):
        for one in sent:
            if one.code == Field.CONTACT:
                # On a phone that the accused shares no message is left, whatever was said.
                unsaid = ("may_leave_voicemail",) if "Bor sammen" in page else HAZARDS
                missing = [name for name, words in READ_AS.items() if (words in page) is (name in unsaid)]
            elif one.code == Field.NUMBERS:
                missing = []
            else:
                missing = [line for line in one.lines if line not in page]
            assert not missing, f"{one.code}: {missing}"


def test_the_test_knows_every_field_of_the_card():
    assert set(READ_AS) == set(contents.CARD) - {"basis"}


def test_the_coordinator_reads_it_before_and_after_she_accepts(cast, now, client):
    _, line = arrived(cast, now)
    page = said(page_of(client, cast.coordinator, "arrival_answer", line.arrival_id).content.decode())
    assert "Har en bange hund." in page
    assert "Vidne" in page
    client.post(reverse("arrival_answer", args=[line.arrival_id]))
    cast.actor("coordinator")
    page = said(page_of(client, cast.coordinator, "counselling", Counselling.objects.get().pk).content.decode())
    assert "Har en bange hund." in page
    assert "Vidne" in page
    assert _digits(cast) not in page.replace(" ", "")


def test_on_paper_and_as_json_every_ticked_field_goes_outside_too(cast, now, monkeypatch):
    referral = told(cast, now)
    send(cast, now, referral, outside_receiver(cast, now), note=NOTE)
    by = cast.actor("owner")
    printed = {}
    monkeypatch.setattr(paper, "pdf", lambda package, carried: repr(paper._told(package, carried)).encode())
    printed["pdf"] = downloads.package_pdf(by, referral.pk, at=now)[1].decode()
    told_json = json.loads(downloads.package_json(by, referral.pk, at=now)[1])
    assert set(told_json["contents"]) == set(ALL) - {"child"}
    sent = CARD | {"may_leave_voicemail": False}  # the accused shares the phone
    assert all(told_json["contents"]["contact"][name] == sent[name] for name in READ_AS)
    with override("da"):
        for one in in_words.shown(told_json["contents"]):
            assert all(line in printed["pdf"] for line in one.lines), one.code


@pytest.fixture(params=["the sender", "the receiver"])
def withdrawn(request, cast, now, monkeypatch):
    """The volunteer has a conversation open when the consent is withdrawn at one end."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: now)
    referral, row = opened(cast, now)
    asked(cast, now, row, volunteer(cast, now, languages=["da", "pl"]))
    actions.accept_offer(counselling_id=row.pk, by=cast.actor("counsellor"), at=now)
    talk = agreed(cast, now, row)
    if request.param == "the sender":
        referrals.withdraw_consent(referral_id=referral.pk, by=cast.actor("owner"), at=now)
    else:
        actions.end_counselling(
            counselling_id=row.pk, reason="consent_withdrawn", act=Act.ASSIGN, by=cast.actor("coordinator"), at=now
        )
    return referral, row, talk


STOPPED = "Ingen må kontakte personen"


@pytest.mark.parametrize("passed", [False, True], ids=["at once", "when the program has ended it"])
def test_an_open_conversation_says_in_words_that_the_consent_is_withdrawn(cast, now, client, withdrawn, passed):
    _, row, talk = withdrawn
    if passed:
        zone = cast.counselling_zone.pk
        enter(machine(zone))
        actions.pass_time(zone_id=zone, by=machine(zone), at=now + timedelta(minutes=1))
    client.force_login(cast.counsellor)
    kept = client.post(reverse("my_conversation_keep", args=[talk.pk]), {"note": "Hun sagde"})
    assert kept.status_code == 409
    assert STOPPED in kept.json()["words"]
    for name, number in (("my_conversation", talk.pk), ("my_person", row.pk), ("my_calendar", talk.pk)):
        answer = client.get(reverse(name, args=[number]))
        assert (answer.status_code, STOPPED in answer.content.decode()) == (409, True), name
        assert "Karla" not in answer.content.decode()
    for name, number in (
        ("my_conversation", talk.pk),
        ("my_attempt", row.pk),
        ("my_plan", row.pk),
        ("my_card", row.pk),
    ):
        answer = client.post(reverse(name, args=[number]), {"result": "reached", "note": "x"})
        assert (answer.status_code, STOPPED in answer.content.decode()) == (409, True), name
    client.force_login(cast.second_counsellor)
    for name, number in (("my_conversation", talk.pk), ("my_person", row.pk)):
        assert client.get(reverse(name, args=[number])).status_code == 404, name


def test_the_board_and_the_senders_case_say_it_and_no_alarm_fires(cast, now, client, withdrawn):
    referral, _, _ = withdrawn
    client.force_login(cast.coordinator)
    board = said(client.get(reverse("board")).content.decode())
    assert "ag ikke kontakt" in board
    assert "Samtykket er trukket tilbage" in board
    assert "Karla Prøvesen" in board
    client.force_login(cast.owner)
    case = said(client.get(reverse("case", args=[referral.case_id])).content.decode())
    assert "Samtykket er trukket tilbage: tag ikke kontakt" in case
    assert "venter på at blive ført videre" not in case
    for zone in (cast.zone, cast.counselling_zone):
        enter(machine(zone.pk))
        assert standing(zone_id=zone.pk) == []


def test_withdrawn_before_anyone_accepted_the_board_says_it_by_the_token(cast, now, client, monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: now)
    referral, line = arrived(cast, now)
    referrals.withdraw_consent(referral_id=referral.pk, by=cast.actor("owner"), at=now)
    client.force_login(cast.coordinator)
    board = said(client.get(reverse("board")).content.decode())
    assert "ag ikke kontakt" in board
    assert line.token in board
    assert "Karla" not in board


def test_days_that_nobody_has_named_are_not_read_as_every_day(cast, now, client):
    _, row = opened(cast, now)
    asked(cast, now, row, volunteer(cast, now, languages=["da", "pl"]))
    actions.accept_offer(counselling_id=row.pk, by=cast.actor("counsellor"), at=now)
    ContactPlan.objects.filter(person=row.person_id).update(days=0)
    page = said(page_of(client, cast.counsellor, "my_person", row.pk).content.decode())
    assert "Dage ikke sagt endnu" in page
    assert "Ingen tider er udelukket" not in page
