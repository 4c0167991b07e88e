"""The rotation of a vector by a unit quaternion, with what the quaternion stands for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from symcalc.core.derivation import Line
from symcalc.core.kind import Sort
from symcalc.core.problem import Problem
from symcalc.core.term import (
    TWO,
    Term,
    add,
    call,
    free_names,
    matrix,
    mul,
    power,
    sub,
    vector,
)
from symcalc.derive.geometry import turning
from symcalc.derive.geometry.chain import Move, chain
from symcalc.derive.geometry.solution import Solution
from symcalc.derive.geometry.stage import Array, require, staged
from symcalc.derive.geometry.turn import ORDER, Turn, turn_on
from symcalc.mean import quaternion
from symcalc.mean.algebra import simplify
from symcalc.mean.numeric import FLOAT, evaluate

_MATRIX: Final = ("R", "M", "D")
_VELOCITY: Final = ("bf.omega", "bf.w", "bf.c")
_OTHER: Final = ("p", "s", "g")
_VECTOR_PART: Final = ("bf.r", "bf.e", "bf.m")
_NOT_UNIT: Final = "q turns v where |q| = 1; for any other q, q v q* is |q|² times as long."


@dataclass(frozen=True)
class _Scene:
    """A rotation of a vector: the turn, the vector, the rotated one, and the matrix."""

    turn: Turn
    v: Array
    turned: quaternion.Vector
    rotation: Term
    entries: quaternion.Rotation

    @property
    def q(self) -> Term:
        """The name of the quaternion."""
        return self.turn.q.name


def rotate(problem: Problem) -> Solution:
    """q v q* of a vector v, by axis and angle or by a quaternion; DeriveError for what is none."""
    stage = staged(problem, (Sort.VECTOR,), ("bf.v", "bf.a", "bf.b"))
    require(3, *stage.arrays)
    scene = _scene(turn_on(stage), stage.arrays[0])
    omega_stage, omega = scene.turn.stage.with_letters(_VELOCITY)
    final, other = omega_stage.with_letters(_OTHER, Sort.QUATERNION)
    part = Array(final.letter(_VECTOR_PART), scene.turn.q.parts[1:])
    lines = (
        chain(turning.sandwich(scene.q, scene.v.name), *_products(scene)),
        *_unit(scene),
        *_matrix_lines(scene),
        *_axis_lines(scene, part),
        *_group_lines(scene, other.name),
        *_motion_lines(scene, omega),
    )
    notes = (ORDER,) if scene.turn.unit else (ORDER, _NOT_UNIT)
    return Solution(final.with_array(part).problem, scene.turned, (3,), lines, notes)


def _scene(turn: Turn, v: Array) -> _Scene:
    v1, v2, v3 = v.parts
    tidy = turn.stage.tidy
    entries = _entries(turn)
    t1, t2, t3 = (add(mul(a, v1), mul(b, v2), mul(c, v3)) for a, b, c in entries)
    turned = (_collected(t1, tidy), _collected(t2, tidy), _collected(t3, tidy))
    rotation = turn.stage.letter(_MATRIX)
    stage = turn.stage.with_value(rotation, matrix(entries))
    return _Scene(replace(turn, stage=stage), v, turned, rotation, entries)


def _entries(turn: Turn) -> quaternion.Rotation:
    """The rotation matrix: by the axis and the angle where they have names, else by q."""
    tidy = turn.stage.tidy
    if turn.axis is not None and turn.angle is not None and free_names(turn.q.value):
        u1, u2, u3 = turn.axis.parts
        return quaternion.axis_angle_matrix((u1, u2, u3), turn.angle)
    w, x, y, z = turn.q.parts
    rows = quaternion.rotation_matrix((w, x, y, z))
    first, second, third = ((tidy(a), tidy(b), tidy(c)) for a, b, c in rows)
    return (first, second, third)


def _collected(entry: Term, tidy: Callable[[Term], Term]) -> Term:
    """An entry of R v with the entries of R as they are, unless all are numbers."""
    return simplify(entry) if free_names(entry) else tidy(entry)


def _products(scene: _Scene) -> Iterator[Move]:
    """q v, then (q v) q*, by Hamilton's rule."""
    (w, x, y, z), (v1, v2, v3) = scene.turn.q.parts, scene.v.parts
    back = call("quaternion", *quaternion.conjugate((w, x, y, z)))
    first = quaternion.product((w, x, y, z), quaternion.pure((v1, v2, v3)))
    tidied = call("quaternion", *map(scene.turn.stage.tidy, first))
    yield "in components", mul(scene.turn.q.value, scene.v.value, back)
    yield "Hamilton's product", mul(tidied, back)
    yield "Hamilton's product", vector(*scene.turned)


# -------------------------------------------------------------------------------- sections


def _unit(scene: _Scene) -> Iterator[Line]:
    if scene.turn.unit:
        squares = add(*(power(part, TWO) for part in scene.turn.q.parts))
        yield turning.unit_norm(scene.turn.q, squares)


def _matrix_lines(scene: _Scene) -> Iterator[Line]:
    """The matrix, and the way back from it where w > 0 is known."""
    q, unit = scene.q, scene.turn.unit
    yield turning.as_matrix(q, scene.v.name, matrix(scene.entries))
    yield turning.orthogonal(q, scene.rotation, unit)
    yield turning.proper(q, scene.rotation, unit)
    if scene.turn.angle is not None:
        yield turning.trace_by_angle(scene.rotation, scene.turn.angle)
    w = scene.turn.q.parts[0]
    if unit and not free_names(w) and float(evaluate(w, {}, FLOAT)) > _CLOSE_TO_HALF_A_TURN:
        (_, xy, xz), (yx, _, yz), (zx, zy, _) = scene.entries
        skew = vector(sub(zy, yz), sub(xz, zx), sub(yx, xy))
        yield turning.scalar_from_matrix(scene.rotation, w)
        yield turning.vector_from_matrix(skew, w, vector(*scene.turn.q.parts[1:]))


#: A scalar part below this says nothing of the axis in floating point.
_CLOSE_TO_HALF_A_TURN: Final = 1e-9


def _axis_lines(scene: _Scene, part: Array) -> Iterator[Line]:
    turn = scene.turn
    if turn.axis is not None and turn.angle is not None:
        given = turn.stage.problem.given
        if turn.axis.value is not given.get("axis"):
            yield turning.axis_from_vector(turn.axis, given.get("axis", part.name))
        if "angle" not in given:
            value = turn.stage.scope.definitions[str(turn.angle.data)].body
            yield turning.angle_from_scalar(turn.angle, turn.q.parts[0], value)
        yield turning.rodrigues(scene.q, scene.v.name, turn.axis.name, turn.angle)
    yield turning.by_vector_part(scene.q, scene.v.name, turn.q.parts[0], part.name)


def _group_lines(scene: _Scene, other: Term) -> Iterator[Line]:
    q, v, unit = scene.q, scene.v.name, scene.turn.unit
    yield turning.length(q, v, unit)
    yield turning.inverse(q, v, unit)
    yield turning.double_cover(q, v)
    yield turning.composition(other, q, v)


def _motion_lines(scene: _Scene, omega: Array) -> Iterator[Line]:
    turn, given = scene.turn, scene.turn.stage.problem.given
    yield turning.velocity(scene.q, scene.v.name, omega.name, vector(*scene.turned))
    yield turning.tangent(turn.q, omega)
    if turn.axis is not None and turn.angle is not None and turn.angle is given.get("angle"):
        yield turning.rate_by_angle(turn.q, turn.axis.name, turn.angle)
