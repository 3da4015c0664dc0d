"""Linear and mixed-integer programmes, built row by row and solved by HiGHS.

Huangfu, Hall (2018), "Parallelizing the dual revised simplex method", Math. Prog. Comp. 10.
"""

from __future__ import annotations

import copy
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

import highspy
import numpy as np
from numpy.typing import NDArray

INFINITY = float("inf")


@dataclass(frozen=True)
class Answer:
    """What a programme came to.

    status    "optimal", "infeasible", "unbounded" or "stopped" (time limit, no proof)
    value     the objective, if optimal
    x         the solution, one entry a column, if optimal
    """

    status: str
    value: float
    x: NDArray[np.float64]

    @property
    def feasible(self) -> bool:
        return self.status == "optimal"


class Programme:
    """A programme under construction: add columns and rows, then solve it, any number of times."""

    def __init__(self) -> None:
        self._lower: list[float] = []
        self._upper: list[float] = []
        self._integer: list[bool] = []
        self._rows: list[tuple[float, float]] = []
        self._starts: list[int] = [0]
        self._index: list[int] = []
        self._value: list[float] = []

    @property
    def columns(self) -> int:
        return len(self._lower)

    @property
    def rows(self) -> int:
        return len(self._rows)

    def column(self, lower: float, upper: float, *, integer: bool = False) -> int:
        """A new variable with its bounds; returns its index."""
        self._lower.append(lower)
        self._upper.append(upper)
        self._integer.append(integer)
        return len(self._lower) - 1

    def row(self, lower: float, upper: float, terms: Mapping[int, float]) -> int:
        """A new constraint lower <= sum(terms) <= upper; returns its index."""
        for index, value in terms.items():
            if value:
                self._index.append(index)
                self._value.append(value)
        self._starts.append(len(self._index))
        self._rows.append((lower, upper))
        return len(self._rows) - 1

    def bound(self, column: int, lower: float, upper: float) -> None:
        """Change the bounds of a variable."""
        self._lower[column] = lower
        self._upper[column] = upper

    def solve(
        self,
        objective: Mapping[int, float] | None = None,
        *,
        maximise: bool = False,
        seconds: float = INFINITY,
        first: bool = False,
    ) -> Answer:
        """Solve it. With `first`, any feasible point will do. Raises RuntimeError if HiGHS fails."""
        _swallow_greeting()
        solver = highspy.Highs()  # type: ignore[no-untyped-call]
        solver.setOptionValue("output_flag", False)
        solver.setOptionValue("threads", 1)
        solver.setOptionValue("random_seed", 0)
        if seconds < INFINITY:
            solver.setOptionValue("time_limit", seconds)
        if first and any(self._integer):
            solver.setOptionValue("mip_max_improving_sols", 1)
        solver.passModel(self._model(objective or {}, maximise))
        solver.run()
        answer = self._answer(solver)
        if answer.feasible and objective and any(self._integer):
            return self._polished(answer, objective, maximise)
        return answer

    def _polished(self, answer: Answer, objective: Mapping[int, float], maximise: bool) -> Answer:
        """The same solution with its integers held exactly: they may be off by a tolerance before."""
        exact = copy.deepcopy(self)
        for column, integer in enumerate(self._integer):
            if integer:
                exact.bound(column, round(answer.x[column]), round(answer.x[column]))
        exact._integer = [False] * self.columns
        polished = exact.solve(objective, maximise=maximise)
        return polished if polished.feasible else answer

    def _model(self, objective: Mapping[int, float], maximise: bool) -> highspy.HighsLp:
        lp = highspy.HighsLp()
        lp.num_col_ = self.columns
        lp.num_row_ = self.rows
        cost = np.zeros(self.columns)
        for index, value in objective.items():
            cost[index] = value
        lp.col_cost_ = cost
        lp.col_lower_ = np.array(self._lower)
        lp.col_upper_ = np.array(self._upper)
        lp.row_lower_ = np.array([low for low, _ in self._rows])
        lp.row_upper_ = np.array([high for _, high in self._rows])
        lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        lp.a_matrix_.start_ = np.array(self._starts, dtype=np.int32)
        lp.a_matrix_.index_ = np.array(self._index, dtype=np.int32)
        lp.a_matrix_.value_ = np.array(self._value)
        lp.sense_ = highspy.ObjSense.kMaximize if maximise else highspy.ObjSense.kMinimize
        if any(self._integer):
            kinds = (highspy.HighsVarType.kContinuous, highspy.HighsVarType.kInteger)
            lp.integrality_ = [kinds[flag] for flag in self._integer]
        return lp

    def _answer(self, solver: highspy.Highs) -> Answer:
        status = solver.getModelStatus()
        kinds = highspy.HighsModelStatus
        nothing = np.empty(0)
        if status in (kinds.kOptimal, kinds.kSolutionLimit):
            x = np.array(solver.getSolution().col_value)
            return Answer("optimal", float(solver.getInfo().objective_function_value), x)
        if status in (kinds.kInfeasible,):
            return Answer("infeasible", INFINITY, nothing)
        if status in (kinds.kUnbounded, kinds.kUnboundedOrInfeasible):
            return Answer("unbounded", INFINITY, nothing)
        if status in (kinds.kTimeLimit, kinds.kInterrupt, kinds.kIterationLimit):
            return Answer("stopped", INFINITY, nothing)
        raise RuntimeError(f"HiGHS ended with {solver.modelStatusToString(status)}")


@cache
def _swallow_greeting() -> None:
    """The first solver of a process greets on stdout before it can be told not to; results go there."""
    kept, nowhere = os.dup(1), os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    try:
        highspy.Highs()  # type: ignore[no-untyped-call]
    finally:
        os.dup2(kept, 1)
        os.close(kept)
        os.close(nowhere)


def total(columns: Iterable[int], coefficient: float = 1.0) -> dict[int, float]:
    """The terms of a plain sum over columns."""
    return dict.fromkeys(columns, coefficient)
