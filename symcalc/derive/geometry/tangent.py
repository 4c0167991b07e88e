"""The derivative of a rotated vector with respect to the quaternion.

Differentiated freely in all four components, q v q* has a 3 × 4 Jacobian.  A unit quaternion
moves on the sphere |q| = 1 only, along δq = ½ ω q; there the derivative is ω × (q v q*).
Source: Shuster, A Survey of Attitude Representations (1993), section VI.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from symcalc.core.derivation import Line, Outcome
from symcalc.core.kind import Sort
from symcalc.core.problem import Problem, Scope
from symcalc.core.term import TWO, ZERO, Op, Term, matrix, mul, vector
from symcalc.derive.entry import derive_problem
from symcalc.derive.geometry.chain import chain
from symcalc.derive.geometry.identities import cross, dot
from symcalc.derive.geometry.stage import Array, Stage, letters_of, require, staged
from symcalc.derive.geometry.turn import ORDER
from symcalc.derive.problems import DeriveError
from symcalc.mean import quaternion
from symcalc.mean.names import plain_name

_QUATERNION: Final = ("q", "r", "h", "g")
_VELOCITY: Final = ("bf.omega", "bf.w", "bf.c")
_CONSTRAINT: Final = (
    "For a unit quaternion only directions δq with q·δq = 0 matter; J q leads off the sphere."
)


def derivative_of_rotation(problem: Problem) -> Outcome:
    """The Jacobian of q v q* with respect to q: three rows, and the columns w, x, y, z.

    Numbers for q are the point of the values.  Raises DeriveError where the rotation is not
    given by a quaternion, or where another variable is asked for.
    """
    stage = staged(problem, (Sort.VECTOR,), ("bf.v", "bf.a", "bf.b"))
    require(3, *stage.arrays)
    q, point = _quaternion(stage, problem)
    w, x, y, z = q.parts
    v1, v2, v3 = stage.arrays[0].parts
    turned = quaternion.rotated((w, x, y, z), (v1, v2, v3))
    scope = replace(problem.scope, assumptions=())
    asked = Problem("jacobian", turned, q.parts, at={**problem.at, **point}, scope=scope)
    found = derive_problem(asked, steps=False)
    stage, omega = stage.with_array(q).with_letters(_VELOCITY)
    return replace(
        found,
        problem=replace(found.problem, title=_title(q), scope=_with_names(found, stage)),
        lines=(*found.lines, *_on_the_sphere(found, q, omega, turned)),
        notes=(*found.notes, ORDER, _CONSTRAINT),
    )


def _quaternion(stage: Stage, problem: Problem) -> tuple[Array, dict[str, Term]]:
    """The quaternion as letters, and their values where numbers were given."""
    given = problem.given.get("quaternion")
    if given is None or given.op is Op.DIV:
        raise DeriveError(
            "the derivative is that with respect to a quaternion",
            "for example: --quaternion q --wrt q",
        )
    key = problem.variables[0]
    if len(problem.variables) != 1 or (given.op is Op.NAME and given is not key):
        raise DeriveError("only the derivative with respect to q is known here", "--wrt q")
    parts = letters_of(str(key.data), Sort.QUATERNION, 4)
    values = {} if given.op is Op.NAME else dict(zip(parts, given.args, strict=True))
    point = {str(part.data): value for part, value in values.items()}
    return Array(key, parts, Sort.QUATERNION), point


def _with_names(found: Outcome, stage: Stage) -> Scope:
    """The scope of the derivation, with the names that its lines speak of."""
    known = {**found.problem.scope.definitions, **stage.scope.definitions}
    return replace(stage.scope, definitions=known)


def _title(q: Array) -> str:
    return f"The derivative of q v q* with respect to {plain_name(str(q.name.data))}"


def _on_the_sphere(
    found: Outcome, q: Array, omega: Array, turned: quaternion.Vector
) -> tuple[Line, ...]:
    """What the Jacobian does to the tangent directions of the unit sphere, and to q itself."""
    w, x, y, z = q.parts
    w1, w2, w3 = omega.parts
    jacobian = matrix([found.result[k : k + 4] for k in (0, 4, 8)])
    direction = vector(*quaternion.rate((w, x, y, z), (w1, w2, w3)))
    here, image = vector(*q.parts), vector(*turned)
    return (
        chain(
            dot(here, direction),
            ("the terms cancel", ZERO),
            title="The direction δq = ½ ω q is tangent to the unit sphere",
        ),
        chain(
            mul(jacobian, direction),
            ("multiply out", cross(omega.name, image)),
            title="The derivative in the tangent space: J δq = ω × (q v q*)",
        ),
        chain(
            mul(jacobian, here),
            ("Euler, of degree two", mul(TWO, image)),
            title="Across the sphere: J q = 2 q v q*",
        ),
    )
