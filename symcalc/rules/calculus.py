"""The rules of differentiation as a table of calculus has them.

Sources: NIST Digital Library of Mathematical Functions (DLMF) 1.4(iii) for the general
rules, 4.7, 4.20, 4.24, 4.34 and 4.38 for elementary functions, 1.5.22 for Leibniz' rule.
The derivatives of functions are here once more, apart from :mod:`symcalc.mean.functions`:
results come from there, steps from here, and the judge compares the two.
"""

from __future__ import annotations

from typing import Final

from symcalc.core.term import ONE, PI, TWO, ZERO, Term, call, div, mul, neg, power, sub
from symcalc.mean import algebra
from symcalc.rules.parts import (
    ANY_APPLICATION,
    ANY_CASES,
    ANY_ELEMENT,
    ANY_INTEGRAL,
    ANY_PRODUCT,
    ANY_SUM,
    ANY_SUMMATION,
    chain_rule,
    constant,
    constant_factors,
    each_case,
    each_factor,
    each_summand,
    extremum,
    from_results,
    inside_sum,
    leibniz_rule,
    other_element,
    power_rule,
)
from symcalc.rules.rule import Rule, RuleSet, U, V, X, d


def _squared(term: Term) -> Term:
    return power(term, TWO)


_BASICS: Final = "DLMF 1.4(iii)"

#: What everybody does in passing.
ROUTINE: Final = RuleSet(
    (
        Rule("variable", d(X), ONE, source=_BASICS, routine=True),
        Rule("constant", d(U), ZERO, constant(U), source=_BASICS, routine=True),
        Rule("sum rule", d(ANY_SUM), each_summand, source=_BASICS, routine=True),
        Rule("sign", d(neg(U)), neg(d(U)), source=_BASICS, routine=True),
        Rule("constant factor", d(ANY_PRODUCT), constant_factors, source=_BASICS, routine=True),
        Rule(
            "constant factor", d(div(U, V)), div(d(U), V), constant(V), source=_BASICS, routine=True
        ),
        Rule("sum rule", d(ANY_SUMMATION), inside_sum, source=_BASICS, routine=True),
        Rule("piecewise", d(ANY_CASES), each_case, routine=True),
        Rule("other element", d(ANY_ELEMENT), other_element, routine=True),
    )
)

GENERAL: Final = RuleSet(
    (
        Rule("product rule", d(ANY_PRODUCT), each_factor, source=_BASICS),
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
        Rule("power rule", d(power(U, V)), power_rule, constant(V), source=_BASICS, inner=U),
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
        Rule("Leibniz rule", d(ANY_INTEGRAL), leibniz_rule, source="DLMF 1.5.22"),
        Rule("chain rule", d(ANY_APPLICATION), chain_rule, source=_BASICS),
    )
)

#: What no row above knows: the derivative as results get it.
REMAINING: Final = RuleSet((Rule("differentiate", d(U), from_results),))


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
        Rule("maximum", d(call("max", U, V)), extremum(">", "<"), kink=sub(U, V)),
        Rule("minimum", d(call("min", U, V)), extremum("<", ">"), kink=sub(U, V)),
    )
)

CALCULUS: Final = ROUTINE + GENERAL + FUNCTIONS + KINKED + REMAINING
