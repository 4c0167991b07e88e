r"""Functions of functions: ``(f + g)(x)``, ``(f \circ g)(x)``, ``(fg)'(x)``, ``(f * g)(t)``."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Final

from symcalc.core import term as t
from symcalc.core.term import Op, Term
from symcalc.read import names
from symcalc.read.application import arguments
from symcalc.read.cursor import Cursor
from symcalc.read.tokens import Token

_SUMS: Final = frozenset({"+", "-"})
_PRODUCTS: Final = frozenset({"\\cdot", "/"})
_CONVOLUTIONS: Final = frozenset({"*", "\\star", "\\circledast"})
_SIGNS: Final = _SUMS | _PRODUCTS | _CONVOLUTIONS | {"\\circ"}


def function_of_functions(cursor: Cursor) -> Term | None:
    """The value of a combination of functions, or of its derivative; None for other brackets."""
    start, end = cursor.i, cursor.matching(cursor.i)
    inside = cursor.tokens[start + 1 : end]
    opening = end + 1
    while opening < len(cursor.tokens) and cursor.tokens[opening].text == "'":
        opening += 1
    applied = opening < len(cursor.tokens) and cursor.tokens[opening].text == "("
    if not applied or len(inside) < 2 or not _combines(cursor, inside):
        return None
    cursor.i = opening
    args = arguments(cursor)
    order = opening - end - 1
    if not order:
        return _value(cursor, inside, args)
    if len(args) != 1:
        raise cursor.refuse("SC018", "a prime on a function of several variables", "'", start=start)
    return _slope(cursor, inside, args[0], order)


#: Letters that vary, and pages on which a prime transposes: X'X, y'y.
_VARYING: Final = frozenset("xtyzsu")
_CONSTANT: Final = frozenset("abcdkmnprACKN") | {"alpha", "beta", "lambda", "omega", "mu", "sigma"}
_TRANSPOSING: Final = r"[A-Za-z]'[A-Za-z]"


def slope_of_bracket(cursor: Cursor, body: Term, start: int) -> Term:
    """``(x^n)'`` in the one letter of it that varies; refused (SC018) where that is not clear."""
    order = 1
    while cursor.accept("'"):
        order += 1
    free = sorted(t.free_names(body) - _CONSTANT)
    clear = len(free) == 1 and free[0] in _VARYING and not cursor.context.speaks_of(_TRANSPOSING)
    if not clear or cursor.tokens[start].text not in ("(", "["):
        message = "a prime on an expression"
        raise cursor.refuse("SC018", message, "'", "write \\frac{d}{dx}(…)", start=start)
    return t.derivative(body, t.name(free[0]), orders=(order,))


def _combines(cursor: Cursor, inside: Sequence[Token]) -> bool:
    """Whether there is nothing but functions and signs between them."""
    functions = [token for token in inside if token.text not in _SIGNS]
    return len(functions) > 1 and all(_is_function(cursor, token) for token in functions)


def _is_function(cursor: Cursor, token: Token) -> bool:
    key = token.text.lstrip("\\")
    usual = key in names.FUNCTION_LETTERS and key not in cursor.context.scalars
    return (token.is_letter or token.is_greek) and (key in cursor.context.functions or usual)


def _slope(cursor: Cursor, inside: Sequence[Token], argument: Term, order: int) -> Term:
    if argument.op is Op.NAME:
        return t.derivative(_value(cursor, inside, (argument,)), argument, orders=(order,))
    place = t.fresh_name("x", t.free_names(argument))
    slope = t.derivative(_value(cursor, inside, (place,)), place, orders=(order,))
    return t.at(slope, place, argument)


def _value(cursor: Cursor, inside: Sequence[Token], args: tuple[Term, ...]) -> Term:
    """Sums bind less than products, and these less than compositions; a convolution is its own."""
    texts = [token.text for token in inside]
    if any(text in _CONVOLUTIONS for text in texts):
        return t.apply("*".join(text.lstrip("\\") for text in texts if text not in _SIGNS), *args)
    for signs in (_SUMS, _PRODUCTS):
        cuts = [k for k, text in enumerate(texts) if text in signs and k]
        if cuts:
            left, right = inside[: cuts[-1]], inside[cuts[-1] + 1 :]
            pair = _value(cursor, left, args), _value(cursor, right, args)
            return _JOINED[texts[cuts[-1]]](*pair)
    factors = [[inside[0]]]
    for before, token in pairwise(inside):
        if token.text == "\\circ" or before.text == "\\circ":
            factors[-1].append(token)
        else:
            factors.append([token])
    return t.mul(*(_composed(factor, args) for factor in factors))


_JOINED: Final[dict[str, Callable[[Term, Term], Term]]] = {
    "+": t.add,
    "-": t.sub,
    "\\cdot": t.mul,
    "/": t.div,
}


def _composed(tokens: list[Token], args: tuple[Term, ...]) -> Term:
    """``f \\circ g`` at x is f(g(x)): the last one comes first."""
    for token in reversed(tokens):
        if token.text != "\\circ":
            args = (t.apply(token.text.lstrip("\\"), *args),)
    return args[0]
