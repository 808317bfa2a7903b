"""A table that somebody asks for: it agrees with the figures, is the leader's alone, and opens as a file."""

import csv
import io
from datetime import date, timedelta
from random import Random
from xml.etree import ElementTree

import pytest
from django.test import Client
from django.utils import timezone
from python_calamine import CalamineWorkbook

from brobygger.evaluation import queries as evaluation
from brobygger.evaluation.figures import Figure, Question
from brobygger.evaluation.rules import Period
from brobygger.evaluation.tests.detections import detected, drawn
from brobygger.evaluation.tests.register import draft, register
from brobygger.municipality.models import Department
from brobygger.trail.models import Entry
from conftest import Cast

BY_GENDER = "/figures/table/?rows=gender&columns=answer&from=2018-02-01&to=2018-11-30"


@pytest.fixture
def filled(cast: Cast) -> Cast:
    cast.actor("owner")
    rng = Random(5)
    register(cast.zone.pk, cast.programme.pk, [draft(rng) for _ in range(300)])
    return cast


def signed_in(cast: Cast, who: str = "owner", language: str = "en") -> Client:
    client = Client(headers={"accept-language": language})
    client.force_login(getattr(cast, who))
    return client


def as_rows(client: Client, address: str) -> dict[str, dict[str, str]]:
    answer = client.get(address)
    assert answer.status_code == 200
    head, *lines = csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";")
    return {line[0]: dict(zip(head[1:], line[1:], strict=True)) for line in lines}


def figure(cast: Cast, key: str, question: Question) -> Figure:
    told = evaluation.figures(cast.actor("owner"), question, on=date(2026, 11, 1))
    return next(one for one in told if one.key == key)


def test_its_numbers_are_those_of_the_figures(filled: Cast) -> None:
    told = as_rows(signed_in(filled), BY_GENDER.replace("/table/", "/table/file/csv/"))
    asked = Question(filled.zone.pk, filled.programme.pk, Period(date(2018, 2, 1), date(2018, 11, 30)))
    by_gender, profile = (figure(filled, key, asked) for key in ("outcome_by_gender", "profile_by_gender"))
    assert {row.label for row in by_gender.rows} < told.keys()
    for row in by_gender.rows:
        assert told[row.label]["Accepted"] == str(row.counts["accepted"])
        assert told[row.label]["Answer not recorded"] == str(row.counts["not_recorded"])
        identified = profile.row(row.group)
        assert identified is not None
        assert told[row.label]["Total"] == str(identified.n)
    assert told["Not registered"]["Total"] == str(profile.missing)
    assert told["Total"]["Total"] == str(profile.n + profile.missing)


def test_the_page_shows_what_the_file_has_and_how_it_is_counted(filled: Cast) -> None:
    told = as_rows(signed_in(filled), BY_GENDER.replace("/table/", "/table/file/csv/"))
    page = signed_in(filled).get(BY_GENDER + "&percent=row").content.decode()
    for name, line in told.items():
        assert name in page
        assert f'<td class="number">{line["Accepted"]} <span class="muted">(' in page or name == "Total"
    assert "Identified from 1 February 2018 to 30 November 2018" in page
    assert "small numbers are shown. Not for publication" in page


def test_only_some_are_counted_and_the_page_says_which(filled: Cast) -> None:
    everyone = as_rows(signed_in(filled), "/figures/table/file/csv/?rows=gender&columns=incident_type")
    alone = as_rows(signed_in(filled), "/figures/table/file/csv/?rows=gender&only_incident_type=burglary_and_theft")
    assert {name: line["Total"] for name, line in alone.items()} == {
        name: line["Burglary and theft"] for name, line in everyone.items() if name in alone
    }
    page = signed_in(filled).get("/figures/table/?rows=gender&only_incident_type=burglary_and_theft").content.decode()
    assert "Only incident type: Burglary and theft." in page


def test_reasons_for_declining_are_of_those_who_declined(filled: Cast) -> None:
    told = as_rows(signed_in(filled), "/figures/table/file/csv/?rows=decline_reason")
    reasons = figure(filled, "decline_reasons", Question(filled.zone.pk, filled.programme.pk))
    assert told["Total"]["Total"] == str(reasons.n + reasons.missing)
    assert "Only those who declined." in signed_in(filled).get("/figures/table/?rows=decline_reason").content.decode()


def test_what_was_known_on_an_earlier_day(filled: Cast) -> None:
    late = as_rows(signed_in(filled), "/figures/table/file/csv/?rows=gender&as_of=2018-06-30")
    asked = Question(filled.zone.pk, filled.programme.pk, as_of=date(2018, 6, 30))
    profile = figure(filled, "profile_by_gender", asked)
    assert late["Total"]["Total"] == str(profile.n + profile.missing)
    ahead = (timezone.localdate() + timedelta(days=40)).isoformat()
    assert signed_in(filled).get(f"/figures/table/?rows=gender&as_of={ahead}").status_code == 422


def test_quarters_stand_in_their_order(filled: Cast) -> None:
    told = as_rows(signed_in(filled), "/figures/table/file/csv/?rows=quarter")
    assert list(told) == [f"{name} quarter 2018" for name in ("1st", "2nd", "3rd", "4th")] + ["Total"]


@pytest.mark.parametrize(
    ("told", "why"),
    [
        ("rows=gender&columns=gender", "Choose something else than in the rows."),
        ("rows=gender&from=2018-05-01&to=2018-01-01", "The period ends before it begins."),
        ("rows=name", "not one of the available choices"),
        ("rows=gender&only_gender=martian", "not one of the available choices"),
    ],
)
def test_what_cannot_be_asked_is_said(filled: Cast, told: str, why: str) -> None:
    page = signed_in(filled).get(f"/figures/table/?{told}")
    assert page.status_code == 422
    assert why in page.content.decode()
    assert signed_in(filled).get(f"/figures/table/file/csv/?{told}").url == f"/figures/table/?{told}"  # type: ignore[attr-defined]


def test_the_workbook_says_what_it_is_and_its_numbers_are_numbers(filled: Cast) -> None:
    book = signed_in(filled).get(BY_GENDER.replace("/table/", "/table/file/xlsx/") + "&percent=all").content
    about, table = (CalamineWorkbook.from_filelike(io.BytesIO(book)).get_sheet_by_index(n).to_python() for n in (0, 1))
    assert "Identified from 1 February 2018 to 30 November 2018." in [line[0] for line in about]
    assert table[0][:3] == ["Gender", "Accepted", "Accepted (%)"]
    assert table[-1][0] == "Total"
    assert sum(line[1] for line in table[1:-1]) == table[-1][1]  # type: ignore[misc]
    assert table[-1][-1] == 100


def test_the_drawing_has_a_bar_for_each_number(filled: Cast) -> None:
    drawn_as = signed_in(filled).get("/figures/table/file/svg/?rows=gender&columns=contact").content
    root = ElementTree.fromstring(drawn_as)
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    assert "Registrations of people in the target group" in (root[0].text or "")
    words = "".join(root.itertext())
    assert "Woman · Without contact details" in words
    assert "Man · With contact details" in words


def test_an_empty_register_has_its_groups_all_the_same(cast: Cast) -> None:
    told = as_rows(signed_in(cast), "/figures/table/file/csv/?rows=gender&columns=role")
    assert told["Woman"]["Total"] == told["Total"]["Total"] == "0"
    assert signed_in(cast).get("/figures/table/file/svg/?rows=quarter").status_code == 200


def test_only_whoever_may_see_figures_sees_a_table_and_the_trail_knows(filled: Cast) -> None:
    assert signed_in(filled, "owner").get(BY_GENDER).status_code == 200
    written = Entry.objects.filter(what="cross_tables.table_read").latest("pk")
    assert written.facts["rows_by"] == "gender"
    assert signed_in(filled, "employee").get(BY_GENDER).status_code in (403, 404)
    assert signed_in(filled, "employee").get(BY_GENDER.replace("/table/", "/table/file/csv/")).status_code in (403, 404)
    elsewhere = as_rows(signed_in(filled, "stranger"), "/figures/table/file/csv/?rows=gender")
    assert elsewhere["Total"]["Total"] == "0"


def test_a_leader_can_go_on_to_publish_two_splits_and_nobody_else(filled: Cast) -> None:
    asked = "/figures/table/?rows=gender&columns=age_group&from=2018-01-01&to=2018-12-31"
    page = signed_in(filled, "leader").get(asked)
    form = signed_in(filled, "leader").get(page.context["publish"]).context["form"]
    assert [form[name].value() for name in ("one", "other", "from")] == ["gender", "age_group", "2018-01-01"]
    assert not signed_in(filled, "leader").get(asked.replace("age_group", "answer")).context["publish"]
    assert not signed_in(filled, "owner").get(asked).context["publish"]


def test_the_way_in_by_department_and_door(cast: Cast) -> None:
    by = cast.actor("project_leader")
    departments = list(Department.objects.filter(zone=cast.koege).order_by("pk"))
    rng = Random(3)
    rows = [drawn(rng, [one.pk for one in departments], []) for _ in range(120)]
    detected(cast.koege.pk, cast.outpatient.pk, *rows)
    address = "/figures/table/detection/file/csv/?rows=department&columns=danger"
    told = as_rows(signed_in(cast, "project_leader"), address)
    figures = evaluation.figures(by, Question(cast.koege.pk, cast.outpatient.pk), on=date(2026, 11, 30))
    by_department = next(one for one in figures if one.key == "detected_by_department")
    danger = next(one for one in figures if one.key == "danger")
    assert sum(row.n for row in by_department.rows) == int(told["Total"]["Total"])
    for row in by_department.rows:
        assert told[row.label]["Total"] == str(row.n)
    for answer in danger.rows:
        assert told["Total"][answer.label] == str(answer.n)
    assert told["Total"]["Not registered"] == str(danger.missing)
