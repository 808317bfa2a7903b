"""A talk that had begun when the person was no longer hers to help was held all the same, and no word is lost."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from brobygger.access.actor import machine
from brobygger.access.zones import in_zones
from brobygger.base.workdays import day_of
from brobygger.cases.models import CounsellingReport
from brobygger.counselling import actions
from brobygger.counselling.figures import numbers
from brobygger.counselling.models import Conversation
from brobygger.counselling.tests.making import agreed, running
from brobygger.counselling.tests.test_conversations import from_outreach, sender_state
from brobygger.referrals import actions as referrals
from brobygger.trail.models import Entry

pytestmark = pytest.mark.django_db
NOTE = "Hun sover dårligt"
HELD = {"result": "held", "minutes": "20", "note": NOTE}


def client(worker):
    made = Client(headers={"origin": "http://testserver"})
    made.force_login(worker)
    return made


@pytest.fixture
def talking(cast):
    """They talk, and the sender notes that the consent is withdrawn; the form stands open."""
    now = timezone.now() - timedelta(minutes=30)
    referral, row = from_outreach(cast, now)
    talk = actions.begin_unplanned(counselling_id=row.pk, form="phone", by=cast.actor("counsellor"), at=now)
    then = now + timedelta(minutes=10)
    referrals.withdraw_consent(referral_id=referral.pk, by=cast.actor("owner"), at=then)
    return referral, row, talk, then


def a_minute_later(row, then):
    here = machine(row.zone_id)
    with in_zones(here):
        actions.pass_time(zone_id=row.zone_id, by=here, at=then + timedelta(minutes=1))


@pytest.mark.parametrize("passed", [False, True])
def test_what_was_held_is_noted_as_held_and_her_words_stand_on_the_page_and_nowhere_else(cast, talking, passed):
    referral, row, talk, then = talking
    if passed:
        a_minute_later(row, then)
    phone, page = client(cast.counsellor), reverse("my_conversation", args=[talk.pk])
    answer = phone.post(page, HELD)
    shown = answer.content.decode()
    assert answer.status_code == 200
    assert NOTE in shown
    for said in ("Noteret: Holdt, 20 minutter", "Samtykket er trukket tilbage", "Din note er ikke gemt"):
        assert said in shown
    assert "Karla" not in shown
    by = cast.actor("coordinator")
    talk = Conversation.objects.get(pk=talk.pk)
    assert (talk.state, talk.minutes_held, talk.note, talk.draft) == ("held", 20, "", "")
    report = CounsellingReport.objects.get()
    assert (report.report_ref, report.minutes, report.referral_token) == (talk.report_ref, 20, referral.token)
    today = day_of(timezone.now())
    found = numbers(by, zone_id=row.zone_id, first=today - timedelta(days=1), last=today, at=timezone.now())
    assert next(iter(found.outcomes.values())) == 1
    told = client(cast.coordinator).get(reverse("counselling", args=[row.pk])).content.decode()
    assert "20 minutter" in told
    assert "Afbrudt" not in told
    assert sender_state(cast, referral) == "withdrawn"
    a_minute_later(row, then)
    cast.actor("coordinator")
    assert Conversation.objects.get(pk=talk.pk).state == "held"
    assert not [one for one in Entry.objects.all() if NOTE in str(one.facts)]


def test_her_list_leads_to_what_came_of_it_until_it_is_noted(cast, talking):
    _referral, row, talk, then = talking
    a_minute_later(row, then)
    phone, page = client(cast.counsellor), reverse("my_conversation", args=[talk.pk])
    assert f'href="{page}"' in phone.get(reverse("my_people")).content.decode()
    shown = phone.get(page).content.decode()
    assert "Karla" not in shown
    assert 'name="note"' not in shown  # nothing more is written about her
    answer = phone.post(page, {"result": "held", "note": NOTE})
    assert answer.status_code == 422
    assert NOTE in answer.content.decode()
    assert phone.post(page, {"result": "no_show"}).status_code == 302
    assert f'href="{page}"' not in phone.get(reverse("my_people")).content.decode()
    assert phone.get(page).status_code == 409


def test_the_page_that_keeps_by_itself_says_that_it_is_not_kept_and_lets_her_save(cast, talking):
    _referral, _row, talk, _then = talking
    answer = client(cast.counsellor).post(reverse("my_conversation_keep", args=[talk.pk]), HELD)
    assert answer.status_code == 409
    told = answer.json()
    assert told["save"] is True
    assert "Samtykket er trukket tilbage" in told["words"]
    assert "ikke gemt" in told["words"]


def test_a_form_that_stands_open_is_not_cleared_away_with_what_the_page_shows_of_her(cast, now):
    row = running(cast, now)
    talk = agreed(cast, now, row)
    shown = client(cast.counsellor).get(reverse("my_conversation", args=[talk.pk])).content.decode()
    clears = shown.partition('data-clears="')[2].partition('"')[0]
    assert "main > :not(.page-container)" in clears  # the bar with the name
    assert ":not(#call-form)" in clears


def test_of_a_person_who_is_taken_back_what_came_of_it_is_noted_with_the_note_for_the_next(cast):
    now = timezone.now() - timedelta(minutes=30)
    row = running(cast, now)
    talk = actions.begin_unplanned(counselling_id=row.pk, form="phone", by=cast.actor("counsellor"), at=now)
    actions.take_back(counselling_id=row.pk, by=cast.actor("coordinator"), at=now + timedelta(minutes=10))
    page = reverse("my_conversation", args=[talk.pk])
    assert client(cast.second_counsellor).post(page, HELD).status_code == 404
    answer = client(cast.counsellor).post(page, HELD, follow=True)
    assert "Noteret: Holdt, 20 minutter" in answer.content.decode()
    cast.actor("coordinator")
    talk = Conversation.objects.get(pk=talk.pk)
    assert (talk.state, talk.minutes_held, talk.note) == ("held", 20, NOTE)


def test_a_talk_that_had_not_begun_is_not_noted_and_her_words_are_given_back(cast, now):
    referral, row = from_outreach(cast, now)
    talk = agreed(cast, now, row)
    referrals.withdraw_consent(referral_id=referral.pk, by=cast.actor("owner"), at=now)
    answer = client(cast.counsellor).post(reverse("my_conversation", args=[talk.pk]), HELD)
    assert answer.status_code == 409
    shown = answer.content.decode()
    assert NOTE in shown
    assert "Ordene er ikke gemt" in shown
    cast.actor("coordinator")
    assert Conversation.objects.get(pk=talk.pk).state == "planned"
