"""Pages in parts, and what is known about each page so far."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from symcalc.check.worker import Message
from symcalc.core.codec import declaration_from_json, finding_from_json
from symcalc.core.kind import Declaration
from symcalc.core.reading import Obstacle, PageReading
from symcalc.core.reading_codec import obstacle_from_json, page_reading_from_json
from symcalc.core.verdict import FileReport, Finding

#: A page with fewer characters for each worker is not worth reading several times.
LEAST_SHARE: Final = 4_000


@dataclass(frozen=True)
class Input:
    """A page by its name and its text."""

    path: str
    text: str


@dataclass
class Page:
    """One page and what is known about it so far."""

    source: Input
    claims: int | None = None
    findings: dict[int, Finding] = field(default_factory=dict)
    troubles: tuple[Finding, ...] = ()
    inferred: tuple[Declaration, ...] = ()
    reading: PageReading | None = None
    obstacles: tuple[Obstacle, ...] = ()
    error: str = ""
    unfinished: int = 1  # parts that are being judged or wait for it

    def report(self) -> FileReport:
        """The findings in the order of the page."""
        judged = [self.findings[number] for number in sorted(self.findings)]
        findings = sorted([*self.troubles, *judged], key=lambda f: (f.span.line, f.span.column))
        error = self.error or ("the check was interrupted" if self.unfinished else "")
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


@dataclass(frozen=True)
class Part:
    """Every so many claims of a page, from the one with number ``first`` on."""

    page: Page
    first: int
    stride: int


def parts(pages: Sequence[Page], jobs: int) -> Iterator[Part]:
    """The work in parts; a long page is cut where there are more workers than pages."""
    for page in pages:
        worth = len(page.source.text) // LEAST_SHARE
        page.unfinished = max(1, min(jobs // len(pages), worth))
        for first in range(page.unfinished):
            yield Part(page, first, page.unfinished)
