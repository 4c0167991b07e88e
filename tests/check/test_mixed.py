"""Mixed partial derivatives commute where the function is smooth enough: a condition."""

from __future__ import annotations

import pytest

from symcalc.core.verdict import Verdict
from tests.check.claims import judged

XY = r"\frac{\partial^2 f(x,y)}{\partial x \partial y}"
YX = r"\frac{\partial^2 f(x,y)}{\partial y \partial x}"
NESTED = r"\frac{\partial}{\partial y} \frac{\partial f(x,y)}{\partial x}"


@pytest.mark.parametrize(("left", "right"), [(XY, YX), (XY, NESTED), (f"x {XY}", f"x {YX}")])
def test_the_order_of_differentiation_is_a_condition(left: str, right: str) -> None:
    found = judged(left, right)
    assert found.verdict is Verdict.CONDITIONAL
    assert found.conditions == ("f is twice continuously differentiable",)


@pytest.mark.parametrize(("left", "right"), [(YX, NESTED), (f"2{XY} - {XY}", XY)])
def test_one_order_needs_nothing(left: str, right: str) -> None:
    assert judged(left, right).verdict is Verdict.PROVED


def test_a_function_that_is_known_is_smooth() -> None:
    assert judged(XY, YX, r"f(x,y) = x^2 \sin(y)").verdict is Verdict.PROVED
