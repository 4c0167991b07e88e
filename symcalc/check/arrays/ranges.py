"""Sums that do not say how far they run: over the entries of the arrays in them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from symcalc.check.claim import Question
from symcalc.core.kind import elements_key
from symcalc.core.kind_shapes import family_of, kind_shape, owner_of
from symcalc.core.shape import Size, term_of_size
from symcalc.core.shapes import Shapes
from symcalc.core.term import Op, Term, make, name, postorder, rebuild
from symcalc.core.vocabulary import UNKNOWN_LENGTH


def with_ranges(question: Question, shapes: Shapes) -> Question:
    """The question in which Σ_i x_i runs to the number of entries of x."""

    def ranged(node: Term) -> Term:
        if node.op not in (Op.SUM, Op.PRODUCT) or node.args[3] is not name(UNKNOWN_LENGTH):
            return node
        size = _range_of(node.args[1], node.args[0], shapes)
        return node if size is None else make(node.op, *node.args[:3], term_of_size(size))

    left, right = (rebuild(side, ranged) for side in (question.left, question.right))
    return replace(question, left=left, right=right)


def _range_of(index: Term, body: Term, shapes: Shapes) -> Size | None:
    """The size of the arrays whose entries an index counts; None if there is none or several."""
    sizes = [
        size
        for node in postorder(body)
        for place, size in _places(node, shapes)
        if place is index
    ]  # fmt: skip
    agree = all(shapes.same_size(sizes[0], size) for size in sizes)
    return shapes.size(sizes[0]) if sizes and agree else None


def _places(node: Term, shapes: Shapes) -> Iterator[tuple[Term, Size]]:
    """The indices of an entry with the sizes that they count to."""
    if node.op is Op.CALL and node.data == "entry":
        shape = shapes.of(node.args[0])
        yield from zip(node.args[1:], (shape.rows, shape.columns), strict=False)
    if node.op is not Op.ELEMENT or elements_key(node) in shapes.kinds:
        return
    family = family_of(node, shapes.kinds)
    owner = family or owner_of(str(node.data), shapes.kinds, len(node.args))
    if owner is not None:
        shape = kind_shape(shapes, owner, shapes.kinds[owner])
        places = node.args[-1:] if family else node.args
        yield from zip(places, (shape.rows, shape.columns), strict=False)
