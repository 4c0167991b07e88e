"""The shape of each operation's value, one rule a row."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Final

from symcalc.core.kind import elements_key
from symcalc.core.kind_shapes import family_of, kind_shape, owner_of
from symcalc.core.shape import QUATERNION, SCALAR, Conflict, Shape, Size, is_open, size_of
from symcalc.core.shape_functions import FUNCTIONS, first_argument, joined
from symcalc.core.sketches import is_sketched, sketch_of
from symcalc.core.term import (
    ZERO,
    Op,
    Term,
    derivative_orders,
    function_key,
    name,
    postorder,
    value_of,
)
from symcalc.core.unification import Unification, unite
from symcalc.core.vocabulary import UNKNOWN_LENGTH


def _name(shapes: Unification, node: Term) -> Shape:
    key = str(node.data)
    kind = shapes.kinds.get(key)
    return shapes.unstated(key) if kind is None else kind_shape(shapes, key, kind)


def _element(shapes: Unification, node: Term) -> Shape:
    """One entry is a scalar; x_i is a vector where the page said so of the x_i."""
    key = elements_key(node)
    kind = shapes.kinds.get(key)
    return SCALAR if kind is None else kind_shape(shapes, key, kind)


def _sum(shapes: Unification, node: Term) -> Shape:
    return joined(shapes, [shapes.of(argument) for argument in node.args], "+", node)


def _product(shapes: Unification, node: Term) -> Shape:
    parts = [shapes.of(argument) for argument in node.args]
    if any(part.quaternion for part in parts):
        return QUATERNION
    groups: list[Shape] = []
    for part in map(shapes.resolved, parts):
        if part.is_scalar or (part.weak and is_open(part.rows) and is_open(part.columns)):
            continue
        last = shapes.resolved(groups[-1]) if groups else SCALAR
        if groups and last.is_scalar:
            groups[-1] = part
        elif groups and shapes.same_size(last.columns, part.rows):
            groups[-1] = shapes.resolved(Shape(last.rows, part.columns))
        else:
            groups.append(part)
    arrays = [group for group in map(shapes.resolved, groups) if not group.is_scalar]
    for left, right in pairwise(arrays):
        shapes.conflicts.append(Conflict("product", left, right, node))
    return Shape(arrays[0].rows, arrays[-1].columns) if arrays else SCALAR


def _quotient(shapes: Unification, node: Term) -> Shape:
    top, bottom = map(shapes.of, node.args)
    if bottom.is_scalar or top.quaternion or bottom.quaternion:
        return top
    return joined(shapes, [top, bottom], "/", node)


def _power(shapes: Unification, node: Term) -> Shape:
    base = shapes.of(node.args[0])
    if not base.is_scalar and not base.quaternion and base.columns != "1":
        shapes.same(base, base.transposed, "power", node)
    return shapes.resolved(base)


def _call(shapes: Unification, node: Term) -> Shape:
    rule = FUNCTIONS.get(str(node.data))
    if rule is not None:
        return rule(shapes, node)
    return joined(shapes, [shapes.of(a) for a in node.args], str(node.data), node)


def _application(shapes: Unification, node: Term) -> Shape:
    kind = shapes.kinds.get(f"{function_key(node)}()")
    if kind is not None:
        return kind_shape(shapes, f"{function_key(node)}()", kind)
    if is_sketched(node):
        return _sketched(shapes, node)
    if all(not shapes.knows(a) or shapes.of(a).is_scalar for a in node.args):
        return SCALAR
    return shapes.open_shape(weak=True)


def _sketched(shapes: Unification, node: Term) -> Shape:
    """An array with dots; its entries may be rows or columns themselves."""
    sketch = sketch_of(node)
    if sketch is None:
        return shapes.open_shape()
    entry = shapes.of(node.args[0])
    rows = _counted(shapes, entry.rows, sketch.rows)
    return Shape(rows, _counted(shapes, entry.columns, sketch.columns))


def _counted(shapes: Unification, own: Size, end: Term | None) -> Size:
    """The size of several entries of their own size beside or below one another."""
    counted = shapes.fresh() if end is None else size_of(end)
    return counted if own == "1" else own if counted == "1" else shapes.fresh()


def _derivative(shapes: Unification, node: Term) -> Shape:
    """Of a scalar: the variable's shape; of a vector by a vector: the Jacobian."""
    body, *variables = map(shapes.of, node.args)
    orders = derivative_orders(node)
    arrays = [(v, k) for v, k in zip(variables, orders, strict=True) if not v.is_scalar]
    if not arrays:
        return body
    sizes = [v.rows for v, k in arrays for _ in range(k)]
    columns = all(v.columns == "1" for v, _ in arrays)
    if body.is_scalar and len(sizes) == 1:
        return arrays[0][0]
    if body.is_scalar and columns and len(sizes) == 2:
        return Shape(sizes[0], sizes[1])
    if body.columns == "1" and columns and len(sizes) == 1:
        return Shape(body.rows, sizes[0])
    return shapes.open_shape()


def _evaluated(shapes: Unification, node: Term) -> Shape:
    """What is evaluated keeps its shape; the value has that of the name it is put in for."""
    body, variable, value = node.args
    unite(shapes, shapes.of(variable), shapes.of(value), node)
    return shapes.of(body)


def _total(shapes: Unification, node: Term) -> Shape:
    """A sum over i = 1, …, n of x_i says that x has n entries, if nothing else does."""
    body, index, lower, upper = node.args
    if value_of(lower) == 1 and upper is not name(UNKNOWN_LENGTH):
        for part in postorder(body):
            if part.op is Op.ELEMENT and index in part.args:
                _bind_length(shapes, part, index, size_of(upper))
    return shapes.of(body)


def _bind_length(shapes: Unification, element: Term, index: Term, size: Size) -> None:
    family = family_of(element, shapes.kinds)
    owner = family or owner_of(str(element.data), shapes.kinds, len(element.args))
    if owner is None or elements_key(element) in shapes.kinds:
        return
    shape = kind_shape(shapes, owner, shapes.kinds[owner])
    places = element.args[-1:] if family else element.args
    for place, rows in zip(places, (shape.rows, shape.columns), strict=False):
        if place is index and is_open(shapes.size(rows)):
            shapes.same_size(rows, size)


def _relation(shapes: Unification, node: Term) -> Shape:
    unite(shapes, shapes.of(node.args[0]), shapes.of(node.args[1]), node)
    return SCALAR


def _column(shapes: Unification, node: Term) -> Shape:
    return _tiled(shapes, [[argument] for argument in node.args])


def _matrix(shapes: Unification, node: Term) -> Shape:
    assert isinstance(node.data, tuple)
    rows, columns = node.data
    return _tiled(shapes, [node.args[k * columns : (k + 1) * columns] for k in range(rows)])


def _tiled(shapes: Unification, blocks: Sequence[Sequence[Term]]) -> Shape:
    """Blocks beside and below one another; a 0 is as large as its neighbours make it."""
    rows = [[shapes.of(block).rows for block in row if block is not ZERO] for row in blocks]
    columns = [
        [shapes.of(block).columns for block in column if block is not ZERO]
        for column in zip(*blocks, strict=True)
    ]
    if all(shapes.of(block).is_scalar for row in blocks for block in row):
        return Shape(str(len(rows)), str(len(columns)))
    high, wide = ([_agreed(shapes, sizes) for sizes in each] for each in (rows, columns))
    return Shape(shapes.sum_of(high), shapes.sum_of(wide))


def _agreed(shapes: Unification, sizes: Sequence[Size]) -> Size:
    """The one size of blocks that stand beside one another; of zeros alone 1."""
    for size in sizes[1:]:
        shapes.same_size(sizes[0], size)
    return shapes.size(sizes[0]) if sizes else "1"


RULES: Final[dict[Op, Callable[[Unification, Term], Shape]]] = {
    Op.NAME: _name, Op.ELEMENT: _element, Op.ADD: _sum, Op.MUL: _product, Op.NEG: first_argument,
    Op.DIV: _quotient, Op.POW: _power, Op.CALL: _call, Op.APPLY: _application,
    Op.DERIVATIVE: _derivative, Op.AT: _evaluated, Op.INTEGRAL: first_argument, Op.SUM: _total,
    Op.PRODUCT: _total, Op.LIMIT: first_argument, Op.CASES: first_argument, Op.RELATION: _relation,
    Op.VECTOR: _column, Op.MATRIX: _matrix,
}  # fmt: skip
