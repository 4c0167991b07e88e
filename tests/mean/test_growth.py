"""Bounds that hold up to infinity, against values far out."""

from __future__ import annotations

import flint
import pytest

from symcalc.core.term import Term
from symcalc.mean.errors import NoMeaning
from symcalc.mean.growth import Growth, GrowthNumbers, bound_of, tail_of, variable
from symcalc.mean.interval import BALL
from symcalc.mean.numeric import evaluate
from tests.check.claims import sides

START = flint.arb(8)


def growth(text: str) -> tuple[Term, Growth]:
    term, _, _ = sides(text, "1")
    return term, evaluate(term, {"y": variable(START)}, GrowthNumbers(START))


@pytest.mark.parametrize(
    "text",
    [
        r"y^{-2}",
        r"\frac{1}{1+y^2}",
        r"\frac{y+3}{y^3 - 5y + 1}",
        r"e^{-y}",
        r"y^3 e^{-y^2/2 + 3y}",
        r"\frac{e^{-y}}{(1+e^{-y})^2}",
        r"\frac{y^3}{e^y - 1}",
        r"\frac{\log y}{y^2}",
        r"y^{-3/2} \cos(y)",
        r"(1+y^2/3)^{-4/3}",
        r"e^{-\sqrt{y}}",
        r"\frac{1}{y} \sin\frac{1}{y}",
        r"1 - \cos\frac{1}{y}",
        r"\log(1+\frac{1}{y^2})",
        r"e^{1/y^2} - 1",
        r"\frac{1}{\cosh y}",
        r"\mathrm{erfc}(y)",
        r"2^{-y}",
    ],
)
def test_bounds_hold_far_out(text: str) -> None:
    term, value = growth(text)
    bound, tail = bound_of(value), tail_of(value)
    assert bound is not None
    assert tail is not None
    places = [flint.arb(8) * flint.arb(2) ** (flint.arb(k) / 3) for k in range(40)]
    sizes = [abs(evaluate(term, {"y": place}, BALL)) for place in places]
    assert all(not size > bound for size in sizes)
    spread = flint.arb(2) ** (flint.arb(1) / 3) - 1
    lower = sum(
        (min(a.lower(), b.lower(), key=float) * place * spread
         for a, b, place in zip(sizes, sizes[1:], places, strict=False)), flint.arb(0)
    )  # fmt: skip
    if "cos(y)" not in text:  # falling: a lower sum of the integral
        assert not lower > tail


@pytest.mark.parametrize("text", [r"\frac{1}{y}", r"\frac{1}{\sqrt{y}}", "1", r"e^{y}", r"\cos y"])
def test_what_has_no_finite_tail(text: str) -> None:
    assert tail_of(growth(text)[1]) is None


@pytest.mark.parametrize("text", [r"\log(10 - y)", r"(3-y)^{1/2}", r"\frac{1}{y-10}", r"\Gamma(y)"])
def test_what_is_not_bounded(text: str) -> None:
    with pytest.raises(NoMeaning):
        growth(text)
