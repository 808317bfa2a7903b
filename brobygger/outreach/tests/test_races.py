"""Two workers, two windows, a killed server: with real commits on real connections."""

import os
import signal
from datetime import timedelta

import pytest
from django.db import connection, connections

from brobygger.access.actor import machine
from brobygger.access.who import actor_for
from brobygger.access.zones import in_zones
from brobygger.cases.models import Case
from brobygger.outreach import actions, queries
from brobygger.outreach.facts import Told
from brobygger.outreach.models import Call
from brobygger.outreach.tests.making import begin_call, someone
from conftest import as_worker, at_once, standing_cast


@pytest.fixture
def case(committed, now):
    cast = standing_cast()
    with in_zones(machine(cast.zone.pk)):
        made = someone(cast, now)
    made.cast = cast
    yield made
    connection.close()


def test_of_two_who_open_a_person_at_once_one_has_her(case, now):
    def take(by):
        return actions.open_case(case_id=case.pk, by=by, at=now).case_id

    for _ in range(5):
        answers = at_once(as_worker(case.cast.owner, take), as_worker(case.cast.colleague, take))
        assert sorted(map(str, answers)) == sorted([str(case.pk), "held_by_another"])
        with in_zones(machine(case.zone_id)):
            assert Call.objects.filter(state="open").count() == 1
            holder = Case.objects.get(pk=case.pk).held_by
        as_worker(holder, lambda by: actions.leave_case(case_id=case.pk, by=by, at=now))()


def begin(case, now):
    return as_worker(case.cast.owner, lambda by: begin_call(by, case, now))()


def test_a_call_that_is_saved_in_two_windows_at_once_counts_once(case, now):
    call_id = begin(case, now)

    def save(by):
        return actions.save_call(call_id=call_id, told=Told("declined"), by=by, at=now).state

    answers = at_once(as_worker(case.cast.owner, save), as_worker(case.cast.owner, save))
    assert sorted(answers) == ["call_not_open", "declined"]
    with in_zones(machine(case.zone_id)):
        assert Case.objects.get(pk=case.pk).attempts == 1


def test_undo_and_a_colleagues_opening_exclude_each_other(case, now):
    call_id = begin(case, now)
    as_worker(case.cast.owner, lambda by: actions.save_call(call_id=call_id, told=Told("no_answer"), by=by, at=now))()
    soon = now + timedelta(seconds=5)

    answers = at_once(
        as_worker(case.cast.owner, lambda by: actions.undo_call(call_id=call_id, by=by, at=soon).case_id),
        as_worker(case.cast.colleague, lambda by: actions.open_case(case_id=case.pk, by=by, at=soon).case_id),
    )
    assert answers in ([case.pk, "held_by_another"], ["held_by_another", case.pk])
    with in_zones(machine(case.zone_id)):
        assert Call.objects.filter(state="open").count() == 1


def test_what_was_written_survives_a_server_that_is_killed(case, now):
    call_id = begin(case, now)
    connections.close_all()
    child = os.fork()
    if child == 0:
        as_worker(
            case.cast.owner,
            lambda by: actions.keep_form(call_id=call_id, form={"note": "ringer fredag"}, by=by, at=now),
        )()
        by = actor_for(case.cast.owner.pk)
        with in_zones(by):  # and dies in the middle of the next writing
            actions.keep_form(call_id=call_id, form={"note": "ringer fredag kl."}, by=by, at=now)
            os.kill(os.getpid(), signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    assert os.WTERMSIG(status) == signal.SIGKILL
    page = as_worker(case.cast.owner, lambda by: queries.call_page(by, case_id=case.pk, at=now))()
    assert page.call_id == call_id
    assert page.form == {"note": "ringer fredag"}
