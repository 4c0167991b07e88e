"""Arrays with dots: what they stand for, and what their entries do not tell."""

from __future__ import annotations

import pytest

from symcalc.core import term as t
from symcalc.core.sketches import sketch_of
from symcalc.core.verdict import Verdict
from tests.check.arrays.lines import ACCEPTED, judged

DECLARED = (
    r"Let $x, y \in \mathbb{R}^n$, $A \in \mathbb{R}^{m \times n}$ "
    r"and $B \in \mathbb{R}^{n \times n}$."
)
COLUMN = r"\begin{bmatrix} %s \\ \vdots \\ %s \end{bmatrix}"
SQUARE = (
    r"\begin{bmatrix} %s & \cdots & %s \\ \vdots & \ddots & \vdots \\"
    r" %s & \cdots & %s \end{bmatrix}"
)
TRUE = [
    r"x + y = " + COLUMN % ("x_1 + y_1", "x_n + y_n"),
    r"x^\top y = \begin{bmatrix} x_1 & \dots & x_n \end{bmatrix}" + COLUMN % ("y_1", "y_n"),
    r"A^\top = " + SQUARE % ("a_{11}", "a_{m1}", "a_{1n}", "a_{mn}"),
    r"B^\top = " + SQUARE % ("b_{11}", "b_{n1}", "b_{1n}", "b_{nn}"),
    r"x x^\top = " + SQUARE % ("x_1 x_1", "x_1 x_n", "x_n x_1", "x_n x_n"),
    r"\operatorname{diag}(x) = " + SQUARE % ("x_1", "0", "0", "x_n"),
    r"A x = " + COLUMN % (r"\sum_{j=1}^n a_{1j} x_j", r"\sum_{j=1}^n a_{mj} x_j"),
    r"2 x = [2 x_1, 2 x_2, \ldots, 2 x_n]^\top",
]
FALSE = [
    r"x + y = " + COLUMN % ("x_1 - y_1", "x_n - y_n"),
    r"A^\top = " + SQUARE % ("a_{11}", "a_{1m}", "a_{n1}", "a_{nm}"),
    r"B^\top = " + SQUARE % ("b_{11}", "b_{1n}", "b_{n1}", "b_{nn}"),
    r"\operatorname{diag}(x) = " + SQUARE % ("x_1", "x_1", "x_n", "x_n"),
]


@pytest.mark.parametrize("line", TRUE)
def test_dots_stand_for_the_entries_between(line: str) -> None:
    assert judged(line, DECLARED).verdict in ACCEPTED


@pytest.mark.parametrize("line", FALSE)
def test_other_entries_are_not_proved_and_dots_refute_nothing(line: str) -> None:
    assert judged(line, DECLARED).verdict is Verdict.UNDECIDED


def test_entries_that_follow_no_rule_tell_nothing() -> None:
    x_1, x_3, x_n, n = t.name("x_1"), t.name("x_3"), t.element("x", t.name("n")), t.name("n")
    column = t.apply("sketched.x/./x", x_1, x_n)
    found = sketch_of(column)
    assert found is not None
    assert (found.rows, found.columns) == (n, t.ONE)
    assert found.entry(t.TWO, t.ONE) is t.element("x", t.TWO)
    assert sketch_of(t.apply("sketched.x/x/./x", x_1, x_3, x_n)) is None
    assert sketch_of(t.apply("sketched.x/./x", x_1, t.div(x_n, n))) is None
    assert sketch_of(t.apply("sketched.x/./x/./x", x_1, x_3, x_n)) is None
