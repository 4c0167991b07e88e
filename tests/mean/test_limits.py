"""Limits in balls: known ones, ones that do not exist, and ones that are out of reach."""

from __future__ import annotations

from fractions import Fraction

import pytest

from symcalc.core.verdict import Verdict
from symcalc.mean.errors import NoMeaning, Undefined
from symcalc.mean.interval import enclose
from tests.check.claims import judged, sides

SEVEN = Fraction(7, 3)


@pytest.mark.parametrize(
    ("text", "value", "values"),
    [
        (r"\lim_{x\to 0} \frac{\sin x}{x}", "1", {}),
        (r"\lim_{n\to\infty} (1+\frac{t}{n})^n", "e^t", {"t": SEVEN}),  # DLMF 4.4.13
        (r"\lim_{x\to 0} \frac{1-\cos x}{x^2}", r"\frac12", {}),
        (r"\lim_{x\to\infty} x e^{-x}", "0", {}),
        (r"\lim_{x\to 2} \frac{x^2-4}{x-2}", "4", {}),
        (r"\lim_{x\to 0^+} x\log x", "0", {}),
        (r"\lim_{x\to 0} \frac{e^x-1}{x}", "1", {}),
        (r"\lim_{x\to -\infty} \frac{2x^2+1}{x^2-x}", "2", {}),
        (r"\lim_{x\to\infty} \frac{\log x}{x}", "0", {}),
        (r"\lim_{n\to\infty} \frac{2k^2}{n-k-1}", "0", {"k": SEVEN}),
    ],
)
def test_known_limits(text: str, value: str, values: dict[str, Fraction]) -> None:
    a, b, _ = sides(text, value)
    ball = enclose(a, values)
    assert ball.overlaps(enclose(b, values))
    assert ball.rad() < 1e-12


def test_sides_that_differ_have_no_limit() -> None:
    with pytest.raises(Undefined):
        enclose(sides(r"\lim_{x\to 0} \frac{|x|}{x}", "1")[0], {})


@pytest.mark.parametrize("text", [r"\lim_{x\to 0} \frac1x", r"\lim_{x\to\infty} x \sin x"])
def test_what_does_not_stay_bounded(text: str) -> None:
    with pytest.raises(NoMeaning):
        enclose(sides(text, "1")[0], {})


def test_an_oscillation_keeps_a_wide_ball() -> None:
    assert enclose(sides(r"\lim_{x\to\infty} \sin x", "1")[0], {}).rad() >= 1


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (r"\lim_{x\to 0} \frac{\sin x}{x}", "0"),
        (r"\lim_{n\to\infty} (1+\frac{1}{n})^n", "1"),
        (r"\lim_{x\to 0} \frac{1-\cos x}{x^2}", "1"),
        (r"\lim_{x\to\infty} x e^{-x}", "1"),
    ],
)
def test_a_wrong_limit_is_refuted(left: str, right: str) -> None:
    assert judged(left, right).verdict is Verdict.REFUTED
