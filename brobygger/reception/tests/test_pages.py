"""The pages as the team meets them: the list, one person, the forms, the print, and who sees none of it."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from brobygger.access.actor import citizen
from brobygger.access.zones import enter
from brobygger.mailbox import actions as mailboxes
from brobygger.reception import actions
from brobygger.reception.tests.making import NUMBER, anonymous, herself, mine, noted_other, offering, sent, taken
from brobygger.screening import actions as screening
from brobygger.screening.models import Screening
from brobygger.trail.models import Entry
from conftest import runs


@pytest.fixture
def at_work(cast):
    client = Client()
    client.force_login(cast.assessor)
    return client


def shown(client, name, *args):
    response = client.get(reverse(name, args=args))
    assert response.status_code == 200
    return response.content.decode()


def press(client, name, *args, **told):
    return client.post(reverse(name, args=args), told, follow=True)


def test_nobody_waits(cast, at_work):
    assert "Ingen venter" in shown(at_work, "reception")


def test_a_place_without_the_programme_says_so(cast):
    runs(cast.koege)
    client = Client()
    client.force_login(cast.assessor)
    assert "modtages ingen" in shown(client, "reception")


def test_danger_stands_first_then_the_longest_waiting(cast, now, at_work):
    sent(cast, now)
    herself(cast, now, danger="yes", own_words="…")
    page = shown(at_work, "reception")
    assert page.index("Risiko for alvorlig eller dødelig vold") < page.index("Maria")
    assert "Ingen har rejst" in page
    assert Entry.objects.filter(what="reception.list_seen", facts={"shown": 2}).exists()


def test_the_list_is_narrowed_by_way_and_state(cast, now, at_work):
    sent(cast, now)
    row, _box = anonymous(cast, now)
    taken(cast, now, row)
    url = reverse("reception")
    assert "Maria" not in at_work.get(url, {"way": "herself"}).content.decode()
    assert "Maria" in at_work.get(url, {"state": "sent"}).content.decode()
    assert "Ingen af den slags" in at_work.get(url, {"way": "campaign"}).content.decode()


def test_one_click_to_the_person_and_taken_and_given_back(cast, now, at_work):
    row = sent(cast, now)
    assert reverse("received", args=[row.pk]) in shown(at_work, "reception")
    page = shown(at_work, "received", row.pk)
    assert NUMBER not in page
    assert "Jeg tager den" in page
    assert "Den er din" in press(at_work, "reception_take", row.pk).content.decode()
    assert "Givet tilbage" in press(at_work, "reception_give_back", row.pk).content.decode()
    assert Screening.objects.get(pk=row.pk).state == "sent"


def test_the_slower_colleague_is_told(cast, now, at_work):
    row = mine(cast, now, "second_assessor")
    assert "En kollega har taget den" in press(at_work, "reception_take", row.pk).content.decode()


def test_the_number_is_shown_after_the_card_and_with_the_prefix(cast, now, at_work, monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: now)
    row = taken(cast, now, offering(cast, now))
    before = shown(at_work, "received", row.pk)
    assert "95 00 00 31" not in before
    assert "Solsikke" in before
    after = press(at_work, "reception_number", row.pk).content.decode()
    assert "95 00 00 31" in after
    assert "tel:%2331%23+4595000031" in after


def test_another_than_the_one_who_has_her_sees_no_number(cast, now, at_work, monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: now)
    row = taken(cast, now, offering(cast, now), "second_assessor")
    assert "95 00 00 31" not in press(at_work, "reception_number", row.pk).content.decode()


def test_a_conversation_ahead_is_said_at_the_field(cast, now, at_work, monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: now)
    row = mine(cast, now)
    late = at_work.post(
        reverse("reception_talk", args=[row.pk]),
        {"talk-on": "2026-11-20", "talk-form": "phone", "talk-words": "", "talk-danger": "no"},
    )
    assert late.status_code == 422
    assert "Den dag er ikke kommet endnu" in late.content.decode()
    told = {"talk-on": "2026-11-18", "talk-form": "in_person", "talk-words": "Et ord derfra", "talk-danger": "no"}
    assert "Et ord derfra" in press(at_work, "reception_talk", row.pk, **told).content.decode()
    assert Screening.objects.get(pk=row.pk).state == "conversation_held"


@pytest.mark.parametrize(
    ("name", "told"),
    [
        (
            "reception_talk",
            {"talk-on": "2026-11-18", "talk-form": "phone", "talk-words": "Hentes", "talk-danger": "yes"},
        ),
        ("reception_note", {"note-what": "remark", "note-words": "Hentes"}),
        ("reception_line", {"line-text": "Hentes"}),
    ],
)
def test_what_is_written_is_given_back_where_a_colleague_has_the_person_now(
    cast, now, at_work, monkeypatch, name, told
):
    monkeypatch.setattr("django.utils.timezone.now", lambda: now)
    row = mine(cast, now)
    actions.give_back(screening_id=row.pk, by=cast.actor("assessor"), at=now)
    actions.take(screening_id=row.pk, by=cast.actor("second_assessor"), at=now)
    answer = at_work.post(reverse(name, args=[row.pk]), told, headers={"origin": "http://testserver"})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "En kollega har den" in page
    assert ">\nHentes</textarea>" in page
    assert reverse("received", args=[row.pk]) in page
    row = Screening.objects.select_related("detection").get(pk=row.pk)
    assert row.state == "taken"
    is_talk = name == "reception_talk"
    assert (row.detection.danger == "yes") is is_talk, "danger that was said stands, whoever has her"
    assert ("Det er faren" in page) is is_talk


def test_whether_there_is_danger_is_asked_of_whoever_notes_the_conversation(cast, now, at_work, monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: now)
    row = mine(cast, now)
    told = {"talk-on": "2026-11-18", "talk-form": "phone", "talk-words": "Om natten"}
    assert 'name="talk-danger"' in (page := shown(at_work, "received", row.pk))
    assert "checked" not in page[page.index('name="talk-danger"') :].split("</fieldset>")[0], "none is chosen"
    blank = at_work.post(reverse("reception_talk", args=[row.pk]), told)
    assert "Svar på, om borgeren er i fare nu" in blank.content.decode()
    assert "Om natten" in blank.content.decode()
    said = press(at_work, "reception_talk", row.pk, **told, **{"talk-danger": "yes"}).content.decode()
    assert "24 timer efter samtalen" in said
    assert "Risiko for alvorlig eller dødelig vold" in said
    press(at_work, "reception_talk_back", row.pk)
    press(at_work, "reception_talk", row.pk, **told, **{"talk-danger": "no"})
    assert Screening.objects.get(pk=row.pk).detection.danger == "yes", "only a reason takes it back"


def test_every_short_form_opens_and_is_sent(cast, now, at_work):
    row = mine(cast, now)
    press(at_work, "reception_note", row.pk, **{"note-what": "not_reached", "note-words": "Prøver igen"})
    page = shown(at_work, "received", row.pk)
    assert "Prøver igen" in page
    assert at_work.post(reverse("reception_note", args=[row.pk]), {}).status_code == 422
    for name in ("reception_nothing", "reception_withdraw", "reception_onward", "reception_known"):
        assert "Maria" in shown(at_work, name, row.pk)
    assert at_work.post(reverse("reception_nothing", args=[row.pk]), {}).status_code == 422
    press(at_work, "reception_nothing", row.pk, why="changed_mind")
    assert "Tag den op igen" in shown(at_work, "received", row.pk)
    press(at_work, "reception_again", row.pk)
    assert Screening.objects.get(pk=row.pk).state == "sent"
    press(at_work, "reception_withdraw", row.pk)
    assert Screening.objects.get(pk=row.pk).state == "withdrawn"


def test_led_to_another_door_in_two_pages(cast, now, at_work):
    row = mine(cast, now)
    page = at_work.get(reverse("reception_onward", args=[row.pk]), {"door": "shelter"}).content.decode()
    assert "Krisecenter" in page
    day = timezone.localdate() + timedelta(days=1)
    told = {"led_there": "rang_together", "reason": "her_wish", "follow_up_on": day.isoformat(), "words": ""}
    address = reverse("reception_onward", args=[row.pk]) + "?door=shelter"
    assert at_work.post(address, told | {"reason": ""}).status_code == 422
    assert f"{day:%d.%m.%Y}" in at_work.post(address, told, follow=True).content.decode()
    assert Screening.objects.get(pk=row.pk).state == "pointed_on"
    press(at_work, "reception_onward_back", row.pk)
    assert Screening.objects.get(pk=row.pk).state == "taken"


def test_the_mailbox_is_answered_from_the_page(cast, now, at_work):
    row, _box = anonymous(cast, now)
    taken(cast, now, row)
    sent_line = press(at_work, "reception_line", row.pk, **{"line-text": "Vi er her i morgen"})
    assert "Vi er her i morgen" in sent_line.content.decode()
    assert at_work.post(reverse("reception_line", args=[row.pk]), {"line-text": ""}).status_code == 422


def test_the_print_has_a_neutral_heading_and_no_number_to_ring(cast, now, at_work):
    row = taken(cast, now, offering(cast, now))
    noted_other(cast, now, row, name="Unikmand", note="Unikord")
    page = shown(at_work, "received_print", row.pk)
    title = page[page.index("<title>") : page.index("</title>")]
    assert "Nadia" not in title
    assert "Overblik" in title
    for hidden in ("95 00 00 31", "4595000031", "Solsikke", "Unikmand", "Unikord", "/other/"):
        assert hidden not in page
    assert Entry.objects.filter(what="reception.case_printed", about_id=row.pk).exists()


@pytest.mark.parametrize("who", ["employee", "resource_person", "officer", "owner", "coordinator", "odense_assessor"])
def test_what_the_team_reads_is_for_the_team(cast, now, who):
    row = mine(cast, now)
    noted = noted_other(cast, now, row, name="X")
    client = Client()
    client.force_login(getattr(cast, who))
    for name, number in (("received", row.pk), ("received_print", row.pk), ("other_party", noted.pk)):
        assert client.get(reverse(name, args=[number])).status_code == 404
    for name in ("reception_take", "reception_number", "reception_withdraw", "reception_note"):
        assert client.post(reverse(name, args=[row.pk])).status_code == 404


def test_the_leader_receives_too(cast, now):
    row = sent(cast, now)
    assert actions.take(screening_id=row.pk, by=cast.actor("project_leader"), at=now).state == "taken"


def test_a_seed_is_not_the_teams_to_read(cast, now, at_work):
    from brobygger.screening.tests.making import seed

    row = seed(cast, now).row
    assert at_work.get(reverse("received", args=[row.pk])).status_code == 404
    assert at_work.post(reverse("reception_take", args=[row.pk])).status_code == 404


@pytest.mark.parametrize(
    ("said", "seen"),
    [
        ({"danger": "yes"}, "Ingen har rejst en pligt til at kontakte politiet."),
        ({"child_worry": "yes"}, "Ingen har rejst en pligt til at underrette."),
        ({"adult": False}, "Er under 18"),
    ],
)
def test_what_was_said_of_danger_stands_in_words_on_the_list_the_page_and_the_paper(cast, now, at_work, said, seen):
    row, _box = anonymous(cast, now, **said)
    for name, args in (("reception", ()), ("received", (row.pk,)), ("received_print", (row.pk,))):
        assert seen in shown(at_work, name, *args)


def test_advice_that_the_team_gives_stands_in_what_has_happened(cast, now, at_work):
    row = taken(cast, now, anonymous(cast, now, danger="yes")[0])
    address = reverse("reception_advice", args=[row.pk])
    told = {"given": ["phone"], "light": "done", "given_by": "Birk", "words": "Ny telefon i morgen"}
    assert at_work.post(address, told | {"given_on": ""}).status_code == 422
    page = at_work.post(address, told | {"given_on": timezone.localdate().isoformat()}, follow=True)
    assert "Ny telefon i morgen" in page.content.decode()


def test_who_may_be_written_to_and_not_rung_is_seen_to_be(cast, now, at_work):
    told = {"given_name": "Mia", "said": {"email_to": "mia@brobygger.invalid", "may_email": True}}
    row, _by = herself(cast, now, offered_contact=told, anonymous=False)
    taken(cast, now, row)
    page = shown(at_work, "received", row.pk)
    assert "Må skrives til på: E-mail" in page
    assert "Skriv til personen" in page


@pytest.mark.parametrize("days", [0, 40])
def test_who_writes_after_the_end_stands_first_and_in_danger_before_all(cast, now, at_work, days):
    sent(cast, now)
    _calm, _box = anonymous(cast, now)
    for told in ({}, {"danger": "yes"}):
        row, box = anonymous(cast, now, **told)
        then = now - timedelta(days=days)
        by = citizen(cast.koege.pk)
        enter(by)
        screening.take_back_by_code(screening_id=row.pk, by=by, at=then)
        mailboxes.write_line(mailbox_id=box.mailbox.pk, text="Han er her nu", by=by, at=now)
    page = shown(at_work, "reception")
    assert "Afsluttet de sidste" not in page
    written = page[page.index("Har skrevet efter afslutningen") :]
    assert written.index("Risiko for alvorlig eller dødelig vold") < written.index('id="waiting"')
    first, second, *_rest = written.split("<li")[1:]
    assert 'class="danger"' in first
    assert "1 ny besked" in first
    assert "1 ny besked" in second
    # Her page promises an answer: whoever reads it can write one.
    told = at_work.post(
        reverse("reception_line", args=[row.pk]), {"line-text": "Vi læser det nu. Er der fare, så ring 112."}
    )
    assert told.status_code == 302
    page = shown(at_work, "received", row.pk)
    assert "Vi læser det nu" in page
    assert "Læg det i postkassen" in page
