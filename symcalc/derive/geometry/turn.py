"""A rotation as it is given, made a unit quaternion with its axis and its angle."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from symcalc.core.kind import Sort
from symcalc.core.term import (
    ONE,
    ZERO,
    Op,
    Term,
    call,
    free_names,
    name,
    value_of,
)
from symcalc.derive.geometry.exact import exact
from symcalc.derive.geometry.stage import Array, Stage, letters_of
from symcalc.derive.problems import DeriveError
from symcalc.mean import algebra, quaternion
from symcalc.mean.cartesian import Components
from symcalc.mean.names import name_parts
from symcalc.mean.numeric import FLOAT, evaluate
from symcalc.mean.plain import plain

#: What every derivation with quaternions says.
ORDER: Final = "Quaternions are (w, x, y, z), the scalar first."

_AXIS: Final = ("bf.u", "bf.k", "bf.n")
_ANGLE: Final = ("theta", "varphi", "alpha")
_QUATERNION: Final = ("q", "r", "h", "g")


@dataclass(frozen=True)
class Turn:
    """A rotation on a stage: its quaternion, and its axis and angle where they are known.

    ``unit`` says that |q| = 1 is known; else the lines carry powers of |q|.
    """

    stage: Stage
    q: Array
    unit: bool
    axis: Array | None = None
    angle: Term | None = None


def turn_on(stage: Stage) -> Turn:
    """The rotation that a problem gives; DeriveError where it gives none, two, or half of one."""
    given = stage.problem.given
    if "quaternion" in given and not {"axis", "angle"} & given.keys():
        return _of_quaternion(stage, given["quaternion"])
    if given.keys() == {"axis", "angle"}:
        return _of_axis(stage, given["axis"], given["angle"])
    raise DeriveError(
        "a rotation is given by an axis and an angle, or by a quaternion",
        "for example: --axis 0,0,1 --angle pi/2, or --quaternion 1,0,0,0",
    )


# ---------------------------------------------------------------------------- axis and angle


def _of_axis(stage: Stage, axis: Term, angle: Term) -> Turn:
    stage, unit_axis = _unit_axis(stage, axis)
    if angle.op is Op.NAME:
        theta = angle
    else:
        theta = stage.letter(_ANGLE)
        stage = stage.with_value(theta, angle)
    x, y, z = unit_axis.parts
    parts = quaternion.from_axis_angle((x, y, z), angle)
    q = Array(stage.letter(_QUATERNION), parts, Sort.QUATERNION)
    q = Array(q.name, _simplest(parts), Sort.QUATERNION)
    return Turn(stage.with_array(q), q, True, unit_axis, theta)


def _unit_axis(stage: Stage, axis: Term) -> tuple[Stage, Array]:
    """The axis divided by its length, with a hat where the axis has a name."""
    if axis.op is Op.NAME:
        key = str(axis.data)
        given = Array(axis, letters_of(key, Sort.VECTOR, 3))
        stage, hat = stage.with_array(given), name(f"hat.{name_parts(key).base}")
    else:
        given, hat = Array(name("bf.u"), axis.args), stage.letter(_AXIS)
    if len(given.parts) != 3:
        raise DeriveError(f"an axis has 3 components, not {len(given.parts)}", "--axis 0,0,1")
    if all(value_of(part) == 0 for part in given.parts):
        raise DeriveError("an axis of length zero has no direction", "for example --axis 0,0,1")
    length = algebra.call("sqrt", quaternion.squared_norm(given.parts))
    parts = tuple(algebra.div(part, length) for part in given.parts)
    if any(map(free_names, parts)):
        stage, parts = _named(stage, hat, parts)
    unit = Array(hat, _simplest(parts))
    return stage.with_array(unit), unit


def _named(stage: Stage, hat: Term, parts: Components) -> tuple[Stage, Components]:
    """Names for the components of an axis, so that |n| is not written out everywhere."""
    names = letters_of(str(hat.data), Sort.VECTOR, len(parts), marked=True)
    for key, part in zip(names, parts, strict=True):
        stage = stage.with_value(key, part)
    return stage, names


def _simplest(parts: Components) -> Components:
    """The components with those that hold no names in their simplest form."""
    return tuple(part if free_names(part) else exact(part) for part in parts)


# -------------------------------------------------------------------------------- quaternion


def _of_quaternion(stage: Stage, given: Term) -> Turn:
    normalise = given.op is Op.DIV
    q = _quaternion(stage, given.args[0] if normalise else given)
    if normalise:
        w, x, y, z = q.parts
        if all(value_of(part) == 0 for part in q.parts):
            raise DeriveError("the quaternion 0 has no direction", "--quaternion 1,0,0,0")
        q = Array(q.name, _simplest(quaternion.normalised((w, x, y, z))), Sort.QUATERNION)
    stage = stage.with_array(q)
    if squared_norm(stage, q) is not ONE:
        return Turn(stage, q, False)
    return _with_axis(stage, q)


def squared_norm(stage: Stage, q: Array) -> Term:
    """|q|², which is 1 or has names in it; DeriveError that shows the norm where it has none."""
    square = stage.tidy(quaternion.squared_norm(q.parts))
    if square is not ONE and not free_names(square):
        raise _not_unit(q, square)
    return square


def _quaternion(stage: Stage, given: Term) -> Array:
    if given.op is Op.NAME:
        return Array(given, letters_of(str(given.data), Sort.QUATERNION, 4), Sort.QUATERNION)
    return Array(stage.letter(_QUATERNION), given.args, Sort.QUATERNION)


def _not_unit(q: Array, square: Term) -> DeriveError:
    """The error that shows the norm."""
    norm = algebra.call("sqrt", square)
    size = float(evaluate(norm, {}, FLOAT))
    shown = ", ".join(map(plain, q.parts))
    exact = "" if value_of(norm) is not None else f"{plain(norm)} = "
    return DeriveError(
        f"the quaternion (w, x, y, z) = ({shown}) has the norm {exact}{size:.9g}, not 1",
        "give a unit quaternion, or add --normalise to divide it by its norm",
    )


def _with_axis(stage: Stage, q: Array) -> Turn:
    """The turn with axis and angle, 2 arccos w; the identity has no axis."""
    if free_names(call("quaternion", *q.parts)) or all(part is ZERO for part in q.parts[1:]):
        return Turn(stage, q, True)
    w, x, y, z = q.parts
    angle = stage.tidy(quaternion.angle_of((w, x, y, z)))
    parts = tuple(map(stage.tidy, quaternion.axis_of((w, x, y, z))))
    theta, axis = stage.letter(_ANGLE), Array(stage.letter(_AXIS), parts)
    return Turn(stage.with_value(theta, angle).with_array(axis), q, True, axis, theta)
