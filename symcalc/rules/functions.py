"""Named functions that a problem defines, and their derivatives in terms of themselves.

A sigmoid that the problem calls σ has σ' = σ(1 - σ); nobody wants to see the exponentials
again.  Rows are found by the body of the definition, whatever the author's name is.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from symcalc.core.kind import Definition
from symcalc.core.term import (
    MINUS_ONE,
    ONE,
    TWO,
    Op,
    Term,
    apply,
    call,
    contains,
    div,
    function_key,
    function_orders,
    mul,
    name,
    neg,
    power,
    sub,
    substitute,
)
from symcalc.core.term import add as plus
from symcalc.mean import algebra
from symcalc.mean.differentiate import differentiate
from symcalc.mean.names import plain_name
from symcalc.rules.rule import Bindings, Rule, RuleSet, wildcard

#: The parameter that the rows are written in.
T: Final = name("t")


@dataclass(frozen=True)
class KnownFunction:
    """A function by any of its usual spellings, with its derivative.

    ``slope`` takes the function's own value at t, and gives the derivative at t.
    """

    name: str
    spellings: tuple[Term, ...]
    slope: Callable[[Term], Term]
    source: str


def _exp(exponent: Term) -> Term:
    return call("exp", exponent)


KNOWN: Final = (
    KnownFunction(
        "logistic sigmoid",
        (
            div(ONE, plus(ONE, _exp(neg(T)))),
            div(ONE, plus(_exp(neg(T)), ONE)),
            div(_exp(T), plus(ONE, _exp(T))),
            div(_exp(T), plus(_exp(T), ONE)),
            power(plus(ONE, _exp(neg(T))), MINUS_ONE),
        ),
        lambda value: mul(value, sub(ONE, value)),
        "Bishop, Pattern Recognition and Machine Learning (2006), 4.88",
    ),
    KnownFunction(
        "hyperbolic tangent",
        (
            div(sub(_exp(T), _exp(neg(T))), plus(_exp(T), _exp(neg(T)))),
            div(sub(_exp(mul(TWO, T)), ONE), plus(_exp(mul(TWO, T)), ONE)),
            call("tanh", T),
        ),
        lambda value: sub(ONE, power(value, TWO)),
        "DLMF 4.34.3 with 4.35.11",
    ),
)


def slope_rules(definitions: Mapping[str, Definition]) -> RuleSet:
    """One rule for each defined function: f'(u), f''(u), … by its definition."""
    return RuleSet(
        tuple(
            Rule(f"derivative of {plain_name(key)}", _APPLIED, _slope_at(definition))
            for key, definition in definitions.items()
            if definition.is_function
        )
    )


_APPLIED: Final = wildcard("applied", Op.APPLY)


def _slope_at(definition: Definition) -> Callable[[Bindings], Term | None]:
    def builder(found: Bindings) -> Term | None:
        node = found[_APPLIED]
        orders = function_orders(node)
        if function_key(node) != definition.key or len(orders) != len(definition.parameters):
            return None
        if not any(orders):
            return None
        formals = [name(parameter) for parameter in definition.parameters]
        return substitute(slope(definition, orders), dict(zip(formals, node.args, strict=True)))

    return builder


def slope(definition: Definition, orders: tuple[int, ...]) -> Term:
    """The derivative of a defined function, in its parameters; orders count per parameter."""
    formals = [name(parameter) for parameter in definition.parameters]
    todo = [formal for formal, order in zip(formals, orders, strict=True) for _ in range(order)]
    value = _first_slope(definition) if len(formals) == 1 else None
    term = value if value is not None else differentiate(definition.body, todo[0])
    for formal in todo[1:]:
        term = differentiate(term, formal)
        if value is not None:
            term = _with_first_slope(term, definition.key, formal, value)
    return term


def _first_slope(definition: Definition) -> Term | None:
    """The first derivative in terms of the function itself, where the table knows one."""
    formal = name(definition.parameters[0])
    own = apply(definition.key, formal)
    body = algebra.simplify(substitute(definition.body, {formal: T}))
    for row in KNOWN:
        if any(algebra.simplify(spelling) is body for spelling in row.spellings):
            return row.slope(own)
    if _is_exponential(definition.body):
        return algebra.mul(own, _rate_of_exponent(definition.body, formal))
    return None


def _is_exponential(body: Term) -> bool:
    """Whether the body is c e^g: then its derivative is g' times itself."""
    factors = body.args if body.op is Op.MUL else (body,)
    return (
        factors[-1].op is Op.CALL
        and factors[-1].data == "exp"
        and not any(contains(factor, Op.NAME, Op.ELEMENT, Op.APPLY) for factor in factors[:-1])
    )


def _rate_of_exponent(body: Term, formal: Term) -> Term:
    last = body.args[-1] if body.op is Op.MUL else body
    return differentiate(last.args[0], formal)


def _with_first_slope(term: Term, key: str, formal: Term, value: Term) -> Term:
    return algebra.simplify(substitute(term, {apply(key, formal, orders=(1,)): value}))
