"""What is hidden cannot be worked out, not by whoever knows how it is hidden; and no more is hidden than it takes."""

from collections import defaultdict
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from brobygger.disclosure import hiding
from brobygger.disclosure.attack import Attacker, found, keeps
from brobygger.disclosure.audit import Leaks, audit
from brobygger.disclosure.hiding import CannotBeTold, drawn, hide
from brobygger.disclosure.rounding import rounded
from brobygger.disclosure.rows import Row, cells_of
from brobygger.disclosure.tables import Is, Tables


def row(*counts: int) -> Tables:
    """A row of cells and its total."""
    tables = Tables()
    atoms = [tables.atom(place, count) for place, count in enumerate(counts)]
    for place, atom in enumerate(atoms):
        tables.cell(place, [atom], Is.OPEN)
    tables.cell("total", atoms, Is.OPEN, 3.0)
    return tables


def table(counts: list[list[int]]) -> Tables:
    """Rows and columns with their totals, and the total of all."""
    tables = Tables()
    atoms = [[tables.atom((i, j), n) for j, n in enumerate(line)] for i, line in enumerate(counts)]
    for i, line in enumerate(atoms):
        for j, atom in enumerate(line):
            tables.cell((i, j), [atom], Is.OPEN)
        tables.cell(("row", i), line, Is.OPEN, 3.0)
    for j in range(len(counts[0])):
        tables.cell(("column", j), [line[j] for line in atoms], Is.OPEN, 3.0)
    tables.cell("all", [atom for line in atoms for atom in line], Is.OPEN, 10.0)
    return tables


def printed(tables: Tables, hidden: np.ndarray) -> tuple[int | None, ...]:
    return tuple(None if gone else int(n) for gone, n in zip(hidden, tables.values, strict=True))


@pytest.fixture
def no_lot(monkeypatch):
    monkeypatch.setattr(hiding, "BY_LOT", 0.0)


def could_be(counts: tuple[int, ...], hidden: np.ndarray, most: int = 40) -> list[tuple[int, ...]]:
    """Every row of whole numbers that fits what is printed, by counting them all."""
    width, total = len(counts), sum(counts)
    ranges = [range(most) if hidden[place] else range(counts[place], counts[place] + 1) for place in range(width)]
    return [one for one in product(*ranges) if hidden[width] or sum(one) == total]


@settings(deadline=None, max_examples=40)
@given(st.lists(st.integers(0, 12), min_size=2, max_size=3), st.integers(0, 99))
def test_a_hidden_number_in_a_row_may_still_be_one_of_four_or_more(counts: list[int], seed: int) -> None:
    tables = row(*counts)
    told = hide(tables, seed=seed)
    rows = could_be(tuple(counts), told.cells)
    for place, n in enumerate(counts):
        seen = {one[place] for one in rows}
        assert len(seen) > 3 if told.cells[place] else seen == {n}
        assert told.cells[place] or not 0 < n < 5


@pytest.mark.usefixtures("no_lot")
def test_knowing_the_rule_gives_nothing_in_any_small_row() -> None:
    """The algorithm is run on every row there is; a reader of what was printed does the same, and keeps those that fit.

    The lot that hides cells for no reason is left out, and she is given the lots of the costs: it holds even so.
    """
    fits: dict[tuple[int | None, ...], set[tuple[int, ...]]] = defaultdict(set)
    for width, most in ((2, 9), (3, 7)):
        for counts in product(range(most), repeat=width):
            for seed in range(2) if sum(counts) < most else ():
                tables = row(*counts)
                fits[printed(tables, hide(tables, seed=seed).cells)].add(counts)
    for shown, rows in fits.items():
        for place, cell in enumerate(shown[:-1]):
            if cell is None:
                assert len({counts[place] for counts in rows}) > 1, (shown, rows)


def test_what_fits_what_is_printed_could_have_been_printed_just_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """The row that the earlier way gave away: 0, 4, 5, 5 of 14. Each other row is printed alike by some lot."""
    counts = (0, 4, 5, 5)
    shown = printed(row(*counts), hide(row(*counts), seed=3).cells)
    hidden = np.array([cell is None for cell in shown])
    others = could_be(counts, hidden, most=15)
    assert len({one[1] for one in others}) > 3

    for other in others:
        tables = row(*other)
        # The lot that hides just these cells for no reason has a chance, whatever the counts.
        lot = np.where(hidden, -1.0, 1.0)
        monkeypatch.setattr(hiding, "drawn", lambda *_args, lot=lot: lot)
        assert printed(tables, hide(tables, seed=0).cells) == shown


def test_the_lots_know_no_counts() -> None:
    assert (drawn(row(0, 4, 5, 5), 7) == drawn(row(90, 1, 1, 200), 7)).all()


# -- the optimum ------------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("no_lot")
@pytest.mark.parametrize("seed", range(4))
def test_no_cheaper_pattern_protects_a_small_table(seed: int) -> None:
    lots = np.random.default_rng(seed)
    tables = table(lots.integers(0, 9, (2, 3)).tolist())
    costs, small = drawn(tables, seed), tables.small()
    free = [place for place in range(len(costs)) if not small[place]]
    best = np.inf
    for more in product((False, True), repeat=len(free)):
        hidden = small.copy()
        hidden[free] = more
        if costs[hidden].sum() < best and not found(Attacker(tables, hidden)):
            best = costs[hidden].sum()
    told = hide(tables, seed=seed)
    assert told.is_cheapest
    assert costs[told.cells].sum() <= best * (1 + 5 * hiding.GAP) + 1e-6


# -- the attacker -----------------------------------------------------------------------------------------------------


def test_the_attacker_knows_what_the_difference_of_two_tables_tells() -> None:
    tables = Tables()
    may, june = tables.atom("may", 30), tables.atom("june", 2)
    tables.cell("may and june", [may, june], Is.TOLD)
    tables.cell("june", [june], Is.IMPLIED)
    tables.cell("may", [may], Is.OPEN)
    hidden = tables.what == Is.IMPLIED
    assert [(one.low, one.high) for one in found(Attacker(tables, hidden))] == [(2, 2)]
    with pytest.raises(Leaks, match="june"):
        audit(tables, hidden)
    assert hide(tables, seed=1).cells.tolist() == [False, True, True]


def test_an_interval_that_only_whole_numbers_make_narrow_is_found() -> None:
    """Three cells of which each two add up to an odd number: halves fit, whole numbers do not."""
    tables = Tables()
    a, b, c = (tables.atom(name, n) for name, n in (("a", 3), ("b", 2), ("c", 6)))
    for pair in ((a, b), (b, c), (a, c)):
        tables.cell(pair, pair, Is.TOLD)
    tables.cell("a", [a], Is.IMPLIED)
    assert [one.cell for one in found(Attacker(tables, tables.what == Is.IMPLIED))] == [3]


def test_what_was_told_stays_told_and_what_was_hidden_stays_hidden() -> None:
    tables = Tables()
    atoms = [tables.atom(place, n) for place, n in enumerate((3, 8, 9, 20))]
    for place, what in enumerate((Is.HIDDEN, Is.HIDDEN, Is.TOLD, Is.OPEN)):
        tables.cell(place, [atoms[place]], what)
    tables.cell("total", atoms, Is.OPEN)
    told = hide(tables, seed=0).cells
    assert told[:3].tolist() == [True, True, False]
    audit(tables, told)


def test_what_was_told_before_may_leave_nothing_to_tell() -> None:
    tables = Tables()
    a, b = tables.atom("a", 2), tables.atom("b", 7)
    tables.cell("both", [a, b], Is.TOLD)
    tables.cell("b", [b], Is.TOLD)
    tables.cell("a", [a], Is.OPEN)
    with pytest.raises(CannotBeTold):
        hide(tables, seed=0)


def test_the_audit_tells_what_each_hidden_cell_can_be() -> None:
    tables = row(3, 0, 20, 9)
    told = audit(tables, np.array([True, False, False, True, False]))
    assert [(one.key, one.least, one.most, one.low, one.high) for one in told] == [
        (0, 0, 12, 0.0, 12.0),
        (3, 0, 12, 0.0, 12.0),
    ]
    with pytest.raises(Leaks):
        audit(tables, np.array([True, False, False, False, False]))


@pytest.mark.parametrize(
    ("low", "high", "implied", "safe"),
    [(0, 3, False, True), (1, 4, False, True), (2, 9, False, True), (0, 2, False, False), (5, 8, False, True),
     (5, 7, False, False), (7, 7, False, False), (7, 7, True, True), (0, 0, True, True), (0, 0, False, False),
     (3, 3, True, False)],
)  # fmt: skip
def test_which_intervals_protect(low: int, high: int, implied: bool, safe: bool) -> None:
    assert keeps(low, high, implied=implied) is safe


def test_a_law_whose_sides_differ_and_a_count_below_nought_are_refused() -> None:
    tables = Tables()
    a, b = tables.atom("a", 1), tables.atom("b", 2)
    with pytest.raises(ValueError, match="sides"):
        tables.law([a], [b])
    with pytest.raises(ValueError, match="below zero"):
        tables.atom("c", -1)


# -- rounding ---------------------------------------------------------------------------------------------------------


@settings(deadline=None, max_examples=15)
@given(st.lists(st.lists(st.integers(0, 30), min_size=3, max_size=3), min_size=2, max_size=3), st.integers(0, 99))
def test_rounded_numbers_add_up_and_are_beside_the_true_ones(counts: list[list[int]], seed: int) -> None:
    tables = table(counts)
    try:
        told = rounded(tables, base=5, seed=seed)
    except CannotBeTold:
        return
    assert not (told % 5).any()
    assert (np.abs(told - tables.values) < 5).all()
    cells = {cell.key: int(n) for cell, n in zip(tables.cells, told, strict=True)}
    for i, line in enumerate(counts):
        assert sum(cells[i, j] for j in range(len(line))) == cells["row", i]


# -- a row that is shown ----------------------------------------------------------------------------------------------


def test_a_row_is_shown_without_its_small_numbers() -> None:
    counts = {"a": 20, "b": 3, "c": 9, "d": 0}
    hidden = cells_of(counts, seed=5)
    shown = Row.of(counts, hidden)
    assert shown.cells["b"] is None
    assert len([cell for cell in (*shown.cells.values(), shown.total) if cell is None]) >= 2
    assert cells_of(counts, seed=5) == hidden
