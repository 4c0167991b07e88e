"""Small linear systems of terms, solved by Cramer's rule."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from symcalc.core.term import ONE, Term, add, div, mul, neg
from symcalc.run.errors import RunError
from symcalc.run.surface import Matrix

#: More unknowns would make the determinants long, and their rounding errors large.
_LARGEST: Final = 3


def solved(matrix: Matrix, right: Sequence[Term]) -> tuple[Term, ...]:
    """The solution of a linear system; RunError for one of too many unknowns."""
    if len(matrix) > _LARGEST:
        raise RunError(f"linear systems of more than {_LARGEST} unknowns are not solved")
    below = _determinant(matrix)
    return tuple(
        div(_determinant(_with_column(matrix, k, right)), below) for k in range(len(matrix))
    )


def _with_column(matrix: Matrix, k: int, column: Sequence[Term]) -> Matrix:
    return tuple(
        (*row[:k], entry, *row[k + 1 :]) for row, entry in zip(matrix, column, strict=True)
    )


def _determinant(matrix: Matrix) -> Term:
    """The determinant by cofactors of the first column; at most three rows."""
    if not matrix:
        return ONE
    parts = []
    for k, row in enumerate(matrix):
        minor = tuple(other[1:] for j, other in enumerate(matrix) if j != k)
        part = mul(row[0], _determinant(minor)) if minor else row[0]
        parts.append(part if k % 2 == 0 else neg(part))
    return add(*parts)
