"""Danger in the team's hands: its bar on every page, taken back with a reason, and no way out past advice."""

from __future__ import annotations

from datetime import timedelta
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from brobygger.base.decision import Refused
from brobygger.base.workdays import day_of
from brobygger.duties.models import Duty
from brobygger.reception import actions
from brobygger.reception.noting import Onward
from brobygger.reception.tests.making import anonymous, herself, sent, taken
from brobygger.screening import actions as screening
from brobygger.screening import queries
from brobygger.screening.models import CriterionAnswer, SafetyNote
from brobygger.screening.said import said_of
from brobygger.screening.tests.making import ready

PAGES = ("received", "reception_nothing", "reception_withdraw", "reception_onward", "reception_danger_back")
EACH = ("life", "protection", "child", "minor")


@pytest.fixture
def at_work(cast):
    client = Client(headers={"accept-language": "en"})
    client.force_login(cast.assessor)
    return client


@pytest.fixture
def today():
    return timezone.now()


@pytest.fixture
def row(cast, today):
    """Everything about danger was said to an employee before she sent it; someone of the team has it now."""
    begun = ready(cast, today)
    against = {"acute_protection": "yes", "adult": "no"}
    told = {"screening_id": begun.pk, "by": cast.actor("employee"), "at": today}
    yes = {"danger": "yes", "child_worry": "yes"}
    screening.answer_safety(told=yes, answers=against, **told)
    screening.choose_route(route="risk_assessment_and_course", reason="her_wish", **told)
    screening.give_advice(advice=screening.Advice(["phone"], "agreed", "Jonna", day_of(today)), **told)
    screening.keep_step(told={"age_group": "0_17"}, step=4, **told)
    screening.send(**told)
    return taken(cast, today, begun)


def words(answer):
    return unescape(answer.content.decode())


def said(row):
    return said_of(queries.ROWS.get(pk=row.pk))


def test_each_danger_has_its_bar_on_each_page_of_the_team(cast, row, at_work):
    assert said(row) == set(EACH)
    for name in PAGES:
        shown = words(at_work.get(reverse(name, args=[row.pk])))
        for bar in ("Risk of serious or lethal violence", "Needs protection here and now", "Is under 18"):
            assert bar in shown, (name, bar)
        assert "alert-error" in shown, name
    door = words(at_work.get(reverse("reception_onward", args=[row.pk]), {"door": "shelter"}))
    assert "Needs protection here and now" in door


@pytest.mark.parametrize("about", EACH)
def test_what_was_a_mistake_is_taken_back_with_a_reason_and_stays_in_the_story(cast, row, at_work, about):
    held = sorted(Duty.objects.values_list("pk", "state"))
    address = reverse("reception_danger_back", args=[row.pk])
    assert address in words(at_work.get(reverse("received", args=[row.pk])))
    assert at_work.post(address, {"dangers": [about]}).status_code == 422
    assert at_work.post(address, {"why": "Det var søsteren"}).status_code == 422
    assert about in said(row)
    done = at_work.post(address, {"dangers": [about], "why": "Det var søsteren"}, follow=True)
    assert said(row) == set(EACH) - {about}
    assert "Det var søsteren" in words(done)
    assert "It was taken back (Assessor)" in words(done)
    assert sorted(Duty.objects.values_list("pk", "state")) == held, "a duty is its holder's alone"
    employee = Client(headers={"accept-language": "en"})
    employee.force_login(cast.employee)
    assert "Det var søsteren" not in words(employee.get(reverse("screening", args=[row.pk]))), "the team's own words"


def test_what_she_said_herself_is_taken_back_in_the_same_way(cast, at_work, today):
    row = taken(cast, today, herself(cast, today, danger="yes", child_worry="yes")[0])
    told = {"dangers": ["life", "child"], "why": "Hun mente noget andet"}
    at_work.post(reverse("reception_danger_back", args=[row.pk]), told)
    assert said(row) == set()
    assert set(SafetyNote.objects.filter(what="taken_back").values_list("about", flat=True)) == {"life", "child"}


def test_only_by_whoever_has_her(cast, row, today):
    told = {"screening_id": row.pk, "dangers": ["life"], "why": "Forkert", "at": today}
    with pytest.raises(Refused, match="held_by_a_colleague"):
        actions.take_danger_back(**told, by=cast.actor("second_assessor"))
    waits = sent(cast, today, who="second_employee")
    with pytest.raises(Refused, match="not_taken_yet"):
        actions.take_danger_back(**told | {"screening_id": waits.pk}, by=cast.actor("assessor"))
    assert "life" in said(row)


def test_what_is_not_said_is_not_taken_back(cast, today):
    row = taken(cast, today, sent(cast, today))
    told = {"screening_id": row.pk, "why": "Forkert", "by": cast.actor("assessor"), "at": today}
    with pytest.raises(Refused, match="not_said"):
        actions.take_danger_back(dangers=["life"], **told)
    assert not SafetyNote.objects.exists()


def test_the_way_that_was_chosen_stands(cast, row, today):
    told = {"dangers": ["protection"], "why": "Han er varetægtsfængslet", "by": cast.actor("assessor"), "at": today}
    done = actions.take_danger_back(screening_id=row.pk, **told)
    assert (done.detection.suggested, done.detection.route) == ("shelter", "risk_assessment_and_course")
    assert CriterionAnswer.objects.get(screening=row, criterion__key="acute_protection").answer == "no"


@pytest.mark.parametrize("door", ["volunteer_offer", "none_for_now"])
def test_in_danger_no_other_door_than_a_shelter_before_advice(cast, today, door):
    row = taken(cast, today, anonymous(cast, today, danger="yes")[0])
    by, day = cast.actor("assessor"), day_of(today) + timedelta(days=1)
    with pytest.raises(Refused, match="advice_first"):
        actions.point_on(screening_id=row.pk, onward=Onward(door, day), by=by, at=today)
    gone = actions.point_on(screening_id=row.pk, onward=Onward("shelter", day, led_there="went_along"), by=by, at=today)
    assert gone.state == "pointed_on"


def test_every_way_out_of_the_team_leads_to_advice(cast, at_work, today):
    row = taken(cast, today, sent(cast, today))
    advice = reverse("reception_advice", args=[row.pk])
    for name in ("received", "reception_nothing", "reception_withdraw", "reception_onward"):
        assert advice in words(at_work.get(reverse(name, args=[row.pk]))), name
    assert advice in words(at_work.get(reverse("reception_onward", args=[row.pk]), {"door": "none_for_now"}))
    actions.come_to_nothing(screening_id=row.pk, why="not_reached", by=cast.actor("assessor"), at=today)
    assert advice in words(at_work.get(reverse("received", args=[row.pk]))), "also when it has ended"
    told = {"given": ["phone"], "light": "nobody", "given_by": "Sofie", "given_on": day_of(today).isoformat()}
    assert at_work.post(advice, told).status_code == 302
