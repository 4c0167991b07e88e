"""An algorithm made ready to run: compiled on its surface, with a value for every setting."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from symcalc.api.algorithms import Algorithm, Ground
from symcalc.core.trajectory import Trajectory
from symcalc.run.advance import advance_of
from symcalc.run.batches import batches, slots
from symcalc.run.errors import RunError
from symcalc.run.simulate import Program, Progress, columns_of, losses_of, program_of, simulate
from symcalc.run.surface import Surface, over_data

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
        names = self.algorithm.table.plot or self.coordinates
        if len(names) < 2:
            raise RunError("an orbit needs two coordinates", "add plot = ['x', 'y'] to its table")
        return names[0], names[1]


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
    _check_dimensions(algorithm, ground)
    seen, inputs = _seen(ground, batch)
    advance = advance_of(algorithm.recurrence, table, seen)
    first = 1 - algorithm.recurrence.places[table.moves or next(iter(table.shared))]
    named = algorithm.entry.name.rpartition("/")[2].replace("-", "_")
    program = program_of(advance, ground.surface if ground else None, first, inputs, named)
    values = _settings(algorithm, program.hyperparameters, settings)
    initial = {**table.state, **table.shared}
    initial.update((key, value) for key, value in settings.items() if key in initial)
    return Runner(algorithm, ground, program, values, initial, batch, seed)


def _check_dimensions(algorithm: Algorithm, ground: Ground | None) -> None:
    """RunError for a surface of another dimension than the rule is for."""
    wanted = algorithm.table.dimensions
    if ground is not None and wanted not in (0, len(ground.surface.parameters)):
        names = ", ".join(ground.surface.parameters)
        raise RunError(
            f"{algorithm.entry.name} is a rule for {wanted} parameter; there are {names}",
            f"vary one alone: --wrt {ground.surface.parameters[0]}",
        )


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
