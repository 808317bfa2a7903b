"""`brobygger import counselling`, and what `brobygger figures` says of the referrals afterwards."""

import json
from datetime import date

import pytest
from click.testing import CliRunner, Result

from brobygger.cases.models import CounsellingReport, Registration
from brobygger.config.command_line import main
from conftest import runs

pytestmark = pytest.mark.django_db(databases=["default", "owner"])  # `ready` asks the owner for the keys

HEADER = "Rapportnr.;Samtaledato;Henvist fra;Henvisningskode;Hændelsestype;Køn;Aldersgruppe;Form;Varighed"
ROWS = (
    "E-1;12-05-2019;other;;violence;female;30_39;phone;50",
    "E-2;12-05-2019;self;;;;;Zoom;",
    "E-3;12-05-2019;naboen;;;;;;",
    "E-4;12-05-2019;other;;;;;;0",
)


def run(*told: object) -> Result:
    return CliRunner().invoke(main, [str(one) for one in told])


def test_a_register_comes_in_and_the_referrals_are_followed(cast, tmp_path):
    runs(cast.other_zone)
    cast.actor("owner")
    for number in range(2):
        Registration.objects.create(
            zone=cast.zone, programme=cast.programme, source="registrations", source_ref=f"R-{number}", age=34,
            identified_on=date(2019, 5, 1), reached=True, reached_on=date(2019, 5, 2), incident_type="violence",
            gender="female", outcome="accepted", state="accepted",
        )  # fmt: skip
    file = tmp_path / "rapporter.csv"
    file.write_text("\n".join((HEADER, *ROWS)), encoding="cp1252")
    come = run("import", "counselling", file, "--programme", "opsoegende-indsats")
    assert come.exit_code == 0, come.output
    assert "rapporter.csv, række 4: Henvist fra »naboen«: er ikke en af listens værdier" in come.stdout
    assert "rapporter.csv, række 5: Varighed »0«: er under den mindste værdi" in come.stdout
    assert "form »Zoom«" in come.stdout
    again = json.loads(
        run("import", "counselling", file, "--programme", "opsoegende-indsats", "--format", "json").stdout
    )
    assert (again["rows"], again["reports"], again["already_known"], again["rejected"]) == (4, 0, 2, 2)
    assert CounsellingReport.objects.count() == 2

    whole = json.loads(run("figures", "--format", "json").stdout)
    by_key = {figure["key"]: figure for figure in whole["figures"]}
    rows = {row["group"]: row["n"] for row in by_key["referral_follow_through"]["rows"]}
    assert rows == {"held_for_certain": 0, "perhaps_held": 1, "no_trace": 1}
    assert by_key["referral_follow_through"]["by_chance"] == {"runs": 100, "mean": 1.0, "range": [1, 1]}
    sources = by_key["counselling_by_source"]
    assert {row["group"]: row["n"] for row in sources["rows"] if row["n"]} == {"other": 1, "self": 1}
    assert (len(sources["rows"]), sources["n"], sources["missing"], sources["population"]) == (6, 2, 0, "reports")
    assert "Måske holdt" in run("figures").stdout
    assert "Måske holdt" in run("figures", "--format", "csv").stdout
