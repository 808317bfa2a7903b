"""The page of the way in and a department's own counts: an address is a figure, and each sees what is hers."""

import io
from datetime import date
from random import Random
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from python_calamine import CalamineWorkbook

from brobygger.evaluation.tests.detections import detected, drawn
from brobygger.municipality.models import Department, Placement
from brobygger.screening.models import Detection
from brobygger.trail.models import Entry
from conftest import NOW, Cast, runs

PAGES = ("detection_figures", "detection_figures_csv", "detection_figures_xlsx")


@pytest.fixture
def at_eleven(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is the cast's Wednesday: the last quarter that has ended is the third of 2026."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


@pytest.fixture
def filled(cast: Cast, at_eleven: None) -> Cast:
    cast.actor("project_leader")
    rng = Random(6)
    departments = [cast.jobcentre.pk, cast.family_centre.pk]
    detected(cast.koege.pk, cast.outpatient.pk, *(drawn(rng, departments, []) for _ in range(200)))
    return cast


def signed_in(cast: Cast, who: str = "project_leader", language: str = "en") -> Client:
    client = Client(headers={"accept-language": language})
    client.force_login(getattr(cast, who))
    return client


# -- the figures -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["da", "en"])
def test_each_figure_is_a_card_with_sentence_chart_table_and_definition(filled: Cast, language: str) -> None:
    page = signed_in(filled, language=language).get("/figures/detection/?from=2026-01-01&to=2026-12-31")
    body = page.content.decode()
    cards = page.context["cards"]
    assert len(cards) == 26
    # Of the campaigns there is nothing to draw, and nobody has been assessed yet, nor come to a course.
    assert body.count('class="chart"') == 16
    for shown in cards:
        assert shown.figure.title in body
        assert shown.sentence
        assert "%(" not in shown.sentence + shown.basis + "".join(shown.notes)
        assert shown.figure.definition
        assert len(shown.lines) == len(shown.figure.rows)


@pytest.mark.parametrize("name", ["Blå\uffffstue", "\x01\x0b\x1b", "💥" * 50])
def test_a_department_of_any_name_has_its_figures(filled: Cast, name: str) -> None:
    """Also one that was called so before the doors took such characters away."""
    Department.objects.filter(zone=filled.koege).update(name_da=name, name_en=name)
    for page in PAGES:
        assert signed_in(filled).get(reverse(page)).status_code == 200


def test_the_address_is_the_figure(filled: Cast) -> None:
    client = signed_in(filled)
    n = [
        client.get(f"/figures/detection/{query}").context["cards"][0].figure.n
        for query in ("", "?department=jobcenter", "?department=jobcenter&way=herself", "?from=2026-06-01")
    ]
    assert n[0] == 200 > n[1] > n[2] > 0
    assert 0 < n[3] < 200
    body = client.get("/figures/detection/?department=jobcenter&way=herself").content.decode()
    assert "Department: Jobcenter" in body
    assert "Way in: By herself or himself" in body


@pytest.mark.parametrize(
    "query", ["from=2026-05-01&to=2026-01-01", "from=yesterday", "department=krisecenter", "way=by-air"]
)
def test_a_question_that_makes_no_sense_is_asked_again(filled: Cast, query: str) -> None:
    client = signed_in(filled)
    page = client.get(f"/figures/detection/?{query}")
    assert page.status_code == 200
    assert page.context["form"].errors
    assert "cards" not in page.context
    assert client.get(f"/figures/detection/csv/?{query}").headers["Location"].startswith("/figures/detection/?")


def test_a_period_without_rows_says_so(filled: Cast) -> None:
    body = signed_in(filled).get("/figures/detection/?from=2031-01-01").content.decode()
    assert "Nothing was registered in this period" in body
    assert 'class="chart"' not in body


def test_one_detection_is_enough_for_a_page(cast: Cast, at_eleven: None) -> None:
    cast.actor("project_leader")
    detected(cast.koege.pk, cast.outpatient.pk, {"heard": "not_told"})
    for language in ("da", "en"):
        assert signed_in(cast, language=language).get("/figures/detection/").status_code == 200


def test_a_zone_without_the_programme_says_so(cast: Cast) -> None:
    runs(cast.koege)
    page = signed_in(cast).get("/figures/detection/")
    assert "No programme runs here yet" in page.content.decode()
    assert signed_in(cast).get("/figures/detection/csv/").status_code == 302


def test_the_files_say_that_they_are_not_for_publication(filled: Cast) -> None:
    client = signed_in(filled, language="da")
    sheet = client.get("/figures/detection/xlsx/?department=jobcenter")
    book = CalamineWorkbook.from_filelike(io.BytesIO(sheet.content))
    assert len(book.sheet_names) == 17  # the front, and no openings of campaigns for one department
    front = [str(row[0]) for row in book.get_sheet_by_index(0).to_python()]
    assert "Afdeling: Jobcenter" in front
    assert any("offentlig" in line for line in front)
    answer = client.get("/figures/detection/csv/")
    assert "offentlig" in answer.headers["Content-Disposition"]
    assert answer.content.startswith(b"\xef\xbb\xbfFigur;Gruppe;")
    assert "Jobcenter" in answer.content.decode("utf-8-sig")


@pytest.mark.parametrize("who", ["employee", "resource_person", "assessor", "leader", "counsellor", "officer"])
def test_who_may_not_see_the_figures_finds_no_page(cast: Cast, who: str) -> None:
    client = signed_in(cast, who)
    told = {client.get(reverse(name)).status_code for name in PAGES}
    # The officer of another house may see figures, but there is no programme to show them of.
    assert told <= ({200, 302} if who == "officer" else {404})


# -- my department ---------------------------------------------------------------------------------------------------


def stand(cast: Cast, department: Any, quarter: str, *states: str) -> None:
    cast.actor("project_leader")
    day = {"q1": date(2026, 2, 3), "q3": date(2026, 8, 4), "now": date(2026, 11, 2)}[quarter]
    told = {"department_id": department.pk, "seen_on": date(2025, 1, 1), "registered_on": day}
    seeds = {"seed_planted_on": day}
    detected(
        cast.koege.pk, cast.outpatient.pk, *({**told, "state": s, **(seeds if "seed" in s else {})} for s in states)
    )


def cells(page: Any) -> list[tuple[Any, ...]]:
    return [(span, *(cell for _label, cell in told), total) for span, told, total in page.context["lines"]]


def test_a_resource_person_sees_her_own_department_and_no_small_number(cast: Cast, at_eleven: None) -> None:
    stand(cast, cast.jobcentre, "q3", *["sent"] * 20, *["seed_planted"] * 3, *["came_there"] * 9, "started", "no_sign")
    stand(cast, cast.jobcentre, "q1", "taken", "withdrawn")
    stand(cast, cast.jobcentre, "now", *["sent"] * 8)
    stand(cast, cast.family_centre, "q3", *["sent"] * 77)
    page = signed_in(cast, "resource_person").get("/figures/my-department/")
    third, second, first = cells(page)
    assert (third[0], second[0], first[0]) == ("3rd quarter 2026", "2nd quarter 2026", "1st quarter 2026")
    assert third[3] == "hidden"  # three seeds
    assert third[1:].count("hidden") > 1  # and something that they cannot be told from
    assert {*third[1:]} <= {"20", "9", "0", "32", "hidden"}
    assert first[1] == first[4] == first[5] == "hidden"  # one, one, and two of them in all
    # What becomes of somebody later changes nothing of what was shown.
    Detection.objects.filter(department=cast.jobcentre, state="sent").update(state="withdrawn")
    assert cells(signed_in(cast, "resource_person").get("/figures/my-department/")) == [third, second, first]
    body = page.content.decode()
    assert "Jobcenter" in body
    assert "Familiecenter" not in body
    assert ">77<" not in body
    assert "77" not in str(cells(page))
    assert "4th quarter" not in body  # not before it has ended


def test_another_department_is_not_there_for_her(cast: Cast, at_eleven: None) -> None:
    client = signed_in(cast, "resource_person")
    assert client.get("/figures/my-department/?department=jobcenter").status_code == 200
    assert client.get("/figures/my-department/?department=familiecenter").status_code == 404
    assert client.get("/figures/my-department/?department=krisecenter").status_code == 404


@pytest.mark.parametrize("who", ["employee", "assessor", "leader", "counsellor", "officer"])
def test_others_find_no_such_page(cast: Cast, who: str) -> None:
    assert signed_in(cast, who).get("/figures/my-department/").status_code == 404


def test_a_leader_looks_at_each_department_of_her_own_municipality(cast: Cast, at_eleven: None) -> None:
    stand(cast, cast.family_centre, "q3", *["sent"] * 6)
    client = signed_in(cast)
    page = client.get("/figures/my-department/?department=familiecenter")
    assert cells(page) == [("3rd quarter 2026", "6", "0", "0", "0", "6")]
    assert "?department=jobcenter" in page.content.decode()
    assert client.get("/figures/my-department/").status_code == 200
    strange = signed_in(cast, "odense_leader")
    assert strange.get("/figures/my-department/?department=familiecenter").status_code == 404
    assert "Familiecenter" not in strange.get("/figures/my-department/").content.decode()


def test_without_a_department_it_says_whom_to_ask(cast: Cast) -> None:
    cast.actor("project_leader")
    Placement.objects.filter(worker=cast.resource_person).delete()
    body = signed_in(cast, "resource_person").get("/figures/my-department/").content.decode()
    assert "You are not placed in a department" in body


def test_before_the_first_quarter_has_ended_there_is_nothing_to_show(cast: Cast, at_eleven: None) -> None:
    stand(cast, cast.jobcentre, "now", *["sent"] * 30)
    page = signed_in(cast, "resource_person").get("/figures/my-department/")
    assert page.context["lines"] == []
    assert "Nothing to show yet" in page.content.decode()


def test_reading_the_counts_stands_in_the_trail(cast: Cast, at_eleven: None) -> None:
    signed_in(cast, "resource_person").get("/figures/my-department/")
    cast.actor("project_leader")
    entry = Entry.objects.filter(what="evaluation.department_counts_read").get()
    assert entry.facts["department"] == Department.objects.get(zone=cast.koege, key="jobcenter").pk
    assert entry.by == cast.resource_person
