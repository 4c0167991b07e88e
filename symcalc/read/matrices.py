"""Explicit matrices and columns, and those that are only sketched with dots."""

from __future__ import annotations

from itertools import pairwise
from typing import Final

from symcalc.core import term as t
from symcalc.core.term import Term
from symcalc.read.cursor import Cursor

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
