"""Finite differences as a witness: error bars that hold, kinks that are seen."""

from __future__ import annotations

import math
from fractions import Fraction

import pytest

from symcalc.core import term as raw
from symcalc.core.term import ONE, TWO, ZERO, Term, call, number
from symcalc.mean.difference import (
    central_difference,
    difference_gradient,
    difference_hessian,
    ridders,
    second_difference,
)
from symcalc.mean.numeric import MP, Undefined
from tests.mean.terms import X, Y

mp = MP.context


@pytest.mark.parametrize(
    ("f", "derivative", "x"),
    [
        (mp.sin, mp.cos, 1),
        (mp.exp, mp.exp, 10),
        (mp.log, lambda x: 1 / x, mp.mpf(10) ** -5),
        (lambda x: mp.sin(500 * x), lambda x: 500 * mp.cos(500 * x), 1),
        (mp.tan, lambda x: 1 + mp.tan(x) ** 2, mp.pi / 2 - mp.mpf(10) ** -3),
        (lambda x: 10**9 + x**2, lambda x: 2 * x, 1),
        (mp.sqrt, lambda x: 1 / (2 * mp.sqrt(x)), mp.mpf(10) ** -8),
    ],
)
def test_the_error_bar_holds_and_is_small(f, derivative, x):
    found = central_difference(f, x)
    exact = derivative(mp.mpf(x))
    assert abs(found.value - exact) <= 2 * found.error
    assert found.error < mp.mpf(10) ** -15 * max(1, abs(exact))
    assert not found.kink


@pytest.mark.parametrize(
    ("term", "x"),
    [
        (call("abs", raw.sub(X, number(Fraction(1, 3)))), "1/3"),
        (call("max", raw.mul(TWO, X), X), "0"),
        (call("sign", X), "0"),
        (call("abs", call("sin", X)), "0"),
    ],
)
def test_kinks_are_seen(term: Term, x: str):
    assert difference_gradient(term, ["x"], {"x": Fraction(x)})[0].kink


@pytest.mark.parametrize(
    ("term", "x"),
    [
        (raw.power(X, TWO), "0"),
        (call("abs", X), "1/1000000000"),
        (raw.power(call("abs", X), number(3)), "0"),
        (number(7), "0"),
        (call("cos", X), "0"),
    ],
)
def test_smooth_points_are_no_kinks(term: Term, x: str):
    found = difference_gradient(term, ["x"], {"x": Fraction(x)})[0]
    assert not found.kink


def test_the_edge_of_the_domain_has_no_difference():
    with pytest.raises(Undefined):
        difference_gradient(call("sqrt", X), ["x"], {"x": Fraction(0)})


def test_second_derivatives():
    found = second_difference(mp.sin, 1)
    assert abs(found.value + mp.sin(1)) <= 2 * found.error
    saddle = raw.add(raw.mul(raw.power(X, TWO), Y), raw.power(Y, number(3)))
    hessian = difference_hessian(saddle, ["x", "y"], {"x": Fraction(2), "y": Fraction(5)})
    values = [[float(entry.value) for entry in row] for row in hessian]
    assert values == [[10.0, 4.0], [4.0, 30.0]]


@pytest.mark.parametrize(
    ("f", "x", "exact"),
    [
        (math.sin, 1.0, math.cos(1.0)),
        (math.exp, 2.0, math.exp(2.0)),
        (math.log, 1e-3, 1e3),
        (lambda x: x**5, 3.0, 405.0),
    ],
)
def test_ridders_on_a_black_box(f, x: float, exact: float):
    found = ridders(f, x)
    assert found.value == pytest.approx(exact, rel=1e-9)
    assert abs(found.value - exact) <= 20 * found.error + 1e-12 * abs(exact)


def test_a_constant():
    assert difference_gradient(ONE, ["x"], {"x": Fraction(1)})[0].value == 0
    assert difference_gradient(ZERO, ["x"], {"x": Fraction(1)})[0].error == 0
