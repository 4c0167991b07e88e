"""Shapes of arrays, with sizes that may be symbols.

Every array is taken for a matrix: a vector of n entries is n × 1, a scalar 1 × 1.  Sizes
are written as in a declaration ("n", "3"); one that nobody stated is a variable.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from symcalc.core.term import Op, Term, name, number, value_of

Size = str


@dataclass(frozen=True)
class Shape:
    """Rows and columns; a quaternion is a sort of its own.

    ``weak`` marks the shape of an unknown function's value: it is a scalar where nothing
    speaks against it.
    """

    rows: Size
    columns: Size
    quaternion: bool = False
    weak: bool = False

    @property
    def is_scalar(self) -> bool:
        """Whether the shape is certainly that of one number."""
        return self.rows == self.columns == "1" and not self.quaternion

    @property
    def is_known(self) -> bool:
        """Whether no size is left open."""
        return not (is_open(self.rows) or is_open(self.columns))

    @property
    def transposed(self) -> Shape:
        """Rows and columns exchanged."""
        return Shape(self.columns, self.rows, self.quaternion)

    def __str__(self) -> str:
        if self.quaternion:
            return "a quaternion"
        if self.is_scalar:
            return "a scalar"
        rows, columns = (size if not is_open(size) else "?" for size in (self.rows, self.columns))
        return f"{rows} × {columns}"


SCALAR: Final = Shape("1", "1")

QUATERNION: Final = Shape("4", "1", quaternion=True)


def is_open(size: Size) -> bool:
    """Whether a size is a variable that nothing has bound."""
    return size.startswith("?")


def size_of(term: Term) -> Size:
    """A size as it is written: a number or a name; anything else by its structure."""
    value = value_of(term)
    if value is not None and value.denominator == 1:
        return str(value)
    return str(term.data) if term.op is Op.NAME else repr(term)


def term_of_size(size: Size) -> Term:
    """A size that is no variable as a number or a name."""
    return number(int(size)) if size.isdigit() else name(size)


@dataclass(frozen=True)
class Conflict:
    """Two shapes that an operation cannot join."""

    operation: str
    left: Shape
    right: Shape
    node: Term
