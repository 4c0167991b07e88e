"""Explicit matrices and columns, and those that are only sketched with dots."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Final

from symcalc.core import term as t
from symcalc.core.term import Term
from symcalc.read.cursor import Cursor
from symcalc.read.lexer import with_depths
from symcalc.read.usual_arrays import speaks_of_arrays

_DOTS: Final = frozenset({"\\ldots", "\\vdots", "\\ddots"})


def matrix(cursor: Cursor, rows: list[tuple[int, int]], name: str, start: int) -> Term:
    """The matrix whose rows are the given token ranges; one column is a vector.

    One with dots is known by the entries that are written only: an object of its own.
    """
    read = [_cells(cursor, first, end) for first, end in rows]
    read = [row for row in read if row]
    if not read:
        raise cursor.refuse("SC013", f"{name} without entries", f"\\begin{{{name}}}", start=start)
    if any(cell is None for row in read for cell in row):
        entries = [cell for row in read for cell in row if cell is not None]
        return _determinant(t.apply(f"sketched.{_pattern(read)}", *entries), name)
    whole = [[cell for cell in row if cell is not None] for row in read]
    if len({len(row) for row in whole}) != 1:
        message = "a matrix whose rows have different lengths"
        raise cursor.refuse("SC032", message, f"\\begin{{{name}}}", start=start)
    value = t.vector(*(row[0] for row in whole)) if len(whole[0]) == 1 else t.matrix(whole)
    return _determinant(value, name)


#: Before a list that is an array: an operator, or the beginning of a side.
_BEFORE_LISTS: Final = frozenset({"", "+", "-", "\\cdot", "="})
_CLOSING: Final = {"(": ")", "[": "]"}
_TRANSPOSED: Final = re.compile(r"\^\{?(?:\\top|T|\\mathrm\{T\}|\\mathsf\{T\}|\\textT)\}?")


def listed_array(cursor: Cursor) -> Term | None:
    r"""``[a, b]^\top`` is a column, ``[a, b]`` a row where the page speaks of vectors.

    None for a bracket without a list, and for a list that may be an interval, a point, or the
    arguments of what stands before it.
    """
    start, end = cursor.i, cursor.matching(cursor.i)
    before = cursor.tokens[start - 1].text if start else ""
    closed = cursor.tokens[end].text == _CLOSING.get(cursor.tokens[start].text)
    inside = list(with_depths(cursor.tokens[start + 1 : end]))
    cuts = [k for k, (token, depth) in enumerate(inside, start + 1) if not depth and (
        token.text in (",", ";"))]  # fmt: skip
    if not cuts or not closed or before not in _BEFORE_LISTS:
        return None
    after = "".join(token.text + token.value for token in cursor.tokens[end + 1 : end + 6])
    column = _TRANSPOSED.match(after) is not None
    row = cursor.tokens[start].text == "[" and speaks_of_arrays(cursor.context)
    if not (column or row):
        return None
    cells = [_cell(cursor, a + 1, b) for a, b in pairwise([start, *cuts, end])]
    cursor.i = end + 1
    if column:
        cursor.step()
        cursor.group()
    return _array_of(cells, column)


def _array_of(cells: list[Term | None], column: bool) -> Term:
    """The column or row with these entries; None is what dots leave out."""
    rows = [[cell] for cell in cells] if column else [cells]
    entries = [cell for cell in cells if cell is not None]
    if len(entries) < len(cells):
        return t.apply(f"sketched.{_pattern(rows)}", *entries)
    return t.vector(*entries) if column else t.matrix([entries])


def _determinant(value: Term, name: str) -> Term:
    if name == "vmatrix":
        return t.call("det", value)
    return t.call("norm", value) if name == "Vmatrix" else value


def _pattern(rows: list[list[Term | None]]) -> str:
    return "/".join("".join("." if cell is None else "x" for cell in row) for row in rows)


def _cells(cursor: Cursor, first: int, end: int) -> list[Term | None]:
    """The cells of one row; None for dots, which an empty cell beside them continues."""
    cuts, depth = [first - 1], 0
    for k in range(first, end):
        text = cursor.tokens[k].text
        depth += {"\\begin": 1, "{": 1, "\\end": -1, "}": -1}.get(text, 0)
        if depth == 0 and text == "&":
            cuts.append(k)
    cuts.append(end)
    cells = [(a + 1, b) for a, b in pairwise(cuts)]
    if all(a == b for a, b in cells):
        return []
    return [_cell(cursor, a, b) for a, b in cells]


def _cell(cursor: Cursor, first: int, end: int) -> Term | None:
    while end > first and cursor.tokens[end - 1].text in (",", ";", "."):
        end -= 1
    if first == end:
        return t.ZERO
    if cursor.tokens[first].text in _DOTS and end == first + 1:
        return None
    return cursor.read_between(first, end)
