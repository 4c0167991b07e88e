"""Terms as one line of text for terminals: ``2·w·(x + 1)``."""

from __future__ import annotations

from fractions import Fraction
from typing import Final

from symcalc.core.term import TRUE, Op, Term, derivative_orders, function_key, function_orders
from symcalc.core.vocabulary import SPOKEN
from symcalc.mean import plain_linear
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
from symcalc.mean.members import lettered, runs_openly
from symcalc.mean.names import plain_name


def plain(term: Term) -> str:
    """The term in one line of Unicode text; raises TextTooLongError past two million characters."""
    return render(lettered(term), _PRINTERS)


_CONSTANTS: Final = {"pi": "π", "e": "e", "i": "i", "inf": "∞", "true": "true"}
_SIGNS: Final = {"=": "=", "!=": "≠", "<": "<", "<=": "≤", ">": ">", ">=": "≥", "in": "∈",
                 "not in": "∉", "to": "→", "sim": "∼", "subset": "⊆"}  # fmt: skip
_SUPERSCRIPTS: Final = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def _bracket(piece: Piece) -> str:
    return f"({piece.text})"


def _list(terms: tuple[Term, ...], look: Look) -> str:
    return ", ".join(look(term).text for term in terms)


def _number(node: Term, look: Look) -> Piece:
    assert isinstance(node.data, Fraction)
    if node.data < 0:
        return Piece(str(node.data), Level.SUM)
    whole = node.data.denominator == 1
    return Piece(str(node.data), Level.ATOM if whole else Level.OPEN)


def _decimal(node: Term, look: Look) -> Piece:
    digits = str(node.data)
    return Piece(digits, Level.SUM if digits.startswith("-") else Level.ATOM)


def _constant(node: Term, look: Look) -> Piece:
    return Piece(_CONSTANTS[str(node.data)])


def _name(node: Term, look: Look) -> Piece:
    return Piece(plain_name(str(node.data)))


def _element(node: Term, look: Look) -> Piece:
    if str(node.data).endswith("^()"):
        above, below = look(node.args[0]).text, _list(node.args[1:], look)
        return Piece(
            plain_name(str(node.data)[:-3]) + (f"_{below}" if below else "") + f"^({above})"
        )
    if str(node.data).endswith("_|"):
        given = "|".join(look(index).text for index in node.args)
        return Piece(f"{plain_name(str(node.data)[:-2])}_{{{given}}}")
    indices = _list(node.args, look)
    short = indices.isalnum()
    return Piece(f"{plain_name(str(node.data))}_" + (indices if short else f"{{{indices}}}"))


def _sum(node: Term, look: Look) -> Piece:
    return sum_piece(node, look, _bracket)


def _product(node: Term, look: Look) -> Piece:
    return product_piece(node, look, _bracket, lambda *_: "·")


def _negative(node: Term, look: Look) -> Piece:
    return negative_piece(node, look, _bracket)


def _quotient(node: Term, look: Look) -> Piece:
    over, under = (look(argument) for argument in node.args)
    text = f"{at_least(Level.CLOSED, over, _bracket)}/{at_least(Level.CLOSED, under, _bracket)}"
    return Piece(text, Level.OPEN)


def _power(node: Term, look: Look) -> Piece:
    base, exponent = (look(argument) for argument in node.args)
    below = at_least(Level.ATOM, base, _bracket)
    if "^" in below and base.level is Level.ATOM and node.args[0].op in (Op.NAME, Op.ELEMENT):
        below = _bracket(base)
    return Piece(f"{below}^{at_least(Level.ATOM, exponent, _bracket)}", Level.CLOSED)


def _call(node: Term, look: Look) -> Piece:
    function = str(node.data)
    if function in plain_linear.CALLS:
        return plain_linear.CALLS[function](node, look)
    arguments = _list(node.args, look)
    if function == "abs":
        return Piece(f"|{arguments}|")
    if function == "factorial":
        return Piece(at_least(Level.ATOM, look(node.args[0]), _bracket) + "!", Level.CLOSED)
    return Piece(f"{function}({arguments})")


def _apply(node: Term, look: Look) -> Piece:
    orders = function_orders(node)
    marks = "'" * orders[0] if len(orders) == 1 else ""
    if not marks and any(orders):
        slots = "".join(str(k + 1) * order for k, order in enumerate(orders))
        marks = f"_({slots})"
    arguments = f"({_list(node.args, look)})" if node.args else ""
    return Piece(plain_name(function_key(node)) + marks + arguments)


def _big(sign: str) -> Printer:
    def piece(node: Term, look: Look) -> Piece:
        body, index, lower, upper = (look(argument) for argument in node.args)
        inside = at_least(Level.PRODUCT, body, _bracket)
        ends = f"_{{{index.text}={lower.text}}}^{{{upper.text}}}"
        ends = f"_{{{index.text}}}" if runs_openly(node) else ends
        return Piece(f"{sign}{ends} {inside}", Level.OPEN)

    return piece


def _integral(node: Term, look: Look) -> Piece:
    body, variable, *bounds = (look(argument) for argument in node.args)
    scripts = f"_{{{bounds[0].text}}}^{{{bounds[1].text}}}" if bounds else ""
    inside = at_least(Level.PRODUCT, body, _bracket)
    return Piece(f"∫{scripts} {inside} d{variable.text}", Level.OPEN)


def _limit(node: Term, look: Look) -> Piece:
    body, variable, point = (look(argument) for argument in node.args)
    inside = at_least(Level.PRODUCT, body, _bracket)
    return Piece(f"lim_{{{variable.text}→{point.text}{node.data}}} {inside}", Level.OPEN)


def _derivative(node: Term, look: Look) -> Piece:
    body, *variables = node.args
    orders = derivative_orders(node)
    d = "d" if len(variables) == 1 else "∂"
    under = "".join(
        d + look(variable).text + _raised(order)
        for variable, order in zip(variables, orders, strict=True)
    )
    return Piece(f"{d}{_raised(sum(orders))}/{under} ({look(body).text})", Level.OPEN)


def _raised(order: int) -> str:
    return str(order).translate(_SUPERSCRIPTS) if order > 1 else ""


def _at(node: Term, look: Look) -> Piece:
    body, variable, value = (look(argument).text for argument in node.args)
    return Piece(f"[{body}]_{{{variable}={value}}}", Level.CLOSED)


def _cases(node: Term, look: Look) -> Piece:
    rows = [
        look(value).text + (" otherwise" if condition is TRUE else f" if {look(condition).text}")
        for value, condition in zip(node.args[::2], node.args[1::2], strict=True)
    ]
    return Piece("{" + "; ".join(rows) + "}")


def _relation(node: Term, look: Look) -> Piece:
    sides = (at_least(Level.SUM, look(side), _bracket) for side in node.args)
    return Piece(f" {_SIGNS[str(node.data)]} ".join(sides), Level.RELATION)


def _joined(word: str) -> Printer:
    return lambda node, look: Piece(
        f" {word} ".join(look(part).text for part in node.args), Level.RELATION
    )


def _column(node: Term, look: Look) -> Piece:
    return Piece(f"[{_list(node.args, look)}]")


def _matrix(node: Term, look: Look) -> Piece:
    assert isinstance(node.data, tuple)
    columns = int(node.data[1])
    starts = range(0, len(node.args), columns)
    return Piece("[" + "; ".join(_list(node.args[k : k + columns], look) for k in starts) + "]")


def _tuple(node: Term, look: Look) -> Piece:
    if node.data == "dots":
        return Piece("…")
    if str(node.data).startswith(SPOKEN):
        words = str(node.data).removeprefix(SPOKEN).split("·")
        formulas = [*(look(part).text for part in node.args), ""]
        return Piece("".join(a + b for a, b in zip(words, formulas, strict=False)))
    fences = str(node.data) if node.data in ("[]", "(]", "[)", "{}") else "()"
    return Piece(f"{fences[0]}{_list(node.args, look)}{fences[1]}")


def _map(node: Term, look: Look) -> Piece:
    body, variable = look(node.args[0]), look(node.args[1])
    return Piece(f"{variable.text} ↦ {body.text}", Level.RELATION)


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
    Op.CALL: _call,
    Op.APPLY: _apply,
    Op.SUM: _big("Σ"),
    Op.PRODUCT: _big("Π"),
    Op.INTEGRAL: _integral,
    Op.LIMIT: _limit,
    Op.DERIVATIVE: _derivative,
    Op.AT: _at,
    Op.CASES: _cases,
    Op.RELATION: _relation,
    Op.AND: _joined("and"),
    Op.OR: _joined("or"),
    Op.VECTOR: _column,
    Op.MATRIX: _matrix,
    Op.TUPLE: _tuple,
    Op.MAP: _map,
}
