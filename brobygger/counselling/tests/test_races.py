"""Two at once, with real commits on real connections: one wins, the other is told what happened."""

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from brobygger.access.actor import machine
from brobygger.access.zones import in_zones
from brobygger.counselling import actions
from brobygger.counselling.models import Assignment, Counselling
from brobygger.counselling.tests.making import asked, someone, volunteer
from conftest import as_worker, at_once, standing_cast


@pytest.fixture
def waiting(committed, now):
    cast = standing_cast()
    with in_zones(machine(cast.counselling_zone.pk)):
        first, second = volunteer(cast, now), volunteer(cast, now, "second_counsellor")
        row = someone(cast, now)
    yield cast, row, first, second
    connection.close()


def offering(worker, row, chosen, now):
    return as_worker(
        worker,
        lambda by: actions.offer(counselling_id=row.pk, volunteer_id=chosen.pk, why="", by=by, at=now).counsellor_id,
    )


def state(cast, row):
    with in_zones(machine(cast.counselling_zone.pk)):
        return Counselling.objects.get(pk=row.pk)


def test_of_two_coordinators_who_assign_at_once_one_wins(waiting, now):
    cast, row, first, second = waiting
    for turn in range(1, 6):
        answers = at_once(
            offering(cast.coordinator, row, first, now), offering(cast.second_coordinator, row, second, now)
        )
        assert "assigned_meanwhile" in answers
        winner = next(one for one in answers if one != "assigned_meanwhile")
        assert state(cast, row).counsellor_id == winner
        with in_zones(machine(cast.counselling_zone.pk)):
            assert Assignment.objects.count() == turn
        as_worker(cast.coordinator, lambda by: actions.withdraw_offer(counselling_id=row.pk, by=by, at=now))()


def test_the_slower_coordinator_is_told_who_did_what(waiting, now):
    cast, row, _first, second = waiting
    with in_zones(machine(cast.counselling_zone.pk)):
        asked(cast, now, row, _first)
    client = Client()
    client.force_login(cast.second_coordinator)
    sent = client.post(reverse("ask_volunteer", args=[row.pk]), {"volunteer": second.pk}, follow=True)
    shown = sent.content.decode()
    assert "Coordinator har allerede spurgt Counsellor" in shown
    assert "11.30" in shown or "11:30" in shown
    assert state(cast, row).counsellor_id == cast.counsellor.pk


def test_a_yes_and_a_taking_back_exclude_each_other(waiting, now):
    cast, row, first, _second = waiting
    for _ in range(5):
        as_worker(
            cast.coordinator,
            lambda by: actions.offer(counselling_id=row.pk, volunteer_id=first.pk, why="", by=by, at=now),
        )()
        answers = at_once(
            as_worker(cast.counsellor, lambda by: actions.accept_offer(counselling_id=row.pk, by=by, at=now).state),
            as_worker(cast.coordinator, lambda by: actions.withdraw_offer(counselling_id=row.pk, by=by, at=now)),
        )
        if state(cast, row).state == "running":
            assert answers == ["running", "answered_meanwhile"]
            as_worker(cast.coordinator, lambda by: actions.take_back(counselling_id=row.pk, by=by, at=now))()
        else:
            assert answers == ["not_found", None]


def test_the_same_conversation_noted_in_two_windows_counts_once(waiting, now):
    from brobygger.cases.models import CounsellingReport
    from brobygger.counselling.tests.making import agreed, running

    cast, row, first, _second = waiting
    with in_zones(machine(cast.counselling_zone.pk)):
        talk = agreed(cast, now, running(cast, now, row, first))
    outcome = actions.Outcome("held", minutes=30)

    def note(by):
        return actions.note_outcome(conversation_id=talk.pk, outcome=outcome, by=by, at=talk.starts_at).state

    answers = at_once(as_worker(cast.counsellor, note), as_worker(cast.counsellor, note))
    assert sorted(answers) == ["conversation_cannot_move", "held"]
    with in_zones(machine(cast.counselling_zone.pk)):
        assert CounsellingReport.objects.count() == 1
