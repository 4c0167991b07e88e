r"""The tables ``[run]`` and ``[surface]`` of an entry: what its displays do not say of themselves.

An algorithm::

    [run]
    short = 'adam'                                  # for --compare
    moves = 'theta'                                 # the sequence that holds the parameters
    loss = 'L'                                      # the function whose surface it moves on
    state = { m = 0, v = 0 }                        # what it keeps for each parameter
    hyperparameters = { eta = 0.001, beta_1 = 0.9, beta_2 = 0.999, epsilon = 1e-8 }
    on = 'network/sigmoid-neuron'                   # where it runs if nothing else is said
    steps = 500

A surface (the expression of the entry is the loss, of one example where there are data)::

    [surface]
    start = { w = -2, b = -2 }
    data = { x = [0.5, 2.5], y = [0.2, 0.9] }
    total = 'sum'                                   # over the data; or 'mean'
    residual = '\sigma(w x + b) - y'               # of which the loss is half the square
    window = { w = [-6, 6], b = [-6, 6] }           # what a plot shows
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from typing import Any, Final, TypeVar

from symcalc.run.errors import RunError

Numbers = Mapping[str, float]
Value = TypeVar("Value")


@dataclass(frozen=True)
class RunTable:
    """How an entry runs; sequences and hyperparameters go by their keys (``theta``, ``hat.m``).

    ``shared`` are the sequences of which there is one for all parameters (a step size that is
    itself learnt); without ``moves`` all are shared: a system that moves by itself.
    ``plot`` names what is drawn against the step (else all that is shared), or for a system what
    an orbit shows, across and up; ``on``, ``start`` and ``steps`` are what it
    runs on, from where and for how long, where nothing else is said; ``batch`` is how many
    examples a step sees, all of them for 0.  ``residual`` is the function of which the loss is
    half the square, summed over the examples, where the algorithm uses its derivative.
    ``dimensions`` is the number of parameters that the rule is for, any for 0.
    """

    index: str = "t"
    short: str = ""
    moves: str = ""
    loss: str = "L"
    state: Numbers = field(default_factory=dict)
    shared: Numbers = field(default_factory=dict)
    hyperparameters: Numbers = field(default_factory=dict)
    plot: tuple[str, ...] = ()
    on: str = ""
    start: Numbers = field(default_factory=dict)
    steps: int = 100
    batch: int = 0
    residual: str = ""
    dimensions: int = 0

    @property
    def adjustable(self) -> tuple[str, ...]:
        """What a run may set: hyperparameters, and values before the first step."""
        return (*self.hyperparameters, *self.shared, *self.state)


@dataclass(frozen=True)
class SurfaceTable:
    """What an entry says of the surface that its expression is."""

    start: Numbers = field(default_factory=dict)
    data: Mapping[str, tuple[float, ...]] = field(default_factory=dict)
    total: str = "sum"
    residual: str = ""
    window: Mapping[str, tuple[float, ...]] = field(default_factory=dict)


def run_table(table: Mapping[str, Any], entry: str) -> RunTable | None:
    """The ``[run]`` table of an entry's block, None where there is none; RunError if malformed."""
    if "run" not in table:
        return None
    found = RunTable(**_typed(table["run"], RunTable, entry))
    if not found.moves and not found.shared:
        raise RunError(f"{entry}: the table run says neither what moves nor what is shared")
    return found


def surface_table(table: Mapping[str, Any], entry: str) -> SurfaceTable:
    """The ``[surface]`` table of an entry's block, an empty one if there is none; RunError."""
    found = SurfaceTable(**_typed(table.get("surface", {}), SurfaceTable, entry))
    if found.total not in ("sum", "mean"):
        raise RunError(f"{entry}: total must be 'sum' or 'mean', not {found.total!r}")
    if len({len(values) for values in found.data.values()}) > 1:
        raise RunError(f"{entry}: the lists of data must have the same length")
    return found


def _typed(table: object, kind: type, entry: str) -> dict[str, Any]:
    """The rows of a table, each read as its name demands."""
    if not isinstance(table, dict):
        raise RunError(f"{entry}: {kind.__name__} must be a table")
    known = [each.name for each in fields(kind)]
    found = {}
    for key, value in table.items():
        if key not in known:
            raise RunError(f"{entry}: unknown row {key!r}; there are {', '.join(known)}")
        try:
            found[key] = _READERS.get(key, _string)(value)
        except TypeError as error:
            raise RunError(f"{entry}: {key} must be {error}") from None
    return found


def _string(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("a string")
    return value


def _number(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise TypeError("a table of numbers, such as { m = 0 }")
    return float(value)


def _count(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise TypeError("a whole number, not negative")
    return value


def _numbers(value: object) -> tuple[float, ...]:
    if not isinstance(value, list):
        raise TypeError("a table of lists of numbers, such as { x = [0.5, 2.5] }")
    return tuple(map(_number, value))


def _strings(value: object) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise TypeError("a list of strings")
    return tuple(map(_string, value))


def _table_of(read: Callable[[object], Value]) -> Callable[[object], dict[str, Value]]:
    def each(value: object) -> dict[str, Value]:
        if not isinstance(value, dict):
            raise TypeError("a table, such as { m = 0 }")
        return {str(key): read(item) for key, item in value.items()}

    return each


_READERS: Final[dict[str, Callable[[object], Any]]] = {
    "state": _table_of(_number),
    "shared": _table_of(_number),
    "hyperparameters": _table_of(_number),
    "start": _table_of(_number),
    "data": _table_of(_numbers),
    "window": _table_of(_numbers),
    "plot": _strings,
    "steps": _count,
    "batch": _count,
    "dimensions": _count,
}
