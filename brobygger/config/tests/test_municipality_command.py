"""`brobygger municipality`: a municipality opened from the command line, once however often it is said."""

import pytest
from click.testing import CliRunner

from brobygger.access.actor import machine
from brobygger.access.zones import in_zones
from brobygger.config.command_line import main
from brobygger.municipality.models import Department, Setup
from brobygger.staff.models import Zone
from brobygger.trail.models import Entry

pytestmark = pytest.mark.django_db(databases=["default", "owner"])  # `ready` asks the owner for the keys


def run(*told):
    return CliRunner().invoke(main, ["municipality", *told])


def test_a_municipality_is_opened_and_set_up_and_its_leader_can_be_invited(cast):
    done = run("roskilde", "--name", "Roskilde Kommune", "--copy", "odense")
    assert done.exit_code == 0, done.output
    assert "roskilde (Roskilde Kommune): er åbnet · is open" in done.stdout
    assert "copied from odense" in done.stdout
    assert "--role project_leader --zone roskilde" in done.stdout
    zone = Zone.objects.get(key="roskilde")
    assert (zone.organisation.name, zone.programmes.get().kind) == ("Roskilde Kommune", "outpatient")
    with in_zones(machine(zone.pk)):
        row = Setup.objects.get(zone=zone)
        assert (row.copied_from, row.is_open, row.changed_by_id) == ("odense", False, None)
        assert Department.objects.get(zone=zone).key == "krisecenter"
        assert Entry.objects.filter(what="municipality.setup_copied", by_kind="machine").count() == 1
    invited = CliRunner().invoke(
        main, ["invite", "l@brobygger.invalid", "--name", "L", "--role", "project_leader", "--zone", "roskilde"]
    )
    assert invited.exit_code == 0, invited.output


def test_said_again_nothing_is_touched(cast):
    run("roskilde", "--name", "Roskilde Kommune", "--copy", "odense")
    again = run("roskilde", "--name", "Et andet navn", "--copy", "koege")
    assert again.exit_code == 0
    assert "roskilde (Roskilde Kommune): var her allerede" in again.stdout
    assert "stays as it is" in again.stdout
    zone = Zone.objects.get(key="roskilde")
    with in_zones(machine(zone.pk)):
        assert Setup.objects.get(zone=zone).copied_from == "odense"


def test_without_a_copy_the_leader_chooses_on_the_page(cast):
    assert run("roskilde", "--name", "Roskilde Kommune").exit_code == 0
    zone = Zone.objects.get(key="roskilde")
    with in_zones(machine(zone.pk)):
        assert not Setup.objects.filter(zone=zone).exists()


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ((), "Missing argument 'KEY'."),
        (("roskilde",), "Missing option '--name'."),
        (("roskilde", "--name", " "), "write a name"),
        (("Ros kilde", "--name", "x"), "use small letters"),
        (("roskilde", "--name", "x", "--copy", "vejle"), "'vejle' is not one of 'koege', 'odense'"),
        (("opsoegende-indsats", "--name", "x"), "is no municipality's zone"),
    ],
)
def test_what_cannot_be_is_one_line_and_ends_with_two(cast, told, said):
    done = run(*told)
    assert done.exit_code == 2
    assert said in done.stderr
    assert done.stderr.count("\n") == 1
    assert not Zone.objects.filter(key="roskilde").exists()
