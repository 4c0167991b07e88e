"""Dual and hyper-dual numbers: their arithmetic, and exact derivatives of published functions."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from symcalc.core import term as raw
from symcalc.core.term import ONE, TRUE, TWO, ZERO, Term, call, cases, name, number, relation
from symcalc.mean.difference import difference_hessian
from symcalc.mean.dual import Dual, dual_gradient, dual_jvp
from symcalc.mean.hyperdual import HyperDual, hyperdual_hessian
from symcalc.mean.numeric import NoMeaning
from symcalc.mean.taylor import TAYLOR
from tests.mean.terms import ENTIRE, X, Y, points, quick, terms

floats = st.floats(-4, 4).filter(lambda x: abs(x) > 1e-3)


def dual(value: float, tangent: float) -> Dual:
    return Dual(np.array([value]), np.array([[tangent]]))


def hyper(value: float) -> HyperDual:
    one, zero = np.ones((1, 1)), np.zeros((1, 1))
    return HyperDual(np.array([value]), one, one, zero)


@quick
@given(floats, floats, floats, floats)
def test_duals_form_a_ring_with_division(a: float, b: float, c: float, d: float):
    x, y = dual(a, b), dual(c, d)
    for left, right in [
        (x * y, y * x),
        (x + y, y + x),
        (x * (y + 1), x * y + x),
        ((x / y) * y, x),
        (1 - x, -(x - 1)),
        (2 / x, 2 * x.reciprocal()),
        (x**3, x * x * x),
        (x**0, dual(1, 0)),
    ]:
        assert left.value == pytest.approx(right.value, rel=1e-9, abs=1e-9)
        assert left.tangent == pytest.approx(right.tangent, rel=1e-6, abs=1e-6)


def test_numpy_arrays_stand_on_either_side():
    batch = np.array([1.0, 2.0])
    x = Dual(np.array([3.0, 4.0]), np.ones((1, 2)))
    assert (batch * x).tangent.tolist() == [[1.0, 2.0]]
    assert (batch + x).value.tolist() == [4.0, 6.0]
    assert (batch / x).value == pytest.approx([1 / 3, 0.5])
    assert (np.float64(2.0) ** 2 * x).value.tolist() == [12.0, 16.0]


def test_the_function_of_fike_and_alonso():
    # f(x) = exp(x) / sqrt(sin^3 x + cos^3 x) at 1.5 (Fike & Alonso 2011, section II)
    cubes = raw.add(*(raw.power(call(f, X), number(3)) for f in ("sin", "cos")))
    term = raw.div(call("exp", X), call("sqrt", cubes))
    value, slope = dual_gradient(term, ["x"], {"x": 1.5})
    curvature = hyperdual_hessian(term, ["x"], {"x": 1.5})
    exact = difference_hessian(term, ["x"], {"x": Fraction(3, 2)})[0][0]
    assert value[0] == pytest.approx(4.4977804, rel=1e-7)
    assert slope[0, 0] == pytest.approx(4.0534278, rel=1e-7)
    assert curvature[0, 0, 0] == pytest.approx(float(exact.value), rel=1e-13)


def test_second_derivatives_of_a_cube():
    cube = hyper(3.0) ** 3
    assert [part.item() for part in cube.parts()] == [27.0, 27.0, 27.0, 18.0]


def test_a_whole_gradient_over_a_batch():
    term = raw.mul(call("sin", X), call("exp", Y))
    batch = {"x": np.linspace(0, 1, 5), "y": np.linspace(-1, 1, 5)}
    value, tangent = dual_gradient(term, ["x", "y"], batch)
    assert value.shape == (5,)
    assert tangent.shape == (2, 5)
    assert tangent[0] == pytest.approx(np.cos(batch["x"]) * np.exp(batch["y"]), rel=1e-15)
    assert tangent[1] == pytest.approx(value, rel=1e-15)


def test_a_jacobian_times_a_tangent():
    values, rates = dual_jvp(
        [raw.mul(X, Y), call("sin", X)], ["x", "y"], {"x": 2.0, "y": 3.0}, {"x": 1.0, "y": -1.0}
    )
    assert values[:, 0] == pytest.approx([6, np.sin(2)])
    assert rates[:, 0] == pytest.approx([3 - 2, np.cos(2)])


def test_constants_have_no_tangent():
    value, tangent = dual_gradient(raw.mul(TWO, name("c")), ["x"], {"x": 1.0, "c": 5.0})
    assert value.tolist() == [10.0]
    assert tangent.tolist() == [[0.0]]


@pytest.mark.parametrize(
    ("term", "place"),
    [
        (call("abs", X), 0.0),
        (call("sqrt", X), 0.0),
        (call("max", X, ZERO), 0.0),
        (call("floor", X), 2.0),
        (call("log", X), -1.0),
        (raw.div(ONE, X), 0.0),
    ],
)
def test_no_derivative_is_nan(term: Term, place: float):
    assert np.isnan(dual_gradient(term, ["x"], {"x": place})[1]).all()


def test_pieces_are_chosen_point_by_point():
    huber = cases(
        (raw.div(raw.power(X, TWO), TWO), relation("<=", call("abs", X), ONE)),
        (raw.sub(call("abs", X), raw.HALF), TRUE),
    )
    _, slope = dual_gradient(huber, ["x"], {"x": np.array([-3.0, 0.25, 2.0])})
    assert slope[0].tolist() == [-1.0, 0.25, 1.0]


@quick
@given(terms(ENTIRE), points)
def test_hyper_duals_agree_with_60_digit_differences(term: Term, place: dict[str, Fraction]):
    ours = hyperdual_hessian(term, ["x", "y"], {k: float(v) for k, v in place.items()})
    try:
        theirs = difference_hessian(term, ["x", "y"], place)
    except NoMeaning:
        return
    for j in range(2):
        for k in range(2):
            exact = theirs[j][k]
            if exact.kink or not np.isfinite(ours[j, k, 0]) or abs(exact.value) > 1e4:
                continue
            if exact.error < 1e-12:
                assert ours[j, k, 0] == pytest.approx(float(exact.value), rel=1e-5, abs=1e-5)


@pytest.mark.parametrize("function", TAYLOR)
def test_the_taylor_table_is_consistent(function: str):
    x = 1.3 if function == "arcosh" else 0.3
    h = 1e-5
    value, first, second = TAYLOR[function](np.array([x]))
    near = [TAYLOR[function](np.array([x + k * h])) for k in (-1, 1)]
    assert (near[1][0] - near[0][0]) / (2 * h) == pytest.approx(first, rel=1e-7, abs=1e-7)
    assert (near[1][1] - near[0][1]) / (2 * h) == pytest.approx(second, rel=1e-7, abs=1e-7)
    assert np.isfinite(value).all()
