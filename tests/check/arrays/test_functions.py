"""Unknown functions of vectors: gradients by their entries, and expansions."""

from __future__ import annotations

import pytest

from symcalc.core.verdict import Verdict
from tests.check.arrays.lines import ACCEPTED, judged

DECLARED = r"Let $\mathbf{w}, \boldsymbol{\epsilon} \in \mathbb{R}^n$. The Hessian is $\mathbf{H}$."
SHIFTED = r"L(\mathbf{w} + \boldsymbol{\epsilon}) \approx L(\mathbf{w})"
GRADIENT = r"\nabla_{\mathbf{w}} L(\mathbf{w})"
HESSIAN = r"\frac{1}{2} \boldsymbol{\epsilon}^\top \nabla^2 L(\mathbf{w}) \boldsymbol{\epsilon}"
TRUE = [
    GRADIENT
    + r" = \left[\frac{\partial L(\mathbf{w})}{\partial w_1}, \ldots,"
    + r" \frac{\partial L(\mathbf{w})}{\partial w_n}\right]^\top",
    rf"{SHIFTED} + \boldsymbol{{\epsilon}} \cdot {GRADIENT}",
    rf"{SHIFTED} + \boldsymbol{{\epsilon}}^\top {GRADIENT} + {HESSIAN}",
]
FALSE = [
    rf"{SHIFTED} - \boldsymbol{{\epsilon}} \cdot {GRADIENT}",
    rf"{SHIFTED} + \boldsymbol{{\epsilon}}^\top {GRADIENT} + 2 {HESSIAN}",
]


@pytest.mark.parametrize("line", TRUE)
def test_gradients_and_expansions_of_any_function(line: str) -> None:
    assert judged(line, DECLARED).verdict in ACCEPTED


@pytest.mark.parametrize("line", FALSE)
def test_other_expansions_are_not_proved(line: str) -> None:
    assert judged(line, DECLARED).verdict not in ACCEPTED


def test_a_function_of_what_is_not_in_bold_may_have_any_values() -> None:
    plain = r"Let $w \in \mathbb{R}^n$."
    assert judged(r"g(w)^\top \nabla_w g(w) = \nabla_w g(w) g(w)", plain).verdict is not (
        Verdict.REFUTED
    )
