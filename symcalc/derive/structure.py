"""Small repairs that hold anywhere: no nested fractions, constants out of sums, one power."""

from __future__ import annotations

from symcalc.core.term import ONE, Op, Term, make, number, rebuild, value_of
from symcalc.mean import algebra
from symcalc.rules.rule import assemble, independent


def repaired(term: Term) -> Term:
    """The term with every node repaired, leaves first; its value and its domain stay."""
    return rebuild(term, _repair)


def _repair(node: Term) -> Term:
    if node.op is Op.POW:
        return _power(*node.args)
    if node.op is Op.DIV:
        return _quotient(*node.args)
    if node.op in (Op.SUM, Op.INTEGRAL):
        return _constants_out(node)
    if node.op in (Op.ADD, Op.MUL, Op.NEG, Op.CALL):
        return (
            algebra.call(str(node.data), *node.args)
            if node.op is Op.CALL
            else assemble(node, node.args)
        )
    return node


def _power(base: Term, exponent: Term) -> Term:
    outer = value_of(exponent)
    if outer is None or outer.denominator != 1:
        return algebra.power(base, exponent)
    if base.op is Op.POW:
        inner = value_of(base.args[1])
        if inner is not None and inner.denominator == 1 and inner > 0 and outer > 0:
            return algebra.power(base.args[0], number(inner * outer))
    if outer < 0:
        return algebra.div(ONE, _power(base, number(-outer)))
    return algebra.power(base, exponent)


def _quotient(above: Term, below: Term) -> Term:
    """a/(b/c) as a c/b, (a/b)/c as a/(b c)."""
    if below.op is Op.DIV:
        above, below = algebra.mul(above, below.args[1]), below.args[0]
    return algebra.div(above, below)


def _constants_out(node: Term) -> Term:
    """The factors that do not change with the index (or variable) in front."""
    body, index, *rest = node.args
    scale, body = algebra.split_coefficient(body)
    factors = body.args if body.op is Op.MUL else (body,)
    fixed = [factor for factor in factors if independent(factor, index)]
    varying = [factor for factor in factors if not independent(factor, index)]
    if not fixed and scale == 1:
        return node
    inside = make(node.op, algebra.mul(*varying) if varying else ONE, index, *rest)
    return algebra.mul(number(scale), *fixed, inside)
