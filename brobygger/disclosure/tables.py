"""Tables as linear equations: atoms that are counted, laws that they obey, and the cells that add them up."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field
from enum import IntEnum
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from scipy.sparse import csr_array

LEAST = 5  # fewer than this many, and more than none, are not told


class Is(IntEnum):
    """What a cell is, the stronger first: two cells that add up the same atoms are one."""

    TOLD = 0  # it has been given out
    HIDDEN = 1  # it was hidden in what has been given out, and stays so
    OPEN = 2  # it is to be told or hidden now
    IMPLIED = 3  # it is printed nowhere, but others may give it away


@dataclass(slots=True)
class Cell:
    """A count that someone may read or work out."""

    key: Hashable
    atoms: tuple[int, ...]
    what: Is
    cost: float = 1.0  # what is lost by hiding it; never a thing of the count itself, which its hiding would then tell


@dataclass
class Tables:
    """Everything that hangs together: what was given out before, what is to be given out, and what both imply."""

    counts: list[int] = field(default_factory=list)
    laws: list[tuple[tuple[int, ...], tuple[int, ...]]] = field(default_factory=list)
    cells: list[Cell] = field(default_factory=list)
    _atom: dict[Hashable, int] = field(default_factory=dict)
    _cell: dict[tuple[int, ...], int] = field(default_factory=dict)

    def atom(self, key: Hashable, count: int) -> int:
        """The place of an atom; its count is what it was first said to be. ValueError below zero."""
        if count < 0:
            raise ValueError("a count is never below zero")
        if key not in self._atom:
            self._atom[key] = len(self.counts)
            self.counts.append(count)
        return self._atom[key]

    def law(self, one: Iterable[int], other: Iterable[int]) -> None:
        """The two sides always add up to the same. ValueError where they do not."""
        sides = tuple(sorted(one)), tuple(sorted(other))
        if sum(self.counts[a] for a in sides[0]) != sum(self.counts[a] for a in sides[1]):
            raise ValueError("the two sides of a law differ")
        self.laws.append(sides)

    def cell(self, key: Hashable, atoms: Iterable[int], what: Is, cost: float = 1.0) -> int | None:
        """The place of the cell; None where it adds up nothing, and is nought by its nature."""
        place = tuple(sorted(atoms))
        if not place:
            return None
        if place not in self._cell:
            self._cell[place] = len(self.cells)
            self.cells.append(Cell(key, place, what, cost))
        known = self.cells[self._cell[place]]
        known.what = min(known.what, what)
        known.cost = max(known.cost, cost)
        return self._cell[place]

    # -- the same as matrices, once everything is said ----------------------------------------------------------------

    @cached_property
    def matrix(self) -> csr_array:
        """A row for each cell: the atoms that it adds up."""
        return _rows([cell.atoms for cell in self.cells], len(self.counts))

    @cached_property
    def law_matrix(self) -> csr_array:
        """A row for each law, which is always nought."""
        from scipy.sparse import csr_array

        one, other = ([law[side] for law in self.laws] for side in (0, 1))
        return csr_array(_rows(one, len(self.counts)) - _rows(other, len(self.counts)))

    @cached_property
    def atoms(self) -> NDArray[np.int64]:
        return np.array(self.counts, dtype=np.int64)

    @cached_property
    def values(self) -> NDArray[np.int64]:
        """What each cell is."""
        return np.asarray(self.matrix @ self.atoms, dtype=np.int64)

    @cached_property
    def what(self) -> NDArray[np.int8]:
        return np.array([cell.what for cell in self.cells], dtype=np.int8)

    def small(self, least: int = LEAST) -> NDArray[np.bool_]:
        """Which cells are too small to be told."""
        return np.asarray((self.values > 0) & (self.values < least))


def _rows(rows: list[tuple[int, ...]], width: int) -> csr_array:
    from scipy.sparse import csr_array

    ends = np.cumsum([0, *map(len, rows)])
    places = np.fromiter((place for row in rows for place in row), dtype=np.int64, count=int(ends[-1]))
    return csr_array((np.ones(len(places)), places, ends), shape=(len(rows), width))
