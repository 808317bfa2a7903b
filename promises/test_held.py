"""Nothing is anyone's who cannot see it: what a worker alone holds is passed on when her role is over."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.apps import apps
from django.db import models
from django.urls import reverse
from django.utils import timezone

from brobygger.access.actor import machine
from brobygger.access.who import actor_for
from brobygger.access.zones import at_sign_in, enter
from brobygger.alarms.actions import pass_deadlines
from brobygger.alarms.leaks import search
from brobygger.alarms.states import Leak
from brobygger.base.decision import NotFound, Refused
from brobygger.base.workdays import day_of
from brobygger.coordination.tests import making as coordination
from brobygger.counselling.models import Conversation, Counselling
from brobygger.counselling.tests import making as counselling
from brobygger.courses.models import Course
from brobygger.courses.tests import making as courses
from brobygger.duties import actions as duties
from brobygger.duties import queries as duty_queries
from brobygger.duties.models import Duty
from brobygger.duties.tests import making as duty
from brobygger.meetings.models import Meeting, MeetingAction
from brobygger.outreach import actions as outreach
from brobygger.outreach.tests import making as calling
from brobygger.reach.models import ResourcePerson
from brobygger.reception.tests import making as reception
from brobygger.referrals.tests import sending as bridge
from brobygger.risk.tests import making as assessing
from brobygger.rota.tests import making as rota
from brobygger.screening.tests import making as screening
from brobygger.staff import actions, leaving
from brobygger.staff.held import HOLDINGS
from brobygger.staff.models import Absence, Membership, Worker
from brobygger.trail.models import Entry
from conftest import give_role

# A column with a worker in it that is not somebody's to do, and why. What ends with `_by` says who did something.
EXPLAINED = {
    "alarms.Alarm.worker": "whose the thing is that stands still; the alarm is heard by who is there",
    "alarms.Telling.worker": "who was told",
    "contact.Message.worker": "to whom a message went",
    "counselling.Assignment.counsellor": "goes with the counselling",
    "desk.SavedFilter.worker": "a way of looking at a list",
    "handbook.Reading.worker": "who has read a version",
    "municipality.Placement.worker": "a place in a department counts with a role alone",
    "coordination.Participant.worker": "who takes part, by a right that is hers alone; without a role she sees nothing",
    "courses.KeptApart.worker": "whom someone must not meet",
    "meetings.Attendance.worker": "who was at a meeting",
    "report.BegunText.worker": "a text that she is writing; what is saved is the report's",
    "risk.BegunLine.worker": "half a line that she is writing; what is saved is the case's",
    "risk.Rating.worker": "who has read and judged; a colleague who takes over makes a rating of her own",
    "reach.TrainingDone.worker": "who took part",
    "calendars.Feed.worker": "the address of her own calendar, which is empty when her roles are over",
    "rota.Change.to": "what is proposed and not made",
    "rota.Change.was": "what is proposed and not made",
    "rota.Exam.worker": "when she has exams",
    "rota.Hours.worker": "how many hours she works",
    "rota.Talk.worker": "who would like to talk; she asks anew where she works next",
    "rota.Wish.worker": "when she wishes to work",
    "safety.Line.colleague": "who takes a line of a plan on; the team has the plan",
    "staff.Absence.worker": "who is away",
    "staff.Membership.hands_over_to": "who takes over",
    "staff.Membership.worker": "the role itself",
    "staff.PassedOn.to": "who was given it; it is held where it stands",
    "staff.PassedOn.worker": "whose it was",
    "staff.RoleOffer.worker": "an offer is hers to answer whatever her roles, and lapses",
    "trail.Entry.by": "who did it",
    "volunteers.Volunteer.worker": "what is noted about a volunteer; the team sees it",
}


def _columns():
    for model in apps.get_models():
        for field in model._meta.concrete_fields if model.__module__.startswith("brobygger.") else ():
            if isinstance(field, models.ForeignKey) and field.related_model is Worker:
                yield f"{model._meta.label}.{field.name}"


def test_every_column_with_a_worker_in_it_is_passed_on_or_explained():
    held = {f"{one.model}.{one.field}" for one in HOLDINGS.values()}
    every = set(_columns())
    assert held <= every
    assert set(EXPLAINED) <= every
    assert not held & set(EXPLAINED)
    unexplained = {one for one in every - held - set(EXPLAINED) if not one.endswith("_by")}
    assert {one for one in unexplained if one.rpartition(".")[2] != "by"} == set()


# -- each kind, made as it is made in the work; who holds it, in which zone -------------------------------------------


def _case(cast, now):
    case = calling.someone(cast, now)
    outreach.open_case(case_id=case.pk, by=cast.actor("owner"), at=now)
    return cast.zone, "owner"


def _call(cast, now):
    case = calling.someone(cast, now)
    call_id = calling.begin_call(cast.actor("owner"), case, now)
    outreach.keep_form(call_id=call_id, form={"note": "Hun sagde"}, by=cast.actor("owner"), at=now)
    return cast.zone, "owner"


def _duty(cast, now):
    duty.written(cast.actor("owner"), now, cast.zone)
    return cast.zone, "owner"


def _duty_asked(cast, now):
    row = duty.raised(cast.actor("colleague"), now, cast.zone)
    duties.ask_to_take_over(duty_id=row.pk, worker_id=cast.owner.pk, by=cast.actor("colleague"), at=now)
    return cast.zone, "owner"


def _referral(cast, now):
    bridge.yes_to_help(cast, now)
    return cast.zone, "owner"


def _registration(cast, now):
    screening.seed(cast, now)
    return cast.koege, "employee"


def _reception(cast, now):
    reception.taken(cast, now, screening.sent(cast, now))
    return cast.koege, "assessor"


def _counselling(cast, now):
    counselling.agreed(cast, now, counselling.running(cast, now), hours=48)
    return cast.counselling_zone, "counsellor"


def _meeting_action(cast, now):
    enter(machine(cast.koege.pk))
    meeting = Meeting.objects.create(zone=cast.koege, planned_at=now, made_at=now)
    MeetingAction.objects.create(
        zone=cast.koege, meeting=meeting, what="Ringe", worker=cast.resource_person, made_at=now
    )
    return cast.koege, "resource_person"


def _resource_person(cast, now):
    enter(machine(cast.koege.pk))
    ResourcePerson.objects.create(
        zone=cast.koege, department=cast.jobcentre, worker=cast.resource_person, since=date(2020, 1, 1), named_at=now
    )
    return cast.koege, "resource_person"


def _absence(cast, now):
    actions.note_absence(
        worker_id=cast.colleague.pk, zone_id=cast.zone.pk, first_day=day_of(now), last_day=None,
        substitute_id=cast.owner.pk, by=cast.actor("leader"), at=now,
    )  # fmt: skip
    Absence.objects.update(first_day=timezone.localdate() - timedelta(days=40))
    return cast.zone, "owner"


def _course(cast, now):
    courses.ready(cast, now)
    courses.planned(cast, now)
    return cast.koege, "assessor"


def _course_second(cast, now):
    courses.ready(cast, now)
    courses.planned(cast, now)
    return cast.koege, "second_assessor"


def _course_stand_in(cast, now):
    courses.ready(cast, now)
    courses.planned(cast, now, second_leader=cast.project_leader)
    Course.objects.update(stand_in=cast.second_assessor)
    return cast.koege, "second_assessor"


def _risk_case(cast, now):
    assessing.team(cast, now)
    return cast.koege, "assessor"


def _risk_second(cast, now):
    assessing.team(cast, now)
    return cast.koege, "second_assessor"


def _risk_step(cast, now):
    row = assessing.begun(cast, now)
    assessing.step(cast, now, row, worker=cast.employee.pk)
    return cast.koege, "employee"


def _shift(cast, now):
    rota.published(cast, now)
    return cast.zone, "owner"


def _plan_lead(cast, now):
    coordination.begun(cast, now)
    return cast.koege, "assessor"


def _plan_task(cast, now):
    plan = coordination.begun(cast, now)
    coordination.joined(cast, now, plan)
    coordination.task(cast, now, plan)
    return cast.koege, "employee"


MAKE: dict[str, Callable[..., tuple[Any, str]]] = {
    "absence": _absence,
    "call": _call,
    "case": _case,
    "counselling": _counselling,
    "course": _course,
    "course_second": _course_second,
    "course_stand_in": _course_stand_in,
    "duty": _duty,
    "duty_asked": _duty_asked,
    "meeting_action": _meeting_action,
    "plan_lead": _plan_lead,
    "plan_task": _plan_task,
    "reception": _reception,
    "referral": _referral,
    "registration": _registration,
    "resource_person": _resource_person,
    "risk_case": _risk_case,
    "risk_second": _risk_second,
    "risk_step": _risk_step,
    "shift": _shift,
}


def test_each_kind_is_tried_here():
    assert set(MAKE) == set(HOLDINGS)


def _held(key, zone, worker):
    enter(machine(zone.pk))
    return list(HOLDINGS[key].rows(zone.pk, [worker.pk]))


def _is_seen(key, row, zone, now):
    """It is nobody's, or someone's who is here and may see it."""
    row.refresh_from_db()
    holder = getattr(row, f"{HOLDINGS[key].field}_id")
    if holder is None or not type(row)._default_manager.filter(HOLDINGS[key].open, pk=row.pk).exists():
        return True
    return bool({role for role, there in actor_for(holder).roles if there == zone.pk} & set(HOLDINGS[key].roles))


@pytest.mark.parametrize("key", sorted(MAKE))
def test_a_role_that_lapses_passes_on_what_she_held_where_nobody_did_anything(cast, now, key):
    zone, who = MAKE[key](cast, now)
    worker = getattr(cast, who)
    (row, *_more) = _held(key, zone, worker)
    Membership.objects.filter(worker=worker, zone=zone).update(until=day_of(now) - timedelta(days=1))
    enter(machine(zone.pk))
    account = search(machine(zone.pk), zone_id=zone.pk, at=now)
    assert account.leaks[Leak.HOLDER_GONE] >= 1
    actions.pass_on_what_is_left(zone_id=zone.pk, by=machine(zone.pk), at=now)
    assert _held(key, zone, worker) == []
    assert _is_seen(key, row, zone, now)
    assert list(leaving.left_behind(zone.pk, day_of(now))) == []
    assert Entry.objects.filter(what="staff.passed_on", facts__kind=key, facts__worker=worker.pk).exists()
    assert actions.pass_on_what_is_left(zone_id=zone.pk, by=machine(zone.pk), at=now) == 0


@pytest.mark.parametrize("key", sorted(MAKE))
def test_one_who_is_no_longer_active_holds_nothing_either(cast, now, key):
    zone, who = MAKE[key](cast, now)
    worker = getattr(cast, who)
    with at_sign_in():
        Worker.objects.filter(pk=worker.pk).update(is_active=False)
    enter(machine(zone.pk))
    actions.pass_on_what_is_left(zone_id=zone.pk, by=machine(zone.pk), at=now)
    assert _held(key, zone, worker) == []


COLLEAGUES = {"owner": ("colleague", "leader"), "employee": ("second_employee", "project_leader")}
COLLEAGUES |= {"assessor": ("second_assessor", "project_leader")}
COLLEAGUES |= {"counsellor": ("second_counsellor", "leader")}


@pytest.mark.parametrize("key", ["absence", "call", "duty", "reception", "referral", "registration"])
def test_the_leader_names_who_takes_over_and_sees_first_what_there_is(cast, client, key):
    now = timezone.now()
    zone, who = MAKE[key](cast, now)
    worker, (to, leader) = getattr(cast, who), COLLEAGUES[who]
    if key == "absence":
        Absence.objects.update(worker=cast.second_leader)
    row = Membership.objects.get(worker=worker, zone=zone)
    client.force_login(getattr(cast, leader))
    page = reverse("end_role", args=[row.pk])
    assert str(HOLDINGS[key].words) in client.get(page).content.decode()
    stranger = client.post(page, {"last_day": timezone.localdate(), "hands_over_to": cast.stranger.pk})
    assert stranger.status_code == 200
    yesterday = timezone.localdate() - timedelta(days=1)
    told = {"last_day": yesterday, "hands_over_to": getattr(cast, to).pk}
    assert client.post(page, told).status_code == 200, "why is asked"
    assert client.post(page, told | {"why": "other_work"}).status_code == 302
    assert "Har andre opgaver" in client.get(reverse("staff")).content.decode()
    assert _held(key, zone, worker) == []
    assert len(_held(key, zone, getattr(cast, to))) == 1


@pytest.mark.parametrize("key", ["call", "case", "counselling", "duty", "duty_asked", "reception"])
def test_the_page_says_what_goes_back_to_the_list_whoever_takes_over(cast, client, key):
    now = timezone.now()
    zone, who = MAKE[key](cast, now)
    row = Membership.objects.get(worker=getattr(cast, who), zone=zone)
    to, leader = COLLEAGUES[who]
    if who == "counsellor":
        give_role(cast.leader, zone, "programme_leader")
    client.force_login(getattr(cast, leader))
    page = client.get(reverse("end_role", args=[row.pk])).content.decode()
    (line,) = [one for one in page.split("<li>") if one.startswith(str(HOLDINGS[key].words))]
    yesterday = timezone.localdate() - timedelta(days=1)
    taker = getattr(cast, to)
    actions.end_role(membership_id=row.pk, last_day=yesterday, hands_over_to=taker.pk, by=cast.actor(leader), at=now)
    assert ("går tilbage til listen eller tavlen" in line) != bool(_held(key, zone, taker))


def test_a_volunteers_yes_stands_in_the_story_when_she_works_here_no_more(cast, client):
    now = timezone.now()
    give_role(cast.leader, cast.counselling_zone, "programme_leader")
    MAKE["counselling"](cast, now)
    row = Membership.objects.get(worker=cast.counsellor)
    yesterday = timezone.localdate() - timedelta(days=1)
    actions.end_role(membership_id=row.pk, last_day=yesterday, by=cast.actor("leader"), at=now)
    enter(machine(cast.counselling_zone.pk))
    helped = Counselling.objects.get().pk
    client.force_login(cast.coordinator)
    page = client.get(reverse("counselling", args=[helped])).content.decode()
    assert "Takkede ja; siden gik personen tilbage til tavlen" in page
    assert "Aftalt, men ingen har den: aftal en ny, eller giv personen besked" in page


def test_a_half_written_call_says_who_wrote_it_also_with_the_one_who_took_it_over(cast, client):
    now = timezone.now()
    _ended(cast, "call", now)
    client.force_login(cast.colleague)
    case = calling.Case.objects.get().pk
    client.post(reverse("open_call"), {"case": case})
    page = client.get(reverse("call", args=[case])).content.decode()
    assert "Hun sagde" in page
    assert "er skrevet af Owner" in page


def test_the_alarm_of_a_referral_passes_on_with_it(cast, client):
    now = timezone.now()
    _referral(cast, now - timedelta(days=60))
    enter(machine(cast.zone.pk))
    pass_deadlines(zone_id=cast.zone.pk, by=machine(cast.zone.pk), at=now)
    client.force_login(cast.leader)
    assert '"Hos">Owner</td>' in client.get(reverse("alarms")).content.decode()
    row = Membership.objects.get(worker=cast.owner)
    yesterday = timezone.localdate() - timedelta(days=1)
    actions.end_role(
        membership_id=row.pk, last_day=yesterday, hands_over_to=cast.colleague.pk, by=cast.actor("leader"), at=now
    )
    pass_deadlines(zone_id=cast.zone.pk, by=machine(cast.zone.pk), at=now)
    page = client.get(reverse("alarms")).content.decode()
    assert '"Hos">Colleague</td>' in page
    assert '"Hos">Owner</td>' not in page


def test_until_her_last_day_is_over_it_is_hers(cast):
    now = timezone.now()
    zone, _who = _duty(cast, now)
    row = Membership.objects.get(worker=cast.owner)
    actions.end_role(
        membership_id=row.pk, last_day=timezone.localdate(), hands_over_to=cast.colleague.pk, by=cast.actor("leader"),
        at=now,
    )  # fmt: skip
    assert Duty.objects.get().holder == cast.owner
    enter(machine(zone.pk))
    actions.pass_on_what_is_left(zone_id=zone.pk, by=machine(zone.pk), at=now + timedelta(days=1))
    assert Duty.objects.get().holder == cast.colleague


def test_a_duty_without_a_colleague_is_the_leaders_who_ended_the_role_and_keeps_its_deadline(cast):
    now = timezone.now()
    _duty(cast, now)
    before = Duty.objects.get()
    row = Membership.objects.get(worker=cast.owner)
    yesterday = timezone.localdate() - timedelta(days=1)
    actions.end_role(membership_id=row.pk, last_day=yesterday, by=cast.actor("second_leader"), at=now)
    after = Duty.objects.get()
    assert (after.holder, after.due_at, after.state) == (cast.second_leader, before.due_at, before.state)


@pytest.mark.parametrize("days", [0, 1])
def test_who_takes_a_duty_over_reads_what_was_written_in_it(cast, client, days):
    now = timezone.now() - timedelta(minutes=10)
    _duty(cast, now)
    owner, row = cast.actor("owner"), Membership.objects.get(worker=cast.owner)
    duties.note_parents(duty_id=Duty.objects.get().pk, told="not_told", reason="Det er ikke trygt", by=owner, at=now)
    last_day = timezone.localdate() - timedelta(days=days)
    actions.end_role(
        membership_id=row.pk, last_day=last_day, hands_over_to=cast.colleague.pk, by=cast.actor("leader"), at=now
    )
    if not days:
        enter(machine(cast.zone.pk))
        actions.pass_on_what_is_left(zone_id=cast.zone.pk, by=machine(cast.zone.pk), at=now + timedelta(days=1))
    colleague, passed = cast.actor("colleague"), Duty.objects.get()
    read = duty_queries.whole(colleague, passed.pk, page="duty", at=now)
    assert [fact.words for fact in read.facts] == [duty.SECRET]
    assert (read.duty.parents, read.duty.parents_reason) == ("not_told", "Det er ikke trygt")
    assert read.writing is not None
    assert read.happenings[0].done == "passed_on"
    assert duty.SECRET in str(duty_queries.material(colleague, passed, at=now))
    client.force_login(cast.colleague)
    page = client.get(reverse("duty", args=[passed.pk])).content.decode()
    assert "1 ting er skrevet ned" in page
    with pytest.raises(NotFound):
        duty_queries.whole(cast.actor("leader"), passed.pk, page="duty", at=now)


def test_who_takes_a_duty_over_reads_whom_it_is_about_and_no_more(cast, client):
    now = timezone.now()
    helped = counselling.running(cast, now)
    zone = cast.counselling_zone
    row = duty.raised(
        cast.actor("counsellor"), now, zone, kind="police_danger", about="counselling", about_id=helped.pk
    )
    name = duty_queries.lists(cast.actor("counsellor"), zone_id=zone.pk, at=now).mine[0].thing.name
    duties.ask_to_take_over(duty_id=row.pk, worker_id=cast.second_counsellor.pk, by=cast.actor("counsellor"), at=now)
    client.force_login(cast.second_counsellor)
    asked = client.get(reverse("duties")).content.decode()
    assert name not in asked
    assert "Det læser du, når du har sagt ja" in asked
    client.post(reverse("duty_take_over", args=[row.pk]))
    for page in (reverse("duty", args=[row.pk]), reverse("duties")):
        told = client.get(page).content.decode()
        assert name in told
        assert reverse("my_person", args=[helped.pk]) not in told
    assert client.get(reverse("my_person", args=[helped.pk])).status_code == 404


def test_an_appointment_of_a_volunteer_who_is_gone_is_due_on_the_board(cast, client):
    now = timezone.now()
    zone, _who = _counselling(cast, now)
    Membership.objects.filter(worker=cast.counsellor).update(until=timezone.localdate() - timedelta(days=1))
    enter(machine(zone.pk))
    actions.pass_on_what_is_left(zone_id=zone.pk, by=machine(zone.pk), at=now)
    row = Counselling.objects.get()
    assert (row.state, row.counsellor) == ("waiting", None)
    client.force_login(cast.coordinator)
    due = client.get(reverse("board")).context["seen"].due
    assert [code for code, _at in due[0].due] == ["nobody_comes"]
    enter(machine(zone.pk))
    assert Conversation.objects.get().state == "planned"


def test_a_seed_of_a_department_where_nobody_is_left_waits_for_a_name(cast, client):
    now = timezone.now()
    zone, _who = _registration(cast, now)
    yesterday = timezone.localdate() - timedelta(days=1)
    Membership.objects.filter(worker__in=[cast.employee, cast.resource_person]).update(until=yesterday)
    enter(machine(zone.pk))
    actions.pass_on_what_is_left(zone_id=zone.pk, by=machine(zone.pk), at=now)
    account = search(machine(zone.pk), zone_id=zone.pk, at=now)
    assert account.leaks[Leak.HOLDER_GONE] == 1
    row = Membership.objects.get(worker=cast.employee)
    client.force_login(cast.project_leader)
    page = reverse("pass_on_role", args=[row.pk])
    assert client.post(page, {"hands_over_to": cast.second_employee.pk}).status_code == 302
    assert len(_held("registration", zone, cast.second_employee)) == 1


def test_one_who_keeps_another_role_that_sees_it_keeps_it(cast):
    now = timezone.now()
    zone, _who = _duty(cast, now)
    give_role(cast.owner, zone, "programme_leader")
    row = Membership.objects.get(worker=cast.owner, role="worker")
    yesterday = timezone.localdate() - timedelta(days=1)
    assert leaving.held_by_role(row, after=yesterday) == []
    actions.end_role(membership_id=row.pk, last_day=yesterday, by=cast.actor("leader"), at=now)
    assert Duty.objects.get().holder == cast.owner


def test_a_colleague_of_another_zone_or_role_takes_nothing_over(cast):
    cast.actor("leader")
    row = Membership.objects.get(worker=cast.owner)
    for wrong in (cast.stranger, cast.officer, cast.owner):
        with pytest.raises(Refused, match="successor_lacks_role"):
            actions.end_role(
                membership_id=row.pk, last_day=timezone.localdate(), hands_over_to=wrong.pk, by=cast.actor("leader"),
                at=timezone.now(),
            )  # fmt: skip


def _ended(cast, key, now):
    """The role has ended with yesterday, and a colleague has what she held."""
    zone, who = MAKE[key](cast, now)
    to, leader = COLLEAGUES.get(who, (None, "project_leader"))
    if key == "absence":
        Absence.objects.update(worker=cast.second_leader)
    row = Membership.objects.get(worker=getattr(cast, who), zone=zone)
    yesterday = timezone.localdate() - timedelta(days=1)
    actions.end_role(
        membership_id=row.pk, last_day=yesterday, hands_over_to=getattr(cast, to).pk if to else None,
        by=cast.actor(leader), at=now,
    )  # fmt: skip
    assert _held(key, zone, row.worker) == []
    return row, zone, leader


@pytest.mark.parametrize("key", ["absence", "call", "duty", "meeting_action", "reception", "referral", "registration"])
def test_the_role_that_goes_on_has_back_what_nobody_has_gone_on_with(cast, key):
    now = timezone.now()
    row, zone, leader = _ended(cast, key, now)
    later = now + timedelta(seconds=5)
    stays = actions.keep_role(membership_id=row.pk, by=cast.actor(leader), at=later)
    assert HOLDINGS[key].words not in [one.words for one in stays]
    assert len(_held(key, zone, row.worker)) == 1
    assert Entry.objects.filter(what="staff.given_back", facts__kind=key, facts__worker=row.worker_id).exists()


def test_a_duty_that_comes_back_is_whole_again(cast):
    now = timezone.now()
    row, _zone, leader = _ended(cast, "duty", now)
    actions.keep_role(membership_id=row.pk, by=cast.actor(leader), at=now + timedelta(seconds=5))
    read = duty_queries.whole(cast.actor("owner"), Duty.objects.get().pk, page="duty", at=now)
    assert duty.SECRET in str([fact.words for fact in read.facts])
    assert read.writing is not None
    assert read.happenings[0].done == "came_back"
    with pytest.raises(NotFound):
        duty_queries.whole(cast.actor("colleague"), read.duty.pk, page="duty", at=now)


def test_a_duty_that_another_has_gone_on_with_stays_and_is_named(cast, client):
    now = timezone.now() - timedelta(minutes=10)
    row, zone, leader = _ended(cast, "duty", now)
    passed = Duty.objects.get()
    duties.add_fact(
        duty_id=passed.pk, words="Set af kollegaen", when="", how="self", who="", may_know="",
        by=cast.actor("colleague"), at=now + timedelta(minutes=2),
    )  # fmt: skip
    client.force_login(getattr(cast, leader))
    page = client.post(reverse("keep_role", args=[row.pk]), follow=True).content.decode()
    assert f"{HOLDINGS['duty'].words} (1), hos Colleague" in page
    enter(machine(zone.pk))
    assert Duty.objects.get().holder == cast.colleague


@pytest.mark.parametrize("key", ["counselling", "duty_asked", "resource_person"])
def test_what_is_on_a_list_again_is_named(cast, key):
    now = timezone.now()
    give_role(cast.leader, cast.counselling_zone, "programme_leader")
    row, _zone, leader = _ended(cast, key, now)
    (stays,) = actions.keep_role(membership_id=row.pk, by=cast.actor(leader), at=now + timedelta(seconds=5))
    assert (stays.words, stays.count, stays.name) == (HOLDINGS[key].words, 1, "")


def test_what_was_passed_on_in_an_earlier_time_here_does_not_come_back(cast):
    now = timezone.now()
    row, zone, leader = _ended(cast, "duty", now)
    Membership.objects.filter(pk=row.pk).update(until=timezone.localdate() + timedelta(days=3))
    assert actions.keep_role(membership_id=row.pk, by=cast.actor(leader), at=now) == []
    assert _held("duty", zone, row.worker) == []
