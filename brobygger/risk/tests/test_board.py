"""The day's board: who is due, whose it is when someone is away, what has happened, and who comes first."""

from datetime import timedelta

import pytest

from brobygger.base.decision import NotFound, Refused
from brobygger.base.workdays import day_of
from brobygger.reception import actions as reception
from brobygger.reception.tests import making as reception_making
from brobygger.risk import assessing, board, case_actions, queries, second_reading
from brobygger.risk.models import RiskCase
from brobygger.risk.tests.making import (
    answered,
    begun,
    both_read,
    certify,
    handed_in,
    refused,
    short,
    step,
    talked,
    team,
)
from brobygger.staff import actions as staff

pytestmark = pytest.mark.django_db


def seen(cast, now, who="assessor", mine=True, **more):
    by = cast.actor(who)
    return board.see_board(by, zone_id=cast.koege.pk, mine=mine, at=now, **more)


def names(lines):
    return [one.name for one in lines]


def test_whoever_has_been_talked_with_stands_on_the_board_in_time(cast, now):
    team(cast, now)
    assert names(seen(cast, now).coming) == ["Maria"]
    assert names(seen(cast, now - timedelta(days=1)).coming) == []
    late = seen(cast, now + timedelta(days=9))
    assert [(one.name, one.days_late) for one in late.due] == [("Maria", 2)]


def test_what_has_happened_makes_a_new_look_due_and_never_puts_it_off(cast, now):
    handed_in(cast, now)
    case = RiskCase.objects.get()
    by = cast.actor("assessor")
    case_actions.note_event(case_id=case.pk, what="contact", on=day_of(now), by=by, at=now)
    case.refresh_from_db()
    assert (case.due_because, case.due_at) == ("happened", now + timedelta(days=3))
    case_actions.note_event(case_id=case.pk, what="move", on=day_of(now), by=by, at=now + timedelta(days=2))
    case.refresh_from_db()
    assert case.due_at == now + timedelta(days=3)


@pytest.mark.parametrize("how", ["noted", "worrying", "not_possible"])
def test_what_happens_to_one_who_is_late_already_is_said_and_the_days_late_stay(cast, now, how):
    row = begun(cast, now)
    agreed, by = step(cast, now, row), cast.actor("assessor")
    handed_in(cast, now, row)
    late = now + timedelta(days=31)
    if how == "noted":
        case_actions.note_event(case_id=row.case_id, what="incident", on=day_of(late), by=by, at=late)
    elif how == "worrying":
        case_actions.answer_worries(screening_id=row.case.screening_id, by=by, at=late)
    else:
        case_actions.settle_step(step_id=agreed.pk, to="not_possible", words="Ingen låsesmed", by=by, at=late)
    line = seen(cast, late).due[0]
    assert (line.row.due_because, line.days_late) == ("happened", 1)


def test_what_lies_ahead_is_not_why_one_is_late(cast, now):
    case, late = handed_in(cast, now).case, now + timedelta(days=31)
    told = {"case_id": case.pk, "what": "court", "on": day_of(late) + timedelta(days=10)}
    case_actions.note_event(**told, by=cast.actor("assessor"), at=late)
    assert seen(cast, late).due[0].row.due_because == "review"


def test_the_second_is_told_that_her_own_reading_is_waited_for(cast, now):
    row = begun(cast, now)
    assert names(seen(cast, now, "second_assessor").to_read) == ["Maria"]
    assert names(seen(cast, now).to_read) == [], "not the first"
    second_reading.begin_second_reading(assessment_id=row.pk, by=cast.actor("second_assessor"), at=now)
    assert names(seen(cast, now, "second_assessor").to_read) == ["Maria"], "begun is not read"
    rating = answered(cast, now, row, "second_assessor", "second")
    second_reading.hand_in_rating(rating_id=rating.pk, by=cast.actor("second_assessor"), at=now)
    assert names(seen(cast, now, "second_assessor").to_read) == []


def test_both_are_told_when_what_they_agree_on_is_due(cast, now):
    row, both = begun(cast, now), ("assessor", "second_assessor")
    second_reading.begin_second_reading(assessment_id=row.pk, by=cast.actor("second_assessor"), at=now)
    for who, reader in zip(both, ("first", "second"), strict=True):
        assert names(seen(cast, now, who).to_agree) == []
        rating = answered(cast, now, row, who, reader)
        second_reading.hand_in_rating(rating_id=rating.pk, by=cast.actor(who), at=now)
    assert [names(seen(cast, now, who).to_agree) for who in both] == [["Maria"], ["Maria"]]
    agreed = second_reading.begin_to_agree(assessment_id=row.pk, by=cast.actor("assessor"), at=now)
    assert names(seen(cast, now, "second_assessor").to_agree) == ["Maria"], "begun is not agreed"
    second_reading.hand_in_rating(rating_id=agreed.pk, by=cast.actor("assessor"), at=now)
    assert [names(seen(cast, now, who).to_agree) for who in both] == [[], []]


def test_a_day_in_court_is_known_before(cast, now):
    handed_in(cast, now)
    case, by = RiskCase.objects.get(), cast.actor("assessor")
    court = day_of(now) + timedelta(days=10)
    case_actions.note_event(case_id=case.pk, what="court", on=court, by=by, at=now)
    case.refresh_from_db()
    assert (day_of(case.due_at), case.due_because) == (court - timedelta(days=1), "ahead")
    with refused("day_ahead"):
        case_actions.note_event(case_id=case.pk, what="incident", on=court, by=by, at=now)


def test_whom_a_person_has_set_first_stands_first_with_the_reason(cast, now):
    team(cast, now)
    case, by = RiskCase.objects.get(), cast.actor("second_assessor")
    case_actions.set_first(case_id=case.pk, because="parting", by=by, at=now)
    first = seen(cast, now + timedelta(days=1)).first
    assert [one.row.first_because for one in first] == ["parting"]
    case_actions.set_first(case_id=case.pk, because="", by=cast.actor("second_assessor"), at=now)
    assert not seen(cast, now + timedelta(days=1)).first


def test_a_colleague_at_work_keeps_hers_and_one_who_is_away_does_not(cast, now):
    certify(cast, now, "assessor", "second_assessor")
    case = talked(cast, now)
    with refused("a_colleague_assesses"):
        case_actions.take(case_id=case.pk, by=cast.actor("second_assessor"), at=now)
    away(cast, now)
    line = seen(cast, now + timedelta(days=1), "second_assessor").coming[0]
    assert (line.holder, line.stands_in_for, line.mine) == ("Second_Assessor", "Assessor", True)
    taken = case_actions.take(case_id=case.pk, by=cast.actor("second_assessor"), at=now)
    assert taken.assessor == cast.second_assessor


def away(cast, now):
    staff.note_absence(
        zone_id=cast.koege.pk, worker_id=cast.assessor.pk, substitute_id=cast.second_assessor.pk,
        first_day=day_of(now), last_day=day_of(now) + timedelta(days=5), by=cast.actor("project_leader"), at=now,
    )  # fmt: skip


def test_nobody_takes_without_a_certificate(cast, now):
    case = talked(cast, now)
    with refused("no_certificate_of_risk"):
        case_actions.take(case_id=case.pk, by=cast.actor("second_assessor"), at=now)


def test_those_assessed_elsewhere_come_back_on_the_day(cast, now):
    case, by = team(cast, now), cast.actor("assessor")
    on = day_of(now) + timedelta(days=14)
    case_actions.lead_elsewhere(case_id=case.pk, to="stalking", follow_up_on=on, by=by, at=now)
    case_actions.confirm_elsewhere(case_id=case.pk, by=cast.actor("second_assessor"), at=now)
    for mine in (True, False):
        there = seen(cast, now, mine=mine).elsewhere
        assert [(one.row.elsewhere, one.row.follow_up_on) for one in there] == [("stalking", on)], "until the day"
    due = seen(cast, now + timedelta(days=14)).due
    assert [(one.row.due_because, one.row.elsewhere) for one in due] == [("follow_up", "stalking")]
    case_actions.assess_here(case_id=case.pk, by=by, at=now)
    case.refresh_from_db()
    assert (case.state, case.elsewhere) == ("to_assess", "")


def test_one_person_alone_sends_nobody_in_danger_out_of_sight(cast, now):
    case, by = team(cast, now), cast.actor("assessor")
    short(cast, now, case, found="yes")
    full_at = now + timedelta(hours=24)
    told = {"case_id": case.pk, "to": "police", "by": by, "at": now}
    with refused("ask_sooner_where_danger_is_known"):
        case_actions.lead_elsewhere(**told, follow_up_on=day_of(now) + timedelta(days=8))
    case_actions.lead_elsewhere(**told, follow_up_on=day_of(now) + timedelta(days=7))
    case.refresh_from_db()
    assert (case.state, case.due_because, case.due_at) == ("elsewhere", "full", full_at)
    hour = timedelta(hours=1)
    assert [line.row.pk for line in seen(cast, now + hour).due] == [case.pk]
    with pytest.raises(Refused):
        case_actions.confirm_elsewhere(case_id=case.pk, by=by, at=now)
    by = cast.actor("assessor")
    case_actions.assess_here(case_id=case.pk, by=by, at=now)
    case.refresh_from_db()
    assert (case.due_because, case.due_at) == ("full", full_at), "there and back puts nothing off"
    case_actions.lead_elsewhere(**told, follow_up_on=day_of(now) + timedelta(days=7))
    case_actions.confirm_elsewhere(case_id=case.pk, by=cast.actor("second_assessor"), at=now)
    case.refresh_from_db()
    assert (case.due_because, day_of(case.due_at)) == ("follow_up", day_of(now) + timedelta(days=7))
    by = cast.actor("assessor")
    case_actions.note_event(case_id=case.pk, what="contact", on=day_of(now), by=by, at=now + hour)
    with refused("nothing_waits_for_a_second"):
        case_actions.confirm_elsewhere(case_id=case.pk, by=cast.actor("second_assessor"), at=now)


def test_whoever_found_danger_does_not_end_it_alone(cast, now):
    case, by = team(cast, now), cast.actor("assessor")
    short(cast, now, case, found="yes")
    case.refresh_from_db()
    assert case.assessor_id == cast.assessor.pk
    with refused("another_ends_where_danger_stands"):
        case_actions.end(case_id=case.pk, why="help_ended", by=by, at=now)
    case_actions.end(case_id=case.pk, why="moved", by=cast.actor("second_assessor"), at=now)
    case.refresh_from_db()
    assert case.state == "ended"


def test_changing_places_makes_no_other_of_the_one_who_found_danger(cast, now):
    case, by = team(cast, now), cast.actor("assessor")
    short(cast, now, case, found="yes")
    told = {"assessor": cast.second_assessor.pk, "second": cast.assessor.pk}
    case_actions.name_assessors(case_id=case.pk, **told, by=by, at=now)
    for who in ("assessor", "second_assessor"):
        with refused("another_ends_where_danger_stands"):
            case_actions.end(case_id=case.pk, why="moved", by=cast.actor(who), at=now)


def test_whoever_noted_the_danger_is_no_other_whoever_assesses_now(cast, now):
    certify(cast, now, "assessor", "second_assessor")
    row, by = reception_making.mine(cast, now), cast.actor("assessor")
    told = {"on": day_of(now), "form": "phone", "danger": "yes"}
    reception.note_talk(screening_id=row.pk, **told, by=by, at=now)
    case = RiskCase.objects.get()
    told = {"assessor": cast.second_assessor.pk, "second": cast.assessor.pk}
    case_actions.name_assessors(case_id=case.pk, **told, by=by, at=now)
    for who in ("assessor", "second_assessor"):
        with refused("another_ends_where_danger_stands"):
            case_actions.end(case_id=case.pk, why="moved", by=cast.actor(who), at=now)
    assert case_actions.end(case_id=case.pk, why="moved", by=cast.actor("project_leader"), at=now).state == "ended"


def test_what_two_have_read_is_not_broken_off(cast, now):
    row = both_read(cast, now)
    with refused("both_have_read"):
        assessing.break_off(assessment_id=row.pk, by=cast.actor("assessor"), at=now)


def test_what_one_has_read_stands_where_it_is_broken_off(cast, now):
    row, by = begun(cast, now), cast.actor("assessor")
    rating = answered(cast, now, row, imminence="high")
    second_reading.hand_in_rating(rating_id=rating.pk, by=by, at=now)
    assessing.break_off(assessment_id=row.pk, by=by, at=now)
    with refused("another_ends_where_danger_stands"):
        case_actions.end(case_id=row.case_id, why="moved", by=by, at=now)


def test_what_waits_for_a_second_says_whom_it_waits_for(cast, now):
    first = handed_in(cast, now, priority="high")
    less = handed_in(cast, now, begun(cast, now, first.case), priority="low")
    assert less.state == "to_confirm"
    mine, hers = (seen(cast, now, who) for who in ("assessor", "second_assessor"))
    assert (names(mine.to_confirm), names(mine.waits)) == ([], ["Maria"])
    assert (names(hers.to_confirm), names(hers.waits)) == (["Maria"], [])


def test_what_was_agreed_stays_while_what_was_sent_back_is_written_on(cast, now):
    first = handed_in(cast, now, priority="high")
    row = begun(cast, now, first.case)
    step(cast, now, row, worker=cast.second_assessor.pk)
    less = handed_in(cast, now, row, priority="low")
    assessing.send_back(assessment_id=less.pk, words="Se igen", by=cast.actor("second_assessor"), at=now)
    assert [one.words for one in queries.asked_of(cast.actor("second_assessor"))] == ["Ny lås"]


def test_nothing_is_agreed_again_where_it_has_ended(cast, now):
    row = begun(cast, now)
    agreed = step(cast, now, row)
    case, by = handed_in(cast, now, row).case, cast.actor("assessor")
    case_actions.settle_step(step_id=agreed.pk, to="done", by=by, at=now)
    case_actions.end(case_id=case.pk, why="moved", by=by, at=now)
    with refused("risk_case_has_ended"):
        case_actions.settle_step(step_id=agreed.pk, to="agreed", by=by, at=now)


def test_it_does_not_end_while_something_agreed_is_not_settled(cast, now):
    row = begun(cast, now)
    agreed = step(cast, now, row)
    case, by = handed_in(cast, now, row).case, cast.actor("assessor")
    with refused("steps_are_left"):
        case_actions.end(case_id=case.pk, why="moved", by=by, at=now)
    case_actions.settle_step(step_id=agreed.pk, to="done", by=by, at=now)
    assert case_actions.end(case_id=case.pk, why="moved", by=by, at=now).state == "ended"


def test_what_has_ended_stands_nowhere_and_can_be_taken_up(cast, now):
    case, by = team(cast, now), cast.actor("assessor")
    case_actions.end(case_id=case.pk, why="supervised", by=by, at=now)
    assert not seen(cast, now + timedelta(days=9))
    with refused("risk_case_has_ended"):
        case_actions.note_event(case_id=case.pk, what="contact", on=day_of(now), by=by, at=now)
    case_actions.assess_here(case_id=case.pk, by=by, at=now)
    assert seen(cast, now + timedelta(days=9)).due


def test_it_does_not_end_while_an_assessment_is_written(cast, now):
    row = begun(cast, now)
    with refused("an_assessment_is_being_written"):
        case_actions.end(case_id=row.case_id, why="her_wish", by=cast.actor("assessor"), at=now)


def test_an_agreed_step_is_seen_by_whoever_does_it_and_by_nobody_before_it_is_agreed(cast, now):
    row = begun(cast, now)
    made = step(cast, now, row, worker=cast.employee.pk)
    with refused("step_is_not_agreed_yet"):
        case_actions.settle_step(step_id=made.pk, to="done", by=cast.actor("employee"), at=now)
    handed_in(cast, now, row)
    assert [one.pk for one in queries.asked_of(cast.actor("employee"))] == [made.pk]
    assert not queries.asked_of(cast.actor("second_employee"))
    with pytest.raises(NotFound):
        case_actions.settle_step(step_id=made.pk, to="done", by=cast.actor("second_employee"), at=now)
    assert [one.name for one in seen(cast, now).steps] == ["Maria"]
    case_actions.settle_step(step_id=made.pk, to="done", by=cast.actor("employee"), at=now)
    assert not queries.asked_of(cast.actor("employee"))


def test_a_step_that_is_not_possible_says_why_and_asks_for_a_new_look(cast, now):
    row = begun(cast, now)
    made = step(cast, now, row, worker=cast.employee.pk)
    assert not queries.asked_of(cast.actor("employee")), "nothing is agreed before it is handed in"
    handed_in(cast, now, row)
    told = {"step_id": made.pk, "to": "not_possible", "at": now}
    with refused("say_why_not_possible"):
        case_actions.settle_step(**told, words=" ", by=cast.actor("employee"))
    case_actions.settle_step(**told, words="Udlejeren siger nej", by=cast.actor("employee"))
    cast.actor("assessor")
    case = RiskCase.objects.get()
    assert (case.events.get().what, case.due_because, case.due_at) == ("plan", "happened", now + timedelta(days=3))
    made.refresh_from_db()
    assert (made.why_not, made.state_by) == ("Udlejeren siger nej", cast.employee)
    back = case_actions.settle_step(step_id=made.pk, to="agreed", by=cast.actor("assessor"), at=now)
    assert back.state == "agreed"


def test_danger_within_a_day_stands_with_what_is_due(cast, now):
    case = team(cast, now)
    RiskCase.objects.filter(pk=case.pk).update(due_at=now + timedelta(hours=20))
    assert names(seen(cast, now).due) == ["Maria"]
    assert [one.opens for one in seen(cast, now, "second_assessor").due] == [True]
    assert [one.opens for one in seen(cast, now, "project_leader", mine=False).due] == [True]


def test_the_board_goes_on_where_the_page_before_ended(cast, now, monkeypatch):
    certify(cast, now, "assessor")
    for minute in range(3):
        talked(cast, now + timedelta(minutes=minute))
    monkeypatch.setattr(board, "MOST", 2)
    later = now + timedelta(days=9)
    first = seen(cast, later)
    rest = seen(cast, later, after=first.after)
    assert len({one.row.pk for one in [*first.due, *rest.due]}) == 3
    assert not rest.after
    assert seen(cast, later, after="i morgen|²").due == first.due


def test_those_of_one_who_is_away_are_counted_with_whoever_acts(cast, now):
    team(cast, now)
    away(cast, now)
    loads = seen(cast, now + timedelta(days=5), mine=False).loads
    assert [(one.name, one.coming, one.away) for one in loads] == [("Assessor", 0, True), ("Second_Assessor", 1, False)]


def test_what_is_sent_back_stands_on_the_board_of_whoever_writes_it(cast, now):
    first = handed_in(cast, now, priority="high")
    less = handed_in(cast, now, begun(cast, now, first.case), priority="moderate")
    by = cast.actor("second_assessor")
    assessing.send_back(assessment_id=less.pk, words="Se på N3 igen", by=by, at=now)
    assert names(seen(cast, now).sent_back) == ["Maria"]
    assert seen(cast, now, who="second_assessor").sent_back == []
    less = handed_in(cast, now, less, priority="high")
    assert seen(cast, now).sent_back == []


def test_a_board_says_who_has_how_many_by_name(cast, now):
    team(cast, now)
    loads = seen(cast, now + timedelta(days=9), mine=False).loads
    assert [(one.name, one.due, one.coming) for one in loads] == [("Assessor", 1, 0), ("Second_Assessor", 0, 0)]
