"""Bounds of a term over a whole domain, by interval arithmetic on its structure.

The bounds are sure and often wide: they know that 1 + e^x > 1 and that 1 - p > 0 where
0 < p < 1, not that x^2 - x + 1 > 0.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Final

from symcalc.check.bounds import (
    EVERYTHING,
    INFINITE,
    NONNEGATIVE,
    POSITIVE,
    Bounds,
    End,
    between,
    exactly,
)
from symcalc.core.term import Op, Term, free_names, postorder, value_of

_PI_UP: Final = Fraction(22, 7)

# ------------------------------------------------------------------------------ functions


def _outward(function: Callable[[float], float], end: End, direction: float) -> End:
    """A library function at an end, rounded away from the interval; infinite on overflow."""
    try:
        value = function(float(end))
    except (OverflowError, ValueError):
        return direction
    if math.isinf(value) or math.isnan(value):
        return direction
    for _ in range(4):
        value = math.nextafter(value, direction)
    return Fraction(value)


def _exp(x: Bounds) -> Bounds:
    low = Fraction(1) if x.lower == 0 else _outward(math.exp, x.lower, -INFINITE)
    high = Fraction(1) if x.upper == 0 else _outward(math.exp, x.upper, INFINITE)
    return Bounds(max(low, Fraction(0)), high, x.lower_open or low <= 0, x.upper_open)


def _log(x: Bounds) -> Bounds:
    low = Fraction(0) if x.lower == 1 else _outward(math.log, x.lower, -INFINITE)
    high = Fraction(0) if x.upper == 1 else _outward(math.log, x.upper, INFINITE)
    return Bounds(low, high, x.lower_open, x.upper_open) if x.nonnegative else EVERYTHING


def _sqrt(x: Bounds) -> Bounds:
    return Bounds(Fraction(0), INFINITE, x.positive, True)


def _abs(x: Bounds) -> Bounds:
    if x.nonnegative:
        return x
    if x.nonpositive:
        return -x
    return NONNEGATIVE.meet(Bounds(upper=max(-x.lower, x.upper), upper_open=False))


def _sign_keeping(image: Bounds = EVERYTHING) -> Callable[[Bounds], Bounds]:
    """An odd increasing function with this image."""

    def apply(x: Bounds) -> Bounds:
        if x.nonnegative:
            return image.meet(POSITIVE if x.positive else NONNEGATIVE)
        return image.meet(-apply(-x)) if x.nonpositive else image

    return apply


def _always(image: Bounds) -> Callable[[Bounds], Bounds]:
    return lambda x: image


def _gamma(x: Bounds) -> Bounds:
    return POSITIVE if x.positive else EVERYTHING


def _factorial(x: Bounds) -> Bounds:
    return POSITIVE if x.nonnegative else EVERYTHING


_ONE_ARGUMENT: Final[dict[str, Callable[[Bounds], Bounds]]] = {
    "exp": _exp,
    "log": _log,
    "sqrt": _sqrt,
    "abs": _abs,
    "sin": _always(between(-1, 1)),
    "cos": _always(between(-1, 1)),
    "arccos": _always(Bounds(Fraction(0), _PI_UP, False, True)),
    "arcsin": _sign_keeping(between(-2, 2, is_open=True)),
    "arctan": _sign_keeping(between(-2, 2, is_open=True)),
    "sinh": _sign_keeping(),
    "arsinh": _sign_keeping(),
    "artanh": _sign_keeping(),
    "tanh": _sign_keeping(between(-1, 1, is_open=True)),
    "erf": _sign_keeping(between(-1, 1, is_open=True)),
    "log1p": _sign_keeping(),
    "expm1": _sign_keeping(),
    "sign": _sign_keeping(between(-1, 1)),
    "erfc": _always(between(0, 2, is_open=True)),
    "cosh": _always(Bounds(Fraction(1), INFINITE, False, True)),
    "sech": _always(Bounds(Fraction(0), Fraction(1), True, False)),
    "arcosh": _always(NONNEGATIVE),
    "gamma": _gamma,
    "factorial": _factorial,
}


def _maximum(args: list[Bounds]) -> Bounds:
    lower, is_open = max(argument.low for argument in args)
    return Bounds(lower, max(argument.upper for argument in args), is_open, False)


def _call(node: Term, args: list[Bounds]) -> Bounds:
    name = str(node.data)
    if name in _ONE_ARGUMENT:
        return _ONE_ARGUMENT[name](args[0])
    if name == "max":
        return _maximum(args)
    if name == "min":
        return -_maximum([-argument for argument in args])
    if name == "beta" and all(argument.positive for argument in args):
        return POSITIVE
    return EVERYTHING


# ----------------------------------------------------------------------------- operations


def _integer_power(base: Bounds, exponent: int) -> Bounds:
    if exponent < 0:
        inverse = _integer_power(base, -exponent).reciprocal()
        return inverse if exponent % 2 else inverse.meet(POSITIVE)
    if exponent == 0 or exponent > 64:
        return EVERYTHING if exponent and exponent % 2 else NONNEGATIVE
    size = base if exponent % 2 else _abs(base)
    low = -INFINITE if size.lower == -INFINITE else Fraction(size.lower) ** exponent
    high = INFINITE if size.upper == INFINITE else Fraction(size.upper) ** exponent
    return Bounds(low, high, size.lower_open, size.upper_open)


def _pow(node: Term, args: list[Bounds]) -> Bounds:
    base, _ = args
    exponent = value_of(node.args[1])
    if exponent is not None and exponent.denominator == 1:
        return _integer_power(base, exponent.numerator)
    if base.positive or (exponent is not None and exponent < 0):
        return POSITIVE
    if base.nonnegative or exponent is not None:
        return NONNEGATIVE  # where a broken power exists at all, the base is >= 0
    return EVERYTHING  # (-2)^y is there for whole y, and negative for odd ones


def _mul(node: Term, args: list[Bounds]) -> Bounds:
    """Equal factors are counted first, so that x·x is known not to be negative."""
    counts: dict[Term, int] = {}
    of: dict[Term, Bounds] = {}
    for factor, bounds in zip(node.args, args, strict=True):
        counts[factor] = counts.get(factor, 0) + 1
        of[factor] = bounds
    result = exactly(Fraction(1))
    for factor, count in counts.items():
        result *= of[factor] if count == 1 else _integer_power(of[factor], count)
    return result


def _add(node: Term, args: list[Bounds]) -> Bounds:
    total = args[0]
    for bounds in args[1:]:
        total += bounds
    return total


def _sum(node: Term, args: list[Bounds]) -> Bounds:
    """A sum of positive terms is positive: sums are taken not to be empty, as authors do."""
    body = args[0]
    if body.nonnegative:
        return POSITIVE if body.positive else NONNEGATIVE
    return -_sum(node, [-body]) if body.nonpositive else EVERYTHING


def _product(node: Term, args: list[Bounds]) -> Bounds:
    body = args[0]
    return POSITIVE if body.positive else NONNEGATIVE if body.nonnegative else EVERYTHING


def _cases(node: Term, args: list[Bounds]) -> Bounds:
    values = args[::2]
    hull = values[0]
    for bounds in values[1:]:
        hull = hull.hull(bounds)
    return hull


_CONSTANTS: Final = {
    "pi": Bounds(Fraction(3), _PI_UP),
    "e": Bounds(Fraction(27, 10), Fraction(28, 10)),
}

_OPERATIONS: Final[dict[Op, Callable[[Term, list[Bounds]], Bounds]]] = {
    Op.ADD: _add,
    Op.MUL: _mul,
    Op.NEG: lambda node, args: -args[0],
    Op.DIV: lambda node, args: args[0] * args[1].reciprocal(),
    Op.POW: _pow,
    Op.CALL: _call,
    Op.SUM: _sum,
    Op.PRODUCT: _product,
    Op.CASES: _cases,
    Op.CONSTANT: lambda node, args: _CONSTANTS.get(str(node.data), EVERYTHING),
}


def bounds_of(
    term: Term, ranges: Mapping[str, Bounds], facts: Mapping[Term, Bounds] | None = None
) -> Bounds:
    """Bounds of a term where its names lie in their ranges and the facts hold.

    Names without a range, names that are bound inside the term, and whatever has no rule
    are unbounded.  ``facts`` gives bounds of whole subterms (x - y where x > y is assumed).
    """
    nodes = postorder(term)
    bound_names = {str(node.args[1].data) for node in nodes if node.op in _BINDING}
    known: dict[Term, Bounds] = {}
    for node in nodes:
        known[node] = _bounds_of_node(node, known, ranges, bound_names)
        if facts and node in facts and not free_names(node) & bound_names:
            known[node] = known[node].meet(facts[node])
    return known[term]


_BINDING: Final = (Op.SUM, Op.PRODUCT, Op.INTEGRAL, Op.LIMIT, Op.AT)


def _bounds_of_node(
    node: Term, known: Mapping[Term, Bounds], ranges: Mapping[str, Bounds], bound: set[str]
) -> Bounds:
    value = value_of(node)
    if value is not None:
        return exactly(value)
    if node.op in (Op.NAME, Op.ELEMENT):
        key = str(node.data)
        return EVERYTHING if key in bound else ranges.get(key, EVERYTHING)
    rule = _OPERATIONS.get(node.op)
    if rule is None:
        return EVERYTHING
    return rule(node, [known[argument] for argument in node.args])
