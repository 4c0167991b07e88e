"""Polynomials with rational coefficients: their factors and their real roots."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any, Final

import flint

from symcalc.core.term import Op, Term, free_names, name, number, postorder, value_of
from symcalc.mean.algebra import add, mul, power

MOST_DEGREE: Final = 24
MOST_NAMES: Final = 5


def factors(term: Term) -> list[Term] | None:
    """The irreducible factors (over the rationals) of a polynomial, as terms.

    Factors in one name that have no real root are left out.  None where the term is no
    polynomial, or is irreducible itself.
    """
    keys = sorted(free_names(term))
    if not 1 <= len(keys) <= MOST_NAMES:
        return None
    context = flint.fmpq_mpoly_ctx.get(tuple(keys), flint.Ordering.deglex)
    generators = dict(zip(keys, context.gens(), strict=True))
    polynomial = _evaluated(term, generators, lambda c: context.constant(_rational(c)))
    if polynomial is None or polynomial.total_degree() < 2:
        return None
    _, found = polynomial.factor()
    if len(found) == 1 and found[0][1] == 1:
        return None
    terms = [_term_of(factor, keys) for factor, _ in found]
    return [factor for factor in terms if real_roots_exist(factor)]


def real_roots_exist(term: Term) -> bool:
    """False only where the term is a polynomial in one name that has no real root."""
    polynomial = _univariate(term)
    if polynomial is None or polynomial.degree() < 1:
        return True
    roots = polynomial.numer().complex_roots()
    return any(root.imag.contains(0) for root, _ in roots)


def rational_roots(term: Term) -> list[Fraction]:
    """The rational zeros of a polynomial in one name; none where the term is no polynomial."""
    polynomial = _univariate(term)
    if polynomial is None or polynomial.degree() < 1:
        return []
    _, found = polynomial.numer().factor()
    linear = [factor for factor, _ in found if factor.degree() == 1]
    return [Fraction(-int(factor[0]), int(factor[1])) for factor in linear]


def _univariate(term: Term) -> Any:
    """The flint ``fmpq_poly`` of a term in one name, or None."""
    keys = free_names(term)
    if len(keys) != 1:
        return None
    generators = dict.fromkeys(keys, flint.fmpq_poly([0, 1]))
    return _evaluated(term, generators, lambda c: flint.fmpq_poly([_rational(c)]))


def _rational(value: Fraction) -> Any:
    return flint.fmpq(value.numerator, value.denominator)


def _term_of(polynomial: Any, keys: list[str]) -> Term:
    """A polynomial as a term, in its own order of monomials."""
    names = [name(key) for key in keys]
    return add(
        *(
            mul(
                number(Fraction(int(coefficient.p), int(coefficient.q))),
                *(power(n, number(int(e))) for n, e in zip(names, exponents, strict=True) if e),
            )
            for exponents, coefficient in polynomial.terms()
        )
    )


# ------------------------------------------------------------------------------ evaluation


def _evaluated(
    term: Term, generators: Mapping[str, Any], constant: Callable[[Fraction], Any]
) -> Any:
    """The polynomial that a term is, in the ring of the generators; None for anything else."""
    known: dict[Term, Any] = {}
    for node in postorder(term):
        value = value_of(node)
        if value is not None:
            known[node] = constant(value)
        elif node.op is Op.NAME:
            known[node] = generators.get(str(node.data))  # None for what is bound inside
        else:
            known[node] = _combined(node, [known[argument] for argument in node.args], constant)
        if known[node] is None or _degree(known[node]) > MOST_DEGREE:
            return None
    return known[term]


def _combined(node: Term, args: list[Any], constant: Callable[[Fraction], Any]) -> Any:
    if node.op is Op.NEG:
        return -args[0]
    if node.op in (Op.ADD, Op.MUL):
        total = args[0]
        for other in args[1:]:
            total = total + other if node.op is Op.ADD else total * other
        return total
    value = value_of(node.args[1]) if len(node.args) == 2 else None
    if node.op is Op.DIV and value:
        return args[0] * constant(1 / value)
    if node.op is Op.POW and value is not None and value.denominator == 1 and value >= 0:
        small = _degree(args[0]) * value <= MOST_DEGREE and value <= MOST_DEGREE
        return args[0] ** int(value) if small else None
    return None


def _degree(polynomial: Any) -> int:
    total = getattr(polynomial, "total_degree", None) or polynomial.degree
    return int(total())
