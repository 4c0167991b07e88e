"""Sums taken apart: Σ (a x_i + b) as a Σ x_i + n b, one sum for each monomial in its index.

A finite sum is linear, whatever its terms are.  Taken apart, what an equation says of Σ x_i
applies wherever Σ x_i is part of a larger sum.
"""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache
from itertools import count
from typing import Any, Final

from symcalc.check.equations.quotients import quotient_of
from symcalc.check.equations.ring import NotInRing, Ring
from symcalc.core.term import (
    INFINITY,
    ONE,
    Op,
    Term,
    add,
    contains,
    div,
    free_names,
    mul,
    name,
    number,
    postorder,
    power,
    pretty,
    rebuild,
    sub,
    substitute,
    summation,
)
from symcalc.mean.algebra import simplify

#: Names and kernels that the terms of one sum may hold.
_MOST_GENERATORS: Final = 24
_MARK: Final = "~"


def taken_apart(term: Term) -> Term:
    """The term with every finite sum written as sums of monomials, constant factors outside."""
    if not contains(term, Op.SUM):
        return term
    return rebuild(term, _of_node)


@lru_cache(maxsize=1024)  # one after another, many equations are put to use in the same sums
def _of_node(node: Term) -> Term:
    if node.op is not Op.SUM or INFINITY in node.args[2:] or _sees_its_index(node):
        return node
    body, index, lower, upper = node.args
    ring = Ring(_MOST_GENERATORS)
    try:
        found = quotient_of(body, ring)
    except NotInRing:
        return node
    below = ring.term_of(found.below)
    if str(index.data) in free_names(below):
        return node
    parts = [
        _summed(ring, monomial, coefficient, (index, lower, upper))
        for monomial, coefficient in found.above.terms()
    ]
    return simplify(div(add(*parts), below)) if parts else simplify(add())


def _sees_its_index(node: Term) -> bool:
    """Whether a bound of the sum has the name of its index."""
    return any(str(node.args[1].data) in free_names(bound) for bound in node.args[2:])


def _canonical_index(body: Term, index: Term) -> Term:
    """The index that every sum with a body of this depth gets, so that equal sums are one."""
    taken = {str(node.data) for node in postorder(body) if node.op is Op.NAME and node is not index}
    return next(name(f"{_MARK}{k}") for k in count() if f"{_MARK}{k}" not in taken)


def _summed(
    ring: Ring, monomial: tuple[int, ...], coefficient: Any, over: tuple[Term, Term, Term]
) -> Term:
    """The sum of one monomial: what does not hold the index stands before it."""
    index, lower, upper = over
    powers = [power(ring.terms[k], number(int(d))) for k, d in enumerate(monomial) if d]
    factors = sorted(powers, key=pretty)  # so that equal monomials are one term
    inside = [f for f in factors if str(index.data) in free_names(f)]
    outside = [f for f in factors if f not in inside]
    scale = number(Fraction(int(coefficient.p), int(coefficient.q)))
    if not inside:
        return mul(scale, *outside, add(sub(upper, lower), ONE))
    body = simplify(mul(*inside))
    canonical = _canonical_index(body, index)
    total = summation(substitute(body, {index: canonical}), canonical, lower, upper)
    return mul(scale, *outside, total)
