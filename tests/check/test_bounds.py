"""Bounds enclose, over a whole domain, and know the signs that matter."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from symcalc.check.bounds import EVERYTHING, POSITIVE, Bounds, between, exactly
from symcalc.check.domain import domain_of
from symcalc.check.enclosure import bounds_of
from symcalc.core.term import Term, add, call, div, mul, name, neg, number, power
from symcalc.mean.errors import NoMeaning
from symcalc.mean.interval import enclose
from tests.check.claims import sides

RATIONALS = st.fractions(-5, 5, max_denominator=7)


@st.composite
def intervals(draw: st.DrawFn) -> Bounds:
    low, high = sorted((draw(RATIONALS), draw(RATIONALS)))
    assume(low < high)
    return Bounds(low, high, draw(st.booleans()), draw(st.booleans()))


@given(intervals(), intervals(), st.data())
def test_arithmetic_encloses(a: Bounds, b: Bounds, data: st.DataObject) -> None:
    x = data.draw(RATIONALS.filter(a.contains))
    y = data.draw(RATIONALS.filter(b.contains))
    assert (a + b).contains(x + y)
    assert (a * b).contains(x * y)
    assert (-a).contains(-x)
    assert a.hull(b).contains(x)
    if a.sign is not None:
        assert a.reciprocal().contains(1 / x)


X = name("x")
FUNCTIONS = st.sampled_from(["exp", "log", "sqrt", "abs", "tanh", "sin", "arctan", "cosh", "erf"])
TERMS = st.recursive(
    st.just(X) | st.integers(-2, 2).map(number),
    lambda t: (
        st.builds(add, t, t)
        | st.builds(mul, t, t)
        | st.builds(div, t, t)
        | st.builds(neg, t)
        | st.builds(power, t, st.integers(-2, 3).map(number))
        | st.builds(call, FUNCTIONS, t)
    ),
    max_leaves=6,
)


@settings(max_examples=200, deadline=None)
@given(TERMS, intervals(), st.fractions(0, 1, max_denominator=9))
def test_the_bounds_of_a_term_hold_its_values(term: Term, bounds: Bounds, part: Fraction) -> None:
    low, high = Fraction(bounds.lower), Fraction(bounds.upper)
    x = low + (high - low) * part
    assume(bounds.contains(x))
    try:
        ball = enclose(term, {"x": x})
    except NoMeaning:
        assume(False)
    found = bounds_of(term, {"x": bounds})
    assert not ball < _ball(found.lower)
    assert not ball > _ball(found.upper)


def _ball(end: Fraction | float) -> object:
    if isinstance(end, float):
        return end
    return enclose(number(end), {})


@pytest.mark.parametrize(
    ("text", "lets", "sign"),
    [
        ("1+e^x", (), 1),
        ("1-p", ("0 < p", "p < 1"), 1),
        ("p - 1", ("0 < p", "p < 1"), -1),
        ("x^2+1", (), 1),
        ("x x + 1", (), 1),
        ("2+\\sin x", (), 1),
        ("x", ("x > 0",), 1),
        ("x - y", ("x > y",), 1),
        ("y - x", ("x > y",), -1),
        ("x + y", ("x > y", "y > 0"), 1),
        ("x y", ("x < y", "y < 0"), 1),
        (r"\sum_{i=1}^n e^{x_i}", (), 1),
        ("x", (), None),
        ("1 + \\sin x", (), None),
    ],
)
def test_signs_over_a_domain(text: str, lets: tuple[str, ...], sign: int | None) -> None:
    term, _, scope = sides(text, text, lets)
    assert domain_of(scope, term).bounds(term).sign == sign


def test_open_and_closed_ends() -> None:
    assert POSITIVE.positive
    assert not between(0, 1).positive
    assert between(0, 1).nonnegative
    assert exactly(Fraction(0)).sign is None
    assert EVERYTHING.reciprocal() == EVERYTHING
