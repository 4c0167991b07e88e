"""The dot, cross and triple products, each with the identities that give it its meaning."""

from __future__ import annotations

from typing import Final

from symcalc.core.derivation import Line
from symcalc.core.kind import Sort
from symcalc.core.problem import Problem
from symcalc.core.term import (
    MINUS_ONE,
    ONE,
    call,
    div,
    free_names,
    mul,
    relation,
    value_of,
    vector,
)
from symcalc.derive.geometry import identities
from symcalc.derive.geometry.chain import chain, tidied
from symcalc.derive.geometry.solution import Solution
from symcalc.derive.geometry.stage import Array, Stage, require, staged
from symcalc.mean import cartesian

_ANGLE: Final = ("theta", "varphi", "alpha")
_ANY: Final = ("bf.c", "bf.u", "bf.v", "bf.w")


def dot_product(problem: Problem) -> Solution:
    """a·b of two vectors of equally many components; DeriveError for others."""
    stage = staged(problem, (Sort.VECTOR, Sort.VECTOR))
    a, b = stage.arrays
    require(len(a.parts), a, b)
    written = cartesian.dot(a.parts, b.parts)
    result = stage.tidy(written)
    start = identities.dot(a.name, b.name)
    angled, angle = _angle(stage)
    in_space = len(a.parts) == 3
    lines = (
        chain(start, ("definition", written), ("simplify", result)),
        *angle,
        identities.law_of_cosines(a.name, b.name),
        *([identities.lagrange(a.name, b.name)] if in_space else ()),
    )
    return Solution(angled.problem, (result,), (), lines)


def cross_product(problem: Problem) -> Solution:
    """a×b of two vectors of three components; DeriveError for others."""
    stage = staged(problem, (Sort.VECTOR, Sort.VECTOR))
    require(3, *stage.arrays)
    a, b = stage.arrays
    written = vector(*cartesian.cross(a.parts, b.parts))
    result = tidied(written, stage.tidy)
    start = identities.cross(a.name, b.name)
    stage, third = stage.with_letters(_ANY)
    stage, angle = _angle(stage)
    lines = (
        chain(start, ("definition", written), ("simplify", result)),
        *(identities.perpendicular(e.name, e.parts, start, result.args) for e in (a, b)),
        identities.lagrange(a.name, b.name),
        *([identities.area(a.name, b.name, angle[0].start)] if angle else ()),
        identities.right_handed(a.parts, b.parts, start, result.args),
        identities.anticommutes(a.name, b.name),
        identities.jacobi(a.name, b.name, third.name),
    )
    return Solution(stage.problem, result.args, (3,), lines)


def triple_product(problem: Problem) -> Solution:
    """a·(b×c) of three vectors of three components, and a×(b×c); DeriveError for others."""
    stage = staged(problem, (Sort.VECTOR,) * 3)
    require(3, *stage.arrays)
    arrays = stage.arrays
    a, b, c = (each.name for each in arrays)
    inner = tidied(vector(*cartesian.cross(arrays[1].parts, arrays[2].parts)), stage.tidy)
    written = cartesian.dot(arrays[0].parts, inner.args)
    result = stage.tidy(written)
    outer = tidied(vector(*cartesian.cross(arrays[0].parts, inner.args)), stage.tidy)
    start = identities.dot(a, identities.cross(b, c))
    moves = (
        ("definition of the cross product", identities.dot(a, inner)),
        ("definition of the dot product", written),
        ("simplify", result),
    )
    lines = (
        chain(start, *moves),
        identities.determinant(a, b, c, [each.parts for each in arrays]),
        identities.volume(a, b, c),
        identities.cyclic(a, b, c),
        identities.exchanged(a, b, c),
        identities.expansion(a, b, c, outer),
        identities.jacobi(a, b, c),
    )
    return Solution(stage.problem, (result,), (), lines)


def _angle(stage: Stage) -> tuple[Stage, tuple[Line, ...]]:
    """The stage with the angle between its first two vectors; no lines where one is zero.

    That its cosine lies between -1 and 1 is the inequality of Cauchy and Schwarz.
    """
    a, b = stage.arrays[:2]
    if _is_zero(a) or _is_zero(b):
        return stage, ()
    theta = stage.letter(_ANGLE)
    cosine = div(cartesian.dot(a.parts, b.parts), mul(*map(cartesian.norm, (a.parts, b.parts))))
    value = call("arccos", cosine)
    value = value if free_names(value) else stage.tidy(value)
    bounds = (relation("<=", cosine, ONE), relation(">=", cosine, MINUS_ONE))
    angled = stage.with_value(theta, identities.angle_between(a.name, b.name)).assuming(*bounds)
    lines = (
        identities.angle(a.name, b.name, theta, value),
        identities.by_angle(a.name, b.name, theta),
    )
    return angled, lines


def _is_zero(a: Array) -> bool:
    return all(value_of(part) == 0 for part in a.parts)
