r"""Indicators, ``\mathbf 1[x > 0]``, ``\mathbb{1}_{x > 0}``, ``\mathbf 1_A(x)``; Kronecker's delta.

Of a comparison they are cases, 1 where it holds and 0 elsewhere; of a set that is only
named they are a function of which nothing is known but the set.
"""

from __future__ import annotations

from typing import Final

from symcalc.core import term as t
from symcalc.core.term import Term
from symcalc.read import names
from symcalc.read.application import arguments
from symcalc.read.cursor import Cursor
from symcalc.read.environments import relation_chain
from symcalc.read.identifiers import Identifier, read_identifier, starts_identifier

_FONTS: Final = frozenset({"\\mathbf", "\\mathbb", "\\boldsymbol", "\\bm", "\\mathds", "\\mathrm"})
_OPENING: Final = frozenset({"(", "[", "\\{"})

#: Words and signs of a page on whose δ_{ij} nothing can be said.
_OWN_DELTA: Final = (
    r"\\delta_(?:[A-Za-z0-9]\b|\{\w\})|\\delta\s*\^|\\delta\s*(?:=|\\in)|backprop"
    r"|\\delta_\{?\w\s?,?\s?\w\}?\s*&?\s*(?::=|=|\\equiv|\\triangleq|\\coloneqq)"
)


def indicator(cursor: Cursor) -> Term | None:
    r"""The indicator at the cursor, or None: ``\mathbf 1`` alone is a vector to some."""
    start = cursor.i
    width = _width(cursor)
    if not width:
        return None
    cursor.i += width
    found = _of_subscript(cursor) if cursor.peek() == "_" else _of_bracket(cursor)
    if found is None:
        cursor.i = start
    return found


def _width(cursor: Cursor) -> int:
    r"""How many tokens ``\mathbf{1}`` takes here; 0 if something else stands here."""
    if cursor.peek() not in _FONTS:
        return 0
    if cursor.peek(1) in ("1", "I"):
        width, sign = 2, cursor.peek(1)
    elif cursor.peek(1) == "{" and cursor.peek(3) == "}":
        width, sign = 4, cursor.peek(2)
    else:
        return 0
    spoken = cursor.peek() == "\\mathbb" or cursor.context.speaks_of(r"\bindicator")
    return width if sign == "1" or (sign == "I" and spoken) else 0


def _of_bracket(cursor: Cursor) -> Term | None:
    if cursor.peek() not in _OPENING:
        return None
    end = cursor.matching(cursor.i)
    found = _of_condition(cursor, cursor.i + 1, end)
    if found is not None:
        cursor.i = end + 1
    return found


def _of_subscript(cursor: Cursor) -> Term | None:
    cursor.step()
    first, end = cursor.group()
    if cursor.tokens[first].text == "\\{" and cursor.tokens[end - 1].text == "\\}":
        first, end = first + 1, end - 1
    found = _of_condition(cursor, first, end)
    if found is not None:
        return found
    key = _set(cursor, first, end)
    if not key:
        return None
    if cursor.peek() == "(":
        return t.apply(f"indicator.{key}", *arguments(cursor))
    return t.apply(f"indicator.{key}") if cursor.context.speaks_of(r"\bindicator") else None


def _of_condition(cursor: Cursor, first: int, end: int) -> Term | None:
    """1 where a comparison holds, else 0; ``x \\in A`` is the indicator of A at x."""
    signs = [cursor.tokens[k].text for k in range(first, end)]
    if not any(sign in names.RELATIONS for sign in signs):
        return None
    if signs.count("\\in") == 1:
        place = first + signs.index("\\in")
        if cursor.tokens[place + 1].text in ("[", "("):
            return t.cases((t.ONE, relation_chain(cursor, first, end)), (t.ZERO, t.TRUE))
        key = _set(cursor, place + 1, end)
        return t.apply(f"indicator.{key}", cursor.read_between(first, place)) if key else None
    return t.cases((t.ONE, relation_chain(cursor, first, end)), (t.ZERO, t.TRUE))


def _set(cursor: Cursor, first: int, end: int) -> str:
    """The key of a set that is a capital letter in some font, or nothing."""
    inside = cursor.inner(first, end)
    if not inside.tokens or not starts_identifier(inside.token()):
        return ""
    found = read_identifier(inside)
    plain = inside.at_end() and not found.primes and not found.indices
    return found.key if plain and found.key.split(".")[-1][:1].isupper() else ""


def kronecker(cursor: Cursor, found: Identifier) -> Term | None:
    """Kronecker's delta, where nothing on the page gives the letter another meaning."""
    if found.key != "delta" or len(found.indices) != len("ij") or found.primes:
        return None
    context = cursor.context
    if not context.speaks_of("Kronecker") and context.speaks_of(_OWN_DELTA):
        return None
    return t.cases((t.ONE, t.relation("=", *found.indices)), (t.ZERO, t.TRUE))
