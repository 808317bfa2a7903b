"""The pages as the leader, those who are planned, and others meet them."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from brobygger.rota.models import Exam, Hours, Rota, ShiftNeed, Wish
from brobygger.rota.rules import monday
from brobygger.rota.tests.making import planned, published
from brobygger.staff import actions as staff

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def at_once(settings):
    settings.JOBS_INLINE = True


def signed_in(cast, who):
    client = Client()
    client.force_login(getattr(cast, who))
    return client


def shown(client, name, *args, status=200, **asked):
    response = client.get(reverse(name, args=args), asked)
    assert response.status_code == status
    return response.content.decode()


def test_a_leader_makes_a_plan_and_everyone_sees_her_shifts(cast):
    leader, worker = signed_in(cast, "leader"), signed_in(cast, "owner")
    today = timezone.localdate()
    first = monday(today) + timedelta(days=7)
    told = {"first_day": first, "last_day": first, "most_a_week": 3}
    assert leader.post(reverse("rota_new"), told).status_code == 422
    told = {"weekday": first.weekday(), "starts": "09:00", "ends": "08:00", "needed": 2, "from_on": "2020-01-01"}
    assert leader.post(reverse("rota_needs"), told).status_code == 422
    page = leader.post(reverse("rota_needs"), told | {"ends": "13:00"}, follow=True).content.decode()
    assert "Den vagt stod her allerede" not in page
    page = leader.post(reverse("rota_needs"), told | {"ends": "13:00"}, follow=True).content.decode()
    assert "Den vagt stod her allerede. Den står én gang, som du skrev den nu." in page
    assert "mandag 09:00–13:00" in page.lower()
    cast.actor("leader")
    assert ShiftNeed.objects.count() == 1
    told = {"weekly": "8.5", "from_on": "2020-01-01"}
    worker.post(reverse("rota_hours", args=[cast.owner.pk]), told)
    leader.post(reverse("rota_hours", args=[cast.colleague.pk]), told)
    told = {"likes": "rather_not", "weekday": first.weekday(), "on": f"{first}", "part": "all"}
    assert worker.post(reverse("rota_wish", args=[cast.owner.pk]), told).status_code == 422
    page = worker.post(reverse("rota_wish", args=[cast.owner.pk]), told | {"on": ""}, follow=True).content.decode()
    assert "Jeg vil helst ikke" in page
    past = {"likes": "cannot", "weekday": "", "on": f"{today - timedelta(days=1)}", "part": "all"}
    answer = worker.post(reverse("rota_wish", args=[cast.owner.pk]), past)
    assert answer.context["form"].errors == {"on": ["Vælg i dag eller en senere dag."]}
    past = {"first_day": "2020-01-01", "last_day": "2020-01-05", "most": 0}
    answer = worker.post(reverse("rota_exam", args=[cast.owner.pk]), past)
    assert answer.context["form"].errors == {"last_day": ["Den sidste dag er i dag eller senere."]}
    told = {"first_day": first, "last_day": first + timedelta(days=13), "most_a_week": 3}
    page = leader.post(reverse("rota_new"), told, follow=True).content.decode()
    assert "Kladde" in page
    cast.actor("leader")
    plan = Rota.objects.get().pk
    page = shown(leader, "rota_plan", plan)
    assert "det er bevist" in page
    assert "Vil helst ikke" in page
    shown(worker, "rota_plan", plan, status=404)
    assert "09:00" not in shown(worker, "rota", week=f"{first}")
    leader.post(reverse("rota_do", args=[plan]), {"do": "publish"})
    page = shown(worker, "rota", week=f"{first}")
    assert page.count("Colleague") == 1
    page = shown(worker, "rota_mine")
    assert "09:00–13:00" in page
    assert "Vil helst ikke" in page
    assert "Vil helst ikke" not in shown(signed_in(cast, "colleague"), "rota_mine")


def test_a_shift_changes_hands_and_what_it_breaks_stands_first(cast, now):
    first = monday(timezone.localdate()) + timedelta(days=14)
    plan = published(cast, timezone.now() - timedelta(minutes=5), first=first, needed=1)
    shift = plan.shifts.order_by("on").first()
    other = cast.colleague if shift.worker_id == cast.owner.pk else cast.owner
    leader = signed_in(cast, "leader")
    staff.note_absence(
        worker_id=other.pk, zone_id=cast.zone.pk, first_day=shift.on, last_day=shift.on, substitute_id=None,
        by=cast.actor("leader"), at=timezone.now(),
    )  # fmt: skip
    page = shown(leader, "rota_shift", shift.pk)
    assert f"{other.name} – er væk" in page
    page = leader.post(reverse("rota_shift", args=[shift.pk]), {"worker": other.pk}, follow=True).content.decode()
    assert "er væk" in page.lower()
    page = leader.post(reverse("rota_do", args=[plan.pk]), {"do": "cover"}, follow=True).content.decode()
    assert "så få som muligt" in page
    page = leader.post(reverse("rota_do", args=[plan.pk]), {"do": "change"}, follow=True).content.decode()
    assert "har skiftet hænder" in page
    assert leader.post(reverse("rota_do", args=[plan.pk]), {"do": "sums"}).status_code == 404


def test_a_plan_that_cannot_be_made_says_why(cast, now):
    at = timezone.now() - timedelta(minutes=5)
    first = monday(timezone.localdate()) + timedelta(days=14)
    leader = signed_in(cast, "leader")
    exams = {"first_day": f"{first}", "last_day": f"{first + timedelta(days=4)}", "most": 0}
    signed_in(cast, "owner").post(reverse("rota_exam", args=[cast.owner.pk]), exams)
    plan = planned(cast, at, first=first, needed=2)
    page = shown(leader, "rota_plan", plan.pk)
    assert "kan ikke holde på samme tid" in page
    assert "Owner – ingen vagter på grund af eksamen" in page
    page = leader.post(reverse("rota_do", args=[plan.pk]), {"do": "gaps"}, follow=True).content.decode()
    assert "1 mangler" in page


def test_a_plan_of_more_hours_than_are_agreed_says_so(cast, now):
    first = monday(timezone.localdate()) + timedelta(days=14)
    for name in ("owner", "colleague"):
        told = {"weekly": "4", "from_on": "2020-01-02"}
        signed_in(cast, name).post(reverse("rota_hours", args=[getattr(cast, name).pk]), told)
    needs = {"starts": "09:00", "ends": "13:00", "needed": 2, "from_on": "2020-01-01"}
    leader = signed_in(cast, "leader")
    for weekday in (0, 1, 2):
        leader.post(reverse("rota_needs"), needs | {"weekday": weekday})
    plan = planned(cast, timezone.now() - timedelta(minutes=5), first=first, set_up=False)
    page = shown(leader, "rota_plan", plan.pk)
    slots = plan.shifts.count() * 4
    assert f"Vagterne kræver {slots} timer. De planlagte har til sammen aftalt" in page
    assert "mere end aftalt (" in page
    assert page.count("mere end aftalt (") == 2


def test_hours_and_wishes_are_nobody_elses(cast, now):
    worker, pk = signed_in(cast, "owner"), cast.owner.pk
    worker.post(reverse("rota_hours", args=[pk]), {"weekly": "10", "from_on": f"{date(2026, 1, 1)}"})
    for who in ("colleague", "strange_leader", "stranger", "officer", "counsellor", "project_leader"):
        client = signed_in(cast, who)
        shown(client, "rota_hours", pk, status=404)
        assert client.post(reverse("rota_wish", args=[pk]), {"likes": "cannot"}).status_code == 404
    cast.actor("owner")
    row = Hours.objects.get()
    assert signed_in(cast, "colleague").post(reverse("rota_take_back", args=["hours", row.pk])).status_code == 404
    assert worker.post(reverse("rota_take_back", args=["sums", row.pk])).status_code == 404
    worker.post(reverse("rota_take_back", args=["hours", row.pk]))
    cast.actor("owner")
    assert [kind.objects.count() for kind in (Hours, Exam, Wish)] == [0, 0, 0]
