r"""``x[n]``, ``x[n+1]``, ``A[i, j]``: the places of a sequence or an array in square brackets.

Nobody multiplies by ``[n]``: where a page writes a name so, the name is a sequence, and the
longer ``x[n+1]`` is one of its elements as well.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Final

from symcalc.core.term import Term
from symcalc.read import names
from symcalc.read.cursor import Cursor
from symcalc.read.tokens import Token

#: Fonts of functionals: \mathrm{E}[n] and \mathcal{L}[t] are applications.
_FUNCTIONALS: Final = ("rm.", "bb.", "cal.")
_EXPECTATIONS: Final = frozenset("EV")


def note_places(cursor: Cursor, key: str) -> int:
    """Note in the context that a name has places in brackets here; how many, 0 if none."""
    if not _may_have_places(cursor, key):
        return 0
    inside = cursor.tokens[cursor.i + 1 : cursor.matching(cursor.i)]
    parts = inside[::2]
    listed = all(token.text == "," for token in inside[1::2]) and all(map(_is_simple, parts))
    counted = [token for token in parts if token.text in names.INDEX_LETTERS]
    if not listed or not (counted or (len(parts) == 1 and parts[0].text.isdigit())):
        return 0
    cursor.context.sequences.add(key)
    return len(parts)


def read_places(cursor: Cursor, key: str) -> tuple[Term, ...]:
    """Take ``[n+1]`` behind a name that has places in brackets; nothing behind another name."""
    if key not in cursor.context.sequences or not _may_have_places(cursor, key):
        return ()
    start, end = cursor.i, cursor.matching(cursor.i)
    inside = cursor.tokens[start + 1 : end]
    if not all(_is_simple(token) or token.text in ("+", "-", ",") for token in inside):
        return ()
    cuts = [start, *(k for k in range(start, end) if cursor.tokens[k].text == ","), end]
    cursor.i = end + 1
    with cursor.binding([token.text for token in inside if token.is_letter]):
        return tuple(cursor.read_between(a + 1, b) for a, b in pairwise(cuts))


def _may_have_places(cursor: Cursor, key: str) -> bool:
    if cursor.peek() != "[" or cursor.token().gap or cursor.context.plain:
        return False
    expected = key.partition("_")[0] in _EXPECTATIONS or key in names.BRACKET_FUNCTIONS
    named = key.startswith(_FUNCTIONALS) or expected
    return not named and key not in cursor.context.functions and cursor.matching(cursor.i) > 0


def _is_simple(token: Token) -> bool:
    return (token.is_letter and token.text.islower()) or token.text.isdigit()
