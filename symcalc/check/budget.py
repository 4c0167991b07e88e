"""How much time, memory and sampling one claim may cost."""

from __future__ import annotations

from dataclasses import dataclass

from symcalc.core.deadline import OutOfTime, computed, deadline

__all__ = ["GIBIBYTE", "Budget", "OutOfTime", "computed", "deadline"]

GIBIBYTE = 1 << 30


@dataclass(frozen=True)
class Budget:
    """The limits for one claim: seconds of computing, bytes of memory, points, the seed."""

    seconds: float = 5.0
    memory: int = GIBIBYTE
    points: int = 12
    seed: int = 0
