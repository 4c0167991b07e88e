"""What holds of a rotation v -> q v q*: identities, as lines over names.

Where q is not known to be a unit quaternion, they carry the powers of |q| that make them
hold for every q.  Sources: Rodrigues 1840; Hamilton 1844; Shuster, A Survey of Attitude
Representations (1993); Shepperd 1978 for the way back from a matrix.
"""

from __future__ import annotations

from symcalc.core.derivation import Line
from symcalc.core.term import (
    HALF,
    ONE,
    TWO,
    ZERO,
    Term,
    add,
    call,
    derivative,
    div,
    mul,
    neg,
    number,
    power,
    sub,
    vector,
)
from symcalc.derive.geometry.chain import chain
from symcalc.derive.geometry.identities import cross, dot, norm, square
from symcalc.derive.geometry.stage import Array
from symcalc.mean import quaternion


def conjugate(q: Term) -> Term:
    """q*."""
    return call("conjugate", q)


def sandwich(q: Term, v: Term) -> Term:
    """q v q*."""
    return mul(q, v, conjugate(q))


def times_norm(q: Term, exponent: int, term: Term, unit: bool) -> Term:
    """The term times a power of |q|, which is not written where q is a unit quaternion."""
    return term if unit else mul(power(norm(q), number(exponent)), term)


# ---------------------------------------------------------------------------- of one rotation


def unit_norm(q: Array, squares: Term) -> Line:
    """|q|² = 1."""
    moves = (("in components", squares), ("simplify", ONE))
    return chain(square(norm(q.name)), *moves, title="A unit quaternion")


def length(q: Term, v: Term, unit: bool) -> Line:
    """|q v q*| = |v|."""
    value = times_norm(q, 4, square(norm(v)), unit)
    moves = (("norms multiply", value),)
    return chain(square(norm(sandwich(q, v))), *moves, title="Lengths stay as they are")


def inverse(q: Term, v: Term, unit: bool) -> Line:
    """q* (q v q*) q = v."""
    start = mul(conjugate(q), sandwich(q, v), q)
    moves = (("q* q = |q|²", times_norm(q, 4, v, unit)),)
    return chain(start, *moves, title="The inverse rotation has the conjugate")


def double_cover(q: Term, v: Term) -> Line:
    """(-q) v (-q)* = q v q*."""
    moves = (("the signs cancel", sandwich(q, v)),)
    return chain(sandwich(neg(q), v), *moves, title="Double cover: q and -q turn alike")


def composition(p: Term, q: Term, v: Term) -> Line:
    """p (q v q*) p* = (p q) v (p q)*."""
    moves = (("(p q)* = q* p*", mul(mul(p, q), v, conjugate(mul(p, q)))),)
    return chain(sandwich(p, sandwich(q, v)), *moves, title="Composition: first q, then p")


# ----------------------------------------------------------------------- matrices, axis, angle


def axis_from_vector(axis: Array, direction: Term) -> Line:
    """u = r/|r|."""
    moves = (("divided by its length", div(direction, norm(direction))), ("simplify", axis.value))
    return chain(axis.name, *moves, title="The axis")


def angle_from_scalar(theta: Term, w: Term, value: Term) -> Line:
    """θ = 2 arccos w, between 0 and 2π."""
    moves = (("w = cos θ/2", mul(TWO, call("arccos", w))), ("simplify", value))
    return chain(theta, *moves, title="The angle, in radians")


def as_matrix(q: Term, v: Term, rotation: Term) -> Line:
    """q v q* = R v."""
    moves = (("as a matrix", mul(rotation, v)),)
    return chain(sandwich(q, v), *moves, title="The rotation matrix")


def orthogonal(q: Term, rotation: Term, unit: bool) -> Line:
    """RᵀR = I."""
    value = times_norm(q, 4, call("identity", number(3)), unit)
    moves = (("multiply out", value),)
    start = mul(call("transpose", rotation), rotation)
    return chain(start, *moves, title="The matrix is orthogonal")


def proper(q: Term, rotation: Term, unit: bool) -> Line:
    """det R = 1."""
    value = ONE if unit else power(norm(q), number(6))
    start = call("det", rotation)
    return chain(start, ("multiply out", value), title="The matrix keeps handedness")


def trace_by_angle(rotation: Term, angle: Term) -> Line:
    """tr R = 1 + 2 cos θ."""
    value = add(ONE, mul(TWO, call("cos", angle)))
    start = call("trace", rotation)
    return chain(start, ("sum of the diagonal", value), title="Back: the angle from the matrix")


def scalar_from_matrix(rotation: Term, w: Term) -> Line:
    """½√(1 + tr R) = w for w > 0 (Shepperd 1978)."""
    start = mul(HALF, call("sqrt", add(ONE, call("trace", rotation))))
    title = "Back: the scalar of the quaternion from the matrix"
    return chain(start, ("Shepperd", w), title=title)


def vector_from_matrix(skew: Term, w: Term, value: Term) -> Line:
    """(R_32 - R_23, R_13 - R_31, R_21 - R_12)/(4 w) = (x, y, z) (Shepperd 1978)."""
    start = div(skew, mul(number(4), w))
    title = "Back: the vector of the quaternion from the matrix"
    return chain(start, ("Shepperd", value), title=title)


def rodrigues(q: Term, v: Term, axis: Term, angle: Term) -> Line:
    """q v q* = v cos θ + (u×v) sin θ + u (u·v)(1 - cos θ)."""
    cosine, sine = call("cos", angle), call("sin", angle)
    value = add(
        mul(cosine, v),
        mul(sine, cross(axis, v)),
        mul(sub(ONE, cosine), dot(axis, v), axis),
    )
    return chain(sandwich(q, v), ("Rodrigues", value), title="Rodrigues' formula")


def by_vector_part(q: Term, v: Term, w: Term, part: Term) -> Line:
    """q v q* = (w² - |r|²) v + 2 w r×v + 2 (r·v) r for q = (w, r)."""
    value = add(
        mul(sub(square(w), square(norm(part))), v),
        mul(TWO, w, cross(part, v)),
        mul(TWO, dot(part, v), part),
    )
    title = "Without quaternions: r is the vector part of q"
    return chain(sandwich(q, v), ("multiply out", value), title=title)


# ------------------------------------------------------------------------------------ motion


def velocity(q: Term, v: Term, omega: Term, turned: Term) -> Line:
    """With q̇ = ½ ω q, the turned vector moves with the velocity ω × (q v q*)."""
    rate = mul(HALF, omega, q)
    start = add(mul(rate, v, conjugate(q)), mul(q, v, conjugate(rate)))
    moves = (("product rule with q̇ = ½ ω q", cross(omega, turned)),)
    return chain(start, *moves, title="The kinematic equation q̇ = ½ ω q turns at the velocity ω")


def tangent(q: Array, omega: Array) -> Line:
    """q · ½ ω q = 0: q̇ is tangent to the unit sphere, so that |q| stays.

    Both are columns (w, x, y, z) here: between quaternions, a dot is their product.
    """
    (w, x, y, z), (w1, w2, w3) = q.parts, omega.parts
    rate = vector(*quaternion.rate((w, x, y, z), (w1, w2, w3)))
    moves = (("the terms cancel", ZERO),)
    title = "Its solutions stay on the unit sphere"
    return chain(dot(vector(*q.parts), rate), *moves, title=title)


def rate_by_angle(q: Array, axis: Term, angle: Term) -> Line:
    """dq/dθ = ½ u q."""
    moves = (("differentiate", mul(HALF, axis, q.name)),)
    return chain(derivative(q.value, angle), *moves, title="Turning about the axis: ω = u dθ/dt")
