"""Claims about vectors, matrices and quaternions: identities, mutants, shapes and sizes."""

from __future__ import annotations

import pytest

from symcalc.check.judge import Budget, judge
from symcalc.core.verdict import Finding, Verdict
from symcalc.read import read_document

DECLARED = (
    r"Let $A, B, C \in \mathbb{R}^{n \times n}$, $W \in \mathbb{R}^{m \times n}$, "
    r"$x, y \in \mathbb{R}^n$, $b \in \mathbb{R}^m$ and $u, v, w \in \mathbb{R}^3$. "
    r"$Q$ is an orthogonal $n \times n$ matrix, $T$ an orthogonal $3 \times 3$ matrix, "
    r"$S$ a symmetric positive definite $n \times n$ matrix, $p$ and $q$ are quaternions."
)
TRUE = [
    r"(AB)^\top = B^\top A^\top",
    r"(AB)^{-1} = B^{-1} A^{-1}",
    r"\operatorname{tr}(ABC) = \operatorname{tr}(BCA)",
    r"\det(AB) = \det A \det B",
    r"(A + B)^2 = A^2 + AB + BA + B^2",
    r"x^\top A y = y^\top A^\top x",
    r"\|Wx - b\|^2 = x^\top W^\top W x - 2 b^\top W x + b^\top b",
    r"\|Q x\| = \|x\|",
    r"(\det Q)^2 = 1",
    r"x \cdot y = \sum_{i=1}^n x_i y_i",
    r"u \times v = -v \times u",
    r"u \times (v \times w) = v (u \cdot w) - w (u \cdot v)",
    r"\|u \times v\|^2 = \|u\|^2 \|v\|^2 - (u \cdot v)^2",
    r"u \times (v \times w) + v \times (w \times u) = -w \times (u \times v)",
    r"\nabla_x \|W x - b\|^2 = 2 W^\top (W x - b)",
    r"S^{-1} S = I",
    r"(A + x y^\top)^{-1} = A^{-1} - \frac{A^{-1} x y^\top A^{-1}}{1 + y^\top A^{-1} x}",
]
FALSE = [
    r"AB = BA",
    r"(AB)^\top = A^\top B^\top",
    r"(A + B)^{-1} = A^{-1} + B^{-1}",
    r"(A + B)^2 = A^2 + 2AB + B^2",
    r"\operatorname{tr}(ABC) = \operatorname{tr}(ACB)",
    r"\operatorname{tr}(AB) = \operatorname{tr}(A) \operatorname{tr}(B)",
    r"\det(A + B) = \det A + \det B",
    r"x^\top A y = y^\top A x",
    r"\det Q = 1",
    r"u \times v = v \times u",
    r"u \times (v \times w) = (u \times v) \times w",
    r"T u \times T v = T (u \times v)",
    r"pq = qp",
    r"\nabla_x (x^\top A x) = 2 A x",
]
SHAPES = [
    r"W x + y = b",
    r"\nabla_x \|W x - b\|^2 = 2 W (W x - b)",
    r"x^\top W = b",
]


def judged(line: str, declared: str = DECLARED) -> Finding:
    (statement,) = read_document(f"{declared}\n\n$${line}$$\n").statements
    return judge(statement, Budget(seconds=10))


@pytest.mark.parametrize("line", TRUE)
def test_identities_hold(line: str) -> None:
    finding = judged(line)
    accepted = (Verdict.PROVED, Verdict.CONDITIONAL, Verdict.SUPPORTED)
    assert finding.verdict in accepted, finding


@pytest.mark.parametrize("line", FALSE)
def test_what_fails_for_some_matrices_is_refuted_with_a_witness(line: str) -> None:
    finding = judged(line)
    assert finding.verdict is Verdict.REFUTED, finding
    assert any(evidence.witness for evidence in finding.evidence)


@pytest.mark.parametrize("line", SHAPES)
def test_shapes_that_do_not_fit_are_refuted_before_any_number(line: str) -> None:
    finding = judged(line)
    assert (finding.verdict, finding.code) == (Verdict.REFUTED, "SC205"), finding
    assert [evidence.oracle for evidence in finding.evidence] == ["shapes"]


def test_a_size_that_is_not_stated_refutes_nothing() -> None:
    """det(2A) = 8 det A holds for 3 × 3 matrices, and for no other size."""
    unstated = "Let $A$ and $B$ be matrices."
    assert judged(r"\det(2A) = 8 \det A", unstated).verdict is Verdict.UNDECIDED
    assert judged(r"\det(2A) = 8 \det A").verdict is Verdict.REFUTED
    explicit = r"Let $A \in \mathbb{R}^{3 \times 3}$."
    assert judged(r"\det(2A) = 8 \det A", explicit).verdict is Verdict.PROVED


def test_a_kind_taken_from_use_refutes_nothing() -> None:
    """If x and y are vectors, xᵀ y = yᵀ x; if they are matrices, it need not be."""
    assert judged(r"X^\top Y = Y^\top X", "Some notes.").verdict is Verdict.UNDECIDED


def test_an_inverse_on_one_side_is_a_condition() -> None:
    finding = judged(r"A A^{-1} = I")
    assert finding.verdict is Verdict.CONDITIONAL
    assert "A is invertible" in finding.conditions


def test_two_by_two_identities_are_not_proved_for_all_sizes() -> None:
    """Cayley and Hamilton: A² − tr(A) A + det(A) I = 0 for 2 × 2 matrices only."""
    line = r"A^2 = \operatorname{tr}(A) A - \det(A) I"
    two = r"Let $A \in \mathbb{R}^{2 \times 2}$ and let $I$ be the identity matrix."
    assert judged(line).verdict is Verdict.REFUTED
    assert judged(line, two).verdict is Verdict.PROVED


def test_numbers_nobody_declared_may_be_positive() -> None:
    line = r"\left\| \begin{pmatrix} s \\ 0 \end{pmatrix} \right\| = s"
    finding = judged(line, "Some notes.")
    assert finding.verdict is Verdict.CONDITIONAL
    assert finding.conditions == ("s > 0",)
