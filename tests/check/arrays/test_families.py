"""Sequences of vectors: sums of their inner products, and the entries of their members."""

from __future__ import annotations

import pytest

from symcalc.core.verdict import Verdict
from tests.check.arrays.lines import ACCEPTED, judged

VECTORS = r"Let $\mathbf{v}_i \in \mathbb{R}^k$ be vectors and $c_i$ numbers."


@pytest.mark.parametrize(
    "line",
    [
        r"\sum_{i=1}^m c_i \langle \mathbf{v}_i, \mathbf{v}_i \rangle"
        r" = \sum_{j=1}^m \langle \mathbf{v}_j, \mathbf{v}_j \rangle c_j",
        r"\sum_{i=1}^m 2 \langle \mathbf{v}_i, \mathbf{v}_i \rangle"
        r" = 2 \sum_{i=1}^m \langle \mathbf{v}_i, \mathbf{v}_i \rangle",
    ],
)
def test_inner_products_of_members_are_numbers_under_a_sum(line: str) -> None:
    assert judged(line, VECTORS).verdict is Verdict.PROVED


def test_the_square_of_a_sum_of_vectors() -> None:
    line = (
        r"2 \sum_{i=1}^m \sum_{j=i+1}^m \langle \mathbf{v}_i, \mathbf{v}_j \rangle"
        r" = \Bigl\| \sum_{i=1}^m \mathbf{v}_i \Bigr\|^2 - \sum_{i=1}^m \|\mathbf{v}_i\|^2"
    )
    assert judged(line, VECTORS).verdict in ACCEPTED
    assert judged(line[2:], VECTORS).verdict is Verdict.REFUTED


def test_the_last_index_is_that_of_the_entry_and_refutes_nothing_if_it_is_the_first() -> None:
    product = r"\langle \mathbf{v}_i, \mathbf{v}_j \rangle = \sum_{l=1}^k "
    usual, other = (
        r"\mathbf{v}_{i,l} \mathbf{v}_{j,l}",
        r"\mathbf{v}_{l,i} \mathbf{v}_{l,j}",
    )
    assert judged(product + usual, VECTORS).verdict in ACCEPTED
    assert judged(product + other, VECTORS).verdict is Verdict.UNDECIDED
