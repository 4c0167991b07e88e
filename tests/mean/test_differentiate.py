"""Derivatives against published tables, and four independent ways against each other."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
import sympy as sp
from hypothesis import given

from symcalc.core import term as raw
from symcalc.core.term import (
    ONE,
    TRUE,
    TWO,
    ZERO,
    Term,
    apply,
    call,
    cases,
    element,
    integral,
    name,
    number,
    product,
    relation,
    summation,
)
from symcalc.mean.difference import difference_gradient
from symcalc.mean.differentiate import NotDifferentiable, differentiate
from symcalc.mean.dual import dual_gradient
from symcalc.mean.interval import enclose
from symcalc.mean.numeric import MP, NoMeaning, Undefined, evaluate
from symcalc.mean.symbolic import NoSympyForm, from_sympy, to_sympy
from tests.mean.terms import X, Y, point, points, quick, terms

K, J, N, W = name("k"), name("j"), name("n"), name("w")


def x_at(index: Term) -> Term:
    return element("x", index)


@pytest.mark.parametrize(
    ("term", "derivative"),
    [
        # Abramowitz & Stegun 3.3, 4.1.46 and 4.2.54, 4.3.105-110
        (raw.power(X, number(3)), "3*x^2"),
        (raw.power(X, X), "x^x*(1+log(x))"),
        (raw.power(TWO, X), "2^x*log(2)"),
        (call("log", call("sin", X)), "cos(x)/sin(x)"),
        (raw.div(ONE, raw.add(ONE, call("exp", raw.neg(X)))), "exp(-x)/(1+exp(-x))^2"),
        (call("arctan", raw.div(ONE, X)), "-1/(1+x^2)"),
        (call("sqrt", raw.add(ONE, raw.power(X, TWO))), "x/sqrt(1+x^2)"),
        (call("erf", X), "2/sqrt(pi)*exp(-x^2)"),
        (integral(call("sin", name("t")), name("t"), X, raw.power(X, TWO)),
         "2*x*sin(x^2)-sin(x)"),
        (integral(call("exp", raw.mul(X, name("t"))), name("t"), ZERO, ONE),
         "(x*exp(x)-exp(x)+1)/x^2"),
    ],
)  # fmt: skip
def test_published_derivatives(term: Term, derivative: str):
    published = from_sympy(sp.parse_expr(derivative.replace("^", "**")))
    for place in (point(x="3/7"), point(x="5/3")):
        assert enclose(differentiate(term, X), place).overlaps(enclose(published, place))


@quick
@given(terms(), points)
def test_balls_of_the_derivative_hold_the_slope(term: Term, place: dict[str, Fraction]):
    try:
        slope = difference_gradient(term, ["x"], place)[0]
        derivative = evaluate(
            differentiate(term, X), {k: MP.rational(v) for k, v in place.items()}, MP
        )
    except NoMeaning:
        return
    if not slope.kink and slope.error < 1e-15 * max(1, abs(slope.value)):
        assert abs(slope.value - derivative) <= 1e-12 * max(1, abs(slope.value))


@quick
@given(terms(), points)
def test_dual_numbers_agree(term: Term, place: dict[str, Fraction]):
    value, tangent = dual_gradient(term, ["x"], {k: float(v) for k, v in place.items()})
    try:
        exact = float(enclose(differentiate(term, X), place, 200).mid())
        enclose(term, place)
    except (NoMeaning, OverflowError):
        return
    if np.isfinite(tangent[0, 0]) and abs(exact) < 1e6 and abs(value[0]) < 1e6:
        assert tangent[0, 0] == pytest.approx(exact, rel=1e-6, abs=1e-6)


@quick
@given(terms(), points)
def test_sympy_agrees(term: Term, place: dict[str, Fraction]):
    try:
        theirs = from_sympy(sp.diff(to_sympy(term), sp.Symbol("x", real=True)))
        ours = enclose(differentiate(term, X), place)
        assert ours.overlaps(enclose(theirs, place))
    except (NoSympyForm, NoMeaning):
        return


def test_abstract_functions_follow_the_chain_rule():
    inner = apply("g", X)
    assert differentiate(apply("f", inner), X) is raw.mul(
        apply("f", inner, orders=(1,)), apply("g", X, orders=(1,))
    )
    both = differentiate(apply("f", X, X), X)
    assert both is raw.add(apply("f", X, X, orders=(1, 0)), apply("f", X, X, orders=(0, 1)))


def test_sums_differentiate_inside_and_collapse():
    squares = summation(raw.power(raw.sub(element("y", K), raw.mul(W, x_at(K))), TWO), K, ONE, N)
    assert differentiate(squares, W).op is raw.Op.SUM
    weighted = summation(raw.mul(x_at(K), element("w", K)), K, ONE, N)
    assert differentiate(weighted, element("w", J)) is x_at(J)
    assert differentiate(weighted, element("w", ONE)) is x_at(ONE)


def test_a_variable_outside_the_range_of_a_sum():
    three = summation(raw.power(x_at(K), TWO), K, ONE, number(3))
    assert differentiate(three, x_at(number(5))) is ZERO
    assert differentiate(three, x_at(TWO)) is raw.mul(TWO, x_at(TWO))


def test_shifted_double_and_nested_sums():
    """In the last one a sum and the sum inside it have the same letter for their indices."""
    values = {f"x_{k}": Fraction(k * k + 1, 3) for k in range(1, 6)}
    values |= {f"a_{p},{q}": Fraction(p - 2 * q, 5) for p in range(1, 5) for q in range(1, 5)}
    chain = summation(raw.mul(x_at(K), x_at(raw.add(K, ONE))), K, ONE, number(4))
    quadratic = summation(
        summation(raw.mul(element("a", K, J), x_at(K), x_at(J)), J, ONE, number(4)),
        K, ONE, number(4),
    )  # fmt: skip
    mean = raw.div(summation(x_at(K), K, ONE, number(4)), number(4))
    spread = summation(raw.power(raw.sub(x_at(K), mean), TWO), K, ONE, number(4))
    for term in (chain, quadratic, spread):
        for k in range(1, 5):
            symbolic = differentiate(term, x_at(N))
            exact = enclose(symbolic, values | {"n": Fraction(k)})
            concrete = enclose(differentiate(term, x_at(number(k))), values)
            slope = difference_gradient(term, [f"x_{k}"], values)[0]
            assert exact.overlaps(concrete)
            assert float(exact.mid()) == pytest.approx(float(slope.value), rel=1e-14)


def test_a_product_with_a_zero_factor():
    term = product(x_at(K), K, ONE, number(3))
    derivative = differentiate(term, x_at(TWO))
    assert enclose(derivative, point(x_1=2, x_2=0, x_3=5)) == 10
    powers = product(raw.sub(X, K), K, ONE, number(3))  # (x-1)(x-2)(x-3)
    assert enclose(differentiate(powers, X), point(x=2)) == -1


def test_piecewise_terms_have_open_pieces():
    relu = cases((X, relation(">=", X, ZERO)), (ZERO, TRUE))
    assert differentiate(relu, X) is cases(
        (ONE, relation(">", X, ZERO)), (ZERO, relation("<", X, ZERO))
    )
    for term in (relu, call("abs", X), call("max", ZERO, X), call("sign", X)):
        with pytest.raises(Undefined):
            enclose(differentiate(term, X), point(x=0))


def test_a_point_piece_says_nothing_about_the_slope():
    spike = cases((number(5), relation("=", X, ZERO)), (X, TRUE))
    derivative = differentiate(spike, X)
    assert enclose(derivative, point(x=1)) == 1
    with pytest.raises(Undefined):
        enclose(derivative, point(x=0))


def test_dependent_names_keep_their_derivative():
    circle = raw.add(raw.power(X, TWO), raw.power(Y, TWO))
    slope = raw.derivative(Y, X)
    once = differentiate(circle, X, dependent={"y": ["x"]})
    assert once is raw.add(raw.mul(TWO, X), raw.mul(TWO, Y, slope))
    assert raw.derivative(Y, X, orders=(2,)) in raw.postorder(
        differentiate(circle, X, 2, dependent={"y": ["x"]})
    )
    assert differentiate(circle, X) is raw.mul(TWO, X)


def test_evaluations_move_with_their_place():
    body = raw.mul(raw.power(name("v"), TWO), X)
    moving = raw.at(body, name("v"), call("sin", X))
    derivative = differentiate(moving, X)  # sin(x)^2 + 2 x sin(x) cos(x)
    sine = call("sin", X)
    written = raw.add(raw.power(sine, TWO), raw.mul(TWO, X, sine, call("cos", X)))
    assert enclose(derivative, point(x="2/3")).overlaps(enclose(written, point(x="2/3")))


def test_antiderivatives_give_back_their_integrand():
    assert differentiate(integral(call("sin", X), X), X) is call("sin", X)


@pytest.mark.parametrize(
    "term",
    [
        raw.limit(raw.mul(X, name("h")), name("h"), ZERO, ""),
        summation(K, K, ONE, X),
        relation("=", X, ONE),
    ],
)
def test_what_has_no_derivative_says_so(term: Term):
    with pytest.raises(NotDifferentiable):
        differentiate(term, X)


def test_deep_terms():
    deep = X
    for _ in range(1500):
        deep = call("sin", raw.add(deep, ONE))
    assert raw.size(differentiate(deep, X)) > 1500
    wide = raw.add(*(raw.mul(number(k + 1), raw.power(X, number(k % 5 + 1))) for k in range(5000)))
    assert len(differentiate(wide, X).args) <= 5
