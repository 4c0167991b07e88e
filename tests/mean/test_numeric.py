"""Values of terms in floats and in 60 digits: operations, domains, binders, limits."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given

from symcalc.core import term as raw
from symcalc.core.term import (
    ONE,
    PI,
    TRUE,
    TWO,
    ZERO,
    Term,
    apply,
    call,
    cases,
    constant,
    element,
    name,
    number,
    product,
    relation,
    summation,
)
from symcalc.mean.errors import NotDifferentiable
from symcalc.mean.forward import differentiate
from symcalc.mean.interval import enclose
from symcalc.mean.numeric import (
    FLOAT,
    MP,
    CannotEvaluate,
    NoMeaning,
    TooLarge,
    Undefined,
    element_key,
    evaluate,
)
from tests.mean.terms import X, Y, points, quick, terms

K, N = name("k"), name("n")


def decimals(term: Term, **values: str | int) -> float:
    """The value of a term in 60 digits, as a float."""
    return float(evaluate(term, {k: MP.rational(Fraction(v)) for k, v in values.items()}, MP))


@quick
@given(terms(), points)
def test_60_digits_lie_in_the_ball(term: Term, place: dict[str, Fraction]):
    try:
        ball = enclose(term, place, 256)
        value = evaluate(term, {k: MP.rational(v) for k, v in place.items()}, MP)
    except NoMeaning:
        return
    if ball.rel_accuracy_bits() > 60 and abs(ball) < 1e100:
        assert float(value) == pytest.approx(float(ball.mid()), rel=1e-12, abs=1e-40)


@quick
@given(terms(), points)
def test_undefined_in_balls_is_undefined_in_60_digits(term: Term, place: dict[str, Fraction]):
    try:
        enclose(term, place)
    except Undefined:
        try:
            value = evaluate(term, {k: MP.rational(v) for k, v in place.items()}, MP)
        except NoMeaning:
            return
        assert abs(value) > 1e50  # a pole, missed by a rounding error
    except NoMeaning:
        return


def test_sums_and_products_run_over_whole_numbers():
    assert decimals(summation(K, K, ONE, number(100))) == 5050
    assert decimals(product(K, K, ONE, N), n=6) == 720
    assert decimals(summation(K, K, ONE, ZERO)) == 0
    assert decimals(product(K, K, ONE, ZERO)) == 1
    nested = summation(summation(raw.mul(K, name("j")), name("j"), ONE, K), K, ONE, number(4))
    assert decimals(nested) == 65


def test_elements_are_looked_up_by_their_indices():
    assert element_key("a", (1, 2)) == "a_1,2"
    total = summation(raw.mul(element("x", K), element("a", K, TWO)), K, ONE, TWO)
    values = {"x_1": 3, "x_2": 5, "a_1,2": 7, "a_2,2": 11}
    assert decimals(total, **values) == 76
    with pytest.raises(CannotEvaluate):
        decimals(element("x", number(Fraction(1, 2))), x_1=1)


def test_a_bound_index_hides_the_name_outside():
    assert decimals(raw.add(K, summation(K, K, ONE, TWO)), k=10) == 13


def test_long_sums_are_refused():
    with pytest.raises(TooLarge):
        decimals(summation(ONE, K, ONE, number(10**9)))
    with pytest.raises(TooLarge):
        decimals(summation(summation(K, name("j"), ONE, number(10**4)), K, ONE, number(10**4)))


def test_towers_of_exponents_are_refused():
    nine = number(9)
    tower = raw.power(nine, raw.power(nine, raw.power(nine, nine)))
    for evaluated in (decimals, lambda term: enclose(term, {})):
        with pytest.raises(NoMeaning):
            evaluated(tower)
    big = number(100)
    with pytest.raises(NoMeaning):
        decimals(call("exp", call("exp", call("exp", call("exp", big)))))
    with pytest.raises(NoMeaning):
        decimals(call("factorial", number(10**30)))


def test_only_the_case_that_applies_needs_a_value():
    entropy = cases((ZERO, relation("=", X, ZERO)), (raw.mul(X, call("log", X)), TRUE))
    assert decimals(entropy, x=0) == 0
    assert decimals(entropy, x=1) == 0
    floats = evaluate(entropy, {"x": np.array([0.0, 1.0, np.e, -1.0])}, FLOAT)
    assert floats[:3] == pytest.approx([0, 0, np.e])
    assert np.isnan(floats[3])


def test_conditions_know_and_and_or():
    inside = raw.make(raw.Op.AND, relation("<", ZERO, X), relation("<", X, ONE))
    outside = raw.make(raw.Op.OR, relation("<", X, ZERO), relation(">", call("log", X), ZERO))
    assert decimals(cases((ONE, inside), (TWO, TRUE)), x="1/2") == 1
    assert decimals(cases((ONE, outside), (TWO, TRUE)), x=-1) == 1


@pytest.mark.parametrize(
    ("base", "exponent", "value"),
    [("-2", "3", -8), ("0", "0", 1), ("0", "1/2", 0), ("4", "-1/2", 0.5), ("-2", "-1", -0.5)],
)
def test_real_powers(base: str, exponent: str, value: float):
    term = raw.power(X, Y)
    assert decimals(term, x=base, y=exponent) == value
    assert float(enclose(term, {"x": Fraction(base), "y": Fraction(exponent)}).mid()) == value


@pytest.mark.parametrize(("base", "exponent"), [("-2", "1/3"), ("0", "-1"), ("0", "-1/2")])
def test_powers_without_real_value(base: str, exponent: str):
    place = {"x": Fraction(base), "y": Fraction(exponent)}
    with pytest.raises(Undefined):
        enclose(raw.power(X, Y), place)
    with pytest.raises(Undefined):
        decimals(raw.power(X, Y), x=base, y=exponent)
    floats = {key: np.array([float(value)]) for key, value in place.items()}
    assert np.isnan(evaluate(raw.power(X, Y), floats, FLOAT)[0])


def test_abstract_functions_are_given_by_the_caller():
    functions = {("f", (0,)): lambda x: x * x, ("f", (1,)): lambda x: 2 * x}
    term = raw.add(apply("f", X), apply("f", X, orders=(1,)))
    value = evaluate(term, {"x": np.array([3.0])}, FLOAT, functions)
    assert value == [15]
    with pytest.raises(CannotEvaluate):
        evaluate(term, {"x": np.array([3.0])}, FLOAT)


@pytest.mark.parametrize(
    "term",
    [
        name("nowhere"),
        constant("i"),
        constant("inf"),
        raw.derivative(raw.power(X, TWO), X),
        raw.limit(X, X, ZERO, ""),
        raw.integral(X, X),
        raw.vector(X, X),
    ],
)
def test_what_cannot_be_evaluated_says_so(term: Term):
    with pytest.raises(CannotEvaluate):
        decimals(term, x=1)


def test_floats_are_evaluated_in_a_batch_without_warnings():
    batch = np.array([-1.0, 0.0, 4.0, 1e300])
    with np.errstate(all="raise"):
        values = evaluate(raw.div(call("exp", X), call("sqrt", X)), {"x": batch}, FLOAT)
    assert np.isnan(values[[0, 1, 3]]).all()
    assert values[2] == pytest.approx(np.exp(4) / 2)
    assert evaluate(PI, {}, FLOAT) == np.pi


def test_sums_nested_without_end_are_refused():
    nested = X
    for _ in range(500):
        nested = summation(raw.add(nested, K), K, ONE, ONE)
    with pytest.raises(TooLarge):
        decimals(nested, x=1)
    with pytest.raises(NotDifferentiable):
        differentiate(nested, X)


def test_deep_terms():
    deep = X
    for _ in range(3000):
        deep = raw.div(raw.add(deep, ONE), TWO)
    assert decimals(deep, x=5) == pytest.approx(1)
