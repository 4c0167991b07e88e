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

from symcalc.check.budget import Budget
from symcalc.check.cache import tidy
from symcalc.check.reading import MOST_TRIED
from symcalc.check.worker import (
    Message,
    Request,
    receive,
    request_to_json,
    send,
    start_worker,
)
from symcalc.core.codec import declaration_from_json, finding_from_json
from symcalc.core.kind import Declaration
from symcalc.core.reading import Obstacle, PageReading
from symcalc.core.reading_codec import obstacle_from_json, page_reading_from_json
from symcalc.core.verdict import FileReport, Finding, Report

#: How long after its own deadline a worker may still answer before it is killed.
GRACE_SECONDS: Final = 1.0
#: Time to read a page: a start, and so much for each of its characters.
READING_SECONDS: Final = 10.0
READING_SECONDS_PER_CHARACTER: Final = 2e-4

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Input:
    """A page by its name and its text."""

    path: str
    text: str


@dataclass(frozen=True)
class Options:
    """What holds for all pages: declarations, how many workers (None: all cores), the budget.

    ``cache`` is the file of known verdicts; None judges everything anew and keeps nothing.
    ``reading`` asks how the pages were read, ``obstacles`` what kept lines from being read.
    """

    lets: tuple[str, ...] = ()
    jobs: int | None = None
    budget: Budget = field(default_factory=Budget)
    cache: Path | None = None
    reading: bool = False
    obstacles: bool = False


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
    pages = [_Page(item) for item in inputs]
    crew = _Crew(pages, options, progress)
    with suppress(KeyboardInterrupt):
        crew.work()
    crew.dismiss()
    files = tuple(page.report() for page in pages)
    return Report(files, time.perf_counter() - started, options.budget.seed)


@dataclass
class _Page:
    """One page and what is known about it so far."""

    source: Input
    claims: int | None = None
    findings: dict[int, Finding] = field(default_factory=dict)
    troubles: tuple[Finding, ...] = ()
    inferred: tuple[Declaration, ...] = ()
    reading: PageReading | None = None
    obstacles: tuple[Obstacle, ...] = ()
    error: str = ""
    finished: bool = False

    def report(self) -> FileReport:
        """The findings in the order of the page."""
        judged = [self.findings[number] for number in sorted(self.findings)]
        findings = sorted([*self.troubles, *judged], key=lambda f: (f.span.line, f.span.column))
        error = self.error or ("" if self.finished else "the check was interrupted")
        return FileReport(
            path=self.source.path,
            findings=tuple(findings),
            inferred=self.inferred,
            error=error,
            reading=self.reading,
            obstacles=self.obstacles,
        )

    def overview(self, message: Message) -> None:
        """Take in what the worker learnt by reading."""
        self.claims = int(message["claims"])
        self.inferred = tuple(declaration_from_json(item) for item in message["inferred"])
        self.troubles = tuple(finding_from_json(item) for item in message["troubles"])
        reading = message["reading"]
        self.reading = None if reading is None else page_reading_from_json(reading)
        self.obstacles = tuple(obstacle_from_json(item) for item in message["obstacles"])


@dataclass
class _Seat:
    """One worker with the page it is at."""

    process: BaseProcess
    connection: Connection
    page: _Page | None = None
    deadline: float = 0.0
    claim: int = 0
    lost: Finding | None = None  # what to report if the worker does not come back


class _Crew:
    """The workers, and who does what; one event loop, no threads."""

    def __init__(self, pages: Sequence[_Page], options: Options, progress: Progress | None) -> None:
        self.pages = pages
        self.options = options
        self.progress = progress
        self.waiting = deque(pages)
        jobs = options.jobs or os.cpu_count() or 1
        self.seats = [_Seat(*start_worker()) for _ in range(max(1, min(jobs, len(pages))))]

    def work(self) -> None:
        """Judge until every page is finished."""
        for seat in self.seats:
            self._next_page(seat)
        while busy := [seat for seat in self.seats if seat.page is not None]:
            first = min(seat.deadline for seat in busy)
            timeout = max(0.0, first - time.monotonic())
            ready = wait([seat.connection for seat in busy], timeout)
            for seat in busy:
                if seat.connection in ready:
                    self._listen(seat)
                elif time.monotonic() > seat.deadline:
                    self._lose(seat, "SC401")

    def dismiss(self) -> None:
        """End every worker."""
        for seat in self.seats:
            _end(seat)

    def _next_page(self, seat: _Seat) -> None:
        seat.page = self.waiting.popleft() if self.waiting else None
        if seat.page is not None:
            self._ask(seat, seat.page, first=0)

    def _ask(self, seat: _Seat, page: _Page, first: int) -> None:
        source = page.source
        options = self.options
        cache = None if options.cache is None else str(options.cache)
        request = Request(
            path=source.path,
            text=source.text,
            lets=options.lets,
            first=first,
            budget=options.budget,
            cache=cache,
            reading=options.reading,
            obstacles=options.obstacles,
        )
        seat.claim, seat.lost = first, None
        seconds = READING_SECONDS + READING_SECONDS_PER_CHARACTER * len(source.text)
        readings = 1 + MOST_TRIED if options.obstacles else 1
        seat.deadline = time.monotonic() + readings * seconds
        with suppress(OSError):  # a worker that is gone shows at the next listening
            send(seat.connection, request_to_json(request))

    def _listen(self, seat: _Seat) -> None:
        try:
            message = receive(seat.connection)
        except (EOFError, OSError):
            self._lose(seat, "SC410")
            return
        assert seat.page is not None
        _TAKE[str(message["kind"])](self, seat, seat.page, message)

    # --------------------------------------------------------- what a worker can say

    def _read(self, seat: _Seat, page: _Page, message: Message) -> None:
        page.overview(message)
        seat.deadline = time.monotonic() + GRACE_SECONDS

    def _start(self, seat: _Seat, page: _Page, message: Message) -> None:
        seat.claim = int(message["claim"])
        seat.lost = finding_from_json(message["lost"])
        seat.deadline = time.monotonic() + self.options.budget.seconds + GRACE_SECONDS

    def _finding(self, seat: _Seat, page: _Page, message: Message) -> None:
        page.findings[int(message["claim"])] = finding_from_json(message["finding"])
        seat.claim, seat.lost = int(message["claim"]) + 1, None
        seat.deadline = time.monotonic() + GRACE_SECONDS
        self._report_progress()

    def _unreadable(self, seat: _Seat, page: _Page, message: Message) -> None:
        page.error = str(message["why"])
        self._done(seat, page, message)

    def _exhausted(self, seat: _Seat, page: _Page, message: Message) -> None:
        self._replace(seat)
        self._go_on(seat, page)

    def _done(self, seat: _Seat, page: _Page, message: Message) -> None:
        page.finished = True
        self._next_page(seat)

    # -------------------------------------------------------------- lost workers

    def _lose(self, seat: _Seat, code: str) -> None:
        """Give up the claim at hand, and go on behind it with a new worker."""
        page = seat.page
        assert page is not None
        self._replace(seat)
        if seat.lost is None:
            page.error = f"the page could not be read within {READING_SECONDS:g} seconds or more"
            self._done(seat, page, {})
            return
        message = _LOST[code].format(seconds=self.options.budget.seconds)
        page.findings[seat.claim] = replace(seat.lost, code=code, message=message)
        self._report_progress()
        seat.claim += 1
        self._go_on(seat, page)

    def _go_on(self, seat: _Seat, page: _Page) -> None:
        if page.claims is not None and seat.claim >= page.claims:
            self._done(seat, page, {})
        else:
            self._ask(seat, page, seat.claim)

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

_TAKE: Final[dict[str, Callable[[_Crew, _Seat, _Page, dict[str, Any]], None]]] = {
    "read": _Crew._read,
    "start": _Crew._start,
    "finding": _Crew._finding,
    "unreadable": _Crew._unreadable,
    "exhausted": _Crew._exhausted,
    "done": _Crew._done,
}


def _end(seat: _Seat) -> None:
    seat.process.kill()
    seat.process.join()
    seat.connection.close()
