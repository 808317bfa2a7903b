"""Danger in the team's hands: its bar on every page, taken back with a reason, and no way out past advice."""

from datetime import timedelta
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format

from brobygger.access.actor import citizen
from brobygger.access.policy import Act
from brobygger.access.zones import enter
from brobygger.base.decision import Refused
from brobygger.base.workdays import day_of
from brobygger.duties import actions as duties
from brobygger.duties.models import Duty
from brobygger.reception import actions
from brobygger.reception.first_conversation import Onward
from brobygger.reception.tests.making import anonymous, herself, sent, taken
from brobygger.screening import actions as screening
from brobygger.screening import queries
from brobygger.screening.danger_said import said_of
from brobygger.screening.models import CriterionAnswer, SafetyNote
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


def list_of(at_work):
    return words(at_work.get(reverse("reception")))


def settle(cast, today, worker):
    """Whoever holds duties has written why she does not notify."""
    by = cast.actor(worker)
    for duty in Duty.objects.filter(holder_id=by.worker_id, state="raised"):
        duties.decide_not_to_notify(duty_id=duty.pk, reason="Det er gjort af andre", by=by, at=today)


@pytest.mark.parametrize(
    ("about", "bar", "answer"),
    [
        ("life", "Risk of serious or lethal violence", "Risk of serious or lethal violence: yes, taken back"),
        ("child", "Worry for a child", "Worry for a child under 18: yes, taken back"),
        ("minor", "Is under 18", "“Is under 18” was said, and taken back"),
    ],
)
def test_what_is_taken_back_keeps_its_bar_and_mark_until_the_duty_is_settled(
    cast, row, at_work, today, about, bar, answer
):
    told = {"dangers": [about], "why": "Det var søsteren"}
    at_work.post(reverse("reception_danger_back", args=[row.pk]), told)
    with translation.override("en"):
        day = date_format(day_of(today), "SHORT_DATE_FORMAT")
    page = words(at_work.get(reverse("received", args=[row.pk])))
    alert = page[page.index("alert-") : page.index("Now</h2>")]
    assert bar in alert
    assert "Taken back on" in alert
    assert "waits to be settled" in alert
    assert f"{answer} {day}" in page
    assert f"{answer} {day}" in words(at_work.get(reverse("received_print", args=[row.pk])))
    line = list_of(at_work)
    assert bar in line
    assert "waits to be settled" in line
    settle(cast, today, "employee")
    page = words(at_work.get(reverse("received", args=[row.pk])))
    assert "waits to be settled" not in page
    assert f"{answer} {day}" in page, "what was first answered does not disappear"
    assert "waits to be settled" not in list_of(at_work)


def test_what_she_said_on_the_open_page_keeps_its_bar_while_the_teams_own_duty_waits(cast, at_work, today):
    row = taken(cast, today, herself(cast, today, danger="yes", child_worry="yes")[0])
    told = {"kind": "police_danger", "about": "screening", "about_id": row.pk, "by": cast.actor("assessor")}
    duties.raise_duty(zone_id=cast.koege.pk, **told, at=today)
    back = {"dangers": ["life", "child"], "why": "Hun mente noget andet"}
    at_work.post(reverse("reception_danger_back", args=[row.pk]), back)
    page = words(at_work.get(reverse("received", args=[row.pk])))
    assert "“Are you in danger now?”: yes, taken back" in page
    assert "“Are you worried about how the children are?”: yes, taken back" in page
    alerts = page[page.index("alert-") : page.index("Now</h2>")]
    assert "Risk of serious or lethal violence" in alerts
    assert "Worry for a child" not in alerts, "nobody has raised that duty: none waits"
    assert '<li class="danger">' in list_of(at_work)
    settle(cast, today, "assessor")
    assert '<li class="danger">' not in list_of(at_work)


def test_protection_that_is_taken_back_is_read_as_said_and_taken_back(cast, row, at_work):
    told = {"dangers": ["protection"], "why": "Han er varetægtsfængslet"}
    at_work.post(reverse("reception_danger_back", args=[row.pk]), told)
    page = words(at_work.get(reverse("received", args=[row.pk])))
    assert "“Needs protection here and now” was said, and taken back" in page
    assert "Is a shelter rung?" not in page


def test_what_is_said_again_is_a_plain_yes(cast, at_work, today):
    row, box = anonymous(cast, today, danger="yes")
    taken(cast, today, row)
    at_work.post(reverse("reception_danger_back", args=[row.pk]), {"dangers": ["life"], "why": "En fejl"})
    by = citizen(cast.koege.pk)
    enter(by)
    screening.come_forward(
        zone_id=cast.koege.pk, programme_id=cast.outpatient.pk, way_in="herself", heard="web",
        mailbox_id=box.mailbox.pk, danger="yes", by=by, at=today,
    )  # fmt: skip
    page = words(at_work.get(reverse("received", args=[row.pk])))
    assert "“Are you in danger now?”: yes." in page


@pytest.mark.parametrize(
    ("told", "mark", "ask"),
    [
        ({"danger": "unknown"}, "Not known whether there is danger to life", "Do you dare to go home today?"),
        ({"child_worry": "unknown"}, "Not known whether a child is suffering", "Where are they when it happens?"),
    ],
)
def test_in_doubt_on_the_open_page_is_marked_and_says_what_to_ask(cast, at_work, today, told, mark, ask):
    row = taken(cast, today, herself(cast, today, **{"danger": "no", "child_worry": "no"} | told)[0])
    page = words(at_work.get(reverse("received", args=[row.pk])))
    alert = page[page.index("alert-") : page.index("Now</h2>")]
    assert mark in alert
    assert ask in alert
    assert reverse("reception_advice", args=[row.pk]) in alert
    assert "alert-error" not in page
    assert mark in list_of(at_work)
    assert '<li class="danger">' not in list_of(at_work)
    assert mark in words(at_work.get(reverse("received_print", args=[row.pk])))
    actions.withdraw(screening_id=row.pk, by=cast.actor("assessor"), at=today)
    assert mark in words(at_work.get(reverse("received", args=[row.pk]))), "a no takes no question away"


@pytest.mark.parametrize("doubt", ["danger", "child_worry"])
def test_what_is_not_known_is_marked_until_advice_is_given(cast, at_work, today, doubt):
    mark = {"danger": "Not known whether there is danger to life", "child_worry": "Not known whether a child is"}[doubt]
    row = taken(cast, today, herself(cast, today, **{"danger": "no", "child_worry": "no"} | {doubt: "unknown"})[0])
    assert mark in list_of(at_work)
    advice = screening.Advice(["phone"], "agreed", "Astrid", day_of(today))
    screening.give_advice(
        screening_id=row.pk, advice=advice, act=Act.RECEIVE, by=cast.actor("assessor"), at=today
    )  # fmt: skip
    assert mark not in list_of(at_work)
    assert mark not in words(at_work.get(reverse("received", args=[row.pk])))


def test_who_has_answered_no_has_no_mark(cast, at_work, today):
    herself(cast, today, danger="no", child_worry="no")
    assert "Not known" not in list_of(at_work)
