"""The pages as the two assessors, the leader and others meet them; and what is locked, tried raw."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from brobygger.base.tests.browsing import form_of
from brobygger.extracts import actions, queries
from brobygger.extracts.models import Extract
from brobygger.extracts.tests.making import ALONE, NOT_TOLD, TOLD, approved, assessed, begun, finished, line
from brobygger.trail.models import Entry

pytestmark = pytest.mark.django_db
ASKED = {"receiver": "department", "who": "Familieafdelingen", "may_meet": "not_known", "purpose": "Til mødet"}
SAYS = ("brobygger", "uddrag", "risikovurdering", "kommune", "assessor")


@pytest.fixture
def now():
    return timezone.now() - timedelta(minutes=5)


def signed_in(cast, who):
    client = Client()
    client.force_login(getattr(cast, who))
    return client


@pytest.fixture
def at_work(cast):
    return signed_in(cast, "assessor")


def shown(client, name, *args, status=200):
    response = client.get(reverse(name, args=args))
    assert response.status_code == status
    return response.content.decode()


def sent(client, name, *args, **told):
    response = client.post(reverse(name, args=args), told, follow=True)
    return response.content.decode()


def test_the_whole_way_on_the_pages(cast, now, at_work):
    case = assessed(cast, now)
    assert reverse("extracts", args=[case.pk]) in shown(at_work, "risk_case", case.pk)
    page = sent(at_work, "extracts", case.pk, **ASKED)
    row = Extract.objects.get()
    assert "<del>skolen i Køge</del>" in page
    assert "Den kan ikke sættes ind igen" in page
    scenario = line(cast, row, "Opsøger")
    start = queries.Told(scenario).pieces[1].start
    answer = at_work.post(reverse("extract_show", args=[row.pk, scenario.pk]), {"start": start})
    assert answer["Location"].endswith(f"#line-{scenario.pk}")
    sent(at_work, "extract_hide", row.pk, words="skolen")
    told = line(cast, row, TOLD)
    assert "Vælg hvorfor" in sent(at_work, "extract_out", row.pk, told.pk, why="others")
    assert TOLD not in shown(at_work, "extract_preview", row.pk)
    sent(at_work, "extract_out", row.pk, told.pk, back="1")
    assert "Venter på en anden" in sent(at_work, "extract_finish", row.pk)
    second = signed_in(cast, "second_assessor")
    assert NOT_TOLD in shown(second, "extract", row.pk), "the second sees the original"
    assert "Klar til udskrift" in sent(second, "extract_approve", row.pk, edition=1)
    paper = shown(at_work, "extract_print", row.pk)
    assert "Opsøger hende ved […] i Køge" in paper
    assert "Familieafdelingen" in paper
    assert "Maria" in paper
    assert NOT_TOLD not in paper
    assert "skolen" not in paper
    text = re.sub(r"<[^>]*>", " ", paper).lower()
    assert not [word for word in SAYS if word in text]
    cast.actor("assessor")
    assert Entry.objects.filter(what="extracts.printed", about_id=row.pk).count() == 1


def test_nothing_is_chosen_beforehand_and_it_asks_whether_they_may_meet(cast, now, at_work):
    case = assessed(cast, now)
    assert " checked" not in shown(at_work, "extracts", case.pk)
    answer = at_work.post(reverse("extracts", args=[case.pk]), ASKED | {"may_meet": ""})
    assert answer.status_code == 422
    assert "Ved ikke er også et svar" in answer.content.decode()
    assert "Til mødet" in answer.content.decode(), "what was written stays"


def test_to_him_there_is_no_name_and_a_reason_for_each_line(cast, now, at_work):
    case = assessed(cast, now)
    page = sent(at_work, "extracts", case.pk, **ASKED | {"receiver": "other_party", "may_meet": ""})
    assert "§ 22" in page
    row = Extract.objects.get()
    assert "skal have en grund" in sent(at_work, "extract_finish", row.pk)
    finished(cast, now, row)
    approved(cast, now, Extract.objects.get())
    paper = shown(at_work, "extract_print", row.pk)
    assert TOLD in paper
    assert "Maria" not in paper
    assert "Der kan være udeladt oplysninger" in paper


@pytest.mark.parametrize("receiver", ["court", "other_party"])
def test_what_is_locked_is_put_back_by_no_form(cast, now, at_work, receiver):
    row = begun(cast, now, receiver=receiver, may_meet="yes")
    other = begun(cast, now, row.case)
    locked = line(cast, row, NOT_TOLD)
    page = shown(at_work, "extract", row.pk)
    assert reverse("extract_out", args=[row.pk, locked.pk]) not in page
    for name in ("extract_out", "extract_show"):
        for told in ({"back": "1"}, {"why": "not_needed"}, {"start": "0"}, {"start": "x"}, {"back": "1", "locked": ""}):
            for number in (row.pk, other.pk):
                at_work.post(reverse(name, args=[number, locked.pk]), told)
    cast.actor("assessor")
    assert (line(cast, row, NOT_TOLD).out, line(cast, row, NOT_TOLD).why) == (True, "source")
    assert at_work.post(reverse("extract_out", args=[other.pk, locked.pk]), {"back": "1"}).status_code == 404
    assert NOT_TOLD not in shown(at_work, "extract_preview", row.pk)


def test_a_wrong_reason_is_said_at_its_line(cast, now, at_work):
    row = begun(cast, now)
    found = line(cast, row, TOLD)
    answer = at_work.post(reverse("extract_out", args=[row.pk, found.pk]), {"why": "because"})
    assert answer.status_code == 422
    assert "form-error-message" in answer.content.decode()
    answer = at_work.post(reverse("extract_hide", args=[row.pk]), {"words": "Odense"})
    assert answer.status_code == 422
    assert 'value="Odense"' in answer.content.decode()


def test_the_second_sends_it_back_with_words_and_the_maker_takes_it_back_without(cast, now, at_work):
    row = finished(cast, now, begun(cast, now, may_meet="yes"))
    leader = signed_in(cast, "project_leader")
    assert leader.post(reverse("extract_send_back", args=[row.pk]), {"words": ""}).status_code == 422
    sent(leader, "extract_send_back", row.pk, words="Skjul søsteren")
    assert "Skjul søsteren" in shown(at_work, "extract", row.pk)
    sent(at_work, "extract_finish", row.pk)
    sent(at_work, "extract_send_back", row.pk)
    cast.actor("assessor")
    assert Extract.objects.get().state == "draft"


def test_the_leader_reads_without_what_is_for_the_two_alone(cast, now):
    row = begun(cast, now)
    leader = signed_in(cast, "project_leader")
    page = shown(leader, "extract", row.pk)
    assert ALONE not in page + shown(leader, "extract_preview", row.pk)
    assert reverse("extract_finish", args=[row.pk]) not in page
    assert leader.post(reverse("extracts", args=[row.case_id]), ASKED).status_code == 404
    assert leader.post(reverse("extract_finish", args=[row.pk]), {}).status_code == 404


def test_it_is_not_there_for_anyone_else(cast, now):
    row = finished(cast, now, begun(cast, now))
    pages = (("extracts", row.case_id), *((name, row.pk) for name in ("extract", "extract_preview", "extract_print")))
    for who in ("employee", "resource_person", "odense_assessor", "odense_leader", "officer", "owner", "counsellor"):
        client = signed_in(cast, who)
        for name, number in pages:
            shown(client, name, number, status=404)
        for name in ("extract_approve", "extract_send_back", "extract_drop", "extract_finish", "extract_hide"):
            assert client.post(reverse(name, args=[row.pk]), {"words": "x"}).status_code == 404


def test_the_paper_is_not_there_before_it_is_made(cast, now, at_work):
    row = begun(cast, now)
    assert at_work.get(reverse("extract_print", args=[row.pk])).status_code == 302
    cast.actor("assessor")
    assert not Entry.objects.filter(what="extracts.printed").exists()
    page = shown(at_work, "extract_preview", row.pk)
    assert "data-print" not in page
    assert 'class="paper"' not in page


def test_a_lost_session_takes_nothing_with_it(cast, now):
    client = Client(headers={"origin": "http://testserver"})
    client.force_login(cast.assessor)
    row = begun(cast, now)
    sent(client, "extract_hide", row.pk, words="ringede")
    del client.cookies["sessionid"]
    address = reverse("extract_hide", args=[row.pk])
    answer = client.post(address, {"words": "40 gange på"})
    assert answer.status_code == 403
    back = form_of(answer.content.decode(), address)
    client.force_login(cast.assessor)
    client.post(address, back)
    cast.actor("assessor")
    assert queries.Told(line(cast, row, TOLD)).printed.startswith("Han […] […] en nat")


def test_dropped_its_words_are_gone(cast, now, at_work):
    row = begun(cast, now)
    page = sent(at_work, "extract_drop", row.pk)
    assert "Linjerne er slettet" in page
    assert reverse("extract", args=[row.pk]) not in page
    made = finished(cast, now, begun(cast, now, row.case))
    assert "Klar til udskrift" in sent(at_work, "extract_drop", made.pk)


def test_the_paper_is_danish_whatever_the_screen_and_the_lines_too_until_english_is_chosen(cast, now):
    client = Client(headers={"accept-language": "en"})
    client.force_login(cast.assessor)
    case = assessed(cast, now)
    with translation.override("en"):
        row = begun(cast, now, case)
    assert "What is known" in shown(client, "extract", row.pk), "the screen stays in its own language"
    finished(cast, now, row)
    paper = shown(client, "extract_print", row.pk)
    assert 'lang="da"' in paper
    assert "Hvad vi ved" in paper
    assert re.search(r"Inden for (et døgn|dage|uger)|Inden for|Senere", paper), (
        "what the program wrote in the lines, too"
    )
    assert "What is known" not in paper
    english = client.get(reverse("extract_print", args=[row.pk]), {"language": "en"}).content.decode()
    assert "What is known" in english
    assert 'lang="en"' in english
    assert 'lang="da"' in client.get(reverse("extract_print", args=[row.pk]), {"language": "xx"}).content.decode()


def test_who_may_not_approve_sees_why_and_no_button_to_press(cast, now, at_work):
    row = begun(cast, now, may_meet="yes")
    told = line(cast, row, ALONE)
    actions.put_back(extract_id=row.pk, line_id=told.pk, by=cast.actor("assessor"), at=now)
    finished(cast, now, row)
    leader = signed_in(cast, "project_leader")
    page = shown(leader, "extract", row.pk)
    assert re.search(r"<button[^>]*disabled[^>]*>[^<]*godkender", page)
    assert "kun de to, der vurderer" in page
    assert not re.search(r'<button type="submit"[^>]*>[^<]*godkender', page)
    second = signed_in(cast, "second_assessor")
    assert re.search(r'<button type="submit"[^>]*>[^<]*godkender', shown(second, "extract", row.pk))


def test_the_second_finds_what_waits_for_a_yes_on_the_days_board(cast, now):
    row = finished(cast, now, begun(cast, now, may_meet="yes"))
    assert row.state == "to_approve"
    address, heading = reverse("extract", args=[row.pk]), "Venter på dit ja"
    second, first = (shown(signed_in(cast, who), "risk_board") for who in ("second_assessor", "assessor"))
    assert heading in second
    assert address in second
    assert heading not in first


def test_opinions_on_paper_name_the_owner_and_the_licence_of_their_form(cast, now, at_work):
    row = begun(cast, now)
    for page in ("extract_preview", "extract_print"):
        if page == "extract_print":
            finished(cast, now, row)
        text = shown(at_work, page, row.pk)
        assert row.assessment.pack.owner in text
        assert "Ordre 12" in text
    other = begun(cast, now, row.case)
    for one in other.lines.filter(part__in=("opinion", "judgement")):
        actions.take_out(extract_id=other.pk, line_id=one.pk, why="not_needed", by=cast.actor("assessor"), at=now)
    assert "Ordre 12" not in shown(at_work, "extract_preview", other.pk), "nothing is judged, no form"
