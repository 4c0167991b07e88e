r"""Terms as LaTeX that a strict reader reads back as the same value.

Arguments of functions stand in brackets unless they are one symbol or number; a name
before a bracket is followed by ``\cdot``, so that it cannot be taken for an application;
brackets grow (``\left(``) only around what is tall.
"""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Final

from symcalc.core.term import Op, Term, free_names, value_of
from symcalc.mean import latex_calculus as calculus
from symcalc.mean.latex_calls import (
    COMMANDS,
    POWERED,
    apply_piece,
    call_piece,
    call_with,
    call_with_own_e,
)
from symcalc.mean.layout import (
    Level,
    Look,
    Piece,
    Printer,
    at_least,
    negative_piece,
    product_piece,
    render,
    sum_piece,
)
from symcalc.mean.layout import latex_bracket as bracket
from symcalc.mean.members import lettered
from symcalc.mean.names import latex_name, name_parts
from symcalc.mean.plain import plain

__all__ = ["latex", "latex_name", "plain"]


def latex(term: Term) -> str:
    """The term in LaTeX (math mode, amsmath); raises TextTooLongError where it is endless."""
    return render(lettered(term), _WITH_OWN_E if "e" in free_names(term) else _PRINTERS)


# ------------------------------------------------------------------------- what is atomic

_CONSTANTS: Final = {"pi": r"\pi", "e": "e", "i": "i", "inf": r"\infty", "true": r"\text{true}"}


def _number(node: Term, look: Look) -> Piece:
    assert isinstance(node.data, Fraction)
    sign = "-" if node.data < 0 else ""
    over, under = abs(node.data.numerator), node.data.denominator
    text = str(over) if under == 1 else rf"\frac{{{over}}}{{{under}}}"
    unsigned_level = Level.ATOM if under == 1 else Level.CLOSED
    return Piece(sign + text, Level.SUM if sign else unsigned_level, under != 1)


def _name(node: Term, look: Look) -> Piece:
    return Piece(latex_name(str(node.data)))


def _element(node: Term, look: Look) -> Piece:
    key, args = str(node.data), node.args
    if key.endswith("^()"):
        above = f"^{{({look(args[0]).text})}}"
        below = ", ".join(look(index).text for index in args[1:])
        return Piece(latex_name(key[:-3]) + (f"_{{{below}}}" if below else "") + above)
    if key.endswith("_|"):
        given = " | ".join(look(index).text for index in args)
        return Piece(f"{latex_name(key[:-2])}_{{{given}}}")
    indices = ", ".join(look(index).text for index in node.args)
    parts = name_parts(str(node.data))
    if parts.sub:
        return Piece(rf"({latex_name(str(node.data))})_{{{indices}}}")
    base, caret, label = latex_name(str(node.data)).partition("^")
    return Piece(f"{base}_{{{indices}}}{caret}{label}")


def _decimal(node: Term, look: Look) -> Piece:
    digits = str(node.data)
    return Piece(digits, Level.SUM if digits.startswith("-") else Level.ATOM)


def _constant(node: Term, look: Look) -> Piece:
    return Piece(_CONSTANTS[str(node.data)])


def _constant_with_own_e(node: Term, look: Look) -> Piece:
    return Piece(r"\exp(1)", Level.CLOSED) if node.data == "e" else _constant(node, look)


# ----------------------------------------------------------------------- arithmetic


def _sum(node: Term, look: Look) -> Piece:
    return sum_piece(node, look, bracket)


def _product(node: Term, look: Look) -> Piece:
    return product_piece(node, look, bracket, _between)


def _negative(node: Term, look: Look) -> Piece:
    return negative_piece(node, look, bracket)


#: What nobody takes for a function when a bracket follows.
_NEVER_APPLIED: Final = (Op.NUMBER, Op.DECIMAL, Op.ADD, Op.DIV, Op.APPLY)
_BRACKETED: Final = re.compile(r"\(|\\left\(|\\begin")


def _between(left: Term, left_text: str, right: str) -> str:
    """What separates two factors so that they can only be read as a product."""
    if right[0].isdigit() or (left_text[-1].isdigit() and right.startswith(r"\frac")):
        return r" \cdot "
    if _BRACKETED.match(right) and left.op not in _NEVER_APPLIED:
        return r" \cdot "
    if left_text.endswith(r"\Delta"):
        return r" \cdot "  # \Delta x is one name
    word = left.op is Op.NAME and latex_name(str(left.data)).startswith(r"\mathrm")
    return r" \, " if word or right.startswith(r"\mathrm") else " "


def _quotient(node: Term, look: Look) -> Piece:
    over, under = (look(argument).text for argument in node.args)
    return Piece(rf"\frac{{{over}}}{{{under}}}", Level.CLOSED, tall=True)


def _power(node: Term, look: Look) -> Piece:
    base, exponent = node.args
    over = _exponent(exponent, look)
    if base.op is Op.CALL and base.data in POWERED and _counts(exponent):
        return call_with(f"{COMMANDS[str(base.data)]}^{{{over}}}", base.args[0], look)
    piece = look(base)
    scripted = base.op in (Op.NAME, Op.ELEMENT) and re.search(r"['^]", str(base.data))
    below = bracket(piece) if scripted else at_least(Level.ATOM, piece, bracket)
    return Piece(f"{below}^{{{over}}}", Level.CLOSED, piece.tall)


def _exponent(term: Term, look: Look) -> str:
    value = term.data if term.op is Op.NUMBER else None
    return str(value) if isinstance(value, Fraction) else look(term).text


def _counts(exponent: Term) -> bool:
    value = value_of(exponent)
    return value is not None and value.denominator == 1 and value >= 2


_PRINTERS: Final[dict[Op, Printer]] = {
    Op.NUMBER: _number,
    Op.DECIMAL: _decimal,
    Op.CONSTANT: _constant,
    Op.NAME: _name,
    Op.ELEMENT: _element,
    Op.ADD: _sum,
    Op.MUL: _product,
    Op.NEG: _negative,
    Op.DIV: _quotient,
    Op.POW: _power,
    Op.CALL: call_piece,
    Op.APPLY: apply_piece,
    **calculus.PRINTERS,
}

#: The same where e is a name of the author's and cannot stand for Euler's number.
_WITH_OWN_E: Final = {
    **_PRINTERS,
    Op.CALL: call_with_own_e,
    Op.CONSTANT: _constant_with_own_e,
}
