"""The attacker: what someone who has read everything that was ever given out can work out of what was hidden.

She knows every told cell, every law, that no count is below zero, and how the hiding is done. For each cell she solves
two programmes, the least and the most that it can be (the attacker's problem of A. Hundepool, J. Domingo-Ferrer,
L. Franconi, S. Giessing, E. Schulte Nordholt, K. Spicer and P.-P. de Wolf, *Statistical Disclosure Control*, 2012,
chapter 4).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import LinearConstraint, linprog, milp
from scipy.sparse import csr_array, vstack
from scipy.sparse.csgraph import connected_components

from brobygger.disclosure.lines import BEYOND, Lines
from brobygger.disclosure.tables import LEAST, Is, Tables

EPS = 1e-6
UNKNOWN = -1
GLANCES = 6
SQUARE = 1_000  # more unknowns than this are not solved for all at once
FAR = 100  # so many times the same steps are far enough


def keeps(low: int, high: int, *, implied: bool, least: int = LEAST, width: int | None = None) -> bool:
    """Whether an interval protects a cell. It asks nothing but the interval, which the reader can work out herself.

    A hidden count can be as many different numbers as there are small ones (sliding protection): the reader may know
    that it is one to four, or nought to three, or five to eight. What is printed nowhere may be known where it is not
    small. A `width` is less than that, where what was given out before leaves no more.
    """
    if high - low >= (least - 2 if width is None else width):
        return True
    return implied and (high == 0 or low >= least)


@dataclass(frozen=True, slots=True)
class Bound:
    """How far a cell can go, and the told cells that hold it there, each with its weight in the proof."""

    value: float
    weights: dict[int, float]


class Attacker:
    """Everything that can be known where these cells are hidden. `quick` goes on from the last question, by GLOP."""

    def __init__(self, tables: Tables, hidden: NDArray[np.bool_], *, quick: bool = True) -> None:
        self.tables, self.hidden, self.quick = tables, hidden, quick
        self._lines: dict[tuple[int, ...], Lines] = {}
        self.told = np.flatnonzero(~hidden)
        self.rows = csr_array(vstack([tables.matrix[self.told], tables.law_matrix], format="csr"))
        self.columns = csr_array(self.rows.T.tocsr())
        self.right = np.asarray(self.rows @ tables.atoms)
        self._settle()
        self._part()

    def _settle(self) -> None:
        """Atoms that follow at once: the last unknown of a row, and all of a row that adds up to nothing."""
        rows, truth = self.rows, self.tables.atoms
        up, down = csr_array(rows.maximum(0)), csr_array((-rows).maximum(0))
        self.reason = np.full(len(truth), UNKNOWN)
        while True:
            free = self.reason == UNKNOWN
            n_up, n_down = up @ free, down @ free
            left = rows @ np.where(free, truth, 0)
            one_sided = (n_up > 0) & (n_down == 0) | (n_down > 0) & (n_up == 0)
            found = np.flatnonzero((n_up + n_down == 1) | one_sided & (np.abs(left) < EPS))
            if not len(found):
                return
            for row in found:
                atoms = rows.indices[rows.indptr[row] : rows.indptr[row + 1]]
                self.reason[atoms[self.reason[atoms] == UNKNOWN]] = row

    def _part(self) -> None:
        """Unknown atoms that no told number ties together are looked at apart."""
        free = np.flatnonzero(self.reason == UNKNOWN)
        self.free = free
        sub = csr_array(self.rows[:, free])
        tied = csr_array(abs(sub).T @ abs(sub)) if len(free) else csr_array((0, 0))
        self.part: NDArray[np.int32] = np.zeros(0, dtype=np.int32)
        if len(free):
            _n, self.part = connected_components(tied, directed=False)
        self.place = np.full(len(self.tables.atoms), UNKNOWN)
        self.place[free] = np.arange(len(free))
        self._systems: dict[tuple[int, ...], tuple[NDArray[np.int64], csr_array, NDArray[np.float64]]] = {}

    def surely(self) -> NDArray[np.int64]:
        """What each cell is at least, by what a reader sees at a glance: no more than true, and mostly enough."""
        lowest = np.where(self.reason == UNKNOWN, 0.0, self.tables.atoms)
        most = np.where(self.reason == UNKNOWN, BEYOND, self.tables.atoms.astype(float))
        lines = self.rows.tocoo()
        row, atom, ways = lines.row, lines.col, lines.data
        for _turn in range(GLANCES):
            # Of each line, what the others on it leave for one atom: at least, and at most.
            small, large = (
                np.where(ways > 0, one[atom], -other[atom]) for one, other in ((lowest, most), (most, lowest))
            )
            least, highest = (np.bincount(row, part, len(self.right)) for part in (small, large))
            room = self.right[row] - (least[row] - small), self.right[row] - (highest[row] - large)
            upper, lower = np.where(ways > 0, room[0], -room[1]), np.where(ways > 0, room[1], -room[0])
            np.minimum.at(most, atom, upper)
            np.maximum.at(lowest, atom, lower)
        return np.asarray(np.ceil(self.tables.matrix @ np.maximum(lowest, 0) - EPS), dtype=np.int64)

    def settled(self) -> NDArray[np.bool_]:
        """Which cells follow from what is told by adding and subtracting alone: no other count is needed for them."""
        open_cells = self.tables.matrix @ (self.reason == UNKNOWN) != 0
        if not 0 < len(self.free) <= SQUARE:
            return np.asarray(~open_cells)
        lines = csr_array(self.rows[:, self.free])
        sizes, ways = np.linalg.eigh((lines.T @ lines).toarray())
        ways = ways[:, sizes < EPS]  # every way in which the unknown can change and no told cell does
        moved = np.abs(csr_array(self.tables.matrix[:, self.free]) @ ways).max(axis=1, initial=0.0)
        return np.asarray(~open_cells | (moved < EPS))

    def _unknown(self, cell: int) -> NDArray[np.int64]:
        atoms = np.array(self.tables.cells[cell].atoms)
        return np.asarray(atoms[self.reason[atoms] == UNKNOWN])

    def _system(self, parts: tuple[int, ...]) -> tuple[NDArray[np.int64], csr_array, NDArray[np.float64]]:
        if parts not in self._systems:
            columns = self.free[np.isin(self.part, parts)]
            sub = csr_array(self.rows[:, columns])
            used = np.flatnonzero(np.diff(sub.indptr))
            sub = csr_array(sub[used])
            self._systems[parts] = (columns, sub, np.asarray(sub @ self.tables.atoms[columns], dtype=float))
        return self._systems[parts]

    def reach(self, cell: int, side: int, cap: int, *, whole: bool = True) -> tuple[float, NDArray[np.int64] | None]:
        """The most (`side` 1, not looking beyond `cap`) or least (-1) that a cell can be, and counts that make it so.

        `whole` looks at whole numbers only, which is what counts are.
        """
        unknown, value = self._unknown(cell), int(self.tables.values[cell])
        if not len(unknown):
            return float(value), None
        parts = tuple(sorted(set(self.part[self.place[unknown]].tolist())))
        columns, _rows, _right = self._system(parts)
        fixed = value - int(self.tables.atoms[unknown].sum())
        aim = np.flatnonzero(np.isin(columns, unknown))
        # Most often the lines alone end in whole numbers, and nothing more is to be asked.
        best = self._by_lines(parts, aim, side) if self.quick else None
        if best is None or not _is_whole(best):
            best = self._by_numbers(parts, aim, side, cap - fixed, whole=whole)
        if best is None:
            # The true counts fit, so this is the solver's own trouble: nothing is taken for safe by it.
            return float(value), None
        if not whole:
            return min(fixed + float(best[aim].sum()), float(cap)), None
        counts = self.tables.atoms.copy()
        counts[columns] = np.rint(best).astype(np.int64)
        return float(min(fixed + int(counts[columns[aim]].sum()), cap)), counts

    def _by_lines(self, parts: tuple[int, ...], aim: NDArray[np.int64], side: int) -> NDArray[np.float64] | None:
        if parts not in self._lines:
            _columns, rows, right = self._system(parts)
            self._lines[parts] = Lines(rows, right)
        return self._lines[parts].reach(aim.tolist(), side)

    def _by_numbers(
        self, parts: tuple[int, ...], aim: NDArray[np.int64], side: int, cap: int, *, whole: bool
    ) -> NDArray[np.float64] | None:
        columns, rows, right = self._system(parts)
        goal = np.zeros(len(columns))
        goal[aim] = 1.0
        limits = [LinearConstraint(rows, right, right)] if rows.shape[0] else []
        limits.append(LinearConstraint(csr_array(goal[None, :]), -np.inf, cap))
        told: NDArray[np.float64] | None = None
        for kind in (0, 1) if whole else (0,):
            told = milp(-side * goal, constraints=limits, integrality=np.full(len(columns), kind)).x
            if told is None or _is_whole(told):
                break
        return told

    def proof(self, cell: int, side: int) -> Bound | None:
        """The bound of a cell by linear programming, with the told cells that prove it. None where nothing holds it."""
        chosen = self._rows_about(cell)
        sub = csr_array(self.rows[chosen])
        atoms = np.array(self.tables.cells[cell].atoms)
        columns = np.union1d(np.unique(sub.indices), atoms)
        aim = np.isin(columns, atoms).astype(float)
        told = linprog(-side * aim, A_eq=sub[:, columns], b_eq=self.right[chosen], bounds=(0, None), method="highs")
        if told.x is None:
            return None
        weights = -side * np.asarray(told.eqlin.marginals)
        told_rows = ((int(self.told[row]), w) for row, w in zip(chosen, weights, strict=True) if row < len(self.told))
        return Bound(-side * float(told.fun), {place: float(w) for place, w in told_rows if abs(w) > EPS})

    def _rows_about(self, cell: int) -> NDArray[np.int64]:
        """The rows that say anything of a cell: those of the unknown atoms beside it, and why the others are known."""
        unknown = self._unknown(cell)
        parts = set(self.part[self.place[unknown]].tolist())
        waiting = self.free[np.isin(self.part, list(parts))].tolist() + list(self.tables.cells[cell].atoms)
        rows: set[int] = set()
        seen: set[int] = set()
        while waiting:
            atom = waiting.pop()
            if atom in seen:
                continue
            seen.add(atom)
            known = int(self.reason[atom])
            if known == UNKNOWN:
                found = self.columns.indices[self.columns.indptr[atom] : self.columns.indptr[atom + 1]].tolist()
            else:
                found = [known]
            for row in found:
                if row not in rows:
                    rows.add(row)
                    waiting += self.rows.indices[self.rows.indptr[row] : self.rows.indptr[row + 1]].tolist()
        return np.array(sorted(rows), dtype=np.int64)


def _is_whole(numbers: NDArray[np.float64]) -> bool:
    return bool(np.abs(numbers - np.rint(numbers)).max(initial=0.0) < EPS)


@dataclass(frozen=True, slots=True)
class Found:
    """A cell that can be worked out too closely, and how far apart its bounds should have been."""

    cell: int
    low: int
    high: int
    width: int


class Witnesses:
    """Other counts that would have been printed just so: what they show of a cell is not asked again.

    Each is kept as the steps by which it differs from the true counts. The same steps can be taken several times, and
    backwards, as long as no count falls below nought; and they may still do when other cells are hidden.
    """

    def __init__(self, tables: Tables) -> None:
        self.tables = tables
        self.steps: list[NDArray[np.int64]] = []
        self.low, self.high = tables.values.copy(), tables.values.copy()

    def begin(self, hidden: NDArray[np.bool_]) -> None:
        """The witnesses so far that no told cell contradicts speak again; the others wait for another pattern."""
        self.low, self.high = self.tables.values.copy(), self.tables.values.copy()
        if self.steps:
            steps = np.array(self.steps)
            seen = self.tables.matrix[np.flatnonzero(~hidden)] @ steps.T
            for one in steps[~np.asarray(seen).any(axis=0)]:
                self._see(one)

    def add(self, counts: NDArray[np.int64]) -> None:
        steps = counts - self.tables.atoms
        if steps.any():
            self.steps.append(steps)
            self._see(steps)

    def _see(self, steps: NDArray[np.int64]) -> None:
        moved = np.asarray(self.tables.matrix @ steps, dtype=np.int64)
        for way in (1, -1):
            down = way * steps < 0
            times = int((self.tables.atoms[down] // -(way * steps[down])).min()) if down.any() else FAR
            seen = self.tables.values + way * times * moved
            np.minimum(self.low, seen, out=self.low)
            np.maximum(self.high, seen, out=self.high)


def found(
    attacker: Attacker,
    least: int = LEAST,
    witnesses: Witnesses | None = None,
    widths: Mapping[int, int] | None = None,
    *,
    every: bool = False,
) -> list[Found]:
    """The hidden and implied cells that are not protected: the small ones; where these are, or `every`, the rest.

    Those that are not small are many and seldom in danger: they are asked when no small one is.
    """
    tables, widths = attacker.tables, widths or {}
    witnesses = witnesses or Witnesses(tables)
    witnesses.begin(attacker.hidden)
    surely, settled = attacker.surely(), attacker.settled()
    told: list[Found] = []

    def look(cell: int, side: int) -> int:
        bound, counts = attacker.reach(cell, side, int(tables.values[cell]) + least)
        if counts is not None:
            witnesses.add(counts)
        return int(bound)

    hidden = np.flatnonzero(attacker.hidden)
    small, none = tables.values[hidden] < least, tables.values[hidden] == 0
    for cells in (hidden[small & ~none].tolist(), hidden[none].tolist(), hidden[~small].tolist()):
        for cell in cells:
            implied = tables.cells[cell].what is Is.IMPLIED
            wanted = widths.get(cell, least - 2)
            low, high = int(witnesses.low[cell]), int(witnesses.high[cell])
            if high - low >= wanted or (implied and surely[cell] >= least):
                continue
            if not settled[cell]:
                high = max(high, look(cell, 1))
                low = look(cell, -1) if high - low < wanted and low > 0 else low
            if not keeps(low, high, implied=implied, least=least, width=wanted):
                told.append(Found(cell, low, high, wanted))
        if told and not every:
            break
    return told


def left_by(tables: Tables, least: int = LEAST) -> dict[int, int]:
    """How far apart the bounds of a cell are at most, where what was given out before leaves too little."""
    before = Attacker(tables, tables.what != Is.TOLD)
    return {one.cell: one.high - one.low for one in found(before, least, every=True)} if len(before.told) else {}
