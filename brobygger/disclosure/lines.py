"""One linear system asked many times: how much, and how little, a sum of its unknowns can be.

OR-Tools' GLOP goes on from where the last question ended, which is a hundred times faster than beginning anew. It only
finds; what is given out is looked at once more by HiGHS (`audit`).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from ortools.linear_solver import pywraplp
from scipy.sparse import csr_array

BEYOND = 1e7  # no count is larger


class Lines:
    """The unknowns x, none below nought, with rows x = right."""

    def __init__(self, rows: csr_array, right: NDArray[np.float64]) -> None:
        self.solver = pywraplp.Solver.CreateSolver("GLOP")
        self.solver.SetSolverSpecificParametersAsString("use_dual_simplex: false use_preprocessing: false")
        self.unknowns = [self.solver.NumVar(0.0, BEYOND, "") for _column in range(rows.shape[1])]
        self.objective = self.solver.Objective()
        self.aimed: Sequence[int] = ()
        for row, value in enumerate(right):
            line = self.solver.Constraint(float(value), float(value))
            for place in range(rows.indptr[row], rows.indptr[row + 1]):
                line.SetCoefficient(self.unknowns[rows.indices[place]], float(rows.data[place]))

    def reach(self, aim: Sequence[int], side: int) -> NDArray[np.float64] | None:
        """Unknowns for which the sum of these is most (`side` 1) or least (-1). None where the solver finds nothing."""
        for place in self.aimed:
            self.objective.SetCoefficient(self.unknowns[place], 0.0)
        for place in aim:
            self.objective.SetCoefficient(self.unknowns[place], 1.0)
        self.aimed = aim
        self.objective.SetOptimizationDirection(side > 0)
        if self.solver.Solve() != pywraplp.Solver.OPTIMAL:
            return None
        return np.array([unknown.solution_value() for unknown in self.unknowns])
