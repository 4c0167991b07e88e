"""Sums, integrals, limits, derivatives, cases and relations in LaTeX."""

from __future__ import annotations

from itertools import pairwise
from typing import Final

from symcalc.core.term import ONE, TRUE, Op, Term, derivative_orders, free_names, function_key
from symcalc.mean import latex_objects as objects
from symcalc.mean.layout import Level, Look, Piece, Printer, at_least
from symcalc.mean.layout import latex_bracket as bracket
from symcalc.mean.members import runs_openly
from symcalc.mean.names import latex_name

_SIGNS: Final = {
    "=": "=", "!=": r"\ne", "<": "<", "<=": r"\le", ">": ">", ">=": r"\ge", **objects.SIGNS,
}  # fmt: skip


def _big(command: str) -> Printer:
    def piece(node: Term, look: Look) -> Piece:
        body, index, lower, upper = (look(argument) for argument in node.args)
        scripts = f"_{{{index.text}={lower.text}}}^{{{upper.text}}}"
        scripts = f"_{{{index.text}}}" if runs_openly(node) else scripts
        inside = at_least(Level.PRODUCT, body, bracket)
        return Piece(f"{command}{scripts} {inside}", Level.OPEN, tall=True)

    return piece


def _integral(node: Term, look: Look) -> Piece:
    body, variable = look(node.args[0]), look(node.args[1]).text
    bounds = [look(bound).text for bound in node.args[2:]]
    scripts = f"_{{{bounds[0]}}}^{{{bounds[1]}}}" if bounds else ""
    scripts = _set_below(node) or scripts
    # In \int dy/dx dx the first differential would be taken for the one that ends the integral.
    integrand = (
        bracket(body) if _is_leibniz(node.args[0]) else at_least(Level.PRODUCT, body, bracket)
    )
    inside = "" if node.args[0] is ONE else integrand + r" \, "
    return Piece(rf"\int{scripts} {inside}d{variable}", Level.OPEN, tall=True)


def _set_below(node: Term) -> str:
    """The set below the sign of an integral from the infimum of a set to its supremum."""
    keys = [function_key(bound) for bound in node.args[2:] if bound.op is Op.APPLY]
    if len(keys) == 2 and keys[0].startswith("inf.") and keys[1] == "sup." + keys[0][4:]:
        return f"_{{{latex_name(keys[0][4:])}}}"
    return ""


def _limit(node: Term, look: Look) -> Piece:
    body, variable, point = (look(argument) for argument in node.args)
    side = f"^{{{node.data}}}" if node.data else ""
    below = bracket(point) if side and point.level is not Level.ATOM else point.text
    inside = at_least(Level.PRODUCT, body, bracket)
    text = rf"\lim_{{{variable.text} \to {below}{side}}} {inside}"
    return Piece(text, Level.OPEN, body.tall)


def _derivative(node: Term, look: Look) -> Piece:
    body, *variables = node.args
    d = _differential(body, variables)
    orders = derivative_orders(node)
    total = sum(orders)
    over = d + (f"^{{{total}}}" if total > 1 else "")
    under = r" \, ".join(
        _under(d, look(variable).text, order)
        for variable, order in zip(variables, orders, strict=True)
    )
    if _is_leibniz(node):
        gap = " " if d != "d" else ""
        return Piece(rf"\frac{{{over}{gap}{look(body).text}}}{{{under}}}", Level.CLOSED, tall=True)
    inside = _differentiated(body, look(body))
    return Piece(rf"\frac{{{over}}}{{{under}}} {inside}", Level.OPEN, tall=True)


def _differentiated(body: Term, piece: Piece) -> str:
    """What is differentiated: in d/dx (-x)^2 it might end with the bracket."""
    ends_early = piece.text.startswith(("(", r"\left("))
    long = r"\cdot" in piece.text and not piece.text.startswith(r"\frac")
    return bracket(piece) if ends_early or long else at_least(Level.OPEN, piece, bracket)


def _is_leibniz(node: Term) -> bool:
    """Whether a derivative is written dy/dx, its body in the numerator."""
    return node.op is Op.DERIVATIVE and node.args[0].op is Op.NAME


def _differential(body: Term, variables: list[Term]) -> str:
    """The straight d where nothing else can vary, the partial's round one otherwise."""
    names = free_names(body).union(*(free_names(variable) for variable in variables))
    alone = len(names) == 1 or (body.op is Op.NAME and len(variables) == 1)
    return "d" if alone else r"\partial"


def _under(d: str, variable: str, order: int) -> str:
    gap = "" if d == "d" and not variable.startswith("\\") else " "
    return f"{d}{gap}{variable}" + (f"^{{{order}}}" if order > 1 else "")


def _at(node: Term, look: Look) -> Piece:
    body, variable, value = (look(argument).text for argument in node.args)
    return Piece(rf"\left. {body} \right|_{{{variable} = {value}}}", Level.CLOSED, tall=True)


def _cases(node: Term, look: Look) -> Piece:
    rows = [
        rf"{look(value).text} & {_condition(condition, look)}"
        for value, condition in zip(node.args[::2], node.args[1::2], strict=True)
    ]
    body = r" \\ ".join(rows)
    return Piece(rf"\begin{{cases}} {body} \end{{cases}}", Level.OPEN, tall=True)


def _condition(condition: Term, look: Look) -> str:
    return r"\text{otherwise}" if condition is TRUE else rf"\text{{if }} {look(condition).text}"


def _relation(node: Term, look: Look) -> Piece:
    left, right = (look(argument) for argument in node.args)
    sides = (at_least(Level.SUM, side, bracket) for side in (left, right))
    text = f" {_SIGNS[str(node.data)]} ".join(sides)
    return Piece(text, Level.RELATION, left.tall or right.tall)


def _and(node: Term, look: Look) -> Piece:
    r"""``0 \le x < 1`` where each comparison begins with the end of the one before."""
    if not all(part.op is Op.RELATION for part in node.args):
        return _joined("and")(node, look)
    if any(a.args[1] is not b.args[0] for a, b in pairwise(node.args)):
        return _joined("and")(node, look)
    text = at_least(Level.SUM, look(node.args[0].args[0]), bracket)
    for part in node.args:
        right = at_least(Level.SUM, look(part.args[1]), bracket)
        text += f" {_SIGNS[str(part.data)]} {right}"
    return Piece(text, Level.RELATION)


def _joined(word: str) -> Printer:
    def piece(node: Term, look: Look) -> Piece:
        text = rf" \text{{ {word} }} ".join(look(argument).text for argument in node.args)
        return Piece(text, Level.RELATION)

    return piece


def _column(node: Term, look: Look) -> Piece:
    rows = r" \\ ".join(look(component).text for component in node.args)
    return Piece(rf"\begin{{pmatrix}} {rows} \end{{pmatrix}}", tall=True)


def _matrix(node: Term, look: Look) -> Piece:
    assert isinstance(node.data, tuple)
    columns = int(node.data[1])
    entries = [look(entry).text for entry in node.args]
    rows = [" & ".join(entries[k : k + columns]) for k in range(0, len(entries), columns)]
    text = r" \\ ".join(rows)
    return Piece(rf"\begin{{pmatrix}} {text} \end{{pmatrix}}", tall=True)


PRINTERS: Final[dict[Op, Printer]] = {
    Op.SUM: _big(r"\sum"),
    Op.PRODUCT: _big(r"\prod"),
    Op.INTEGRAL: _integral,
    Op.LIMIT: _limit,
    Op.DERIVATIVE: _derivative,
    Op.AT: _at,
    Op.CASES: _cases,
    Op.RELATION: _relation,
    Op.AND: _and,
    Op.OR: _joined("or"),
    Op.VECTOR: _column,
    Op.MATRIX: _matrix,
    Op.TUPLE: objects.tuple_piece,
    Op.MAP: objects.map_piece,
}
