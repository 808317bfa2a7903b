"""What a coordinator notes about a volunteer, and what a volunteer keeps herself."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from brobygger.staff.models import Absence
from brobygger.volunteers.marks import mark_of
from brobygger.volunteers.models import Certificate, Conflict, Volunteer

pytestmark = pytest.mark.django_db

ABLE = {
    "active": "on",
    "gender": "female",
    "languages": ["da", "ar"],
    "areas": "Prøveby,  Lilleby ,",
    "forms": ["phone"],
    "days": ["1", "3"],
    "evenings": ["2"],
    "most_cases": "4",
}


def client(worker):
    made = Client()
    made.force_login(worker)
    return made


@pytest.fixture
def noted(cast):
    """The counsellor is noted as a volunteer."""
    sent = client(cast.coordinator).post(reverse("add_volunteer", args=[cast.counsellor.pk]), ABLE)
    assert sent.status_code == 302
    cast.actor("coordinator")
    return Volunteer.objects.get()


def test_what_was_noted_stands(noted, cast):
    assert (noted.days, noted.evenings, noted.most_cases) == (0b101, 0b10, 4)
    assert (noted.languages, noted.areas, noted.forms) == (["da", "ar"], ["Lilleby", "Prøveby"], ["phone"])
    page = client(cast.coordinator).get(reverse("volunteers")).content.decode()
    assert "Counsellor" in page
    assert "Second_Counsellor" in page  # not noted yet


def test_only_one_with_the_role_becomes_a_volunteer_and_once(noted, cast):
    coordinator = client(cast.coordinator)
    for worker in (cast.counsellor, cast.coordinator, cast.owner):
        assert coordinator.post(reverse("add_volunteer", args=[worker.pk]), ABLE).status_code == 404


def test_a_certificate_is_required_noted_and_removed(noted, cast):
    coordinator, today = client(cast.coordinator), timezone.localdate()
    coordinator.post(reverse("certificate_kind"), {"name": "Grundkursus", "needed_for": "everyone"})
    page = reverse("volunteer", args=[noted.pk])
    assert "mangler" in coordinator.get(page).content.decode()
    cast.actor("coordinator")
    from brobygger.volunteers.models import CertificateKind

    kind = CertificateKind.objects.get()
    wrong = {"kind": kind.pk, "got_on": today, "expires_on": today - timedelta(days=1)}
    assert coordinator.post(reverse("volunteer_certificate", args=[noted.pk]), wrong).status_code == 422
    right = {"kind": kind.pk, "got_on": today, "expires_on": today + timedelta(days=30)}
    assert coordinator.post(reverse("volunteer_certificate", args=[noted.pk]), right).status_code == 302
    assert "udløber" in coordinator.get(reverse("volunteers")).content.decode()
    made = Certificate.objects.get()
    assert coordinator.post(reverse("drop_certificate", args=[made.pk])).status_code == 302
    assert not Certificate.objects.exists()


def test_a_volunteer_keeps_her_own_days_and_absence(noted, cast):
    mine, page = client(cast.counsellor), reverse("my_days")
    mine.post(page, {"what": "days", "days": ["6"], "evenings": [], "most_cases": "2"})
    noted.refresh_from_db()
    assert (noted.days, noted.evenings, noted.most_cases, noted.languages) == (0b100000, 0, 2, ["da", "ar"])
    today = timezone.localdate()
    mine.post(page, {"what": "absence", "first_day": today, "last_day": today + timedelta(days=5)})
    away = Absence.objects.get()
    assert away.worker == cast.counsellor
    again = mine.post(page, {"what": "absence", "first_day": today, "last_day": today})
    assert again.status_code == 422
    mine.post(reverse("end_my_absence", args=[away.pk]))
    assert not Absence.objects.exists()


def test_a_volunteer_sees_and_lifts_only_what_she_has_declared(noted, cast):
    coordinator, mine, page = client(cast.coordinator), client(cast.counsellor), reverse("my_days")
    coordinator.post(reverse("volunteer_conflict", args=[noted.pk]), {"kind": "person", "words": "Lone Hemmelig"})
    mine.post(page, {"what": "conflict", "kind": "organisation", "words": "Fabrikken"})
    shown = mine.get(page).content.decode()
    assert "Fabrikken" in shown
    assert "Lone" not in shown
    theirs, own = Conflict.objects.order_by("id")
    assert mine.post(reverse("lift_my_conflict", args=[theirs.pk])).status_code == 404
    assert mine.post(reverse("lift_my_conflict", args=[own.pk])).status_code == 302
    assert coordinator.post(reverse("lift_conflict", args=[theirs.pk])).status_code == 302
    assert not Conflict.objects.filter(lifted_at=None).exists()


def test_one_about_whom_nothing_is_noted_is_told_so(cast):
    assert "ikke noteret noget om dig" in client(cast.counsellor).get(reverse("my_days")).content.decode()


@pytest.mark.parametrize(
    ("kind", "one", "other", "alike"),
    [
        ("person", "Maria Louise Prøve", "prøve, maria", True),
        ("person", "Maria Prøve", "Marie Prøve", False),
        ("address", "Prøvevej 12, 3. th.", "prøvevej 12 st tv", True),
        ("address", "Prøvevej 12", "Prøvevej 14", False),
        ("address", "Gården", "gården", True),
        ("organisation", "Skolen  i Lilleby", "skolen i lilleby", True),
        ("area", "Lilleby", "Storeby", False),
    ],
)
def test_what_two_people_would_write_alike_has_one_mark(kind, one, other, alike):
    assert (mark_of(1, kind, one) == mark_of(1, kind, other)) is alike
    assert mark_of(1, kind, one) != mark_of(2, kind, one)


def test_nothing_has_no_mark():
    assert mark_of(1, "person", " - ") == b""
