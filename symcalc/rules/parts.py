"""Results of rules that no template can say: for any number of summands, factors or bounds."""

from __future__ import annotations

from typing import Final

from symcalc.core.term import (
    ONE,
    ZERO,
    Op,
    Term,
    apply,
    cases,
    derivative,
    function_key,
    function_orders,
    integral,
    mul,
    relation,
    substitute,
    summation,
)
from symcalc.mean import algebra
from symcalc.mean.differentiate import NotDifferentiable, differentiate
from symcalc.mean.piecewise import open_conditions
from symcalc.rules.rule import Bindings, Builder, Condition, U, V, X, independent, wildcard


def constant(*wildcards: Term) -> Condition:
    """The condition that what the wildcards stand for does not change with the variable."""
    return lambda found: all(independent(found[each], found[X]) for each in wildcards)


# --------------------------------------------------------- results for any number of parts

ANY_SUM: Final = wildcard("sum", Op.ADD)
ANY_PRODUCT: Final = wildcard("product", Op.MUL)
ANY_CASES: Final = wildcard("cases", Op.CASES)
ANY_APPLICATION: Final = wildcard("apply", Op.APPLY)
ANY_INTEGRAL: Final = wildcard("integral", Op.INTEGRAL)
ANY_SUMMATION: Final = wildcard("sigma", Op.SUM)
ANY_ELEMENT: Final = wildcard("element", Op.ELEMENT)


def each_summand(found: Bindings) -> Term:
    """The sum of the derivatives."""
    return algebra.add(*(derivative(part, found[X]) for part in found[ANY_SUM].args))


def constant_factors(found: Bindings) -> Term | None:
    """The constant factors times the derivative of the rest; None without both."""
    factors, x = found[ANY_PRODUCT].args, found[X]
    fixed = [factor for factor in factors if independent(factor, x)]
    varying = [factor for factor in factors if not independent(factor, x)]
    if not fixed or not varying:
        return None
    return algebra.mul(*fixed, derivative(mul(*varying), x))


def each_factor(found: Bindings) -> Term:
    """The sum of each factor's derivative times the other factors."""
    factors, x = found[ANY_PRODUCT].args, found[X]
    return algebra.add(
        *(
            algebra.mul(*factors[:k], *factors[k + 1 :], derivative(factor, x))
            for k, factor in enumerate(factors)
            if not independent(factor, x)
        )
    )


def power_rule(found: Bindings) -> Term:
    """The derivative of u^v for a constant v."""
    base, exponent = found[U], found[V]
    lower = algebra.power(base, algebra.sub(exponent, ONE))
    return algebra.mul(exponent, lower, derivative(base, found[X]))


def each_case(found: Bindings) -> Term | None:
    """Branch by branch on the inside of each piece; at a switch there is no value."""
    branches, x = found[ANY_CASES].args, found[X]
    inside = open_conditions(branches[1::2], frozenset({str(x.data)}))
    kept = [
        (derivative(value, x), condition)
        for value, condition in zip(branches[::2], inside, strict=True)
        if condition is not None
    ]
    return cases(*kept) if kept else None


def chain_rule(found: Bindings) -> Term:
    """The chain rule for a named function of any number of arguments."""
    outer, x = found[ANY_APPLICATION], found[X]
    orders = function_orders(outer)
    parts = []
    for k, inner in enumerate(outer.args):
        if independent(inner, x):
            continue
        raised = tuple(n + (position == k) for position, n in enumerate(orders))
        slope = apply(function_key(outer), *outer.args, orders=raised)
        parts.append(algebra.mul(slope, derivative(inner, x)))
    return algebra.add(*parts)


def leibniz_rule(found: Bindings) -> Term | None:
    """Bounds that move, and the derivative under the integral sign."""
    x = found[X]
    body, variable, *bounds = found[ANY_INTEGRAL].args
    if len(bounds) != 2:
        return body if variable is x else None
    lower, upper = bounds
    at_upper = substitute(body, {variable: upper})
    at_lower = substitute(body, {variable: lower})
    parts = []
    if not independent(upper, x):
        parts.append(algebra.mul(at_upper, derivative(upper, x)))
    if not independent(lower, x):
        parts.append(algebra.neg(algebra.mul(at_lower, derivative(lower, x))))
    if variable is not x and not independent(body, x):
        inside = derivative(body, x)
        parts.append(integral(inside, variable, lower, upper))
    return algebra.add(*parts)


def inside_sum(found: Bindings) -> Term | None:
    """The derivative under a sum whose bounds stand still."""
    body, index, lower, upper = found[ANY_SUMMATION].args
    x = found[X]
    if not (independent(lower, x) and independent(upper, x)) or x.op is not Op.NAME:
        return None
    return summation(derivative(body, x), index, lower, upper)


def other_element(found: Bindings) -> Term | None:
    """Zero for the elements of a sequence that cannot be the variable."""
    return ZERO if independent(found[ANY_ELEMENT], found[X]) else None


def extremum(wins: str, loses: str) -> Builder:
    """The slope of the argument that wins; none where both are equal."""

    def builder(found: Bindings) -> Term:
        one, other = found[U], found[V]
        if independent(one, found[X]):
            one, other = other, one  # conditions are read with the variable on the left
        return cases(
            (derivative(one, found[X]), relation(wins, one, other)),
            (derivative(other, found[X]), relation(loses, one, other)),
        )

    return builder


def from_results(found: Bindings) -> Term | None:
    """The derivative that results are computed with; None where there is none."""
    try:
        return differentiate(found[U], found[X])
    except NotDifferentiable:
        return None
