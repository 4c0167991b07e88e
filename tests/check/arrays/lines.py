"""Lines about arrays for the tests, judged below what a page declares."""

from __future__ import annotations

from typing import Final

from symcalc.check.judge import Budget, judge
from symcalc.core.verdict import Finding, Verdict
from symcalc.read import read_document

ACCEPTED: Final = (Verdict.PROVED, Verdict.CONDITIONAL, Verdict.SUPPORTED)


def judged(line: str, declared: str, after: str = "") -> Finding:
    """The finding on the one line of a page, with what it says before and after it."""
    (statement,) = read_document(f"{declared}\n\n$${line}$$\n\n{after}\n").statements
    return judge(statement, Budget(seconds=10))
