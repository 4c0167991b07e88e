"""Quaternions of scalar terms, components in the order w, x, y, z."""

from __future__ import annotations

from symcalc.core import term as t
from symcalc.mean.components.array import Array, NotWrittenOut, each, scalar


def as_quaternion(part: Array) -> Array:
    """A number as the real part, a vector of three as the other three.

    Raises NotWrittenOut for any other array.
    """
    if part.quaternion:
        return part
    if part.is_scalar:
        return Array(4, 1, (part.entries[0], t.ZERO, t.ZERO, t.ZERO), quaternion=True)
    if (part.rows, part.columns) == (3, 1):
        return Array(4, 1, (t.ZERO, *part.entries), quaternion=True)
    raise NotWrittenOut("a quaternion beside an array")


def vector_part(array: Array) -> Array:
    """The vector that a quaternion such as q v q* stands for: x, y and z."""
    return Array(3, 1, array.entries[1:]) if array.quaternion else array


def conjugate(array: Array) -> Array:
    """The conjugate of a quaternion; any other array is its own."""
    if not array.quaternion:
        return array
    real, *rest = array.entries
    return Array(4, 1, (real, *map(t.neg, rest)), quaternion=True)


def hamilton(p: Array, q: Array) -> Array:
    """The product of two quaternions, components in the order w, x, y, z (Hamilton 1843)."""
    a, b, c, d = p.entries
    e, f, g, h = q.entries
    rows = (
        ((a, e), (b, f, -1), (c, g, -1), (d, h, -1)),
        ((a, f), (b, e), (c, h), (d, g, -1)),
        ((a, g), (b, h, -1), (c, e), (d, f)),
        ((a, h), (b, g), (c, f, -1), (d, e)),
    )
    entries = [
        t.add(*(t.neg(t.mul(u, v)) if sign else t.mul(u, v) for u, v, *sign in row)) for row in rows
    ]
    return Array(4, 1, tuple(entries), quaternion=True)


def product_of(parts: list[Array]) -> Array:
    """The product of quaternions, numbers and vectors of three from left to right."""
    whole = as_quaternion(parts[0])
    for part in parts[1:]:
        whole = hamilton(whole, as_quaternion(part))
    return whole


def power_of(base: Array, exponent: int) -> Array:
    """A quaternion to a whole power."""
    whole = base
    if exponent < 0:
        squares = t.add(*(t.power(x, t.TWO) for x in base.entries))
        whole = each(conjugate(base), lambda x: t.div(x, squares))
    return product_of([scalar(t.ONE), *[whole] * abs(exponent)])
