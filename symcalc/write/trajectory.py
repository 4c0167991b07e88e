"""Trajectories as text: a table for a terminal, CSV, or JSON."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Final

from symcalc.core.trajectory import Trajectory
from symcalc.write.terminal import escape

#: The steps that the table shows, times powers of ten; and the last one.
_SHOWN: Final = (1, 2, 5)
_COLUMN: Final = 13


def write_table(trajectories: Sequence[Trajectory]) -> str:
    """Each trajectory at the steps 0, 1, 2, 5, 10, … and at its last."""
    return "\n".join("\n".join(_table(each)) + "\n" for each in trajectories)


def _table(trajectory: Trajectory) -> Iterator[str]:
    on = f" on {trajectory.surface}" if trajectory.surface else ""
    yield escape(f"{trajectory.title}{on}")
    if trajectory.settings:
        yield "  " + ", ".join(f"{key} = {value:g}" for key, value in trajectory.settings.items())
    yield ""
    names = [*(["loss"] if trajectory.losses else []), *trajectory.columns]
    yield f"  {'step':>8}" + "".join(f"{escape(each):>{_COLUMN}}" for each in names)
    for step in shown_steps(trajectory.steps):
        cells = (f"{value:>{_COLUMN}.6g}" for value in _values(trajectory, step))
        yield f"  {step:>8}" + "".join(cells)
    if trajectory.ended:
        yield f"  ended: {trajectory.ended}"


def shown_steps(last: int) -> list[int]:
    """0, 1, 2, 5, 10, 20, 50, … up to the last step, and the last."""
    powers = range(len(str(last)))
    steps = [k * 10**power for power in powers for k in _SHOWN if k * 10**power < last]
    return list(dict.fromkeys([0, *steps, last]))


def _values(trajectory: Trajectory, step: int) -> tuple[float, ...]:
    loss = (trajectory.losses[step],) if trajectory.losses else ()
    return (*loss, *trajectory.row(step))


def write_csv(trajectories: Sequence[Trajectory]) -> str:
    """One row a step: step, loss, then every column; several algorithms are told apart by name.

    Numbers are written so that they read back as the same floats.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    several = len(trajectories) > 1
    for k, each in enumerate(trajectories):
        loss = ["loss"] if each.losses else []
        kept = each.point if several else tuple(each.columns)
        if k == 0:
            writer.writerow([*(["algorithm"] if several else []), "step", *loss, *kept])
        for step in range(each.steps + 1):
            values = _values(each, step)[: len(loss) + len(kept)]
            writer.writerow([*([each.algorithm] if several else []), step, *map(repr, values)])
    return out.getvalue()


def write_trajectory_json(trajectories: Sequence[Trajectory]) -> str:
    """The contract of version 1: trajectories with their columns, losses and settings.

    What is no finite number is null, since JSON has no name for it.
    """
    content = {"version": 1, "trajectories": [_object(each) for each in trajectories]}
    return json.dumps(content, ensure_ascii=False, allow_nan=False) + "\n"


def _object(trajectory: Trajectory) -> dict[str, Any]:
    return {
        "algorithm": trajectory.algorithm,
        "title": trajectory.title,
        "surface": trajectory.surface,
        "settings": dict(trajectory.settings),
        "steps": trajectory.steps,
        "ended": trajectory.ended,
        "point": list(trajectory.point),
        "loss": _finite(trajectory.losses),
        "columns": {key: _finite(values) for key, values in trajectory.columns.items()},
    }


def _finite(values: Sequence[float]) -> list[float | None]:
    return [value if abs(value) < float("inf") else None for value in values]


#: Format -> what writes it.
TRAJECTORY_FORMATS: Final[dict[str, Callable[[Sequence[Trajectory]], str]]] = {
    "text": write_table,
    "csv": write_csv,
    "json": write_trajectory_json,
}
