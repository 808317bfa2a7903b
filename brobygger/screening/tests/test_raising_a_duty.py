"""A duty is raised on a registration only by those who may read it; for everyone else it is not there."""

import re

import pytest
from django.urls import reverse

from brobygger.access.zones import among
from brobygger.base.decision import NotFound
from brobygger.duties import actions as duties
from brobygger.duties.models import Duty
from brobygger.screening.tests.making import begun, sent
from brobygger.staff.models import Zone

ON_IT = {"kind": "underretning_133", "rang_112": "on"}
NOT_HERS = (
    "second_employee",
    "resource_person",
    "assessor",
    "project_leader",
    "odense_assessor",
    "owner",
    "counsellor",
)


# What differs from one page to the next whatever it says.
CHANGING = re.compile(r'screening/\d+/|value="\w{64}"|"x-csrftoken": "\w+"|nonce="[^"]+"')


def duties_there():
    with among(set(Zone.objects.values_list("pk", flat=True))):
        return Duty.objects.count()


@pytest.mark.parametrize("who", NOT_HERS)
def test_a_colleagues_registration_and_no_registration_are_the_same(cast, now, client, who):
    row = begun(cast, now)
    client.force_login(getattr(cast, who))
    for deed in (client.get, client.post):
        told = [deed(reverse("raise_duty", args=["screening", number]), ON_IT) for number in (row.pk, 999999)]
        assert [one.status_code for one in told] == [404, 404]
        assert len({CHANGING.sub("", one.content.decode()) for one in told}) == 1
    assert duties_there() == 0


def test_nor_by_the_action_nor_in_another_zone_than_its_own(cast, now):
    row = begun(cast, now)
    about = {"kind": "police_danger", "about": "screening", "about_id": row.pk, "at": now}
    with pytest.raises(NotFound):
        duties.raise_duty(zone_id=cast.koege.pk, by=cast.actor("second_employee"), **about)
    with pytest.raises(NotFound):
        duties.raise_duty(zone_id=cast.odense.pk, by=cast.actor("odense_assessor"), **about)
    by = cast.actor("employee")
    with pytest.raises(NotFound):
        duties.raise_duty(zone_id=cast.odense.pk, by=by, **about)
    assert duties.raise_duty(zone_id=cast.koege.pk, by=by, **about).about_id == row.pk


def test_the_team_raises_one_on_what_was_sent_to_it(cast, now, client):
    row = sent(cast, now)
    client.force_login(cast.assessor)
    assert client.post(reverse("raise_duty", args=["screening", row.pk]), ON_IT).status_code == 302
    assert duties_there() == 1
