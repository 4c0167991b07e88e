"""Powers of negative numbers: whole exponents are even or odd, and nothing else is."""

from __future__ import annotations

from fractions import Fraction
from random import Random

import pytest

from symcalc.check.prime.errors import InfeasibleError
from symcalc.check.prime.linear import Form
from symcalc.check.prime.parity import Parities
from symcalc.core.verdict import Verdict
from tests.check.claims import judged

PROVED = (Verdict.PROVED, Verdict.CONDITIONAL)


@pytest.mark.parametrize(
    ("left", "right", "lets"),
    [
        ("(-1)^{2n}", "1", ("n: integer",)),
        ("(-1)^{2n+1}", "-1", ("n: integer",)),
        ("(-1)^{n+m}", "(-1)^n (-1)^m", ("n: integer", "m: integer")),
        ("(-1)^{n-m}", "(-1)^{n+m}", ("n: integer", "m: integer")),
        ("(-x)^{2n}", "x^{2n}", ("n: integer",)),
        ("x^{n+1}", "x x^n", ()),
        ("(xy)^n", "x^n y^n", ()),
        (r"\sqrt{x^{2n}}", "|x|^n", ("n: integer",)),
    ],
)
def test_what_is_true_for_negative_numbers_too_is_proved(
    left: str, right: str, lets: tuple[str, ...]
) -> None:
    assert judged(left, right, *lets).verdict in PROVED


@pytest.mark.parametrize(
    ("left", "right", "lets"),
    [
        ("|x^n|", "x^n", ()),
        ("|x^n|", "x^n", ("n: integer",)),
        (r"\sqrt{x^{2n}}", "x^n", ("n: integer",)),
        (r"|\sqrt[3]{y}^y|", r"\sqrt[3]{y}^y", ()),
        ("(-1)^{3n}", "1", ("n: integer",)),
        ("(-x)^{n}", "x^{n}", ("n: integer",)),
    ],
)
def test_what_is_false_for_some_negative_number_is_refuted(
    left: str, right: str, lets: tuple[str, ...]
) -> None:
    assert judged(left, right, *lets).verdict is Verdict.REFUTED


def test_a_power_of_what_may_be_negative_has_either_sign() -> None:
    assert judged("x^y", "0", "x: real", "y: real", sign=">").verdict is Verdict.REFUTED
    assert judged("x^y", "0", "x > 0", sign=">").verdict is Verdict.PROVED
    assert judged(r"\max(x, 1)", r"\max(x, 1, -x^y)").verdict not in PROVED


def test_an_exponent_that_may_be_a_half_is_not_even_when_doubled() -> None:
    assert judged("(x^2)^y", "x^{2y}").verdict not in PROVED  # y = 1/2


A: Form = {7: Fraction(1)}
B: Form = {11: Fraction(1)}
A_AND_B: Form = {7: Fraction(1), 11: Fraction(1)}


@pytest.mark.parametrize("seed", range(20))
def test_parities_add_and_multiply(seed: int) -> None:
    parities = Parities(Random(seed))  # noqa: S311 - mathematics
    a, b = parities.of(A), parities.of(B)
    assert parities.of(A_AND_B) == (a + b) % 2
    assert parities.of({7: Fraction(2)}) == 0
    assert parities.of({7: Fraction(3), 1: Fraction(5)}) == (a + 1) % 2
    assert parities.of({1: Fraction(4)}) == 0


def test_a_double_that_was_taken_to_be_odd_has_no_half() -> None:
    outcomes = set()
    for seed in range(20):
        parities = Parities(Random(seed))  # noqa: S311 - mathematics
        double = parities.of({7: Fraction(2)})
        try:
            parities.of(A)
        except InfeasibleError:
            outcomes.add(double)
    assert outcomes == {1}
