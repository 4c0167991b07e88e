"""Many pages, judged by worker processes side by side."""

from __future__ import annotations

import os
import time
from collections import deque
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any, Final

from symcalc.check.allowance import Allowance, allow, seconds_left
from symcalc.check.budget import Budget
from symcalc.check.cache import tidy
from symcalc.check.parts import Input, Page, Part, parts
from symcalc.check.reading import MOST_TRIED
from symcalc.check.worker import (
    Message,
    Request,
    receive,
    request_to_json,
    send,
    start_worker,
)
from symcalc.core.codec import finding_from_json
from symcalc.core.verdict import Finding, Report

__all__ = ["Input", "Options", "Progress", "check_files"]

#: How long at least a worker is waited for before its allowance is looked at again.
_GLANCE_SECONDS: Final = 0.02
#: How much longer than its own deadline a worker may compute before it is killed.
GRACE_SECONDS: Final = 1.0
#: Time to read a page: a start, and so much for each of its characters.
READING_SECONDS: Final = 10.0
READING_SECONDS_PER_CHARACTER: Final = 2e-4

_NOTHING: Final = Allowance(process=0, seconds=0.0, began=0.0, computed=None)

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Options:
    """What holds for all pages: declarations, how many workers (None: all cores), the budget.

    ``cache`` is the file of known verdicts; None judges everything anew and keeps nothing.
    ``reading`` asks how the pages were read, ``obstacles`` what kept lines from being read,
    ``floating_point`` which equal sides are not equal as computations.
    """

    lets: tuple[str, ...] = ()
    jobs: int | None = None
    budget: Budget = field(default_factory=Budget)
    cache: Path | None = None
    reading: bool = False
    obstacles: bool = False
    floating_point: bool = False


def check_files(
    inputs: Sequence[Input], options: Options | None = None, progress: Progress | None = None
) -> Report:
    """Judge every claim of every page; the report is the same for any number of workers.

    ``progress`` is told how many claims are done and how many are to be expected.  An
    interrupt (KeyboardInterrupt) ends the check; what is known by then is returned.
    """
    options = options or Options()
    started = time.perf_counter()
    if options.cache is not None:
        tidy(options.cache)
    pages = [Page(item) for item in inputs]
    crew = _Crew(pages, options, progress)
    with suppress(KeyboardInterrupt):
        crew.work()
    crew.dismiss()
    files = tuple(page.report() for page in pages)
    return Report(files, time.perf_counter() - started, options.budget.seed)


@dataclass
class _Seat:
    """One worker with the part of a page it is at."""

    process: BaseProcess
    connection: Connection
    part: Part | None = None
    allowance: Allowance = _NOTHING
    claim: int = 0
    lost: Finding | None = None  # what to report if the worker does not come back


class _Crew:
    """The workers, and who does what; one event loop, no threads."""

    def __init__(self, pages: Sequence[Page], options: Options, progress: Progress | None) -> None:
        self.pages = pages
        self.options = options
        self.progress = progress
        jobs = options.jobs or os.cpu_count() or 1
        # What keeps lines from being read is found by reading again and again: once is enough.
        self.waiting = deque(parts(pages, 1 if options.obstacles else jobs))
        self.seats = [_Seat(*start_worker()) for _ in range(max(1, min(jobs, len(self.waiting))))]

    def work(self) -> None:
        """Judge until every page is finished."""
        for seat in self.seats:
            self._next_part(seat)
        while busy := [seat for seat in self.seats if seat.part is not None]:
            timeout = max(_GLANCE_SECONDS, min(seconds_left(seat.allowance) for seat in busy))
            ready = wait([seat.connection for seat in busy], timeout)
            for seat in busy:
                if seat.connection in ready:
                    self._listen(seat)
                elif seconds_left(seat.allowance) <= 0:
                    self._lose(seat, "SC401")

    def dismiss(self) -> None:
        """End every worker."""
        for seat in self.seats:
            _end(seat)

    def _next_part(self, seat: _Seat) -> None:
        seat.part = self.waiting.popleft() if self.waiting else None
        if seat.part is not None:
            self._ask(seat, seat.part, seat.part.first)

    def _ask(self, seat: _Seat, part: Part, first: int) -> None:
        source = part.page.source
        options = self.options
        cache = None if options.cache is None else str(options.cache)
        request = Request(
            path=source.path,
            text=source.text,
            lets=options.lets,
            first=first,
            stride=part.stride,
            budget=options.budget,
            cache=cache,
            reading=options.reading,
            obstacles=options.obstacles,
            floating_point=options.floating_point,
        )
        seat.claim, seat.lost = first, None
        seconds = READING_SECONDS + READING_SECONDS_PER_CHARACTER * len(source.text)
        readings = 1 + MOST_TRIED if options.obstacles else 1
        _allow(seat, readings * seconds)
        with suppress(OSError):  # a worker that is gone shows at the next listening
            send(seat.connection, request_to_json(request))

    def _listen(self, seat: _Seat) -> None:
        try:
            message = receive(seat.connection)
        except (EOFError, OSError):
            self._lose(seat, "SC410")
            return
        assert seat.part is not None
        _TAKE[str(message["kind"])](self, seat, seat.part, message)

    # --------------------------------------------------------- what a worker can say

    def _read(self, seat: _Seat, part: Part, message: Message) -> None:
        part.page.overview(message)
        _allow(seat, GRACE_SECONDS)

    def _start(self, seat: _Seat, part: Part, message: Message) -> None:
        seat.claim = int(message["claim"])
        seat.lost = finding_from_json(message["lost"])
        seconds = self.options.budget.seconds
        _allow(seat, seconds + min(GRACE_SECONDS, seconds))

    def _finding(self, seat: _Seat, part: Part, message: Message) -> None:
        part.page.findings[int(message["claim"])] = finding_from_json(message["finding"])
        seat.claim, seat.lost = int(message["claim"]) + part.stride, None
        _allow(seat, GRACE_SECONDS)
        self._report_progress()

    def _unreadable(self, seat: _Seat, part: Part, message: Message) -> None:
        part.page.error = str(message["why"])
        self._done(seat, part, message)

    def _exhausted(self, seat: _Seat, part: Part, message: Message) -> None:
        self._replace(seat)
        self._go_on(seat, part)

    def _done(self, seat: _Seat, part: Part, message: Message) -> None:
        part.page.unfinished -= 1
        self._next_part(seat)

    # -------------------------------------------------------------- lost workers

    def _lose(self, seat: _Seat, code: str) -> None:
        """Give up the claim at hand, and go on behind it with a new worker."""
        part = seat.part
        assert part is not None
        page = part.page
        self._replace(seat)
        if seat.lost is None:
            page.error = f"the page could not be read within {READING_SECONDS:g} seconds or more"
            self._done(seat, part, {})
            return
        message = _LOST[code].format(seconds=self.options.budget.seconds)
        page.findings[seat.claim] = replace(seat.lost, code=code, message=message)
        self._report_progress()
        seat.claim += part.stride
        self._go_on(seat, part)

    def _go_on(self, seat: _Seat, part: Part) -> None:
        if part.page.claims is not None and seat.claim >= part.page.claims:
            self._done(seat, part, {})
        else:
            self._ask(seat, part, seat.claim)

    def _replace(self, seat: _Seat) -> None:
        _end(seat)
        seat.process, seat.connection = start_worker()

    def _report_progress(self) -> None:
        if self.progress is not None:
            done = sum(len(page.findings) for page in self.pages)
            self.progress(done, self._expected())

    def _expected(self) -> int:
        """The claims of all pages; those of a page not yet read are guessed from its length."""
        read = [page for page in self.pages if page.claims is not None]
        claims = sum(page.claims or 0 for page in read)
        characters = sum(len(page.source.text) for page in read)
        everything = sum(len(page.source.text) for page in self.pages)
        return claims * everything // max(characters, 1)


_LOST: Final = {
    "SC401": "no answer within {seconds:g} seconds; the worker was stopped",
    "SC410": "the worker process ended without an answer (killed, or out of memory)",
}

_TAKE: Final[dict[str, Callable[[_Crew, _Seat, Part, dict[str, Any]], None]]] = {
    "read": _Crew._read,
    "start": _Crew._start,
    "finding": _Crew._finding,
    "unreadable": _Crew._unreadable,
    "exhausted": _Crew._exhausted,
    "done": _Crew._done,
}


def _allow(seat: _Seat, seconds: float) -> None:
    seat.allowance = allow(seat.process.pid or 0, seconds)


def _end(seat: _Seat) -> None:
    seat.process.kill()
    seat.process.join()
    seat.connection.close()
