"""p(x | θ) and P(X ≤ x): functions of which only the arguments are known."""

from __future__ import annotations

import warnings

import pytest

from symcalc.check.opaque import function_as_written, with_plain_arguments
from symcalc.core.term import Op, apply, contains, function_key, functions_in, make, name, relation
from symcalc.core.verdict import Verdict
from tests.check.claims import judged

X, Y, A = name("X"), name("Y"), name("a")
GIVEN_A = make(Op.TUPLE, A, data="given")


def test_a_condition_becomes_an_argument() -> None:
    plain = with_plain_arguments(apply("p", X, GIVEN_A))
    assert plain.args == (X, A)
    assert function_as_written(function_key(plain)) == "p"
    assert not contains(plain, Op.TUPLE)


def test_different_patterns_are_different_functions() -> None:
    both = make(Op.AND, relation("=", X, A), relation("<", Y, A))
    events = [
        apply("P", X, GIVEN_A),
        apply("P", X, A),
        apply("P", relation("=", X, A)),
        apply("P", relation("<=", X, A)),
        apply("P", both),
        apply("P", relation("=", X, A), relation("<", Y, A)),
    ]
    plain = [with_plain_arguments(event) for event in events]
    assert len(set(plain)) == len(events)
    assert all(len(functions_in(term)) == 1 for term in plain)


def test_derivatives_stay_with_their_arguments() -> None:
    slope = apply("p", X, GIVEN_A, orders=(1, 0))
    assert with_plain_arguments(slope).data == ("p[·,given1·]", (1, 0))


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (r"p(x \mid \theta) p(\theta)", r"p(\theta) p(x \mid \theta)"),
        (r"P(X \le x, Y = 1) + 2 P(X \le x, Y = 1)", r"3 P(X \le x, Y = 1)"),
        (r"\log(e^{p(x \mid \theta)})", r"p(x \mid \theta)"),
        (
            r"\frac{d}{d\theta} \left(\theta^2 p(x \mid \theta)\right)",
            r"2 \theta p(x \mid \theta) + \theta^2 \frac{d}{d\theta} p(x \mid \theta)",
        ),
    ],
)
def test_what_holds_for_any_function_is_proved(left: str, right: str) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert judged(left, right).verdict is Verdict.PROVED


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (r"p(x \mid \theta)", r"p(\theta \mid x)"),
        (r"p(x \mid y)", r"p(x, y)"),
        (r"P(X \le x, Y = 1)", r"P(X < x, Y = 1)"),
    ],
)
def test_what_fails_for_some_function_is_undecided(left: str, right: str) -> None:
    found = judged(left, right)
    assert (found.verdict, found.code) == (Verdict.UNDECIDED, "SC407")
    assert "arbitrary" in found.message
    assert "[" not in found.message
