"""Vectors drawn with matplotlib: products with their parallelogram, rotations with their arc.

The same vectors give the same file, byte for byte (with the same matplotlib).  matplotlib is the
extra ``plot``; without it :class:`~symcalc.plot.PlotError` says how to get it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import product
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from symcalc.core.derivation import Outcome
from symcalc.core.term import Op, Term, free_names
from symcalc.mean.definitions import resolve
from symcalc.mean.names import plain_name
from symcalc.mean.numeric import FLOAT, evaluate
from symcalc.plot import COLOURS, PlotError, panels

if TYPE_CHECKING:
    from matplotlib.figure import Figure

#: The coordinates of a vector.
Coordinates = Any
#: How much room is left around the vectors, relative to the longest.
_MARGIN: Final = 1.15
_LABEL: Final = 1.06  # how far behind the tip a label stands
_ARC_POINTS: Final = 60


def draw(outcome: Outcome) -> Figure:
    """The vectors of a derivation of dot, cross, triple or rotate, from the origin.

    Raises PlotError for other derivations, for letters in the place of numbers, and where
    there are more than three components.
    """
    vectors = _vectors(outcome)
    operation = outcome.problem.operation
    if operation not in _EXTRAS:
        raise PlotError("only dot, cross, triple and rotate have vectors to draw")
    size = len(next(iter(vectors.values())))
    if size not in (2, 3):
        raise PlotError(f"vectors of {size} components cannot be drawn; give 2 or 3")
    figure, axes = _axes(size)
    for k, (label, tip) in enumerate(vectors.items()):
        _arrow(axes, tip, label, COLOURS[k % len(COLOURS)])
    _EXTRAS[operation](axes, list(vectors.values()), outcome)
    _frame(axes, list(vectors.values()))
    return figure


# ----------------------------------------------------------------------------- the vectors


def _vectors(outcome: Outcome) -> dict[str, Coordinates]:
    """The vectors by their names: those asked for, then the result where it is one."""
    problem = outcome.problem
    found = {
        plain_name(definition.key): _numbers(definition.body.args, outcome)
        for definition in problem.scope.definitions.values()
        if definition.body in problem.expressions and definition.body.op is Op.VECTOR
    }
    if problem.operation == "cross":
        found["×".join(found)] = _numbers(outcome.result, outcome)
    if problem.operation == "rotate":
        found["q v q*"] = _numbers(outcome.result, outcome)
    if not found:
        raise PlotError("only dot, cross, triple and rotate have vectors to draw")
    return found


def _numbers(parts: Sequence[Term], outcome: Outcome) -> Coordinates:
    settled = [resolve(part, outcome.problem.scope) for part in parts]
    letters = sorted(set().union(*(free_names(part) for part in settled)))
    if letters:
        listed = ", ".join(map(plain_name, letters))
        raise PlotError(f"{listed} stand for no number; give numbers to draw the vectors")
    return np.array([float(evaluate(part, {}, FLOAT)) for part in settled])


# ----------------------------------------------------------------------------- the drawing


def _axes(size: int) -> tuple[Figure, Any]:
    figure, (flat,) = panels(1)
    if size == 2:
        return figure, flat
    flat.remove()
    return figure, figure.add_subplot(projection="3d")


def _arrow(axes: Any, tip: Coordinates, label: str, colour: str) -> None:
    zero = np.zeros(len(tip))
    options = {"arrow_length_ratio": 0.08} if len(tip) == 3 else _FLAT_ARROW
    axes.quiver(*zero, *tip, color=colour, linewidth=1.6, **options)
    axes.text(*(_LABEL * tip), label, color=colour)


_FLAT_ARROW: Final[Mapping[str, Any]] = {
    "angles": "xy", "scale_units": "xy", "scale": 1, "width": 0.006,
}  # fmt: skip


def _parallelogram(axes: Any, vectors: Sequence[Coordinates], outcome: Outcome) -> None:
    """The area that two vectors span."""
    a, b = vectors[:2]
    corners = np.array([0 * a, a, a + b, b])
    if len(a) == 2:
        axes.fill(*corners.T, color=COLOURS[4], alpha=0.25)
        return
    from mpl_toolkits.mplot3d.art3d import Poly3DCollection  # noqa: PLC0415  # as in plot

    axes.add_collection3d(Poly3DCollection([corners], facecolors=COLOURS[4], alpha=0.25))


def _projection(axes: Any, vectors: Sequence[Coordinates], outcome: Outcome) -> None:
    """From the tip of the second vector straight down onto the first."""
    a, b = vectors[:2]
    if not a.any():
        return
    foot = a * (a @ b) / (a @ a)
    axes.plot(*np.array([b, foot]).T, color="0.4", linestyle="--", linewidth=1)


def _edges(axes: Any, vectors: Sequence[Coordinates], outcome: Outcome) -> None:
    """The edges of the parallelepiped that three vectors span."""
    for k, edge in enumerate(vectors[:3]):
        others = [each for j, each in enumerate(vectors[:3]) if j != k]
        for weights in product((0, 1), repeat=2):
            start = weights[0] * others[0] + weights[1] * others[1]
            axes.plot(*np.array([start, start + edge]).T, color="0.6", linewidth=0.8)


def _arc(axes: Any, vectors: Sequence[Coordinates], outcome: Outcome) -> None:
    """The axis, and the way of the tip about it (Rodrigues' formula)."""
    v = vectors[0]
    lines = [line for line in outcome.lines if line.title.startswith("Rodrigues")]
    if not lines:
        return
    axis, angle = _axis_and_angle(outcome)
    turns = np.linspace(0, angle, _ARC_POINTS)[:, None]
    along = axis * (axis @ v)
    path = along + np.cos(turns) * (v - along) + np.sin(turns) * np.cross(axis, v)
    axes.plot(*path.T, color="0.4", linestyle="--", linewidth=1)
    reach = axis * np.linalg.norm(v)
    axes.plot(*np.array([-reach, reach]).T, color="0.4", linestyle=":", linewidth=1)


def _axis_and_angle(outcome: Outcome) -> tuple[Coordinates, float]:
    """The unit axis and the angle in radians, as the lines of the derivation name them."""
    rodrigues = next(line for line in outcome.lines if line.title.startswith("Rodrigues"))
    cosine, sine, _ = rodrigues.steps[0].term.args
    scope = outcome.problem.scope
    axis = resolve(sine.args[1].args[0], scope)
    (angle,) = _numbers([cosine.args[0].args[0]], outcome)
    return _numbers(axis.args, outcome), float(angle)


def _frame(axes: Any, vectors: Sequence[Coordinates]) -> None:
    """The same scale along every axis, with the origin in the picture."""
    points = np.array([0 * vectors[0], *vectors, sum(vectors[:2]), sum(vectors[:3])])
    low, high = points.min(axis=0), points.max(axis=0)
    middle, half = (low + high) / 2, _MARGIN * (high - low).max() / 2 or 1.0
    for label, place in zip("xyz", middle, strict=False):
        axes.set(**{f"{label}lim": (place - half, place + half), f"{label}label": label})
    axes.set_aspect("equal")
    axes.locator_params(nbins=5)


#: What is drawn beside the arrows.
_EXTRAS: Final[dict[str, Callable[..., None]]] = {
    "dot": _projection,
    "cross": _parallelogram,
    "triple": _edges,
    "rotate": _arc,
}
