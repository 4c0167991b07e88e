"""Geometric series and their sums (DLMF 4.6.1 by differentiation, 1.2.5)."""

from __future__ import annotations

import pytest

from symcalc.core.verdict import Verdict
from tests.check.claims import judged


@pytest.mark.parametrize(
    ("left", "right", "condition"),
    [
        (r"\sum_{n=0}^{\infty} x^n", r"\frac{1}{1-x}", "|x| < 1"),
        (r"\sum_{n=1}^{\infty} x^n", r"\frac{x}{1-x}", "|x| < 1"),
        (r"\sum_{k=0}^{\infty} a r^k", r"\frac{a}{1-r}", "|r| < 1"),
        (r"\sum_{k=0}^{\infty} (-1)^k x^k", r"\frac{1}{1+x}", "|x| < 1"),
        (r"\frac{1}{1+x^2}", r"\sum_{k=0}^{\infty} (-1)^k x^{2k}", "|x^2| < 1"),
    ],
)
def test_a_geometric_series_converges_under_a_condition(
    left: str, right: str, condition: str
) -> None:
    found = judged(left, right)
    assert found.verdict is Verdict.CONDITIONAL
    assert condition in found.conditions


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (r"\sum_{n=0}^{\infty} x^n", r"\frac{1}{1+x}"),
        (r"\sum_{n=1}^{\infty} x^n", r"\frac{1}{1-x}"),
        (r"\sum_{k=0}^{\infty} (1-p)^k", "p"),
    ],
)
def test_a_wrong_sum_is_refuted_where_the_series_converges(left: str, right: str) -> None:
    found = judged(left, right, "p: real", "x: real")
    assert found.verdict is Verdict.REFUTED
    assert abs(found.witness.get("x", 0.5)) < 1


def test_what_the_page_states_is_no_condition() -> None:
    found = judged(r"\sum_{k=1}^{\infty} p (1-p)^{k-1}", "1", "p > 0", "p < 1")
    assert found.verdict is Verdict.PROVED


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (r"\sum_{n=0}^{\infty} \frac{x^n}{n!}", r"\frac{1}{1-x}"),
        (r"\sum_{n=1}^{\infty} \frac{x^n}{n}", r"\frac{x}{1-x}"),
    ],
)
def test_other_series_are_not_summed_as_geometric_ones(left: str, right: str) -> None:
    assert judged(left, right).verdict not in (Verdict.PROVED, Verdict.CONDITIONAL)
