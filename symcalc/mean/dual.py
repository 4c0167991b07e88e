"""Dual numbers: first derivatives in forward mode, exact to rounding.

A dual number a + b ε with ε² = 0 carries a value and a derivative: a function at x + ε is
f(x) + f'(x) ε, because every higher power of ε vanishes (Clifford 1873).  With one tangent
a variable, a single evaluation gives a whole gradient.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from symcalc.core.term import Term
from symcalc.mean.lifted import Array, Lifted, LiftedNumbers, Plain
from symcalc.mean.numbers import Functions
from symcalc.mean.numeric import evaluate


@dataclass(frozen=True, eq=False)
class Dual(Lifted):
    """A value of shape (points,) with a tangent of shape (directions, points).

    >>> x = Dual.variable(3.0)
    >>> (x * x + 2 * x).tangent
    array([[8.]])
    """

    value: Array
    tangent: Array

    @classmethod
    def variable(cls, value: Plain) -> Dual:
        """A variable whose own rate is 1."""
        return cls.variables(value)[0]

    @classmethod
    def variables(cls, *values: Plain) -> tuple[Dual, ...]:
        """Variables with a direction each, so that one evaluation gives a whole gradient."""
        columns = [np.atleast_1d(np.asarray(value, dtype=float)) for value in values]
        units = np.eye(len(values))
        return tuple(
            cls(column, np.repeat(unit[:, None], len(column), axis=1))
            for column, unit in zip(columns, units, strict=True)
        )

    def parts(self) -> tuple[Array, ...]:
        """Value and tangent."""
        return self.value, self.tangent

    def chain(self, value: Any, first: Any, second: Any = None) -> Dual:
        """f(a + b ε) = f(a) + f'(a) b ε."""
        return Dual(value, first * self.tangent)

    def __add__(self, other: Dual | Plain, /) -> Dual:
        if not isinstance(other, Dual):
            return Dual(self.value + other, self.tangent + 0 * other)
        return Dual(self.value + other.value, self.tangent + other.tangent)

    def __neg__(self) -> Dual:
        return Dual(-self.value, -self.tangent)

    def __mul__(self, other: Dual | Plain, /) -> Dual:
        """(a + b ε)(c + d ε) = ac + (ad + bc) ε."""
        if not isinstance(other, Dual):
            return Dual(self.value * other, self.tangent * other)
        return Dual(
            self.value * other.value, self.value * other.tangent + self.tangent * other.value
        )


#: Evaluation of terms in dual numbers, for :func:`symcalc.mean.numeric.evaluate`.
DUAL: Final = LiftedNumbers(lambda value: Dual(np.asarray(value, float), np.zeros((1, 1))))


def dual_gradient(
    term: Term,
    keys: Sequence[str],
    points: Mapping[str, Any],
    functions: Functions | None = None,
) -> tuple[Array, Array]:
    """The values (points,) and the gradient (keys, points) of a term, in one evaluation.

    ``points`` maps every key to an array of shape (points,) or to a number; nan marks what
    has no value or no derivative.  Raises what :func:`evaluate` raises.
    """
    (result,) = _evaluate([term], keys, points, np.eye(len(keys)), functions)
    return result


def dual_jvp(
    terms: Sequence[Term],
    keys: Sequence[str],
    points: Mapping[str, Any],
    tangent: Mapping[str, float],
    functions: Functions | None = None,
) -> tuple[Array, Array]:
    """The values and the Jacobian times a tangent, both of shape (terms, points)."""
    direction = np.array([[tangent.get(key, 0.0)] for key in keys])
    results = _evaluate(terms, keys, points, direction, functions)
    return np.stack([v for v, _ in results]), np.stack([t[0] for _, t in results])


def _evaluate(
    terms: Sequence[Term],
    keys: Sequence[str],
    points: Mapping[str, Any],
    seeds: Array,
    functions: Functions | None,
) -> list[tuple[Array, Array]]:
    """Each term with the rows of ``seeds`` (keys, directions) as tangents of the keys."""
    values = {key: np.atleast_1d(np.asarray(v, dtype=float)) for key, v in points.items()}
    count = max((len(v) for v in values.values()), default=1)
    lifted: dict[str, Any] = dict(values)
    for key, seed in zip(keys, seeds, strict=True):
        tangent = np.broadcast_to(seed[:, None], (seeds.shape[1], count))
        lifted[key] = Dual(np.broadcast_to(values[key], (count,)), tangent)
    shape = (seeds.shape[1], count)
    return [_full(evaluate(term, lifted, DUAL, functions), shape) for term in terms]


def _full(result: Any, shape: tuple[int, int]) -> tuple[Array, Array]:
    """Value and tangent in their full shapes; a plain result is a constant."""
    if not isinstance(result, Dual):
        result = Dual(np.asarray(result, dtype=float), np.zeros(shape))
        result = Dual(result.value, np.where(np.isfinite(result.value), 0.0, np.nan))
    return (
        np.array(np.broadcast_to(result.value, shape[1:])),
        np.array(np.broadcast_to(result.tangent, shape)),
    )
