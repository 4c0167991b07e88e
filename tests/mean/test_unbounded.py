"""Improper integrals and infinite series in balls: published values, and what must be refused."""

from __future__ import annotations

from fractions import Fraction

import pytest

from symcalc.mean.errors import CannotEvaluate, NoMeaning
from symcalc.mean.interval import enclose
from tests.check.claims import sides

THIRD, SEVEN = Fraction(1, 3), Fraction(7, 3)


@pytest.mark.parametrize(
    ("left", "right", "values"),
    [
        (r"\int_{-\infty}^\infty e^{-x^2} dx", r"\sqrt\pi", {}),  # DLMF 7.2.1
        (r"\int_{\infty}^{-\infty} e^{-x^2} dx", r"-\sqrt\pi", {}),
        (r"\int_{-\infty-c}^{\infty} e^{-x^2} dx", r"\sqrt\pi", {"c": SEVEN}),
        (r"\int_0^\infty \frac{1}{1+x^2} dx", r"\frac{\pi}{2}", {}),
        (r"\int_0^1 \log x dx", "-1", {}),
        (r"\int_1^\infty \frac{1}{x^3} dx", r"\frac12", {}),
        (r"\int_0^\infty x^{a-1} e^{-bx} dx", r"\Gamma(a) b^{-a}", {"a": THIRD, "b": SEVEN}),
        (r"\int_0^1 x^{a-1} (1-x)^{b-1} dx", r"\frac{\Gamma(a)\Gamma(b)}{\Gamma(a+b)}",
         {"a": THIRD, "b": SEVEN}),  # DLMF 5.12.1
        (r"\int_{-\infty}^\infty (1+x^2/a)^{-(a+1)/2} dx",
         r"\frac{\sqrt{a\pi}\Gamma(a/2)}{\Gamma((a+1)/2)}", {"a": SEVEN}),
        (r"\int_{-\infty}^\infty \frac{e^{-x}}{(1+e^{-x})^2} dx", "1", {}),
        (r"\int_{-\infty}^\infty e^{-|x-a|} dx", "2", {"a": THIRD}),
        (r"\int_0^\infty \frac{x^3}{e^x-1} dx", r"\frac{\pi^4}{15}", {}),  # DLMF 25.5.1
        (r"\int_0^\infty e^{-x}\cos x dx", r"\frac12", {}),
        (r"\int_0^\infty \frac{1-\cos x}{x^2} e^{-x} dx", r"\frac{\pi}{4}-\frac{\log 2}{2}", {}),
        (r"\int_2^\infty \max(3-x, 0) dx", r"\frac12", {}),
        (r"\sum_{k=0}^\infty \frac{x^k}{k!}", "e^x", {"x": Fraction(-5)}),
        (r"\sum_{k=1}^\infty k^2 \frac{x^k}{k!}", "(x+x^2) e^x", {"x": SEVEN}),
        (r"\sum_{k=0}^\infty \binom{k+2}{k} x^k", "(1-x)^{-3}", {"x": THIRD}),  # DLMF 4.6.7
        (r"\sum_{k=0}^\infty \frac{(-1)^k x^{2k+1}}{(2k+1)!}", r"\sin x", {"x": Fraction(10)}),
        (r"\sum_{k=1}^\infty \frac{x^k}{k}", r"-\log(1-x)", {"x": -THIRD}),
        (r"\sum_{k=0}^\infty \frac{(2k)!}{4^k (k!)^2} x^k", r"(1-x)^{-1/2}", {"x": THIRD}),
    ],
)  # fmt: skip
def test_published_values(left: str, right: str, values: dict[str, Fraction]) -> None:
    a, b, _ = sides(left, right)
    ball, value = enclose(a, values), enclose(b, values)
    assert ball.overlaps(value)
    assert ball.rad() < 1e-13


def test_a_slow_series_has_a_wide_ball() -> None:
    a, b, _ = sides(r"\sum_{k=1}^\infty \frac{1}{k^2}", r"\frac{\pi^2}{6}")
    assert enclose(a, {}).overlaps(enclose(b, {}))
    assert enclose(a, {}).rad() > 1e-6


@pytest.mark.parametrize(
    "text",
    [
        r"\int_1^\infty \frac{1}{x} dx",
        r"\int_0^1 \frac{1}{x} dx",
        r"\int_{-1}^1 \frac{1}{x^2} dx",
        r"\int_0^\infty \cos x dx",
        r"\int_{-\infty}^\infty \frac{x}{1+x^2} dx",
        r"\int_{-\infty}^\infty \sqrt{x} e^{-x} dx",
        r"\int_0^\infty \frac{1}{(x-3)^2} dx",
        r"\sum_{k=0}^\infty 2^k",
        r"\sum_{k=0}^\infty (-1)^k",
        r"\sum_{k=1}^\infty \frac{1}{k}",
        r"\sum_{k=2}^\infty \frac{1}{k \log k}",
        r"\sum_{k=0}^\infty k!",
    ],
)
def test_what_diverges_has_no_ball(text: str) -> None:
    with pytest.raises(NoMeaning):
        enclose(sides(text, "1")[0], {})


def test_infinity_is_no_number() -> None:
    with pytest.raises(CannotEvaluate):
        enclose(sides(r"1 + \infty", "1")[0], {})
