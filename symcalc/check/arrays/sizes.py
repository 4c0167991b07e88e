"""Numbers for the sizes of arrays and the lengths of sums, so that entries can be written out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from symcalc.core.shapes import Shapes
from symcalc.core.term import Op, Term, free_names, postorder

#: What the first, second, … size is, by choice.
_CHOICES: Final = ((2, 3, 4, 2), (3, 2, 2, 3))
_PLACES: Final = ((1, 2), (2, 1))


def chosen_sizes(terms: Sequence[Term], shapes: Shapes) -> list[dict[str, int]]:
    """Several choices of a number for every size and every index; one if there are none."""
    sizes = _open_sizes(terms, shapes)
    indices = [key for key in _index_names(terms) if key not in sizes]
    if not sizes and not indices:
        return [{}]
    return [
        {
            **{size: row[k % len(row)] for k, size in enumerate(sizes)},
            **{key: places[k % len(places)] for k, key in enumerate(indices)},
        }
        for row, places in zip(_CHOICES, _PLACES, strict=True)
    ]


def _open_sizes(terms: Sequence[Term], shapes: Shapes) -> list[str]:
    """The sizes that are no numbers, and the names that bound sums, in the order they occur."""
    found: dict[str, None] = {}
    for node in postorder(*terms):
        shape = shapes.of(node)
        found.update(dict.fromkeys(size for size in (shape.rows, shape.columns)))
        if node.op in (Op.SUM, Op.PRODUCT):
            found.update(dict.fromkeys(sorted(free_names(node.args[3]))))
    return [size for size in found if not size.isdigit() and size not in shapes.sums]


def _index_names(terms: Sequence[Term]) -> list[str]:
    """The names that are free in the place of an index."""
    free = {key for term in terms for key in free_names(term)}
    found: dict[str, None] = {}
    for node in postorder(*terms):
        places = node.args if node.op is Op.ELEMENT else ()
        if node.op is Op.CALL and node.data in ("entry", "basis"):
            places = node.args[1:] if node.data == "entry" else node.args[:1]
        for place in places:
            found.update(dict.fromkeys(sorted(free_names(place))))
    return [key for key in found if key in free]
