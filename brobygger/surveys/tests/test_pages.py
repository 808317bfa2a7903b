"""Answering on the open page without signing in, and what leaders see of it."""

import pytest
from django.test import Client
from django.utils import timezone

from brobygger.access.actor import citizen
from brobygger.access.zones import enter
from brobygger.base.decision import NotFound, Refused
from brobygger.outreach.tests import making as calling
from brobygger.packs.models import Pack
from brobygger.people import actions as people
from brobygger.surveys import actions, queries, spoken_codes
from brobygger.surveys.codes import ANSWERS
from brobygger.surveys.models import Interview, Sealed
from brobygger.surveys.open_views import FORM
from brobygger.surveys.tests.making import answer, code_of, next_month, opened, runs
from promises.walking import Page


@pytest.fixture
def open_now(cast):
    runs(cast, timezone.now())
    return code_of(cast.zone, timezone.now())


def stranger(**headers):
    """A browser that has been nowhere, in which no script runs."""
    return Client(enforce_csrf_checks=True, headers={"accept-language": "da", **headers})


def test_someone_answers_without_a_session_a_cookie_or_a_token(cast, open_now):
    browser = stranger()
    page = browser.get(f"/s/{open_now}/")
    assert page.status_code == 200
    assert (page["Referrer-Policy"], page["Cache-Control"]) == ("no-referrer", "no-store, private")
    assert "noindex" in page["X-Robots-Tag"]
    body = page.content.decode()
    assert "<title>Information</title>" in body
    assert "/h/exit/" in body
    form = Page("/s/", body).forms[0]
    assert set(ANSWERS) <= set(form.fields)
    page = browser.post(f"/s/{open_now}/", {"call_positive": "positive", "role": "victim", "made_up": "x"})
    assert page.status_code == 200
    assert not browser.cookies
    ticket = Page("/s/", page.content.decode()).forms[0].fields["ticket"]
    page = browser.post("/s/i/", {"ticket": ticket, "called": "Karla", "number": "95 00 12 34", "when": ""})
    assert page.status_code == 200
    assert browser.post("/s/i/", {"ticket": ticket, "called": "K", "number": "95001234"}).status_code == 410
    assert browser.get(f"/s/{open_now}/").status_code == 410
    assert browser.post(f"/s/{open_now}/", {"call_positive": "positive"}).status_code == 410
    assert not browser.cookies
    cast.actor("leader")
    assert Sealed.objects.count() == 2


def test_nothing_answered_or_no_code_is_told_in_words(cast, open_now):
    browser = stranger()
    assert browser.post(f"/s/{open_now}/", {"role": "victim"}).status_code == 422
    assert browser.get("/s/AAAAAAAAAAAAAAAAAAAA/").status_code == 404
    assert browser.post("/s/", {"code": "AAAA"}).status_code == 422
    page = browser.post("/s/", {"code": spoken_codes.spoken(open_now).lower()})
    assert (page.status_code, page.url) == (302, f"/s/{open_now}/")
    assert browser.get("/s/i/").status_code == 302
    assert browser.post("/s/i/", {"ticket": "x", "called": "K", "number": "95001234"}).status_code == 404
    assert browser.get(f"/s/{open_now}/?l=en").content.decode().count("Some questions about our call") == 1


def test_a_wish_without_a_number_is_asked_again_and_an_answer_code_is_no_ticket(cast, open_now):
    browser = stranger()
    page = browser.post(f"/s/{open_now}/", {"call_positive": "positive"})
    ticket = Page("/s/", page.content.decode()).forms[0].fields["ticket"]
    assert browser.post("/s/i/", {"ticket": ticket, "called": "Karla", "number": "ikke"}).status_code == 422
    other = code_of(cast.zone, timezone.now())
    assert browser.post("/s/i/", {"ticket": other, "called": "K", "number": "95001234"}).status_code == 404


def test_the_form_asks_what_the_figures_count(cast, db):
    cast.actor("owner")
    questions = Pack.objects.get(url=FORM).questions
    for name, codes in ANSWERS.items():
        assert {option.code for option in questions.by_id[name].options} == set(codes)


def test_where_the_survey_was_never_opened_nobody_answers(cast, now):
    by = citizen(cast.zone.pk)
    enter(by)
    with pytest.raises(Refused, match="survey_is_not_running"):
        actions.answer(
            code=code_of(cast.zone, now), chosen={"call_positive": "positive"}, zone_id=cast.zone.pk, by=by, at=now
        )
    with pytest.raises(NotFound):
        actions.answer(
            code=code_of(cast.zone, now), chosen={"call_positive": "positive"}, zone_id=cast.zone.pk,
            by=cast.actor("leader"), at=now,
        )  # fmt: skip


def test_a_leader_decides_prints_slips_and_never_sees_how_many_wait(cast, client):
    client.force_login(cast.leader)
    page = client.post("/surveys/", {"is_open": "on", "least": "12"})
    assert page.status_code == 302
    cast.actor("leader")
    assert queries.setup(cast.actor("leader"), zone_id=cast.zone.pk, programme_id=cast.programme.pk).least == 12
    assert client.post("/surveys/", {"least": "2"}).status_code == 422
    page = client.post("/surveys/slips/", {"count": "3"})
    assert page.content.decode().count('translate="no">') == 6
    assert client.post("/surveys/slips/", {"count": "61"}).status_code == 422
    before = client.get("/surveys/").content
    answer(cast.zone, timezone.now())
    after = client.get("/surveys/").content
    assert len(before) == len(after)
    client.force_login(cast.owner)
    assert client.get("/surveys/").status_code == 404


def _wish(cast, now, number):
    for _ in range(5):
        _code, ticket = answer(cast.zone, now)
    words = {"called": "Karla", "number": number, "when": "Om aftenen"}
    actions.wish_interview(code=ticket, words=words, zone_id=cast.zone.pk, by=citizen(cast.zone.pk), at=now)
    opened(cast.zone, next_month(now))
    return Interview.objects.get()


def test_who_would_be_interviewed_is_rung_and_what_she_wrote_is_gone(cast, now, client):
    runs(cast, now)
    row = _wish(cast, now, "95 00 99 98")
    client.force_login(cast.leader)
    assert "Karla" not in client.get("/surveys/interviews/").content.decode()
    body = client.get(f"/surveys/interviews/{row.pk}/").content.decode()
    assert "Karla" in body
    assert "+4595009998" in body
    assert client.post(f"/surveys/interviews/{row.pk}/", {"state": "held"}).status_code == 302
    cast.actor("leader")
    row.refresh_from_db()
    assert (row.state, row.words) == ("held", "")
    assert "Karla" not in client.get(f"/surveys/interviews/{row.pk}/").content.decode()
    client.force_login(cast.owner)
    assert client.get(f"/surveys/interviews/{row.pk}/").status_code == 404
    with pytest.raises(Refused, match="interview_cannot_move"):
        actions.settle_interview(interview_id=row.pk, state="held", by=cast.actor("leader"), at=now)


def test_the_number_of_someone_who_must_not_be_rung_is_not_shown(cast, now, client):
    runs(cast, now)
    case = calling.someone(cast, now)
    by = cast.actor("owner")
    people.stop_contact(person=case.person, by=by, at=now)
    row = _wish(cast, now, case.person.numbers.get().number)
    client.force_login(cast.leader)
    body = client.get(f"/surveys/interviews/{row.pk}/").content.decode()
    assert case.person.numbers.get().number not in body
    assert "Karla" not in body
