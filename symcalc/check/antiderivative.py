"""Integrals without bounds, which are determined up to a constant.

Such a claim is judged by differentiating both sides.  That loses the constant, so what
becomes of it is told apart here: written (x^2 + C), left out (x^2), or off by a number.
"""

from __future__ import annotations

from enum import Enum, auto

from symcalc.check.domain import Domain
from symcalc.check.oracles import modular
from symcalc.core.term import ZERO, Op, Term, free_names, name, postorder, rebuild, sub, value_of
from symcalc.core.verdict import Says
from symcalc.mean.algebra import simplify
from symcalc.mean.differentiate import differentiate
from symcalc.mean.errors import NotDifferentiable


class Constant(Enum):
    """What a claim says of the constant of integration."""

    DETERMINED = auto()  # no integral without bounds, or the constant is accounted for
    LEFT_OUT = auto()  # one side has the integral, the other one particular antiderivative
    OFF = auto()  # the sides are the same integrals, but for a number


def unbounded_variable(left: Term, right: Term) -> Term | None:
    """The one variable that the claim integrates over without bounds."""
    found = {node.args[1] for node in postorder(left, right) if _is_unbounded(node)}
    return found.pop() if len(found) == 1 else None


def differentiated(left: Term, right: Term, variable: Term) -> tuple[Term, Term] | None:
    """The derivatives of both sides, or None where one of them cannot be taken."""
    try:
        return differentiate(left, variable), differentiate(right, variable)
    except NotDifferentiable:
        return None


def constant_between(left: Term, right: Term, variable: Term) -> Constant:
    """What the two sides say of the constant, if their derivatives are equal."""
    integrated = [any(_is_unbounded(node) for node in postorder(side)) for side in (left, right)]
    if all(integrated):
        return Constant.OFF if _off_by_number(left, right, variable) else Constant.DETERMINED
    integral, other = (left, right) if integrated[0] else (right, left)
    return Constant.DETERMINED if _adds_a_name(other, integral) else Constant.LEFT_OUT


def _is_unbounded(node: Term) -> bool:
    return node.op is Op.INTEGRAL and len(node.args) == 2


def _off_by_number(left: Term, right: Term, variable: Term) -> bool:
    """Whether what stands beside the integrals differs by a number that is not 0."""
    rest = simplify(rebuild(sub(left, right), lambda n: ZERO if _is_unbounded(n) else n))
    if rest is ZERO or free_names(rest) - {str(variable.data)}:
        return False
    slope = differentiate(rest, variable)
    same = modular.prove(rest, ZERO, Domain()).says is Says.HOLDS
    return not same and modular.prove(slope, ZERO, Domain()).says is Says.HOLDS


def _adds_a_name(side: Term, other: Term) -> bool:
    """Whether a name that the other side lacks is added to a side, as C is in x^2 + C."""
    return any(_is_added(key, side) for key in sorted(free_names(side) - free_names(other)))


def _is_added(key: str, side: Term) -> bool:
    try:
        return bool(value_of(simplify(differentiate(side, name(key)))))
    except NotDifferentiable:
        return False
