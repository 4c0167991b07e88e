r"""Products of what may be no numbers: ``a \times b``, ``AB`` beside ``BA``, ``\hat x \hat p``.

As a product of numbers they would commute.  Where the page shows that they may not, the line is
refused until the names are declared.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Set
from itertools import pairwise
from typing import Final

from symcalc.core import term as t
from symcalc.core.kind import Kind
from symcalc.core.problem import Statement, Trouble
from symcalc.core.term import Op, Term
from symcalc.read import names
from symcalc.read.cursor import Cursor

_OF_VECTORS: Final = (
    r"\b(?:cross|vector|Cartesian|outer) product|\btorques?\b|\bangular (?:momentum|velocity)"
)
_OF_OPERATORS: Final = r"\boperators?\b|\bcommut(?:e|es|ators?|ation)\b"
_OF_CONVOLUTIONS: Final = r"\bconvol|\bcross-correlation"
#: Capitals of random variables and coordinates, whose products are written in both orders.
_COMMUTING: Final = frozenset("XYZ")


def refuse_vector_product(cursor: Cursor, left: Term, right: Term, start: int) -> None:
    r"""Refuse (SC031) ``a \times b`` of two letters that may be vectors or sets."""
    if not (_is_open(cursor, left) and _is_open(cursor, right)):
        return
    turned = rf"{_written(right)}\s*\\times\s*{_written(left)}(?![A-Za-z])"
    if cursor.context.speaks_of(_OF_VECTORS) or re.search(turned, cursor.source.text):
        message = f"{left.data} \\times {right.data}: a product of numbers, of vectors, or of sets?"
        raise cursor.refuse("SC031", message, "\\times", _cure(left, "vector 3"), start=start)


def refuse_operators(cursor: Cursor, product: Sequence[Term], start: int) -> None:
    """Refuse (SC031) two names with hats side by side on a page about operators."""
    for left, right in pairwise(product):
        hats = all(f.op is Op.NAME and str(f.data).startswith("hat.") for f in (left, right))
        if hats and left is not right and cursor.context.speaks_of(_OF_OPERATORS):
            message = f"{left.data} and {right.data} may be operators, whose order matters"
            cure = _cure(left, "matrix n n")
            raise cursor.refuse("SC031", message, str(left.data), cure, start=start)


def in_both_orders(
    statement: Statement, kinds: Mapping[str, Kind], scalars: Set[str]
) -> Trouble | None:
    """Why a line with both AB and BA cannot be judged: A and B may be matrices."""
    sides = [side for side in (statement.left, statement.right) if side is not None]
    known = kinds.keys() | scalars
    pairs = [
        (str(left.data), str(right.data))
        for node in t.postorder(*sides)
        if node.op is Op.MUL
        for left, right in pairwise(node.args)
        if left.op is right.op is Op.NAME and left is not right
    ]
    for left, right in pairs:
        if (right, left) in pairs and all(_may_be_matrix(key, known) for key in (left, right)):
            message = f"{left} and {right} stand in both orders: are they numbers or matrices?"
            cure = f"declare them: --let '{left}: matrix n n', or --let '{left}: real'"
            return Trouble("SC031", message, statement.span, left + right, cure)
    return None


def _may_be_matrix(key: str, known: Set[str]) -> bool:
    return len(key) == 1 and key.isupper() and key not in _COMMUTING and key not in known


def refuse_convolution(cursor: Cursor, left: Term, right: Term, start: int) -> None:
    """Refuse (SC022) ``f * g`` of functions, and ``f(t) * g(t)`` on a page about convolutions."""
    values = [_is_value(cursor, side) for side in (left, right)]
    bare = [side.op is Op.NAME for side in (left, right)]
    if all(values) and (all(bare) or cursor.context.speaks_of(_OF_CONVOLUTIONS)):
        message = "* between functions has two usual readings: the convolution, and the product"
        cure = "write \\cdot for the product, and the integral for the convolution"
        raise cursor.refuse("SC022", message, "*", cure, start=start)


def _is_value(cursor: Cursor, term: Term) -> bool:
    """Whether a term is a function, or the value of one that is not known."""
    if term.op is Op.APPLY:
        return len(term.args) == 1
    key = str(term.data)
    known = key in cursor.context.functions or key in names.FUNCTION_LETTERS
    return term.op is Op.NAME and known and key not in cursor.context.scalars


def _is_open(cursor: Cursor, term: Term) -> bool:
    """Whether a term is a single letter of which nothing is known."""
    key, context = str(term.data), cursor.context
    letter = term.op is Op.NAME and (len(key) == 1 or key in names.GREEK)
    return letter and not (key in context.scalars or key in context.kinds or key in cursor.bound)


def _written(term: Term) -> str:
    key = str(term.data)
    return key if len(key) == 1 else rf"\\{key}"


def _cure(term: Term, array: str) -> str:
    return f"declare them: --let '{term.data}: {array}', or --let '{term.data}: real'"
