"""Tidied forms keep the value and the domain, and are no harder to read."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, given

from symcalc.core.problem import Problem
from symcalc.core.term import ONE, TWO, Term, add, call, div, mul, name, neg, number, power, sub
from symcalc.derive.author import author_of, in_order, same_but_for_order
from symcalc.derive.candidates import Setting, candidates
from symcalc.derive.cost import cost
from symcalc.derive.entry import derive_problem
from symcalc.derive.points import values_at
from symcalc.derive.problems import DeriveError
from symcalc.derive.structure import repaired
from symcalc.mean.differentiate import differentiate
from symcalc.mean.errors import NoMeaning
from symcalc.mean.latex import latex
from symcalc.mean.numeric import MP
from tests.mean.terms import X, Y, quick, terms

GRID = [
    {"x": MP.context.mpf(x) / 4, "y": MP.context.mpf(y) / 4}
    for x in range(-8, 9, 2)
    for y in (-3, 0, 5)
]


@given(term=terms())
@quick
def test_a_result_is_defined_and_equal_wherever_the_derivative_is(term: Term) -> None:
    try:
        raw = differentiate(term, X)
        outcome = derive_problem(Problem("derivative", (term,), (X,)), steps=False)
    except (DeriveError, NoMeaning):
        assume(False)
        return
    expected, found = values_at(raw, GRID), values_at(outcome.result[0], GRID)
    known = np.isfinite(expected) & (np.abs(expected) < 1e6) & (np.abs(expected) > 1e-6)
    assert np.all(np.isfinite(found[known]))
    np.testing.assert_allclose(found[known], expected[known], rtol=1e-6)


@given(term=terms())
@quick
def test_the_result_is_no_harder_to_read_than_what_was_computed(term: Term) -> None:
    setting = Setting(author_of(term))
    try:
        plain = in_order(repaired(differentiate(term, X)), setting.author)
    except NoMeaning:
        assume(False)
        return
    found = candidates(plain, setting)
    assert setting.cost(found[0]) <= setting.cost(plain)
    assert plain in found


def test_a_jump_gets_no_value() -> None:
    for function in ("abs", "floor", "sign"):
        outcome = derive_problem(Problem("derivative", (call(function, X),), (X,)))
        assert not np.isfinite(values_at(outcome.result[0], [{"x": MP.context.mpf(0)}])[0])


WRITTEN = [
    (div(ONE, div(X, Y)), r"\frac{y}{x}"),
    (power(power(X, TWO), TWO), "x^{4}"),
    (power(X, number(-2)), r"\frac{1}{x^{2}}"),
    (div(div(X, Y), TWO), r"\frac{x}{2 y}"),
]


@pytest.mark.parametrize(("term", "expected"), WRITTEN)
def test_nested_fractions_and_powers_are_repaired(term: Term, expected: str) -> None:
    assert latex(repaired(term)) == expected


CHEAPER = [
    (mul(TWO, sub(X, Y)), sub(mul(TWO, X), mul(TWO, Y))),
    (div(X, mul(Y, TWO)), div(div(X, Y), TWO)),
    (div(ONE, power(X, TWO)), power(X, number(-2))),
    (mul(X, sub(ONE, X)), mul(X, sub(Y, X))),
    (sub(Y, X), add(neg(X), Y)),
    (call("tanh", X), div(call("sinh", X), call("cosh", X))),
]


@pytest.mark.parametrize(("simple", "hard"), CHEAPER)
def test_the_cost_prefers_what_people_prefer(simple: Term, hard: Term) -> None:
    assert cost(simple) < cost(hard)


def test_factors_come_in_the_order_of_the_author() -> None:
    author = author_of(mul(Y, X, call("exp", X)))
    shuffled = mul(call("exp", X), add(X, ONE), X, Y, TWO)
    assert latex(in_order(shuffled, author)) == r"2 y x e^{x} \cdot (x + 1)"


def test_what_the_author_wrote_stays_as_it_was_written() -> None:
    written = mul(X, TWO)
    assert in_order(written, author_of(written)) is written


def test_order_is_no_difference() -> None:
    one = add(mul(X, Y), call("sin", mul(TWO, X)))
    other = add(call("sin", mul(X, TWO)), mul(Y, X))
    assert same_but_for_order(one, other)
    assert not same_but_for_order(one, add(X, name("z")))
