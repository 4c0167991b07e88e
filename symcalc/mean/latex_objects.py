"""Objects that have no value here, in LaTeX: maps, extrema, lists, sets and intervals."""

from __future__ import annotations

import re
from typing import Final

from symcalc.core.term import Op, Term, function_key
from symcalc.core.vocabulary import SPOKEN
from symcalc.mean.layout import Level, Look, Piece, at_least
from symcalc.mean.layout import latex_bracket as bracket
from symcalc.mean.names import latex_name

#: Signs of relations that are no comparisons of numbers.
SIGNS: Final = {"in": r"\in", "not in": r"\notin", "to": r"\to", "sim": r"\sim",
                "subset": r"\subseteq"}  # fmt: skip

_COMMANDS: Final = {"max": r"\max", "min": r"\min", "sup": r"\sup", "inf": r"\inf",
                    "limsup": r"\limsup", "liminf": r"\liminf"}  # fmt: skip

#: What a tuple is -> what stands around its members.
_FENCES: Final = {
    "()": ("(", ")"), "[]": ("[", "]"), "[)": ("[", ")"), "(]": ("(", "]"),
    "{}": (r"\{", r"\}"), None: ("(", ")"), "where": ("(", ")"), "given": ("(", ")"),
}  # fmt: skip


def tuple_piece(node: Term, look: Look) -> Piece:
    """A list, a set or an interval with its brackets."""
    if node.data == "dots":
        return Piece(r"\ldots")
    pieces = [look(part) for part in node.args]
    if str(node.data).startswith(SPOKEN):
        return Piece(_spoken(str(node.data).removeprefix(SPOKEN), pieces))
    text = ", ".join(piece.text for piece in pieces)
    before, after = _FENCES.get(str(node.data) if node.data else None, ("(", ")"))
    if any(piece.tall for piece in pieces):
        before, after = rf"\left{before}", rf"\right{after}"
    return Piece(f"{before}{text}{after}")


def _spoken(pattern: str, pieces: list[Piece]) -> str:
    r"""``\text{not }A`` from its pattern and the formulas in it."""
    formulas = iter(pieces)
    parts = (part.strip() for part in re.split("(·)", pattern))
    return " ".join(
        next(formulas).text if part == "·" else rf"\text{{ {part} }}" for part in parts if part
    )


def map_piece(node: Term, look: Look) -> Piece:
    """The function that takes a variable to a body."""
    body, variable = look(node.args[0]), look(node.args[1])
    return Piece(rf"{variable.text} \mapsto {body.text}", Level.RELATION, body.tall)


def is_expectation(node: Term) -> bool:
    """Whether a node applies a functional with a distribution to a map."""
    return "∼" in function_key(node) and node.args[0].op is Op.MAP


def expectation_piece(node: Term, look: Look) -> Piece:
    r"""``\mathbb{E}_{x \sim p}[f(x)]``."""
    functional, _, distribution = function_key(node).partition("∼")
    variables, body = [], node.args[0]
    while body.op is Op.MAP:
        body, variable = body.args
        variables.append(look(variable).text)
    below = variables[0] if len(variables) == 1 else f"({', '.join(variables)})"
    piece = look(body)
    before, after = (r"\left[", r"\right]") if piece.tall else ("[", "]")
    head = f"{latex_name(functional)}_{{{below} \\sim {distribution}}}"
    return Piece(f"{head}{before}{piece.text}{after}")


def is_extremum(node: Term) -> bool:
    """Whether a node applies max, argmin or their likes to a map."""
    return function_key(node).startswith("over.") and len(node.args) == 1


def extremum_piece(node: Term, look: Look) -> Piece:
    r"""``\max_{x \in X} f(x)``."""
    functional = function_key(node).removeprefix("over.")
    variables, body = [], node.args[0]
    while body.op is Op.MAP:
        body, variable = body.args
        variables.append(variable)
    conditions: tuple[Term, ...] = ()
    if body.op is Op.TUPLE and body.data == "where":
        body, *rest = body.args
        conditions = tuple(rest)
    named = [v for v in variables if not any(v in condition.args for condition in conditions)]
    below = ", ".join(look(part).text for part in (*named, *conditions))
    head = _COMMANDS.get(functional, rf"\operatorname{{{functional}}}")
    piece = look(body)
    inside = at_least(Level.PRODUCT, piece, bracket)
    return Piece(f"{head}_{{{below}}} {inside}", Level.OPEN, piece.tall)
