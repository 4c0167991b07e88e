"""Finite differences as a witness: derivatives from values alone, with an error bar.

Values have 60 digits, so a step of 1e-18 leaves an error near 1e-36 and no cancellation to
fear.  Two steps give two answers whose disagreement is the error bar, and one-sided
differences that stay apart tell a kink.  For black-box functions in float64 there is
:func:`ridders`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Final

from symcalc.core.term import Term
from symcalc.mean.errors import CannotEvaluate
from symcalc.mean.floating import MP
from symcalc.mean.numbers import Functions
from symcalc.mean.numeric import evaluate

Number = Any  # an mpmath number of MP's context, or a float for ridders
Scalar = Callable[[Number], Number]

_CONTEXT: Final = MP.context
_FIRST_STEP: Final = _CONTEXT.mpf(10) ** -18
_SECOND_STEP: Final = _CONTEXT.mpf(10) ** -14
#: One-sided slopes that differ by less than this, relatively, are no kink.
_KINK: Final = _CONTEXT.mpf(10) ** -12


@dataclass(frozen=True)
class Difference:
    """A derivative found from values; ``error`` bounds it in practice, ``kink`` doubts it."""

    value: Number
    error: Number
    kink: bool = False


def central_difference(f: Scalar, x: Number) -> Difference:
    """The derivative of f at x in 60 digits; f takes and gives numbers of ``MP``.

    Raises what f raises, so a point at the edge of the domain is :class:`Undefined`.
    """
    x = _decimal(x)
    h = _FIRST_STEP * _scale(x)
    values = {k: f(x + k * h) for k in (-2, -1, 0, 1, 2)}
    near = (values[1] - values[-1]) / (2 * h)
    far = (values[2] - values[-2]) / (4 * h)
    error = abs(near - far) + _rounding(values) / h
    return Difference(near, error, _has_kink(values, h))


def second_difference(f: Scalar, x: Number) -> Difference:
    """The second derivative of f at x in 60 digits."""
    x = _decimal(x)
    h = _SECOND_STEP * _scale(x)
    values = {k: f(x + k * h) for k in (-2, -1, 0, 1, 2)}
    near = (values[1] - 2 * values[0] + values[-1]) / h**2
    far = (values[2] - 2 * values[0] + values[-2]) / (4 * h**2)
    error = abs(near - far) + _rounding(values) / h**2
    return Difference(near, error, _has_kink(values, h))


def mixed_difference(f: Callable[[Number, Number], Number], x: Number, y: Number) -> Difference:
    """The mixed second derivative of f at (x, y) in 60 digits."""
    x, y = _decimal(x), _decimal(y)
    steps = (_SECOND_STEP * _scale(x), _SECOND_STEP * _scale(y))
    near, far = (_corners(f, x, y, k * steps[0], k * steps[1]) for k in (1, 2))
    rounding = abs(f(x, y)) * _CONTEXT.eps * 8 / (steps[0] * steps[1])
    return Difference(near, abs(near - far) + rounding)


def difference_gradient(
    term: Term,
    keys: Sequence[str],
    point: Mapping[str, Number],
    functions: Functions | None = None,
) -> tuple[Difference, ...]:
    """The derivative of a term in each key at a point of rationals, floats or ``MP`` numbers."""
    place = {key: _decimal(value) for key, value in point.items()}

    def entry(key: str) -> Difference:
        return central_difference(
            lambda t: evaluate(term, {**place, key: t}, MP, functions), place[key]
        )

    return tuple(entry(key) for key in keys)


def difference_hessian(
    term: Term,
    keys: Sequence[str],
    point: Mapping[str, Number],
    functions: Functions | None = None,
) -> tuple[tuple[Difference, ...], ...]:
    """The second derivatives of a term in every two keys at a point."""
    place = {key: _decimal(value) for key, value in point.items()}

    def entry(j: str, k: str) -> Difference:
        if j == k:
            return second_difference(
                lambda t: evaluate(term, {**place, j: t}, MP, functions), place[j]
            )
        return mixed_difference(
            lambda s, t: evaluate(term, {**place, j: s, k: t}, MP, functions), place[j], place[k]
        )

    return tuple(tuple(entry(j, k) for k in keys) for j in keys)


def ridders(f: Callable[[float], float], x: float, step: float = 0.0, rows: int = 10) -> Difference:
    """The derivative of a float64 function that may be a black box.

    Central differences at shrinking steps, extrapolated to step zero (Ridders, *Accurate
    computation of F'(x) and F'(x)F''(x)*, Adv. Eng. Software 4, 1982); the error is the smallest
    disagreement in the tableau.
    """
    shrink = 1.4
    h = step or 0.1 * max(abs(x), 1e-3)
    previous: list[float] = []
    best = Difference(float("nan"), float("inf"))
    for _ in range(rows):
        row = [(f(x + h) - f(x - h)) / (2 * h)]
        for k, older in enumerate(previous, start=1):
            factor = shrink ** (2 * k)
            row.append((row[-1] * factor - older) / (factor - 1))
            error = max(abs(row[-1] - row[-2]), abs(row[-1] - older))
            if error < best.error:
                best = Difference(row[-1], error)
        if previous and abs(row[-1] - previous[-1]) >= 2 * best.error:
            break  # rounding has taken over
        previous, h = row, h / shrink
    return best


def _decimal(value: Number) -> Number:
    if isinstance(value, Fraction):
        return MP.rational(value)
    if isinstance(value, complex):
        raise CannotEvaluate("a difference along a complex number")
    return _CONTEXT.mpf(value)


def _scale(x: Number) -> Number:
    return max(abs(x), _CONTEXT.mpf(10) ** -6)


def _rounding(values: Mapping[int, Number]) -> Number:
    return max(abs(value) for value in values.values()) * _CONTEXT.eps * 8


def _has_kink(values: Mapping[int, Number], h: Number) -> bool:
    """Whether the slopes left and right, or the values, stay apart as the step is halved.

    For a smooth function both gaps shrink with the step; at a kink the first stays, at a jump
    the second.
    """
    step, double_step = (abs(values[k] - values[-k]) for k in (1, 2))
    largest = max(abs(value) for value in values.values())
    if step > _KINK * largest and double_step < 1.5 * step:
        return True
    slopes = [(values[k] - values[0]) / (k * h) for k in (-2, -1, 1, 2)]
    wide, narrow = abs(slopes[3] - slopes[0]), abs(slopes[2] - slopes[1])
    size = max(abs(slopes[1]), abs(slopes[2]))
    return bool(narrow > _KINK * size + 8 * _rounding(values) / h and wide < 1.5 * narrow)


def _corners(
    f: Callable[[Number, Number], Number], x: Number, y: Number, h: Number, k: Number
) -> Number:
    total = f(x + h, y + k) - f(x + h, y - k) - f(x - h, y + k) + f(x - h, y - k)
    return total / (4 * h * k)
