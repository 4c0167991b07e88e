"""The matrix of a cross product, as books on robots write it."""

from __future__ import annotations

import pytest

from symcalc.core.verdict import Verdict
from tests.check.arrays.lines import ACCEPTED, judged

DECLARED = r"Let $\omega, v, u \in \mathbb{R}^3$ and let $R \in SO(3)$."
TRUE = [
    r"[\omega]_\times = \begin{bmatrix} 0 & -\omega_3 & \omega_2 \\ \omega_3 & 0 & -\omega_1 \\"
    r" -\omega_2 & \omega_1 & 0 \end{bmatrix}",
    r"[\omega]_{\times} v = \omega \times v",
    r"[\omega]_\times^\top = -[\omega]_\times",
    r"[\omega]_\times^2 = \omega \omega^\top - \|\omega\|^2 I",
    r"[\omega]_\times^3 = -\|\omega\|^2 [\omega]_\times",
    r"[u \times v]_\times = v u^\top - u v^\top",
    r"[R \omega]_\times = R [\omega]_\times R^\top",
]
FALSE = [
    r"[\omega]_\times v = v \times \omega",
    r"[\omega]_\times^\top = [\omega]_\times",
    r"[\omega]_\times^2 = \omega \omega^\top + \|\omega\|^2 I",
    r"[u \times v]_\times = u v^\top - v u^\top",
    r"[R \omega]_\times = R^\top [\omega]_\times R",
]


@pytest.mark.parametrize("line", TRUE)
def test_identities_of_skew_matrices(line: str) -> None:
    assert judged(line, DECLARED).verdict in ACCEPTED


@pytest.mark.parametrize("line", FALSE)
def test_wrong_signs_and_orders_are_refuted(line: str) -> None:
    assert judged(line, DECLARED).verdict is Verdict.REFUTED
