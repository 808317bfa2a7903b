"""A plan across departments: begun, led, shared by right, worked through, ended and reopened; and who sees what."""

from datetime import timedelta

import pytest

from brobygger.access.actor import machine
from brobygger.access.policy import Act, may, scope
from brobygger.access.zones import enter
from brobygger.base.decision import NotFound, Refused
from brobygger.base.workdays import day_of
from brobygger.coordination import actions, queries
from brobygger.coordination.models import Plan
from brobygger.coordination.tests.making import begun, joined, task
from brobygger.meetings import actions as meetings
from brobygger.meetings.models import Meeting
from brobygger.reception.tests.making import anonymous, taken
from brobygger.risk.tests.test_sight import CAST
from brobygger.trail.models import Entry

pytestmark = pytest.mark.django_db


def refused(reason):
    return pytest.raises(Refused, match=f"^{reason}$")


def test_a_plan_is_begun_once_and_never_about_someone_anonymous(cast, now):
    plan = begun(cast, now)
    assert (plan.lead, plan.phase) == (cast.assessor, "during")
    by = cast.actor("assessor")
    assert actions.begin(screening_id=plan.screening_id, by=by, at=now) == plan
    nobody, _box = anonymous(cast, now)
    cast.actor("assessor")
    taken(cast, now, nobody)
    with refused("anonymous_has_no_plan"):
        actions.begin(screening_id=nobody.pk, by=cast.actor("assessor"), at=now)


def test_who_takes_part_by_which_right_and_who_leads(cast, now):
    plan = begun(cast, now)
    row = joined(cast, now, plan)
    with refused("takes_part_already"):
        joined(cast, now, plan)
    with refused("legal_basis_is_named"):
        joined(cast, now, plan, basis="law", worker=None, name="Skolen")
    told = {"basis": "law", "law": "sel_12", "worker": None}
    assert joined(cast, now, plan, **told, department=cast.jobcentre.pk).kind == "department"
    assert joined(cast, now, plan, **told, name="Klasselæreren").kind == "outside"
    with pytest.raises(NotFound):
        joined(cast, now, plan, worker=cast.odense_leader.pk)
    by = cast.actor("assessor")
    with refused("lead_takes_part"):
        actions.name_lead(plan_id=plan.pk, worker_id=cast.resource_person.pk, by=by, at=now)
    assert actions.name_lead(plan_id=plan.pk, worker_id=cast.employee.pk, by=by, at=now).lead == cast.employee
    # Whoever leads keeps the plan, and when she takes part no more nobody leads: the team hears of it.
    by = cast.actor("employee")
    assert queries.page(by, plan.pk).whole
    by = cast.actor("assessor")
    actions.end_participant(participant_id=row.pk, by=by, at=now)
    with pytest.raises(NotFound):
        actions.end_participant(participant_id=row.pk, by=by, at=now)
    program = machine(cast.koege.pk)
    enter(program)
    assert [(one.kind, one.state) for one in queries.under_way(program, zone_id=cast.koege.pk)] == [
        ("coordination", "no_lead")
    ]
    with pytest.raises(NotFound):
        queries.page(cast.actor("employee"), plan.pk)
    assert joined(cast, now, plan).pk != row.pk  # and may come again


def test_goals_and_tasks_and_what_came_of_them(cast, now):
    plan = begun(cast, now)
    joined(cast, now, plan)
    by = cast.actor("assessor")
    goal = actions.add_goal(plan_id=plan.pk, words="Bolig i Køge", by=by, at=now)
    assert actions.add_goal(plan_id=plan.pk, words="Bolig i Køge", by=by, at=now) == goal
    for reached in (True, False):
        done = actions.reach_goal(goal_id=goal.pk, reached=reached, by=by, at=now)
        assert (done.reached_at is not None) == reached
    row = task(cast, now, plan)
    assert task(cast, now, plan) == row
    with pytest.raises(NotFound):
        task(cast, now, plan, who="second_employee")  # she would not see it
    program = machine(cast.koege.pk)
    enter(program)
    found = [(one.kind, one.state) for one in queries.under_way(program, zone_id=cast.koege.pk)]
    assert found == [("coordination", "open"), ("plan_task", "agreed")]
    assert day_of(queries.own_times(program, zone_id=cast.koege.pk)["plan_task", row.pk]) == row.due_on
    by = cast.actor("employee")
    with refused("not_possible_says_why"):
        actions.settle_task(task_id=row.pk, to="not_possible", by=by, at=now)
    told = {"task_id": row.pk, "by": by, "at": now}
    assert actions.settle_task(**told, to="not_possible", words="Skolen svarer ikke").why_not == "Skolen svarer ikke"
    with refused("plan_task_cannot_move"):
        actions.settle_task(**told, to="done")
    assert actions.settle_task(**told, to="agreed").why_not == ""
    assert actions.settle_task(**told, to="done").state == "done"
    assert queries.asked_of(by) != []  # the plan itself, without a task


def test_a_colleague_sees_aims_and_her_own_tasks_alone(cast, now):
    plan = begun(cast, now)
    joined(cast, now, plan)
    joined(cast, now, plan, who="resource_person")
    by = cast.actor("assessor")
    actions.add_goal(plan_id=plan.pk, words="Bolig", by=by, at=now)
    hers = task(cast, now, plan)
    others = task(cast, now, plan, who="resource_person", words="Skaffe bolig")
    by = cast.actor("employee")
    page = queries.page(by, plan.pk)
    assert (page.whole, [one.words for one in page.goals], list(page.tasks)) == (False, ["Bolig"], [hers])
    assert list(page.participants) == []
    assert {one.words for one in queries.asked_of(by)} == {"Ringe til skolen", ""}
    for deed in (
        lambda: actions.add_goal(plan_id=plan.pk, words="x", by=by, at=now),
        lambda: actions.settle_task(task_id=others.pk, to="done", by=by, at=now),
        lambda: actions.end(plan_id=plan.pk, why="other", by=by, at=now),
        lambda: actions.choose_phase(plan_id=plan.pk, phase="after", by=by, at=now),
    ):
        with pytest.raises(NotFound):
            deed()
    with pytest.raises(NotFound):
        queries.page(cast.actor("second_employee"), plan.pk)


def test_the_meetings_are_seen_by_those_who_take_part_and_the_leader(cast, now):
    plan = begun(cast, now)
    joined(cast, now, plan)
    by = cast.actor("assessor")
    told = {"plan_id": plan.pk, "planned_at": now, "place": "Lokale 3", "agenda": "", "at": now}
    row = actions.plan_meeting(**told, by=by)
    assert actions.plan_meeting(**told, by=by) == row
    actions.name_lead(plan_id=plan.pk, worker_id=cast.project_leader.pk, by=by, at=now)
    by = cast.actor("employee")
    there = [cast.employee.pk, cast.second_assessor.pk]
    meetings.note_held(pk=row.pk, held_on=day_of(now), there=there, seen=1, by=by, at=now)
    noted = {one.worker_id: one.was_there for one in row.attendances.all()}
    assert noted == {cast.employee.pk: True, cast.second_assessor.pk: True, cast.project_leader.pk: False}
    # What belongs to the plan is not agreed at its meeting: it is a task, and seen on the plan.
    with pytest.raises(NotFound):
        meetings.add_action(pk=row.pk, what="x", worker_id=cast.employee.pk, due_on=None, by=by, at=now)
    sees = {name for name in CAST if scope(cast.actor(name), Act.SEE_MEETINGS, Meeting.objects.all()).exists()}
    assert sees == {"employee", "project_leader"}  # the assessor led, and does no more


def test_whoever_led_to_the_end_reads_the_minutes_afterwards_and_writes_none(cast, now):
    plan = begun(cast, now)
    joined(cast, now, plan)
    by = cast.actor("assessor")
    row = actions.plan_meeting(plan_id=plan.pk, planned_at=now, place="", agenda="", by=by, at=now)
    actions.end(plan_id=plan.pk, why="one_department", by=by, at=now)
    assert [one.meeting_id for one in queries.page(by, plan.pk).meetings] == [row.pk]
    assert may(by, Act.SEE_MEETINGS, row)
    with pytest.raises(NotFound):
        meetings.keep_minutes(pk=row.pk, minutes="x", seen=1, by=by, at=now)
    sees = {name for name in CAST if scope(cast.actor(name), Act.SEE_MEETINGS, Meeting.objects.all()).exists()}
    assert sees == {"assessor", "project_leader"}


def test_the_tasks_of_one_who_takes_part_no_more_are_the_leads(cast, now):
    plan = begun(cast, now)
    part, other = joined(cast, now, plan), joined(cast, now, plan, who="second_assessor")
    open_task, done, teams = (task(cast, now, plan, words=words) for words in ("Skolen", "Lægen", "Banken"))
    actions.settle_task(task_id=done.pk, to="done", by=cast.actor("employee"), at=now)
    teams = task(cast, now, plan, who="second_assessor", words="Fogedretten")
    by = cast.actor("assessor")
    for one in (part, other):
        actions.end_participant(participant_id=one.pk, by=by, at=now)
    for row, holder in ((open_task, cast.assessor), (done, cast.employee), (teams, cast.second_assessor)):
        row.refresh_from_db()
        assert row.worker == holder, row.words  # one of the team sees the plan all the same
    assert Entry.objects.filter(what="coordination.task_passed_on").count() == 2
    assert [one.worker for one in queries.page(by, plan.pk).once] == [cast.second_assessor, cast.employee]


def test_a_plan_ends_for_a_reason_and_is_opened_again(cast, now):
    plan = begun(cast, now)
    joined(cast, now, plan)
    by = cast.actor("assessor")
    actions.choose_phase(plan_id=plan.pk, phase="after", by=by, at=now)
    actions.end(plan_id=plan.pk, why="one_department", words="Familiecenteret", by=by, at=now)
    with refused("plan_has_ended"):
        actions.add_goal(plan_id=plan.pk, words="x", by=by, at=now)
    with refused("coordination_cannot_move"):
        actions.end(plan_id=plan.pk, why="other", by=by, at=now)
    with pytest.raises(NotFound):
        queries.page(cast.actor("employee"), plan.pk)  # the team alone sees what is over
    by = cast.actor("assessor")
    row = actions.reopen(plan_id=plan.pk, by=by, at=now + timedelta(days=1))
    assert (row.state, row.ended, row.phase) == ("open", "", "after")
    assert Entry.objects.filter(what="coordination.moved").count() == 2


def test_the_list_is_the_door_row_by_row(cast, now):
    first, second, over = begun(cast, now), begun(cast, now), begun(cast, now)
    joined(cast, now, first)
    joined(cast, now, second, who="resource_person")
    actions.name_lead(plan_id=second.pk, worker_id=cast.resource_person.pk, by=cast.actor("assessor"), at=now)
    for plan in (first, second, over):
        told = {"plan_id": plan.pk, "planned_at": now, "place": "", "agenda": ""}
        actions.plan_meeting(**told, by=cast.actor("assessor"), at=now)
    actions.end(plan_id=over.pk, why="one_department", by=cast.actor("assessor"), at=now)
    acts = {Act.SEE_PLAN: Plan, Act.COORDINATE: Plan, Act.SEE_MEETINGS: Meeting, Act.KEEP_MEETINGS: Meeting}
    seen = {}
    for name in CAST:
        actor = cast.actor(name)
        for act, model in acts.items():
            listed = set(scope(actor, act, model.objects.all()).values_list("pk", flat=True))
            assert listed == {one.pk for one in model.objects.all() if may(actor, act, one)}, (name, act)
            seen[name, act] = len(listed)
    assert [seen[name, Act.SEE_PLAN] for name in ("employee", "resource_person", "second_assessor")] == [1, 1, 3]
    assert [seen[name, Act.COORDINATE] for name in ("employee", "resource_person")] == [0, 1]
    assert [seen[name, Act.SEE_MEETINGS] for name in ("employee", "resource_person", "second_assessor")] == [1, 1, 0]
    assert (seen["assessor", Act.SEE_MEETINGS], seen["assessor", Act.KEEP_MEETINGS]) == (2, 1)
