"""A duty is raised on someone who is helped only by those who may read her page."""

from django.urls import reverse

from brobygger.counselling.tests.making import asked, someone, volunteer
from brobygger.duties.models import Duty

ON_IT = {"kind": "underretning_135"}


def test_only_the_volunteer_whose_she_is_and_the_coordinators_raise_one(cast, now, client):
    row = asked(cast, now, someone(cast, now), volunteer(cast, now))
    address = reverse("raise_duty", args=["counselling", row.pk])
    for who in ("second_counsellor", "owner", "leader", "employee"):
        client.force_login(getattr(cast, who))
        assert client.get(address).status_code == client.post(address, ON_IT).status_code == 404, who
        assert client.get(address.replace(str(row.pk), "999999")).status_code == 404, who
    cast.actor("coordinator")
    assert not Duty.objects.exists()
    for who in ("counsellor", "second_coordinator"):
        client.force_login(getattr(cast, who))
        assert client.post(address, ON_IT).status_code == 302, who
    cast.actor("coordinator")
    assert Duty.objects.filter(about="counselling", about_id=row.pk).count() == 2
