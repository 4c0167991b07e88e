"""A step compiled to NumPy and repeated."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from symcalc.mean.compile import Compiled, compile_numpy
from symcalc.mean.errors import CannotEvaluate
from symcalc.run.advance import Advance, State
from symcalc.run.errors import RunError
from symcalc.run.surface import Surface

#: Told how many steps are made, and of how many.
Progress = Callable[[int, int], None]

#: Steps between two reports of progress.
_REPORT_EVERY = 256


@dataclass(frozen=True)
class Program:
    """A step, and the loss where there is one, as NumPy functions with their sources.

    ``step`` takes the index, the states, the hyperparameters, and then the inputs that are new
    in each step (the examples of a batch), and returns the states.
    """

    states: tuple[State, ...]
    hyperparameters: tuple[str, ...]
    inputs: tuple[str, ...]
    step: Compiled
    loss: Compiled | None
    first: int  # the value of the index in the first step


def program_of(
    advance: Advance,
    surface: Surface | None,
    first: int,
    inputs: Sequence[str] = (),
    named: str = "step",
) -> Program:
    """Compile a step, under a name, and its surface; RunError for what has no NumPy source."""
    settings = tuple(key for key in advance.others if key not in inputs)
    keys = [advance.index, *(state.key for state in advance.states), *settings, *inputs]
    try:
        step = compile_numpy(advance.values, keys, named)
        loss = compile_numpy(surface.loss, surface.parameters, "loss") if surface else None
    except CannotEvaluate as error:
        raise RunError(f"cannot be computed: {error}") from None
    return Program(advance.states, settings, tuple(inputs), step, loss, first)


def simulate(  # noqa: PLR0913, PLR0917  # a loop needs its step, start, settings, feed and end
    program: Program,
    start: Sequence[float],
    settings: Mapping[str, float],
    steps: int,
    fed: Iterator[tuple[float, ...]] | None = None,
    progress: Progress | None = None,
) -> tuple[list[tuple[float, ...]], str]:
    """The states before the first step and after each, and why it ended early (or nothing).

    It ends where a value is no finite number any more.  ``fed`` gives the inputs of each step.
    """
    values = [settings[key] for key in program.hyperparameters]
    rows = [tuple(map(float, start))]
    # Overflow and division by zero show in the values, which are looked at below.
    with np.errstate(all="ignore"):
        for step in range(1, steps + 1):
            inputs = next(fed) if fed is not None else ()
            found = program.step.function(program.first + step - 1, *rows[-1], *values, *inputs)
            rows.append(tuple(map(float, found)))
            if not all(map(math.isfinite, rows[-1])):
                return rows, f"step {step} leads to a value that is no finite number"
            if progress is not None and step % _REPORT_EVERY == 0:
                progress(step, steps)
    return rows, ""


def losses_of(program: Program, rows: Sequence[Sequence[float]]) -> tuple[float, ...]:
    """The loss at the point of each row, the point being the first columns."""
    if program.loss is None:
        return ()
    columns = np.array(rows, dtype=float).T[: len(program.loss.arguments)]
    with np.errstate(all="ignore"):
        values = np.broadcast_to(program.loss.function(*columns), (len(rows),))
    return tuple(map(float, values))


def columns_of(program: Program, rows: Sequence[Sequence[float]]) -> dict[str, tuple[float, ...]]:
    """The rows as columns: the coordinates by their names, what is kept for one as m_w."""
    return {
        state.key.replace(".", "_"): tuple(row[k] for row in rows)
        for k, state in enumerate(program.states)
    }
