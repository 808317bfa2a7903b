"""From the list to the end of a course: no place twice, no yes lost, nobody called off unseen."""

from datetime import date, timedelta

import pytest

from brobygger.base.decision import NotFound
from brobygger.base.workdays import day_of
from brobygger.courses import course_actions, place_actions, queries, rules
from brobygger.courses.course_actions import Noted
from brobygger.courses.models import Design, Place, PlaceCount
from brobygger.courses.tests.making import assessed, confirmed, held, offered, planned, ready, waits
from brobygger.risk.models import RiskCase
from brobygger.risk.tests.making import refused, talked

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def certificates(cast, now):
    ready(cast, now)


def test_only_who_is_assessed_and_wishes_it_waits(cast, now):
    case = talked(cast, now)
    told = {"screening_id": case.screening_id, "wishes": "", "at": now}
    with refused("assessed_first"):
        place_actions.wait(**told, wishes_a_group=True, by=cast.actor("assessor"))
    number = assessed(cast, now)
    told |= {"screening_id": number}
    with refused("her_wish_is_missing"):
        place_actions.wait(**told, wishes_a_group=False, by=cast.actor("assessor"))
    place_actions.wait(**told, wishes_a_group=True, by=cast.actor("assessor"))
    with refused("waits_already"):
        place_actions.wait(**told, wishes_a_group=True, by=cast.actor("assessor"))
    with pytest.raises(NotFound):
        place_actions.wait(**told, wishes_a_group=True, by=cast.actor("odense_assessor"))


def test_whoever_has_waited_longest_stands_first(cast, now):
    late = waits(cast, now)
    early = waits(cast, now - timedelta(days=3))
    by = cast.actor("assessor")
    assert [one.pk for one in queries.waiting(by, zone_id=cast.koege.pk)] == [early.pk, late.pk]


def test_a_course_has_its_days_without_holidays_and_school_breaks(cast, now):
    Design.objects.create(zone=cast.koege, breaks=["02-08–02-14"])
    days = [day_of(one.starts_at).isoformat() for one in queries.sessions(planned(cast, now))]
    assert days[:6] == ["2027-01-06", "2027-01-13", "2027-01-20", "2027-01-27", "2027-02-03", "2027-02-17"]
    assert len(days) == 10


def test_two_lead_and_one_of_them_knows_violence_to_the_last_day(cast, now):
    with refused("two_lead"):
        planned(cast, now, leader=cast.assessor, second_leader=cast.assessor)
    with refused("one_who_leads_knows_violence"):
        planned(cast, now, leader=cast.project_leader, second_leader=cast.second_project_leader)
    assert planned(cast, now, leader=cast.assessor, second_leader=cast.project_leader).pk


def test_an_offer_is_answered_within_its_days_and_a_no_waits_on_from_the_same_day(cast, now):
    place, course = waits(cast, now), planned(cast, now)
    later = now + timedelta(days=2)
    found = offered(cast, later, place, course)
    assert (found.state, found.seat) == ("offered", 1)
    assert found.answer_by > later
    back = place_actions.answer(place_id=place.pk, yes=False, by=cast.actor("assessor"), at=later)
    assert (back.state, back.seat, back.course, back.waits_since) == ("waiting", None, None, now)


def test_a_full_course_and_a_closed_one_take_nobody(cast, now):
    Design.objects.create(zone=cast.koege, fewest=2, most=2, closes_after=1, sessions=3)
    course = planned(cast, now)
    first, second, third = (waits(cast, now) for _number in range(3))
    confirmed(cast, now, course, first)
    offered(cast, now, second, course)
    with refused("course_is_full"):
        offered(cast, now, third, course)
    place_actions.answer(place_id=second.pk, yes=False, by=cast.actor("assessor"), at=now)
    held(cast, course, 1, **{f"p{first.pk}": "present"})
    with refused("course_is_closed"):
        offered(cast, now, third, course)


def test_attendance_and_outcome_are_two_things(cast, now):
    Design.objects.create(zone=cast.koege, sessions=2, fewest=2)
    course = planned(cast, now)
    place = confirmed(cast, now, course)
    held(cast, course, 1, **{f"p{place.pk}": "away"})
    held(cast, course, 2, **{f"p{place.pk}": "late"})
    at = course.sessions.get(number=2).starts_at + timedelta(days=1)
    course_actions.end(course_id=course.pk, by=cast.actor("assessor"), at=at)
    place_actions.note_gave(place_id=place.pk, gave="much", by=cast.actor("assessor"), at=at)
    count = PlaceCount.objects.get()
    assert (count.state, count.came, count.of, count.gave) == ("completed", 1, 2, "much")


def test_sessions_are_held_in_their_order_and_not_before_their_day(cast, now):
    course = planned(cast, now)
    row = course.sessions.get(number=2)
    told = {"session_id": row.pk, "told": {}, "by": cast.actor("assessor")}
    with refused("session_is_to_come"):
        course_actions.note_attendance(**told, at=now)
    with refused("the_session_before_first"):
        course_actions.note_attendance(**told, at=row.starts_at)
    with pytest.raises(NotFound):
        course_actions.note_attendance(session_id=row.pk, told={}, by=cast.actor("project_leader"), at=row.starts_at)


def test_an_answer_that_worries_makes_a_new_look_due_at_once_and_once(cast, now):
    course = planned(cast, now)
    place = confirmed(cast, now, course)
    row = held(cast, course, 1, **{f"p{place.pk}": Noted("present", True)})
    case = RiskCase.objects.get(screening=place.screening_id)
    assert case.events.get().what == "course"
    held(cast, course, 1, **{f"p{place.pk}": Noted("late", True)})
    assert case.events.count() == 1
    course.refresh_from_db()
    assert (course.state, row.held_by) == ("running", cast.assessor)


def test_who_leaves_has_a_reason_and_is_rung(cast, now):
    course = planned(cast, now)
    place = confirmed(cast, now, course)
    by = cast.actor("assessor")
    place_actions.drop_out(place_id=place.pk, why="not_safe", by=by, at=now)
    waits_for = [one.state for one in queries.under_way(cast.actor("project_leader"), zone_id=cast.koege.pk)]
    assert waits_for == ["not_rung"]
    place_actions.note_rung(place_id=place.pk, by=cast.actor("assessor"), at=now)
    assert not queries.under_way(cast.actor("project_leader"), zone_id=cast.koege.pk)
    back = place_actions.come_back(place_id=place.pk, by=cast.actor("assessor"), at=now)
    assert (back.state, back.seat) == ("confirmed", 1)


def test_where_the_seat_has_gone_nobody_comes_back_to_it(cast, now):
    Design.objects.create(zone=cast.koege, fewest=2, most=2)
    course = planned(cast, now)
    place = confirmed(cast, now, course)
    place_actions.drop_out(place_id=place.pk, why="work", by=cast.actor("assessor"), at=now)
    confirmed(cast, now, course)
    with refused("course_is_full"):
        place_actions.come_back(place_id=place.pk, by=cast.actor("assessor"), at=now)


def test_a_course_that_is_called_off_sends_everyone_back_to_where_they_stood(cast, now):
    course = planned(cast, now)
    sat, asked = confirmed(cast, now, course), offered(cast, now, waits(cast, now), course)
    course_actions.call_off(course_id=course.pk, by=cast.actor("project_leader"), at=now + timedelta(days=9))
    states = set(Place.objects.filter(pk__in=(sat.pk, asked.pk)).values_list("state", "waits_since"))
    assert states == {("waiting", now)}


def test_everyone_is_asked_once_more_before_the_first(cast, now):
    course = planned(cast, now)
    first, second = confirmed(cast, now, course), confirmed(cast, now, course)
    place_actions.ask_again(place_id=first.pk, comes=True, by=cast.actor("assessor"), at=now)
    place_actions.ask_again(place_id=second.pk, comes=False, by=cast.actor("assessor"), at=now)
    assert sorted(Place.objects.values_list("state", flat=True)) == ["confirmed", "waiting"]
    held(cast, course, 1)
    with refused("asked_again_before_the_first"):
        place_actions.ask_again(place_id=first.pk, comes=True, by=cast.actor("assessor"), at=now)


@pytest.mark.parametrize("how", ["person", "worker"])
def test_who_must_not_meet_never_do_and_nobody_who_offers_learns_why(cast, now, how):
    course = planned(cast, now)
    there, other = confirmed(cast, now, course), waits(cast, now)
    second, worker = (there.screening_id, None) if how == "person" else (None, cast.second_assessor.pk)
    told = {"second": second, "worker": worker, "why": "kin" if how == "person" else "staff"}
    course_actions.keep_apart(screening_id=other.screening_id, **told, by=cast.actor("project_leader"), at=now)
    with refused("not_this_course"):
        offered(cast, now, other, course)
    by = cast.actor("assessor")
    with pytest.raises(NotFound):
        course_actions.keep_apart(screening_id=other.screening_id, **told, by=by, at=now)
    assert not queries.kept_apart(by, other.screening_id)
    kept = queries.kept_apart(cast.actor("project_leader"), other.screening_id)
    by = cast.actor("project_leader")
    course_actions.end_apart(screening_id=other.screening_id, apart_id=kept[0].pk, by=by, at=now)
    assert offered(cast, now, other, course).state == "offered"


def test_a_session_keeps_its_place_among_the_others(cast, now):
    course = planned(cast, now)
    first, second = queries.sessions(course)[:2]
    by = cast.actor("assessor")
    told = {"theme": "Skam", "element": "mirroring", "by": by, "at": now}
    moved = course_actions.move_session(session_id=first.pk, starts_at=first.starts_at + timedelta(days=1), **told)
    assert (moved.theme, moved.element) == ("Skam", "mirroring")
    with refused("sessions_keep_their_order"):
        course_actions.move_session(session_id=first.pk, starts_at=second.starts_at, **told)


def test_days_that_do_not_fit_in_are_said(cast, now):
    Design.objects.create(zone=cast.koege, breaks=["01-01–12-31"])
    with refused("no_such_days"):
        planned(cast, now)


def test_a_break_may_lie_over_new_year():
    christmas = rules.Break("12-21", "01-03")
    assert christmas.holds(date(2026, 12, 24))
    assert christmas.holds(date(2027, 1, 2))
    assert not christmas.holds(date(2027, 1, 4))
