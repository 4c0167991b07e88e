"""The time that a worker process has for its next answer, in seconds of its own computing.

On a busy machine a worker gets the processor late; that is no reason to give its claim up.
"""

from __future__ import annotations

import os
import time
from dataclasses import dataclass
from typing import Final

#: A worker that computes nothing (it was stopped, or waits) is given up after so many times
#: its allowance.
PATIENCE: Final = 8.0


@dataclass(frozen=True)
class Allowance:
    """Seconds of computing for one process, from a moment on.

    ``began`` is that moment on the clock, ``computed`` what the process had computed by then
    (None where the system does not tell: then the clock counts).
    """

    process: int
    seconds: float
    began: float
    computed: float | None


def allow(process: int, seconds: float) -> Allowance:
    """So many seconds of computing from now on, for the process with this number."""
    return Allowance(process, seconds, time.monotonic(), _computed_by(process))


def seconds_left(allowance: Allowance) -> float:
    """The seconds before the allowance can be spent; not positive when it is."""
    waited = time.monotonic() - allowance.began
    computed = _computed_by(allowance.process)
    if computed is None or allowance.computed is None:
        return allowance.seconds - waited
    used = computed - allowance.computed
    return min(allowance.seconds - used, allowance.seconds * PATIENCE - waited)


def _computed_by(process: int) -> float | None:
    """The processor time of a process, its threads included, where /proc tells it."""
    try:
        with open(f"/proc/{process}/stat", encoding="ascii", errors="replace") as file:
            fields = file.read().rpartition(")")[2].split()
    except OSError:
        return None
    # utime and stime, the fields 14 and 15 of proc(5), counted behind the name in brackets
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
