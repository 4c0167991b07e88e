"""Entries of arrays: whose they are, sums over all of them, and sizes that follow from shapes."""

from __future__ import annotations

import pytest

from symcalc.core.verdict import Verdict
from tests.check.arrays.lines import ACCEPTED, judged

DECLARED = (
    r"Let $\mathbf{A} \in \mathbb{R}^{m \times n}$, $\mathbf{a} \in \mathbb{R}^m$, "
    r"$\mathbf{x} \in \mathbb{R}^n$ and $\lambda > 0$."
)
TRUE = [
    r"\mathbf{a}^\top \mathbf{A} \mathbf{x} = \sum_{i=1}^m \sum_{j=1}^n a_i a_{ij} x_j",
    r"\|\mathbf{A}\|_F^2 = \sum_{i,j} a_{ij}^2",
    r"\|\mathbf{x}\|^2 = \sum_i x_i^2",
    r"[\mathbf{A} \mathbf{x}]_i = \sum_j a_{ij} x_j",
]
FALSE = [
    r"\|\mathbf{A}\|_F^2 = \sum_{i,j} a_{ij}",
    r"\|\mathbf{x}\|^2 = \sum_i x_i",
    r"[\mathbf{A} \mathbf{x}]_i = \sum_j A_{ij} x_j^2",
    r"\operatorname{tr}(\mathbf{A}^\top \mathbf{A} (\mathbf{A}^\top \mathbf{A})^{-1}) = n + 1",
    r"(\mathbf{A}^\top \mathbf{A} + \lambda I_n)^{-1} \mathbf{A}^\top"
    r" = \mathbf{A}^\top (\mathbf{A} \mathbf{A}^\top - \lambda I_m)^{-1}",
]


@pytest.mark.parametrize("line", TRUE)
def test_entries_belong_to_the_array_with_as_many_indices(line: str) -> None:
    assert judged(line, DECLARED).verdict in ACCEPTED


@pytest.mark.parametrize("line", FALSE)
def test_what_is_wrong_of_entries_and_sizes_is_refuted(line: str) -> None:
    assert judged(line, DECLARED).verdict is Verdict.REFUTED


def test_a_sum_without_ends_says_nothing_of_the_length_of_a_vector() -> None:
    line = (
        r"(\mathbf{x} + \mathbf{y})^\top (\mathbf{x} + \mathbf{y}) - \mathbf{x}^\top \mathbf{x}"
        r" - 2 \mathbf{x}^\top \mathbf{y} = \sum_i y_i^2"
    )
    assert judged(line, DECLARED).verdict in ACCEPTED


def test_a_matrix_of_full_rank_is_like_any_other() -> None:
    """Nearly every matrix has full rank: what fails for such matrices fails."""
    declared = r"Let $X \in \mathbb{R}^{n \times p}$ have full column rank, $b \in \mathbb{R}^p$."
    assert judged(r"\|X b\|^2 = b^\top X X^\top b", declared).verdict is Verdict.REFUTED
    assert judged(r"X^\top X = X^\top X + b b^\top", declared).verdict is Verdict.REFUTED
    low = declared.replace("full column rank", "rank one")
    assert judged(r"X^\top X = X^\top X + b b^\top", low).verdict is Verdict.UNDECIDED
