"""Functions in LaTeX: elementary ones by their commands, named ones with their primes."""

from __future__ import annotations

from fractions import Fraction
from typing import Final

from symcalc.core.term import (
    Op,
    Term,
    apply,
    derivative,
    free_names,
    fresh_name,
    function_key,
    function_orders,
)
from symcalc.mean import latex_linear
from symcalc.mean.latex_objects import (
    expectation_piece,
    extremum_piece,
    is_expectation,
    is_extremum,
)
from symcalc.mean.layout import Level, Look, Piece, Printer, at_least
from symcalc.mean.layout import latex_bracket as bracket
from symcalc.mean.names import latex_name

#: Functions whose command takes its argument without brackets where that is one symbol.
COMMANDS: Final = {
    "sin": r"\sin", "cos": r"\cos", "tan": r"\tan", "cot": r"\cot", "sec": r"\sec",
    "csc": r"\csc", "arcsin": r"\arcsin", "arccos": r"\arccos", "arctan": r"\arctan",
    "sinh": r"\sinh", "cosh": r"\cosh", "tanh": r"\tanh", "coth": r"\coth", "log": r"\log",
}  # fmt: skip

#: Functions that are written with a command or an operator name and brackets.
_OPERATORS: Final = {"max": r"\max", "min": r"\min", "exp": r"\exp", "gamma": r"\Gamma"}

_FENCES: Final = {
    "abs": (r"\left|", r"\right|"),
    "floor": (r"\lfloor ", r" \rfloor"),
    "ceil": (r"\lceil ", r" \rceil"),
    "sqrt": (r"\sqrt{", "}"),
}

#: Functions whose whole-number powers are written on the name: sin^2 x.
POWERED: Final = frozenset(
    ("sin", "cos", "tan", "cot", "sec", "csc", "sinh", "cosh", "tanh", "coth")
)


def call_piece(node: Term, look: Look) -> Piece:
    """An elementary function with its argument, or one of vectors and matrices."""
    function = str(node.data)
    if function in latex_linear.CALLS:
        return latex_linear.CALLS[function](node, look)
    argument = node.args[0]
    if function in COMMANDS:
        return call_with(COMMANDS[function], argument, look)
    if function in _FENCES:
        before, after = _FENCES[function]
        level = Level.CLOSED if function == "sqrt" else Level.ATOM
        return Piece(before + look(argument).text + after, level, look(argument).tall)
    if function == "exp":
        return Piece(f"e^{{{look(argument).text}}}", Level.CLOSED, look(argument).tall)
    special = _SPECIAL.get(function)
    if special is not None:
        return special(node, look)
    head = _OPERATORS.get(function, rf"\operatorname{{{function}}}")
    return Piece(head + _arguments(node, look), Level.CLOSED)


def call_with_own_e(node: Term, look: Look) -> Piece:
    """As call_piece, where e is a name of the author's and so cannot be Euler's number."""
    if node.data == "exp":
        return Piece(r"\exp" + _arguments(node, look), Level.CLOSED)
    return call_piece(node, look)


def call_with(head: str, argument: Term, look: Look) -> Piece:
    """A command with its argument: bare where that is one symbol or number."""
    piece = look(argument)
    closed = head + bracket(piece)
    symbol = argument.op in (Op.NAME, Op.ELEMENT, Op.CONSTANT) and not piece.text.startswith(_TWO)
    if symbol or _whole(argument):
        return Piece(f"{head} {piece.text}", Level.OPEN, closed=closed)
    return Piece(closed, Level.CLOSED, piece.tall)


#: A name of two symbols looks like a product.
_TWO: Final = r"\Delta "


def _whole(term: Term) -> bool:
    value = term.data if term.op is Op.NUMBER else None
    return isinstance(value, Fraction) and value >= 0 and value.denominator == 1


def _arguments(node: Term, look: Look) -> str:
    """The arguments in brackets; p(x | θ) has a tuple of what is given at its end."""
    plain = list(node.args)
    given: tuple[Term, ...] = ()
    if plain and plain[-1].op is Op.TUPLE and plain[-1].data == "given":
        given = plain.pop().args
    pieces = [look(argument) for argument in (*plain, *given)]
    text = ", ".join(piece.text for piece in pieces[: len(plain)])
    if given:
        text += r" \mid " + ", ".join(piece.text for piece in pieces[len(plain) :])
    return bracket(Piece(text, tall=any(piece.tall for piece in pieces)))


def _root(node: Term, look: Look) -> Piece:
    radicand, degree = (look(argument).text for argument in node.args)
    return Piece(rf"\sqrt[{degree}]{{{radicand}}}", Level.CLOSED, tall=True)


def _logarithm_to_base(node: Term, look: Look) -> Piece:
    return call_with(rf"\log_{{{look(node.args[1]).text}}}", node.args[0], look)


def _binomial(node: Term, look: Look) -> Piece:
    over, under = (look(argument).text for argument in node.args)
    return Piece(rf"\binom{{{over}}}{{{under}}}", tall=True)


def _factorial(node: Term, look: Look) -> Piece:
    piece = look(node.args[0])
    return Piece(at_least(Level.ATOM, piece, bracket) + "!", Level.CLOSED, piece.tall)


_SPECIAL: Final[dict[str, Printer]] = {
    "root": _root,
    "logbase": _logarithm_to_base,
    "binomial": _binomial,
    "factorial": _factorial,
}


def apply_piece(node: Term, look: Look) -> Piece:
    """A named function with its primes, or in the manner of Leibniz."""
    key, orders = function_key(node), function_orders(node)
    if not node.args:
        return Piece(latex_name(key), Level.CLOSED)
    if is_extremum(node):
        return extremum_piece(node, look)
    if is_expectation(node):
        return expectation_piece(node, look)
    if key.endswith("^()"):
        above, rest = look(node.args[0]).text, apply(key[:-3], *node.args[1:])
        return Piece(f"{_function_name(key[:-3])}^{{({above})}}{_arguments(rest, look)}")
    arguments = _arguments(node, look)
    if not any(orders):
        return Piece(_function_name(key) + arguments)
    if len(orders) == 1 and orders[0] <= _MOST_PRIMES:
        return Piece(_function_name(key) + "'" * orders[0] + arguments)
    if len(set(node.args)) == len(node.args) and all(a.op is Op.NAME for a in node.args):
        return look(_leibniz(node, node.args))
    return _partial_of_slots(node, look)


#: More primes than this are written as a derivative in Leibniz' manner.
_MOST_PRIMES: Final = 4


def _leibniz(node: Term, places: tuple[Term, ...]) -> Term:
    """The derivative of a function at names of places, as a DERIVATIVE node."""
    held = [(place, n) for place, n in zip(places, function_orders(node), strict=True) if n]
    value = apply(function_key(node), *places)
    return derivative(value, *(place for place, _ in held), orders=tuple(n for _, n in held))


def _partial_of_slots(node: Term, look: Look) -> Piece:
    """A derivative in an argument that is no name: the partial derivative, evaluated there."""
    taken = set(free_names(node))
    slots: list[Term] = []
    for _ in node.args:
        slots.append(fresh_name("u", taken))
        taken.add(str(slots[-1].data))
    text = look(_leibniz(node, tuple(slots))).text
    for slot, value in zip(slots, node.args, strict=True):
        text = rf"\left. {text} \right|_{{{look(slot).text} = {look(value).text}}}"
    return Piece(text, Level.CLOSED, tall=True)


def _function_name(key: str) -> str:
    text = latex_name(key)
    return text.replace(r"\mathrm", r"\operatorname", 1) if text.startswith(r"\mathrm") else text
