"""With the rows of the municipal way in: from the first sign to the first conversation, something sees to her."""

from datetime import datetime, timedelta

import pytest
from django.urls import reverse
from django.utils.translation import override

from brobygger.access.actor import citizen, machine
from brobygger.access.zones import enter
from brobygger.alarms import leaks
from brobygger.alarms.models import Alarm
from brobygger.alarms.standing_still import standing
from brobygger.alarms.tests.making import pass_deadlines
from brobygger.alarms.words import thing
from brobygger.base.decision import NotFound
from brobygger.base.workdays import after, day_of, end_of
from brobygger.duties import actions as duties
from brobygger.duties.models import Duty
from brobygger.mailbox import actions as mailboxes
from brobygger.reception import actions
from brobygger.reception.tests.making import anonymous
from brobygger.screening import actions as screening
from brobygger.screening.models import Detection, Screening
from brobygger.screening.tests.making import asked, begun, herself, pointed, seed, sent

DAY = timedelta(days=1)


def keys(cast):
    enter(machine(cast.koege.pk))
    told = standing(zone_id=cast.koege.pk)
    assert all(one.due is not None for one in told)
    return [f"{one.thing.kind}.{one.thing.state}" for one in told]


def search(cast, at):
    enter(machine(cast.koege.pk))
    return leaks.search(machine(cast.koege.pk), zone_id=cast.koege.pk, at=at)


def told(alarm):
    return {one.worker.name: one.because for one in alarm.tellings.select_related("worker")}


def test_whoever_waits_is_the_teams_to_hear_of_and_then_the_leaders(cast, now):
    sent(cast, now)
    assert keys(cast) == ["screening.sent"]
    assert pass_deadlines(cast.koege.pk, after(1, now) - timedelta(minutes=1)).raised == 0
    assert pass_deadlines(cast.koege.pk, after(1, now)).raised == 1
    alarm = Alarm.objects.get()
    assert told(alarm) == {"Assessor": "role", "Second_Assessor": "role"}
    assert pass_deadlines(cast.koege.pk, after(2, now)).escalated == 1
    assert {"Project_Leader", "Second_Project_Leader"} <= set(told(alarm))


def test_taken_it_is_hers_to_hear_of_until_the_first_conversation(cast, now):
    row = sent(cast, now)
    by = cast.actor("second_assessor")
    actions.take(screening_id=row.pk, by=by, at=now)
    assert keys(cast) == ["screening.taken"]
    late = after(3, now)
    pass_deadlines(cast.koege.pk, late)
    alarm = Alarm.objects.get()
    assert told(alarm) == {"Second_Assessor": "hers"}
    assert alarm.href == reverse("received", args=[row.pk])
    enter(by)
    actions.note_talk(screening_id=row.pk, on=day_of(now), form="phone", by=cast.actor("second_assessor"), at=late)
    assert keys(cast) == ["risk.to_assess"]
    assert pass_deadlines(cast.koege.pk, late).settled == 1
    assert search(cast, late).total == 0


def test_a_draft_is_its_employees_and_its_page_is_not_handed_to_others(cast, now):
    begun(cast, now)
    assert keys(cast) == ["screening.started"]
    pass_deadlines(cast.koege.pk, after(2, now))
    alarm = Alarm.objects.get()
    assert told(alarm) == {"Employee": "hers"}
    assert alarm.href == ""


@pytest.mark.parametrize(("make", "key", "day"), [(seed, "seed_planted", 28), (pointed, "pointed_on", 1)])
def test_the_day_that_she_chose_is_the_deadline(cast, now, make, key, day):
    make(cast, now)
    assert keys(cast) == [f"screening.{key}"]
    chosen = day_of(now) + day * DAY
    assert pass_deadlines(cast.koege.pk, end_of(chosen) - timedelta(minutes=1)).raised == 0
    assert pass_deadlines(cast.koege.pk, end_of(chosen)).raised == 1
    assert told(Alarm.objects.get()) == {"Employee": "hers"}
    assert pass_deadlines(cast.koege.pk, after(5, datetime.combine(chosen, now.timetz()))).escalated == 1


def test_where_she_is_away_the_team_hears_of_it(cast, now):
    from brobygger.staff.actions import note_absence

    begun(cast, now)
    note_absence(
        worker_id=cast.employee.pk, zone_id=cast.koege.pk, first_day=day_of(now), last_day=None, substitute_id=None,
        by=cast.actor("employee"), at=now,
    )  # fmt: skip
    pass_deadlines(cast.koege.pk, after(2, now))
    assert set(told(Alarm.objects.get())) == {"Assessor", "Second_Assessor"}


def test_a_line_that_nobody_has_read_sounds_and_is_still_when_read(cast, now):
    row, box = anonymous(cast, now)
    me = citizen(cast.koege.pk)
    enter(me)
    mailboxes.write_line(mailbox_id=box.mailbox.pk, text="Er der nogen?", by=me, at=now)
    assert sorted(keys(cast)) == ["mailbox.unread", "screening.sent"]
    pass_deadlines(cast.koege.pk, after(1, now))
    alarm = Alarm.objects.get(kind="mailbox")
    assert alarm.href == reverse("received", args=[row.pk])
    assert set(told(alarm)) == {"Assessor", "Second_Assessor"}
    actions.mark_read(screening_id=row.pk, by=cast.actor("assessor"), at=after(1, now))
    assert "mailbox.unread" not in keys(cast)


def test_a_registration_and_its_figures_that_disagree_leak(cast, now):
    row = sent(cast, now)
    assert search(cast, now).total == 0
    Detection.objects.update(state="taken")
    account = search(cast, now)
    assert account.leaks == {"screening_disagrees": 1}
    assert account.found["screening_disagrees"][0].href == reverse("received", args=[row.pk])


def test_a_draft_that_leaks_is_counted_and_its_page_is_not_shown(cast, now):
    begun(cast, now)
    Detection.objects.update(state="no_sign")
    assert search(cast, now).found["screening_disagrees"][0].href == ""


def test_someone_whom_nobody_can_reach_leaks(cast, now):
    herself(cast, now)
    assert search(cast, now).leaks == {"no_way_to_her": 1}
    Screening.objects.update(offered_contact='{"numbers": ["+4595000033"]}')
    assert search(cast, now).total == 0


def test_someone_open_in_the_figures_alone_leaks(cast, now):
    row = sent(cast, now)
    enter(machine(cast.koege.pk))
    Screening.objects.filter(pk=row.pk).delete()
    assert search(cast, now).leaks == {"open_without_screening": 1}


def test_what_no_room_tells_of_leaks(cast, now, monkeypatch):
    sent(cast, now)
    monkeypatch.setattr("brobygger.screening.queries.under_way", lambda by, *, zone_id: [])
    assert search(cast, now).leaks == {"no_deadline": 1}


def test_a_deadline_that_has_passed_leaks_and_names_nobody(cast, now):
    sent(cast, now)
    account = search(cast, after(1, now))
    assert account.leaks == {"deadline_passed": 1}
    assert account.found["deadline_passed"][0].token == ""
    with pytest.raises(NotFound):
        leaks.search(cast.actor("employee"), zone_id=cast.koege.pk, at=now)


def test_what_has_ended_on_the_way_in_is_explained(cast, now):
    row = sent(cast, now)
    assert search(cast, now).explained == {}
    by = cast.actor("assessor")
    actions.take(screening_id=row.pk, by=by, at=now)
    actions.come_to_nothing(screening_id=row.pk, why="moved", by=by, at=now)
    account = search(cast, now)
    assert account.explained == {"screening.came_to_nothing": 1}
    assert account.registrations == 1
    assert thing("screening.came_to_nothing") != "screening.came_to_nothing", "it has words"


def test_danger_is_an_alarm_at_once_and_until_the_duty_is_settled(cast, now):
    row = asked(cast, now, danger="yes", child_worry="yes")
    assert pass_deadlines(cast.koege.pk, now).raised == 2
    assert {alarm.kind for alarm in Alarm.objects.all()} == {"police_danger", "underretning_133"}
    assert set().union(*(told(alarm) for alarm in Alarm.objects.all())) == {"Employee"}
    by = cast.actor("employee")
    screening.keep_step(screening_id=row.pk, told={"danger": "no", "child_worry": "no"}, why="Forkert", by=by, at=now)
    assert pass_deadlines(cast.koege.pk, now).settled == 0, "what is taken back ends no alarm"
    for duty in Duty.objects.all():
        by = cast.actor("employee")
        duties.decide_not_to_notify(duty_id=duty.pk, reason="Forkert borger", by=by, at=now)
    assert pass_deadlines(cast.koege.pk, now).settled == 2


def test_danger_from_the_open_page_is_an_alarm_until_someone_has_the_duty(cast, now):
    row, _she = herself(cast, now, danger="yes")
    assert "danger.no_duty" in keys(cast)
    assert pass_deadlines(cast.koege.pk, now).raised == 1
    with override("da"):
        assert "har rejst pligten" in thing("danger.no_duty")
    by = cast.actor("assessor")
    zone = {"zone_id": cast.koege.pk, "about": "screening", "about_id": row.pk}
    duties.raise_duty(kind="police_danger", **zone, by=by, at=now)
    assert pass_deadlines(cast.koege.pk, now).settled == 1
