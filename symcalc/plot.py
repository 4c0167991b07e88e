"""Plots with matplotlib: loss against step, paths on a surface, orbits.

The same data give the same file, byte for byte (with the same matplotlib).  matplotlib is the
extra ``plot``; without it every function raises :class:`PlotError`, which says how to get it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from symcalc.core.trajectory import Trajectory

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

#: A function of two coordinates that works on arrays.
Surface = Callable[..., Any]
#: The range that a plot shows of each coordinate.
Window = tuple[tuple[float, float], tuple[float, float]]

#: Colours that remain distinct for colour-blind readers (Okabe and Ito 2008).
COLOURS: Final = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#000000")

_INCHES: Final = (5.6, 4.2)  # width and height of one panel
_MOST_POINTS: Final = 2000  # of one curve; more would only make the file large
_GRID: Final = 160  # points of the surface in each direction
_LEVELS: Final = 16
_MARGIN: Final = 0.15  # of the window, around the paths

#: Without the salt two runs would write different files.
_STYLE: Final[dict[str, Any]] = {
    "svg.hashsalt": "symcalc",
    "font.size": 10,
    "axes.spines.top": False,
    "axes.spines.right": False,
}


class PlotError(RuntimeError):
    """A plot that cannot be made; the message says why and what to do."""


def panels(count: int) -> tuple[Figure, list[Axes]]:
    """A figure with a number of panels side by side.  Raises PlotError without matplotlib."""
    try:
        # Imported here because matplotlib is an extra and takes a while to load.
        from matplotlib import rc_context  # noqa: PLC0415
        from matplotlib.figure import Figure  # noqa: PLC0415
    except ImportError:
        raise PlotError("plots need matplotlib: pip install 'symcalc[plot]'") from None
    with rc_context(_STYLE):
        figure = Figure(figsize=(_INCHES[0] * count, _INCHES[1]), layout="constrained")
        return figure, [figure.add_subplot(1, count, k + 1) for k in range(count)]


def save(figure: Figure, path: str | Path) -> None:
    """Write a figure in the format of the suffix (svg, png, pdf); PlotError for others."""
    from matplotlib import rc_context  # noqa: PLC0415  # as in panels

    suffix = Path(path).suffix.lstrip(".").lower()
    if suffix not in ("svg", "png", "pdf"):
        raise PlotError(f"{path}: plots are written as .svg, .png or .pdf")
    dated = {"svg": "Date", "pdf": "CreationDate"}
    metadata = {dated[suffix]: None} if suffix in dated else {}
    with rc_context(_STYLE):
        figure.savefig(path, format=suffix, metadata=metadata)


# ------------------------------------------------------------------------------- panels


def plot_runs(
    trajectories: Sequence[Trajectory],
    surface: Surface | None = None,
    window: Mapping[str, Sequence[float]] | None = None,
    shared: Sequence[str] = (),
) -> Figure:
    """Loss against step; over two coordinates their surface with the paths; shared values.

    ``surface`` is the loss as a function of the point; ``window`` maps a coordinate to the range
    shown; ``shared`` names columns to draw against the step, such as a learnt step size.
    """
    flat = surface is not None and all(each.dimensions == 2 for each in trajectories)
    figure, axes = panels(1 + flat + bool(shared))
    _losses(axes[0], trajectories)
    if flat and surface is not None:
        _paths(axes[1], trajectories, surface, window or {})
    if shared:
        _columns(axes[-1], trajectories, shared)
    return figure


def plot_orbit(trajectory: Trajectory, across: str, up: str) -> Figure:
    """The path of a system in the plane of two of its columns, at equal scale."""
    figure, (axes,) = panels(1)
    x, y = trajectory.columns[across], trajectory.columns[up]
    axes.plot(*_thinned(x, y), color=COLOURS[0], linewidth=1.2)
    axes.plot(x[0], y[0], "o", color=COLOURS[1], label="start")
    axes.plot(0, 0, "+", color="black")
    axes.set(xlabel=across, ylabel=up, title=_words(trajectory.title), aspect="equal")
    axes.legend(frameon=False)
    return figure


def plot_fits(
    title: str,
    along: tuple[str, Any],
    function: Any,
    fits: Mapping[str, Any],
) -> Figure:
    """A function with its fits along one variable, and the size of the error of each fit."""
    figure, (curves, errors) = panels(2)
    variable, places = along
    curves.plot(places, function, color="black", linewidth=2.4, alpha=0.35, label="function")
    for k, (label, values) in enumerate(fits.items()):
        style: dict[str, Any] = {"color": _colour(k), "linewidth": 1.2, "label": _words(label)}
        curves.plot(places, values, **style)
        off = np.abs(values - function)
        errors.semilogy(places, np.where(off > 0, off, np.nan), **style)
    curves.set(xlabel=variable, title=_words(title))
    errors.set(xlabel=variable, title="error")
    curves.legend(frameon=False)
    return figure


def _losses(axes: Axes, trajectories: Sequence[Trajectory]) -> None:
    for k, each in enumerate(trajectories):
        steps, losses = _thinned(range(len(each.losses)), each.losses)
        axes.plot(steps, losses, color=_colour(k), label=_words(each.title))
    if all(loss > 0 for each in trajectories for loss in each.losses):
        axes.set_yscale("log")
    axes.set(xlabel="step", ylabel="loss")
    axes.legend(frameon=False)


def _columns(axes: Axes, trajectories: Sequence[Trajectory], names: Sequence[str]) -> None:
    curves = [(each.title, name, each.columns[name]) for each in trajectories
              for name in names if name in each.columns]  # fmt: skip
    for k, (title, name, values) in enumerate(curves):
        axes.plot(
            *_thinned(range(len(values)), values),
            color=_colour(k),
            label=_words(f"{name}, {title}"),
        )
    axes.set(xlabel="step", ylabel=", ".join(names))
    axes.legend(frameon=False)


def _paths(
    axes: Axes,
    trajectories: Sequence[Trajectory],
    surface: Surface,
    window: Mapping[str, Sequence[float]],
) -> None:
    """Contours, denser where the surface is low, and the paths over them."""
    across, up = trajectories[0].point
    (left, right), (low, high) = _window(trajectories, window)
    x, y = np.meshgrid(np.linspace(left, right, _GRID), np.linspace(low, high, _GRID))
    with np.errstate(all="ignore"):
        heights = np.broadcast_to(surface(x, y), x.shape)
    finite = heights[np.isfinite(heights)]
    if finite.size and finite.min() < finite.max():
        levels = np.unique(np.quantile(finite, np.linspace(0, 1, _LEVELS) ** 2))
        axes.contour(x, y, heights, levels=levels, colors="0.7", linewidths=0.7)
    for k, each in enumerate(trajectories):
        path = _thinned(each.columns[across], each.columns[up])
        axes.plot(*path, color=_colour(k), linewidth=1.4, label=_words(each.title))
        axes.plot(path[0][-1], path[1][-1], "o", color=_colour(k), markersize=5)
    axes.set(xlabel=across, ylabel=up, xlim=(left, right), ylim=(low, high))
    axes.legend(frameon=True, framealpha=0.85, edgecolor="none")


def _window(trajectories: Sequence[Trajectory], window: Mapping[str, Sequence[float]]) -> Window:
    """The window asked for, else the part of the paths that is no higher than their start."""
    ranges = []
    for name in trajectories[0].point:
        if name in window:
            low, high = window[name]
        else:
            values = [value for each in trajectories for value in _below_start(each, name)]
            low, high = min(values), max(values)
            margin = _MARGIN * (high - low) or 1.0
            low, high = low - margin, high + margin
        ranges.append((float(low), float(high)))
    return ranges[0], ranges[1]


def _below_start(trajectory: Trajectory, name: str) -> list[float]:
    pairs = zip(trajectory.columns[name], trajectory.losses, strict=True)
    return [value for value, loss in pairs if loss <= trajectory.losses[0]] or [0.0]


def _thinned(x: Sequence[float], y: Sequence[float]) -> tuple[list[float], list[float]]:
    """Two columns with at most about ``_MOST_POINTS`` rows, the last among them."""
    stride = max(1, len(x) // _MOST_POINTS)
    rows = [*range(0, len(x) - 1, stride), len(x) - 1]
    return [x[k] for k in rows], [y[k] for k in rows]


def _words(text: str) -> str:
    """Text that is not taken for mathematics: titles may hold dollars."""
    return text.replace("$", r"\$")


def _colour(k: int) -> str:
    return COLOURS[k % len(COLOURS)]
