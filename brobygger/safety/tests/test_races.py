"""Two at once, with real commits on real connections: both texts stand, and there is one plan."""

import pytest
from django.db import connection

from brobygger.access.actor import machine
from brobygger.access.zones import in_zones
from brobygger.reception.tests.making import mine
from brobygger.safety import actions
from brobygger.safety.models import Line, Plan
from brobygger.safety.tests.making import OTHER_PAGE, PAGE, as_shown, begun, written
from brobygger.safety.writing import Content, Written
from conftest import as_worker, at_once, standing_cast

TURNS = 4


@pytest.fixture
def house(committed, now):
    yield standing_cast()
    connection.close()


def inside(cast, do):
    with in_zones(machine(cast.koege.pk)):
        return do()


def keeping(worker, row, page, line, now):
    told = {"screening_id": row.pk, "section": "contact", "page": page, "lines": [line]}
    return as_worker(worker, lambda by: actions.keep_section(**told, by=by, at=now))


def test_two_who_begin_at_once_begin_the_same_plan(house, now):
    for turn in range(1, TURNS + 1):
        row = inside(house, lambda: mine(house, now))
        both = [
            as_worker(one, lambda by, row=row: actions.begin_plan(screening_id=row.pk, by=by, at=now).pk)
            for one in (house.assessor, house.second_assessor)
        ]
        first, second = at_once(*both)
        assert first == second
        assert inside(house, lambda: Plan.objects.count()) == turn


def test_two_who_change_a_line_at_once_both_keep_their_words(house, now):
    row = inside(house, lambda: begun(house, now))
    for turn in range(TURNS):
        line = inside(house, lambda turn=turn: written(house, now, row, f"Solsikke {turn}"))
        ones = keeping(house.assessor, row, PAGE, as_shown(line, f"Tulipan {turn}"), now)
        others = keeping(house.second_assessor, row, OTHER_PAGE, as_shown(line, f"Rose {turn}"), now)
        assert sorted(at_once(ones, others)) == [False, True]
        words = inside(house, lambda: {one.words for one in Line.objects.all()})
        assert {f"Tulipan {turn}", f"Rose {turn}"} <= words


def test_a_page_that_saves_twice_at_once_begins_one_line(house, now):
    row = inside(house, lambda: begun(house, now))
    new = Written(Content("Solsikke"), was=Content().mark)
    for turn in range(1, TURNS + 1):
        page = f"{turn:064d}"
        at_once(*(keeping(house.assessor, row, page, new, now) for _ in range(2)))
        assert inside(house, lambda: Line.objects.count()) == turn
