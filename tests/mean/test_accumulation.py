"""Reverse accumulation: it agrees with dual numbers, and each number reports once."""

from __future__ import annotations

import doctest
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from symcalc import catalogue
from symcalc.mean import TAYLOR, Dual, HyperDual, Reverse
from symcalc.mean.lifted import Lifted

floats = st.floats(0.2, 3)


def rosenbrock(x: Lifted, y: Lifted) -> Lifted:
    return (1 - x) ** 2 + 100 * (y - x * x) ** 2


def mixture(x: Lifted, y: Lifted) -> Lifted:
    return (x / y).apply(TAYLOR["sin"]) * (-y).apply(TAYLOR["exp"]) + 2 / x - x**y


@given(floats, floats)
@pytest.mark.parametrize("function", [rosenbrock, mixture])
def test_reverse_and_forward_mode_agree(function, x: float, y: float):
    forward = function(*Dual.variables(x, y)).tangent[:, 0]
    variables = Reverse.variable(x), Reverse.variable(y)
    backward = np.concatenate(function(*variables).gradient(*variables))
    assert backward == pytest.approx(forward, rel=1e-9, abs=1e-9)


def test_a_batch_of_points_has_a_gradient_each():
    x = Reverse.variable(np.array([1.0, 2.0, 3.0]))
    ((slopes),) = (x**3).gradient(x)
    assert slopes == pytest.approx([3.0, 12.0, 27.0])


def test_a_variable_that_does_not_occur_has_the_derivative_zero():
    x, y = Reverse.variable(2.0), Reverse.variable(5.0)
    assert (x * 3).gradient(x, y) == (3.0, 0.0)


def test_ten_thousand_uses_of_one_number_are_no_ten_thousand_calls_within_one_another():
    start = result = Reverse.variable(1.0)
    for _ in range(10_000):
        result = result * 0.5 + result * 0.5
    assert result.gradient(start) == (1.0,)


def test_one_unit_for_two_variables_mixes_their_rates_and_two_do_not():
    assert (Dual.variable(3.0) * Dual.variable(5.0)).tangent.tolist() == [[8.0]]
    x, y = Dual.variables(3.0, 5.0)
    assert (x * y).tangent.tolist() == [[5.0], [3.0]]


def test_a_hyper_dual_variable_gives_the_second_derivative():
    x = HyperDual.variable(0.5)
    assert x.apply(TAYLOR["exp"]).mixed == pytest.approx(np.exp(0.5))


def test_the_page_that_builds_the_number_types_tells_the_truth():
    page = Path(catalogue.load("dual/number-types").path)
    assert doctest.testfile(str(page), module_relative=False).failed == 0
