"""A plan across departments in Køge, with a colleague who takes part, and a meeting that was held."""

from datetime import datetime, time, timedelta

from brobygger.base.workdays import COPENHAGEN, day_of
from brobygger.coordination import actions
from brobygger.coordination.actions import Part
from brobygger.courses.models import Place
from brobygger.demonstration.town import Town
from brobygger.meetings import actions as meetings


def coordination(town: Town, lead: str, colleague: str, now: datetime) -> None:
    """Whoever has a place in the course needs more than the course."""
    by, at = town.actor(lead), now - timedelta(days=6)
    place = Place.objects.filter(zone_id=town.zone_id, state="confirmed").exclude(screening__person=None).first()
    if place is None:
        return
    plan = actions.begin(screening_id=place.screening_id, by=by, at=at)
    told = Part(basis="consent", basis_on=day_of(at), worker=town.ids[colleague])
    actions.add_participant(plan_id=plan.pk, part=told, by=by, at=at)
    told = Part(basis="consent", basis_on=day_of(at), name="Kontaktlæreren på skolen")
    actions.add_participant(plan_id=plan.pk, part=told, by=by, at=at)
    actions.add_goal(plan_id=plan.pk, words="En bolig, som ikke er kendt af andre", by=by, at=at)
    for words, worker, days in (("Skrive op hos boligselskabet", colleague, 9), ("Aftale med skolen", lead, 4)):
        due_on = day_of(now) + timedelta(days=days)
        actions.add_task(plan_id=plan.pk, words=words, worker_id=town.ids[worker], due_on=due_on, by=by, at=at)
    met = datetime.combine(day_of(now - timedelta(days=2)), time(13), COPENHAGEN)
    agenda = "1. Bolig\n2. Skolen"
    row = actions.plan_meeting(plan_id=plan.pk, planned_at=met, place="Rådhuset", agenda=agenda, by=by, at=at)
    there = [town.ids[lead], town.ids[colleague]]
    row = meetings.note_held(pk=row.pk, held_on=day_of(met), there=there, seen=row.number, by=by, at=met)
    minutes = "Jobcentret skriver personen op til en bolig. Skolen får besked på torsdag."
    meetings.keep_minutes(pk=row.pk, minutes=minutes, seen=row.number, by=by, at=met)
