"""Errors of double precision, against what is known of the computations."""

from __future__ import annotations

import math

import pytest

from symcalc.core.term import ONE, Term, add, call, free_names, name, sub
from symcalc.mean.rounding import culprit, loss, places, rounded
from symcalc.read import read_expression


def term(text: str) -> Term:
    return read_expression(text).terms[0]


X = name("x")


@pytest.mark.parametrize(
    ("text", "part"),
    [
        (r"\log(1+x)", r"\log(1+x)"),
        (r"e^x-1", "e^x-1"),
        (r"\frac{1-\cos x}{x^2}", r"1-\cos x"),
        (r"\frac{e^x}{1+e^x}", "e^x"),
        (r"\log(e^a+e^b)", "e^a"),
        (r"\sqrt{x^2+y^2}", "x^2"),
        (r"\sqrt{x+1}-\sqrt{x}", r"\sqrt{x+1}-\sqrt{x}"),
    ],
)
def test_the_part_that_loses_the_digits_is_named(text: str, part: str) -> None:
    whole = term(text)
    found = loss(whole, list(places(sorted(free_names(whole)))))
    assert found is not None
    assert found.error >= 1
    assert culprit(whole, found.place) is term(part)


@pytest.mark.parametrize(
    "text", ["x+1", r"\sin x", "x y", r"\frac{1}{1+e^{-x}}", r"\arctan x", r"\sqrt{x}", "|x|"]
)
def test_what_is_computed_well_is_not_blamed(text: str) -> None:
    whole = term(text)
    assert loss(whole, list(places(sorted(free_names(whole))))) is None


def test_the_error_is_relative_to_the_true_value() -> None:
    found = rounded(add(X, ONE), {"x": 1.0}, 3.0)
    assert found is not None
    assert (found.true, found.error) == (2.0, 0.5)


def test_overflow_is_an_infinite_error_unless_the_value_is_too_large_itself() -> None:
    large = call("exp", X)
    assert rounded(large, {"x": 1000.0}, math.inf) is None
    quotient = sub(call("log", call("exp", X)), ONE)
    found = rounded(quotient, {"x": 1000.0}, math.inf)
    assert found is not None
    assert found.error == math.inf


def test_places_have_every_size_and_both_signs() -> None:
    one = [place["x"] for place in places(["x"])]
    assert {abs(value) for value in one} >= {1.0, 1e-17, 1e17, 750.0}
    assert {value > 0 for value in one} == {True, False}
    assert len(list(places(["x", "y"]))) > len(one)
    assert list(places([])) == [{}]
