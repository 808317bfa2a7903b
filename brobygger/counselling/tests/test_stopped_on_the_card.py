"""Who has asked not to be contacted is seen to have done so wherever a withdrawn consent is; someone decides."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from brobygger.access.actor import machine
from brobygger.access.policy import Act
from brobygger.access.zones import in_zones
from brobygger.base.decision import Refused
from brobygger.calendars.entries import SOURCES
from brobygger.counselling import actions
from brobygger.counselling.assigning import free
from brobygger.counselling.models import Conversation, Counselling
from brobygger.counselling.tests.making import agreed, anonymous, asked, running, someone, volunteer
from brobygger.counselling.tests.test_conversations import from_outreach, sender_state
from brobygger.people.models import ContactPlan
from brobygger.referrals.models import StepTaken
from brobygger.referrals.tests.sending import as_zone
from brobygger.referrals.tests.test_crossing import arrived

pytestmark = pytest.mark.django_db
STOPPED = "al kontakt er stoppet"
HELD = {"result": "held", "minutes": "20", "note": "Hun sover dårligt"}


def client(worker):
    made = Client(headers={"origin": "http://testserver"})
    made.force_login(worker)
    return made


def press(cast, name, row, who="coordinator"):
    assert client(getattr(cast, who)).post(reverse(name, args=[row.person_id])).status_code == 302


def shown(cast, who, name, *args):
    return client(getattr(cast, who)).get(reverse(name, args=args)).content.decode()


def waiting_arrival(cast, now):
    referral, by, line = arrived(cast, now)
    volunteer(cast, now)
    return referral, actions.open_for_arrival(arrival_id=line.arrival_id, by=by, at=now)


def test_nobody_is_asked_to_take_someone_who_wants_no_contact_and_it_waits_for_a_decision(cast, now):
    _referral, row = waiting_arrival(cast, now)
    ask = reverse("ask_volunteer", args=[row.pk])
    assert ask in shown(cast, "coordinator", "counselling", row.pk)
    press(cast, "card_stop", row)
    page = shown(cast, "coordinator", "counselling", row.pk)
    assert STOPPED in page.lower()
    assert ask not in page
    assert "Venter på en frivillig" not in page
    assert reverse("counselling_end", args=[row.pk]) in page
    board = shown(cast, "coordinator", "board")
    assert "Kontakten er stoppet" in board
    assert 'id="waiting">Venter på en frivillig <span class="muted">(0)' in board
    chosen = volunteer(cast, now, "second_counsellor")
    answer = client(cast.coordinator).post(ask, {"volunteer": chosen.pk, "why": "Alligevel"})
    assert "Al kontakt er stoppet" in answer.content.decode()
    cast.actor("coordinator")
    assert Counselling.objects.get(pk=row.pk).state == "waiting"


def test_what_was_agreed_is_not_said_to_need_another_or_a_word_to_the_person(cast, now):
    now = timezone.now()
    row = running(cast, now)
    agreed(cast, now, row, hours=30)
    here = machine(row.zone_id)
    with in_zones(here):
        free(Counselling.objects.get(pk=row.pk), by=here, at=now)
    assert "giv" in shown(cast, "coordinator", "board")
    press(cast, "card_stop", row)
    for name, args in (("board", []), ("counselling", [row.pk])):
        page = shown(cast, "coordinator", name, *args)
        assert "find en anden" not in page.lower(), name
        assert "giv personen besked" not in page.lower(), name
    assert "Aftalt, før kontakten blev stoppet" in page


@pytest.mark.parametrize("ends", [True, False])
def test_the_sender_sees_the_stop_and_what_was_decided(cast, now, ends):
    referral, row = from_outreach(cast, now)
    actions.note_attempt(counselling_id=row.pk, result="reached", by=cast.actor("counsellor"), at=now)
    pages = [("case", referral.case_id), ("referral", referral.pk)]
    press(cast, "card_stop", row)
    for name, number in pages:
        page = shown(cast, "owner", name, number)
        assert "ikke vil kontaktes mere" in page, name
        assert "Samtalen mangler endnu" not in page, name
    assert sender_state(cast, referral) == "first_contact"
    if ends:
        end = reverse("counselling_end", args=[row.pk])
        form = client(cast.coordinator).get(end).content.decode()
        assert form.index("contact_stopped") < form.index("helped")
        assert client(cast.coordinator).post(end, {"reason": "contact_stopped"}).status_code == 302
        assert sender_state(cast, referral) == "came_to_nothing"
        assert STOPPED in shown(cast, "counsellor", "my_people").lower()
        assert STOPPED in shown(cast, "counsellor", "my_person", row.pk).lower()
    else:
        press(cast, "card_open", row)
        assert "Samtalen mangler endnu" in shown(cast, "owner", "case", referral.case_id)
        assert STOPPED not in shown(cast, "coordinator", "counselling", row.pk).lower()
        assert shown(cast, "counsellor", "my_people").count("Tag ikke kontakt") == 0


def test_a_stop_that_came_another_way_is_told_to_the_sender_within_the_minute_and_once(cast, now):
    referral, row = from_outreach(cast, now)
    cast.actor("coordinator")
    ContactPlan.objects.filter(person=row.person_id).update(do_not_contact=True, may_ring=False)
    here = machine(row.zone_id)
    for _again in range(2):
        with in_zones(here):
            actions.pass_time(zone_id=row.zone_id, by=here, at=now + timedelta(minutes=1))
    as_zone(cast.zone)
    told = StepTaken.objects.filter(referral=referral, reason="contact_stopped")
    assert [(one.state, one.told_by) for one in told] == [("accepted", "receiver")]


def test_the_open_page_of_a_talk_hears_of_the_stop_and_says_what_is_kept(cast):
    now = timezone.now() - timedelta(minutes=30)
    row = running(cast, now)
    talk = actions.begin_unplanned(counselling_id=row.pk, form="phone", by=cast.actor("counsellor"), at=now)
    phone, page = client(cast.counsellor), reverse("my_conversation", args=[talk.pk])
    still = reverse("my_conversation_still", args=[talk.pk])
    assert f'hx-get="{still}"' in phone.get(page).content.decode()
    assert phone.get(still).status_code == 204
    press(cast, "card_stop", row)
    told = phone.get(still)
    assert told.status_code == 409
    main = told.content.decode().partition("<main")[2].partition("</main>")[0]
    assert STOPPED in main.lower()
    assert "hvor længe" in main
    assert "heller ingen note" in main
    assert "Til forsiden" not in main
    answer = phone.post(page, HELD)
    assert "Noteret: Holdt, 20 minutter" in answer.content.decode()
    cast.actor("coordinator")
    talk = Conversation.objects.get(pk=talk.pk)
    assert (talk.state, talk.note) == ("held", "")
    assert "Noteret: Holdt, 20 minutter" in phone.post(page, HELD).content.decode()  # the page is loaded again


def test_her_own_page_says_so_and_begins_and_agrees_on_nothing(cast, now):
    row = running(cast, now)
    talk = agreed(cast, now, row)
    press(cast, "card_stop", row)
    page = shown(cast, "counsellor", "my_person", row.pk)
    assert STOPPED in page.lower()
    assert reverse("my_begin", args=[row.pk]) not in page
    assert reverse("my_plan", args=[row.pk]) not in page
    assert f"{reverse('my_person_still', args=[row.pk])}?stopped=1" in page  # it is no news to this page
    assert client(cast.counsellor).get(reverse("my_person_still", args=[row.pk])).status_code == 409
    assert client(cast.counsellor).get(reverse("my_person_still", args=[row.pk]), {"stopped": "1"}).status_code == 204
    with pytest.raises(Refused, match="all_contact_stopped"):
        actions.begin_unplanned(counselling_id=row.pk, form="phone", by=cast.actor("counsellor"), at=now)
    with pytest.raises(Refused, match="all_contact_stopped"):
        agreed(cast, now, row)
    assert "Tag ikke kontakt" in shown(cast, "counsellor", "my_people")
    by = cast.actor("counsellor")
    assert not list(SOURCES["conversations"](by, now - timedelta(days=1), now + timedelta(days=1)))
    assert Conversation.objects.get(pk=talk.pk).state == "planned"  # contact may be opened again


def test_who_was_only_asked_is_not_asked_any_more(cast, now):
    row = asked(cast, now, someone(cast, now), volunteer(cast, now))
    press(cast, "card_stop", row)
    page = shown(cast, "counsellor", "my_people")
    assert reverse("accept_offer", args=[row.pk]) not in page
    assert STOPPED in page.lower()
    with pytest.raises(Refused, match="all_contact_stopped"):
        actions.accept_offer(counselling_id=row.pk, by=cast.actor("counsellor"), at=now)


def test_contact_was_stopped_is_a_reason_only_where_it_was(cast, now):
    row = running(cast, now)
    assert "contact_stopped" not in shown(cast, "coordinator", "counselling_end", row.pk)
    by = cast.actor("coordinator")
    with pytest.raises(Refused, match="contact_is_not_stopped"):
        actions.end_counselling(counselling_id=row.pk, reason="contact_stopped", act=Act.ASSIGN, by=by, at=now)


@pytest.mark.parametrize("who", ["arrived", "known", "anonymous"])
@pytest.mark.parametrize("reason", ["consent_withdrawn", "not_safe"])
def test_what_safety_hangs_on_is_taken_while_the_volunteer_talks(cast, who, reason):
    now = timezone.now() - timedelta(minutes=30)
    if who == "arrived":
        _referral, row = from_outreach(cast, now)
    else:
        row = running(cast, now, anonymous(cast, now) if who == "anonymous" else None)
    talk = actions.begin_unplanned(counselling_id=row.pk, form="phone", by=cast.actor("counsellor"), at=now)
    answer = client(cast.coordinator).post(reverse("counselling_end", args=[row.pk]), {"reason": reason})
    assert answer.status_code == 302
    cast.actor("coordinator")
    assert Counselling.objects.get(pk=row.pk).end_reason == reason
    if reason == "consent_withdrawn" and row.person_id:
        assert ContactPlan.objects.get(person=row.person_id).do_not_contact
    page = reverse("my_conversation", args=[talk.pk])
    assert client(cast.counsellor).post(page, HELD).status_code in (200, 302)
    cast.actor("coordinator")
    talk = Conversation.objects.get(pk=talk.pk)
    assert (talk.state, talk.minutes_held) == ("held", 20)
