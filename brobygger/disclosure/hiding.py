"""Which cells are hidden: every small one, and as little more as keeps each of them from being worked out.

Complementary cell suppression by M. Fischetti and J.-J. Salazar-González, 'Solving the cell suppression problem on
tabular data with linear constraints', *Management Science* 47(7), 2001, 1008-1027: a programme of which cells to hide,
cut by the attacker's own two programmes (Benders), until no attack is left.

Two things differ, both since the reader is taken to know this page. What a cell's hiding costs, and whether a pattern
is good enough, never depends on a hidden count: the cost is drawn by lot about what the cell is worth, and the test
(`attack.keeps`) asks nothing that the reader could not. And some cells are hidden for no reason at all. So every set of
counts that fits what is printed could have been printed just so, and the pattern itself rules none of them out.
"""

from __future__ import annotations

from dataclasses import dataclass
from time import thread_time

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

from brobygger.disclosure.attack import EPS, Attacker, Found, Witnesses, found, left_by
from brobygger.disclosure.tables import LEAST, Is, Tables

BY_LOT = 0.02  # so many of the cells are hidden for no reason
SPREAD = 0.5  # a cell's cost is drawn between its worth less and more by so much
ROUNDS, SECONDS, GAP = 40, 20.0, 0.02  # after so long, what the rounds point at is hidden as well


class CannotBeTold(Exception):
    """What has been given out before leaves nothing that can be given out now."""


@dataclass(frozen=True, slots=True)
class Cut:
    """What must be hidden for a cell to be protected: the weights of the hidden add up to one, where the cell is."""

    weights: dict[int, float]
    cell: int


@dataclass(frozen=True, slots=True)
class Hidden:
    """Which cells are hidden, and how it was found."""

    cells: NDArray[np.bool_]  # those that are printed nowhere too
    rounds: int
    is_cheapest: bool  # False where the time ran out, and more was hidden than may have been needed


def hide(tables: Tables, *, seed: int, least: int = LEAST) -> Hidden:
    """A pattern under which no attack succeeds. CannotBeTold where none is left by what was given out before.

    The same seed gives the same pattern; a reader must not have it.
    """
    search = _Search(tables, seed, least)
    always = (tables.what == Is.HIDDEN) | (tables.what == Is.IMPLIED)
    always |= (tables.what == Is.OPEN) & tables.small(least) & ~search.never
    cuts: list[Cut] = []
    begun = thread_time()
    for number in range(1, ROUNDS + 1):
        hidden = cheapest(search.costs, always, search.never, cuts)
        attacker = Attacker(tables, hidden)
        attacks = search.attacks(attacker)
        if not attacks:
            return Hidden(hidden, number, True)
        cuts += [_cut(attacker, attack) for attack in attacks]
        if thread_time() - begun > SECONDS:
            break
    return _hide_on(search, hidden, number)


class _Search:
    """What stays the same from round to round."""

    def __init__(self, tables: Tables, seed: int, least: int) -> None:
        self.tables, self.least = tables, least
        self.costs = drawn(tables, seed)
        self.witnesses, self.widths = Witnesses(tables), left_by(tables, least)
        if any(width == 0 and 0 < tables.values[cell] < least for cell, width in self.widths.items()):
            raise CannotBeTold
        # What follows at once from what was told before is no secret, and hiding it would only seem to be.
        self.never = tables.what == Is.TOLD
        self.never |= (tables.what == Is.OPEN) & Attacker(tables, tables.what != Is.TOLD).settled()

    def attacks(self, attacker: Attacker) -> list[Found]:
        return found(attacker, self.least, self.witnesses, self.widths)


def drawn(tables: Tables, seed: int) -> NDArray[np.float64]:
    """What hiding each cell costs: its worth, spread by lot; below nought where the lot hides it."""
    lots = np.random.Generator(np.random.PCG64(seed))
    worth = np.array([cell.cost for cell in tables.cells])
    costs = worth * lots.uniform(1 - SPREAD, 1 + SPREAD, len(worth))
    return np.where(lots.random(len(worth)) < BY_LOT, -costs, costs)


def cheapest(
    costs: NDArray[np.float64], always: NDArray[np.bool_], never: NDArray[np.bool_], cuts: list[Cut]
) -> NDArray[np.bool_]:
    """The cheapest pattern that holds every cut. CannotBeTold where there is none."""
    matrix, right = _as_rows(cuts, len(costs))
    limits = [LinearConstraint(matrix, right, np.inf)] if cuts else []
    bounds = Bounds(always.astype(float), 1 - never.astype(float))
    told = milp(
        costs, constraints=limits, bounds=bounds, integrality=np.ones(len(costs)),
        options={"mip_rel_gap": GAP, "time_limit": SECONDS},
    )  # fmt: skip
    if told.x is None:
        if told.status == 2:
            raise CannotBeTold
        return np.asarray(~never)
    return np.asarray(told.x > 0.5)


def _as_rows(cuts: list[Cut], width: int) -> tuple[csr_array, NDArray[np.float64]]:
    """A cut for a cell that need not be hidden holds only where it is: sum of weights - y >= 0."""
    data: list[float] = []
    places: list[int] = []
    ends = [0]
    for cut in cuts:
        weights = dict(cut.weights)
        weights[cut.cell] = weights.get(cut.cell, 0.0) - 1.0
        data += weights.values()
        places += weights.keys()
        ends.append(len(data))
    return csr_array((data, places, ends), shape=(len(cuts), width)), np.zeros(len(cuts))


def _cut(attacker: Attacker, attack: Found) -> Cut:
    """What an attack teaches: which of the told cells hold this one so tightly, by the duals of both programmes."""
    weights: dict[int, float] = {}
    for side, goal in ((1, attack.low + attack.width), (-1, attack.high - attack.width)):  # either may give way
        for place, weight in _pull(attacker, attack.cell, side, float(goal)).items():
            weights[place] = min(weights.get(place, 0.0) + weight, 1.0)
    # Where whole numbers alone give the attack, all that is known is that more than this must be hidden.
    return Cut(weights or {int(place): 1.0 for place in attacker.told}, attack.cell)


def _pull(attacker: Attacker, cell: int, side: int, goal: float) -> dict[int, float]:
    """Which part of the way to its goal each told cell would let the bound move, were it hidden; at most all of it.

    The proof is a sum of told cells: one with a weight towards the side may then rise without end, one with a weight
    away from it may fall to nought.
    """
    proof = attacker.proof(cell, side)
    gap = side * (goal - proof.value) if proof else 0.0
    if proof is None or gap < EPS:
        return {}
    moves = {
        place: 1.0 if weight * side > 0 else min(-weight * side * float(attacker.tables.values[place]) / gap, 1.0)
        for place, weight in proof.weights.items()
    }
    return {place: move for place, move in moves.items() if move > EPS}


def _hide_on(search: _Search, hidden: NDArray[np.bool_], rounds: int) -> Hidden:
    """Where the rounds have run out: of what each attack points at, the cheapest is hidden too, until none is left."""
    hidden = hidden.copy()
    while True:
        attacker = Attacker(search.tables, hidden)
        attacks = search.attacks(attacker)
        if not attacks:
            return Hidden(hidden, rounds, False)
        for attack in attacks:
            weights = _cut(attacker, attack).weights
            more = [place for place in weights if not search.never[place] and not hidden[place]]
            if not more and not any(hidden[place] for place in weights):
                raise CannotBeTold
            if more:
                hidden[min(more, key=lambda place: search.costs[place] / weights[place])] = True
        rounds += 1
