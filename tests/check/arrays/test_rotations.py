"""Rotations and orthogonal matrices: the determinant of the one is 1, of the other it may be -1."""

from __future__ import annotations

import pytest

from symcalc.core.verdict import Verdict
from tests.check.arrays.lines import judged

VECTORS = r" Let $u, v \in \mathbb{R}^3$."
ROTATIONS = [
    r"Let $R$ be a $3 \times 3$ rotation matrix.",
    r"Let $R \in SO(3)$.",
    r"Let $R \in \mathrm{SO}(3)$.",
]
ORTHOGONAL = [r"Let $R$ be an orthogonal $3 \times 3$ matrix.", r"Let $R \in O(3)$."]
OF_ROTATIONS = [r"\det R = 1", r"R (u \times v) = (R u) \times (R v)"]
OF_BOTH = [r"R^\top R = I", r"(R u)^\top (R v) = u^\top v"]


@pytest.mark.parametrize("declared", ROTATIONS)
def test_rotations_keep_volumes_and_hands(declared: str) -> None:
    for line in (*OF_ROTATIONS, *OF_BOTH):
        assert judged(line, declared + VECTORS).verdict is Verdict.PROVED, line
    assert judged(r"\det R = -1", declared).verdict is Verdict.REFUTED
    assert judged(r"R R = I", declared).verdict is Verdict.REFUTED


@pytest.mark.parametrize("declared", ORTHOGONAL)
def test_orthogonal_matrices_may_be_reflections(declared: str) -> None:
    for line in OF_BOTH:
        assert judged(line, declared + VECTORS).verdict is Verdict.PROVED, line
    for line in OF_ROTATIONS:
        assert judged(line, declared + VECTORS).verdict is Verdict.REFUTED, line


@pytest.mark.parametrize(
    ("line", "verdict"),
    [
        (r"q (v \times u) q^* = (q v q^*) \times (q u q^*)", Verdict.PROVED),
        (r"(q v q^*) \times u = q (v \times (q^* u q)) q^*", Verdict.PROVED),
        (r"q (v \times u) q^* = (q u q^*) \times (q v q^*)", Verdict.REFUTED),
        (r"p \times q = p q", Verdict.UNREAD),
    ],
)
def test_cross_products_of_turned_vectors(line: str, verdict: Verdict) -> None:
    assert judged(line, "Let $p$ and $q$ be unit quaternions." + VECTORS).verdict is verdict
