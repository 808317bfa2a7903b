"""My list: who stands on it, in which order and words, and how it is searched, filtered and paged."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from brobygger.base.workdays import day_of
from brobygger.outreach import actions
from brobygger.outreach.tests.making import someone


def named(response):
    return re.findall(r"data-open>(Nr\d+)<", text(response))


def text(response):
    return response.content.decode()


def test_the_one_whose_window_closes_first_stands_first(browser, cast, now):
    someone(cast, now, person={"given_name": "Senere"}, window_until=day_of(now) + timedelta(9))
    someone(cast, now, person={"given_name": "Først"}, window_until=day_of(now) + timedelta(1))
    page = text(browser("owner").get("/calls/"))
    assert page.index("Først") < page.index("Senere")
    assert "closes tomorrow" in page
    assert "9 days left" in page


def test_what_is_agreed_for_today_stands_on_top_once_and_with_its_time(browser, cast, now):
    someone(cast, now, person={"given_name": "Først"}, window_until=day_of(now) + timedelta(1))
    someone(cast, now, person={"given_name": "Nu"}, agreed=True, ring_from=now - timedelta(minutes=5))
    someone(cast, now, person={"given_name": "Eftermiddag"}, agreed=True, ring_from=now + timedelta(hours=3))
    owner = browser("owner")
    page = text(owner.get("/calls/"))
    assert page.index("Agreed for today") < page.index(">Nu<") < page.index(">Eftermiddag<") < page.index(">Først<")
    assert page.count(">Nu<") == 1
    assert page.count("agreed: ") == 2
    assert "Agreed for today" not in text(owner.get("/calls/?section=later"))


def test_where_nobody_else_waits_the_list_is_not_called_empty(browser, cast, now):
    someone(cast, now, person={"given_name": "Nu"}, agreed=True)
    page = text(browser("owner").get("/calls/"))
    assert ">Nu<" in page
    assert 'class="empty"' not in page


def test_a_row_says_what_one_must_know_before_opening(browser, cast, now):
    someone(
        cast,
        now,
        person={"given_name": "Karla", "protected": True, "language": "pl"},
        plan={"shares_phone_with_accused": True},
        language="pl",
        incident_type="robbery",
        role="witness",
    )
    page = text(browser("owner").get("/calls/"))
    for words in ("30–39", "witness", "Robbery", "Polish", "Protected name and address", "with the accused"):
        assert words in page
    assert "Prøvesen" not in page, "the list needs no family name"


def test_attempts_are_dots_with_their_day_and_hour(opened, now):
    owner, case = opened()
    owner.post(f"/case/{case.pk}/call/save/", {"result": "no_answer"})
    page = text(owner.get("/calls/?section=later"))
    assert "We 11" in page
    assert "No answer" in page
    assert "rung once" in page


def test_the_day_is_told_above_the_list(opened):
    owner, case = opened()
    owner.post(f"/case/{case.pk}/call/save/", {"result": "do_not_contact"})
    assert "Rung today 1 (1 by you)" in text(owner.get("/calls/"))
    assert "spoke with 1" in text(owner.get("/calls/"))


def test_an_empty_list_says_why(browser, clock, now):
    owner = browser("owner")
    assert "No one to ring right now" in text(owner.get("/calls/"))
    clock.at = now + timedelta(hours=8, minutes=45)  # within the session, after the programme
    assert "No calls until" in text(owner.get("/calls/"))
    assert "No one fits these filters" in text(owner.get("/calls/?role=witness"))
    for section in ("later", "held", "no_number", "guardian_missing", "awaiting_type"):
        assert 'class="empty"' in text(owner.get(f"/calls/?section={section}"))


def test_an_empty_list_tells_who_waits_for_the_evening(browser, cast, now):
    someone(cast, now, plan={"hour_from": 16, "hour_to": 20})
    page = text(browser("owner").get("/calls/"))
    assert "No one to ring until 16" in page
    assert "1 may be rung from 16." in page


def test_a_person_whom_another_has_open_is_among_the_open_ones_only(browser, cast, now):
    case = someone(cast, now)
    actions.open_case(case_id=case.pk, by=cast.actor("colleague"), at=now)
    owner = browser("owner")
    assert "Karla" not in text(owner.get("/calls/"))
    page = text(owner.get("/calls/?section=held"))
    assert "held by Colleague" in page
    assert f'href="/case/{case.pk}/"' in page


def test_a_stranger_sees_nobody(browser, cast, now):
    someone(cast, now)
    assert "Karla" not in text(browser("stranger").get("/calls/"))
    assert browser("officer").get("/calls/").status_code == 404


def test_filters_stand_in_the_address_as_codes_and_narrow_the_list(browser, cast, now):
    someone(cast, now, person={"given_name": "Vidne"}, role="witness")
    someone(cast, now, person={"given_name": "Karla"})
    page = text(browser("owner").get("/calls/?role=witness&incident_type=%3Cscript%3E"))
    assert "Vidne" in page
    assert "Karla" not in page
    assert "<script>" not in page.replace("<script src", "")


def test_a_filter_is_kept_used_and_let_go_by_its_own_worker(browser, cast, now):
    owner = browser("owner")
    answer = owner.post("/filters/keep/", {"name": "Mine vidner", "role": "witness"})
    assert answer.headers["Location"] == "/calls/?role=witness"
    page = text(owner.get("/calls/"))
    assert "Mine vidner" in page
    assert 'href="/calls/?role=witness"' in page
    owner.post("/filters/keep/", {"name": "Mine vidner", "role": "relative"})
    assert 'href="/calls/?role=relative"' in text(owner.get("/calls/"))
    assert "Mine vidner" not in text(browser("colleague").get("/calls/"))
    kept = owner.get("/calls/").context["own_filters"][0][0]
    assert browser("colleague").post(f"/filters/{kept}/drop/").status_code == 404
    owner.post(f"/filters/{kept}/drop/")
    assert "Mine vidner" not in text(owner.get("/calls/")).split('class="sections"')[0].split("messages")[0]
    assert owner.post("/filters/keep/", {"name": " "}).status_code == 409


def test_each_list_says_how_many_and_the_day_until_when(browser, cast, now):
    for fields in ({}, {}, {"role": "witness"}, {"ring_from": now + timedelta(hours=2)}, {"state": "no_number"}):
        someone(cast, now, **fields)
    owner = browser("owner")
    page = owner.get("/calls/")
    told = {str(label): many for _href, label, _here, many in page.context["sections"]}
    assert told == {
        "To ring now": "3", "Later": "1", "Open now": "0", "No number": "1", "Guardian missing": "0",
        "Code not settled": "0",
    }  # fmt: skip
    assert "Calls until" in text(page)
    told = owner.get("/calls/?role=witness").context["sections"]
    assert [many for *_rest, many in told] == ["1", "0", "0", "0", "0", "0"]


def test_search_finds_by_name_and_number_and_never_by_address(browser, cast, now):
    case = someone(cast, now)
    number = case.person.numbers.get().number[-8:]
    owner = browser("owner")
    for words in ("karl", "Prøve", number):
        page = text(owner.post("/search/", {"words": words}))
        assert "Karla Prøvesen" in page
        assert f'href="/case/{case.pk}/"' in page
    assert owner.get("/search/", {"words": "karla"}).status_code == 302
    assert "No one by that name or number" in text(owner.post("/search/", {"words": "Zebra"}))
    assert "at least two letters" in text(owner.post("/search/", {"words": "k"}))
    assert "Karla" not in text(browser("stranger").post("/search/", {"words": "karla"}))


def test_what_htmx_puts_in_is_what_the_whole_page_holds(browser, cast, now):
    someone(cast, now)
    owner = browser("owner")
    whole = text(owner.post("/search/", {"words": "karla"}))
    part = text(owner.post("/search/", {"words": "karla"}, headers={"hx-request": "true"}))
    assert part.strip().startswith('<div id="found"')
    assert part.strip() in whole


def test_one_leafs_on_and_back_without_missing_or_doubling_anyone(browser, cast, now):
    names = [f"Nr{number:03}" for number in range(120)]
    for name in names:
        someone(cast, now, person={"given_name": name})
    owner, seen, address = browser("owner"), [], "/calls/"
    while address:
        page = owner.get(address)
        seen.append(named(page))
        address = page.context["older"]
    assert [name for page in seen for name in page] == names
    back = owner.get(page.context["newer"])
    assert named(back) == seen[-2]


def test_a_page_of_the_list_costs_at_most_thirteen_queries(browser, cast, now):
    for number in range(60):
        someone(cast, now, person={"given_name": f"Nr{number}"}, attempts=number % 3)
    actions.open_case(case_id=someone(cast, now).pk, by=cast.actor("owner"), at=now)
    owner = browser("owner")
    owner.get("/calls/")
    with CaptureQueriesContext(
        connection,
    ) as asked:
        owner.get("/calls/")
    told = [one["sql"] for one in asked if not one["sql"].startswith(("SAVEPOINT", "RELEASE"))]
    assert len(told) <= 13, "\n".join(told)


@pytest.mark.parametrize("language", ["da", "en"])
def test_the_list_speaks_both_languages(browser, cast, now, language):
    someone(cast, now)
    owner = browser("owner")
    page = text(owner.get("/calls/", headers={"accept-language": language}))
    assert {"da": "Min liste", "en": "My list"}[language] in page
    assert {"da": "forurettet", "en": "victim"}[language] in page
