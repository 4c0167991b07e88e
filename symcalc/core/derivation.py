"""A derivation: a problem, its result, and the steps between them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from symcalc.core.problem import Problem
from symcalc.core.term import Term, matrix, vector
from symcalc.core.verdict import Evidence, Verdict


@dataclass(frozen=True)
class Step:
    """One line of a derivation: what it equals the line before by, and the judge's verdict."""

    rule: str
    term: Term
    verdict: Verdict = Verdict.UNDECIDED
    detail: str = ""


@dataclass(frozen=True)
class Line:
    """A chain of steps that starts from ``start`` (for a gradient, one per variable).

    A line with a title stands beside the result: a property of it, or another way to it.
    """

    start: Term
    steps: tuple[Step, ...]
    title: str = ""


@dataclass(frozen=True)
class Outcome:
    """What a derivation found.

    ``result`` has one entry per component, row by row; ``shape`` is () for a scalar,
    (n,) for a vector, (m, n) for a matrix; ``labels`` name the components (f_xx, …).
    """

    problem: Problem
    result: tuple[Term, ...]
    shape: tuple[int, ...]
    labels: tuple[str, ...] = ()
    lines: tuple[Line, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    verdict: Verdict = Verdict.UNDECIDED
    conditions: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    value: tuple[float, ...] = ()
    values: Mapping[str, float] = field(default_factory=dict)

    @property
    def leading(self) -> tuple[Line, ...]:
        """The lines that lead to the result: those without a title."""
        return tuple(line for line in self.lines if not line.title)

    @property
    def whole(self) -> Term:
        """The result as one term: a scalar, a column or a matrix."""
        if not self.shape:
            return self.result[0]
        if len(self.shape) == 1:
            return vector(*self.result)
        columns = self.shape[1]
        starts = range(0, len(self.result), columns)
        return matrix([self.result[k : k + columns] for k in starts])
