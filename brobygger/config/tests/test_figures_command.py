"""`brobygger figures`, as those who script against it use it."""

import json
from collections.abc import Callable
from random import Random
from typing import Any

import pytest
from click.testing import CliRunner, Result

from brobygger.config.command_line import main
from brobygger.evaluation.tests.detections import detected
from brobygger.evaluation.tests.register import draft, register
from conftest import Cast, runs

pytestmark = pytest.mark.django_db(databases=["default", "owner"])  # `ready` asks the owner for the keys

KEYS = ["funnel", "outcome", "outcome_by_incident_type", "outcome_by_gender", "outcome_by_role", "outcome_by_age_group",
        "decline_reasons"]  # fmt: skip


@pytest.fixture
def figures(cast: Cast) -> Callable[..., Result]:
    """The command, on a register of 300, in a zone that alone runs the programme."""
    runs(cast.other_zone)
    cast.actor("owner")
    rng = Random(4)
    register(cast.zone.pk, cast.programme.pk, [draft(rng, state="to_call") for _ in range(300)])
    return lambda *told: CliRunner().invoke(main, ["figures", *told])


def told(figures: Callable[..., Result], *options: str) -> dict[str, Any]:
    result = figures("--programme", "opsoegende-indsats", "--format", "json", *options)
    assert result.exit_code == 0, result.output
    whole: dict[str, Any] = json.loads(result.stdout)
    return whole


def test_json_has_the_shape_that_was_promised(figures: Callable[..., Result]) -> None:
    whole = told(figures, "--from", "2018-02-01", "--to", "2018-11-30")
    assert whole["programme"] == "opsoegende-indsats"
    assert whole["period"] == {"from": "2018-02-01", "to": "2018-11-30"}
    assert (whole["criteria"], whole["release"]) == ("as registered", "internal")
    by_key = {figure["key"]: figure for figure in whole["figures"]}
    assert list(by_key)[: len(KEYS)] == KEYS
    for figure in whole["figures"]:
        assert set(figure["title"]) == {"da", "en"}
        assert figure["title"]["da"] != figure["title"]["en"]
        assert isinstance(figure["n"], int)
        assert isinstance(figure["missing"], int)
        assert figure["population"]
        for row in figure["rows"]:
            assert isinstance(row["n"], int)
            assert set(row.get("percent", {})) == set(row.get("interval95", {}))
    funnel = {row["group"]: row["n"] for row in by_key["funnel"]["rows"]}
    assert list(funnel) == ["identified", "no_contact_details", "reached", "accepted", "declined", "will_call_self"]
    (everyone,) = by_key["outcome"]["rows"]
    assert everyone["group"] == "all"
    assert everyone["n"] == funnel["reached"] == by_key["outcome"]["n"]
    assert everyone["counts"]["accepted"] == funnel["accepted"]
    assert everyone["percent"]["accepted"] == pytest.approx(100 * funnel["accepted"] / funnel["reached"], abs=0.0501)
    low, high = everyone["interval95"]["accepted"]
    assert low < everyone["percent"]["accepted"] < high
    by_age = by_key["outcome_by_age_group"]
    assert [row["group"] for row in by_age["rows"]] == ["0_17", "18_29", "30_39", "40_49", "50_59", "60_plus"]
    assert by_age["n"] + by_age["missing"] == funnel["reached"]
    reasons = by_key["decline_reasons"]
    assert len(reasons["rows"]) == 5
    assert sum(row["n"] for row in reasons["rows"]) == reasons["n"]


def test_a_type_that_is_left_out_is_nowhere(figures: Callable[..., Result]) -> None:
    everyone, less = told(figures), told(figures, "--without-type", "violence", "--without-type", "mixed")
    assert everyone["period"] == {"from": None, "to": None}
    assert less["figures"][0]["n"] < everyone["figures"][0]["n"]
    by_type = next(figure for figure in less["figures"] if figure["key"] == "outcome_by_incident_type")
    assert not {"violence", "mixed"} & {row["group"] for row in by_type["rows"]}


def test_a_past_day_is_told_as_it_was_known_then(figures: Callable[..., Result]) -> None:
    early, now = told(figures, "--as-of", "2018-06-30"), told(figures)
    assert (early["as_of"], now["as_of"]) == ("2018-06-30", None)
    assert 0 < early["figures"][0]["n"] < now["figures"][0]["n"]
    assert early["figures"][0]["n"] == told(figures, "--to", "2018-06-30")["figures"][0]["n"]


def test_the_figures_of_the_way_in_come_by_the_same_command(figures: Callable[..., Result], cast: Cast) -> None:
    cast.actor("project_leader")
    detected(cast.koege.pk, cast.outpatient.pk, {"department_id": cast.jobcentre.pk}, {"way_in": "herself"}, {})
    here = ("--programme", "ambulant-indsats", "--zone", "koege")
    by_key = {one["key"]: one for one in told(figures, *here)["figures"]}
    assert (by_key["registered"]["n"], by_key["detected_by_department"]["rows"][-1]["n"]) == (3, 2)
    for narrowed in (("--department", cast.jobcentre.key), ("--way-in", "herself")):
        assert told(figures, *here, *narrowed)["figures"][0]["n"] == 1
    assert "Opsporet" in figures(*here).stdout


def test_text_and_csv(figures: Callable[..., Result]) -> None:
    assert "Talt med" in figures().stdout
    assert figures("--format", "csv").stdout.startswith("\ufeffFigur;Gruppe;")


@pytest.mark.parametrize(
    "options",
    [
        ["--from", "2019-02-30"],
        ["--from", "soon"],
        ["--from", "2019-02-01", "--to", "2019-01-31"],
        ["--programme", "findes-ikke"],
        ["--zone", "findes-ikke"],
        ["--without-type", "murder"],
        ["--format", "yaml"],
        ["--release", "public", "--from", "2018-02-02", "--to", "2018-11-30"],
        ["--release", "public", "--round-to", "3"],
        ["--round-to", "5"],
        ["--release", "secret"],
        ["--as-of", "2100-01-01"],
        ["--programme", "ambulant-indsats", "--zone", "koege", "--department", "findes-ikke"],
        ["--programme", "ambulant-indsats", "--zone", "koege", "--way-in", "findes-ikke"],
    ],
)
def test_what_cannot_be_answered_ends_in_one_line(figures: Callable[..., Result], options: list[str]) -> None:
    result = figures(*options)
    assert result.exit_code == 2
    assert not result.stdout
    assert result.stderr.startswith("brobygger: ")
    assert result.stderr.count("\n") == 1


def test_where_several_zones_run_it_one_must_be_named(figures: Callable[..., Result], cast: Cast) -> None:
    runs(cast.other_zone, cast.programme)
    refused = figures()
    assert refused.exit_code == 2
    assert "nabokreds" in refused.stderr
    assert figures("--zone", cast.zone.key).exit_code == 0


def test_the_help_is_in_both_languages(figures: Callable[..., Result]) -> None:
    told = figures("--help").stdout
    assert "Tallene for et programs periode" in told
    assert "The figures of a programme's period" in told


def test_a_public_release_hides_small_numbers_and_says_which_months_it_is_of(figures: Callable[..., Result]) -> None:
    whole = told(figures, "--release", "public", "--from", "2018-02-01", "--to", "2018-11-30")
    assert whole["release"] == "public"
    assert whole["period"] == {"from": "2018-02-01", "to": "2018-11-30"}
    rows = [row for figure in whole["figures"] for row in figure["rows"]]
    numbers = [n for row in rows for n in (row["n"], *row.get("counts", {}).values())]
    assert None in numbers
    assert not [n for n in numbers if n is not None and 0 < n < 5]
    assert all(row.get("suppressed", False) == (None in (row["n"], *row.get("counts", {}).values())) for row in rows)
    assert told(figures, "--release", "public", "--from", "2018-02-01", "--to", "2018-11-30") == whole
    text = figures("--release", "public", "--from", "2018-02-01", "--to", "2018-11-30")
    assert "skjult" in text.stdout


def test_a_cut_month_is_answered_with_the_nearest_whole_ones(figures: Callable[..., Result]) -> None:
    result = figures("--release", "public", "--from", "2018-02-02", "--to", "2018-11-30")
    assert result.exit_code == 2
    assert "2018-03-01 – 2018-11-30 / 2018-02-01 – 2018-11-30" in result.stderr
