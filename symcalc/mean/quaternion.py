"""Quaternions and the rotations that they stand for, over scalar terms.

A quaternion is the tuple of its components in the order **(w, x, y, z)**, the scalar first:
w + x i + y j + z k with i j = k (Hamilton 1843).  A unit quaternion q turns a vector v into
the vector part of q v q*; that is the active rotation, right-handed about (x, y, z).
Shuster (A Survey of Attitude Representations, J. Astronaut. Sci. 41, 1993) puts the scalar
last and multiplies in the opposite order; his matrices are the transposes of these.

Components are put together by the light algebra: zeros go and numbers fold.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, TypeAlias

from symcalc.core.term import HALF, ONE, TWO, ZERO, Term, number
from symcalc.mean.algebra import add, call, div, mul, neg, power, sub

#: The components w, x, y, z.
Quaternion: TypeAlias = tuple[Term, Term, Term, Term]
#: Three Cartesian components.
Vector: TypeAlias = tuple[Term, Term, Term]
#: Three rows of three entries.
Rotation: TypeAlias = tuple[Vector, Vector, Vector]

IDENTITY: Final[Quaternion] = (ONE, ZERO, ZERO, ZERO)


# ------------------------------------------------------------------------------ the algebra


def product(p: Quaternion, q: Quaternion) -> Quaternion:
    """The product p q in its order (Hamilton 1843): as rotations, first q, then p."""
    pw, px, py, pz = p
    qw, qx, qy, qz = q
    return (
        add(mul(pw, qw), neg(mul(px, qx)), neg(mul(py, qy)), neg(mul(pz, qz))),
        add(mul(pw, qx), mul(px, qw), mul(py, qz), neg(mul(pz, qy))),
        add(mul(pw, qy), neg(mul(px, qz)), mul(py, qw), mul(pz, qx)),
        add(mul(pw, qz), mul(px, qy), neg(mul(py, qx)), mul(pz, qw)),
    )


def conjugate(q: Quaternion) -> Quaternion:
    """q* = (w, -x, -y, -z)."""
    w, x, y, z = q
    return (w, neg(x), neg(y), neg(z))


def squared_norm(q: Sequence[Term]) -> Term:
    """|q|² = w² + x² + y² + z²."""
    return add(*(power(part, TWO) for part in q))


def inverse(q: Quaternion) -> Quaternion:
    """q⁻¹ = q*/|q|², which is q* where q is a unit quaternion."""
    w, x, y, z = conjugate(q)
    size = squared_norm(q)
    return (div(w, size), div(x, size), div(y, size), div(z, size))


def normalised(q: Quaternion) -> Quaternion:
    """q/|q|, the unit quaternion in the direction of q."""
    w, x, y, z = q
    length = call("sqrt", squared_norm(q))
    return (div(w, length), div(x, length), div(y, length), div(z, length))


def pure(v: Vector) -> Quaternion:
    """The quaternion (0, v) that stands for a vector."""
    return (ZERO, *v)


# -------------------------------------------------------------------------------- rotations


def rotated(q: Quaternion, v: Vector) -> Vector:
    """The vector part of q (0, v) q*: v rotated by a unit q, and |q|² times as long by another.

    The scalar part is zero for every q.
    """
    _, x, y, z = product(product(q, pure(v)), conjugate(q))
    return (x, y, z)


def rotation_matrix(q: Quaternion) -> Rotation:
    """The matrix R with q v q* = R v (Shuster 1993, transposed), homogeneous of degree two in q.

    For every q, R Rᵀ = |q|⁴ I; for a unit q it is the rotation.
    """
    w, x, y, z = q
    ww, xx, yy, zz = (power(part, TWO) for part in q)
    wx, wy, wz, xy, xz, yz = mul(w, x), mul(w, y), mul(w, z), mul(x, y), mul(x, z), mul(y, z)
    return (
        (add(ww, xx, neg(yy), neg(zz)), mul(TWO, sub(xy, wz)), mul(TWO, add(xz, wy))),
        (mul(TWO, add(xy, wz)), add(ww, neg(xx), yy, neg(zz)), mul(TWO, sub(yz, wx))),
        (mul(TWO, sub(xz, wy)), mul(TWO, add(yz, wx)), add(ww, neg(xx), neg(yy), zz)),
    )


def from_axis_angle(axis: Vector, angle: Term) -> Quaternion:
    """(cos θ/2, u sin θ/2), the rotation by ``angle`` (radians) about the unit vector ``axis``."""
    half = mul(HALF, angle)
    sine = call("sin", half)
    x, y, z = axis
    return (call("cos", half), mul(sine, x), mul(sine, y), mul(sine, z))


def axis_angle_matrix(axis: Vector, angle: Term) -> Rotation:
    """cos θ I + sin θ [u]× + (1 - cos θ) u uᵀ of a unit axis u, radians (Rodrigues 1840)."""
    x, y, z = axis
    cosine, sine = call("cos", angle), call("sin", angle)
    rest = sub(ONE, cosine)

    def entry(first: Term, second: Term, skew: Term) -> Term:
        return add(mul(first, second, rest), mul(skew, sine))

    return (
        (add(cosine, entry(x, x, ZERO)), entry(x, y, neg(z)), entry(x, z, y)),
        (entry(y, x, z), add(cosine, entry(y, y, ZERO)), entry(y, z, neg(x))),
        (entry(z, x, neg(y)), entry(z, y, x), add(cosine, entry(z, z, ZERO))),
    )


def angle_of(q: Quaternion) -> Term:
    """The angle of a unit quaternion in radians, 2 arccos w, between 0 and 2π."""
    return mul(TWO, call("arccos", q[0]))


def axis_of(q: Quaternion) -> Vector:
    """The unit axis of a unit quaternion, (x, y, z)/√(1 - w²); none where q = ±1."""
    w, x, y, z = q
    length = call("sqrt", sub(ONE, power(w, TWO)))
    return (div(x, length), div(y, length), div(z, length))


def from_rotation_matrix(rotation: Rotation) -> Quaternion:
    """The unit quaternion with w > 0 of a rotation by less than half a turn (Shepperd 1978).

    w = ½√(1 + tr R), and the vector part is the skew part of R divided by 4 w.  A half turn
    has w = 0 and needs another of Shepperd's four cases.
    """
    (xx, xy, xz), (yx, yy, yz), (zx, zy, zz) = rotation
    w = mul(HALF, call("sqrt", add(ONE, xx, yy, zz)))
    scale = mul(number(4), w)
    return (w, div(sub(zy, yz), scale), div(sub(xz, zx), scale), div(sub(yx, xy), scale))


# ------------------------------------------------------------------------ motion and paths


def rate(q: Quaternion, velocity: Vector) -> Quaternion:
    """q̇ = ½ ω q, with the angular velocity ω in radians per second in the fixed frame.

    With ω in the body's own frame it is ½ q ω (Shuster 1993, section VI).
    """
    w, x, y, z = product(pure(velocity), q)
    return (mul(HALF, w), mul(HALF, x), mul(HALF, y), mul(HALF, z))


def slerp(p: Quaternion, q: Quaternion, share: Term, angle: Term) -> Quaternion:
    """The point at ``share`` (0 to 1) of the great arc from p to q (Shoemake 1985).

    (sin((1-t)Ω) p + sin(tΩ) q)/sin Ω with cos Ω = p·q for the ``angle`` Ω; none where
    sin Ω = 0.  Both are unit quaternions; take -q where p·q < 0 for the shorter way.
    """
    before, after = (call("sin", mul(part, angle)) for part in (sub(ONE, share), share))
    sums = (add(mul(before, a), mul(after, b)) for a, b in zip(p, q, strict=True))
    w, x, y, z = (div(each, call("sin", angle)) for each in sums)
    return (w, x, y, z)
