"""The last look before anything is given out: what every hidden cell can be, by linear and by integer programming."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from math import ceil, floor

import numpy as np
from numpy.typing import NDArray

from brobygger.disclosure.attack import EPS, Attacker, found, keeps, left_by
from brobygger.disclosure.tables import LEAST, Is, Tables


class Leaks(Exception):
    """A hidden count could be worked out: nothing is given out."""


@dataclass(frozen=True, slots=True)
class Interval:
    """What a reader can say of a hidden cell, by linear programming and in whole numbers. No most: far beyond it."""

    key: Hashable
    low: float
    high: float | None
    least: int
    most: int | None


def audit(tables: Tables, hidden: NDArray[np.bool_], *, least: int = LEAST) -> list[Interval]:
    """What everything that was ever given out tells of each hidden cell. Leaks where one is told too closely.

    What is printed nowhere and can be worked out all the same, as the difference of two periods, is looked at too.
    """
    attacker = Attacker(tables, hidden, quick=False)
    widths = left_by(tables, least)
    if known := [cell for cell, width in widths.items() if width == 0 and 0 < tables.values[cell] < least]:
        raise Leaks(str(tables.cells[known[0]].key))
    told = [_interval(attacker, int(cell), least) for cell in np.flatnonzero(hidden & (tables.what != Is.IMPLIED))]
    for cell, one in zip(np.flatnonzero(hidden & (tables.what != Is.IMPLIED)).tolist(), told, strict=True):
        by_lines = ceil(one.low - EPS), None if one.high is None else floor(one.high + EPS)
        for low, high in ((one.least, one.most), by_lines):
            if not keeps(
                low, low + 2 * least if high is None else high, implied=False, least=least, width=widths.get(cell)
            ):
                raise Leaks(str(one.key))
    if attacks := found(attacker, least, widths=widths):
        raise Leaks(str(tables.cells[attacks[0].cell].key))
    return told


def _interval(attacker: Attacker, cell: int, least: int) -> Interval:
    cap = _cap(int(attacker.tables.values[cell]), least)
    low, high = (attacker.reach(cell, side, cap, whole=False)[0] for side in (-1, 1))
    fewest, most = (int(attacker.reach(cell, side, cap)[0]) for side in (-1, 1))
    return Interval(
        attacker.tables.cells[cell].key,
        low,
        None if high >= cap - EPS else high,
        fewest,
        None if most >= cap else most,
    )


def _cap(value: int, least: int) -> int:
    """Further than this nobody looks: the cell may be anything."""
    return 10 * (value + least)
