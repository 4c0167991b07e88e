"""What was found out about one direction of an inference."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from typing import Any

from symcalc.core.term import Term


class Status(StrEnum):
    """Whether every solution of one condition solves another."""

    HOLDS = "holds"
    FAILS = "fails"  # a point solves the one and not the other, surely
    OPEN = "open"


@dataclass(frozen=True)
class Witness:
    """A point that solves one condition and not another: numbers, or balls that hold them."""

    point: Mapping[str, Fraction | Any]

    @property
    def values(self) -> dict[str, float]:
        """The point as floats, for a report."""
        return {
            key: float(value) if isinstance(value, Fraction) else float(value.mid())
            for key, value in self.point.items()
        }

    @property
    def text(self) -> str:
        """The point as a reader writes it: x = -2, y = 1/3."""
        return ", ".join(f"{key} = {_shown(value)}" for key, value in self.point.items())


def _shown(value: Fraction | Any) -> str:
    if isinstance(value, Fraction):
        return str(value)
    return f"{float(value.mid()):.6g}…"


@dataclass(frozen=True)
class Direction:
    """One direction: its status, how it is known, and under which conditions it holds.

    ``restricted`` are the terms that the conditions are about.
    """

    status: Status
    detail: str = ""
    conditions: tuple[str, ...] = ()
    restricted: tuple[Term, ...] = ()
    witnesses: tuple[Witness, ...] = field(default=())

    @property
    def holds(self) -> bool:
        """Whether the direction holds, if only under conditions."""
        return self.status is Status.HOLDS

    @property
    def fails(self) -> bool:
        """Whether a point shows that the direction does not hold."""
        return self.status is Status.FAILS


OPEN = Direction(Status.OPEN)
