"""The shapes of the values of functions of arrays."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from symcalc.core.shape import QUATERNION, SCALAR, Shape, Size, size_of
from symcalc.core.term import Term
from symcalc.core.unification import Unification


def joined(shapes: Unification, parts: Sequence[Shape], operation: str, node: Term) -> Shape:
    """One shape for all; a scalar beside arrays is added to every entry, as in NumPy."""
    arrays = [part for part in parts if not part.is_scalar]
    if not arrays:
        return SCALAR
    if any(part.quaternion for part in arrays):
        return QUATERNION
    if len(arrays) < len(parts):
        for part in arrays:
            if part.weak and not part.is_known:
                shapes.same(part, SCALAR, operation, node)
    for part in arrays[1:]:
        if not _broadcasts(shapes, arrays[0], part):
            shapes.same(arrays[0], part, operation, node)
    return max(map(shapes.resolved, arrays), key=_rows_first)


def _broadcasts(shapes: Unification, a: Shape, b: Shape) -> bool:
    """Whether a declared row of the same width stands beside a matrix: added to each row."""
    a, b = shapes.resolved(a), shapes.resolved(b)
    one_row = (a.rows == "1") != (b.rows == "1")
    return one_row and a.is_known and b.is_known and a.columns == b.columns != "1"


def _rows_first(shape: Shape) -> bool:
    return shape.rows != "1"


def _scalar(shapes: Unification, node: Term) -> Shape:
    return SCALAR


def first_argument(shapes: Unification, node: Term) -> Shape:
    """The shape of the first argument, which the value shares."""
    return shapes.of(node.args[0])


def _transpose(shapes: Unification, node: Term) -> Shape:
    inner = shapes.of(node.args[0])
    return inner if inner.quaternion else inner.transposed


def _inner(shapes: Unification, node: Term) -> Shape:
    left, right = map(shapes.of, node.args)
    shapes.same(left, right, str(node.data), node)
    return SCALAR


def _cross(shapes: Unification, node: Term) -> Shape:
    left, right = map(shapes.of, node.args)
    shapes.same(left, right, "cross", node)
    shapes.same(left, Shape("3", "1"), "cross", node)
    return Shape("3", "1")


def _skew(shapes: Unification, node: Term) -> Shape:
    shapes.same(shapes.of(node.args[0]), Shape("3", "1"), "skew", node)
    return Shape("3", "3")


def _of_square(shapes: Unification, node: Term) -> Shape:
    inner = shapes.of(node.args[0])
    shapes.same(inner, inner.transposed, str(node.data), node)
    return SCALAR


def _diagonal(shapes: Unification, node: Term) -> Shape:
    inner = shapes.of(node.args[0])
    if inner.columns == "1":
        return Shape(inner.rows, inner.rows)
    shapes.same(inner, inner.transposed, "diag", node)
    return Shape(inner.rows, "1")


def _stack(shapes: Unification, node: Term) -> Shape:
    inner = shapes.of(node.args[0])
    return inner if inner.columns == "1" else Shape(shapes.fresh(), "1")


def _entrywise(shapes: Unification, node: Term) -> Shape:
    left, right = map(shapes.of, node.args)
    shapes.same(left, right, "hadamard", node)
    return shapes.resolved(left)


def _kronecker(shapes: Unification, node: Term) -> Shape:
    left, right = map(shapes.of, node.args)
    return Shape(_times(shapes, left.rows, right.rows), _times(shapes, left.columns, right.columns))


def _times(shapes: Unification, a: Size, b: Size) -> Size:
    if "1" in (a, b):
        return b if a == "1" else a
    return str(int(a) * int(b)) if a.isdigit() and b.isdigit() else shapes.fresh()


def _identity(shapes: Unification, node: Term) -> Shape:
    size = size_of(node.args[0]) if node.args else shapes.fresh()
    return Shape(size, size)


def _filled(shapes: Unification, node: Term) -> Shape:
    sizes = [size_of(argument) for argument in node.args]
    if not sizes:  # a bold 1 by itself is a vector, a bold 0 anything
        return Shape(shapes.fresh(), "1" if node.data == "ones" else shapes.fresh())
    return Shape(sizes[0], sizes[1] if len(sizes) > 1 else "1")


def _basis(shapes: Unification, node: Term) -> Shape:
    return Shape(size_of(node.args[1]) if len(node.args) > 1 else shapes.fresh(), "1")


def _quaternion(shapes: Unification, node: Term) -> Shape:
    return QUATERNION


FUNCTIONS: Final[dict[str, Callable[[Unification, Term], Shape]]] = {
    "transpose": _transpose, "adjoint": _transpose, "conjugate": first_argument, "dot": _inner,
    "cross": _cross, "skew": _skew, "norm": _scalar, "frobenius": _scalar, "trace": _of_square,
    "det": _of_square, "rank": _scalar, "diag": _diagonal, "vec": _stack,
    "hadamard": _entrywise, "kronecker": _kronecker, "identity": _identity, "ones": _filled,
    "zeros": _filled, "basis": _basis, "quaternion": _quaternion, "softmax": first_argument,
    "entry": _scalar,
}  # fmt: skip
