"""Properties of arrays that a page states: which lines may rest on them."""

from __future__ import annotations

import pytest

from symcalc.check.judge import Budget, judge
from symcalc.core.verdict import Verdict
from symcalc.read import read_document

DECLARED = r"Let $A \in \mathbb{R}^{n \times n}$ and $x \in \mathbb{R}^n$."
GRADIENT = r"$$\nabla_x (x^\top A x) = 2 A x$$"
WRONG = r"$$\nabla_x (x^\top A x) = 3 A x$$"


def verdicts(*parts: str) -> list[Verdict]:
    """The verdicts on the displays of a page."""
    statements = read_document("\n\n".join(parts) + "\n").statements
    return [judge(statement, Budget(seconds=10)).verdict for statement in statements]


def test_without_the_property_the_line_is_wrong() -> None:
    assert verdicts(DECLARED, GRADIENT) == [Verdict.REFUTED]


@pytest.mark.parametrize("behind", ["where $A$ is symmetric.", "Here $A$ is a symmetric matrix."])
def test_what_is_said_behind_a_line_counts_for_it(behind: str) -> None:
    assert verdicts(DECLARED, GRADIENT, behind) == [Verdict.PROVED]


def test_a_property_from_here_on_neither_proves_nor_refutes_what_stands_above() -> None:
    found = verdicts(DECLARED, GRADIENT, "Now let $A$ be symmetric.", GRADIENT, WRONG)
    assert found == [Verdict.UNDECIDED, Verdict.PROVED, Verdict.REFUTED]


def test_a_property_that_is_lifted_neither_proves_nor_refutes_what_stands_below() -> None:
    lifted = "From here on $A$ is no longer symmetric."
    found = verdicts("Let $A$ be a symmetric matrix.", GRADIENT, lifted, GRADIENT)
    assert found == [Verdict.PROVED, Verdict.UNDECIDED]


@pytest.mark.parametrize(
    "sentence",
    [
        "In Section 3, $A$ is symmetric.",
        "The inverse of $A$ is symmetric.",
        "The rows of $A$ are orthogonal.",
    ],
)
def test_a_property_of_something_else_proves_nothing(sentence: str) -> None:
    assert Verdict.PROVED not in verdicts(DECLARED, sentence, GRADIENT)
    orthogonal = r"$$A^\top A = I$$"
    assert Verdict.PROVED not in verdicts(DECLARED, sentence, orthogonal)
