"""Sums and products of two that keep a graph shared, for reverse mode.

The constructors of :mod:`symcalc.mean.algebra` flatten, which people like to read but which
copies shared parts; these only drop zeros and ones and move numbers and signs to the front.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Final

from symcalc.core import term as raw
from symcalc.core.term import ONE, ZERO, Op, Term, number

#: The number of a term without number, compared by identity: most terms have none.
_ONE: Final = Fraction(1)


def plus(left: Term, right: Term) -> Term:
    """The sum of two terms without flattening, so that shared parts of a graph stay shared."""
    if left is ZERO or right is ZERO:
        return right if left is ZERO else left
    if left.op is right.op is Op.NUMBER:
        return number(_fraction(left) + _fraction(right))
    return times(raw.TWO, left) if left is right else raw.add(left, right)


def times(left: Term, right: Term) -> Term:
    """The product of two terms without flattening; numbers and signs come out in front.

    Zero times anything is zero: meant for derivatives, which exist only where the term does.
    """
    left_scale, left = _split_pair(left)
    right_scale, right = _split_pair(right)
    if left is ONE or right is ONE:
        product = right if left is ONE else left
    else:
        product = raw.mul(left, right)
    if left_scale is right_scale is _ONE:
        return product
    return _scaled(left_scale * right_scale, product)


def _scaled(scale: Fraction, product: Term) -> Term:
    if product is ONE or not scale:
        return number(scale)
    if abs(scale) != 1:
        product = raw.mul(number(abs(scale)), product)
    return raw.neg(product) if scale < 0 else product


def _split_pair(term: Term) -> tuple[Fraction, Term]:
    """A term as (number, rest), the number being its sign or the first of two factors."""
    size = term.args[0] if term.op is Op.NEG else term
    scale = _ONE
    if size.op is Op.NUMBER:
        scale, size = _fraction(size), ONE
    elif size.op is Op.MUL and len(size.args) == 2 and size.args[0].op is Op.NUMBER:
        scale, size = _fraction(size.args[0]), size.args[1]
    return -scale if term.op is Op.NEG else scale, size


def _fraction(term: Term) -> Fraction:
    assert isinstance(term.data, Fraction)
    return term.data
