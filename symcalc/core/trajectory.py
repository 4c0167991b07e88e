"""What an algorithm did when it ran: numbers, one row a step."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Trajectory:
    """The values of all that an algorithm keeps, before its first step and after each one.

    ``columns`` maps a name to its values; the first ``dimensions`` of them are the point that
    moves, the others what the algorithm remembers.  ``losses`` are the values of the surface at
    the points, empty where the algorithm moves on none.  ``ended`` says why it stopped early.
    """

    algorithm: str
    title: str
    columns: Mapping[str, tuple[float, ...]]
    dimensions: int
    losses: tuple[float, ...] = ()
    settings: Mapping[str, float] = field(default_factory=dict)
    surface: str = ""
    ended: str = ""

    @property
    def steps(self) -> int:
        """How many steps were made."""
        return max(map(len, self.columns.values()), default=1) - 1

    @property
    def point(self) -> tuple[str, ...]:
        """The names of the coordinates of the point that moves."""
        return tuple(self.columns)[: self.dimensions]

    def row(self, step: int) -> tuple[float, ...]:
        """The values after a number of steps, in the order of the columns."""
        return tuple(values[step] for values in self.columns.values())
