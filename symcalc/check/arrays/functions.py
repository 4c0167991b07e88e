"""Unknown functions of vectors: whose values are numbers, and their expansions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from symcalc.check.claim import Question
from symcalc.core.kind import Kind
from symcalc.core.shape import SCALAR
from symcalc.core.shapes import Shapes
from symcalc.core.term import (
    Op,
    Term,
    free_names,
    function_key,
    mul,
    name,
    postorder,
    substitute,
)

_BOLD: Final = ("bf.", "vec.")
#: What goes to zero in an expansion.
_SMALL: Final = name("~small")


def shapes_with_functions(question: Question, kinds: Mapping[str, Kind]) -> Shapes:
    """The shapes in a question; a function that is no vector by its type is a number.

    Where vectors are set in bold, an f of a bold x that is differentiated by x is a number.
    """
    shapes = Shapes(kinds)
    sides = (question.left, question.right)
    numbers = set(_differentiated(sides))
    for node in postorder(*sides):
        shapes.visit(node)
        weak = node.op is Op.APPLY and shapes.of(node).weak
        if weak and function_key(node) in numbers:
            shapes.same(shapes.of(node), SCALAR, "value", node)
    return shapes


def _differentiated(sides: tuple[Term, Term]) -> Iterator[str]:
    """The functions in plain italics whose gradients by bold names occur."""
    for node in postorder(*sides):
        if node.op is not Op.DERIVATIVE or node.args[0].op is not Op.APPLY:
            continue
        body, *variables = node.args
        bold = all(str(v.data).startswith(_BOLD) for v in variables)
        if bold and "." not in function_key(body):
            yield function_key(body)


def expansions(question: Question, kinds: Mapping[str, Kind]) -> Iterator[Question]:
    """The question f(x + ε) ≈ … with each array in the place of ε made small, as s ε."""
    if question.sign != "~":
        return
    varied = {str(v.data) for v in _variables(question)}
    for key in sorted(free_names(question.left) & free_names(question.right)):
        if key in kinds and key not in varied:
            small = {name(key): mul(_SMALL, name(key))}
            left, right = (substitute(side, small) for side in (question.left, question.right))
            yield Question(left, right, "~", question.scope)


def _variables(question: Question) -> Iterator[Term]:
    for node in postorder(question.left, question.right):
        if node.op is Op.DERIVATIVE:
            yield from node.args[1:]
