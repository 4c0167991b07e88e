"""The verb run: an algorithm of the catalogue, on a surface of the catalogue or of one's own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from symcalc.api.algorithms import Algorithm, Ground, algorithm, ground
from symcalc.core.trajectory import Trajectory
from symcalc.plot import plot_orbit, plot_runs
from symcalc.run.advance import advance_of
from symcalc.run.batches import batches, slots
from symcalc.run.errors import RunError
from symcalc.run.simulate import Program, Progress, columns_of, losses_of, program_of, simulate
from symcalc.run.surface import Surface, over_data

if TYPE_CHECKING:
    from matplotlib.figure import Figure

__all__ = ["Comparison", "RunError", "Runner", "Trajectory", "compare", "run", "runner"]

#: A start: one number a coordinate, or the coordinates by name.
Start = Sequence[float] | Mapping[str, float]


@dataclass(frozen=True)
class Runner:
    """An algorithm made ready to run on a surface, as NumPy functions."""

    algorithm: Algorithm
    ground: Ground | None
    program: Program
    settings: Mapping[str, float]
    initial: Mapping[str, float]
    batch: int = 0
    seed: int = 0

    def __call__(
        self, start: Start | None, steps: int, progress: Progress | None = None
    ) -> Trajectory:
        """Run from a start (that of the entry if None) for a number of steps; RunError."""
        states = [*self._point(start), *self._memory()]
        rows, ended = simulate(self.program, states, self.settings, steps, self._fed(), progress)
        return Trajectory(
            algorithm=self.algorithm.entry.name,
            title=self.algorithm.entry.title,
            columns=columns_of(self.program, rows),
            dimensions=len(self.coordinates),
            losses=losses_of(self.program, rows),
            settings=self.settings,
            surface=self.ground.surface.title if self.ground else "",
            ended=ended,
        )

    @property
    def coordinates(self) -> tuple[str, ...]:
        """What a start gives: the parameters of the surface, or all that a system keeps."""
        if self.ground is not None:
            return self.ground.surface.parameters
        return tuple(state.key for state in self.program.states)

    def _point(self, start: Start | None) -> list[float]:
        given = self._usual_start() if start is None else start
        if not isinstance(given, Mapping):
            given = dict(zip(self.coordinates, given, strict=False)) if self._fits(given) else {}
        if set(given) != set(self.coordinates):
            names = ", ".join(self.coordinates)
            raise RunError(f"the start must give {names}", f"one number for each of {names}")
        return [float(given[key]) for key in self.coordinates]

    def _fed(self) -> Iterator[tuple[float, ...]] | None:
        """The examples of each step, where it sees a batch of them."""
        if self.ground is None or not self.batch:
            return None
        return batches(self.ground.table.data, self.batch, self.seed)

    def _fits(self, start: Sequence[float]) -> bool:
        return len(start) == len(self.coordinates)

    def _usual_start(self) -> Mapping[str, float]:
        if self.ground is None:
            return self.initial
        own = self.algorithm.table.start
        return own if set(own) == set(self.coordinates) else self.ground.table.start

    def _memory(self) -> list[float]:
        """The values before the first step of what is kept beside the point."""
        kept = self.program.states[len(self.coordinates) :]
        return [self.initial[state.sequence] for state in kept]

    def learnt(self) -> tuple[str, ...]:
        """What is shared by all parameters and changes with the steps, such as a step size."""
        table = self.algorithm.table
        return tuple(table.plot or table.shared) if self.ground else ()

    def axes(self) -> tuple[str, str]:
        """The two columns that an orbit shows."""
        across, up = (self.algorithm.table.plot or self.coordinates)[:2]
        return across, up


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


def runner(
    algorithm: Algorithm,
    ground: Ground | None,
    settings: Mapping[str, float],
    batch: int = 0,
    seed: int = 0,
) -> Runner:
    """Compile an algorithm on a surface; RunError for what does not fit together."""
    table = algorithm.table
    if table.moves and ground is None:
        raise RunError(f"{algorithm.entry.name} moves on a surface", "say which: --on TOPIC/NAME")
    seen, inputs = _seen(ground, batch)
    advance = advance_of(algorithm.recurrence, table, seen)
    first = 1 - algorithm.recurrence.places[table.moves or next(iter(table.shared))]
    named = algorithm.entry.name.rpartition("/")[2].replace("-", "_")
    program = program_of(advance, ground.surface if ground else None, first, inputs, named)
    values = _settings(algorithm, program.hyperparameters, settings)
    initial = {**table.state, **table.shared}
    initial.update((key, value) for key, value in settings.items() if key in initial)
    return Runner(algorithm, ground, program, values, initial, batch, seed)


def _seen(ground: Ground | None, batch: int) -> tuple[Surface | None, tuple[str, ...]]:
    """The surface that one step sees, and the names in it that are new in each step."""
    if ground is None or not batch:
        return (ground.surface if ground else None), ()
    rows = slots(ground.table.data, batch)
    seen = over_data(ground.example, rows, average=ground.table.total == "mean")
    return seen, tuple(str(term.data) for row in rows for term in row.values())


def _settings(
    algorithm: Algorithm, needed: Sequence[str], given: Mapping[str, float]
) -> dict[str, float]:
    """The value of every hyperparameter; RunError for one that has none."""
    defaults = algorithm.table.hyperparameters
    values = {key: given.get(key, value) for key, value in defaults.items()}
    for key in needed:
        if key not in values:
            raise RunError(f"{key} has no value", "add it to the hyperparameters of the entry")
    return values
