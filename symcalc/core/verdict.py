"""What symcalc concludes, and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from symcalc.core.kind import Declaration
from symcalc.core.reading import Obstacle, PageReading
from symcalc.core.span import Span


class Verdict(StrEnum):
    """The eight verdicts, worst first."""

    REFUTED = "refuted"
    DISPUTED = "disputed"
    UNREAD = "unread"
    UNDECIDED = "undecided"
    SUPPORTED = "supported"
    CONDITIONAL = "conditional"
    PROVED = "proved"
    DEFINED = "defined"

    @property
    def mark(self) -> str:
        """The sign that stands for the verdict in reports."""
        return _MARKS[self]


_MARKS = {
    Verdict.REFUTED: "✗",
    Verdict.DISPUTED: "‼",
    Verdict.UNREAD: "!",
    Verdict.UNDECIDED: "?",
    Verdict.SUPPORTED: "≈",
    Verdict.CONDITIONAL: "✓…",
    Verdict.PROVED: "✓",
    Verdict.DEFINED: ":=",
}

#: Verdicts that make ``symcalc check`` end with status 1.
BAD = frozenset({Verdict.REFUTED, Verdict.DISPUTED})
#: Verdicts that count as findings under ``--strict`` as well.
STRICT = BAD | {Verdict.UNREAD, Verdict.UNDECIDED, Verdict.CONDITIONAL}


class Says(StrEnum):
    """The answer of one oracle."""

    HOLDS = "holds"  # an argument that the claim is true
    AGREES = "agrees"  # no difference seen at the points tried
    FAILS = "fails"  # a difference that cannot be rounding
    UNSURE = "unsure"  # nothing either way


@dataclass(frozen=True)
class Evidence:
    """The answer of one oracle about one claim.

    ``witness`` is a point (name -> value) with the values of both sides; ``points`` and
    ``digits`` say how much was compared, ``max_error`` is the largest relative error.
    """

    oracle: str
    says: Says
    detail: str = ""
    witness: Mapping[str, float] = field(default_factory=dict)
    points: int = 0
    digits: int = 0
    max_error: float | None = None


@dataclass(frozen=True)
class Suspect:
    """What was probably meant: the kind of mistake, where, and what to write instead."""

    mistake: str
    span: Span
    instead: str


@dataclass(frozen=True)
class Finding:
    """The verdict on one statement, with everything that led to it."""

    span: Span
    display: int
    row: int
    left: str
    relation: str
    right: str
    verdict: Verdict
    code: str
    message: str
    evidence: tuple[Evidence, ...] = ()
    conditions: tuple[str, ...] = ()
    suspect: Suspect | None = None
    help: str = ""
    reason: str = ""
    seconds: float = 0.0


@dataclass(frozen=True)
class FileReport:
    """The findings of one file, with what was inferred about its names.

    ``reading`` and ``obstacles`` are there where they were asked for.
    """

    path: str
    findings: tuple[Finding, ...]
    inferred: tuple[Declaration, ...] = ()
    error: str = ""
    reading: PageReading | None = None
    obstacles: tuple[Obstacle, ...] = ()


@dataclass(frozen=True)
class Report:
    """The outcome of a check over any number of files."""

    files: tuple[FileReport, ...]
    seconds: float = 0.0
    seed: int = 0

    @property
    def findings(self) -> tuple[Finding, ...]:
        """All findings, file by file, in the order of the page."""
        return tuple(finding for file in self.files for finding in file.findings)

    @property
    def counts(self) -> Counter[Verdict]:
        """How many findings there are of each verdict."""
        return Counter(finding.verdict for finding in self.findings)

    @property
    def ok(self) -> bool:
        """Whether nothing was refuted or disputed."""
        return not any(self.counts[verdict] for verdict in BAD)
