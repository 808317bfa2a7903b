"""The pages as they are used: the board, the choice, the phone, the files."""

import csv
import io
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar
from python_calamine import CalamineWorkbook

from brobygger.base.workdays import day_of
from brobygger.counselling import actions
from brobygger.counselling.models import Attempt, Conversation, Counselling
from brobygger.counselling.tests.making import agreed, anonymous, asked, known, running, someone, volunteer
from brobygger.people.models import ContactPlan, PhoneNumber
from brobygger.referrals import actions as referrals
from brobygger.referrals.contents import as_text, from_text
from brobygger.referrals.models import Arrival
from brobygger.referrals.tests.test_crossing import arrived
from brobygger.trail.models import Entry

pytestmark = pytest.mark.django_db


@pytest.fixture
def today():
    """The pages read the clock, so what they show is made today."""
    return timezone.now()


def client(worker):
    made = Client()
    made.force_login(worker)
    return made


def text(response):
    assert response.status_code == 200, response.status_code
    return response.content.decode()


def test_an_empty_board_says_what_comes(cast):
    shown = text(client(cast.coordinator).get(reverse("board")))
    assert "Ingen venter på en frivillig" in shown


def test_the_board_shows_who_waits_is_asked_and_is_due(cast, today):
    someone(cast, today)
    asked(cast, today, someone(cast, today, known("Lone", "+4595000018")), volunteer(cast, today))
    row = running(cast, today, anonymous(cast, today), volunteer(cast, today, "second_counsellor"), "second_counsellor")
    Counselling.objects.filter(pk=row.pk).update(follow_up_on=day_of(today))
    shown = text(client(cast.coordinator).get(reverse("board")))
    for words in ("Maria", "Lone", "Solsikke", "har ventet: 2 dage", "Skal følges op"):
        assert words in shown
    assert Entry.objects.filter(what="counselling.board_seen").count() == 1


def test_an_arrival_is_read_accepted_and_waits(cast, today):
    _referral, _by, line = arrived(cast, today)
    page = reverse("arrival_answer", args=[line.arrival_id])
    coordinator = client(cast.coordinator)
    assert "Karla" in text(coordinator.get(page))
    answer = coordinator.post(page)
    assert answer.status_code == 302
    assert "Karla" in text(coordinator.get(reverse("board")))
    assert "allerede besvaret" in text(coordinator.get(page))


@pytest.mark.parametrize("ticked", [True, False])
def test_her_other_wishes_stand_where_the_volunteer_is_chosen_if_they_were_sent(cast, today, ticked):
    referral, _by, line = arrived(cast, today)
    if not ticked:
        arrival = Arrival.objects.get(pk=line.arrival_id)
        arrival.contents = as_text(
            {name: told for name, told in from_text(arrival.contents).items() if name != "contact"}
        )
        arrival.save()
    coordinator, page = client(cast.coordinator), reverse("arrival_answer", args=[line.arrival_id])
    wish = "<dt>Andre ønsker</dt><dd>Ring helst om formiddagen</dd>"
    assert (wish in text(coordinator.get(page))) == ticked
    chosen = coordinator.post(page)["Location"]
    assert (wish in text(coordinator.get(chosen))) == ticked
    referrals.withdraw_consent(referral_id=referral.pk, by=cast.actor("owner"), at=today)
    for closed in (page, chosen):
        assert "Ring helst" not in text(coordinator.get(closed))


def test_an_arrival_is_declined_with_a_reason(cast, today):
    _referral, _by, line = arrived(cast, today)
    page = reverse("arrival_answer", args=[line.arrival_id])
    coordinator = client(cast.coordinator)
    assert coordinator.post(page, {"decline": "1"}).status_code == 422
    assert coordinator.post(page, {"decline": "1", "reason": "no_room"}).status_code == 302
    assert not Counselling.objects.exists()


def test_where_someone_typed_in_comes_from_is_asked_and_not_guessed(cast, today):
    coordinator, page = client(cast.coordinator), reverse("new_counselling")
    assert not coordinator.get(page).context["form"]["source"].value()
    refused = coordinator.post(page, {"who": "known", "given_name": "Nadia"})
    assert (refused.status_code, "Vælg et svar." in refused.content.decode()) == (422, True)
    assert not Counselling.objects.exists()


def test_the_same_name_and_number_is_asked_about_before_there_are_two(cast, today):
    coordinator, page = client(cast.coordinator), reverse("new_counselling")
    told = {"source": "police", "who": "known", "given_name": "Maria", "family_name": "Berg", "number": "95 00 00 17"}
    first = coordinator.post(page, told)["Location"]
    asked = coordinator.post(page, told | {"given_name": "ma\u200bria ", "number": "+4595000017"})
    shown = asked.content.decode()
    assert (asked.status_code, first in shown) == (409, True)
    assert "Maria Berg" in shown
    assert 'value="maria' in shown  # what was typed is still there
    cast.actor("coordinator")
    assert Counselling.objects.count() == 1
    # Another name on the same phone, or the same name on another, is no question.
    assert coordinator.post(page, told | {"given_name": "Ida"}).status_code == 302
    assert coordinator.post(page, told | {"number": "95 00 00 18"}).status_code == 302
    assert coordinator.post(page, told | {"another": "1"}).status_code == 302
    cast.actor("coordinator")
    assert Counselling.objects.count() == 4


@pytest.mark.parametrize(
    ("written", "held"),
    [
        ("95770005 (mor)", {"+4595770005": "mor"}),
        ("arb. 95770004", {"+4595770004": "arb."}),
        ("tlf. 95770001", {"+4595770001": "tlf."}),
        ("95020005 el. 95020006", {"+4595020005": "", "+4595020006": ""}),
    ],
)
def test_words_by_a_typed_number_stand_beside_it(cast, today, written, held):
    told = {"source": "police", "who": "known", "given_name": "Maria", "number": written}
    assert client(cast.coordinator).post(reverse("new_counselling"), told).status_code == 302
    cast.actor("coordinator")
    assert dict(PhoneNumber.objects.filter(person__given_name="Maria").values_list("number", "beside")) == held


def test_someone_is_typed_in_by_name_or_by_code(cast, today):
    coordinator, page = client(cast.coordinator), reverse("new_counselling")
    told = {"source": "police", "who": "known", "given_name": "Maria", "number": "95 00 00 17", "may_ring": "on"}
    told |= {"days": ["1", "2"], "hour_from": "9", "hour_to": "16"}
    assert coordinator.post(page, told).status_code == 302
    cast.actor("coordinator")
    assert ContactPlan.objects.get().may_ring
    missing = coordinator.post(page, {"source": "self", "who": "anonymous", "code_name": "Solsikke"})
    assert missing.status_code == 422
    told = {"source": "self", "who": "anonymous", "code_name": "Solsikke", "code_word": "fyrtårn"}
    assert coordinator.post(page, told).status_code == 302
    assert coordinator.post(page, told).status_code == 422  # someone else's code
    found = coordinator.post(reverse("find_anonymous"), {"code_name": "solsikke", "code_word": "fyrtårn"})
    assert found.status_code == 302
    nobody = coordinator.post(reverse("find_anonymous"), {"code_name": "solsikke", "code_word": "måne"})
    assert nobody.status_code == 422
    assert Entry.objects.filter(what="counselling.looked_for_code").count() == 2


def test_the_choice_is_shown_by_its_reasons_and_says_that_nobody_is_ranked(cast, today):
    volunteer(cast, today, languages=["da", "ar"])
    volunteer(cast, today, "second_counsellor", most_cases=0)
    row = someone(cast, today, language="ar")
    page = client(cast.coordinator).get(reverse("counselling", args=[row.pk]))
    shown = text(page)
    for words in ("taler arabisk", "taler ikke arabisk", "har 0 af 0", "Ingen er rangeret"):
        assert words in shown
    names = [one.name for one in page.context["candidates"]]
    assert names == ["Counsellor", "Second_Counsellor"]


def test_against_a_reason_without_a_why_nothing_happens_and_the_page_says_so(cast, today):
    chosen, row = volunteer(cast, today), someone(cast, today, language="ar")
    coordinator = client(cast.coordinator)
    refused = coordinator.post(reverse("ask_volunteer", args=[row.pk]), {"volunteer": chosen.pk, "why": " "})
    assert refused.status_code == 409
    assert "Skriv, hvorfor du vælger det alligevel" in refused.content.decode()
    sent = coordinator.post(reverse("ask_volunteer", args=[row.pk]), {"volunteer": chosen.pk, "why": "Taler engelsk"})
    assert sent.status_code == 302
    assert "Taler engelsk" in text(coordinator.get(reverse("counselling", args=[row.pk])))


def test_the_card_comes_before_the_number(cast, today):
    row = running(cast, today)
    phone = client(cast.counsellor)
    page = reverse("my_person", args=[row.pk])
    shown = text(phone.get(page))
    assert "Maria" in shown
    assert "00 00 17" not in shown
    if "Ja, du må gerne ringe nu" in shown:
        after = text(phone.post(reverse("my_card", args=[row.pk])))
        assert "95 00 00 17" in after
        assert Entry.objects.filter(what="counselling.card_seen").exists()


def test_where_the_gate_is_shut_the_number_is_never_shown(cast, today):
    row = running(cast, today)
    cast.actor("coordinator")
    ContactPlan.objects.update(may_ring=False)
    phone = client(cast.counsellor)
    assert phone.post(reverse("my_card", args=[row.pk])).status_code == 409
    assert "00 00 17" not in text(phone.get(reverse("my_person", args=[row.pk])))


def test_one_press_notes_that_she_was_not_reached(cast, today):
    row = running(cast, today)
    sent = client(cast.counsellor).post(reverse("my_attempt", args=[row.pk]), {"result": "no_answer"})
    assert sent.status_code == 302
    assert Attempt.objects.get().result == "no_answer"


def test_a_conversation_is_agreed_noted_and_undone_on_the_phone(cast, today):
    row, phone = running(cast, today), client(cast.counsellor)
    day = timezone.localdate() + timedelta(days=2)
    told = {"on": day.isoformat(), "at": "17:30", "form": "in_person", "minutes": "60", "place": "Biblioteket"}
    assert phone.post(reverse("my_plan", args=[row.pk]), told).status_code == 302
    past = told | {"on": (day - timedelta(days=9)).isoformat()}
    assert phone.post(reverse("my_plan", args=[row.pk]), past).status_code == 422
    cast.actor("counsellor")
    talk = Conversation.objects.get()
    page = reverse("my_conversation", args=[talk.pk])
    assert "ikke begyndt" in text(phone.get(page))
    assert phone.post(page, {"result": "held", "minutes": "50"}).status_code == 422
    Conversation.objects.update(starts_at=today - timedelta(hours=1))
    kept = phone.post(reverse("my_conversation_keep", args=[talk.pk]), {"note": "Sover dårligt"})
    assert kept.json()["words"].startswith("Gemt")
    assert "Sover dårligt" in text(phone.get(page))
    assert phone.post(page, {"result": "cancelled"}).status_code == 422
    # How long they talked is the counsellor's to say: what was agreed is not filled in for her.
    assert phone.get(page).context["form"]["minutes"].value() is None
    assert "minutes" in phone.post(page, {"result": "held"}).context["form"].errors
    saved = phone.post(page, {"result": "held", "minutes": "50", "note": "Sover dårligt"}, follow=True)
    assert "Fortryd" in text(saved)
    undone = phone.post(reverse("my_conversation_undo", args=[talk.pk]), follow=True)
    assert "Sover dårligt" in text(undone)
    talk.refresh_from_db()
    assert talk.state == "planned"


def test_the_calendar_file_says_nothing_but_that_there_is_an_appointment(cast, today):
    row = running(cast, today)
    talk = agreed(cast, today, row, form="in_person", place="Biblioteket, Opdigtet Allé 4")
    phone = client(cast.counsellor)
    response = phone.get(reverse("my_calendar", args=[talk.pk]))
    (event,) = Calendar.from_ical(response.content).walk("VEVENT")
    assert event["SUMMARY"] == "Aftale"
    assert event.decoded("DTSTART") == talk.starts_at.replace(microsecond=0)
    (alarm,) = event.walk("VALARM")
    assert alarm["DESCRIPTION"] == "Aftale"
    for word in (b"Maria", b"Biblioteket", b"+45", b"LOCATION", b"ORGANIZER", b"Brobygger"):
        assert word not in response.content.replace(event["UID"].encode(), b"").replace(b"BEGIN", b"")
    assert "aftale.ics" in response["Content-Disposition"]
    asked_for = agreed(cast, today, row, form="in_person", place="Biblioteket", place_in_calendar=True)
    assert b"LOCATION:Biblioteket" in phone.get(reverse("my_calendar", args=[asked_for.pk])).content
    # Into the person's own calendar only where that has been said to be safe.
    assert phone.get(reverse("their_calendar", args=[talk.pk])).status_code == 409
    cast.actor("coordinator")
    ContactPlan.objects.update(may_calendar=True)
    theirs = phone.get(reverse("their_calendar", args=[asked_for.pk]))
    assert theirs.status_code == 200
    assert b"LOCATION" not in theirs.content


def test_the_register_is_given_in_the_shape_that_the_other_side_reads(cast, today):
    row = running(cast, today, someone(cast, today, incident_type="violence", gender="female", age_group="30_39"))
    talk = agreed(cast, today, row)
    Conversation.objects.update(starts_at=today - timedelta(hours=1))
    outcome = actions.Outcome("held", minutes=45)
    actions.note_outcome(conversation_id=talk.pk, outcome=outcome, by=cast.actor("counsellor"), at=today)
    coordinator, page = client(cast.coordinator), reverse("counselling_reports")
    assert "45" in text(coordinator.get(page))
    first, last = day_of(today - timedelta(days=3)).isoformat(), timezone.localdate().isoformat()
    sent = coordinator.get(page, {"first": first, "last": last, "file": "csv"})
    (told,) = csv.DictReader(io.StringIO(sent.content.decode("utf-8-sig")), delimiter=";")
    held_on = timezone.localdate(today - timedelta(hours=1)).isoformat()
    assert told == {
        "Rapportnr.": f"S{talk.pk:06d}",
        "Samtaledato": held_on,
        "Henvist fra": "self",
        "Henvisningskode": "",
        "Hændelsestype": "violence",
        "Køn": "female",
        "Aldersgruppe": "30_39",
        "Form": "phone",
        "Varighed": "45",
    }
    sheet = coordinator.get(page, {"first": first, "last": last, "file": "xlsx"})
    rows = CalamineWorkbook.from_filelike(io.BytesIO(sheet.content)).get_sheet_by_index(0).to_python()
    assert rows[0] == list(told)
    assert rows[1][1].isoformat() == held_on
    assert "Maria" not in sent.content.decode("utf-8-sig")
    assert Entry.objects.filter(what="counselling.reports_taken").count() == 2


def test_the_own_numbers_count_what_came_of_what_was_agreed(cast, today):
    row = running(cast, today)
    for state in ({"state": "no_show"}, {"state": "cancelled", "cancelled_by": "person"}):
        talk = agreed(cast, today, row)
        Conversation.objects.filter(pk=talk.pk).update(starts_at=today - timedelta(hours=1))
        outcome = actions.Outcome(**state)
        actions.note_outcome(conversation_id=talk.pk, outcome=outcome, by=cast.actor("counsellor"), at=today)
    page = client(cast.coordinator).get(reverse("counselling_numbers"))
    found = page.context["found"]
    assert (found.opened, found.to_yes.middle, found.to_yes.n, found.to_first.missing) == (1, 2, 1, 1)
    assert list(found.outcomes.values()) == [0, 1, 1, 0]
    assert list(found.cancelled.values()) == [1, 0, 0]


def test_a_conflict_noted_by_the_coordinator_is_never_shown_to_the_volunteer(cast, today):
    chosen, row = volunteer(cast, today), someone(cast, today)
    coordinator = client(cast.coordinator)
    noted = coordinator.post(
        reverse("counselling_conflict", args=[row.pk]), {"volunteer": chosen.pk, "kind": "person"}, follow=True
    )
    assert "interessekonflikt" in text(noted)
    mine = text(client(cast.counsellor).get(reverse("my_days")))
    assert "Kender personen:" not in mine
    assert "Maria" not in mine
