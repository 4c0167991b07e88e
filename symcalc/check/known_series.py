"""Sums recognised by the ratio of their terms: geometric, exponential and binomial ones.

A sum of t_j from j = 0 on with t_(j+1) / t_j = z is geometric, with z / (j+1) exponential, and
with z (j+α) / (j+1) binomial: the hypergeometric series that have a closed form throughout
(DLMF 16.2, 15.4.6).  A polynomial beside them is taken apart into falling factorials.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import comb, factorial
from typing import Final

from symcalc.check.domain import Domain
from symcalc.check.expansion import expanded
from symcalc.check.known_value import Value, total
from symcalc.check.log_slope import Rational, ratio, rational_in
from symcalc.core.term import (
    INFINITY,
    ONE,
    ZERO,
    Op,
    Term,
    add,
    call,
    contains,
    div,
    mul,
    name,
    neg,
    number,
    power,
    relation,
    sub,
    substitute,
    value_of,
)
from symcalc.mean.algebra import simplify
from symcalc.mean.errors import NoMeaning
from symcalc.mean.series import ratio_of

_J: Final = name("~j")
_GEOMETRIC: Final = "geometric: DLMF 4.6.1"
_EXPONENTIAL: Final = "exponential: DLMF 4.2.19"
_BINOMIAL: Final = "binomial: DLMF 4.6.7, 1.2.2"


def known_series(node: Term, domain: Domain) -> Value | None:
    """The value of a sum whose terms, polynomials aside, have one of three ratios."""
    body, index, lower, upper = node.args
    if contains(body, Op.INTEGRAL, Op.CASES, Op.APPLY, Op.SUM):
        return None
    values = []
    for part, start in _parts(body, index, lower):
        moved = simplify(substitute(part, {index: add(start, _J)}))
        values.append(_value_of_part(moved, upper if upper is INFINITY else sub(upper, start)))
    return total(values)


def _parts(body: Term, index: Term, lower: Term) -> Iterator[tuple[Term, Term]]:
    """The terms with falling factorials of the index, and where each begins not to vanish."""
    first = value_of(simplify(lower))
    for coefficients, rest in expanded(body, index):
        if first is None or first.denominator != 1 or first < 0:
            powers = (mul(c, power(index, number(k))) for k, c in enumerate(coefficients))
            yield mul(add(*powers), rest), lower
            continue
        for j, coefficient in enumerate(_in_falling_factorials(coefficients)):
            if simplify(coefficient) is not ZERO:
                falling = (sub(index, number(k)) for k in range(j))
                yield mul(coefficient, *falling, rest), number(max(int(first), j))


def _in_falling_factorials(coefficients: tuple[Term, ...]) -> list[Term]:
    """The coefficients of k (k-1) … (k-j+1) for those of the powers of k (DLMF 26.8.10)."""
    return [
        add(*(mul(number(_stirling(n, j)), c) for n, c in enumerate(coefficients) if n >= j))
        for j in range(len(coefficients))
    ]


def _stirling(n: int, j: int) -> int:
    """The number of partitions of n things into j classes (DLMF 26.8.6)."""
    signed: list[int] = [(-1) ** (j - i) * comb(j, i) * i**n for i in range(j + 1)]
    return sum(signed) // factorial(j)


# --------------------------------------------------------------------------- three ratios


def _value_of_part(body: Term, last: Term) -> Value | None:
    """The sum of a body over j from 0 to the last."""
    try:
        found = rational_in(ratio_of(body, _J), _J)
    except NoMeaning:
        return None
    if found is None:
        return None
    first = simplify(substitute(body, {_J: ZERO}))
    degrees = len(found.above) - 1, len(found.below) - 1
    if degrees == (0, 0):
        return _geometric(first, ratio(found.above[0], found.below[0]), last)
    if degrees[1] != 1 or ratio(found.below[0], found.below[1]) is not ONE:
        return None
    if degrees == (0, 1) and last is INFINITY:
        z = ratio(found.above[0], found.below[1])
        return Value(mul(first, call("exp", z)), (), (_EXPONENTIAL,))
    return _binomial(first, found, last) if degrees == (1, 1) else None


def _geometric(first: Term, z: Term, last: Term) -> Value:
    if last is INFINITY:
        return Value(div(first, sub(ONE, z)), (_less_than_one(z),), (_GEOMETRIC,))
    above = sub(ONE, power(z, add(last, ONE)))
    needs = (relation("!=", sub(ONE, z), ZERO),)
    return Value(div(mul(first, above), sub(ONE, z)), needs, (_GEOMETRIC,))


def _binomial(first: Term, found: Rational, last: Term) -> Value | None:
    """Σ (α)_j z^j / j! = (1-z)^(-α), which ends at j = n where α = -n."""
    z, alpha = ratio(found.above[1], found.below[1]), ratio(found.above[0], found.above[1])
    value = mul(first, power(sub(ONE, z), neg(alpha)))
    if last is INFINITY:
        return Value(value, (_less_than_one(z),), (_BINOMIAL,))
    ends = ratio(add(alpha, last), ONE) is ZERO
    return Value(value, (), (_BINOMIAL,)) if ends else None


def _less_than_one(z: Term) -> Term:
    size = z.args[0] if z.op is Op.NEG else z
    return relation("<", call("abs", size), ONE)
