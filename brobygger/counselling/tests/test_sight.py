"""Whom a volunteer sees: her own people, and only while they are hers and the help is under way."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from brobygger.access.actor import machine
from brobygger.access.policy import Act, may, scope
from brobygger.access.zones import in_zones
from brobygger.base.tests.browsing import form_of
from brobygger.base.workdays import day_of
from brobygger.cases.models import Case
from brobygger.counselling import actions, own_people
from brobygger.counselling.models import Counselling
from brobygger.counselling.tests.making import agreed, anonymous, asked, known, running, someone, volunteer
from brobygger.counselling.tests.test_conversations import from_outreach, held
from brobygger.people import queries as people
from brobygger.people.models import ContactPlan, Person
from brobygger.referrals import actions as referrals
from brobygger.referrals.tests.test_crossing import arrived
from brobygger.staff.models import Membership
from brobygger.trail.models import Entry
from conftest import give_role

pytestmark = pytest.mark.django_db


def client(worker):
    made = Client()
    made.force_login(worker)
    return made


def page(cast, row, who="counsellor"):
    return client(getattr(cast, who)).get(reverse("my_person", args=[row.pk])).status_code


def test_before_she_says_yes_a_volunteer_sees_no_one(cast, now):
    row = asked(cast, now, someone(cast, now, incident_type="threats", area="Prøveby"), volunteer(cast, now))
    shown = client(cast.counsellor).get(reverse("my_people")).content.decode()
    assert "Prøveby" in shown
    assert "Maria" not in shown
    assert page(cast, row) == 404
    by = cast.actor("counsellor")
    assert people.person(by, row.person_id) is None
    assert people.numbers(by, row.person_id) == []


def test_another_volunteer_sees_nothing_of_her(cast, now):
    row = running(cast, now)
    assert page(cast, row) == 200
    assert page(cast, row, "second_counsellor") == 404
    assert "Maria" not in client(cast.second_counsellor).get(reverse("my_people")).content.decode()
    assert people.person(cast.actor("second_counsellor"), row.person_id) is None


def test_after_the_end_the_door_is_shut(cast, now):
    row = running(cast, now)
    talk = agreed(cast, now, row)
    held(cast, now, talk)
    end = now + timedelta(hours=2)
    actions.end_counselling(counselling_id=row.pk, reason="helped", by=cast.actor("counsellor"), at=end)
    assert page(cast, row) == 404
    assert client(cast.counsellor).get(reverse("my_conversation", args=[talk.pk])).status_code == 404
    assert people.person(cast.actor("counsellor"), row.person_id) is None


@pytest.mark.parametrize("how", ["taken_back", "handed_back"])
def test_after_reassignment_only_the_new_volunteer_sees_her(cast, now, how):
    row = running(cast, now)
    other = volunteer(cast, now, "second_counsellor")
    if how == "taken_back":
        actions.take_back(counselling_id=row.pk, by=cast.actor("coordinator"), at=now)
    else:
        actions.hand_back(counselling_id=row.pk, answer="no_time", by=cast.actor("counsellor"), at=now)
    assert page(cast, row) == 404
    running(cast, now, row, other, "second_counsellor")
    assert page(cast, row, "second_counsellor") == 200
    assert page(cast, row) == 404


def test_when_the_consent_is_withdrawn_card_and_number_are_gone_at_once(cast, now):
    referral, row = from_outreach(cast, now)
    by = cast.actor("counsellor")
    assert own_people.my_people(by, at=now).own
    number = people.numbers(by, row.person_id)[0].number
    assert number
    referrals.withdraw_consent(referral_id=referral.pk, by=cast.actor("owner"), at=now)
    assert page(cast, row) == 409
    shown = client(cast.counsellor).get(reverse("my_people")).content.decode()
    assert number[-4:] not in shown
    assert "Prøvesen" not in shown
    assert f'href="{reverse("my_person", args=[row.pk])}"' not in shown
    assert reverse("card", args=[row.person_id]) not in shown
    by = cast.actor("counsellor")
    assert people.person(by, row.person_id) is None
    assert people.numbers(by, row.person_id) == []


@pytest.mark.parametrize("ended", [False, True])
def test_whom_she_must_not_ring_is_named_until_she_has_seen_it(cast, now, ended):
    referral, row = from_outreach(cast, now)
    referrals.withdraw_consent(referral_id=referral.pk, by=cast.actor("owner"), at=now)
    if ended:
        here = machine(row.zone_id)
        with in_zones(here):
            actions.pass_time(zone_id=row.zone_id, by=here, at=now + timedelta(minutes=1))
    phone, seen = client(cast.counsellor), reverse("my_stop_seen", args=[row.pk])
    shown = phone.get(reverse("my_people")).content.decode()
    assert "Karla (her siden" in shown
    assert "må ikke kontaktes mere" in shown
    assert client(cast.second_counsellor).post(seen).status_code == 404
    assert "Karla" in phone.get(reverse("my_people")).content.decode()
    for _again in range(2):
        assert "Karla" not in phone.post(seen, follow=True).content.decode()
    cast.actor("counsellor")
    assert Entry.objects.filter(what="counselling.stop_seen", about_id=row.pk).count() == 1


def test_someone_anonymous_whom_nobody_contacts_any_more_is_named_by_her_code(cast, now):
    row = running(cast, now, anonymous(cast, now))
    by = cast.actor("coordinator")
    actions.end_counselling(counselling_id=row.pk, reason="consent_withdrawn", act=Act.ASSIGN, by=by, at=now)
    assert "Solsikke (her siden" in client(cast.counsellor).get(reverse("my_people")).content.decode()


def test_a_guardian_whom_nobody_contacts_any_more_is_named_and_nobody_is_told_to_ring(cast, now):
    referral, row = from_outreach(cast, now)
    Person.objects.filter(pk=row.person_id).update(about_minor="Tove")
    referrals.withdraw_consent(referral_id=referral.pk, by=cast.actor("owner"), at=now)
    shown = client(cast.counsellor).get(reverse("my_people")).content.decode()
    assert "Tove / Karla (her siden" in shown
    assert "ring Karla" not in shown


def test_one_who_was_only_asked_about_her_is_told_no_name_also_where_no_type_was(cast, now):
    referral, by, line = arrived(cast, now)
    row = actions.open_for_arrival(arrival_id=line.arrival_id, by=by, at=now)
    asked(cast, now, row, volunteer(cast, now))
    row.incident_type = ""
    row.save()
    referrals.withdraw_consent(referral_id=referral.pk, by=cast.actor("owner"), at=now)
    shown = client(cast.counsellor).get(reverse("my_people")).content.decode()
    assert "du er blevet spurgt om (Type ikke oplyst, her siden" in shown
    assert "Karla" not in shown


def test_a_card_kept_after_the_withdrawal_says_why_not_and_gives_her_words_back(cast, now):
    referral, row = from_outreach(cast, now)
    phone, card = client(cast.counsellor), reverse("card", args=[row.person_id])
    told = form_of(phone.get(card).content.decode(), card) | {"cover_story": "Fra biblioteket"}
    referrals.withdraw_consent(referral_id=referral.pk, by=cast.actor("owner"), at=now)
    answer = phone.post(card, told)
    shown = answer.content.decode()
    assert answer.status_code == 409
    assert "samtykket er trukket tilbage" in shown.lower()
    assert "Fra biblioteket" in shown
    for kept_away in ("Karla", "tandlægen", "Ring helst"):
        assert kept_away not in shown
    assert phone.get(card).status_code == 409
    assert client(cast.second_counsellor).post(card, told).status_code == 404


@pytest.mark.parametrize("how", ["withdrawn", "taken_back", "role_ended"])
def test_the_open_page_asks_and_is_told_when_the_person_is_no_longer_hers(cast, now, how):
    referral, row = from_outreach(cast, now)
    phone, still = client(cast.counsellor), reverse("my_person_still", args=[row.pk])
    shown = phone.get(reverse("my_person", args=[row.pk])).content.decode()
    assert f'hx-get="{still}"' in shown
    assert "aria-live" in shown[shown.index('id="still"') :][:60]
    before = Entry.objects.count()
    answer = phone.get(still)
    assert (answer.status_code, answer.content) == (204, b"")
    assert Entry.objects.count() == before  # it reads no one, and says nothing
    if how == "withdrawn":
        referrals.withdraw_consent(referral_id=referral.pk, by=cast.actor("owner"), at=now)
    elif how == "taken_back":
        actions.take_back(counselling_id=row.pk, by=cast.actor("coordinator"), at=now)
    else:
        with in_zones(machine(row.zone_id)):
            Membership.objects.filter(worker=cast.counsellor).update(until=day_of(now) - timedelta(days=1))
    answer = phone.get(still)
    assert answer.status_code == (409 if how == "withdrawn" else 404)
    again = phone.get(reverse("my_person", args=[row.pk])).content.decode()
    main = answer.content.decode().partition("<main")[2].partition("</main>")[0]
    assert main == again.partition("<main")[2].partition("</main>")[0]
    assert "Karla" not in main


@pytest.mark.parametrize(
    ("state", "said"), [("guardian_missing", "personen er under 18"), ("not_in_target_group", "al kontakt er stoppet")]
)
def test_what_the_police_corrected_is_said_at_the_receiver_and_nothing_false(cast, now, state, said):
    referral, row = from_outreach(cast, now)
    by = machine(cast.zone.pk)
    with in_zones(by):
        Case.objects.filter(pk=referral.case_id).update(state=state, ended_at=None if state[0] == "g" else now)
        assert referrals.stop_for_corrected(zone_id=cast.zone.pk, by=by, at=timezone.now()) == 1
    pages = [("counsellor", "my_people", []), ("counsellor", "my_person", [row.pk]), ("coordinator", "board", [])]
    for ended in (False, True):
        if ended:
            here = machine(cast.counselling_zone.pk)
            with in_zones(here):
                assert actions.pass_time(zone_id=cast.counselling_zone.pk, by=here, at=timezone.now()) == 1
        for who, name, args in [*pages, ("coordinator", "counselling", [row.pk])]:
            shown = client(getattr(cast, who)).get(reverse(name, args=args)).content.decode()
            assert said in shown.lower(), name
            assert "trukket" not in shown, name
            assert "sigtet" not in shown, name


def test_the_list_is_the_door_row_by_row_for_every_one_of_the_cast(cast, now):
    first, second = volunteer(cast, now), volunteer(cast, now, "second_counsellor")
    someone(cast, now, known("Lone", "+4595000018"))
    asked(cast, now, someone(cast, now, known("Bo", "+4595000019")), first)
    running(cast, now, someone(cast, now), first)
    running(cast, now, anonymous(cast, now), second, "second_counsellor")
    ended = running(cast, now, anonymous(cast, now, "Anemone"), first)
    actions.end_counselling(counselling_id=ended.pk, reason="helped", by=cast.actor("counsellor"), at=now)
    for who in ("counsellor", "second_counsellor", "coordinator", "owner", "leader", "officer", "administrator"):
        by = cast.actor(who)
        for act in (Act.SEE_OWN_PEOPLE, Act.COUNSEL, Act.SEE_BOARD, Act.ASSIGN):
            listed = set(scope(by, act, Counselling.objects.all()))
            assert listed == {row for row in Counselling.objects.all() if may(by, act, row)}
        listed = set(scope(by, Act.KEEP_CARD, Person.objects.all()))
        assert listed == {row for row in Person.objects.all() if may(by, Act.KEEP_CARD, row)}


def test_one_who_is_volunteer_and_coordinator_sees_each_person_once(cast, now):
    row = running(cast, now)
    give_role(cast.counsellor, cast.counselling_zone, "coordinator", since=day_of(now))
    by = cast.actor("counsellor")
    assert list(scope(by, Act.KEEP_CARD, Person.objects.all())) == [row.person]


def test_a_coordinator_never_reads_what_was_said(cast, now):
    row = running(cast, now)
    held(cast, now, agreed(cast, now, row))
    shown = client(cast.coordinator).get(reverse("counselling", args=[row.pk])).content.decode()
    assert "Maria" in shown
    assert "Sover" not in shown
    assert "Sover" in client(cast.counsellor).get(reverse("my_person", args=[row.pk])).content.decode()


def test_nobody_from_elsewhere_finds_the_pages(cast, now):
    row = running(cast, now)
    for who in ("owner", "leader", "officer", "administrator", "stranger"):
        for name in ("board", "my_people", "volunteers", "counselling_reports"):
            assert client(getattr(cast, who)).get(reverse(name)).status_code == 404, (who, name)
        assert client(getattr(cast, who)).get(reverse("counselling", args=[row.pk])).status_code == 404


def test_the_offer_says_what_decides_whether_she_can_and_not_who_it_is(cast, now):
    plain = asked(cast, now, someone(cast, now, known("Lone", "+4595000018")), volunteer(cast, now))
    shown = client(cast.counsellor).get(reverse("my_people")).content.decode()
    assert "Det handler om et barn" not in shown
    assert "Tolk" not in shown
    cast.actor("coordinator")
    Person.objects.filter(pk=plain.person_id).update(about_minor="Tove")
    ContactPlan.objects.filter(person=plain.person_id).update(interpreter=True, interpreter_language="ar")
    shown = client(cast.counsellor).get(reverse("my_people")).content.decode()
    assert "Det handler om et barn" in shown
    assert "Tolk (arabisk)" in shown
    assert "Tove" not in shown
    assert "Lone" not in shown
    cast.actor("coordinator")
    Person.objects.filter(pk=plain.person_id).update(about_minor="")
    Counselling.objects.filter(pk=plain.pk).update(age_group="0_17")
    assert "Det handler om et barn" in client(cast.counsellor).get(reverse("my_people")).content.decode()
