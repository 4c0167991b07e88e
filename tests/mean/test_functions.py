"""Every row of the table against mpmath, NumPy, balls, SymPy and finite differences."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
import sympy as sp

from symcalc.core.term import call, name, number
from symcalc.core.vocabulary import FUNCTIONS
from symcalc.mean.difference import central_difference
from symcalc.mean.forward import differentiate
from symcalc.mean.functions import ELEMENTARY
from symcalc.mean.interval import enclose
from symcalc.mean.numeric import FLOAT, MP, Undefined, evaluate
from symcalc.mean.symbolic import to_sympy

F = Fraction
INSIDE = {
    "arcosh": [F(5, 4), F(7, 2)],
    "arcsin": [F(-1, 2), F(3, 4)],
    "arccos": [F(-1, 2), F(3, 4)],
    "artanh": [F(-1, 2), F(3, 4)],
    "log": [F(1, 7), F(5)],
    "sqrt": [F(1, 7), F(5)],
    "log1p": [F(-1, 2), F(3, 4)],
    "loggamma": [F(1, 7), F(5, 2)],
    "factorial": [F(-3, 2), F(5, 2)],
}
PAIRS = {
    "logbase": [(F(3), F(2)), (F(1, 3), F(7, 2))],
    "root": [(F(5), F(2)), (F(7, 2), F(3))],
    "binomial": [(F(9, 2), F(7, 3)), (F(5), F(3, 2))],
    "beta": [(F(1, 2), F(3)), (F(5, 3), F(7, 4))],
    "polygamma": [(F(1), F(5, 2)), (F(2), F(1, 3))],
    "max": [(F(1), F(2)), (F(2), F(-1))],
    "min": [(F(1), F(2)), (F(2), F(-1))],
}
POINTS = [
    (function, point)
    for function, arity in FUNCTIONS.items()
    for point in (
        PAIRS[function]
        if function in PAIRS
        else [(value,) for value in INSIDE.get(function, [F(-5, 3), F(2, 7)])]
    )
    if arity != 0
]
NAMES = (name("x"), name("y"))


def test_the_table_and_the_vocabulary_hold_the_same_functions():

    assert set(ELEMENTARY) == set(FUNCTIONS)
    assert all(row.name == key for key, row in ELEMENTARY.items())


@pytest.mark.parametrize(("function", "place"), POINTS)
def test_balls_hold_the_value_of_60_digits(function: str, place: tuple[Fraction, ...]):
    term = call(function, *NAMES[: len(place)])
    point = dict(zip("xy", place, strict=False))
    decimals = evaluate(term, {k: MP.rational(v) for k, v in point.items()}, MP)
    ball = enclose(term, point, 300)
    assert abs(float(ball.mid()) - float(decimals)) <= 1e-14 * max(1, abs(float(decimals)))
    assert float(ball.rad()) < 1e-60


@pytest.mark.parametrize(("function", "place"), POINTS)
def test_float64_agrees_with_60_digits(function: str, place: tuple[Fraction, ...]):
    term = call(function, *NAMES[: len(place)])
    decimals = evaluate(term, {k: MP.rational(v) for k, v in zip("xy", place, strict=False)}, MP)
    floats = evaluate(
        term, {k: np.array([float(v)]) for k, v in zip("xy", place, strict=False)}, FLOAT
    )
    assert floats[0] == pytest.approx(float(decimals), rel=1e-12)


@pytest.mark.parametrize(("function", "place"), POINTS)
def test_the_partial_derivatives_are_the_slopes(function: str, place: tuple[Fraction, ...]):
    variables = NAMES[: len(place)]
    term = call(function, *variables)
    point = {k: MP.rational(v) for k, v in zip("xy", place, strict=False)}
    for variable in variables:
        if function == "polygamma" and variable.data == "x":
            continue  # the order of polygamma is a whole number
        key = str(variable.data)
        derivative = evaluate(differentiate(term, variable), point, MP)
        slope = central_difference(
            lambda t, key=key: evaluate(term, {**point, key: t}, MP), point[key]
        )
        assert not slope.kink
        assert abs(slope.value - derivative) <= 10 * slope.error + 1e-30 * abs(derivative)


@pytest.mark.parametrize(("function", "place"), POINTS)
def test_sympy_means_the_same_function(function: str, place: tuple[Fraction, ...]):
    numbers = [number(value) for value in place]
    ours = enclose(call(function, *numbers), {})
    theirs = sp.N(to_sympy(call(function, *numbers)), 30)
    assert float(ours.mid()) == pytest.approx(float(theirs), rel=1e-14)


@pytest.mark.parametrize(
    ("function", "place"),
    [
        ("log", "0"), ("log", "-1"), ("sqrt", "-1/9"), ("arcsin", "3/2"), ("arccos", "-2"),
        ("arcosh", "1/2"), ("artanh", "1"), ("artanh", "-1"), ("coth", "0"), ("csch", "0"),
        ("cot", "0"), ("csc", "0"), ("gamma", "0"), ("gamma", "-3"), ("digamma", "-1"),
        ("loggamma", "-1/2"), ("factorial", "-2"),
    ],
)  # fmt: skip
def test_outside_the_real_domain_there_is_no_value(function: str, place: str):
    for evaluated in (
        lambda term: enclose(term, {"x": F(place)}),
        lambda term: evaluate(term, {"x": MP.rational(F(place))}, MP),
    ):
        with pytest.raises(Undefined):
            evaluated(call(function, name("x")))
    floats = evaluate(call(function, name("x")), {"x": np.array([float(F(place))])}, FLOAT)
    assert np.isnan(floats[0]) or function in ("cot", "csc")


@pytest.mark.parametrize(
    ("base", "degree", "value"),
    [("-8", "3", -2), ("-1", "5", -1), ("9", "2", 3), ("-8", "-3", F(-1, 2))],
)
def test_odd_roots_reach_below_zero(base: str, degree: str, value: Fraction):
    term = call("root", number(F(base)), number(F(degree)))
    assert enclose(term, {}).contains(enclose(number(F(value)), {}).mid())


@pytest.mark.parametrize(("base", "degree"), [("-4", "2"), ("0", "-3"), ("2", "0"), ("-4", "1/2")])
def test_roots_without_real_value(base: str, degree: str):
    with pytest.raises(Undefined):
        enclose(call("root", number(F(base)), number(F(degree))), {})


def test_binomials_of_whole_numbers_are_exact():
    rows = [[1], [1, 1], [1, 2, 1], [1, 3, 3, 1], [1, 4, 6, 4, 1]]
    for n, row in enumerate(rows):
        for k, value in enumerate(row):
            assert enclose(call("binomial", number(n), number(k)), {}) == value
    assert enclose(call("binomial", number(4), number(-1)), {}) == 0
    assert enclose(call("binomial", number(4), number(7)), {}) == 0
