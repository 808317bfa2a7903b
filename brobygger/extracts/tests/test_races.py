"""Two at once, with real commits on real connections: nothing is lost, and nothing is made twice or told by a race."""

from threading import Event
from time import sleep

import pytest
from django.db import connection

from brobygger.access.actor import machine
from brobygger.access.zones import in_zones
from brobygger.extracts import actions, queries
from brobygger.extracts.models import Extract
from brobygger.extracts.tests.making import TOLD, assessed, begun, finished, line
from brobygger.risk import written_actions
from conftest import as_worker, at_once, standing_cast


@pytest.fixture
def house(committed, now):
    yield standing_cast()
    connection.close()


def inside(cast, do):
    with in_zones(machine(cast.koege.pk)):
        return do()


def doing(worker, deed, now, **told):
    return as_worker(worker, lambda by: deed(by=by, at=now, **told))


def test_two_windows_that_hide_at_once_both_hide(house, now):
    row = inside(house, lambda: begun(house, now))
    told = {"extract_id": row.pk}
    at_once(
        doing(house.assessor, actions.hide_words, now, words="ringede", **told),
        doing(house.assessor, actions.hide_words, now, words="40", **told),
    )
    read = inside(house, lambda: queries.Told(line(house, row, TOLD)).printed)
    assert read.startswith("Han […] […] gange")


def test_what_is_written_while_it_is_finished_is_in_it_or_refused(house, now):
    row = inside(house, lambda: begun(house, now, may_meet="yes"))
    number = inside(house, lambda: line(house, row, TOLD).pk)
    done, finish = at_once(
        doing(house.assessor, actions.take_out, now, extract_id=row.pk, line_id=number, why="others"),
        doing(house.assessor, actions.finish, now, extract_id=row.pk),
    )
    out = inside(house, lambda: line(house, row, TOLD).out)
    assert out is (done != "extract_is_not_written")
    assert finish.state == "to_approve"


def test_it_is_approved_or_sent_back_and_never_both(house, now):
    case = inside(house, lambda: assessed(house, now))
    for _turn in range(4):
        row = inside(house, lambda: finished(house, now, begun(house, now, case, may_meet="yes")))
        told = {"extract_id": row.pk}
        answers = at_once(
            doing(house.second_assessor, actions.approve, now, edition=row.edition, **told),
            doing(house.project_leader, actions.send_back, now, words="Vent", **told),
        )
        state = inside(house, lambda row=row: Extract.objects.get(pk=row.pk).state)
        assert sorted(isinstance(one, str) for one in answers) == [False, True]
        assert state == ("draft" if isinstance(answers[0], str) else "made")


def test_what_is_struck_while_the_second_person_approves_is_not_approved(house, now):
    """The one who approves waits until the strike is done, and is told."""
    row = inside(house, lambda: finished(house, now, begun(house, now, may_meet="yes")))
    told = inside(house, lambda: row.lines.filter(out=False, evidence__isnull=False).first().evidence_id)
    struck = Event()

    def strike(by):
        written_actions.strike_evidence(case_id=row.case_id, evidence_id=told, by=by, at=now)
        struck.set()
        sleep(0.5)

    def approve(by):
        struck.wait(20)
        return actions.approve(extract_id=row.pk, edition=row.edition, by=by, at=now)

    _struck, answer = at_once(as_worker(house.assessor, strike), as_worker(house.second_assessor, approve))
    assert answer == "something_told_was_struck"
