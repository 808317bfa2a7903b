"""The pages as a leader, a coordinator and others meet them."""

import pytest
from django.test import Client
from django.urls import reverse

from brobygger.counselling.models import Counselling
from brobygger.counselling.tests.making import someone as waiting
from brobygger.courses.models import KeptApart
from brobygger.doubles import queries
from brobygger.doubles.models import Merge
from brobygger.doubles.tests.making import two
from brobygger.people.models import Person
from brobygger.screening.tests.making import sent

pytestmark = pytest.mark.django_db


def signed_in(cast, who):
    client = Client()
    client.force_login(getattr(cast, who))
    return client


def test_a_leader_compares_merges_and_splits(cast, now):
    one, other = two(cast, now, second={"family_name": "Prøvesen", "email": "k@brobygger.invalid"})
    leader = signed_in(cast, "leader")
    page = leader.get(reverse("doubles")).content.decode()
    assert "Samme telefon, samme fødselsdato, samme navn" in page
    here = reverse("double", args=[one.person_id, other.person_id])
    page = leader.get(here).content.decode()
    assert "Det forsigtigste af begge" in page
    assert page.count("Hvilken går videre?") >= 1
    case = f"case_{one.pk}_{other.pk}"
    answer = leader.post(here, {"given_name": "kept", "card": "careful"})
    assert answer.status_code == 422
    page = leader.post(here, {"given_name": "other", "card": "careful", case: other.pk}, follow=True).content.decode()
    assert "Karla Aase Prøvesen stod også som Karla Åse Prøvesen" in page
    assert "(Vold" in page
    assert "Stod også her som Karla Åse" in leader.get(reverse("case", args=[other.pk])).content.decode()
    assert "Stod også" not in signed_in(cast, "owner").get(reverse("case", args=[other.pk])).content.decode()
    assert leader.get(here, follow=True).content.decode().count("En kollega har lagt") == 1
    cast.actor("leader")
    page = leader.post(reverse("merged", args=[Merge.objects.get().pk]), follow=True).content.decode()
    assert "De to er skilt ad igen" in page
    page = leader.post(reverse("double_two", args=[one.person_id, other.person_id]), follow=True).content.decode()
    assert "Ingen ser ud til at stå her to gange" in page
    assert "Er to personer" in page


def test_where_a_mistake_is_dangerous_it_is_asked_twice(cast, now):
    one, other = two(cast, now, second={"protected": True})
    leader = signed_in(cast, "leader")
    assert "Se grundigt efter" in leader.get(reverse("doubles")).content.decode()
    here = reverse("double", args=[one.person_id, other.person_id])
    told = {"given_name": "kept", "card": "careful", f"case_{one.pk}_{other.pk}": one.pk}
    page = leader.post(here, told).content.decode()
    assert "Jeg har set efter en gang til" in page
    cast.actor("leader")
    assert not Merge.objects.exists()
    assert leader.post(here, told | {"once": "1"}).status_code == 422
    leader.post(here, told | {"once": "1", "sure": "on"})
    cast.actor("leader")
    assert Person.objects.get(pk=one.person_id).protected
    assert Merge.objects.count() == 1


@pytest.mark.parametrize("who", ["owner", "officer", "counsellor", "assessor", "employee"])
def test_who_does_not_lead_sees_none_of_it(cast, now, who):
    one, other = two(cast, now)
    client = signed_in(cast, who)
    assert client.get(reverse("doubles")).status_code == 404
    assert client.get(reverse("double", args=[one.person_id, other.person_id])).status_code == 404


def test_another_zones_leader_sees_none_of_it(cast, now):
    one, other = two(cast, now)
    client = signed_in(cast, "strange_leader")
    assert "Karla" not in client.get(reverse("doubles")).content.decode()
    assert client.get(reverse("double", args=[one.person_id, other.person_id])).status_code == 404


def test_two_who_are_helped_now_are_not_one_until_one_of_them_is_not(cast, now):
    first, second = waiting(cast, now), waiting(cast, now)
    client = signed_in(cast, "coordinator")
    here = reverse("double", args=[first.person_id, second.person_id])
    page = client.get(here).content.decode()
    assert "Hjælp fra en frivillig" in page
    answer = client.post(here, {"card": "careful"})
    assert "Begge er i et forløb hos en frivillig nu" in answer.content.decode()
    cast.actor("coordinator")
    Counselling.objects.filter(pk=second.pk).update(
        state="ended", ended_at=now, end_reason="helped", ended_by=cast.coordinator
    )
    client.post(here, {"card": "careful"})
    cast.actor("coordinator")
    assert set(Counselling.objects.values_list("person", flat=True)) == {first.person_id}


def test_two_who_must_not_know_of_each_other_are_never_offered(cast, now):
    made = [sent(cast, now), sent(cast, now)]
    by = cast.actor("project_leader")
    assert len(queries.possible(by, zone_id=cast.koege.pk)) == 1
    KeptApart.objects.create(
        zone=cast.koege, first=made[1], second=made[0], why="knows", noted_at=now, noted_by=cast.project_leader
    )
    assert queries.possible(by, zone_id=cast.koege.pk) == []
    client = signed_in(cast, "project_leader")
    assert client.get(reverse("double", args=[made[0].person_id, made[1].person_id])).status_code == 404
