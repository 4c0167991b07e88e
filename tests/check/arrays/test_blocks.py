"""Block matrices: zeros as large as their neighbours, sizes that are sums."""

from __future__ import annotations

import pytest

from symcalc.core.verdict import Verdict
from tests.check.arrays.lines import ACCEPTED, judged

DECLARED = (
    r"Let $A, B \in \mathbb{R}^{n \times n}$ be invertible, $C \in \mathbb{R}^{n \times m}$, "
    r"$D \in \mathbb{R}^{m \times m}$ be invertible, $R \in SO(3)$, $t, v \in \mathbb{R}^3$ "
    r"and $x \in \mathbb{R}^n$."
)
BLOCK = r"\begin{bmatrix} %s & %s \\ %s & %s \end{bmatrix}"
MOTION = BLOCK % ("R", "t", "0", "1")
POINT = r"\begin{bmatrix} %s \\ 1 \end{bmatrix}"
TRUE = [
    rf"{MOTION} {POINT % 'v'} = {POINT % 'R v + t'}",
    rf"{MOTION}^{{-1}} = " + BLOCK % (r"R^\top", r"-R^\top t", "0", "1"),
    rf"\det {MOTION} = 1",
    BLOCK % ("A", "0", "0", "D") + r"^\top = " + BLOCK % (r"A^\top", "0", "0", r"D^\top"),
    BLOCK % ("A", "C", "0", "D") + BLOCK % ("B", "0", "0", "D") + " = "
    + BLOCK % ("A B", "C D", "0", "D D"),
    r"\det " + BLOCK % ("A", "C", "0", "D") + r" = \det A \det D",
]  # fmt: skip
FALSE = [
    rf"{MOTION} {POINT % 'v'} = {POINT % 'R v - t'}",
    rf"{MOTION}^{{-1}} = " + BLOCK % (r"R^\top", "-t", "0", "1"),
    BLOCK % ("A", "0", "0", "D") + r"^\top = " + BLOCK % ("A", "0", "0", "D"),
    BLOCK % ("A", "C", "0", "D") + BLOCK % ("B", "0", "0", "D") + " = "
    + BLOCK % ("A B", "C", "0", "D D"),
]  # fmt: skip


@pytest.mark.parametrize("line", TRUE)
def test_products_and_inverses_of_blocks(line: str) -> None:
    assert judged(line, DECLARED).verdict in ACCEPTED


@pytest.mark.parametrize("line", FALSE)
def test_wrong_blocks_are_refuted(line: str) -> None:
    assert judged(line, DECLARED).verdict is Verdict.REFUTED


def test_blocks_that_do_not_fit_refute_nothing() -> None:
    line = BLOCK % ("A", "x", r"x", "1") + " = " + BLOCK % ("A", "x", r"x^\top", "1")
    assert judged(line, DECLARED).verdict is Verdict.UNDECIDED
