"""Three ways of looking at a derivative: finite differences, dual numbers, SymPy."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from symcalc.core.term import ZERO, Term, value_of
from symcalc.derive.operations import Direction
from symcalc.derive.points import Point, value_at
from symcalc.mean.difference import Difference, central_difference, mixed_difference
from symcalc.mean.dual import dual_gradient
from symcalc.mean.errors import NoMeaning
from symcalc.mean.hyperdual import hyperdual_hessian
from symcalc.mean.numeric import MP, evaluate
from symcalc.mean.symbolic import from_sympy, to_sympy


@dataclass(frozen=True)
class Case:
    """One component made concrete: the function, the directions of derivation, the result."""

    function: Term
    directions: tuple[Direction, ...]
    result: Term


@dataclass(frozen=True)
class Seen:
    """What a witness saw of a component at a point, with a bound for its own error."""

    value: Any
    error: Any = 0


#: A witness has seen a value, or it says why it has not.
Sight = Seen | NoMeaning

_LAST_PLACE: Final = 2.0**-52
_NUDGES: Final = tuple(1 + k * _LAST_PLACE for k in (0, 3, -5, 8))
_KINK: Final = NoMeaning("only points at a kink")
_NOT_FINITE: Final = NoMeaning("no finite value")


def by_difference(case: Case, keys: Sequence[str], point: Point) -> Sight:
    """The derivative along the directions by 60-digit differences."""
    steps = [steps_at(direction, point) for direction in case.directions]

    def moved(*lengths: Any) -> Any:
        values = dict(point)
        for length, step in zip(lengths, steps, strict=True):
            for key, part in zip(keys, step, strict=True):
                if part:
                    values[key] = values[key] + length * part
        return evaluate(case.function, values, MP)

    try:
        found: Difference = (
            central_difference(moved, 0) if len(steps) == 1 else mixed_difference(moved, 0, 0)
        )
    except NoMeaning as reason:
        return reason
    return _KINK if found.kink else Seen(found.value, found.error)


class Duals:
    """The first or second derivatives of one function in dual numbers, all points at once.

    The error of what is seen is how much it changes when the point moves by a few units in
    the last place, plus the rounding of the function's own value.
    """

    def __init__(
        self, function: Term, order: int, keys: Sequence[str], points: Sequence[Point]
    ) -> None:
        self.points = points
        batch = {
            key: np.array([float(point[key]) * nudge for nudge in _NUDGES for point in points])
            for key in points[0]
        }
        self.values, slopes = dual_gradient(function, keys, batch)
        self.derivatives = slopes if order == 1 else hyperdual_hessian(function, keys, batch)

    def sight(self, case: Case, k: int) -> Sight:
        """The derivative along the directions of a case, at the k-th point."""
        steps = [
            np.array([float(part) for part in steps_at(direction, self.points[k])])
            for direction in case.directions
        ]
        places = range(k, len(self.values), len(self.points))
        found = [float(_contracted(self.derivatives[..., place], steps)) for place in places]
        bar = max(abs(each - found[0]) for each in found)
        bar += 64 * _LAST_PLACE * (1 + abs(float(self.values[k])))
        return Seen(MP.context.mpf(found[0]), bar) if np.isfinite(found[0] + bar) else _NOT_FINITE


def _contracted(derivatives: Any, steps: Sequence[Any]) -> Any:
    for step in steps:
        derivatives = step @ derivatives
    return derivatives


def by_sympy(case: Case, variables: Sequence[Term]) -> Term:
    """SymPy's derivative of the function along the directions, as a term of ours."""
    symbols = [to_sympy(variable) for variable in variables]
    expression = to_sympy(case.function)
    for direction in case.directions:
        weights = [to_sympy(part) for part in direction]
        parts = [
            weight * expression.diff(symbol)
            for weight, symbol in zip(weights, symbols, strict=True)
            if weight != 0
        ]
        expression = sum(parts, to_sympy(ZERO))
    return from_sympy(expression)


def seen_value(term: Term, point: Point) -> Sight:
    """The value of a term at a point as something seen."""
    try:
        return Seen(value_at(term, point))
    except NoMeaning as reason:
        return reason


def steps_at(direction: Direction, point: Point) -> list[Any]:
    """The entries of a direction at a point."""
    values = [value_of(part) for part in direction]
    return [
        value_at(part, point) if value is None else MP.rational(value)
        for part, value in zip(direction, values, strict=True)
    ]
