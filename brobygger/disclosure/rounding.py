"""Controlled rounding: every count to a multiple of the base beside it, so that what is printed still adds up.

L. H. Cox, 'A constructive procedure for unbiased controlled rounding', *JASA* 82 (1987), 520-524, as a programme, since
several linked tables have no constructive procedure: which of the two multiples is drawn by lot, and a multiple stays.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array, vstack

from brobygger.disclosure.attack import keeps
from brobygger.disclosure.hiding import SECONDS, CannotBeTold
from brobygger.disclosure.tables import LEAST, Is, Tables

TRIES = 5


def rounded(tables: Tables, *, base: int, seed: int, least: int = LEAST) -> NDArray[np.int64]:
    """Each cell rounded, so that all add up and none can be worked out. CannotBeTold where no rounding does both."""
    for number in range(TRIES):
        lots = np.random.Generator(np.random.PCG64([seed, number]))
        told = _rounding(tables, base, lots)
        if told is not None and not _attacks(tables, told, base, least):
            return told
    raise CannotBeTold


def _rounding(tables: Tables, base: int, lots: np.random.Generator) -> NDArray[np.int64] | None:
    """Each atom goes up with the odds of how near it is, as far as the cells and laws allow."""
    below = tables.atoms // base
    up = lots.random(len(below)) < (tables.atoms % base) / base
    cells = csr_array(tables.matrix)
    floor, values = cells @ below * base, tables.values
    laws = tables.law_matrix
    limits = [LinearConstraint(cells * base, values - (base - 1) - floor, values + (base - 1) - floor)]
    if laws.shape[0]:
        limits.append(LinearConstraint(laws, -(laws @ below), -(laws @ below)))
    solved = milp(
        np.where(up, -1.0, 1.0) * lots.uniform(0.5, 1.5, len(below)),
        constraints=limits, bounds=Bounds(0, (tables.atoms % base > 0).astype(float)), integrality=np.ones(len(below)),
        options={"mip_rel_gap": 0.05, "time_limit": SECONDS},
    )  # fmt: skip
    if solved.x is None:
        return None
    return np.asarray(cells @ (below + np.rint(solved.x).astype(np.int64)) * base, dtype=np.int64)


def _attacks(tables: Tables, told: NDArray[np.int64], base: int, least: int) -> bool:
    """Whether someone who knows every rounded cell can tell a small count closely."""
    printed = tables.what != Is.IMPLIED
    rows = csr_array(vstack([tables.matrix[np.flatnonzero(printed)], tables.law_matrix], format="csr"))
    nought = np.zeros(tables.law_matrix.shape[0])
    low = np.concatenate([told[printed] - (base - 1), nought])
    high = np.concatenate([told[printed] + (base - 1), nought])
    least_seen, most_seen = tables.values.copy(), tables.values.copy()
    for cell in np.flatnonzero(tables.values < least).tolist():
        for side in (-1, 1):
            if least_seen[cell] <= 1 and most_seen[cell] >= least - 1:
                break
            aim = tables.matrix[[cell]].toarray()[0]
            limits = [LinearConstraint(rows, low, high), LinearConstraint(aim[None, :], -np.inf, 2 * least)]
            solved = milp(-side * aim, constraints=limits, integrality=np.ones(len(aim)))
            if solved.x is None:
                return True
            seen = np.asarray(tables.matrix @ np.rint(solved.x), dtype=np.int64)
            np.minimum(least_seen, seen, out=least_seen)
            np.maximum(most_seen, seen, out=most_seen)
        if not keeps(int(least_seen[cell]), int(most_seen[cell]), implied=True, least=least):
            return True
    return False
