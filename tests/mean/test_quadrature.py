"""Definite integrals: published values, kinks, singular ends, and what must be refused."""

from __future__ import annotations

from fractions import Fraction

import pytest

from symcalc.core import term as raw
from symcalc.core.term import (
    ONE,
    PI,
    TRUE,
    TWO,
    ZERO,
    Term,
    call,
    cases,
    integral,
    name,
    number,
    relation,
)
from symcalc.mean.forward import differentiate
from symcalc.mean.interval import enclose
from symcalc.mean.numeric import MP, CannotEvaluate, NoMeaning, Undefined, evaluate
from tests.mean.terms import X, point

T = name("t")


@pytest.mark.parametrize(
    ("area", "value"),
    [
        (integral(call("sin", T), T, ZERO, PI), TWO),
        (integral(raw.div(number(4), raw.add(ONE, raw.power(T, TWO))), T, ZERO, ONE), PI),
        (integral(call("log", T), T, ONE, TWO), raw.sub(raw.mul(TWO, call("log", TWO)), ONE)),
        (integral(call("abs", T), T, number(-1), TWO), number(Fraction(5, 2))),
        (integral(call("sqrt", T), T, ZERO, number(4)), number(Fraction(16, 3))),
        (integral(call("arctan", T), T, ZERO, ONE),
         raw.sub(raw.div(PI, number(4)), raw.div(call("log", TWO), TWO))),
        (integral(cases((T, relation("<", T, ONE)), (ONE, TRUE)), T, ZERO, TWO),
         number(Fraction(3, 2))),
        (integral(call("exp", T), T, ONE, ZERO), raw.sub(ONE, raw.E)),
    ],
)  # fmt: skip
def test_known_integrals(area: Term, value: Term):
    ball = enclose(area, {})
    assert ball.overlaps(enclose(value, {}))
    assert ball.rad() < 1e-25
    assert float(evaluate(area, {}, MP)) == pytest.approx(float(ball.mid()), rel=1e-15)


@pytest.mark.parametrize(
    "area",
    [
        integral(raw.div(ONE, T), T, number(-1), ONE),
        integral(call("log", T), T, number(-1), ONE),
        integral(call("sqrt", raw.sub(T, ONE)), T, ZERO, TWO),
        integral(call("tan", T), T, ZERO, number(3)),
        integral(raw.div(ONE, raw.power(raw.sub(T, number(Fraction(1, 3))), TWO)), T, ZERO, ONE),
    ],
)
def test_integrals_that_are_not_ours_are_refused(area: Term):
    with pytest.raises((CannotEvaluate, Undefined)):
        enclose(area, {})


@pytest.mark.parametrize(
    ("inner", "value"),
    [
        (integral(raw.mul(X, T), X, ZERO, T), number(Fraction(1, 8))),
        (integral(call("exp", X), X, ZERO, T), raw.sub(raw.E, TWO)),
        (integral(call("sin", raw.mul(PI, X)), X, ZERO, ONE), raw.div(TWO, PI)),
    ],
)
def test_integrals_within_integrals(inner: Term, value: Term):
    double = enclose(integral(inner, T, ZERO, ONE), {})
    assert double.overlaps(enclose(value, {}))
    assert double.rad() < 1e-15


def test_an_inner_integral_with_singularities_is_left_to_others():
    double = integral(integral(raw.div(ONE, raw.add(X, T)), X, ONE, TWO), T, ZERO, ONE)
    with pytest.raises(NoMeaning):
        enclose(double, {})


def test_the_derivative_of_a_moving_bound():
    area = integral(call("exp", raw.neg(raw.power(T, TWO))), T, ZERO, X)
    slope = differentiate(area, X)
    assert enclose(slope, point(x="1/2")).overlaps(
        enclose(call("exp", number(Fraction(-1, 4))), {})
    )
