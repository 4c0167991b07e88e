"""The verb run: an algorithm of the catalogue, on a surface of the catalogue or of one's own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from symcalc.api.algorithms import Algorithm, algorithm, ground
from symcalc.api.runner import Runner, Start, runner
from symcalc.core.trajectory import Trajectory
from symcalc.plot import plot_orbit, plot_runs
from symcalc.run.errors import RunError
from symcalc.run.simulate import Progress

if TYPE_CHECKING:
    from matplotlib.figure import Figure

__all__ = ["Comparison", "RunError", "Trajectory", "compare", "run"]


@dataclass(frozen=True)
class Comparison:
    """One or several algorithms run from the same start on the same surface."""

    runners: tuple[Runner, ...]
    trajectories: tuple[Trajectory, ...]

    def source(self) -> str:
        """The NumPy functions that were run, each under the name of its algorithm."""
        parts = []
        for each in self.runners:
            parts += [f"# {each.algorithm.entry.name}", each.program.step.source]
        loss = self.runners[0].program.loss
        return "\n".join([*parts, *(["# the loss", loss.source] if loss else [])])

    def figure(self) -> Figure:
        """The plot of the runs; PlotError without matplotlib."""
        first = self.runners[0]
        if first.ground is None:
            return plot_orbit(self.trajectories[0], *first.axes())
        assert first.program.loss is not None
        shared = dict.fromkeys(key for each in self.runners for key in each.learnt())
        surface, window = first.program.loss.function, first.ground.table.window
        return plot_runs(self.trajectories, surface, window, tuple(shared))


def run(  # noqa: PLR0913  # each option of the command is a keyword here
    name: str,
    *,
    on: str | None = None,
    start: Start | None = None,
    steps: int | None = None,
    settings: Mapping[str, float] | None = None,
    wrt: str | None = None,
    let: Iterable[str] = (),
    batch: int | None = None,
    seed: int = 0,
) -> Trajectory:
    """Run an algorithm, for example ``run("adam", on="network/sigmoid-neuron", steps=1000)``.

    ``on`` is an entry whose expression is the loss, or an expression; ``settings`` override the
    hyperparameters of the entry, which also says where and how long it runs by itself.  The
    update rule is compiled from the displays of the entry, the gradient is derived and checked.
    With a ``batch``, each step sees as many examples of the data, in an order that ``seed`` fixes.
    Raises RunError, and InputError for what cannot be read.
    """
    found = compare(
        [name],
        on=on,
        start=start,
        steps=steps,
        settings=settings,
        wrt=wrt,
        let=let,
        batch=batch,
        seed=seed,
    )
    return found.trajectories[0]


def compare(  # noqa: PLR0913  # as in run
    names: Sequence[str],
    *,
    on: str | None = None,
    start: Start | None = None,
    steps: int | None = None,
    settings: Mapping[str, float] | None = None,
    wrt: str | None = None,
    let: Iterable[str] = (),
    batch: int | None = None,
    seed: int = 0,
    progress: Progress | None = None,
) -> Comparison:
    """Run several algorithms like :func:`run`; a setting goes to those that have it."""
    found = [algorithm(name) for name in names]
    surface = None
    on = on or found[0].table.on
    if on and any(each.table.moves for each in found):
        hessian = any(each.needs_hessian for each in found)
        residual = any(each.table.residual for each in found)
        surface = ground(on, wrt=wrt, let=let, hessian=hessian, residual=residual)
    _check_known(found, settings or {})
    runners = tuple(
        runner(each, surface, settings or {}, each.table.batch if batch is None else batch, seed)
        for each in found
    )
    steps = found[0].table.steps if steps is None else steps
    count = len(runners)
    trajectories = [
        each(start, steps, _part_of(progress, k, count)) for k, each in enumerate(runners)
    ]
    return Comparison(runners, tuple(trajectories))


def _part_of(progress: Progress | None, k: int, count: int) -> Progress | None:
    """The progress of one run as a part of that of all."""
    if progress is None:
        return None
    return lambda done, steps: progress(k * steps + done, count * steps)


def _check_known(algorithms: Sequence[Algorithm], settings: Mapping[str, float]) -> None:
    """RunError for a setting that none of the algorithms has."""
    known = list(dict.fromkeys(key for each in algorithms for key in each.table.adjustable))
    for key in settings:
        if key not in known:
            raise RunError(f"no hyperparameter is called {key}", f"there are {', '.join(known)}")
