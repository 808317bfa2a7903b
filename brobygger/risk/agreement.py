"""How far two readers agree: percent, weighted kappa and Gwet's AC1, each with its interval. Pure; of no person.

Of the table of two readers, with weights w and shares p: agreement is the sum of w p; kappa corrects it by what two
readers with these habits would share by chance (Cohen 1968), AC1 by what readers who guess would (Gwet 2008, which
stands where nearly all cases are alike). Variances: Fleiss, Cohen and Everitt 1969; Gwet 2008. Intervals of 95 %, by
Student's t with n - 1.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

FEWEST = 10
type Table = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Estimate:
    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Agreement:
    """Of one question, read twice for `n` persons; none of the three where they are fewer than ten, or all alike."""

    n: int
    percent: Estimate | None = None
    kappa: Estimate | None = None
    ac1: Estimate | None = None


def table_of(pairs: Iterable[tuple[str, str]], order: Sequence[str]) -> Table:
    """How often the first said the one and the second the other; answers outside the order are left out."""
    place = {code: number for number, code in enumerate(order)}
    table: Table = np.zeros((len(order), len(order)))
    for first, second in pairs:
        if first in place and second in place:
            table[place[first], place[second]] += 1
    return table


def agreement(table: Table, *, is_ordered: bool) -> Agreement:
    """The three figures. Kappa's weights fall off with the square of the distance where the answers have an order."""
    n, size = int(table.sum()), len(table)
    if n < FEWEST:
        return Agreement(n)
    shares = table / n
    plain, weighted = np.eye(size), _weights(size) if is_ordered else np.eye(size)
    return Agreement(n, _percent(shares, plain, n), _kappa(shares, weighted, n), _ac1(shares, plain, n))


def _weights(size: int) -> Table:
    distance = np.subtract.outer(np.arange(size), np.arange(size))
    return np.asarray(1 - (distance / max(size - 1, 1)) ** 2, dtype=np.float64)


def _percent(shares: Table, weights: Table, n: int) -> Estimate:
    value = float((shares * weights).sum())
    return _estimate(value, float((shares * weights**2).sum() - value**2) / n, n)


def _kappa(shares: Table, weights: Table, n: int) -> Estimate | None:
    rows, columns = shares.sum(axis=1), shares.sum(axis=0)
    chance = float((weights * np.outer(rows, columns)).sum())
    if chance >= 1:
        return None  # both gave everyone the same answer: there is nothing to correct by
    agreed = float((shares * weights).sum())
    value = (agreed - chance) / (1 - chance)
    habits = np.add.outer(weights @ columns, rows @ weights) / 2
    spread = float((shares * (weights - 2 * (1 - value) * habits) ** 2).sum())
    variance = (spread - (agreed - 2 * (1 - value) * chance) ** 2) / (n * (1 - chance) ** 2)
    return _estimate(value, variance, n)


def _ac1(shares: Table, weights: Table, n: int) -> Estimate | None:
    size = len(shares)
    if size < 2:
        return None
    used = (shares.sum(axis=1) + shares.sum(axis=0)) / 2
    pairs = weights.sum() / (size * (size - 1))
    chance = float(pairs * (used * (1 - used)).sum())
    agreed = float((shares * weights).sum())
    value = (agreed - chance) / (1 - chance)
    guessed = pairs * (1 - np.add.outer(used, used) / 2)
    spread = float((shares * (weights - 2 * (1 - value) * guessed) ** 2).sum())
    variance = (spread - (agreed - 2 * (1 - value) * chance) ** 2) / (n * (1 - chance) ** 2)
    return _estimate(value, variance, n)


def _estimate(value: float, variance: float, n: int) -> Estimate:
    from scipy.stats import t

    half = float(t.ppf(0.975, n - 1)) * max(variance, 0.0) ** 0.5
    return Estimate(value, max(-1.0, value - half), min(1.0, value + half))
