"""Infinite series in ball arithmetic: terms added up, and a proven bound of the rest.

The rest is bounded by a geometric series where the ratio of following terms stays below 1, or
else by an integral where the terms decay like a power or an exponential.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import flint

from symcalc.core.term import (
    ONE,
    Op,
    Term,
    add,
    call,
    div,
    free_names,
    mul,
    name,
    number,
    power,
    sub,
    substitute,
    value_of,
)
from symcalc.mean.algebra import simplify
from symcalc.mean.differentiate import differentiate
from symcalc.mean.errors import CannotEvaluate, NoMeaning, NotDifferentiable
from symcalc.mean.growth import Growth, GrowthNumbers, bound_of, constant, tail_of, variable
from symcalc.mean.interval import BALL
from symcalc.mean.numbers import InfiniteSum
from symcalc.mean.numeric import evaluate

#: How many terms are added before the rest is bounded, in turn.
_TERMS: Final = (12, 24, 48, 96, 192, 400)
#: The rest may be this small a share of 1: some 18 digits.
_TOLERANCE: Final = 60
#: Gamma functions are shifted by at most so many steps from term to term.
_MOST_STEPS: Final = 4


def add_up(problem: InfiniteSum) -> flint.arb:
    """A ball around an infinite sum; raises :class:`CannotEvaluate` where none is found."""
    total, reached = flint.arb(0), problem.lower
    best: flint.arb | None = None
    for count in _TERMS:
        stop = max(problem.lower + count, 2)
        for k in range(reached, stop):
            total += _term(problem, k)
        reached = stop
        rest = _rest(problem, stop)
        if rest is None or not rest.is_finite():
            continue
        found = total + rest.union(-rest)
        best = found if best is None or found.rad() < best.rad() else best
        if rest < flint.arb(2) ** -_TOLERANCE * (1 + abs(total)):
            break
    if best is None:
        raise CannotEvaluate("a series whose convergence could not be shown")
    return best


def _term(problem: InfiniteSum, k: int) -> flint.arb:
    point = {**problem.point, problem.index: flint.arb(k)}
    return evaluate(problem.body, point, BALL, problem.functions)


def _rest(problem: InfiniteSum, first: int) -> flint.arb | None:
    """A bound of the sum of |terms| from one on."""
    ratio = _ratio_bound(problem, first)
    if ratio is not None and ratio < 1:
        return (abs(_term(problem, first)) / (1 - ratio)).upper()
    terms = _grown(problem.body, problem, first)
    largest, tail = (None, None) if terms is None else (_monotone(terms), tail_of(terms))
    return None if largest is None or tail is None else (largest + tail).upper()


def _monotone(terms: Growth) -> flint.arb | None:
    """The bound of the terms at the start, if it falls from there on."""
    falls = all(
        t.p <= 0 or (t.c < 0 and terms.start**t.q >= t.p / (-t.c * t.q)) for t in terms.parts
    )
    return bound_of(terms) if falls else None


def _grown(term: Term, problem: InfiniteSum, first: int) -> Growth | None:
    start = flint.arb(first)
    point = {key: constant(value, start) for key, value in problem.point.items()}
    try:
        found = evaluate(
            term, {**point, problem.index: variable(start)}, GrowthNumbers(start, True)
        )
    except (NoMeaning, OverflowError):
        return None
    return found if isinstance(found, Growth) else None


def _ratio_bound(problem: InfiniteSum, first: int) -> flint.arb | None:
    """A bound of |f(k+1) / f(k)| for all k from the first on."""
    ratio = simplify(ratio_of(problem.body, name(problem.index)))
    found = _grown(ratio, problem, first)
    return None if found is None else bound_of(found)


# ---------------------------------------------------------------------- ratios of terms


def ratio_of(body: Term, index: Term) -> Term:
    """f(k+1) / f(k), with factorials, gamma functions and powers cancelled."""
    if str(index.data) not in free_names(body):
        return ONE
    rule = _RATIOS.get(body.op)
    found = None if rule is None else rule(body, index)
    return div(_next(body, index), body) if found is None else found


def _next(term: Term, index: Term) -> Term:
    return substitute(term, {index: add(index, ONE)})


def _step(term: Term, index: Term) -> Term:
    """What a term grows by when the index does by 1; of a linear one, its slope."""
    try:
        slope = simplify(differentiate(term, index))
    except NotDifferentiable:
        slope = index
    linear = str(index.data) not in free_names(slope)
    return slope if linear else simplify(sub(_next(term, index), term))


def _of_power(node: Term, index: Term) -> Term | None:
    base, exponent = node.args
    if str(index.data) not in free_names(base):
        return power(base, _step(exponent, index))
    fixed = str(index.data) not in free_names(exponent)
    return power(ratio_of(base, index), exponent) if fixed else None


def _of_call(node: Term, index: Term) -> Term | None:
    argument = node.args[0]
    if node.data == "exp":
        return call("exp", _step(argument, index))
    if node.data == "factorial":
        return _gamma_ratio(add(argument, ONE), index)
    if node.data == "gamma":
        return _gamma_ratio(argument, index)
    return _binomial_ratio(node.args[0], node.args[1], index) if node.data == "binomial" else None


def _gamma_ratio(argument: Term, index: Term) -> Term | None:
    """Γ(u + d) / Γ(u) = u (u+1) … (u+d-1) (DLMF 5.5.1)."""
    step = value_of(_step(argument, index))
    if step is None or step.denominator != 1 or abs(step) > _MOST_STEPS:
        return None
    below = argument if step > 0 else add(argument, number(step))
    factors = mul(*(add(below, number(k)) for k in range(abs(int(step)))))
    return factors if step > 0 else div(ONE, factors)


def _binomial_ratio(above: Term, below: Term, index: Term) -> Term | None:
    """The ratio of following binomial coefficients (DLMF 1.2.6), by those of its factorials."""
    parts = (above, below, sub(above, below))
    ratios = [_gamma_ratio(add(part, ONE), index) for part in parts]
    if any(ratio is None for ratio in ratios):
        return None
    top, *bottom = (ratio for ratio in ratios if ratio is not None)
    return div(top, mul(*bottom))


_RATIOS: Final[dict[Op, Callable[[Term, Term], Term | None]]] = {
    Op.NEG: lambda node, index: ratio_of(node.args[0], index),
    Op.MUL: lambda node, index: mul(*(ratio_of(part, index) for part in node.args)),
    Op.DIV: lambda node, index: div(*(ratio_of(part, index) for part in node.args)),
    Op.POW: _of_power,
    Op.CALL: _of_call,
}
