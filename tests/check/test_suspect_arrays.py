"""What was probably meant by wrong lines about vectors and matrices."""

from __future__ import annotations

import pytest

from symcalc.check.judge import judge
from symcalc.core.verdict import Finding, Verdict
from symcalc.read import read_document

KINDS = r"Let $A, B \in \mathbb{R}^{n \times n}$ and $x, y \in \mathbb{R}^n$."
VECTORS = r"Let $\mathbf a, \mathbf b \in \mathbb{R}^3$."


def finding(line: str, kinds: str = KINDS) -> Finding:
    (statement,) = read_document(f"{kinds}\n\n$$ {line} $$").statements
    return judge(statement)


@pytest.mark.parametrize(
    ("line", "mistake", "instead"),
    [
        (
            r"\frac{\partial}{\partial x} \left( (A x - y)^T (A x - y) \right) = 2 A (A x - y)",
            "transpose",
            r"2 A^{\top} \cdot (A x - y)",
        ),
        (r"(A B)^T = A^T B^T", "order", r"B^{\top} A^{\top}"),
        (r"\frac{\partial}{\partial x} (x^T y) = -y", "sign", "y"),
        (r"\frac{\partial}{\partial x} (x^T x) = x", "factor", "2 x"),
    ],
)
def test_the_mistake_is_named(line: str, mistake: str, instead: str) -> None:
    found = finding(line)
    assert found.verdict is Verdict.REFUTED
    assert found.suspect is not None
    assert (found.suspect.mistake, found.suspect.instead) == (mistake, instead)


def test_a_cross_product_has_an_order() -> None:
    found = finding(r"\mathbf a \times \mathbf b = \mathbf b \times \mathbf a", VECTORS)
    assert found.suspect is not None
    assert found.suspect.mistake == "order"


def test_a_rotation_has_its_conjugate_behind() -> None:
    kinds = r"Let $q$ be a quaternion and $\mathbf v, \boldsymbol\omega \in \mathbb{R}^3$."
    rate = r"\frac{1}{2} \boldsymbol\omega q"
    velocity = rf"{rate} \mathbf v q^* + q \mathbf v ({rate})^*"
    line = rf"{velocity} = \boldsymbol\omega \times (q^* \mathbf v q)"
    found = finding(line, kinds)
    assert found.suspect is not None
    assert found.suspect.mistake == "conjugate-turned-round"
    assert found.suspect.instead == r"q \mathbf{v} q^{*}"


def test_what_is_right_is_not_suspected() -> None:
    assert finding(r"(A B)^T = B^T A^T").suspect is None
