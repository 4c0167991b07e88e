"""Norms of matrices without their name: what holds of Frobenius' norm, and refutes nothing."""

from __future__ import annotations

import pytest

from symcalc.core.verdict import Verdict
from tests.check.arrays.lines import judged

DECLARED = (
    r"Let $X \in \mathbb{R}^{m \times n}$, $U \in \mathbb{R}^{m \times k}$, "
    r"$V \in \mathbb{R}^{k \times n}$, $v \in \mathbb{R}^n$ "
    r"and let $Q$ be an orthogonal $m \times m$ matrix."
)


@pytest.mark.parametrize(
    "line",
    [
        r"\nabla_V \|X - U V\|_2^2 = -2 U^\top (X - U V)",
        r"\|Q X\| = \|X\|",
        r"\|X\|^2 = \operatorname{tr}(X^\top X)",
    ],
)
def test_what_holds_of_frobenius_norm_does_so_on_that_condition(line: str) -> None:
    finding = judged(line, DECLARED)
    assert finding.verdict is Verdict.CONDITIONAL
    assert any("Frobenius" in condition for condition in finding.conditions)


def test_what_fails_of_frobenius_norm_may_hold_of_another() -> None:
    """The spectral norm of Q is 1, whatever its size; Frobenius' is the root of the size."""
    assert judged(r"\|Q\| = 1", DECLARED).verdict is Verdict.UNDECIDED
    named = r"\|Q\|_F = 1"
    assert judged(named, DECLARED).verdict is Verdict.REFUTED


def test_the_norm_of_a_vector_has_one_sense() -> None:
    assert judged(r"\|X v\|^2 = v^\top X^\top X v", DECLARED).verdict is Verdict.PROVED
    assert judged(r"\|X v\|^2 = v^\top X X^\top v", DECLARED).verdict is Verdict.REFUTED
