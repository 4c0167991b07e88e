"""Derivatives of the Matrix Cookbook, read as people write them, and mutants of them.

Source: Petersen and Pedersen, "The Matrix Cookbook", version of November 15, 2012, chapter 2;
the number of the equation stands before each row.
"""

from __future__ import annotations

import pytest

from symcalc.check.judge import Budget, judge
from symcalc.core.verdict import Finding, Verdict
from symcalc.read import read_document

DECLARED = (
    r"Let $A, B, X \in \mathbb{R}^{n \times n}$ be matrices, $W$ a symmetric $n \times n$ matrix, "
    r"$M \in \mathbb{R}^{n \times m}$, $C \in \mathbb{R}^{n \times m}$, "
    r"$a, b, x, s \in \mathbb{R}^n$ and $u \in \mathbb{R}^m$."
)
ROWS = [
    (49, r"\frac{\partial \det(X)}{\partial X} = \det(X) (X^{-1})^\top"),
    (51, r"\frac{\partial \det(AXB)}{\partial X} = \det(AXB) X^{-\top}"),
    (53, r"\frac{\partial}{\partial X} \det(X^\top A X) = 2 \det(X^\top A X) X^{-\top}"),
    (55, r"\frac{\partial}{\partial M} \log(\det(M^\top M)) = 2 M (M^\top M)^{-1}"),
    (57, r"\frac{\partial}{\partial X} \log(\det(X)) = X^{-\top}"),
    (58, r"\frac{\partial}{\partial X} \det(X^2) = 2 \det(X^2) X^{-\top}"),
    (84, r"\nabla_u (x - C u)^\top W (x - C u) = -2 C^\top W (x - C u)"),
    (85, r"\nabla_x (x - s)^\top W (x - s) = 2 W (x - s)"),
    (86, r"\nabla_s (x - s)^\top W (x - s) = -2 W (x - s)"),
    (87, r"\nabla_x (x - C u)^\top W (x - C u) = 2 W (x - C u)"),
    (88, r"\nabla_C (x - C u)^\top W (x - C u) = -2 W (x - C u) u^\top"),
    (91, r"\nabla_X (a^\top X^2 b) = a b^\top X^\top + X^\top a b^\top"),
    (97, r"\nabla_x (x^\top A x + b^\top x) = (A + A^\top) x + b"),
    (98, r"\frac{\partial^2}{\partial x^2} (x^\top A x + b^\top x) = A + A^\top"),
    (105, r"\nabla_X \operatorname{tr}(A \otimes X) = \operatorname{tr}(A) I"),
    (120, r"\nabla_X \operatorname{tr}(X \otimes X) = 2 \operatorname{tr}(X) I"),
    (129, r"\nabla_x \|x - a\| = \frac{x - a}{\|x - a\|}"),
    (130, r"\frac{\partial}{\partial x} \frac{x - a}{\|x - a\|}"
          r" = \frac{1}{\|x - a\|} I - \frac{(x - a)(x - a)^\top}{\|x - a\|^3}"),
    (131, r"\nabla_x \|x\|^2 = 2 x"),
    (132, r"\nabla_X \|X\|_F^2 = 2 X"),
]  # fmt: skip
#: (equation, what is replaced on its right side, by what): each makes the row false.
MUTANTS = [
    (49, r"(X^{-1})^\top", r"X"),
    (51, r"X^{-\top}", r"A X^{-\top}"),
    (53, "2", "1"),
    (55, r"2 M (M^\top M)^{-1}", r"M (M^\top M)^{-1}"),
    (57, r"X^{-\top}", r"2 X^{-\top}"),
    (84, "-2", "2"),
    (85, "2 W", "W"),
    (86, "-2", "2"),
    (88, r"W (x - C u) u^\top", r"(x - C u) u^\top"),
    (91, r"a b^\top X^\top", r"b a^\top X^\top"),
    (97, r"(A + A^\top) x", r"2 A x"),
    (98, r"A + A^\top", r"2 A"),
    (129, r"\frac{x - a}", r"\frac{x + a}"),
    (130, "^3", "^2"),
    (132, "2 X", r"2 X^\top"),
]


def judged(line: str) -> Finding:
    statements = read_document(f"{DECLARED}\n\n$${line}$$\n").statements
    return judge(statements[0], Budget(seconds=10))


@pytest.mark.parametrize(("equation", "line"), ROWS, ids=[str(row[0]) for row in ROWS])
def test_the_cookbook_is_right(equation: int, line: str) -> None:
    finding = judged(line)
    assert finding.verdict in (Verdict.PROVED, Verdict.CONDITIONAL), finding


@pytest.mark.parametrize(("equation", "old", "new"), MUTANTS, ids=[str(row[0]) for row in MUTANTS])
def test_a_mutant_of_the_cookbook_is_refuted(equation: int, old: str, new: str) -> None:
    left, _, right = dict(ROWS)[equation].rpartition(" = ")
    assert old in right
    finding = judged(f"{left} = {right.replace(old, new, 1)}")
    assert finding.verdict is Verdict.REFUTED, finding


@pytest.mark.parametrize(
    ("line", "verdict", "code"),
    [
        (r"\frac{\partial}{\partial X} \log(\det(X)) = X^{-1}", Verdict.CONDITIONAL, "SC602"),
        (r"\nabla_X \log(\det(X)) = X^{-1}", Verdict.REFUTED, "SC206"),
        (r"\frac{\partial}{\partial x} b^\top x = b^\top", Verdict.CONDITIONAL, "SC602"),
        (r"\nabla_x (b^\top x) = b^\top", Verdict.REFUTED, "SC206"),
        (r"\nabla_x (b^\top x) = a", Verdict.REFUTED, "SC203"),
    ],
)
def test_a_transposed_gradient_is_told_apart_from_a_wrong_one(
    line: str, verdict: Verdict, code: str
) -> None:
    """∂f/∂x may be a row, in the layout of the Jacobian; ∇f has the shape of x."""
    finding = judged(line)
    assert (finding.verdict, finding.code) == (verdict, code), finding
