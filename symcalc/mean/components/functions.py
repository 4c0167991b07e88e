"""The functions of whole arrays: transposes, traces, norms, products of a kind of their own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from symcalc.core import term as t
from symcalc.mean.components.array import (
    Array,
    NotWrittenOut,
    broadcast,
    determinant,
    scalar,
    table,
    transposed,
)
from symcalc.mean.components.quaternions import conjugate, vector_part


def _inner(a: Array, b: Array) -> Array:
    if (a.rows, a.columns) != (b.rows, b.columns):
        raise NotWrittenOut("an inner product of different shapes")
    return scalar(t.add(*(t.mul(x, y) for x, y in zip(a.entries, b.entries, strict=True))))


def _cross(a: Array, b: Array) -> Array:
    a, b = vector_part(a), vector_part(b)
    if (a.rows, a.columns, b.rows, b.columns) != (3, 1, 3, 1):
        raise NotWrittenOut("a cross product that is not of three entries each")
    x, y = a.entries, b.entries
    order = ((1, 2), (2, 0), (0, 1))
    return Array(3, 1, tuple(t.sub(t.mul(x[i], y[j]), t.mul(x[j], y[i])) for i, j in order))


def _skew(array: Array) -> Array:
    """The matrix whose product with any b is a × b."""
    if (array.rows, array.columns) != (3, 1):
        raise NotWrittenOut("the matrix of a cross product that is not of three entries")
    x, y, z = array.entries
    rows = (t.ZERO, t.neg(z), y, z, t.ZERO, t.neg(x), t.neg(y), x, t.ZERO)
    return Array(3, 3, rows)


def _norm(array: Array, order: Array | None = None) -> Array:
    if order is not None and not array.is_column:
        raise NotWrittenOut("a p-norm of a matrix")
    if array.rows > 1 and array.columns > 1:
        raise NotWrittenOut("a norm of a matrix without its name")
    if order is None:
        return _frobenius(array)
    sizes = [t.call("abs", x) for x in array.entries]
    p = order.entries[0]
    if p is t.INFINITY:
        return scalar(t.call("max", *sizes))
    if p is t.ONE:
        return scalar(t.add(*sizes))
    return scalar(t.power(t.add(*(t.power(size, p) for size in sizes)), t.div(t.ONE, p)))


def _frobenius(array: Array) -> Array:
    return scalar(t.call("sqrt", t.add(*(t.power(x, t.TWO) for x in array.entries))))


def _trace(array: Array) -> Array:
    if array.rows != array.columns:
        raise NotWrittenOut("the trace of a matrix that is not square")
    return scalar(t.add(*(array.at(i, i) for i in range(array.rows))))


def _diag(array: Array) -> Array:
    if array.columns == 1:
        return table(array.rows, array.rows, lambda i, j: array.at(i, 0) if i == j else t.ZERO)
    return table(min(array.rows, array.columns), 1, lambda i, _: array.at(i, i))


def _vec(array: Array) -> Array:
    entries = [array.at(i, j) for j in range(array.columns) for i in range(array.rows)]
    return Array(len(entries), 1, tuple(entries))


def _hadamard(a: Array, b: Array) -> Array:
    return broadcast([a, b], t.mul)


def _kronecker(a: Array, b: Array) -> Array:
    return table(
        a.rows * b.rows,
        a.columns * b.columns,
        lambda i, j: t.mul(a.at(i // b.rows, j // b.columns), b.at(i % b.rows, j % b.columns)),
    )


def _adjoint(array: Array) -> Array:
    return conjugate(array) if array.quaternion else transposed(array)


def _softmax(array: Array) -> Array:
    if not array.is_column:
        raise NotWrittenOut("softmax of a matrix, by rows or by columns")
    powers = [t.call("exp", x) for x in array.entries]
    return Array(array.rows, 1, tuple(t.div(x, t.add(*powers)) for x in powers))


def _quaternion(*parts: Array) -> Array:
    return Array(4, 1, tuple(part.entries[0] for part in parts), quaternion=True)


def _determinant_of(array: Array) -> Array:
    return scalar(determinant(array))


def _rank(array: Array) -> Array:
    raise NotWrittenOut("a rank")


FUNCTIONS: Final[dict[str, Callable[..., Array]]] = {
    "transpose": transposed, "adjoint": _adjoint, "conjugate": conjugate, "dot": _inner,
    "cross": _cross, "skew": _skew, "norm": _norm, "frobenius": _frobenius, "trace": _trace,
    "det": _determinant_of, "rank": _rank, "diag": _diag, "vec": _vec, "hadamard": _hadamard,
    "kronecker": _kronecker, "softmax": _softmax, "quaternion": _quaternion,
}  # fmt: skip
