r"""Events inside of functions: ``P(X = 0)``, ``P(a < X \le b)``, ``P(X \in A)``, ``P(A \cap B)``.

What a probability makes of an event is not known here; that it is a function of the event is.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Final

from symcalc.core import term as t
from symcalc.core.term import Op, Term
from symcalc.read import names
from symcalc.read.cursor import Cursor, is_relation
from symcalc.read.lexer import Token
from symcalc.read.spoken_events import spoken_event

_COMPARISONS: Final = frozenset({"=", "!=", "<", ">", "<=", ">="})
_MEMBERSHIPS: Final = frozenset({"in", "not in"})
#: Signs and words that join events -> the operation.
_JOINING: Final = {
    "\\cap": Op.AND, "\\wedge": Op.AND, "and": Op.AND, "\\cup": Op.OR, "\\vee": Op.OR, "or": Op.OR,
}  # fmt: skip
_CLOSING: Final = {"(": (")", "]"), "[": ("]", ")"), "\\{": ("\\}",)}


def is_of_events(token: Token) -> bool:
    """Whether a sign stands only between events or in them."""
    return is_relation(token) or _joining(token) is not None


def event(cursor: Cursor) -> Term:
    """An argument, which may be an event or several that are joined."""
    spoken = spoken_event(cursor)
    if spoken is not None:
        return spoken
    start = cursor.i
    parts, joined = [_atom(cursor)], None
    while (operation := _joining(cursor.token())) is not None:
        if joined not in (None, operation):
            message = "events joined by both ∩ and ∪ without brackets"
            raise cursor.refuse("SC035", message, cursor.peek(), "write the brackets", start)
        joined = operation
        cursor.step()
        parts.append(_atom(cursor))
    return parts[0] if joined is None else t.make(joined, *parts)


def _joining(token: Token) -> Op | None:
    sign = token.value.strip(" ,.;").lower() if token.text == "\\text" else token.text
    return _JOINING.get(sign)


def _atom(cursor: Cursor) -> Term:
    """One event: a comparison, a membership, ``\\{X \\mid X > x\\}``, or a plain expression."""
    if cursor.peek() == "\\{":
        found = _set_builder(cursor)
        if found is not None:
            return found
    start = cursor.i
    sides = [cursor.expression(cursor)]
    signs: list[str] = []
    while is_relation(cursor.token()):
        sign = names.RELATIONS[cursor.step().text]
        if sign in _MEMBERSHIPS and not signs:
            return t.relation(sign, sides[0], set_of(cursor))
        if sign not in _COMPARISONS:
            raise cursor.refuse("SC035", "this event is not read yet", sign, start=start)
        signs.append(sign)
        sides.append(cursor.expression(cursor))
    links = [t.relation(sign, *pair) for sign, pair in zip(signs, pairwise(sides), strict=True)]
    if not links:
        return sides[0]
    return links[0] if len(links) == 1 else t.make(Op.AND, *links)


def _set_builder(cursor: Cursor) -> Term | None:
    r"""``\{X \mid X > x\}`` is the event that X > x, if X is what the condition speaks of."""
    end = cursor.matching(cursor.i)
    bars = [k for k in range(cursor.i + 1, end) if cursor.tokens[k].text in ("|", ":")]
    if len(bars) != 1 or bars[0] != cursor.i + 2:
        return None
    inside = cursor.inner(bars[0] + 1, end)
    condition = event(inside)
    member = cursor.tokens[cursor.i + 1].text.lstrip("\\")
    plain = inside.at_end() and condition.op in (Op.RELATION, Op.AND)
    if not plain or member not in t.free_names(condition):
        return None
    cursor.i = end + 1
    return condition


def set_of(cursor: Cursor) -> Term:
    r"""A set behind ``\in``: an interval, a list in braces, or a name."""
    if cursor.peek() not in _CLOSING:
        return cursor.expression(cursor)
    start, opening = cursor.i, cursor.step().text
    with cursor.fresh_group():
        members = [cursor.expression(cursor)]
        while cursor.accept(",", ";"):
            members.append(cursor.expression(cursor))
    closing = cursor.peek()
    if closing not in _CLOSING[opening] or (opening != "\\{" and len(members) != len("ab")):
        raise cursor.refuse("SC035", "a set that is not read", opening, start=start)
    cursor.step()
    return t.make(Op.TUPLE, *members, data=(opening + closing).replace("\\", ""))
