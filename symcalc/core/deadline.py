"""Time limits inside one process, in seconds of computing.

What counts is the time that the processor worked for this process, so that a verdict does
not depend on what else the machine is doing.
"""

from __future__ import annotations

import signal
import threading
import time
import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Final

#: Where the interpreter cannot raise (in a callback of a weak reference) a deadline would be
#: printed and lost; it is raised after this long instead.
AGAIN_SECONDS: Final = 0.05
#: What was raised has arrived within this time, or was swallowed and is raised once more.
SWALLOWED_SECONDS: Final = 0.5


class OutOfTime(BaseException):
    """A deadline has passed.

    It is no ``Exception``, because computer algebra code is full of ``except Exception``
    that would swallow it and go on computing.
    """


def computed() -> float:
    """The seconds of processor time of this process so far; only differences mean something."""
    return time.process_time()


@contextmanager
def deadline(seconds: float) -> Iterator[None]:
    """Raise :class:`OutOfTime` inside the block after this many seconds; blocks may nest.

    The seconds are those of :func:`computed`.  Rests on SIGPROF, so it works in the main
    thread of a process only; elsewhere (and on systems without that signal) the block runs
    to its end.  A call into C that does not come back is not interrupted: the worker process
    is killed for that.
    """
    if not _has_timer():
        yield
        return

    raised = -SWALLOWED_SECONDS

    def stop(_number: int, frame: FrameType | None) -> None:
        nonlocal raised
        now = computed()
        if now - raised < SWALLOWED_SECONDS or _cannot_raise(frame):
            return
        raised = now
        raise OutOfTime

    previous_handler = signal.signal(signal.SIGPROF, stop)
    outer_left = signal.getitimer(signal.ITIMER_PROF)[0]
    started = computed()
    within = min(seconds, outer_left) if outer_left else seconds
    signal.setitimer(signal.ITIMER_PROF, max(within, 1e-6), AGAIN_SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, previous_handler)
        if outer_left:
            left = outer_left - (computed() - started)
            signal.setitimer(signal.ITIMER_PROF, max(left, 1e-6))


def _cannot_raise(frame: FrameType | None) -> bool:
    return frame is not None and frame.f_code.co_filename == weakref.__file__


def _has_timer() -> bool:
    return hasattr(signal, "SIGPROF") and threading.current_thread() is threading.main_thread()
