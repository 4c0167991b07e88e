"""Products of vectors in Cartesian components, as the textbooks write them out.

A vector is a tuple of scalar terms; nothing is simplified, so that a derivation can show
``2·6 - 3·5`` before it shows ``-3``.  Three-dimensional vectors are right-handed: x × y = z.
Source: Gibbs, Vector Analysis (1901), chapter II.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

from symcalc.core.term import Term, add, call, mul, number, power, sub

#: The components of a vector.
Components: TypeAlias = tuple[Term, ...]


def dot(a: Sequence[Term], b: Sequence[Term]) -> Term:
    """The sum of the products of the components; ValueError where the lengths differ."""
    return add(*(mul(x, y) for x, y in zip(a, b, strict=True)))


def cross(a: Sequence[Term], b: Sequence[Term]) -> Components:
    """The cross product of two vectors of three components; ValueError for any other number."""
    (a1, a2, a3), (b1, b2, b3) = a, b
    return (
        sub(mul(a2, b3), mul(a3, b2)),
        sub(mul(a3, b1), mul(a1, b3)),
        sub(mul(a1, b2), mul(a2, b1)),
    )


def norm(a: Sequence[Term]) -> Term:
    """The Euclidean length: the square root of the sum of squares."""
    return call("sqrt", add(*(power(x, number(2)) for x in a)))
