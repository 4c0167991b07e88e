"""A claim about arrays with the shapes of everything in it, found once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from symcalc.check.arrays.functions import shapes_with_functions
from symcalc.check.arrays.ranges import with_ranges
from symcalc.check.claim import Question
from symcalc.core.kind import Kind
from symcalc.core.kind_shapes import array_kinds
from symcalc.core.shapes import Shapes
from symcalc.core.unification import unite


@dataclass(frozen=True)
class ArrayClaim:
    """A question about arrays, their kinds, and the shapes that the two sides give one another."""

    question: Question
    kinds: Mapping[str, Kind]
    shapes: Shapes


def array_claim(question: Question) -> ArrayClaim:
    """The claim with its shapes; those of the sides of an equation are made equal."""
    kinds = array_kinds(question.scope)
    shapes = shapes_with_functions(question, kinds)
    question = with_ranges(question, shapes)
    if question.sign == "=":
        unite(shapes, shapes.of(question.left), shapes.of(question.right), question.left)
    return ArrayClaim(question, kinds, shapes)
