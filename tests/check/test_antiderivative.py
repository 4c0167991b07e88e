"""Integrals without bounds, and what becomes of their constant."""

from __future__ import annotations

import pytest

from symcalc.core.verdict import Verdict
from tests.check.claims import judged


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (r"\int 2x dx", r"x^2 + C"),
        (r"\int \frac{dx}{x}", r"\int \frac1x dx"),
        (r"\int \frac{dx}{x}", r"\ln |x| + C"),
        (r"\int x e^x dx", r"x e^x - \int e^x dx"),  # by parts
        (r"\int \sin x \cos x dx", r"\frac12 \sin^2 x + C"),
        (r"\int \sin x \cos x dx", r"-\frac14 \cos(2x) + C"),  # the constants differ
        (r"\int f(x) dx + \int g(x) dx", r"\int (f(x) + g(x)) dx"),
        (r"\int f(x) dx", r"\int f(x) dx + C"),
    ],
)
def test_antiderivatives_with_their_constant_are_proved(left: str, right: str) -> None:
    assert judged(left, right).verdict is Verdict.PROVED


@pytest.mark.parametrize(
    ("left", "right", "condition"),
    [
        (r"\int 2x dx", r"x^2", "up to a constant"),
        (r"\int 2x dx", r"x^2 + 7", "up to a constant"),
        (r"\int \frac{dx}{x}", r"\ln x + C", "x > 0"),
        (r"\int x^n dx", r"\frac{x^{n+1}}{n+1} + C", "n ≠ -1"),
    ],
)
def test_what_an_antiderivative_rests_on_is_said(left: str, right: str, condition: str) -> None:
    found = judged(left, right)
    assert found.verdict is Verdict.CONDITIONAL
    assert condition in found.conditions


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (r"\int \frac{dx}{x}", r"\int \frac1x dx + 1"),
        (r"\int 2x dx - 5", r"2 \int x dx"),
        (r"\int f(x) dx + (x+1)^2", r"\int f(x) dx + x^2 + 2x"),
    ],
)
def test_the_same_integrals_off_by_a_number_are_neither_right_nor_wrong(
    left: str, right: str
) -> None:
    found = judged(left, right)
    assert (found.verdict, found.code) == (Verdict.UNDECIDED, "SC413")


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (r"\int 2x dx", r"x^3 + C"),
        (r"\int \cos x dx", r"-\sin x + C"),
        (r"\int e^{2x} dx", r"e^{2x} + C"),
        (r"\int x e^x dx", r"x e^x + \int e^x dx"),
        (r"\int \frac{dx}{x}", r"-\frac{1}{x^2} + C"),
    ],
)
def test_wrong_antiderivatives_are_refuted(left: str, right: str) -> None:
    assert judged(left, right).verdict is Verdict.REFUTED
