"""The rules of differentiation as a table of calculus has them.

Sources: NIST Digital Library of Mathematical Functions (DLMF) 1.4(iii) for the general
rules, 4.7, 4.20, 4.24, 4.34 and 4.38 for elementary functions, 1.5.22 for Leibniz' rule.
The derivatives of functions are here once more, apart from :mod:`symcalc.mean.functions`:
results come from there, steps from here, and the judge compares the two.
"""

from __future__ import annotations

from typing import Final

from symcalc.core.term import (
    ONE,
    PI,
    TWO,
    ZERO,
    Op,
    Term,
    apply,
    call,
    cases,
    derivative,
    derivative_orders,
    div,
    function_key,
    function_orders,
    integral,
    mul,
    neg,
    power,
    relation,
    sub,
    substitute,
    summation,
)
from symcalc.mean import algebra
from symcalc.mean.differentiate import NotDifferentiable, differentiate
from symcalc.mean.piecewise import open_conditions
from symcalc.rules.rule import (
    Bindings,
    Builder,
    Condition,
    Rule,
    RuleSet,
    U,
    V,
    X,
    d,
    independent,
    wildcard,
)


def constant(*wildcards: Term) -> Condition:
    """The condition that what the wildcards stand for does not change with the variable."""
    return lambda found: all(independent(found[each], found[X]) for each in wildcards)


def _squared(term: Term) -> Term:
    return power(term, TWO)


# --------------------------------------------------------- results for any number of parts

_SUM: Final = wildcard("sum", Op.ADD)
_PRODUCT: Final = wildcard("product", Op.MUL)
_CASES: Final = wildcard("cases", Op.CASES)
_APPLY: Final = wildcard("apply", Op.APPLY)
_INTEGRAL: Final = wildcard("integral", Op.INTEGRAL)
_SIGMA: Final = wildcard("sigma", Op.SUM)
_ELEMENT: Final = wildcard("element", Op.ELEMENT)


def _each_summand(found: Bindings) -> Term:
    return algebra.add(*(derivative(part, found[X]) for part in found[_SUM].args))


def _constant_factors(found: Bindings) -> Term | None:
    factors, x = found[_PRODUCT].args, found[X]
    fixed = [factor for factor in factors if independent(factor, x)]
    varying = [factor for factor in factors if not independent(factor, x)]
    if not fixed or not varying:
        return None
    return algebra.mul(*fixed, derivative(mul(*varying), x))


def _each_factor(found: Bindings) -> Term:
    factors, x = found[_PRODUCT].args, found[X]
    return algebra.add(
        *(
            algebra.mul(*factors[:k], *factors[k + 1 :], derivative(factor, x))
            for k, factor in enumerate(factors)
            if not independent(factor, x)
        )
    )


def _power(found: Bindings) -> Term:
    base, exponent = found[U], found[V]
    lower = algebra.power(base, algebra.sub(exponent, ONE))
    return algebra.mul(exponent, lower, derivative(base, found[X]))


def _each_case(found: Bindings) -> Term | None:
    """Branch by branch on the inside of each piece; at a switch there is no value."""
    branches, x = found[_CASES].args, found[X]
    inside = open_conditions(branches[1::2], frozenset({str(x.data)}))
    kept = [
        (derivative(value, x), condition)
        for value, condition in zip(branches[::2], inside, strict=True)
        if condition is not None
    ]
    return cases(*kept) if kept else None


def _chain(found: Bindings) -> Term:
    outer, x = found[_APPLY], found[X]
    orders = function_orders(outer)
    parts = []
    for k, inner in enumerate(outer.args):
        if independent(inner, x):
            continue
        raised = tuple(n + (position == k) for position, n in enumerate(orders))
        slope = apply(function_key(outer), *outer.args, orders=raised)
        parts.append(algebra.mul(slope, derivative(inner, x)))
    return algebra.add(*parts)


def _leibniz(found: Bindings) -> Term | None:
    x = found[X]
    body, variable, *bounds = found[_INTEGRAL].args
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


def _inside_sum(found: Bindings) -> Term | None:
    body, index, lower, upper = found[_SIGMA].args
    x = found[X]
    if not (independent(lower, x) and independent(upper, x)) or x.op is not Op.NAME:
        return None
    return summation(derivative(body, x), index, lower, upper)


def _other_element(found: Bindings) -> Term | None:
    return ZERO if independent(found[_ELEMENT], found[X]) else None


def _extremum(wins: str, loses: str) -> Builder:
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


def _from_results(found: Bindings) -> Term | None:
    try:
        return differentiate(found[U], found[X])
    except NotDifferentiable:
        return None


def unfold(node: Term) -> Term:
    """A derivative of higher or mixed order as derivatives one after another, as written."""
    body, *variables = node.args
    for variable, order in zip(variables, derivative_orders(node), strict=True):
        for _ in range(order):
            body = derivative(body, variable)
    return body


# ------------------------------------------------------------------------------ the tables

_BASICS: Final = "DLMF 1.4(iii)"

#: What everybody does in passing.
ROUTINE: Final = RuleSet(
    (
        Rule("variable", d(X), ONE, source=_BASICS, routine=True),
        Rule("constant", d(U), ZERO, constant(U), source=_BASICS, routine=True),
        Rule("sum rule", d(_SUM), _each_summand, source=_BASICS, routine=True),
        Rule("sign", d(neg(U)), neg(d(U)), source=_BASICS, routine=True),
        Rule("constant factor", d(_PRODUCT), _constant_factors, source=_BASICS, routine=True),
        Rule(
            "constant factor", d(div(U, V)), div(d(U), V), constant(V), source=_BASICS, routine=True
        ),
        Rule("sum rule", d(_SIGMA), _inside_sum, source=_BASICS, routine=True),
        Rule("piecewise", d(_CASES), _each_case, routine=True),
        Rule("other element", d(_ELEMENT), _other_element, routine=True),
    )
)

GENERAL: Final = RuleSet(
    (
        Rule("product rule", d(_PRODUCT), _each_factor, source=_BASICS),
        Rule(
            "reciprocal rule",
            d(div(U, V)),
            neg(div(mul(U, d(V)), _squared(V))),
            constant(U),
            source=_BASICS,
        ),
        Rule(
            "quotient rule",
            d(div(U, V)),
            div(sub(mul(V, d(U)), mul(U, d(V))), _squared(V)),
            source=_BASICS,
        ),
        Rule("power rule", d(power(U, V)), _power, constant(V), source=_BASICS, inner=U),
        Rule(
            "exponential rule",
            d(power(U, V)),
            mul(power(U, V), call("log", U), d(V)),
            constant(U),
            source="DLMF 4.7(ii)",
            inner=V,
        ),
        Rule(
            "logarithmic differentiation",
            d(power(U, V)),
            mul(power(U, V), algebra.add(mul(d(V), call("log", U)), div(mul(V, d(U)), U))),
            source="DLMF 4.2(iv), 4.7",
        ),
        Rule("Leibniz rule", d(_INTEGRAL), _leibniz, source="DLMF 1.5.22"),
        Rule("chain rule", d(_APPLY), _chain, source=_BASICS),
    )
)

#: What no row above knows: the derivative as results get it.
REMAINING: Final = RuleSet((Rule("differentiate", d(U), _from_results),))


def _function(name: str, function: str, slope: Term, source: str) -> Rule:
    """The chain rule with a known outer function: f(u)' = f'(u) u'."""
    return Rule(name, d(call(function, U)), mul(slope, d(U)), source=source, inner=U)


def _root_of_one_minus_square() -> Term:
    return call("sqrt", sub(ONE, _squared(U)))


FUNCTIONS: Final = RuleSet(
    (
        _function("exponential", "exp", call("exp", U), "DLMF 4.7(ii)"),
        Rule("logarithm", d(call("log", U)), div(d(U), U), source="DLMF 4.7(i)", inner=U),
        Rule(
            "logarithm",
            d(call("logbase", U, V)),
            div(d(U), mul(U, call("log", V))),
            constant(V),
            source="DLMF 4.7(i)",
        ),
        Rule(
            "square root",
            d(call("sqrt", U)),
            div(d(U), mul(TWO, call("sqrt", U))),
            source="DLMF 4.7(ii)",
            inner=U,
        ),
        Rule(
            "root",
            d(call("root", U, V)),
            div(mul(call("root", U, V), d(U)), mul(V, U)),
            constant(V),
            source="DLMF 4.7(ii)",
        ),
        _function("sine", "sin", call("cos", U), "DLMF 4.20.1"),
        _function("cosine", "cos", neg(call("sin", U)), "DLMF 4.20.2"),
        _function("tangent", "tan", _squared(call("sec", U)), "DLMF 4.20.3"),
        _function("cosecant", "csc", neg(mul(call("csc", U), call("cot", U))), "DLMF 4.20.4"),
        _function("secant", "sec", mul(call("sec", U), call("tan", U)), "DLMF 4.20.5"),
        _function("cotangent", "cot", neg(_squared(call("csc", U))), "DLMF 4.20.6"),
        _function("arc sine", "arcsin", div(ONE, _root_of_one_minus_square()), "DLMF 4.24(ii)"),
        _function(
            "arc cosine", "arccos", neg(div(ONE, _root_of_one_minus_square())), "DLMF 4.24(ii)"
        ),
        _function(
            "arc tangent", "arctan", div(ONE, algebra.add(ONE, _squared(U))), "DLMF 4.24(ii)"
        ),
        _function("hyperbolic sine", "sinh", call("cosh", U), "DLMF 4.34.1"),
        _function("hyperbolic cosine", "cosh", call("sinh", U), "DLMF 4.34.2"),
        _function("hyperbolic tangent", "tanh", sub(ONE, _squared(call("tanh", U))), "DLMF 4.34.3"),
        _function(
            "hyperbolic cosecant",
            "csch",
            neg(mul(call("csch", U), call("coth", U))),
            "DLMF 4.34.4",
        ),
        _function(
            "hyperbolic secant",
            "sech",
            neg(mul(call("sech", U), call("tanh", U))),
            "DLMF 4.34.5",
        ),
        _function("hyperbolic cotangent", "coth", neg(_squared(call("csch", U))), "DLMF 4.34.6"),
        _function(
            "inverse hyperbolic sine",
            "arsinh",
            div(ONE, call("sqrt", algebra.add(ONE, _squared(U)))),
            "DLMF 4.38(ii)",
        ),
        _function(
            "inverse hyperbolic cosine",
            "arcosh",
            div(ONE, call("sqrt", sub(_squared(U), ONE))),
            "DLMF 4.38(ii)",
        ),
        _function(
            "inverse hyperbolic tangent",
            "artanh",
            div(ONE, sub(ONE, _squared(U))),
            "DLMF 4.38(ii)",
        ),
        _function(
            "error function",
            "erf",
            div(mul(TWO, call("exp", neg(_squared(U)))), call("sqrt", PI)),
            "DLMF 7.2.1",
        ),
        _function(
            "log-gamma function",
            "loggamma",
            call("digamma", U),
            "DLMF 5.2.2",
        ),
        _function(
            "gamma function", "gamma", mul(call("gamma", U), call("digamma", U)), "DLMF 5.2.2"
        ),
    )
)

#: Functions with a kink: the rule holds off the zeros of the row's last term.
KINKED: Final = RuleSet(
    (
        Rule(
            "absolute value",
            d(call("abs", U)),
            mul(div(U, call("abs", U)), d(U)),
            kink=U,
            source="DLMF 1.4(iii), either side of 0",
            inner=U,
        ),
        Rule("maximum", d(call("max", U, V)), _extremum(">", "<"), kink=sub(U, V)),
        Rule("minimum", d(call("min", U, V)), _extremum("<", ">"), kink=sub(U, V)),
    )
)

CALCULUS: Final = ROUTINE + GENERAL + FUNCTIONS + KINKED + REMAINING
