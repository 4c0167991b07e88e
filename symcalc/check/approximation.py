"""Equality up to the digits that were written."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from symcalc.check.claim import Question, expanded
from symcalc.check.digits import relative_tolerance
from symcalc.check.oracles import interval
from symcalc.check.oracles.interval import Comparison, Outcome, compare_at
from symcalc.core.term import Op, contains, free_names
from symcalc.core.verdict import Evidence, Says


def compare_to_digits(question: Question) -> Evidence:
    """HOLDS or FAILS on two constants said to be about equal; UNSURE where that says nothing."""
    claim = expanded(replace(question, sign="="))
    tolerance = relative_tolerance(question.left, question.right)
    if tolerance is None or free_names(claim.left) | free_names(claim.right):
        return Evidence(interval.NAME, Says.UNSURE, "not two constants, one of them in digits")
    comparison = compare_at(claim.left, claim.right, "=", {})
    if comparison.outcome not in (Outcome.AGREES, Outcome.FAILS):
        return Evidence(interval.NAME, Says.UNSURE, comparison.obstacle or comparison.outcome)
    witness = interval.witness_of(comparison)
    if _within(comparison, float(tolerance)):
        return Evidence(interval.NAME, Says.HOLDS, "equal to the digits written", witness)
    detail = "the values differ by more than the digits written allow"
    return Evidence(interval.NAME, Says.FAILS, detail, witness)


def fails_by_rounding_only(question: Question, comparisons: Iterable[Comparison]) -> bool:
    """Whether an equality fails by no more than the decimals in it can have been rounded."""
    if not any(contains(side, Op.DECIMAL) for side in (question.left, question.right)):
        return False
    tolerance = relative_tolerance(question.left, question.right)
    failing = [c for c in comparisons if c.outcome is Outcome.FAILS]
    return tolerance is not None and all(_within(c, float(tolerance)) for c in failing)


def _within(comparison: Comparison, tolerance: float) -> bool:
    size = max(abs(comparison.left), abs(comparison.right))
    return abs(comparison.left - comparison.right) <= tolerance * size
