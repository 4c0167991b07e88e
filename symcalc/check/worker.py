"""Judging in a process of its own, which can be killed when a claim overruns its budget.

What travels between the processes is JSON, never pickled objects: the worker gets the
text of a page, reads it itself and sends findings back.  It announces every claim before
judging it, so that the parent knows which claim to give up when the worker is lost.
"""

from __future__ import annotations

import json
import multiprocessing
import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass
from multiprocessing.connection import Connection
from multiprocessing.context import BaseContext
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any, Final

from symcalc.check.allowance import allow, seconds_left
from symcalc.check.budget import Budget
from symcalc.check.cache import Cache
from symcalc.check.floating import with_floating_point
from symcalc.check.judge import finding_on, judge, unread
from symcalc.check.reading import obstacles, page_reading
from symcalc.core.codec import declaration_to_json, finding_to_json
from symcalc.core.deadline import OutOfTime
from symcalc.core.problem import Document, Statement, Trouble
from symcalc.core.reading_codec import page_reading_to_json
from symcalc.core.verdict import Finding, Verdict
from symcalc.read import ReadError, read_document

#: How often a waiting worker looks whether its parent is still there.
_PARENT_CHECK_SECONDS: Final = 5.0

Message = dict[str, Any]


@dataclass(frozen=True)
class Request:
    """A page to judge: every ``stride``-th claim from the one with number ``first`` on."""

    path: str
    text: str
    lets: tuple[str, ...]
    first: int
    budget: Budget
    stride: int = 1
    floating_point: bool = False  # whether to compare the two sides as computations, too
    cache: str | None = None  # the file of known verdicts
    reading: bool = False  # whether to tell how the page was read
    obstacles: bool = False  # whether to tell what kept lines from being read


def send(connection: Connection, message: Message) -> None:
    """Send one JSON message."""
    connection.send_bytes(json.dumps(message).encode())


def receive(connection: Connection) -> Message:
    """Receive one JSON message; raises EOFError when the other end is gone."""
    message: Message = json.loads(connection.recv_bytes())
    return message


def request_to_json(request: Request) -> Message:
    """The message that asks for a page."""
    return asdict(request)


def _request_from_json(message: Message) -> Request:
    return Request(
        path=str(message["path"]),
        text=str(message["text"]),
        lets=tuple(str(let) for let in message["lets"]),
        first=int(message["first"]),
        budget=Budget(**message["budget"]),
        stride=int(message["stride"]),
        floating_point=bool(message["floating_point"]),
        cache=None if message["cache"] is None else str(message["cache"]),
        reading=bool(message["reading"]),
        obstacles=bool(message["obstacles"]),
    )


# ------------------------------------------------------------------------ in the worker


def start_worker() -> tuple[BaseProcess, Connection]:
    """A new worker that waits for requests, and the parent's end of its pipe."""
    context = _context()
    ours, theirs = context.Pipe()
    # Both kinds of context have Process; the base class in typeshed has it too, untyped.
    process = context.Process(  # type: ignore[attr-defined]
        target=_serve, args=(theirs, os.getpid()), daemon=True
    )
    process.start()
    theirs.close()
    return process, ours


def _context() -> BaseContext:
    """Fork where it is safe and quick (the libraries are loaded already), else spawn."""
    return multiprocessing.get_context("fork" if sys.platform == "linux" else "spawn")


def _serve(connection: Connection, parent: int) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides what an interrupt means
    sys.unraisablehook = _unraisable
    with suppress(EOFError, BrokenPipeError, OSError):
        while _someone_asks(connection, parent):
            request = _request_from_json(receive(connection))
            limit_memory(request.budget.memory)
            for message in _answers(request):
                send(connection, message)
                if message.get("kind") == "exhausted":
                    return


def _unraisable(unraisable: sys.UnraisableHookArgs) -> None:
    """A deadline that could not be raised where it fell comes again; all else is shown."""
    if unraisable.exc_type is not OutOfTime:
        sys.__unraisablehook__(unraisable)


def _someone_asks(connection: Connection, parent: int) -> bool:
    while not connection.poll(_PARENT_CHECK_SECONDS):
        if os.getppid() != parent:
            return False
    return True


def limit_memory(allowance: int) -> None:
    """Let this process have so many bytes more than it has now, where the system can."""
    with suppress(ImportError, ValueError, OSError):
        import resource  # noqa: PLC0415 - not on every system

        hard = resource.getrlimit(resource.RLIMIT_AS)[1]
        limit = _address_space() + allowance
        if hard != resource.RLIM_INFINITY:
            limit = min(limit, hard)
        resource.setrlimit(resource.RLIMIT_AS, (limit, hard))


def _address_space() -> int:
    """Bytes of address space in use; where /proc does not tell, what libraries may need."""
    try:
        with open("/proc/self/statm", encoding="ascii") as file:
            return int(file.read().split()[0]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return 4 << 30


def _answers(request: Request) -> Iterator[Message]:
    """Everything a worker says about one page, in order."""
    try:
        document = read_document(request.text, request.path, request.lets)
    except ReadError as error:
        yield {"kind": "unreadable", "why": error.trouble.message}
        return
    yield {**_overview(document), **_understood(request, document)}
    known = Cache(None if request.cache is None else Path(request.cache))
    for number in range(request.first, len(document.statements), request.stride):
        statement = document.statements[number]
        lost = finding_on(statement, Verdict.UNDECIDED, "SC401")
        yield {"kind": "start", "claim": number, "lost": finding_to_json(lost)}
        finding, exhausted = _judged(statement, request.budget, known)
        if request.floating_point:
            finding = with_floating_point(finding, statement, request.budget)
        yield {"kind": "finding", "claim": number, "finding": finding_to_json(finding)}
        if exhausted:
            yield {"kind": "exhausted"}
            return
    yield {"kind": "done"}


def _overview(document: Document) -> Message:
    inferred = [item for item in document.declarations if item.inferred]
    stated = {statement.trouble for statement in document.statements}
    troubles = [item for item in document.troubles if item not in stated]
    return {
        "kind": "read",
        "claims": len(document.statements),
        "inferred": [declaration_to_json(item) for item in inferred],
        "troubles": [finding_to_json(_page_trouble(item)) for item in troubles],
    }


def _understood(request: Request, document: Document) -> Message:
    """How the page was read, and what kept lines from being read, where that is asked."""

    def read_with(declaration: str) -> Document:
        return read_document(request.text, request.path, (*request.lets, declaration))

    reading = page_reading_to_json(page_reading(document)) if request.reading else None
    in_the_way = obstacles(document, read_with) if request.obstacles else ()
    return {"reading": reading, "obstacles": [asdict(item) for item in in_the_way]}


def _page_trouble(trouble: Trouble) -> Finding:
    """The finding on something that could not be read outside any claim."""
    nowhere = Statement(trouble.span, 0, 0, trouble.construct, "", "", trouble=trouble)
    return unread(nowhere, trouble)


def _judged(statement: Statement, budget: Budget, known: Cache) -> tuple[Finding, bool]:
    """A finding whatever happens, and whether this process had better be replaced."""
    try:
        return known.judged(statement, budget, judge), False
    except MemoryError:
        message = f"the memory budget of {budget.memory >> 20} MiB is spent"
        return finding_on(statement, Verdict.UNDECIDED, "SC401", message), True
    except Exception as error:  # whatever a library throws must not end the page
        message = f"internal error: {type(error).__name__}: {error}"[:300]
        return finding_on(statement, Verdict.UNDECIDED, "SC411", message), False


# --------------------------------------------------------------------------- one function


def guarded(function: Callable[[], int | None], seconds: float, memory: int) -> int:
    """Run a function in a child process and return its exit status.

    The child is killed when it overruns; the status is then -9 (minus the signal).  The
    function's own return value is the status (None is 0), as is the code of SystemExit.
    Without ``os.fork`` the function runs here, unguarded.
    """
    if not hasattr(os, "fork"):
        return function() or 0
    _flush()
    child = os.fork()
    if child == 0:
        _run_and_exit(function, memory)
    return _wait(child, seconds)


def _run_and_exit(function: Callable[[], int | None], memory: int) -> None:
    status = 70  # EX_SOFTWARE of sysexits.h, for what ends without a status
    try:
        limit_memory(memory)
        status = function() or 0
    except SystemExit as end:
        status = end.code if isinstance(end.code, int) else int(end.code is not None)
    except MemoryError:
        status = -signal.SIGKILL & 0xFF
    finally:
        _flush()
        os._exit(status)


def _flush() -> None:
    for stream in (sys.stdout, sys.stderr):
        with suppress(ValueError, OSError):
            stream.flush()


def _wait(child: int, seconds: float) -> int:
    """Wait for a child with growing pauses; kill it when it overruns, or when interrupted."""
    allowance, pause = allow(child, seconds), 0.001
    try:
        while seconds_left(allowance) > 0:
            done, status = os.waitpid(child, os.WNOHANG)
            if done:
                return os.waitstatus_to_exitcode(status)
            time.sleep(pause)
            pause = min(pause * 1.5, 0.05)
    except BaseException:
        _kill(child)
        raise
    return _kill(child)


def _kill(child: int) -> int:
    with suppress(ProcessLookupError):
        os.kill(child, signal.SIGKILL)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
