"""Gradients and pullbacks of expressions in vectors and matrices of any size."""

from __future__ import annotations

from typing import Final

from symcalc.core import term as t
from symcalc.core.shapes import Shapes
from symcalc.core.term import Op, Term
from symcalc.mean.errors import NotDifferentiable
from symcalc.mean.pullback.grouping import grouped
from symcalc.mean.pullback.products import added, tidied
from symcalc.mean.pullback.rules import RULES, Flow, Rule, depends, no_rule


def gradient(body: Term, variable: Term, shapes: Shapes) -> Term:
    """The gradient of a scalar with respect to a vector or matrix, in the variable's shape.

    Raises NotDifferentiable where an operation has no rule.
    """
    return pulled_back(body, variable, t.ONE, shapes)


def pulled_back(body: Term, variable: Term, cotangent: Term, shapes: Shapes) -> Term:
    """The cotangent of the variable that belongs to a cotangent of the body (a VJP)."""
    body = grouped(body, shapes)
    shapes.visit_all(body, variable)
    flows: dict[Term, list[Term]] = {body: [cotangent]}
    for node in reversed(t.postorder(body)):
        arrived = flows.pop(node, None) if node is not variable else None
        if arrived is None or not depends(node, variable):
            continue
        total = added(arrived, shapes)
        shapes.visit_all(total)
        for argument, part in _RULES.get(node.op, no_rule)(node, total, variable, shapes):
            if depends(argument, variable):
                flows.setdefault(argument, []).append(part)
    found = flows.get(variable, [])
    return tidied(added(found, shapes), shapes) if found else _nothing(variable, shapes)


def _nothing(variable: Term, shapes: Shapes) -> Term:
    return t.ZERO if shapes.of(variable).is_scalar else t.mul(t.ZERO, variable)


def _total(node: Term, cotangent: Term, variable: Term, shapes: Shapes) -> Flow:
    """The gradient of a sum over an index is the sum of the gradients."""
    body, index, lower, upper = node.args
    if node.op is not Op.SUM:
        raise NotDifferentiable("a product over an index, by an array")
    inside = pulled_back(body, variable, cotangent, shapes)
    yield variable, t.summation(inside, index, lower, upper)


_RULES: Final[dict[Op, Rule]] = {**RULES, Op.SUM: _total, Op.PRODUCT: _total}
