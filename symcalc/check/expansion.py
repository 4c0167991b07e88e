"""A body as a sum of polynomials in one variable, each times a factor that is none."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from symcalc.check.log_slope import polynomial_in
from symcalc.core.term import MINUS_ONE, ONE, Op, Term, div, mul

#: Polynomials with more terms are left as they are.
_MOST_TERMS: Final = 12


def expanded(body: Term, variable: Term) -> Iterator[tuple[tuple[Term, ...], Term]]:
    """The coefficients of each polynomial, from the constant one on, and the other factor."""
    if body.op is Op.NEG:
        for coefficients, rest in expanded(body.args[0], variable):
            yield coefficients, mul(MINUS_ONE, rest)
        return
    if body.op is Op.ADD:
        for term in body.args:
            yield from expanded(term, variable)
        return
    yield _split(body, variable)


def _split(body: Term, variable: Term) -> tuple[tuple[Term, ...], Term]:
    polynomials, others = [], []
    for factor, is_above in _factors(body):
        if is_above and polynomial_in(factor, variable) is not None:
            polynomials.append(factor)
        else:
            others.append(factor if is_above else div(ONE, factor))
    coefficients = polynomial_in(mul(*polynomials), variable) if polynomials else None
    if coefficients is None or len(coefficients) > _MOST_TERMS:
        return (ONE,), body
    return tuple(coefficients), mul(*others)


def _factors(body: Term) -> Iterator[tuple[Term, bool]]:
    """The factors of a term, and whether they stand above."""
    if body.op is Op.DIV:
        yield from _factors(body.args[0])
        yield body.args[1], False
    elif body.op is Op.MUL:
        for part in body.args:
            yield from _factors(part)
    else:
        yield body, True
