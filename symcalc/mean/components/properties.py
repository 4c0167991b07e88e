"""Arrays that have a declared property by construction.

A symmetric matrix shares its entries, a positive definite one is L Lᵀ, an orthogonal one
comes from a skew one (Cayley 1846), a unit vector is divided by its length.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from symcalc.core import term as t
from symcalc.core.term import Term
from symcalc.mean.components.array import (
    Array,
    determinant,
    identity,
    inverse,
    multiplied,
    table,
    transposed,
)


def normalised(array: Array) -> Array:
    """The array divided by its length."""
    length = t.call("sqrt", t.add(*(t.power(x, t.TWO) for x in array.entries)))
    return Array(
        array.rows, array.columns, tuple(t.div(x, length) for x in array.entries), array.quaternion
    )


def _symmetric(plain: Array) -> Array:
    return table(plain.rows, plain.rows, lambda i, j: plain.at(min(i, j), max(i, j)))


def _skew(plain: Array) -> Array:
    def entry(i: int, j: int) -> Term:
        if i == j:
            return t.ZERO
        return plain.at(i, j) if i < j else t.neg(plain.at(j, i))

    return table(plain.rows, plain.rows, entry)


def _diagonal(plain: Array) -> Array:
    return table(plain.rows, plain.rows, lambda i, j: plain.at(i, i) if i == j else t.ZERO)


def _definite(plain: Array) -> Array:
    """L Lᵀ with a lower triangular L whose diagonal is positive."""
    return _square_of_triangle(plain, lambda i: t.call("exp", plain.at(i, i)))


def _semidefinite(plain: Array) -> Array:
    """L Lᵀ with any lower triangular L."""
    return _square_of_triangle(plain, lambda i: plain.at(i, i))


def _square_of_triangle(plain: Array, diagonal: Callable[[int], Term]) -> Array:
    def lower(i: int, j: int) -> Term:
        return t.ZERO if j > i else diagonal(i) if i == j else plain.at(i, j)

    factor = table(plain.rows, plain.rows, lower)
    return multiplied(factor, transposed(factor))


def orthogonal(plain: Array) -> Array:
    """(I − S)(I + S)⁻¹ for a skew S: every rotation without a half turn (Cayley 1846)."""
    minus = _combined(identity(plain.rows), _skew(plain), t.sub)
    return multiplied(minus, inverse(_cayley(plain)))


def cayley_determinant(plain: Array) -> Term:
    """det(I + S), by which an orthogonal matrix is divided: at least 1 for every skew S."""
    return determinant(_cayley(plain))


def _cayley(plain: Array) -> Array:
    return _combined(identity(plain.rows), _skew(plain), t.add)


def _combined(a: Array, b: Array, join: Callable[[Term, Term], Term]) -> Array:
    return table(a.rows, a.columns, lambda i, j: join(a.at(i, j), b.at(i, j)))


def reflection(plain: Array) -> Array:
    """A rotation whose first row is turned round."""
    rotation = orthogonal(plain)
    return table(
        rotation.rows,
        rotation.rows,
        lambda i, j: t.neg(rotation.at(i, j)) if i == 0 else rotation.at(i, j),
    )


def _unit_matrix(plain: Array) -> Array:
    return identity(plain.rows)


MAKERS: Final[dict[str, Callable[[Array], Array]]] = {
    "identity": _unit_matrix, "diagonal": _diagonal, "positive definite": _definite,
    "positive semidefinite": _semidefinite, "orthogonal": orthogonal,
    "skew-symmetric": _skew, "symmetric": _symmetric,
}  # fmt: skip
