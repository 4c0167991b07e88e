"""Polynomials in what is random, with coefficients that are constant.

A monomial is a product of whole powers of generators: random names, functions of them, e to
a random power.  A polynomial maps its monomials to their coefficients.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from symcalc.core.term import MINUS_ONE, ONE, ZERO, Op, Term, make, number, pretty, value_of
from symcalc.core.term import call as applied
from symcalc.mean.algebra import add, mul, neg, power
from symcalc.mean.chance.errors import NoChanceFormError

Monomial = tuple[tuple[Term, int], ...]
Polynomial = dict[Monomial, Term]

#: More monomials than this are not multiplied out.
MOST_MONOMIALS: Final = 240
MOST_POWER: Final = 8


def constant(value: Term) -> Polynomial:
    """A polynomial without random variables."""
    return {} if value_of(value) == 0 else {(): value}


def generator(term: Term, exponent: int = 1) -> Polynomial:
    """A power of one generator."""
    return {((term, exponent),): ONE}


def plus(*polynomials: Polynomial) -> Polynomial:
    """The sum of polynomials."""
    found: Polynomial = {}
    for polynomial in polynomials:
        for monomial, coefficient in polynomial.items():
            total = add(found[monomial], coefficient) if monomial in found else coefficient
            found[monomial] = total
    return {monomial: total for monomial, total in found.items() if value_of(total) != 0}


def negated(polynomial: Polynomial) -> Polynomial:
    """The polynomial with every sign turned."""
    return {monomial: neg(coefficient) for monomial, coefficient in polynomial.items()}


def times(left: Polynomial, right: Polynomial) -> Polynomial:
    """The product of two polynomials.

    Raises NoChanceFormError where it would have too many terms.
    """
    if len(left) * len(right) > MOST_MONOMIALS:
        raise NoChanceFormError("too many terms")
    return plus(
        *({joined(a, b): mul(x, y)} for a, x in left.items() for b, y in right.items())
    )  # fmt: skip


def to_power(base: Polynomial, exponent: int) -> Polynomial:
    """A whole power of a polynomial, negative only of a single monomial."""
    if exponent < 0:
        if len(base) != 1:
            raise NoChanceFormError("a power of a sum in the denominator")
        ((monomial, coefficient),) = base.items()
        inverse = {tuple((g, -k) for g, k in monomial): power(coefficient, MINUS_ONE)}
        return to_power(inverse, -exponent)
    if exponent > MOST_POWER:
        raise NoChanceFormError("a high power")
    result: Polynomial = constant(ONE)
    for _ in range(exponent):
        result = times(result, base)
    return result


def joined(left: Monomial, right: Monomial) -> Monomial:
    """The product of two monomials; what is e to some power is there only once."""
    exponents: dict[Term, int] = dict(left)
    for term, exponent in right:
        exponents[term] = exponents.get(term, 0) + exponent
    exponentials = {g: k for g, k in exponents.items() if is_exponential(g)}
    if len(exponentials) > 1 or any(k != 1 for k in exponentials.values()):
        argument = add(*(mul(number(k), g.args[0]) for g, k in exponentials.items()))
        exponents = {g: k for g, k in exponents.items() if g not in exponentials}
        if value_of(argument) != 0:
            exponents[applied("exp", argument)] = 1
    return ordered((g, k) for g, k in exponents.items() if k)


def is_exponential(term: Term) -> bool:
    """Whether a generator is e to some power."""
    return term.op is Op.CALL and term.data == "exp"


def ordered(factors: Iterable[tuple[Term, int]]) -> Monomial:
    """The factors of a monomial in the order in which all monomials have them."""
    return tuple(sorted(factors, key=lambda factor: (pretty(factor[0]), factor[1])))


def term_of_monomial(monomial: Monomial) -> Term:
    """The product that a monomial is."""
    return mul(*(power(g, number(k)) for g, k in monomial))


def term_of(polynomial: Polynomial) -> Term:
    """The sum that a polynomial is, in the order in which all polynomials have it."""
    rows = sorted(polynomial.items(), key=lambda row: pretty(term_of_monomial(row[0])))
    return add(*(mul(_arranged(c), term_of_monomial(m)) for m, c in rows)) if rows else ZERO


def _arranged(coefficient: Term) -> Term:
    """A coefficient with the factors and the terms of its outermost operation in one order."""
    if coefficient.op not in (Op.MUL, Op.ADD):
        return coefficient
    return make(coefficient.op, *sorted(coefficient.args, key=pretty))
