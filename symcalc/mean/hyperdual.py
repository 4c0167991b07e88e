"""Hyper-dual numbers: second derivatives without truncation error.

A hyper-dual number a + b ε₁ + c ε₂ + d ε₁ε₂ with ε₁² = ε₂² = 0 and ε₁ε₂ ≠ 0 carries a value,
two first derivatives and one second derivative (Fike & Alonso, *The development of
hyper-dual numbers for exact second-derivative calculations*, AIAA 2011-886).  Here every
pair of variables has its own row, so one evaluation gives a whole Hessian.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations_with_replacement
from typing import Any, Final

import numpy as np

from symcalc.core.term import Term
from symcalc.mean.lifted import Array, Lifted, LiftedNumbers, Plain
from symcalc.mean.numbers import Functions
from symcalc.mean.numeric import evaluate


@dataclass(frozen=True, eq=False)
class HyperDual(Lifted):
    """A value of shape (points,); ``first``, ``other`` and ``mixed`` of shape (pairs, points).

    ``first`` and ``other`` are the derivatives along ε₁ and ε₂, ``mixed`` that along ε₁ε₂.

    >>> x = HyperDual.variable(3.0)
    >>> (x * x * x).mixed
    array([[18.]])
    """

    value: Array
    first: Array
    other: Array
    mixed: Array

    @classmethod
    def variable(cls, value: Plain) -> HyperDual:
        """A variable that moves with both units, so that ``mixed`` is the second derivative."""
        column = np.atleast_1d(np.asarray(value, dtype=float))
        one = np.ones((1, len(column)))
        return cls(column, one, one, np.zeros_like(one))

    def parts(self) -> tuple[Array, ...]:
        """Value and the three derivatives."""
        return self.value, self.first, self.other, self.mixed

    def chain(self, value: Any, first: Any, second: Any) -> HyperDual:
        """f(x) = f(a) + f'(a) (b ε₁ + c ε₂ + d ε₁ε₂) + f''(a) b c ε₁ε₂."""
        return HyperDual(
            value,
            first * self.first,
            first * self.other,
            first * self.mixed + second * self.first * self.other,
        )

    def __add__(self, other: HyperDual | Plain, /) -> HyperDual:
        if not isinstance(other, HyperDual):
            return HyperDual(self.value + other, self.first, self.other, self.mixed)
        return HyperDual(*(a + b for a, b in zip(self.parts(), other.parts(), strict=True)))

    def __neg__(self) -> HyperDual:
        return HyperDual(*(-part for part in self.parts()))

    def __mul__(self, other: HyperDual | Plain, /) -> HyperDual:
        """The product, in which only ε₁, ε₂ and ε₁ε₂ survive."""
        if not isinstance(other, HyperDual):
            return HyperDual(*(part * other for part in self.parts()))
        a, b = self, other
        return HyperDual(
            a.value * b.value,
            a.value * b.first + a.first * b.value,
            a.value * b.other + a.other * b.value,
            a.value * b.mixed + a.first * b.other + a.other * b.first + a.mixed * b.value,
        )


def _constant(value: Any) -> HyperDual:
    zero = np.zeros((1, 1))
    return HyperDual(np.asarray(value, float), zero, zero, zero)


#: Evaluation of terms in hyper-dual numbers, for :func:`symcalc.mean.numeric.evaluate`.
HYPERDUAL: Final = LiftedNumbers(_constant)


def hyperdual_hessian(
    term: Term,
    keys: Sequence[str],
    points: Mapping[str, Any],
    functions: Functions | None = None,
) -> Array:
    """The Hessian of a term, shape (keys, keys, points), in one evaluation.

    ``points`` maps every key to an array of shape (points,) or to a number; nan marks what
    has no value or no second derivative.  Raises what :func:`evaluate` raises.
    """
    pairs = list(combinations_with_replacement(range(len(keys)), 2))
    values = {key: np.atleast_1d(np.asarray(v, dtype=float)) for key, v in points.items()}
    count = max((len(v) for v in values.values()), default=1)
    lifted: dict[str, Any] = dict(values)
    for k, key in enumerate(keys):
        lifted[key] = HyperDual(
            np.broadcast_to(values[key], (count,)),
            _seed([pair[0] == k for pair in pairs], count),
            _seed([pair[1] == k for pair in pairs], count),
            np.zeros((len(pairs), count)),
        )
    result = evaluate(term, lifted, HYPERDUAL, functions)
    if not isinstance(result, HyperDual):
        result = _constant(result)
    mixed = np.where(np.isfinite(result.value), result.mixed, np.nan)
    return _symmetric(np.broadcast_to(mixed, (len(pairs), count)), pairs, len(keys))


def _seed(chosen: Sequence[bool], count: int) -> Array:
    return np.repeat(np.array(chosen, dtype=float)[:, None], count, axis=1)


def _symmetric(mixed: Array, pairs: Sequence[tuple[int, int]], size: int) -> Array:
    matrix = np.empty((size, size, mixed.shape[1]))
    for (j, k), row in zip(pairs, mixed, strict=True):
        matrix[j, k] = matrix[k, j] = row
    return matrix
