"""The pages of a plan, as the team, whoever leads, and a colleague who takes part meet them."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from brobygger.coordination.models import Participant, Plan, Task
from brobygger.coordination.tests.making import begun, joined
from brobygger.meetings.models import Meeting
from brobygger.reception.tests.making import anonymous, mine, taken

pytestmark = pytest.mark.django_db


def signed_in(cast, who):
    client = Client()
    client.force_login(getattr(cast, who))
    cast.actor(who)
    return client


def shown(client, name, *args):
    return client.get(reverse(name, args=args), follow=True).content.decode()


def post(client, page, /, *args, **told):
    return client.post(reverse(page, args=args), told, follow=True).content.decode()


def test_from_the_persons_page_to_a_plan_that_a_colleague_works_on(cast, now):
    row = mine(cast, now)
    client, today = signed_in(cast, "assessor"), timezone.localdate()
    assert "Ingen plan endnu" in shown(client, "received", row.pk)
    assert "Begynd en plan" in shown(client, "coordination_of", row.pk)
    assert "du er tovholder" in post(client, "coordination_of", row.pk)
    plan = Plan.objects.get()
    assert "er tovholder" in shown(client, "received", row.pk)
    told = {"worker": cast.employee.pk, "basis": "consent", "basis_on": today}
    assert "Vælg én" in post(client, "plan_participant", plan.pk, **told, name="Skolen")
    assert "Vælg hjemlen" in post(client, "plan_participant", plan.pk, **told | {"basis": "law"})
    assert "Borgeren sagde ja den" in post(client, "plan_participant", plan.pk, **told)
    told = {"name": "Klasselæreren", "basis": "law", "law": "dbl_8", "basis_on": today}
    page = post(client, "plan_participant", plan.pk, **told)
    assert "Klasselæreren" in page
    assert "§ 8" in page
    assert "Bolig i Køge" in post(client, "plan_goal", plan.pk, words="Bolig i Køge")
    assert client.post(reverse("plan_goal", args=[plan.pk]), {"words": ""}).status_code == 422
    told = {"words": "Ringe til boligselskabet", "worker_id": cast.employee.pk, "due_on": today + timedelta(days=3)}
    post(client, "plan_task", plan.pk, **told)
    assert client.post(reverse("plan_task", args=[plan.pk]), {}).status_code == 422
    late = client.post(reverse("plan_task", args=[plan.pk]), told | {"due_on": "2020-01-01"})
    assert "Vælg i dag eller en senere dag." in late.content.decode()
    goal, task = plan.goals.get(), Task.objects.get()
    assert "Nået" in post(client, "plan_do", plan.pk, do="reached", row=goal.pk)
    assert "Nået" not in post(client, "plan_do", plan.pk, do="not_reached", row=goal.pk)
    assert "Efter forløbet" in post(client, "plan_do", plan.pk, do="phase", phase="after")
    assert client.post(reverse("plan_do", args=[plan.pk]), {"do": "x"}).status_code == 404
    told = {"on": today, "clock": "00:00", "place": "Lokale 3", "agenda": ""}
    assert "Mødet er planlagt" in post(client, "plan_meeting", plan.pk, **told)
    meeting = Meeting.objects.get().pk
    assert "Tilbage til planen" in shown(client, "meeting", meeting)

    colleague = signed_in(cast, "employee")
    page = shown(colleague, "risk_own_steps")
    assert "Ringe til boligselskabet" in page
    page = shown(colleague, "plan_across", plan.pk)
    assert "Bolig i Køge" in page
    assert "Klasselæreren" not in page
    assert reverse("received", args=[row.pk]) not in page
    assert colleague.get(reverse("received", args=[row.pk])).status_code == 404
    assert "Skriv, hvorfor" in post(colleague, "plan_task_do", task.pk, to="not_possible")
    assert "Ingen boliger" in post(colleague, "plan_task_do", task.pk, to="not_possible", words="Ingen boliger")
    assert colleague.post(reverse("plan_task_do", args=[task.pk]), {"to": "x"}).status_code == 404
    colleague.post(reverse("meeting_held", args=[meeting]), {"held_on": today, "there": [cast.employee.pk], "seen": 1})
    assert "Vi talte" in post(colleague, "meeting_minutes", meeting, minutes="Vi talte om bolig", seen=2)
    for who in ("second_employee", "second_assessor", "odense_leader"):
        other = signed_in(cast, who)
        assert other.get(reverse("meeting", args=[meeting])).status_code == 404, who
    assert signed_in(cast, "second_employee").get(reverse("plan_across", args=[plan.pk])).status_code == 404


def test_another_leads_ends_it_and_the_team_opens_it_again(cast, now):
    plan = begun(cast, now)
    joined(cast, now, plan)
    client = signed_in(cast, "assessor")
    assert "Employee" in post(client, "plan_lead", plan.pk, worker_id=cast.employee.pk)
    lead = signed_in(cast, "employee")
    assert "Skift tovholder" in shown(lead, "plan_across", plan.pk)
    page = post(lead, "plan_end", plan.pk, why="carried_out", words="Alt er på plads")
    assert "Planen er afsluttet" in page
    assert lead.get(reverse("plan_across", args=[plan.pk])).status_code == 404
    client = signed_in(cast, "assessor")
    assert "Alt er på plads" in shown(client, "plan_across", plan.pk)
    assert "Alt er på plads" not in post(client, "plan_do", plan.pk, do="reopen")
    row = Participant.objects.get().pk
    assert "Ingen er tovholder" in post(client, "plan_do", plan.pk, do="leaves", row=row)


def test_someone_anonymous_has_none_and_the_page_says_why(cast, now):
    row, _box = anonymous(cast, now)
    taken(cast, now, row)
    client = signed_in(cast, "assessor")
    assert "Anonym: ingen plan" in shown(client, "received", row.pk)
    page = shown(client, "coordination_of", row.pk)
    assert "Borgeren er anonym" in page
    assert "Begynd en plan" not in page
    assert "Borgeren er anonym" in post(client, "coordination_of", row.pk)
    assert not Plan.objects.exists()
