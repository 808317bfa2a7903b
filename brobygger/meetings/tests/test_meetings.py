"""Meetings: what is noted, who may, and what is undone."""

from datetime import date, timedelta

import pytest
from django.apps import apps
from django.utils import timezone

from brobygger.access.actor import machine
from brobygger.access.zones import enter
from brobygger.base.decision import NotFound, Refused
from brobygger.base.workdays import day_of
from brobygger.meetings import actions, queries
from brobygger.meetings.kinds import KINDS
from brobygger.meetings.models import Attendance, Meeting, Rhythm
from brobygger.trail.models import Entry

TODAY, KIND = date(2026, 11, 18), "resource_persons"


@pytest.fixture
def at(monkeypatch, now):
    """The clock stands still, also for whoever signs in."""
    monkeypatch.setattr(timezone, "now", lambda: now)
    return now


def why_not(act, *args, **kwargs) -> str:
    with pytest.raises(Refused) as refused:
        act(*args, **kwargs)
    return refused.value.reason


def plan(cast, at, by="resource_person", **more):
    told = {"planned_at": at, "place": "Lokale 3", "agenda": "1. Siden sidst"} | more
    return actions.plan_meeting(zone_id=cast.koege.pk, kind=KIND, by=cast.actor(by), at=at, **told)


def test_a_meeting_from_plan_to_minutes_and_what_was_agreed(cast, at):
    cast.actor("project_leader")
    for who in (cast.resource_person, cast.employee):
        told = {"department": cast.jobcentre, "worker": who, "since": TODAY, "named_at": at}
        apps.get_model("reach", "ResourcePerson").objects.create(zone=cast.koege, **told)
    meeting = plan(cast, at)
    by = cast.actor("resource_person")
    came = [cast.resource_person.pk, cast.project_leader.pk, cast.owner.pk]
    actions.note_held(pk=meeting.pk, held_on=TODAY, there=came, seen=1, by=by, at=at)
    actions.keep_minutes(pk=meeting.pk, minutes="Vi øver spørgsmålene", seen=2, by=by, at=at)
    agreed = actions.add_action(
        pk=meeting.pk, what="Øve", worker_id=cast.employee.pk, due_on=TODAY + timedelta(days=9), by=by, at=at
    )
    page = queries.meeting(cast.actor("project_leader"), meeting.pk)
    assert [(one.worker.name, one.was_there) for one in page.attendances] == [
        ("Employee", False), ("Project_Leader", True), ("Resource_Person", True),
    ]  # fmt: skip
    assert page.meeting.minutes == "Vi øver spørgsmålene"
    assert [one.what for one in page.actions] == ["Øve"]
    by = cast.actor("resource_person")
    actions.note_done(action_id=agreed.pk, done=True, by=by, at=at)
    actions.note_done(action_id=agreed.pk, done=True, by=by, at=at)
    assert queries.meetings_page(by, zone_id=cast.koege.pk, kind=KIND, at=at).to_do == []
    actions.note_done(action_id=agreed.pk, done=False, by=by, at=at)
    assert [one.pk for one in queries.meetings_page(by, zone_id=cast.koege.pk, kind=KIND, at=at).to_do] == [agreed.pk]
    assert actions.strike_action(action_id=agreed.pk, by=by, at=at) == meeting.pk
    assert Entry.objects.filter(what="meetings.action_done").count() == 1


def test_what_is_written_is_sealed_in_the_database(cast, at):
    from django.db import connection

    meeting = plan(cast, at, agenda="Hemmelig dagsorden")
    actions.keep_minutes(pk=meeting.pk, minutes="Hemmeligt referat", seen=1, by=cast.actor("resource_person"), at=at)
    with connection.cursor() as cursor:
        cursor.execute("SELECT agenda, minutes FROM meetings_meeting WHERE id = %s", [meeting.pk])
        assert b"Hemmelig" not in b"".join(bytes(part) for part in cursor.fetchone())


def test_a_correction_replaces_who_was_there_and_an_undo_takes_it_away(cast, at):
    meeting = plan(cast, at)
    by = cast.actor("project_leader")
    actions.note_held(pk=meeting.pk, held_on=TODAY, there=[cast.project_leader.pk], seen=1, by=by, at=at)
    actions.note_held(pk=meeting.pk, held_on=TODAY, there=[cast.assessor.pk], seen=2, by=by, at=at)
    assert [one.worker for one in Attendance.objects.select_related("worker")] == [cast.assessor]
    actions.reopen_meeting(pk=meeting.pk, seen=3, by=by, at=at)
    assert not Attendance.objects.exists()
    actions.cancel_meeting(pk=meeting.pk, seen=4, by=by, at=at)
    assert why_not(actions.note_held, pk=meeting.pk, held_on=TODAY, there=[], seen=5, by=by, at=at) == (
        "meeting_cannot_move"
    )
    actions.reopen_meeting(pk=meeting.pk, seen=5, by=by, at=at)
    assert Meeting.objects.get().state == "planned"
    assert why_not(actions.reopen_meeting, pk=meeting.pk, seen=6, by=by, at=at) == "meeting_cannot_move"


def test_a_meeting_to_come_is_not_held_yet(cast, at):
    meeting = plan(cast, at)
    by = cast.actor("resource_person")
    told = {"pk": meeting.pk, "held_on": TODAY + timedelta(days=1), "there": [], "seen": 1}
    assert why_not(actions.note_held, **told, by=by, at=at) == "meeting_in_the_future"


def test_a_meeting_is_written_down_afterwards_within_a_year(cast, at):
    long_ago, year = at - timedelta(days=366), at - timedelta(days=365)
    assert why_not(plan, cast, at, planned_at=long_ago) == "meeting_too_long_ago"
    meeting, by = plan(cast, at, planned_at=year), cast.actor("resource_person")
    told = {"pk": meeting.pk, "seen": 1, "by": by, "at": at}
    moved = {"planned_at": long_ago, "place": "", "agenda": ""}
    assert why_not(actions.change_meeting, **told, **moved) == "meeting_too_long_ago"
    assert why_not(actions.note_held, **told, held_on=day_of(long_ago), there=[]) == "meeting_too_long_ago"
    actions.note_held(**told, held_on=day_of(year), there=[])
    Meeting.objects.update(held_on=date(2024, 1, 1))  # who was there is corrected, however long ago it is
    actions.note_held(**told | {"seen": 2}, held_on=date(2024, 1, 1), there=[cast.resource_person.pk])


def test_what_is_agreed_anew_is_due_today_or_later(cast, at):
    told = {"pk": plan(cast, at).pk, "what": "Ringe", "worker_id": cast.project_leader.pk, "at": at}
    told |= {"by": cast.actor("resource_person")}
    late = why_not(actions.add_action, **told, due_on=TODAY - timedelta(days=1))
    assert late == "agreed_for_a_day_that_has_passed"
    assert actions.add_action(**told, due_on=TODAY).due_on == TODAY


def test_two_who_write_at_once_see_one_another(cast, at):
    meeting = plan(cast, at)
    actions.keep_minutes(pk=meeting.pk, minutes="Den ene", seen=1, by=cast.actor("resource_person"), at=at)
    late = {"pk": meeting.pk, "minutes": "Den anden", "seen": 1, "by": cast.actor("project_leader"), "at": at}
    assert why_not(actions.keep_minutes, **late) == "changed_by_another"
    assert Meeting.objects.get().minutes == "Den ene"


def test_minutes_that_a_colleague_wrote_over_are_still_read(cast, at):
    meeting = plan(cast, at)
    for seen, (who, words) in enumerate(
        [("resource_person", "Vi aftalte tre"), ("project_leader", "Vi aftalte to")], 1
    ):
        actions.keep_minutes(pk=meeting.pk, minutes=words, seen=seen, by=cast.actor(who), at=at)
    by = cast.actor("project_leader")
    actions.keep_minutes(pk=meeting.pk, minutes="Vi aftalte to", seen=3, by=by, at=at)
    told = queries.meeting(by, meeting.pk)
    assert told.meeting.minutes == "Vi aftalte to"
    assert [(one.minutes, one.replaced_by) for one in told.earlier_minutes] == [("Vi aftalte tre", cast.project_leader)]


def test_day_place_and_agenda_are_changed(cast, at):
    meeting = plan(cast, at)
    later = at + timedelta(days=7)
    by = cast.actor("resource_person")
    actions.change_meeting(pk=meeting.pk, planned_at=later, place="Lokale 4", agenda="Andet", seen=1, by=by, at=at)
    row = queries.meeting(by, meeting.pk).meeting
    assert (row.planned_at, row.place, row.agenda, row.number) == (later, "Lokale 4", "Andet", 2)


def test_what_was_not_done_comes_along_to_the_next_meeting(cast, at):
    first = plan(cast, at - timedelta(days=90))
    by = cast.actor("resource_person")
    left = actions.add_action(
        pk=first.pk, what="Ringe", worker_id=cast.project_leader.pk, due_on=None, by=by, at=at
    )  # fmt: skip
    following = plan(cast, at)
    Meeting.objects.filter(pk=first.pk).update(planned_at=at - timedelta(days=90))
    assert queries.meeting(by, following.pk).left_over == [left]
    assert queries.meeting(by, first.pk).left_over == []


def test_nobody_from_outside_takes_something_on(cast, at):
    meeting = plan(cast, at)
    stranger, by = cast.odense_leader.pk, cast.actor("resource_person")
    with pytest.raises(NotFound):
        actions.add_action(pk=meeting.pk, what="x", worker_id=stranger, due_on=None, by=by, at=at)


@pytest.mark.parametrize("who", ["employee", "assessor", "odense_leader", "leader"])
def test_only_resource_persons_and_the_leader_keep_the_meetings(cast, at, who):
    meeting = plan(cast, at)
    agreed = actions.add_action(
        pk=meeting.pk, what="x", worker_id=cast.resource_person.pk, due_on=None, by=cast.actor("resource_person"), at=at
    )  # fmt: skip
    by = cast.actor(who)
    with pytest.raises(NotFound):
        plan(cast, at, by=who)
    with pytest.raises(NotFound):
        actions.choose_rhythm(zone_id=cast.koege.pk, kind=KIND, months=3, begins_on=TODAY, by=by, at=at)
    for act in (actions.cancel_meeting, actions.reopen_meeting):
        with pytest.raises(NotFound):
            act(pk=meeting.pk, seen=1, by=by, at=at)
    with pytest.raises(NotFound):
        actions.keep_minutes(pk=meeting.pk, minutes="x", seen=1, by=by, at=at)
    with pytest.raises(NotFound):
        actions.note_done(action_id=agreed.pk, done=True, by=by, at=at)


def test_a_resource_person_of_koege_sees_no_odense(cast, at):
    elsewhere = actions.plan_meeting(
        zone_id=cast.odense.pk,
        kind=KIND,
        planned_at=at,
        place="",
        agenda="",
        by=cast.actor("odense_leader"),
        at=at,
    )
    by = cast.actor("resource_person")
    with pytest.raises(NotFound):
        queries.meeting(by, elsewhere.pk)
    with pytest.raises(NotFound):
        queries.meetings_page(by, zone_id=cast.odense.pk, kind=KIND, at=at)
    assert queries.under_way(by, zone_id=cast.odense.pk, at=at) == []


def test_months_out_of_range_are_refused(cast, at):
    by = cast.actor("project_leader")
    for months in (0, 13):
        told = {"zone_id": cast.koege.pk, "kind": KIND, "months": months, "begins_on": TODAY}
        assert why_not(actions.choose_rhythm, **told, by=by, at=at) == "months_out_of_range"


def test_an_overdue_meeting_and_one_that_nobody_noted_are_under_way(cast, at):
    by = machine(cast.koege.pk)
    enter(by)
    assert queries.under_way(by, zone_id=cast.koege.pk, at=at) == []
    meeting = plan(cast, at, planned_at=at - timedelta(days=1))
    enter(by)
    (waiting,) = queries.under_way(by, zone_id=cast.koege.pk, at=at)
    assert (waiting.kind, waiting.state, waiting.id, waiting.worker_id) == (
        "meeting", "to_note", meeting.pk, cast.resource_person.pk,
    )  # fmt: skip
    leader = cast.actor("project_leader")
    actions.note_held(pk=meeting.pk, held_on=date(2026, 8, 1), there=[], seen=1, by=leader, at=at)
    assert queries.under_way(by, zone_id=cast.koege.pk, at=at) == []  # nobody has chosen a rhythm
    actions.choose_rhythm(zone_id=cast.koege.pk, kind=KIND, months=3, begins_on=date(2026, 1, 1), by=leader, at=at)
    (due,) = queries.under_way(by, zone_id=cast.koege.pk, at=at)
    assert (due.kind, due.state, due.id, timezone.localdate(due.since)) == (
        "meeting", "due", Rhythm.objects.get().pk, date(2026, 11, 1),
    )  # fmt: skip
    plan(cast, at, planned_at=at + timedelta(days=30))
    assert queries.under_way(by, zone_id=cast.koege.pk, at=at) == []


def test_the_next_meeting_is_suggested_for_when_it_is_due(cast, at):
    leader = cast.actor("project_leader")
    assert queries.first_day(cast.koege.pk, KINDS[KIND], TODAY) == TODAY
    actions.choose_rhythm(
        zone_id=cast.koege.pk, kind=KIND, months=3, begins_on=TODAY + timedelta(days=20), by=leader, at=at
    )
    assert queries.first_day(cast.koege.pk, KINDS[KIND], TODAY) == TODAY + timedelta(days=20)


def test_what_was_agreed_by_a_day_is_an_alarm_to_its_holder_when_it_has_passed(cast, at):
    by = cast.actor("owner")
    told = {"kind": "project_group", "planned_at": at, "place": "", "agenda": ""}
    meeting = actions.plan_meeting(zone_id=cast.zone.pk, **told, by=by, at=at)
    assert actions.plan_meeting(zone_id=cast.zone.pk, **told, by=by, at=at) == meeting  # pressed twice
    told = {"pk": meeting.pk, "what": "Skrive til politiet", "worker_id": cast.colleague.pk, "due_on": TODAY}
    row = actions.add_action(**told, by=by, at=at)
    assert actions.add_action(**told, by=by, at=at) == row
    actions.add_action(**told | {"due_on": None}, by=by, at=at)  # without a day nothing sounds
    program = machine(cast.zone.pk)
    enter(program)
    found = [one for one in queries.under_way(program, zone_id=cast.zone.pk, at=at) if one.kind == "agreed"]
    assert [(one.id, one.worker_id) for one in found] == [(row.pk, cast.colleague.pk)]
    day = queries.own_times(program, zone_id=cast.zone.pk)["agreed", row.pk]
    assert timezone.localdate(day) == TODAY
    assert row in queries.asked_of(cast.actor("colleague"))
    assert queries.asked_of(cast.actor("owner")) == []
