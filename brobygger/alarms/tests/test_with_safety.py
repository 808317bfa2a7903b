"""A plan that is due is heard: first by whoever has the person."""

from datetime import timedelta

from brobygger.access.actor import machine
from brobygger.access.zones import enter
from brobygger.alarms.policy import SHIPPED
from brobygger.alarms.standing_still import standing
from brobygger.alarms.words import thing
from brobygger.base.workdays import day_of
from brobygger.safety import rules
from brobygger.safety.tests.making import begun


def test_a_plan_whose_day_has_come_has_a_deadline_and_words(cast, now, monkeypatch):
    begun(cast, now)
    monkeypatch.setattr("django.utils.timezone.now", lambda: now + timedelta(days=rules.FIRST_LOOK))
    enter(machine(cast.koege.pk))
    (found,) = (one for one in standing(zone_id=cast.koege.pk) if one.thing.kind == "safety_plan")
    assert found.thing.worker_id == cast.assessor.pk
    assert found.due is not None
    assert found.due.day == day_of(now + timedelta(days=rules.FIRST_LOOK))


def test_both_reasons_have_words_and_a_limit():
    for why in rules.Due:
        assert SHIPPED.limit("safety_plan", why) is not None
        assert thing(f"safety_plan.{why}") != f"safety_plan.{why}"
