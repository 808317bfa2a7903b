"""Plans by constraint solving: what must hold, what is wished for at a price, and why no better plan exists.

OR-Tools' CP-SAT decides (Perron and Didier, *CP-SAT*). A room says what must hold and what is wished, each under a key
of its own, and reads which wishes were broken, how far the plan can be from the best, or what cannot hold together.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from math import ceil
from time import monotonic
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ortools.sat.python import cp_model

WORKERS = 2
AT_LEAST_FOR_RATHER = 0.2  # the share of the time that is left for choosing among plans of the same price
ROUNDING = 1e-6


@dataclass(frozen=True, slots=True)
class Solved[K: Hashable]:
    """What came out. `bound` is the least that any plan costs, as the solver has proved."""

    chosen: frozenset[K]
    broken: frozenset[K]
    cost: int = 0
    bound: int = 0
    conflict: frozenset[K] = frozenset()  # what cannot hold together; none of it can be left out, as far as was tried
    is_possible: bool = True  # False with no conflict: the time ran out before anything was found
    rather: int = 0  # how much it has of what is rather avoided, and the least that a plan of this price has
    rather_bound: int = 0

    @property
    def is_best(self) -> bool:
        return self.is_possible and self.cost == self.bound

    @property
    def gap(self) -> float:
        """The share of the price that a better plan could save at most."""
        return (self.cost - self.bound) / self.cost if self.cost else 0.0


class Puzzle[K: Hashable]:
    """Choices that are taken or not, what must hold of them, and what is wished."""

    def __init__(self) -> None:
        from ortools.sat.python import cp_model

        self.model = cp_model.CpModel()
        self._choices: dict[K, cp_model.IntVar] = {}
        self._musts: dict[K, cp_model.IntVar] = {}
        self._wishes: dict[K, tuple[int, cp_model.IntVar]] = {}
        self._counted: list[tuple[int, cp_model.IntVar]] = []
        self._likely: list[cp_model.IntVar] = []
        self._rather: list[tuple[int, cp_model.IntVar]] = []

    def choice(self, key: K) -> cp_model.IntVar:
        """Whether `key` is chosen; the same variable each time that it is asked for."""
        if key not in self._choices:
            self._choices[key] = self.model.new_bool_var("")
        return self._choices[key]

    def must(self, key: K, holds: cp_model.BoundedLinearExpression | bool) -> None:
        """`holds` of every plan; told under `key` where it cannot. One key may stand for several."""
        if key not in self._musts:
            self._musts[key] = self.model.new_bool_var("")
        self.model.add(holds).only_enforce_if(self._musts[key])

    def wish(self, key: K, price: int, holds: cp_model.BoundedLinearExpression | bool) -> None:
        """`holds` if it can: a plan in which it does not costs `price` more, and names `key` as broken."""
        if price < 1 or key in self._wishes:
            raise ValueError("a wish has a key of its own and a price")
        broken = self.model.new_bool_var("")
        self.model.add(holds).only_enforce_if(~broken)
        self._wishes[key] = price, broken

    def counted(self, price: int, most: int) -> cp_model.IntVar:
        """A number up to `most`, each of which costs `price`; the room says what it is not below."""
        variable = self.model.new_int_var(0, most, "")
        self._counted.append((price, variable))
        return variable

    def costs(self, key: K, price: int) -> None:
        """A plan with this choice in it costs `price` more."""
        self._counted.append((price, self.choice(key)))

    def rather_not(self, key: K, much: int) -> None:
        """Of plans that cost the same, the one with the least of this is found: it never breaks a wish."""
        self._rather.append((much, self.choice(key)))

    def likes(self, likely: Iterable[K]) -> None:
        """A plan to begin from: where its choices can stand they are the plan until a better one is found."""
        self._likely = [self._choices[key] for key in likely if key in self._choices]

    def solve(self, *, seconds: float) -> Solved[K]:
        """The cheapest plan found within so many seconds; or what cannot hold together, found in as many more."""
        from ortools.sat.python import cp_model

        started, model = monotonic(), self.model.clone()
        until = started + seconds
        kept = seconds * AT_LEAST_FOR_RATHER if self._rather else 0
        for held in self._musts.values():
            model.add(model.get_bool_var_from_proto_index(held.index) == 1)
        priced = [*self._wishes.values(), *self._counted]
        begun = self._begun(model, seconds / 4)
        for number, value in enumerate(begun):
            model.add_hint(model.get_int_var_from_proto_index(number), value)
        model.minimize(sum(price * model.get_int_var_from_proto_index(one.index) for price, one in priced))
        solver = _solver(max(until - kept - monotonic(), seconds / 4))
        status = solver.solve(model)
        found = list(solver.response_proto.solution) or begun
        if status == cp_model.INFEASIBLE or not found:
            conflict = self._conflict(seconds) if status == cp_model.INFEASIBLE else None
            return Solved(frozenset(), frozenset(), conflict=conflict or frozenset(), is_possible=False)
        cost = sum(price * found[one.index] for price, one in priced)
        bound = min(cost, max(0, ceil(solver.best_objective_bound - ROUNDING)))
        found, rather, rather_bound = self._rather_of(model, priced, cost, found, max(until - monotonic(), kept))
        broken = frozenset(key for key, (_price, one) in self._wishes.items() if found[one.index])
        chosen = frozenset(key for key, one in self._choices.items() if found[one.index])
        cost = sum(price * found[one.index] for price, one in priced)
        return Solved(chosen, broken, cost, min(bound, cost), rather=rather, rather_bound=rather_bound)

    def _rather_of(
        self, model: cp_model.CpModel, priced: list[tuple[int, cp_model.IntVar]], cost: int, found: list[int],
        seconds: float,
    ) -> tuple[list[int], int, int]:  # fmt: skip
        """Of the plans that cost no more, one with less of what is rather avoided; how much, and the least there is."""
        if not self._rather:
            return found, 0, 0
        told = [(much, model.get_int_var_from_proto_index(one.index)) for much, one in self._rather]
        model.add(sum(price * model.get_int_var_from_proto_index(one.index) for price, one in priced) <= cost)
        model.clear_hints()  # type: ignore[no-untyped-call]
        for number, value in enumerate(found):
            model.add_hint(model.get_int_var_from_proto_index(number), value)
        model.minimize(sum(much * one for much, one in told))
        solver = _solver(seconds)
        solver.solve(model)
        found = list(solver.response_proto.solution) or found
        much = sum(much * found[one.index] for much, one in told)
        return found, much, min(much, max(0, ceil(solver.best_objective_bound - ROUNDING)))

    def _begun(self, model: cp_model.CpModel, seconds: float) -> list[int]:
        """The whole of the plan to begin from, or nothing where it cannot stand."""
        if not self._likely:
            return []
        fixed = model.clone()
        for one in self._likely:
            fixed.add(fixed.get_bool_var_from_proto_index(one.index) == 1)
        solver = _solver(seconds, workers=1)
        solver.solve(fixed)
        return list(solver.response_proto.solution)

    def _conflict(self, seconds: float) -> frozenset[K] | None:
        """The musts of which none can be left out of why there is no plan, as far as the time is enough to try."""
        until = monotonic() + seconds
        needed = self._contradiction(set(self._musts), seconds)
        if needed is None:
            return None
        for key in sorted(needed, key=lambda one: self._musts[one].index):
            smaller = self._contradiction(needed - {key}, min(seconds / 10, max(0, until - monotonic())))
            if smaller is not None:
                needed = smaller
        return frozenset(needed)

    def _contradiction(self, keys: set[K], seconds: float) -> set[K] | None:
        from ortools.sat.python import cp_model

        model = self.model.clone()
        model.add_assumptions([model.get_bool_var_from_proto_index(self._musts[key].index) for key in keys])
        solver = _solver(seconds, workers=1)  # assumptions are told by one worker alone
        if solver.solve(model) != cp_model.INFEASIBLE:
            return None
        told = set(solver.sufficient_assumptions_for_infeasibility())
        return {key for key in keys if self._musts[key].index in told}


def _solver(seconds: float, workers: int = WORKERS) -> cp_model.CpSolver:
    from ortools.sat.python import cp_model

    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = seconds
    solver.parameters.num_workers = workers
    solver.parameters.random_seed = 1
    solver.parameters.linearization_level = 2  # what is impossible shows sooner, and the bound is nearer
    return solver
