"""Nobody can work out a small number from what is shown beside it, and the quarters of a wait are right."""

from itertools import product
from statistics import quantiles

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from brobygger.evaluation.waiting import quarters, reached_by, spread
from brobygger.evaluation.withheld import LEAST, Cell, Shown, Withheld, shown

FEW, OTHERS = Withheld.FEW, Withheld.OTHERS


@pytest.mark.parametrize(
    ("counts", "cells", "total"),
    [
        ((0, 0, 0, 0), (0, 0, 0, 0), 0),
        ((7, 0, 5, 12), (7, 0, 5, 12), 24),
        ((2, 0, 1, 0), (OTHERS, OTHERS, OTHERS, OTHERS), FEW),  # the total itself is small
        ((3, 0, 20, 9), (FEW, 0, 20, OTHERS), 32),  # the smaller of the large ones is withheld too
        ((3, 0, 20, 5), (FEW, 0, OTHERS, OTHERS), 28),  # 3 + 5 alone would tell that it is at most three
        ((3, 0, 5, 0), (FEW, 0, 5, 0), OTHERS),  # nothing beside it is large enough: the total is withheld
        ((2, 3, 30, 0), (FEW, FEW, 30, 0), 35),  # five in two cells may be 1 + 4 as well as 4 + 1
        ((1, 1, 30, 0), (FEW, FEW, OTHERS, 0), 32),  # two in two cells would be one each
        ((4, 4, 30, 0), (FEW, FEW, OTHERS, 0), 38),
    ],
)
def test_by_hand(counts: tuple[int, ...], cells: tuple[Cell, ...], total: Cell) -> None:
    told = shown(dict(zip("abcd", counts, strict=True)))
    assert (tuple(told.cells.values()), told.total) == (cells, total)


def could_be(told: Shown) -> list[tuple[int, ...]]:
    """Every row of numbers that fits what is shown, for someone with pencil and paper who knows the rule."""
    others = range(LEAST) if told.total is FEW else range(LEAST, 1 + int(told.total)) if told.total != OTHERS else ()
    choices: list[range | tuple[()]] = []
    for cell in told.cells.values():
        if cell is FEW:
            choices.append(range(1, LEAST))
        elif cell is OTHERS:
            choices.append(others)
        else:
            assert not isinstance(cell, Withheld)
            choices.append(range(cell, cell + 1))
    rows = product(*choices)
    if told.total is FEW:
        return [row for row in rows if 0 < sum(row) < LEAST]
    return [row for row in rows if told.total is OTHERS or sum(row) == told.total]


@settings(deadline=None)
@given(st.lists(st.integers(0, 14), min_size=2, max_size=4))
def test_a_small_number_may_still_be_any_from_one_to_four(counts: list[int]) -> None:
    told = shown({str(place): n for place, n in enumerate(counts)})
    rows = could_be(told)
    assert tuple(counts) in rows
    for place, cell in enumerate(told.cells.values()):
        if cell is FEW:
            assert {row[place] for row in rows} == {1, 2, 3, 4}
        elif isinstance(cell, Withheld):
            assert len({row[place] for row in rows}) > 1
        else:
            assert cell == 0 or cell >= LEAST
    assert told.total is FEW or told.total is OTHERS or told.total == sum(counts)


# -- days ----------------------------------------------------------------------------------------------------------


def test_the_wait_by_hand() -> None:
    # Talked with after 2, 4, 6 and 10 days; one waits since 5 days and one since 20.
    # At risk: 6, 5, (one leaves at 5) 3, 2. Still waiting after 2: 5/6, 4: 4/6, 6: 4/9, 10: 2/9.
    held, still = {2: 1, 4: 1, 6: 1, 10: 1}, {5: 1, 20: 1}
    assert quarters(held, still) == (4, 6, 10)
    assert quarters(held, {}) == (2, 4, 6)
    assert quarters({3: 1}, {30: 9}) == (None, None, None)  # nine of ten still wait
    assert quarters({}, {}) == (None, None, None)
    assert spread({0: 1, 7: 2, 8: 3, 60: 4, 61: 5}) == {
        "within_7": 3, "within_14": 3, "within_30": 0, "within_60": 4, "later": 5,
    }  # fmt: skip


@given(st.dictionaries(st.integers(0, 200), st.integers(1, 9), min_size=1, max_size=30))
def test_where_nobody_waits_it_is_the_ordinary_median(held: dict[int, int]) -> None:
    days = sorted(day for day, count in held.items() for _one in range(count))
    assert reached_by(held, {}, 0.5) == days[(len(days) - 1) // 2]
    if len(days) > 1:
        assert min(days) <= quantiles(days, n=2)[0] <= max(days)


@given(
    st.dictionaries(st.integers(0, 90), st.integers(1, 5), min_size=1, max_size=12),
    st.dictionaries(st.integers(0, 90), st.integers(1, 5), max_size=12),
)
def test_whoever_waits_never_makes_the_wait_look_shorter(held: dict[int, int], still: dict[int, int]) -> None:
    for share in (0.25, 0.5, 0.75):
        alone, with_all = reached_by(held, {}, share), reached_by(held, still, share)
        assert alone is not None
        assert with_all is None or with_all >= alone
