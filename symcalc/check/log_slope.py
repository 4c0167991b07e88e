"""Integrands known by their logarithmic derivative, which is mostly a quotient of polynomials.

x^(a-1) e^(-bx) and every other way of writing it have the slope (a-1)/x - b of the logarithm.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from symcalc.check.equations.quotients import quotient_of
from symcalc.check.equations.ring import NotInRing, Quotient, Ring
from symcalc.core.term import TWO, ZERO, Op, Term, call, div, free_names, mul, postorder, sub
from symcalc.core.term import add as raw_add
from symcalc.mean.algebra import simplify
from symcalc.mean.differentiate import differentiate


@dataclass(frozen=True)
class Rational:
    """A quotient of polynomials in one variable, by their coefficients from the constant one on."""

    above: tuple[Term, ...]
    below: tuple[Term, ...]

    def coefficient(self, power: int) -> Term:
        """The coefficient of a power in the numerator."""
        return self.above[power] if power < len(self.above) else ZERO


def log_slope(term: Term, variable: Term) -> Rational | None:
    """The logarithmic derivative of a term as a quotient of polynomials in the variable."""
    return rational_in(_slope(term, variable), variable)


def same_slope(one: Term, other: Term, variable: Term) -> bool:
    """Whether two terms have the same logarithmic derivative, as quotients of polynomials.

    Where both are smooth and not 0, their ratio is then constant.
    """
    difference = sub(_slope(one, variable), _slope(other, variable))
    found = rational_in(difference, variable)
    return found is not None and all(part is ZERO for part in found.above)


def is_smooth(term: Term, variable: Term) -> bool:
    """Whether the variable stands in nothing that may jump or have a kink."""
    return all(
        node.op in _SMOOTH or (node.op is Op.CALL and node.data in ("exp", "sqrt"))
        for node in postorder(term)
        if _moves(node, variable)
    )


_SMOOTH: Final = frozenset({Op.NAME, Op.ADD, Op.MUL, Op.NEG, Op.DIV, Op.POW})


def _slope(term: Term, variable: Term) -> Term:
    """The derivative of log|term|, taken factor by factor."""
    if str(variable.data) not in free_names(term):
        return ZERO
    if term.op is Op.NEG:
        return _slope(term.args[0], variable)
    if term.op is Op.MUL:
        return raw_add(*(_slope(part, variable) for part in term.args))
    if term.op is Op.DIV:
        return sub(_slope(term.args[0], variable), _slope(term.args[1], variable))
    if term.op is Op.POW:
        base, exponent = term.args
        moving = mul(differentiate(exponent, variable), call("log", base))
        steady = mul(exponent, _slope(base, variable))
        return raw_add(moving, steady) if _moves(exponent, variable) else steady
    if term.op is Op.CALL and term.data == "exp":
        return differentiate(term.args[0], variable)
    if term.op is Op.CALL and term.data == "sqrt":
        return div(_slope(term.args[0], variable), TWO)
    return div(differentiate(term, variable), term)


def _moves(term: Term, variable: Term) -> bool:
    return str(variable.data) in free_names(term)


def rational_in(term: Term, variable: Term) -> Rational | None:
    """A term as a quotient of polynomials in the variable, or None if it is none."""
    ring = Ring()
    try:
        place = ring.name(str(variable.data))
        found = quotient_of(simplify(term), ring)
    except NotInRing:
        return None
    if any(_moves(kernel.term, variable) for kernel in ring.kernels):
        return None
    index = next(k for k, generator in enumerate(ring.generators) if generator == place)
    sides = (_coefficients(part, index, ring) for part in (found.above, found.below))
    return Rational(*sides)


def _coefficients(polynomial: object, index: int, ring: Ring) -> tuple[Term, ...]:
    """The coefficients of the powers of one generator, each as a term."""
    parts: dict[int, object] = {}
    for monomial, coefficient in polynomial.terms():  # type: ignore[attr-defined]
        degree = int(monomial[index])
        rest = tuple(0 if k == index else int(d) for k, d in enumerate(monomial))
        piece = ring.context.from_dict({rest: coefficient})
        parts[degree] = parts[degree] + piece if degree in parts else piece
    top = max(parts, default=0)
    return tuple(ring.term_of(parts[k]) if k in parts else ZERO for k in range(top + 1))


def ratio(above: Term, below: Term) -> Term:
    """The quotient of two terms in lowest terms, where they are quotients of polynomials."""
    ring = Ring()
    try:
        found = ring.product(quotient_of(above, ring), _inverse(quotient_of(below, ring)))
    except NotInRing:
        return simplify(div(above, below))
    return simplify(div(ring.term_of(found.above), ring.term_of(found.below)))


def _inverse(found: Quotient) -> Quotient:
    if found.above == 0:
        raise NotInRing("a denominator that is zero")
    return Quotient(found.below, found.above)


def polynomial_in(term: Term, variable: Term) -> Sequence[Term] | None:
    """The coefficients of a polynomial in the variable, divided by what it stands over, or None."""
    found = rational_in(term, variable)
    if found is None or len(found.below) > 1:
        return None
    return [ratio(part, found.below[0]) for part in found.above]
