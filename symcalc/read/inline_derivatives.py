r"""Derivatives in one line: ``dy/dx``, ``\partial u/\partial x``, ``d^2y/dt^2``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from symcalc.core.term import Term
from symcalc.read.cursor import Cursor, is_relation
from symcalc.read.identifiers import read_identifier, starts_identifier
from symcalc.read.tokens import Token

_SIGNS: Final = frozenset({"d", "\\partial"})
_BREAKS: Final = frozenset({"+", "-", "*", "\\cdot", "\\times", ",", ";", "&", "\\frac", "\\sum"})
_FURTHEST: Final = 16  # tokens between the sign above and the slash


def inline_derivative(cursor: Cursor) -> Term | None:
    r"""The derivative at the cursor, read as a ``\frac{…}{…}`` would be; None if there is none."""
    sign = cursor.peek()
    if sign not in _SIGNS or (sign == "d" and "d" in cursor.context.scalars) or cursor.integrals:
        return None
    slash = _slash(cursor)
    end = _end_of_variables(cursor, slash + 1, sign) if slash else 0
    if not end:
        return None
    above, below = cursor.tokens[cursor.i : slash], cursor.tokens[slash + 1 : end]
    inside = cursor.inner(cursor.i, end)
    inside.tokens = [_mark(above[0], "\\frac"), *_braced(above), *_braced(below)]
    found = inside.read_all()
    cursor.i = end
    if cursor.peek() in ("(", "["):
        message = f"{sign}f/{sign}x(…) has two usual readings: evaluated there, or multiplied"
        cure = "write \\left.\\frac{df}{dx}\\right|_{x=a}, or \\cdot for the product"
        raise cursor.refuse("SC050", message, "/", cure)
    return found


def _slash(cursor: Cursor) -> int:
    """The position of the slash behind ``d…``; 0 where none follows in the same product."""
    depth = 0
    for k in range(cursor.i + 1, min(cursor.i + _FURTHEST, len(cursor.tokens))):
        token = cursor.tokens[k]
        depth += {"{": 1, "(": 1, "}": -1, ")": -1}.get(token.text, 0)
        if depth < 0 or (not depth and (token.text in _BREAKS or is_relation(token))):
            return 0
        if token.text == "/" and not depth:
            return k
    return 0


def _end_of_variables(cursor: Cursor, start: int, sign: str) -> int:
    """Where ``\\partial x \\partial y^2`` ends; 0 where something else stands below the slash."""
    below = cursor.inner(start, len(cursor.tokens))
    found = 0
    while below.peek() == sign and starts_identifier(below.token(1)):
        below.step()
        read_identifier(below)
        if below.peek() == "^":
            below.step()
            below.group()
        found = start + below.i
    return found


def _braced(tokens: Sequence[Token]) -> list[Token]:
    return [_mark(tokens[0], "{"), *tokens, _mark(tokens[-1], "}")]


def _mark(beside: Token, text: str) -> Token:
    return Token(text, beside.start, beside.end)
