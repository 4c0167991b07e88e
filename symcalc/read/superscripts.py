"""What stands above an expression: a power, a transpose, a degree sign, or what is refused."""

from __future__ import annotations

from collections.abc import Callable
from itertools import accumulate
from typing import Final

from symcalc.core import term as t
from symcalc.core.term import Term
from symcalc.read import linear, names
from symcalc.read.clauses import Piece
from symcalc.read.cursor import Cursor
from symcalc.read.upper_indices import refuse_upper_index

_FACTORIAL_POWERS: Final = r"\b(?:rising|falling) (?:factorial|power)|Pochhammer|hypergeometric"

Reader = Callable[[Cursor], Term]


def superscript(cursor: Cursor, base: Term, start: int, factor: Reader) -> Term:
    r"""The base with what follows its ``^``; ``factor`` reads an exponent that is typed plainly."""
    if cursor.token().is_number and len(cursor.peek()) > 1 and not cursor.context.plain:
        cure = f"write ^{{{cursor.peek()}}}"
        raise cursor.refuse("SC025", f"^{cursor.peek()} without braces", "^", cure, start=start)
    if cursor.context.plain:
        return _power(cursor, base, _plain_exponent(cursor, factor))
    sign = cursor.peek()
    first, end = cursor.group()
    texts = [token.text for token in cursor.tokens[first:end]]
    if texts == ["\\circ"]:
        return t.div(t.mul(base, t.PI), t.number(180))
    if texts[:1] in (["\\overline"], ["\\underline"]) and texts[-1] == "}":
        return _factorial_power(cursor, base, (first, end), start)
    joined = "".join(text for text in _spelled(cursor, first, end) if text not in ("{", "}"))
    special = linear.special_power(cursor, base, joined, start)
    if special is not None:
        return special
    _refuse_special_superscript(cursor, joined, texts, start)
    refuse_upper_index(cursor, base, texts, start)
    whole = sign[1:] in names.GREEK or sign == "\\infty" or (sign == "\\frac" and len(texts) > 1)
    if sign != "{" and sign[0] == "\\" and not whole:
        raise cursor.refuse("SC025", f"^{sign} without braces", sign, "use braces", start=start)
    return _power(cursor, base, cursor.read_between(first, end))


def _factorial_power(cursor: Cursor, base: Term, above: Piece, start: int) -> Term:
    r"""``x^{\overline{n}} = x (x+1) ⋯ (x+n-1)`` and ``x^{\underline{n}} = x (x-1) ⋯ (x-n+1)``."""
    rising = cursor.tokens[above[0]].text == "\\overline"
    if not cursor.context.speaks_of(_FACTORIAL_POWERS):
        message = "a line on an exponent has two usual readings: a factorial power, and a name"
        cure = "write \\bar{n} for a name, or say that it is a rising or falling factorial"
        raise cursor.refuse("SC022", message, "^", cure, start=start)
    count = cursor.read_between(above[0] + 2, above[1] - 1)
    index = t.fresh_name("k", t.free_names(base) | t.free_names(count))
    factor = t.add(base, index) if rising else t.sub(base, index)
    return t.product(factor, index, t.ZERO, t.sub(count, t.ONE))


def _plain_exponent(cursor: Cursor, factor: Reader) -> Term:
    if cursor.accept("-"):
        return t.neg(_plain_exponent(cursor, factor))
    return factor(cursor)


def _spelled(cursor: Cursor, first: int, end: int) -> list[str]:
    """The texts of some tokens, with what running text says."""
    return [token.text + token.value for token in cursor.tokens[first:end]]


def _refuse_special_superscript(cursor: Cursor, joined: str, texts: list[str], start: int) -> None:
    if joined in ("*", "\\star", "+", "-", "\\prime", "\\perp"):
        raise cursor.refuse("SC024", f"^{joined} on an expression", "^" + joined, start=start)
    bracketed = len(texts) > 2 and (texts[0], texts[-1]) in (("(", ")"), ("[", "]"))
    if bracketed and _is_one_bracket(texts):
        message = f"^{joined} has several usual readings: a label, an iteration, a derivative"
        cure = "use a subscript, or write the power without parentheses"
        raise cursor.refuse("SC024", message, "^" + joined, cure, start=start)


def _is_one_bracket(texts: list[str]) -> bool:
    """Whether the bracket that opens first closes last: (t+1), and not (a)(b)."""
    depths = accumulate({"(": 1, "[": 1, ")": -1, "]": -1}.get(text, 0) for text in texts)
    return list(depths).index(0) == len(texts) - 1


def _power(cursor: Cursor, base: Term, exponent: Term) -> Term:
    return t.call("exp", exponent) if base is t.E else t.power(base, exponent)
