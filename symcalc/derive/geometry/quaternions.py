"""Operations on quaternions: their product, the rate of one, and the arc between two."""

from __future__ import annotations

from typing import Final

from symcalc.core.derivation import Line
from symcalc.core.kind import Sort
from symcalc.core.problem import Problem
from symcalc.core.term import (
    HALF,
    MINUS_ONE,
    ONE,
    TWO,
    ZERO,
    Op,
    Term,
    add,
    call,
    contains,
    derivative,
    div,
    mul,
    sub,
    value_of,
    vector,
)
from symcalc.derive.geometry import turning
from symcalc.derive.geometry.chain import chain
from symcalc.derive.geometry.exact import with_exact_numbers
from symcalc.derive.geometry.identities import cross, dot, norm, square
from symcalc.derive.geometry.solution import Solution
from symcalc.derive.geometry.stage import Array, require, staged
from symcalc.derive.geometry.turn import ORDER, squared_norm
from symcalc.derive.problems import DeriveError
from symcalc.mean import cartesian, quaternion

_QUATERNIONS: Final = ("p", "q", "r", "s")
_VECTOR: Final = ("bf.v", "bf.u", "bf.a")
_SHARE: Final = ("t", "s", "tau")
_ARC: Final = ("theta", "varphi", "alpha")
_ANGLE: Final = "The angle between the two, in radians"
_LONG_WAY: Final = "p·q is negative: the arc from p to -q, the same rotation, is shorter."


# --------------------------------------------------------------------------------- product


def compose(problem: Problem) -> Solution:
    """p q: as rotations, first q, then p; DeriveError unless both have four components."""
    stage = staged(problem, (Sort.QUATERNION,) * 2, _QUATERNIONS)
    p, q = stage.arrays
    result = tuple(map(stage.tidy, quaternion.product(_parts(p), _parts(q))))
    stage, v = stage.with_letters(_VECTOR)
    start = mul(p.name, q.name)
    lines = (
        chain(start, ("in components", mul(p.value, q.value)), ("Hamilton", _written(result))),
        turning.composition(p.name, q.name, v.name),
        *_of_product(p, q),
    )
    return Solution(stage.problem, result, (4,), lines, (ORDER,))


def _of_product(p: Array, q: Array) -> tuple[Line, ...]:
    """Its norm, its conjugate, and what exchanging the factors changes."""
    product = mul(p.name, q.name)
    norms = mul(square(norm(p.name)), square(norm(q.name)))
    back = mul(turning.conjugate(q.name), turning.conjugate(p.name))
    twice = mul(TWO, cross(vector(*p.parts[1:]), vector(*q.parts[1:])))
    return (
        chain(square(norm(product)), ("norms multiply", norms), title="The norm of a product"),
        chain(
            turning.conjugate(product),
            ("in the other order", back),
            title="The conjugate of a product",
        ),
        chain(
            sub(product, mul(q.name, p.name)),
            ("twice the cross product of the vector parts", twice),
            title="The order matters",
        ),
    )


# ------------------------------------------------------------------------------------ rate


def rate(problem: Problem) -> Solution:
    """q̇ = ½ ω q for the angular velocity ω in the fixed frame, in radians per unit of time."""
    stage = staged(problem, (Sort.QUATERNION, Sort.VECTOR), ("q", "bf.omega", "bf.w"))
    q, omega = stage.arrays
    require(3, omega)
    x, y, z = omega.parts
    result = tuple(map(stage.tidy, quaternion.rate(_parts(q), (x, y, z))))
    start = mul(HALF, omega.name, q.name)
    moves = (("in components", mul(HALF, omega.value, q.value)), ("Hamilton", _written(result)))
    lines = (chain(start, *moves), turning.tangent(q, omega), *_frames(q, omega))
    return Solution(stage.problem, result, (4,), lines, (ORDER,))


def _frames(q: Array, omega: Array) -> tuple[Line, Line]:
    """The way back to ω, and the same rate by the angular velocity in the body's frame."""
    size = square(norm(q.name))
    conjugate = turning.conjugate(q.name)
    body = mul(conjugate, omega.name, q.name)
    return (
        chain(
            mul(TWO, mul(HALF, omega.name, q.name), conjugate),
            ("q q* = |q|²", mul(size, omega.name)),
            title="Back: ω = 2 q̇ q* where |q| = 1",
        ),
        chain(
            mul(HALF, q.name, body),
            ("q q* = |q|²", mul(size, HALF, omega.name, q.name)),
            title="By the angular velocity q* ω q in the body's own frame",
        ),
    )


# ----------------------------------------------------------------------------------- slerp


def slerp(problem: Problem) -> Solution:
    """The arc of constant speed from p to q, by the share t between 0 and 1 (Shoemake 1985).

    Raises DeriveError where p or q is known not to be a unit quaternion, or where they are
    equal or opposite: then there is no arc, or no single one.
    """
    stage = staged(problem, (Sort.QUATERNION,) * 2, _QUATERNIONS)
    p, q = stage.arrays
    unit = {squared_norm(stage, array) for array in (p, q)} == {ONE}
    cosine = stage.tidy(cartesian.dot(p.parts, q.parts))
    if cosine in (ONE, MINUS_ONE):
        raise DeriveError("the two are one rotation: there is no arc", "give another rotation")
    share, angle = stage.letter(_SHARE), stage.letter(_ARC)
    value = stage.tidy(call("arccos", cosine))
    value = angle if contains(value, Op.CALL) else value
    parts = quaternion.slerp(_parts(p), _parts(q), share, value)
    result = tuple(map(with_exact_numbers, parts))
    stage = stage.with_value(angle, call("arccos", cosine))
    arc = _arc(p.name, q.name, share, angle)
    lines = (
        chain(arc, ("in components", _written(result))),
        chain(angle, ("its cosine is that of columns", _angle(p, q)), title=_ANGLE),
        chain(_arc(p.name, q.name, ZERO, angle), ("t = 0", p.name), title="The start"),
        chain(_arc(p.name, q.name, ONE, angle), ("t = 1", q.name), title="The end"),
        *(_on_the_sphere(arc, share, angle) if unit else ()),
    )
    return Solution(stage.problem, result, (4,), lines, (ORDER, *_long_way(cosine)))


def _angle(p: Array, q: Array) -> Term:
    """The angle between two quaternions of norm 1 as columns (w, x, y, z)."""
    return call("arccos", dot(vector(*p.parts), vector(*q.parts)))


def _arc(p: Term, q: Term, share: Term, angle: Term) -> Term:
    """(sin((1 - t)θ) p + sin(tθ) q)/sin θ."""
    before = call("sin", mul(sub(ONE, share), angle))
    after = call("sin", mul(share, angle))
    return div(add(mul(before, p), mul(after, q)), call("sin", angle))


def _on_the_sphere(arc: Term, share: Term, angle: Term) -> tuple[Line, Line]:
    """It has the norm 1 all the way, and the constant speed θ."""
    return (
        chain(square(norm(arc)), ("simplify", ONE), title="It stays on the unit sphere"),
        chain(
            square(norm(derivative(arc, share))),
            ("simplify", square(angle)),
            title="Its speed is constant",
        ),
    )


def _long_way(cosine: Term) -> tuple[str, ...]:
    value = value_of(cosine)
    return (_LONG_WAY,) if value is not None and value < 0 else ()


# --------------------------------------------------------------------------------- helpers


def _parts(array: Array) -> quaternion.Quaternion:
    w, x, y, z = array.parts
    return (w, x, y, z)


def _written(parts: tuple[Term, ...]) -> Term:
    return call("quaternion", *parts)
