"""A bold 1 without its size: a vector of ones, or an identity; and functions of vectors."""

from __future__ import annotations

from symcalc.core.verdict import Verdict
from tests.check.arrays.lines import ACCEPTED, judged

DECLARED = r"Let $A \in \mathbb{R}^{n \times n}$ be invertible and let $x, y \in \mathbb{R}^n$."


def test_ones_without_their_size_add_entries_up() -> None:
    assert judged(r"\mathbf{1}^\top x = \sum_{i=1}^n x_i", DECLARED).verdict in ACCEPTED


def test_a_bold_one_may_be_the_identity_and_refutes_nothing() -> None:
    assert judged(r"A A^{-1} = \mathbf{1}", DECLARED).verdict is Verdict.UNDECIDED
    sized = r"A A^{-1} = \mathbf{1}_n"
    assert judged(sized, DECLARED).verdict is not Verdict.PROVED


def test_a_function_that_may_be_taken_entry_by_entry_refutes_no_shape() -> None:
    line = r"y^\top g(A x) = \sum_{i=1}^n y_i g(x_i)"
    assert judged(line, DECLARED).verdict is Verdict.UNDECIDED
