"""Polynomials in one name with rational coefficients, and their real roots."""

from __future__ import annotations

from fractions import Fraction
from typing import Any, Final

import flint

from symcalc.core.term import Op, Term, free_names, name, number, postorder, value_of
from symcalc.mean.algebra import add, mul, power

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


def linear_and_other_factors(term: Term) -> list[Term] | None:
    """The irreducible factors (over the rationals) of a polynomial in one name, as terms.

    Factors without a real root are left out; None where the term is no such polynomial or
    cannot be factored.
    """
    polynomial = univariate(term)
    if polynomial is None or polynomial.degree() < 2:
        return None
    variable = name(next(iter(free_names(term))))
    _, factors = polynomial.numer().factor()
    if len(factors) == 1 and factors[0][1] == 1:
        return None
    return [_term_of(factor, variable) for factor, _ in factors if _has_real_root(factor)]


def rational_roots(term: Term) -> list[Fraction]:
    """The rational zeros of a polynomial in one name; none where the term is no polynomial."""
    polynomial = univariate(term)
    if polynomial is None or polynomial.degree() < 1:
        return []
    _, factors = polynomial.numer().factor()
    linear = [factor for factor, _ in factors if factor.degree() == 1]
    return [Fraction(-int(factor[0]), int(factor[1])) for factor in linear]


def _term_of(polynomial: Any, variable: Term) -> Term:
    """An integer polynomial as a term, highest power first."""
    terms = [
        mul(number(int(coefficient)), power(variable, number(k)))
        for k, coefficient in reversed(list(enumerate(polynomial.coeffs())))
        if coefficient
    ]
    return add(*terms)


def _has_real_root(polynomial: Any) -> bool:
    return any(root.imag.contains(0) for root, _ in polynomial.complex_roots())


def real_roots_exist(term: Term) -> bool:
    """False only where the term is a polynomial in one name that has no real root."""
    polynomial = univariate(term)
    if polynomial is None or polynomial.degree() < 1:
        return True
    return _has_real_root(polynomial.numer())
