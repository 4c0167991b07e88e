"""Integrals with infinite bounds or singular ends in ball arithmetic, with a proof of their error.

An end at infinity, or one where the integrand is singular, is moved to y = ∞.  The integral
up to some T is enclosed after y = e^u, which spreads algebraic decay evenly; what lies beyond T
is bounded by how the integrand grows there (:mod:`symcalc.mean.growth`).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Final

import flint

from symcalc.core.term import (
    ONE,
    ZERO,
    Op,
    Term,
    add,
    call,
    contains,
    div,
    mul,
    name,
    neg,
    sub,
    substitute,
)
from symcalc.mean import quadrature
from symcalc.mean.algebra import simplify
from symcalc.mean.errors import CannotEvaluate, NoMeaning
from symcalc.mean.growth import GrowthNumbers, constant, tail_of, variable
from symcalc.mean.interval import BALL
from symcalc.mean.numbers import DefiniteIntegral
from symcalc.mean.numeric import evaluate
from symcalc.mean.pieces import pieces

#: What is left out may be this large; some 17 digits of an integral near 1.
_TOLERANCE: Final = 58
#: The places from which the tail is bounded, as powers of two.
_DISTANCES: Final = (1, 2, 3, 4, 5, 6, 8, 10, 14, 20, 30, 45, 64, 96, 128, 192)
#: Up to this place the integral is taken in y itself, beyond in its logarithm.
_NEAR: Final = 5

_Y: Final = name("~y")
_U: Final = name("~u")
_START: Final = name("~start")
_WIDTH: Final = name("~width")


def integrate(problem: DefiniteIntegral) -> flint.arb:
    """A ball around a definite integral with any bounds.

    Raises :class:`CannotEvaluate` where no finite ball is found, which says nothing of
    convergence, and what :func:`symcalc.mean.quadrature.integrate` raises.
    """
    lower, upper = problem.lower, problem.upper
    if lower > upper:
        return -integrate(replace(problem, lower=upper, upper=lower, ends=problem.ends[::-1]))
    if contains(problem.body, Op.INTEGRAL) and not quadrature.is_entire(problem.body):
        raise CannotEvaluate("an integral within an integral")
    if lower.is_finite() and upper.is_finite() and not lower < upper:
        return quadrature.integrate(problem)
    total = flint.arb(0)
    for piece in pieces(problem):
        total += _piece(piece)
    return total


def _piece(problem: DefiniteIntegral) -> flint.arb:
    if problem.body is ZERO:
        return flint.arb(0)
    lower, upper = problem.lower, problem.upper
    found = _between_values(problem)
    if found is not None:
        return found
    open_ends = not _is_smooth(problem, lower), not _is_smooth(problem, upper)
    if not any(open_ends):
        return quadrature.integrate(problem)
    if open_ends == (False, True) and not upper.is_finite():
        return _towards(problem, upper, 1, lower)
    if open_ends == (True, False) and not lower.is_finite():
        return _towards(problem, lower, 0, upper)
    middle = _middle(lower, upper)
    left = _half(replace(problem, upper=middle), 0, open_ends[0])
    return left + _half(replace(problem, lower=middle), 1, open_ends[1])


def _between_values(problem: DefiniteIntegral) -> flint.arb | None:
    """The integral as it stands, where the integrand has a value at both ends and that will do."""
    ends = problem.lower, problem.upper
    if not all(end.is_finite() and _has_value(problem, end) for end in ends):
        return None
    try:
        return quadrature.integrate(problem)
    except CannotEvaluate:
        if all(_is_smooth(problem, end) for end in ends):
            raise
        return None


def _half(problem: DefiniteIntegral, side: int, is_open: bool) -> flint.arb:
    if not is_open:
        return quadrature.integrate(problem)
    ends = (problem.lower, problem.upper)
    return _towards(problem, ends[side], side, ends[1 - side])


def _middle(lower: Any, upper: Any) -> Any:
    if lower.is_finite() and upper.is_finite():
        return (lower + upper) / 2
    if lower.is_finite():
        return lower + 1
    return upper - 1 if upper.is_finite() else flint.arb(0)


def _has_value(problem: DefiniteIntegral, place: Any) -> bool:
    """Whether the integrand is defined at an end: Arb then finds its way into the corner."""
    try:
        evaluate(problem.body, {**problem.point, problem.variable: place}, BALL, problem.functions)
    except NoMeaning:
        return False
    return True


def _is_smooth(problem: DefiniteIntegral, place: Any) -> bool:
    return bool(place.is_finite()) and quadrature.is_smooth_at(problem, place)


# ---------------------------------------------------------------------- towards one end


@dataclass(frozen=True)
class _Ray:
    """The integral from y = 1 to ∞, written in y and in u = log y, with the values of names."""

    in_y: Term
    in_u: Term
    point: dict[str, Any]


def _towards(problem: DefiniteIntegral, end: Any, side: int, start: Any) -> flint.arb:
    """The integral from a regular start to an open end, the upper one for side 1."""
    ray = _ray(problem, end, side, start)
    exponent, tail = _tail(ray)
    top = flint.arb(2) ** exponent
    tolerance = flint.arb(2) ** -_TOLERANCE
    if exponent <= _NEAR and not end.is_finite():
        main = DefiniteIntegral(ray.in_y, "~y", flint.arb(1), top, ray.point, {})
    else:
        main = DefiniteIntegral(ray.in_u, "~u", flint.arb(0), top.log(), ray.point, {})
    return quadrature.integrate(main, tolerance) + tail.union(-tail)


def _ray(problem: DefiniteIntegral, end: Any, side: int, start: Any) -> _Ray:
    """x = start ± (y - 1) towards infinity, x = end ± width / y towards a finite end."""
    if not end.is_finite():
        in_y = _moved(problem, _START, sub(_Y, ONE), side)
        in_u = mul(_moved(problem, _START, sub(call("exp", _U), ONE), side), call("exp", _U))
        return _Ray(in_y, in_u, {**problem.point, "~start": start})
    if not problem.ends:
        raise CannotEvaluate("a singular end that is not known as a term")
    place, step = problem.ends[side], mul(_WIDTH, call("exp", neg(_U)))
    in_y = div(mul(_WIDTH, _moved(problem, place, div(_WIDTH, _Y), 1 - side)), mul(_Y, _Y))
    in_u = mul(_moved(problem, place, step, 1 - side), step)
    return _Ray(in_y, in_u, {**problem.point, "~width": abs(end - start)})


def _moved(problem: DefiniteIntegral, place: Term, step: Term, upwards: int) -> Term:
    """The integrand at a step above or below a place."""
    at = add(place, step) if upwards else add(place, neg(step))
    return simplify(substitute(problem.body, {name(problem.variable): at}))


def _tail(ray: _Ray) -> tuple[int, flint.arb]:
    """The power of two from which on little is left, and a bound of what is left."""
    best: tuple[int, flint.arb] | None = None
    for exponent in _DISTANCES:
        tail = _tail_from(ray, exponent)
        if tail is not None and tail.is_finite() and (best is None or tail < best[1]):
            best = exponent, tail.upper()
            if tail < flint.arb(2) ** -_TOLERANCE:
                break
    if best is None:
        raise CannotEvaluate("an integrand whose decay could not be bounded")
    return best


def _tail_from(ray: _Ray, exponent: int) -> flint.arb | None:
    start = flint.arb(2) ** exponent
    point = {key: constant(value, start) for key, value in ray.point.items()}
    try:
        value = evaluate(ray.in_y, {**point, "~y": variable(start)}, GrowthNumbers(start))
    except (NoMeaning, OverflowError):
        return None
    return tail_of(value)
