"""The team's own register goes in, without identity and with every answer that was given."""

from datetime import date

import pytest

from brobygger.cases.models import Registration
from brobygger.intake.tests.files import REGISTERED


def test_a_registration_stands_in_the_register(bring):
    summary = bring({"referral_token": "AB-12"}, kind="registrations")
    assert (summary.rows, summary.registrations, summary.people) == (1, 1, 0)
    row = Registration.objects.get()
    assert (row.source, row.source_ref, row.identified_on) == ("registrations", "1", date(2019, 5, 2))
    assert (row.incident_type, row.role, row.gender, row.age, row.attempts) == ("violence", "victim", "male", 34, 2)
    assert (row.has_contact_details, row.reached, row.reached_on) == (True, True, date(2019, 5, 4))
    assert (row.outcome, row.state, row.referral_token, row.person, row.case) == (
        "accepted",
        "accepted",
        "AB-12",
        None,
        None,
    )


EMPTY = dict.fromkeys(REGISTERED, "") | {"identified_on": "2019-05-02"}


@pytest.mark.parametrize(
    ("told", "state"),
    [
        ({"reached": "nej", "has_contact_details": "nej"}, "no_number"),
        ({"reached": "nej", "has_contact_details": "ja"}, "not_reached"),
        ({"reached": "nej"}, "not_reached"),
        ({"reached": "ja"}, "answer_not_recorded"),
        ({"reached": "ja", "outcome": "declined"}, "declined"),
        ({"reached": "ja", "outcome": "will_call_self"}, "will_call_self"),
    ],
)
def test_how_it_ended(bring, told, state):
    bring({**EMPTY, "registration_id": "1", **told}, kind="registrations")
    assert Registration.objects.get().state == state


def test_again_and_overlapping(bring):
    bring({}, {"registration_id": "2"}, kind="registrations")
    Registration.objects.update(age=50)
    summary = bring({}, {"registration_id": "2"}, {"registration_id": "3"}, kind="registrations")
    assert (summary.registrations, summary.already_known) == (1, 2)
    assert Registration.objects.filter(age=50).count() == 2


def test_the_same_number_twice(bring):
    summary = bring({}, {}, {"registration_id": "2"}, {"registration_id": "2", "age": "1"}, kind="registrations")
    assert (summary.rows, summary.registrations, summary.already_known, summary.rejected) == (4, 1, 1, 2)


def test_reached_without_a_call_is_kept_and_told(bring):
    summary = bring({"attempts": "0"}, kind="registrations")
    assert summary.registrations == 1
    assert summary.counts()["notes"] == [{"code": "reached_without_a_call", "count": 1, "rows": [2]}]
