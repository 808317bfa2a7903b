"""The printed figures come out of the program's own figures, and the page says where they do not."""

from datetime import date, datetime

import pytest
from django.test import Client
from django.urls import reverse

from brobygger.access.actor import machine
from brobygger.cases.models import Registration
from brobygger.demonstration.actions import load_answers, load_cohort, load_register
from brobygger.demonstration.printed import NOTES, PRINTED, Printed
from brobygger.demonstration.recomputed import counts, sections
from brobygger.demonstration.tests.loaded import load
from brobygger.demonstration.views import HELD, PERIOD, of_the_report
from brobygger.evaluation.figures import Figure, Question
from brobygger.evaluation.queries import figures
from brobygger.evaluation.rules import whole_percent
from conftest import Cast

DISAGREE = {
    ("funnel", "reached", "share_of_identified"): (62, 61),
    ("counselling_by_source", "neither", "n"): (1632, 1623),
    ("referral_follow_through", "held_for_certain", "share_of_referrals"): (63, 62),
}
DIFFER = {
    "da": ("Talt med", "Alle andre end den opsøgende indsats og »andet«", "Holdt med sikkerhed"),
    "en": ("Reached", "All but the outreach team and “other”", "Held for certain"),
}


def _figures(cast: Cast, *without: str) -> dict[str, Figure]:
    by = cast.actor("owner")
    asked = (Question(cast.zone.pk, cast.programme.pk, of, without) for of in (PERIOD, HELD))
    told, held = (figures(by, one, on=date(2026, 11, 18)) for one in asked)
    return {figure.key: figure for figure in of_the_report(told, held)}


def test_every_printed_figure_comes_out_of_the_programs_figures(cast: Cast) -> None:
    cast.actor("owner")
    load(cast.zone.pk, cast.programme.pk)
    everyone, without = _figures(cast), _figures(cast, "burglary_and_theft")

    def computed(printed: Printed) -> int | None:
        part, whole = counts(printed, without if "without" in printed.key else everyone)
        return part if printed.unit == "n" else whole_percent(part, whole)

    wrong = {(p.key, p.group, p.measure): (p.value, computed(p)) for p in PRINTED if computed(p) != p.value}
    assert wrong == DISAGREE


@pytest.mark.parametrize(("language", "agree"), [("da", "93 af 96"), ("en", "93 of 96")])
def test_the_page_shows_printed_beside_computed_and_where_they_differ(cast: Cast, language: str, agree: str) -> None:
    cast.actor("owner")
    load(cast.zone.pk, cast.programme.pk)
    client = Client(headers={"accept-language": language})
    client.force_login(cast.owner)
    page = client.get(reverse("report_recomputed"))
    body = page.content.decode()
    assert agree in body
    assert [line.what for s in page.context["sections"] for line in s.lines if not line.agrees] == [
        *DIFFER[language],
    ]
    tokens = page.context["tokens"]
    assert (tokens.certain, tokens.perhaps, tokens.no_trace) == (574, 28, 99)
    told = [note for section in page.context["sections"] for note in section.notes]
    assert sorted(told) == sorted(getattr(note, language) for note in NOTES.values())


def test_a_register_that_is_not_the_reports_is_shown_to_differ(cast: Cast) -> None:
    cast.actor("owner")
    load(cast.zone.pk, cast.programme.pk)
    Registration.objects.filter(incident_type="mixed").delete()
    told = sections(_figures(cast).values(), _figures(cast, "burglary_and_theft").values())
    differing = {line.what for section in told for line in section.lines if not line.agrees}
    assert len(differing) > 5


def test_without_the_registrations_the_page_says_so(cast: Cast) -> None:
    client = Client(headers={"accept-language": "en"})
    client.force_login(cast.owner)
    page = client.get(reverse("report_recomputed"))
    assert page.status_code == 200
    assert "not loaded" in page.content.decode()


def test_a_stranger_sees_only_her_own_register(cast: Cast) -> None:
    cast.actor("owner")
    load(cast.zone.pk, cast.programme.pk)
    client = Client(headers={"accept-language": "en"})
    client.force_login(cast.stranger)
    assert "not loaded" in client.get(reverse("report_recomputed")).content.decode()


def test_the_cohort_comes_in_by_the_door_of_any_register_and_only_once(cast: Cast, now: datetime) -> None:
    by = machine(cast.zone.pk)
    first = load_cohort(zone_id=cast.zone.pk, programme_id=cast.programme.pk, by=by, at=now)
    assert (first.rows, first.registrations, first.rejected) == (4531, 4531, 0)
    again = load_cohort(zone_id=cast.zone.pk, programme_id=cast.programme.pk, by=by, at=now)
    assert (again.registrations, again.already_known) == (0, 4531)
    came = load_register(zone_id=cast.zone.pk, programme_id=cast.programme.pk, by=by, at=now).counts()
    assert (came["rows"], came["reports"], came["rejected"], came["unknown_values"]) == (2225, 2225, 0, {})
    again = load_register(zone_id=cast.zone.pk, programme_id=cast.programme.pk, by=by, at=now)
    assert (again.registrations, again.already_known) == (0, 2225)
    came = load_answers(zone_id=cast.zone.pk, programme_id=cast.programme.pk, by=by, at=now).counts()
    assert (came["rows"], came["answers"], came["rejected"], came["notes"]) == (487, 487, 0, [])
    again = load_answers(zone_id=cast.zone.pk, programme_id=cast.programme.pk, by=by, at=now)
    assert (again.registrations, again.already_known) == (0, 487)
    told = sections(_figures(cast).values(), _figures(cast, "burglary_and_theft").values())
    assert sum(not line.agrees for section in told for line in section.lines) == len(DISAGREE)
