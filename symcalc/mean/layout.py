"""What LaTeX and one-line text have in common: pieces, how tightly they bind, and the walk.

A printer makes the piece of one node from the pieces of its arguments; a notation is a
table of printers.  The walk is iterative, so deep terms need no stack.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import IntEnum
from fractions import Fraction
from typing import Final

from symcalc.core.term import Op, Term, free_names, number, postorder


class Level(IntEnum):
    """How tightly a piece of text holds together, loosest first."""

    RELATION = 0
    SUM = 1
    PRODUCT = 2
    OPEN = 3  # sin x, sum of x_i: whatever is written behind it would be drawn in
    CLOSED = 4  # a fraction, 3!, x^2: may stand in a product, needs brackets under a power
    ATOM = 5


@dataclass(frozen=True)
class Piece:
    """The text of one term; ``tall`` asks for growing brackets.

    ``closed`` is the spelling of an open piece that may be followed by something, such as
    ``sin(x)`` for ``sin x``; an open piece without one goes into brackets there.
    """

    text: str
    level: Level = Level.ATOM
    tall: bool = False
    closed: str = ""


class TextTooLongError(ValueError):
    """The text would pass the limit: a shared graph written out as a tree can be astronomical."""


#: Longer texts than this are refused, in characters.
LONGEST: Final = 2_000_000

Look = Callable[[Term], Piece]
Printer = Callable[[Term, Look], Piece]
Bracket = Callable[[Piece], str]
#: What stands between two factors: the left term, its text, the text on the right.
Between = Callable[[Term, str, str], str]


def render(term: Term, printers: Mapping[Op, Printer]) -> str:
    """The text of a term by a table of printers; raises TextTooLongError past the limit."""
    pieces: dict[Term, Piece] = {}

    def look(node: Term) -> Piece:
        """The piece of an argument; a number whose sign was taken off is made on the spot."""
        return pieces[node] if node in pieces else printers[node.op](node, look)

    for node in postorder(term):
        pieces[node] = printers[node.op](node, look)
        if len(pieces[node].text) > LONGEST:
            raise TextTooLongError(f"the expression is longer than {LONGEST:,} characters")
    return pieces[term].text


def latex_bracket(piece: Piece) -> str:
    """The piece in LaTeX's round brackets, growing ones where it is tall."""
    return rf"\left({piece.text}\right)" if piece.tall else f"({piece.text})"


# ---------------------------------------------------------------- sums, signs and products


def signed(term: Term) -> tuple[bool, Term]:
    """Whether a term starts with a minus of its own, and what that minus stands before."""
    if term.op is Op.NEG:
        return True, term.args[0]
    if term.op is Op.NUMBER and isinstance(term.data, Fraction) and term.data < 0:
        return True, number(-term.data)
    return False, term


def flattened(terms: list[Term], op: Op) -> list[Term]:
    """Nested sums (or products) as one list, in the order of the page."""
    found: list[Term] = []
    stack = terms[::-1]
    while stack:
        node = stack.pop()
        if node.op is op:
            stack.extend(reversed(node.args))
        else:
            found.append(node)
    return found


def at_least(level: Level, piece: Piece, bracket: Bracket) -> str:
    """The text of a piece, in brackets unless it binds at least as tightly as ``level``."""
    return piece.text if piece.level >= level else bracket(piece)


def sum_piece(node: Term, look: Look, bracket: Bracket) -> Piece:
    """A sum with its signs between the summands."""
    summands = flattened(list(node.args), Op.ADD)
    parts: list[str] = []
    for position, summand in enumerate(summands):
        text = _summand(summand, summands[position + 1 :], look, bracket)
        negative = text.startswith("-")
        if position:
            text = f" - {text[1:]}" if negative else f" + {text}"
        parts.append(text)
    return Piece("".join(parts), Level.SUM, any(look(summand).tall for summand in summands))


def _summand(term: Term, rest: list[Term], look: Look, bracket: Bracket) -> str:
    """A summand's text; a limit, or a sum over i before another i, might draw in what follows."""
    core = term.args[0] if term.op is Op.NEG else term
    if rest and (core.op is Op.LIMIT or _counts_on(core, rest)):
        return ("-" if core is not term else "") + bracket(look(core))
    piece = look(term)
    return piece.text if piece.text.startswith("-") else at_least(Level.SUM, piece, bracket)


def _counts_on(core: Term, rest: list[Term]) -> bool:
    """Whether the index of a sum or a product stands in what follows it."""
    if core.op not in (Op.SUM, Op.PRODUCT):
        return False
    index = str(core.args[1].data)
    return any(index in free_names(term) for term in rest)


def product_piece(node: Term, look: Look, bracket: Bracket, between: Between) -> Piece:
    """A product in its order; a minus of its first factor comes in front of the whole."""
    factors = flattened(list(node.args), Op.MUL)
    negative, head = signed(factors[0])
    factors[:1] = flattened([head], Op.MUL)
    text, tall = "", False
    for position, factor in enumerate(factors):
        piece = look(factor)
        part = _factor(piece, position + 1 == len(factors), bracket)
        gap = between(factors[position - 1], text, part) if position else ""
        text += gap + part
        tall = tall or piece.tall
    return Piece("-" + text, Level.SUM, tall) if negative else Piece(text, Level.PRODUCT, tall)


def _factor(piece: Piece, last: bool, bracket: Bracket) -> str:
    if piece.level is Level.OPEN and not last:
        return piece.closed or bracket(piece)
    return at_least(Level.OPEN, piece, bracket)


def negative_piece(node: Term, look: Look, bracket: Bracket) -> Piece:
    """A minus before a term that is at least a product."""
    piece = look(node.args[0])
    return Piece("-" + at_least(Level.PRODUCT, piece, bracket), Level.SUM, piece.tall)
