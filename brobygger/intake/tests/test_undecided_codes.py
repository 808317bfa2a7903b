"""People who wait for an offence code are decided by the first version that maps it."""

from datetime import date

import pytest

from brobygger.cases.models import Case, Registration
from brobygger.intake import actions, queries
from brobygger.intake.models import Incident
from brobygger.intake.tests import files
from brobygger.people.models import Person
from brobygger.programmes.models import Criteria, OffenceCode, TargetRule
from brobygger.programmes.tests.making import as_if_decided


@pytest.fixture
def version(cast):
    """A version that knows the code and takes everyone but guardians in violence; burglary is out."""
    cast.actor("leader")
    made = Criteria.objects.create(
        programme=cast.programme, number=9, valid_from=date(2026, 11, 1), state="draft", wait_days=2, window_days=28
    )
    OffenceCode.objects.create(criteria=made, code=files.VIOLENCE, incident_type="violence")
    for kind in ("violence", "burglary_and_theft"):
        for role in ("victim", "witness", "relative", "guardian"):
            TargetRule.objects.create(criteria=made, incident_type=kind, role=role, included=kind == "violence")
    made.state = "approved"
    made.save(update_fields=["state"])
    return made


def decide(cast, version, kind, now):
    cast.actor("leader")
    as_if_decided(version, codes={files.UNKNOWN: kind})
    return actions.decide_waiting(
        zone_id=cast.zone.pk,
        programme_id=cast.programme.pk,
        criteria_id=version.pk,
        by=cast.actor("leader"),
        at=now,
    )


def test_who_is_in_comes_onto_the_list(bring, cast, version, now):
    bring({"offence_code": files.UNKNOWN}, {"offence_code": files.UNKNOWN, "report_number": "0700-2", "phone": ""})
    assert queries.waiting_codes(cast.actor("leader"), cast.programme.pk, zone_id=cast.zone.pk) == [(files.UNKNOWN, 2)]
    assert decide(cast, version, "violence", now) == 2
    assert (Case.objects.get().state, Case.objects.get().incident_type) == ("to_call", "violence")
    assert set(Registration.objects.values_list("state", "incident_type", "criteria")) == {
        ("to_call", "violence", version.pk)
    }
    assert decide(cast, version, "violence", now) == 0


def test_who_is_out_is_in_the_register_alone(bring, cast, version, now):
    bring({"offence_code": files.UNKNOWN})
    assert decide(cast, version, "burglary_and_theft", now) == 1
    row = Registration.objects.get()
    assert (row.state, row.person, row.case) == ("not_in_target_group", None, None)
    assert not Person.objects.exists()
    assert not Case.objects.exists()
    assert not Incident.objects.exists()


def test_who_is_out_and_is_rung_for_another_incident_stays(bring, cast, version, now):
    bring({"offence_code": files.UNKNOWN})
    bring({"report_number": "0700-2"})
    decide(cast, version, "burglary_and_theft", now)
    assert (Person.objects.count(), Case.objects.get().state) == (1, "to_call")
    assert sorted(Registration.objects.values_list("state", flat=True)) == ["not_in_target_group", "to_call"]


def test_a_minor_who_waited_still_needs_a_guardian(bring, cast, version, now):
    bring({"offence_code": files.UNKNOWN, "birth_date": "03-04-2016"})
    decide(cast, version, "violence", now)
    assert Case.objects.get().state == "guardian_missing"


def test_whose_window_has_passed_meanwhile(bring, cast, version, now):
    bring(
        {"offence_code": files.UNKNOWN, "occurred_at": "01-10-2026 10:00", "reported_at": "02-10-2026 10:00"},
        {"offence_code": files.UNKNOWN, "report_number": "0700-2"},
    )
    Case.objects.update(window_until=date(2026, 11, 1))
    assert decide(cast, version, "violence", now) == 2
    assert set(Registration.objects.values_list("state", flat=True)) == {"window_passed"}


def test_another_zones_people_are_decided_when_its_next_file_comes(bring, cast, version, now):
    bring({"offence_code": files.UNKNOWN})
    cast.actor("leader")
    as_if_decided(version, codes={files.UNKNOWN: "violence"})
    bring({"report_number": "0700-9", "given_name": "Bo", "phone": ""})
    assert set(Registration.objects.values_list("state", flat=True)) == {"to_call", "no_number"}
