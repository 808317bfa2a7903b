"""A plan from the question to its courses, and what becomes of it where a room is taken or a colleague was quicker."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from brobygger.base.decision import NotFound, Refused
from brobygger.base.workdays import day_of
from brobygger.course_plans import actions, finding, queries, tasks
from brobygger.course_plans import told as kept
from brobygger.course_plans.models import CoursePlan
from brobygger.course_plans.tests.making import told
from brobygger.courses import apart_actions
from brobygger.courses.models import Course, Design, Session
from brobygger.courses.tests.making import a_day_since, planned, ready, room, waits
from brobygger.courses.tests.test_pages import shown, signed_in, wednesday
from brobygger.risk.tests.making import refused
from brobygger.staff.models import Absence
from brobygger.trail.models import Entry

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def small(cast, now, settings):
    settings.JOBS_INLINE = True
    ready(cast, now)
    Design.objects.create(zone=cast.koege, sessions=2)


def asked(cast, now, venues, *names, workers=(), **wanted):
    first = day_of(now) + timedelta(days=20)
    people = [one.pk for one in workers or (cast.assessor, cast.second_assessor, cast.project_leader)]
    question = told([one.pk for one in venues], people, first, first + timedelta(days=40), *names, **wanted)
    by, number = cast.actor("project_leader"), cast.outpatient.pk
    return actions.ask(zone_id=cast.koege.pk, programme_id=number, asked=question, by=by, at=now)


def change(row, cast, now, **decided):
    free = {"first_on": None, "starts": None, "venue": None, "leaders": ()}
    by = cast.actor("project_leader")
    return actions.change(plan_id=row.pk, number=0, **free | decided, turn=row.turn, by=by, at=now)


def test_a_plan_becomes_courses_and_keeps_nothing(cast, now):
    row = asked(cast, now, [room(cast, now)], "Hold A", "Hold B", weekday=3)
    found = kept.read_found(row.found)
    assert (row.state, len(found.lines), found.broken) == ("found", 2, frozenset())
    by = cast.actor("project_leader")
    with refused("a_plan_is_in_the_making"):
        asked(cast, now, [room(cast, now)], "Hold C")
    assert actions.make(plan_id=row.pk, turn=row.turn, by=by, at=now) == 2
    assert sorted(Course.objects.values_list("name", flat=True)) == ["Hold A", "Hold B"]
    row.refresh_from_db()
    assert (row.state, row.asked, row.found) == ("made", {}, {})
    with refused("plan_has_changed"):
        actions.make(plan_id=row.pk, turn=row.turn, by=by, at=now)
    said = set(Entry.objects.filter(what__startswith="course_plans.").values_list("what", flat=True))
    assert said == {"course_plans.asked", "course_plans.found", "course_plans.made"}


def test_a_room_that_is_taken_meanwhile_is_named_and_nothing_is_half_made(cast, now):
    venue = room(cast, now, name="Salen")
    row = asked(cast, now, [venue], "Hold A", "Hold B")
    line = kept.read_found(row.found).lines[1]
    first = {"venue": venue, "first_on": line.first_on}
    planned(cast, now, leader=cast.assessor, second_leader=cast.project_leader, **first)
    with pytest.raises(Refused) as taken:
        actions.make(plan_id=row.pk, turn=row.turn, by=cast.actor("project_leader"), at=now)
    assert (taken.value.reason, taken.value.facts["room"]) == ("room_is_taken", "Salen")
    assert Course.objects.get().name == "Onsdagsholdet"
    again = actions.ask_again(
        plan_id=row.pk, asked=kept.read(row.asked), turn=row.turn, by=cast.actor("project_leader"), at=now
    )
    assert actions.make(plan_id=row.pk, turn=again.turn, by=cast.actor("project_leader"), at=now) == 2


def test_what_is_taken_away_and_waiting_is_looked_up(cast, now):
    venue = room(cast, now)
    course = planned(cast, now, venue=venue)
    Absence.objects.create(
        zone=cast.koege, worker=cast.assessor, first_day=day_of(now), noted_at=now, noted_by=cast.project_leader
    )
    two = [waits(cast, now), waits(cast, now)]
    by = cast.actor("project_leader")
    told_apart = {"screening_id": two[0].screening_id, "why": "children", "by": by, "at": now}
    apart_actions.keep_apart(second=two[1].screening_id, worker=None, **told_apart)
    apart_actions.keep_apart(second=None, worker=cast.project_leader.pk, **told_apart)
    row = asked(cast, now, [venue], "Hold A")
    told = queries.asked(by, row)
    assert [len(one.taken) for one in told.rooms] == [course.sessions.filter(starts_at__date__lte=told.last).count()]
    away, second, leader = sorted(told.leaders, key=lambda one: one.id)
    assert [bool(one.away) for one in (away, second, leader)] == [True, False, False]
    assert second.certificates
    assert not leader.certificates
    assert told.waiting == 2
    assert told.apart == {(two[0].pk, two[1].pk)}
    assert told.apart_from == {(two[0].pk, cast.project_leader.pk)}
    assert "placed" in {key[0] for key in kept.read_found(row.found).broken}
    page = shown(signed_in(cast, "project_leader"), "course_plan").split("<main")[1]
    assert "Ikke alle, der venter, kan få plads på disse hold." in page
    assert not [one for one in two if one.screening.person.family_name in page or f"/place/{one.pk}" in page]


@pytest.mark.parametrize("before", [1, 2], ids=["asked now", "stored before"])
def test_a_plan_of_fewer_courses_than_before_opens(cast, now, before):
    """What the plan before broke may be of a course that is no more."""
    venue = room(cast, now)
    row = asked(cast, now, [venue], "Hold A", "Hold B", weekday=2)
    by, leader = cast.actor("project_leader"), signed_in(cast, "project_leader")
    other = kept.read_found(row.found).lines[1].first_on + timedelta(days=1)
    free = {"first_on": other, "starts": None, "venue": None, "leaders": ()}
    row = actions.change(plan_id=row.pk, number=1, **free, turn=row.turn, by=by, at=now)
    broke = row.found
    assert ("weekday", 1) in kept.read_found(broke).broken
    question = kept.read(row.asked)
    fewer = replace(question, courses=question.courses[:1])
    row = actions.ask_again(plan_id=row.pk, asked=fewer, turn=row.turn, by=by, at=now)
    if before == 2:
        CoursePlan.objects.filter(pk=row.pk).update(before=broke)
    page = shown(leader, "course_plan")
    assert "Hold A" in page
    assert "Hvad ændringen koster" not in page


SPOILT = {
    "a course that is no more": {"broken": [["weekday", 7], ["by", 7]], "lines": []},
    "a wish that is no more": {"broken": [["hour", 0], ["gone", 0], ["weekday"]]},
    "a room that is no more": {"lines": [], "conflict": [["taken", 0], ["closed", 0], ["small", 0], ["room", 0]]},
    "who leads no more": {"lines": [], "conflict": [["away", 0], ["busy", 0], ["once", 0], ["many"], ["certificate"]]},
    "courses in the way": {"lines": [], "conflict": [["course", 7], ["two", 7], ["fixed", 7]]},
    "what nobody knows any more": {"lines": [], "conflict": [["gone", 1], ["rooms"]]},
    "nothing whole": {"lines": [{}], "broken": 1},
}


@pytest.mark.parametrize("how", SPOILT)
def test_whatever_is_kept_of_a_plan_the_page_opens_and_it_can_be_dropped(cast, now, how):
    row, leader = asked(cast, now, [room(cast, now)], "Hold A", weekday=3), signed_in(cast, "project_leader")
    CoursePlan.objects.filter(pk=row.pk).update(found=row.found | SPOILT[how], before=row.found | SPOILT[how])
    assert reverse("course_plan_drop", args=[row.pk]) in shown(leader, "course_plan")
    assert leader.get(reverse("course_plan_again", args=[row.pk])).status_code == 200
    assert leader.get(reverse("course_plan_change", args=[row.pk, 0])).status_code == 200
    leader.post(reverse("course_plan_make", args=[row.pk]), {"turn": row.turn})
    leader.post(reverse("course_plan_drop", args=[row.pk]))
    assert not CoursePlan.objects.exclude(state="dropped").exclude(state="made").exists()


@pytest.mark.parametrize("state", ["asked", "found", "none"])
def test_a_question_that_cannot_be_read_can_be_dropped(cast, now, state):
    row, leader = asked(cast, now, [room(cast, now)], "Hold A"), signed_in(cast, "project_leader")
    CoursePlan.objects.filter(pk=row.pk).update(asked={"courses": []}, state=state)
    finding.find(plan_id=row.pk, zone_id=row.zone_id, turn=row.turn, at=now)
    assert reverse("course_plan_drop", args=[row.pk]) in shown(leader, "course_plan")
    for page in (reverse("course_plan_again", args=[row.pk]), reverse("course_plan_change", args=[row.pk, 0])):
        assert leader.get(page).status_code == 404
    leader.post(reverse("course_plan_drop", args=[row.pk]))
    assert not CoursePlan.objects.exclude(state="dropped").exists()


def test_a_change_is_found_anew_and_costs_what_it_breaks(cast, now):
    row = asked(cast, now, [room(cast, now)], "Hold A", weekday=3)
    other = kept.read_found(row.found).lines[0].first_on + timedelta(days=1)
    new = change(row, cast, now, first_on=other)
    assert new.turn == 2
    assert kept.read_found(new.before).broken == frozenset()
    assert kept.read_found(new.found).broken == {("weekday", 0)}
    with refused("plan_has_changed"):
        change(row, cast, now)
    stale = CoursePlan.objects.get()
    tasks.find_plan(stale.pk, stale.zone_id, 1)  # a job that comes late does nothing
    assert CoursePlan.objects.get().turn == 2
    with pytest.raises(NotFound):
        actions.change(
            plan_id=row.pk, number=7, first_on=None, starts=None, venue=None, leaders=(), turn=2,
            by=cast.actor("project_leader"), at=now,
        )  # fmt: skip
    actions.drop(plan_id=row.pk, by=cast.actor("project_leader"), at=now)
    with refused("plan_cannot_move"):
        actions.drop(plan_id=row.pk, by=cast.actor("project_leader"), at=now)


def test_whoever_does_not_plan_here_asks_for_nothing(cast, now):
    venue = room(cast, now)
    question = told([venue.pk], [1, 2], day_of(now) + timedelta(days=9), day_of(now) + timedelta(days=60), "Hold")
    for who in ("assessor", "odense_leader"):
        with pytest.raises(NotFound):
            actions.ask(
                zone_id=cast.koege.pk, programme_id=cast.outpatient.pk, asked=question, by=cast.actor(who), at=now
            )
    row = asked(cast, now, [venue], "Hold A")
    with pytest.raises(NotFound):
        queries.plan(cast.actor("odense_leader"), row.pk)
    with pytest.raises(NotFound):
        queries.in_the_making(cast.actor("assessor"), zone_id=cast.koege.pk)


def test_a_plan_on_the_pages(cast, now):
    venue, leader = room(cast, now, name="Salen"), signed_in(cast, "project_leader")
    assert "Læg en plan for flere hold" in shown(leader, "courses")
    assert "certifikat uden slutdato" in shown(leader, "course_plan_new") or "certifikat til" in shown(
        leader, "course_plan_new"
    )
    day = timezone.localdate()
    fields = {
        "n": 2, "name-0": "Hold A", "weekday-0": "3", "hour-0": "", "name-1": "Hold B", "weekday-1": "",
        "hour-1": "16:30",
        "first": f"{day + timedelta(days=20)}", "last": f"{day + timedelta(days=60)}", "venues": [venue.pk],
        "leaders": [cast.assessor.pk, cast.second_assessor.pk], "most_a_week": 2, "first_hour": "16:30",
    }  # fmt: skip
    assert leader.post(reverse("course_plan_new"), fields | {"name-0": ""}).status_code == 422
    page = leader.post(reverse("course_plan_new"), fields, follow=True).content.decode()
    assert "Der findes ingen bedre plan, og ingen, hvor holdene begynder tidligere: det er bevist." in page
    assert "Alle ønsker holder." in page
    row = CoursePlan.objects.get()
    assert "Der er allerede en plan på vej" in leader.get(reverse("course_plan_new"), follow=True).content.decode()
    assert leader.get(reverse("course_plan_progress", args=[row.pk])).headers["HX-Refresh"] == "true"
    shown(leader, "course_plan_change", row.pk, 0)
    friday = wednesday() - timedelta(days=5)
    told = {"first_on": f"{friday}", "starts": "16:30", "leader": cast.assessor.pk, "turn": row.turn}
    assert (
        leader.post(
            reverse("course_plan_change", args=[row.pk, 0]), told | {"second_leader": cast.assessor.pk}
        ).status_code
        == 422
    )
    page = leader.post(reverse("course_plan_change", args=[row.pk, 0]), told, follow=True).content.decode()
    assert "Hold A: ikke onsdag, som ønsket." in page
    assert re.search(r"Hold A begynder \d+ dage (tidligere|senere)", page)
    page = leader.post(
        reverse("course_plan_change", args=[row.pk, 0]),
        told | {"first_on": "2020-01-06", "turn": row.turn + 1},
        follow=True,
    ).content.decode()
    assert "Hold A: 6. januar 2020 ligger uden for planen" in page
    assert "certifikat" not in page.partition("Dette kan ikke holde på én gang")[2].partition("</ul>")[0]
    page = shown(leader, "course_plan_again", row.pk)
    assert "Hold B" in page
    page = leader.post(
        reverse("course_plan_again", args=[row.pk]), fields | {"last": f"{day + timedelta(days=21)}"}, follow=True
    )
    assert "Dette kan ikke holde på én gang" in page.content.decode()
    leader.post(reverse("course_plan_again", args=[row.pk]), fields)
    row.refresh_from_db()
    page = leader.post(reverse("course_plan_make", args=[row.pk]), {"turn": row.turn}, follow=True).content.decode()
    assert "2 hold er planlagt." in page
    assert Session.objects.count() == 4
    for name, args in (("course_plan", ()), ("course_plan_new", ()), ("course_plan_change", (row.pk, 0))):
        shown(signed_in(cast, "assessor"), name, *args, status=404)


def test_a_plan_that_is_being_found_says_so_and_can_be_dropped(cast, now, settings, monkeypatch):
    monkeypatch.setattr(finding, "find", lambda **told: None)
    asked(cast, now, [room(cast, now)], "Hold A")
    leader = signed_in(cast, "project_leader")
    assert "Planen bliver fundet" in shown(leader, "course_plan")
    row = CoursePlan.objects.get()
    shown(leader, "course_plan_progress", row.pk)
    leader.post(reverse("course_plan_drop", args=[row.pk]))
    assert CoursePlan.objects.get().state == "dropped"


def test_a_sunday_that_was_decided_is_named_where_there_is_no_such_plan(cast, now):
    row = asked(cast, now, [room(cast, now)], "Hold A")
    day = day_of(now) + timedelta(days=20)
    sunday = day + timedelta(days=6 - day.weekday())
    change(row, cast, now, first_on=sunday)
    page = shown(signed_in(cast, "project_leader"), "course_plan")
    assert "er en søndag, og hold mødes ikke i weekenden." in page


def test_two_who_must_lead_are_said_as_a_sentence(cast, now):
    Absence.objects.create(
        zone=cast.koege, worker=cast.assessor, first_day=day_of(now), noted_at=now, noted_by=cast.project_leader
    )
    asked(cast, now, [room(cast, now)], "Hold A", workers=(cast.assessor, cast.second_assessor))
    assert "Hvert hold skal have to, der leder det: Hold A." in shown(signed_in(cast, "project_leader"), "course_plan")


def test_a_fresh_question_is_compared_with_nothing(cast, now):
    row, leader = asked(cast, now, [room(cast, now)], "Hold A", weekday=3), signed_in(cast, "project_leader")
    change(row, cast, now, first_on=kept.read_found(row.found).lines[0].first_on + timedelta(days=1))
    assert "Hvad ændringen koster" in shown(leader, "course_plan")
    row.refresh_from_db()
    by = cast.actor("project_leader")
    actions.ask_again(plan_id=row.pk, asked=kept.read(row.asked), turn=row.turn, by=by, at=now)
    assert "Hvad ændringen koster" not in shown(leader, "course_plan")


@pytest.mark.parametrize("what", ["room", "leader"])
def test_a_plan_that_clashes_says_so_and_is_found_anew_from_the_same_question(cast, now, what):
    salen, leader = room(cast, now, name="Salen"), signed_in(cast, "project_leader")
    workers = (cast.assessor, cast.second_assessor)
    row = asked(cast, now, [salen], "Hold A", "Hold B", workers=workers)
    anew = reverse("course_plan_anew", args=[row.pk])
    assert anew not in shown(leader, "course_plan")
    line = kept.read_found(row.found).lines[0]
    who = {"leader": cast.second_assessor, "second_leader": cast.project_leader}
    venue = salen if what == "room" else room(cast, now, name="Kælderen")
    made = planned(cast, now, first_on=line.first_on, venue=venue, **who)
    page = shown(leader, "course_plan")
    assert "kan ikke længere blive til noget" in page
    assert f"Hold A: {made.name} mødes" in page
    assert "bevist" not in page
    assert reverse("course_plan_make", args=[row.pk]) not in page
    question = row.asked
    page = leader.post(anew, {"turn": row.turn}, follow=True).content.decode()
    assert anew not in page
    row.refresh_from_db()
    assert (row.asked, row.turn) == (question, 2)


def test_a_plan_that_cannot_be_names_what_those_who_lead_have_already(cast, now):
    Design.objects.update(sessions=5)
    first = day_of(now) + timedelta(days=20)
    made = planned(cast, now, first_on=a_day_since(first + timedelta(days=2)))
    workers = (cast.assessor, cast.second_assessor)
    asked(cast, now, [room(cast, now), room(cast, now)], "Hold A", "Hold B", "Hold C", workers=workers)
    page = shown(signed_in(cast, "project_leader"), "course_plan").split("<main")[1]
    assert "Dette kan ikke holde på én gang" in page
    assert f"{cast.assessor.name} leder allerede {made.name}." in page
    assert "forløb" not in page
