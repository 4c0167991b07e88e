"""Arrays with dots in them: the entry that those which are written are instances of."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from symcalc.core.term import (
    ONE,
    ZERO,
    Op,
    Term,
    element,
    function_key,
    make,
    name,
    number,
    rebuild,
)

_PREFIX: Final = "sketched."
_ROW: Final = name("~row")
_COLUMN: Final = name("~column")
#: x_1 and a_12 as names, whose digits are indices.
_NUMBERED: Final = re.compile(r"(.+)_(\d)(\d?)$")

#: The cells row by row; None is what dots leave out.
Cells = list[list[Term | None]]


@dataclass(frozen=True)
class Sketch:
    """The general entry of an array, and the numbers of its rows and columns.

    A number that no entry shows is None.  ``diagonal`` says that beside the diagonal there
    is 0.
    """

    general: Term
    rows: Term | None
    columns: Term | None
    diagonal: bool = False

    def entry(self, i: Term, j: Term) -> Term:
        """The entry in row i and column j, counted from 1."""
        if self.diagonal and i is not j:
            return ZERO
        places = {_ROW: i, _COLUMN: j}
        return rebuild(self.general, lambda node: places.get(node, node))


def is_sketched(node: Term) -> bool:
    """Whether a term is an array with dots in it."""
    return node.op is Op.APPLY and function_key(node).startswith(_PREFIX)


@lru_cache(maxsize=512)
def sketch_of(node: Term) -> Sketch | None:
    """What the dots of an array stand for; None where the entries do not tell."""
    cells = _cells(node)
    down = _places([all(cell is None for cell in row) for row in cells])
    across = _places([all(row[k] is None for row in cells) for k in range(len(cells[0]))])
    corners = [cells[i][j] for i in (0, -1) for j in (0, -1)]
    if down is None or across is None or any(corner is None for corner in corners):
        return None
    ends = {_ROW: ONE} if len(down) == 1 else {}
    ends |= {_COLUMN: ONE} if len(across) == 1 else {}
    sketch = _through([corner for corner in corners if corner is not None], ends)
    return sketch if sketch is not None and _fits(sketch, cells, down, across) else None


def _cells(node: Term) -> Cells:
    given = iter(node.args)
    rows = function_key(node).removeprefix(_PREFIX).split("/")
    return [[_canonical(next(given)) if sign == "x" else None for sign in row] for row in rows]


def _canonical(entry: Term) -> Term:
    """The entry with x_1 as the first element of x."""

    def change(node: Term) -> Term:
        match = _NUMBERED.match(str(node.data)) if node.op is Op.NAME else None
        if match is None:
            return node
        base, *digits = match.groups()
        return element(base, *(number(int(digit)) for digit in digits if digit))

    return rebuild(entry, change)


def _places(dotted: list[bool]) -> list[int] | None:
    """The number of each row or column: -1 for the last one, 0 for dots; None for other dots."""
    if len(dotted) == 1:
        return [1]
    if dotted.count(True) != 1 or not dotted[-2]:
        return None
    return [*range(1, len(dotted) - 1), 0, -1]


def _through(corners: list[Term], ends: dict[Term, Term]) -> Sketch | None:
    """The sketch whose first and last entries are the corners, row by row."""
    first, right, below, last = corners
    diagonal = right is below is ZERO and first is not ZERO and not ends
    if diagonal:
        right, below = first, last
    general = _general((first, right, below, last), ends)
    if general is None:
        return None
    rows = ends.get(_ROW)
    return Sketch(general, rows, rows if diagonal else ends.get(_COLUMN), diagonal)


def _general(corners: tuple[Term, Term, Term, Term], ends: dict[Term, Term]) -> Term | None:
    """What four terms are instances of, with an index where 1 becomes the name of a number."""
    first, right, below, last = corners
    if first is right is below is last:
        return first
    for index, moved in ((_ROW, right is first), (_COLUMN, below is first)):
        if moved and first is ONE and last.op is Op.NAME and last in (right, below):
            return index if ends.setdefault(index, last) is last else None
    if len({(term.op, term.data, len(term.args)) for term in corners}) > 1 or not first.args:
        return None
    parts = [
        _general((first.args[k], right.args[k], below.args[k], last.args[k]), ends)
        for k in range(len(first.args))
    ]
    whole = [part for part in parts if part is not None]
    return make(first.op, *whole, data=first.data) if len(whole) == len(parts) else None


def _fits(sketch: Sketch, cells: Cells, down: list[int], across: list[int]) -> bool:
    """Whether every entry that is written is what the general one says."""
    for row, i in zip(cells, down, strict=True):
        for cell, j in zip(row, across, strict=True):
            if not i or not j:
                if cell is not None and cell is not ZERO:
                    return False
                continue
            expected = sketch.entry(_place(i, sketch.rows), _place(j, sketch.columns))
            if cell is not None and cell is not expected:
                return False
    return True


def _place(place: int, end: Term | None) -> Term:
    return number(place) if place > 0 else end or name("~last")
