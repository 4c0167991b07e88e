"""Time limits inside one process."""

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


@contextmanager
def deadline(seconds: float) -> Iterator[None]:
    """Raise :class:`OutOfTime` inside the block after this many seconds; blocks may nest.

    Rests on SIGALRM, so it works in the main thread of a process only; elsewhere (and on
    systems without that signal) the block runs to its end.  A call into C that does not
    come back is not interrupted: the worker process is killed for that.
    """
    if not _has_alarm():
        yield
        return

    raised = -SWALLOWED_SECONDS

    def stop(_number: int, frame: FrameType | None) -> None:
        nonlocal raised
        now = time.monotonic()
        if now - raised < SWALLOWED_SECONDS or _cannot_raise(frame):
            return
        raised = now
        raise OutOfTime

    previous_handler = signal.signal(signal.SIGALRM, stop)
    outer_left = signal.getitimer(signal.ITIMER_REAL)[0]
    started = time.monotonic()
    within = min(seconds, outer_left) if outer_left else seconds
    signal.setitimer(signal.ITIMER_REAL, max(within, 1e-6), AGAIN_SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, previous_handler)
        if outer_left:
            left = outer_left - (time.monotonic() - started)
            signal.setitimer(signal.ITIMER_REAL, max(left, 1e-6))


def _cannot_raise(frame: FrameType | None) -> bool:
    return frame is not None and frame.f_code.co_filename == weakref.__file__


def _has_alarm() -> bool:
    return hasattr(signal, "SIGALRM") and threading.current_thread() is threading.main_thread()
