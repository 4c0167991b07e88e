"""Polynomials in one name with rational coefficients, and their real roots."""

from __future__ import annotations

from fractions import Fraction
from typing import Any, Final

import flint

from symcalc.core.term import Op, Term, free_names, postorder, value_of

MOST_DEGREE: Final = 24


def univariate(term: Term) -> Any:
    """The polynomial (a flint ``fmpq_poly``) that a term in one name is, or None."""
    if len(free_names(term)) != 1:
        return None
    known: dict[Term, Any] = {}
    for node in postorder(term):
        found = _polynomial(node, known)
        if found is None or found.degree() > MOST_DEGREE:
            return None
        known[node] = found
    return known[term]


def _polynomial(node: Term, known: dict[Term, Any]) -> Any:
    value = value_of(node)
    if value is not None:
        return _constant(value)
    args = [known[argument] for argument in node.args]
    if node.op is Op.NAME:
        return flint.fmpq_poly([0, 1])
    if node.op is Op.NEG:
        return -args[0]
    if node.op in (Op.ADD, Op.MUL):
        total = args[0]
        for other in args[1:]:
            total = total + other if node.op is Op.ADD else total * other
        return total
    if node.op is Op.DIV and args[1].degree() == 0:
        return args[0] / args[1][0]
    exponent = value_of(node.args[1]) if node.op is Op.POW else None
    if exponent is not None and exponent.denominator == 1 and 0 <= exponent <= MOST_DEGREE:
        return args[0] ** int(exponent) if args[0].degree() * exponent <= MOST_DEGREE else None
    return None


def _constant(value: Fraction) -> Any:
    return flint.fmpq_poly([flint.fmpq(value.numerator, value.denominator)])


def real_roots_exist(term: Term) -> bool:
    """False only where the term is a polynomial in one name that has no real root."""
    polynomial = univariate(term)
    if polynomial is None or polynomial.degree() < 1:
        return True
    roots = polynomial.numer().complex_roots()
    return any(root.imag.contains(0) for root, _ in roots)
