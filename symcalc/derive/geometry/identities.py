"""What makes the products of vectors mean something: identities, as lines over names.

Sources: Gibbs, Vector Analysis (1901), chapter II; Lagrange's identity is of 1773, Jacobi's
of 1862.
"""

from __future__ import annotations

from collections.abc import Sequence

from symcalc.core.derivation import Line
from symcalc.core.term import (
    TWO,
    ZERO,
    Term,
    add,
    call,
    div,
    matrix,
    mul,
    neg,
    power,
    sub,
    vector,
)
from symcalc.derive.geometry.chain import chain
from symcalc.mean import cartesian
from symcalc.mean.cartesian import Components

# ------------------------------------------------------------------------------ shorthands


def dot(a: Term, b: Term) -> Term:
    """a·b."""
    return call("dot", a, b)


def cross(a: Term, b: Term) -> Term:
    """a×b."""
    return call("cross", a, b)


def norm(a: Term) -> Term:
    """|a|."""
    return call("norm", a)


def square(a: Term) -> Term:
    """The square of a scalar."""
    return power(a, TWO)


def cosine(a: Term, b: Term) -> Term:
    """a·b/(|a| |b|), the cosine of the angle between a and b."""
    return div(dot(a, b), mul(norm(a), norm(b)))


def angle_between(a: Term, b: Term) -> Term:
    """arccos(a·b/(|a| |b|)), in radians."""
    return call("arccos", cosine(a, b))


# ------------------------------------------------------------------------------- two vectors


def angle(a: Term, b: Term, theta: Term, value: Term) -> Line:
    """The angle between two vectors in radians, from its definition to its value."""
    moves = (("definition", angle_between(a, b)), ("in components", value))
    return chain(theta, *moves, title="The angle between them, in radians")


def by_angle(a: Term, b: Term, theta: Term) -> Line:
    """a·b = |a| |b| cos θ."""
    value = mul(norm(a), norm(b), call("cos", theta))
    return chain(dot(a, b), ("by the angle", value), title="Length times projected length")


def law_of_cosines(a: Term, b: Term) -> Line:
    """|a - b|² = |a|² + |b|² - 2 a·b: the triangle with the sides a, b and a - b."""
    value = sub(add(square(norm(a)), square(norm(b))), mul(TWO, dot(a, b)))
    return chain(square(norm(sub(a, b))), ("expand", value), title="The law of cosines")


def lagrange(a: Term, b: Term) -> Line:
    """|a×b|² = |a|² |b|² - (a·b)²."""
    value = sub(mul(square(norm(a)), square(norm(b))), square(dot(a, b)))
    moves = (("Lagrange", value),)
    return chain(square(norm(cross(a, b))), *moves, title="Lagrange's identity")


def area(a: Term, b: Term, theta: Term) -> Line:
    """|a×b| = |a| |b| sin θ, the area of the parallelogram."""
    value = mul(norm(a), norm(b), call("sin", theta))
    moves = (("base times height", value),)
    return chain(norm(cross(a, b)), *moves, title="The area of the parallelogram")


def perpendicular(name: Term, parts: Components, product: Term, entries: Components) -> Line:
    """a·(a×b) = 0."""
    written = cartesian.dot(parts, entries)
    moves = (("in components", written), ("the terms cancel", ZERO))
    return chain(dot(name, product), *moves, title="Perpendicular")


def right_handed(a: Components, b: Components, product: Term, entries: Components) -> Line:
    """det(a, b, a×b) = |a×b|², which is positive unless a and b are parallel."""
    columns = matrix(list(zip(a, b, entries, strict=True)))
    moves = (("expand along the last column", square(norm(product))),)
    return chain(call("det", columns), *moves, title="Right-handed: det(a, b, a×b) is positive")


def anticommutes(a: Term, b: Term) -> Line:
    """b×a = -(a×b)."""
    return chain(cross(b, a), ("exchange", neg(cross(a, b))), title="The order matters")


# ------------------------------------------------------------------------------ three vectors


def jacobi(a: Term, b: Term, c: Term) -> Line:
    """a×(b×c) + b×(c×a) + c×(a×b) = 0."""
    turns = ((a, b, c), (b, c, a), (c, a, b))
    start = add(*(cross(x, cross(y, z)) for x, y, z in turns))
    written = add(*(_bac_cab(x, y, z) for x, y, z in turns))
    moves = (("expand each", written), ("the terms cancel", vector(ZERO, ZERO, ZERO)))
    return chain(start, *moves, title="Jacobi's identity")


def expansion(a: Term, b: Term, c: Term, value: Term) -> Line:
    """a×(b×c) = b (a·c) - c (a·b)."""
    moves = (("bac minus cab", _bac_cab(a, b, c)), ("in components", value))
    return chain(cross(a, cross(b, c)), *moves, title="The vector triple product")


def _bac_cab(a: Term, b: Term, c: Term) -> Term:
    return sub(mul(dot(a, c), b), mul(dot(a, b), c))


def cyclic(a: Term, b: Term, c: Term) -> Line:
    """a·(b×c) = b·(c×a) = c·(a×b)."""
    moves = (("turn", dot(b, cross(c, a))), ("turn", dot(c, cross(a, b))))
    return chain(dot(a, cross(b, c)), *moves, title="Turning the three keeps it")


def exchanged(a: Term, b: Term, c: Term) -> Line:
    """a·(c×b) = -a·(b×c)."""
    value = neg(dot(a, cross(b, c)))
    return chain(dot(a, cross(c, b)), ("exchange", value), title="Exchanging two turns its sign")


def determinant(a: Term, b: Term, c: Term, columns: Sequence[Components]) -> Line:
    """a·(b×c) = det(a, b, c)."""
    value = call("det", matrix(list(zip(*columns, strict=True))))
    moves = (("as a determinant", value),)
    return chain(dot(a, cross(b, c)), *moves, title="The volume with its sign")


def volume(a: Term, b: Term, c: Term) -> Line:
    """(a·(b×c))² is Gram's determinant, the squared volume of the parallelepiped."""
    table = matrix([[dot(x, y) for y in (a, b, c)] for x in (a, b, c)])
    moves = (("Gram", call("det", table)),)
    start = square(dot(a, cross(b, c)))
    return chain(start, *moves, title="The squared volume of the parallelepiped")
