"""Arrays of scalar terms, and what is done with all their entries."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from itertools import product as pairs

from symcalc.core import term as t
from symcalc.core.term import Term
from symcalc.mean.errors import NoMeaning


class NotWrittenOut(NoMeaning):
    """A term that cannot be written out by entries."""


@dataclass(frozen=True)
class Array:
    """Entries row by row; a quaternion has the four rows w, x, y, z."""

    rows: int
    columns: int
    entries: tuple[Term, ...]
    quaternion: bool = False

    def at(self, i: int, j: int) -> Term:
        """The entry in row i and column j, counted from 0."""
        return self.entries[i * self.columns + j]

    @property
    def is_scalar(self) -> bool:
        """Whether there is one entry only."""
        return len(self.entries) == 1

    @cached_property
    def is_column(self) -> bool:
        """Whether it is a vector."""
        return self.columns == 1 and self.rows > 1


def scalar(term: Term) -> Array:
    """One number as an array."""
    return Array(1, 1, (term,))


def table(rows: int, columns: int, entry: Callable[[int, int], Term]) -> Array:
    """The array with the given entries."""
    return Array(rows, columns, tuple(entry(i, j) for i, j in pairs(range(rows), range(columns))))


def each(array: Array, change: Callable[[Term], Term]) -> Array:
    """The array with every entry changed."""
    return Array(array.rows, array.columns, tuple(map(change, array.entries)), array.quaternion)


def broadcast(parts: list[Array], join: Callable[..., Term]) -> Array:
    """Entry by entry; a scalar is repeated everywhere, a row or a column along the other side."""
    rows = max(part.rows for part in parts)
    columns = max(part.columns for part in parts)
    if any(part.rows not in (1, rows) or part.columns not in (1, columns) for part in parts):
        raise NotWrittenOut("a sum of different shapes")
    quaternion = any(part.quaternion for part in parts)
    found = table(
        rows,
        columns,
        lambda i, j: join(*(p.at(min(i, p.rows - 1), min(j, p.columns - 1)) for p in parts)),
    )
    return Array(found.rows, found.columns, found.entries, quaternion)


def stacked(blocks: list[list[Array]]) -> Array:
    """Blocks beside and below one another."""
    entries: list[Term] = []
    width = sum(block.columns for block in blocks[0])
    for row in blocks:
        if len({block.rows for block in row}) != 1 or sum(b.columns for b in row) != width:
            raise NotWrittenOut("blocks that do not fit together")
        for i in range(row[0].rows):
            entries += [block.at(i, j) for block in row for j in range(block.columns)]
    return Array(len(entries) // width, width, tuple(entries))


def identity(size: int) -> Array:
    """The unit matrix."""
    return table(size, size, lambda i, j: t.ONE if i == j else t.ZERO)


def multiplied(a: Array, b: Array) -> Array:
    """The matrix product."""
    return table(
        a.rows,
        b.columns,
        lambda i, j: t.add(*(t.mul(a.at(i, k), b.at(k, j)) for k in range(a.columns))),
    )


def transposed(array: Array) -> Array:
    """Rows and columns exchanged."""
    if array.quaternion:
        return array
    return table(array.columns, array.rows, lambda i, j: array.at(j, i))


def determinant(array: Array) -> Term:
    """The determinant, by the first row (Laplace)."""
    if array.rows != array.columns:
        raise NotWrittenOut("the determinant of a matrix that is not square")
    if array.is_scalar:
        return array.entries[0]
    terms = []
    for j in range(array.columns):
        part = t.mul(array.at(0, j), determinant(_minor(array, 0, j)))
        terms.append(t.neg(part) if j % 2 else part)
    return t.add(*terms)


def _minor(array: Array, row: int, column: int) -> Array:
    kept = [i for i in range(array.rows) if i != row]
    across = [j for j in range(array.columns) if j != column]
    return table(len(kept), len(across), lambda i, j: array.at(kept[i], across[j]))


def inverse(array: Array) -> Array:
    """The inverse: cofactors over the determinant (Cramer)."""
    if array.rows != array.columns:
        raise NotWrittenOut("the inverse of a matrix that is not square")
    whole = determinant(array)
    if array.is_scalar:
        return scalar(t.div(t.ONE, whole))

    def entry(i: int, j: int) -> Term:
        cofactor = determinant(_minor(array, j, i))
        return t.div(t.neg(cofactor) if (i + j) % 2 else cofactor, whole)

    return table(array.rows, array.rows, entry)
