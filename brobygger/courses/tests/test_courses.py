"""From the list to the end of a course: no place twice, no yes lost, nobody called off unseen."""

from datetime import date, timedelta

import pytest

from brobygger.base.decision import NotFound
from brobygger.base.workdays import day_of
from brobygger.courses import apart_actions, course_actions, forecasts, place_actions, queries, rules
from brobygger.courses.course_actions import Noted
from brobygger.courses.models import Design, Place, PlaceCount
from brobygger.courses.tests.making import FIRST, assessed, confirmed, held, offered, planned, ready, waits
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
    near = now + timedelta(days=40)
    told = {"place_id": first.pk, "comes": True, "otherwise": True}
    place_actions.ask_again(**told, by=cast.actor("assessor"), at=near)
    place_actions.ask_again(place_id=second.pk, comes=False, by=cast.actor("assessor"), at=now)
    assert sorted(Place.objects.values_list("state", flat=True)) == ["confirmed", "waiting"]
    third = confirmed(cast, now, course)
    told = {"place_id": third.pk, "comes": False, "is_safe": False, "by": cast.actor("assessor"), "at": now}
    assert place_actions.ask_again(**told).state == "waiting"
    case = RiskCase.objects.get(screening=third.screening_id)
    assert (case.due_at, case.due_because) == (now, "happened")
    held(cast, course, 1)
    with refused("asked_again_before_the_first"):
        place_actions.ask_again(place_id=first.pk, comes=True, by=cast.actor("assessor"), at=now)


@pytest.mark.parametrize("how", ["person", "worker"])
def test_who_must_not_meet_never_do_and_nobody_who_offers_learns_why(cast, now, how):
    course = planned(cast, now)
    there, other = confirmed(cast, now, course), waits(cast, now)
    second, worker = (there.screening_id, None) if how == "person" else (None, cast.second_assessor.pk)
    told = {"second": second, "worker": worker, "why": "kin" if how == "person" else "staff"}
    apart_actions.keep_apart(screening_id=other.screening_id, **told, by=cast.actor("project_leader"), at=now)
    assert offered(cast, now, other, course).state == "waiting"
    by = cast.actor("assessor")
    with pytest.raises(NotFound):
        apart_actions.keep_apart(screening_id=other.screening_id, **told, by=by, at=now)
    assert not queries.kept_apart(by, other.screening_id)
    kept = queries.kept_apart(cast.actor("project_leader"), other.screening_id)
    by = cast.actor("project_leader")
    apart_actions.end_apart(screening_id=other.screening_id, apart_id=kept[0].pk, by=by, at=now)
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


def test_whoever_comes_is_to_be_told_of_a_new_day(cast, now):
    course = planned(cast, now)
    place = confirmed(cast, now, course)
    row, by, later = course.sessions.get(number=2), cast.actor("assessor"), now + timedelta(hours=1)
    told = {"session_id": row.pk, "theme": "Ord for det", "element": row.element, "by": by}
    course_actions.move_session(**told, starts_at=row.starts_at, at=later)
    assert queries.untold_in(course) == set()
    course_actions.move_session(**told, starts_at=row.starts_at + timedelta(days=1), at=later)
    assert queries.untold_in(course) == {place.pk}
    place_actions.note_told(place_id=place.pk, by=by, at=later + timedelta(hours=1))
    assert not queries.untold(Place.objects.get(pk=place.pk))


def test_what_was_missed_is_caught_up_and_someone_was_away_all_the_same(cast, now):
    course = planned(cast, now)
    place, here = confirmed(cast, now, course), confirmed(cast, now, course)
    held(cast, course, **{f"p{place.pk}": "with_notice", f"p{here.pk}": "present"})
    row = course.sessions.get(number=1)
    told = {"session_id": row.pk, "by": cast.actor("assessor"), "at": row.starts_at + timedelta(days=2)}
    noted = course_actions.catch_up(place_id=place.pk, **told)
    assert (noted.came, noted.caught_up_on) == ("with_notice", day_of(told["at"]))
    assert PlaceCount.objects.get(pk=place.count_id).came == 0
    with refused("was_not_away"):
        course_actions.catch_up(place_id=here.pk, **told)


def test_whoever_finds_it_unsafe_to_come_is_looked_at_anew(cast, now):
    course = planned(cast, now)
    for why, because in (("work", "review"), ("not_safe", "happened")):
        place = confirmed(cast, now, course)
        place_actions.drop_out(place_id=place.pk, why=why, by=cast.actor("assessor"), at=now)
        assert RiskCase.objects.get(screening_id=place.screening_id).due_because == because


def test_an_offer_is_answered_before_the_next_session(cast, now):
    """And the last day is the one before the midnight at which it is over."""
    course = planned(cast, now)  # the sixth of January
    soon = offered(cast, now, waits(cast, now), course)
    assert soon.answer_on == date(2026, 11, 25)
    eve = now + timedelta(days=46)  # the third of January
    late = offered(cast, eve, waits(cast, now), course)
    assert late.answer_by == queries.sessions(course)[0].starts_at


def test_a_line_that_a_colleague_has_noted_meanwhile_is_not_written_over(cast, now):
    course = planned(cast, now)
    first, second = confirmed(cast, now, course), confirmed(cast, now, course)
    held(cast, course, **{f"p{first.pk}": Noted("away", True, "")})
    with refused("noted_meanwhile"):
        held(cast, course, **{f"p{first.pk}": Noted("present", None, ""), f"p{second.pk}": Noted("present", None, "")})
    noted = queries.noted(course.sessions.get(number=1))
    assert (noted[first.pk].came, noted[first.pk].worries) == ("away", True)
    held(cast, course, **{f"p{first.pk}": Noted("present", None, "away True")})
    noted = queries.noted(course.sessions.get(number=1))[first.pk]
    assert (noted.came, noted.worries) == ("present", True)  # who does not answer takes back nobody's worry
    held(cast, course, **{f"p{first.pk}": Noted("present", False, "present True")})
    assert queries.noted(course.sessions.get(number=1))[first.pk].worries is False


def test_how_long_one_waits_is_told_from_those_who_got_a_place_and_those_who_still_wait(cast, now):
    place = waits(cast, now)
    told = {"zone_id": place.zone_id, "programme_id": place.programme_id, "state_on": day_of(now)}
    for weeks in range(1, 11):
        since = day_of(now) - timedelta(weeks=weeks)
        PlaceCount.objects.create(**told, waited_on=since, confirmed_on=day_of(now), state="confirmed")
        PlaceCount.objects.create(**told, waited_on=since, state="waiting" if weeks % 2 else "withdrawn")
    cast.actor("assessor")
    found = forecasts.wait_of(place, at=now)
    assert found is not None
    # 19 of 20 wait longer than a week, and 17 of 18 of them longer than two: nine of ten. Half still wait at the end.
    assert (found.n, found.weeks) == (10, (2, None))
    assert forecasts.wait_of(Place(state="offered"), at=now) is None


def test_a_third_stands_in_and_takes_the_register(cast, now):
    course = planned(cast, now, leader=cast.assessor, second_leader=cast.project_leader)
    told = {"course_id": course.pk, "leader": cast.assessor.pk, "second_leader": cast.project_leader.pk}
    by = cast.actor("project_leader")
    for wrong in (cast.assessor.pk, cast.odense_assessor.pk):
        with refused("a_third_stands_in"):
            course_actions.change_leaders(**told, stand_in=wrong, by=by, at=now)
    assert not queries.leads(cast.actor("second_assessor"), course)
    course_actions.change_leaders(**told, stand_in=cast.second_assessor.pk, by=cast.actor("project_leader"), at=now)
    assert queries.leads(cast.actor("second_assessor"), course)
    place = confirmed(cast, now, course)
    with refused("choose_who_waits"):
        kept = {"screening_id": place.screening_id, "second": None, "worker": cast.second_assessor.pk, "why": "staff"}
        apart_actions.keep_apart(**kept, by=cast.actor("project_leader"), at=now)


def test_a_course_begins_from_what_the_last_one_was_about(cast, now):
    first, by = planned(cast, now), cast.actor("assessor")
    row = first.sessions.get(number=3)
    told = {"theme": "Skam", "element": "mirroring", "material": "Papir og farver til alle", "by": by, "at": now}
    course_actions.move_session(session_id=row.pk, starts_at=row.starts_at, **told)
    second = planned(cast, now + timedelta(days=1), first_on=FIRST + timedelta(days=1))
    third = second.sessions.get(number=3)
    assert (third.theme, third.element, third.material) == ("Skam", "mirroring", "Papir og farver til alle")
    assert second.sessions.get(number=4).material == ""
