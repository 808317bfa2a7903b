"""The pages as a leader, the data-protection officer, a coordinator and others meet them."""

import pytest
from django.test import Client
from django.urls import reverse

from brobygger.counselling.tests.making import anonymous
from brobygger.erasure.models import Asked, Hold, Proof
from brobygger.erasure.tests.test_erasing import ended, erased
from brobygger.outreach.tests.making import someone
from brobygger.people.models import Person

pytestmark = pytest.mark.django_db


def signed_in(cast, who):
    client = Client()
    client.force_login(getattr(cast, who))
    return client


def test_from_the_name_to_the_certificate(cast, now):
    case = ended(cast, now, person={"given_name": "Solvej", "family_name": "Prøvesen"})
    leader, second = signed_in(cast, "leader"), signed_in(cast, "second_leader")
    here = reverse("erasure_of", args=["person", case.person_id])
    page = leader.post(reverse("erasures"), {"words": "solv"}).content.decode()
    assert here in page
    page = leader.get(here).content.decode()
    assert "Hvem personen er" in page
    assert "Sikkerhedskopier har det i 30 dage endnu" in page
    assert leader.post(here, {}).status_code == 422
    page = leader.post(here, {"why": "asked_by_the_person"}, follow=True).content.decode()
    assert "Solvej" in page
    cast.actor("leader")
    asked = Asked.objects.get()
    assert "Slet nu" in leader.get(here).content.decode()
    leader.post(reverse("erasure_confirm", args=[asked.pk]))
    cast.actor("leader")
    assert Person.objects.filter(pk=case.person_id).exists()
    answer = second.post(reverse("erasure_confirm", args=[asked.pk]), follow=True)
    page = answer.content.decode()
    assert "Slettebevis nr. 1" in page
    assert "people_person: 1" in page
    assert "Sporet fik det samme at vide" in page
    assert "Solvej" not in page
    assert second.get(here).status_code == 404
    cast.actor("leader")
    made = second.get(reverse("erasure_certificate_pdf", args=[Proof.objects.get().pk]))
    assert made.content.startswith(b"%PDF")


def test_what_stands_in_the_way_is_said_and_nothing_can_be_asked_for(cast, now):
    case = someone(cast, now)
    leader = signed_in(cast, "leader")
    here = reverse("erasure_of", args=["person", case.person_id])
    page = leader.get(here).content.decode()
    assert "Noget er stadig i gang" in page
    assert "Sager og registreringer" in page
    assert 'name="why" value="asked_by_the_person"' not in page
    assert "Noget er stadig i gang" in leader.post(here, {"why": "asked_by_the_person"}).content.decode()
    cast.actor("leader")
    assert not Asked.objects.exists()


def test_a_request_is_withdrawn_on_the_page(cast, now):
    case = ended(cast, now)
    leader = signed_in(cast, "leader")
    leader.post(reverse("erasure_of", args=["person", case.person_id]), {"why": "period_is_over"})
    cast.actor("leader")
    page = leader.post(reverse("erasure_withdraw", args=[Asked.objects.get().pk]), follow=True).content.decode()
    assert "Intet er slettet" in page
    assert leader.post(reverse("erasure_confirm", args=[999]), follow=True).status_code == 200


def test_a_hold_is_set_and_lifted_and_named(cast, now):
    case = ended(cast, now)
    leader = signed_in(cast, "leader")
    here = reverse("erasure_of", args=["person", case.person_id])
    page = leader.post(reverse("erasure_hold", args=["person", case.person_id]), {"why": "complaint"}, follow=True)
    assert "En klage er under behandling" in page.content.decode()
    assert "En klage er under behandling" in leader.get(reverse("erasures")).content.decode()
    assert leader.post(here, {"why": "period_is_over"}).status_code == 422
    cast.actor("leader")
    leader.post(reverse("erasure_lift", args=[Hold.objects.get().pk]))
    assert leader.post(here, {"why": "period_is_over"}).status_code == 302


def test_the_officer_reads_certificates_and_no_name(cast, now):
    waits = ended(cast, now, person={"given_name": "Solvej"})
    made = erased(cast, now, ended(cast, now).person_id)
    signed_in(cast, "leader").post(reverse("erasure_of", args=["person", waits.person_id]), {"why": "period_is_over"})
    officer = signed_in(cast, "officer")
    page = officer.get(reverse("erasures")).content.decode()
    assert "Slettebevis 1" in page
    assert "Solvej" not in page
    assert officer.get(reverse("erasure_certificate", args=[made.pk])).status_code == 200
    assert officer.get(reverse("erasure_of", args=["person", waits.person_id])).status_code == 404
    assert signed_in(cast, "strange_leader").get(reverse("erasure_certificate", args=[made.pk])).status_code == 404


@pytest.mark.parametrize("who", ["owner", "counsellor", "assessor", "employee"])
def test_who_does_not_lead_sees_none_of_it(cast, now, who):
    assert signed_in(cast, who).get(reverse("erasures")).status_code == 404


def test_who_has_not_said_her_name_is_known_by_her_code_and_erased_all_the_same(cast, now):
    row = anonymous(cast, now)
    coordinator = signed_in(cast, "coordinator")
    page = coordinator.get(reverse("erasure_of", args=["counselling", row.pk])).content.decode()
    assert "Solsikke" in page
    assert "Noget er stadig i gang" in page
    assert coordinator.get(reverse("erasure_of", args=["nothing", 1])).status_code == 404


def test_a_municipality_waits_for_the_archive_authority(cast, now):
    leader = signed_in(cast, "project_leader")
    cast.actor("project_leader")
    person = Person.objects.create(zone=cast.koege, given_name="Maria", created_at=now, created_by_kind="machine")
    here = reverse("erasure_of", args=["person", person.pk])
    assert "Arkivmyndigheden har ikke" in leader.get(here).content.decode()
    assert leader.post(here, {"why": "asked_by_the_person"}).status_code == 422
    told = {"reference": "26/01234", "decided_on": "2026-10-01"}
    page = leader.post(reverse("erasure_archive"), told, follow=True).content.decode()
    assert "26/01234" in page
    assert leader.post(here, {"why": "asked_by_the_person"}).status_code == 302


def test_before_that_only_who_should_never_have_been_there(cast, now):
    leader = signed_in(cast, "project_leader")
    cast.actor("project_leader")
    person = Person.objects.create(zone=cast.koege, given_name="Maria", created_at=now, created_by_kind="machine")
    here = reverse("erasure_of", args=["person", person.pk])
    assert leader.post(here, {"why": "never_should_have_been"}).status_code == 302
