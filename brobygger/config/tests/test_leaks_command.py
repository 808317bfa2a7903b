"""`brobygger leaks`, as a cron job or a monitor uses it."""

import json

import pytest
from click.testing import CliRunner

from brobygger.access.actor import machine
from brobygger.access.zones import enter
from brobygger.alarms.models import LeakCheck
from brobygger.cases.models import Registration
from brobygger.config.command_line import main

pytestmark = pytest.mark.django_db(databases=["default", "owner"])  # `ready` asks the owner for the keys


@pytest.fixture
def leaks(cast):
    return lambda *told: CliRunner().invoke(main, ["leaks", *told])


def lose_someone(zone, programme):
    enter(machine(zone.pk))
    Registration.objects.create(
        zone=zone, programme=programme, source="incidents", source_ref="1", state="to_call", identified_on="2026-11-10"
    )


def test_no_one_has_left_unseen(cast, leaks):
    result = leaks()
    assert (result.exit_code, result.output.splitlines()[-1]) == (
        0,
        "Ingen er forsvundet uset · No one has left unseen",
    )
    assert {line.split(":")[0] for line in result.output.splitlines()[:-1]} == {
        "ambulant-indsats", "opsoegende-indsats", "nabokreds", "raadgivningen", "koege", "odense",
    }  # fmt: skip


def test_someone_has(cast, leaks):
    lose_someone(cast.zone, cast.programme)
    result = leaks()
    assert result.exit_code == 1
    assert (
        "1  open_without_case: Åben i registeret, uden en sag · Open in the register, without a case" in result.output
    )
    assert result.output.endswith("1 lækager · leaks\n")
    assert leaks("--zone", "nabokreds").exit_code == 0
    assert leaks("--zone", "opsoegende-indsats").exit_code == 1
    assert leaks("--programme", "ambulant-indsats").exit_code == 0


def test_a_monitor_reads_json(cast, leaks):
    lose_someone(cast.zone, cast.programme)
    result = leaks("--zone", "opsoegende-indsats", "--programme", "opsoegende-indsats", "--format", "json")
    assert result.exit_code == 1
    told = json.loads(result.stdout)
    assert (told["leaks"], told["programme"]) == (1, "opsoegende-indsats")
    (zone,) = told["zones"]
    assert (zone["zone"], zone["registrations"], zone["leaks"]) == ("opsoegende-indsats", 1, {"open_without_case": 1})
    assert zone["found"] == {"open_without_case": [{"since": "2026-11-10", "page": "", "what": ""}]}


@pytest.mark.parametrize("told", [("--zone", "x"), ("--programme", "x"), ("--format", "xml"), ("--unheard-of",)])
def test_used_wrongly(cast, leaks, told):
    result = leaks(*told)
    assert result.exit_code == 2
    assert len(result.stderr.strip().splitlines()) == 1


def test_what_it_finds_is_kept_for_the_page(cast, leaks):
    leaks("--zone", "opsoegende-indsats")
    leaks("--zone", "opsoegende-indsats", "--programme", "opsoegende-indsats")  # a part is not kept
    enter(machine(cast.zone.pk))
    assert LeakCheck.objects.count() == 1
