"""Two at once, with real commits on real connections: one wins, the other is told, and no word is lost."""

import pytest
from django.db import connection

from brobygger.access.actor import machine
from brobygger.access.zones import in_zones
from brobygger.base.workdays import day_of
from brobygger.packs.models import Pack
from brobygger.risk import assessing, case_actions, queries, read_assessment, second_reading, written_actions
from brobygger.risk.models import Assessment, Event, Rating, RiskCase, Scenario
from brobygger.risk.tests.making import SARA, answers, begun, handed_in, scenario, team
from brobygger.risk.written_actions import MayHappen
from conftest import as_worker, at_once, standing_cast

TURNS = 3


@pytest.fixture
def house(committed, now):
    yield standing_cast()
    connection.close()


def inside(cast, deed):
    with in_zones(machine(cast.koege.pk)):
        return deed()


def test_of_two_who_begin_at_once_one_writes_and_the_other_is_told(house, now):
    case = inside(house, lambda: team(house, now))
    pack = Pack.objects.filter(url=SARA).latest("version")
    for _turn in range(TURNS):
        told = {"case_id": case.pk, "pack_id": pack.pk, "at": now}
        first, second = (
            as_worker(who, lambda by, told=told: assessing.begin(**told, by=by).state)
            for who in (house.assessor, house.second_assessor)
        )
        assert sorted(at_once(first, second)) == ["an_assessment_is_being_written", "draft"]
        row = inside(house, lambda: Assessment.objects.get(state="draft"))
        begun_by = house.assessor if row.begun_by_id == house.assessor.pk else house.second_assessor
        as_worker(begun_by, lambda by, row=row: assessing.break_off(assessment_id=row.pk, by=by, at=now))()


def test_two_windows_that_save_at_once_keep_one_and_tell_the_other(house, now):
    row = inside(house, lambda: begun(house, now))
    rating = inside(house, lambda: Rating.objects.get())
    for edition in range(TURNS):
        told = {"rating_id": rating.pk, "edition": edition, "at": now}
        windows = [
            as_worker(
                house.assessor,
                lambda by, told=told, said=said: (
                    assessing.keep_answers(**told, answers=answers(row, presence=said), by=by).edition
                ),
            )
            for said in (("yes", "no") if edition % 2 else ("partly", "not_known"))
        ]
        assert sorted(map(str, at_once(*windows))) == [str(edition + 1), "written_in_another_window"]


def test_a_scenario_that_two_write_at_once_is_one_persons_and_the_other_is_told(house, now):
    def made():
        return scenario(house, now, begun(house, now))

    row = inside(house, made)
    told = {"assessment_id": row.assessment_id, "scenario_id": row.pk, "edition": 1, "at": now}
    writes = [
        as_worker(
            who,
            lambda by, said=who.name: (
                written_actions.write_scenario(**told, told=MayHappen(said, "b", "days", "c", "d"), by=by).nature
            ),
        )
        for who in (house.assessor, house.second_assessor)
    ]
    found = at_once(*writes)
    assert "a_colleague_has_written_meanwhile" in found
    assert inside(house, lambda: Scenario.objects.get().nature) in found


def test_an_assessment_that_is_confirmed_and_sent_back_at_once_ends_in_one_of_the_two(house, now):
    def lowered():
        first = handed_in(house, now, priority="high")
        return handed_in(house, now, begun(house, now, first.case), priority="low")

    row = inside(house, lowered)
    told = {"assessment_id": row.pk, "at": now}
    as_worker(house.second_assessor, lambda by: read_assessment.read(by, row.pk, at=now))()
    confirmed = as_worker(house.second_assessor, lambda by: assessing.confirm(**told, by=by).state)
    back = as_worker(house.project_leader, lambda by: assessing.send_back(**told, words="Se igen", by=by).state)
    found = at_once(confirmed, back)
    standing = inside(house, lambda: Assessment.objects.get(pk=row.pk).state)
    assert standing in found
    holds = inside(house, lambda: queries.holding(RiskCase.objects.get()))
    assert holds is not None


def test_two_second_readers_are_not_two(house, now):
    row = inside(house, lambda: begun(house, now))
    told = {"assessment_id": row.pk, "at": now}
    reads = [
        as_worker(house.second_assessor, lambda by: second_reading.begin_second_reading(**told, by=by).reader)
        for _window in range(2)
    ]
    assert sorted(at_once(*reads)) == ["second", "somebody_reads_already"]


def test_two_who_note_what_has_happened_at_once_are_both_heard(house, now):
    case = inside(house, lambda: team(house, now))
    told = {"case_id": case.pk, "on": day_of(now), "at": now}
    notes = [
        as_worker(who, lambda by, what=what: str(case_actions.note_event(**told, what=what, by=by).what))
        for who, what in ((house.assessor, "contact"), (house.project_leader, "move"))
    ]
    assert sorted(at_once(*notes)) == ["contact", "move"]
    assert inside(house, lambda: Event.objects.count()) == 2
