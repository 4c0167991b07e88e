"""Integrals and sums with closed forms: each row against quadrature, published values, mutants."""

from __future__ import annotations

from fractions import Fraction

import pytest

from symcalc.check import closed
from symcalc.check.claim import Question, expanded
from symcalc.check.truth import holds_at
from symcalc.core.term import INFINITY, ONE, ZERO, integral, name, neg, number
from symcalc.core.verdict import Says, Verdict
from symcalc.mean.interval import enclose
from symcalc.rules.integrals import (
    BETA,
    EXPONENTIAL,
    HALF_GAUSSIAN,
    STUDENT,
    KnownIntegral,
    Range,
    beta_prime,
    gaussian_moment,
    power_exponential,
)
from tests.check.claims import judged, sides

Y = name("y")
BOUNDS = {
    Range.LINE: (neg(INFINITY), INFINITY),
    Range.HALF: (ZERO, INFINITY),
    Range.UNIT: (ZERO, ONE),
}


@pytest.mark.parametrize(
    ("row", "parameters"),
    [
        *((gaussian_moment(n), ("3/2", "-2/3")) for n in range(5)),
        *((power_exponential(q), ("7/3", "3/4")) for q in (1, 2, 3)),
        *((power_exponential(q), ("-7/3", "3/4")) for q in (-1, -2)),
        *((beta_prime(n), ("3/2", "11/3", "3/4", "2")) for n in (1, 2, 3)),
        (STUDENT, ("5/3", "2", "1/2", "3")),
        (HALF_GAUSSIAN, ("3/2", "-2/3")),
        (HALF_GAUSSIAN, ("1/2", "5/3")),
        (BETA, ("7/3", "5/2")),
        (BETA, ("2/3", "1/3")),
        (EXPONENTIAL, ("-7/3",)),
    ],
)
def test_every_row_against_quadrature(row: KnownIntegral, parameters: tuple[str, ...]) -> None:
    values = [number(Fraction(text)) for text in parameters]
    assert all(holds_at(need, {}) for need in row.needs(*values))
    area = integral(row.body(Y, *values), Y, *BOUNDS[row.range])
    ball, value = enclose(area, {}), enclose(row.value(*values), {})
    assert ball.overlaps(value)
    assert ball.rad() < 1e-12 * abs(value)


def proof(left: str, right: str, *lets: str) -> closed.Proof | None:
    a, b, scope = sides(left, right, lets)
    return closed.prove(expanded(Question(a, b, "=", scope)))


NORMAL = r"\frac{1}{\sqrt{2\pi}\sigma} e^{-\frac12(\frac{x-\mu}{\sigma})^2}"
GAMMA = r"\frac{b^a}{\Gamma(a)} x^{a-1} e^{-b x}"
POISSON = r"\frac{\lambda^k e^{-\lambda}}{k!}"
PUBLISHED = [
    (rf"\int_{{-\infty}}^\infty {NORMAL} dx", "1"),
    (rf"\int_{{-\infty}}^\infty x {NORMAL} dx", r"\mu"),
    (rf"\int_{{-\infty}}^\infty (x-\mu)^2 {NORMAL} dx", r"\sigma^2"),
    (rf"\int_{{-\infty}}^\infty (x-\mu)^4 {NORMAL} dx", r"3\sigma^4"),
    (rf"\int_{{-\infty}}^\infty e^{{tx}} {NORMAL} dx", r"e^{\mu t+\frac12\sigma^2t^2}"),
    (rf"\int_0^\infty {GAMMA} dx", "1"),
    (rf"\int_0^\infty x {GAMMA} dx", r"\frac{a}{b}"),
    (rf"\int_0^\infty (x-\frac{{a}}{{b}})^2 {GAMMA} dx", r"\frac{a}{b^2}"),
    (rf"\int_0^\infty e^{{-tx}} {GAMMA} dx", r"(1+\frac{t}{b})^{-a}"),
    (r"\int_0^\infty x^{-a-1} e^{-b/x} dx", r"\frac{\Gamma(a)}{b^a}"),
    (r"\int_c^\infty b e^{-b x} dx", r"e^{-b c}"),
    (r"\int_0^1 x^2 x^{a-1} (1-x)^{b-1} dx", r"\frac{\Gamma(a+2)\Gamma(b)}{\Gamma(a+b+2)}"),
    (r"\int_0^\infty \frac{x^{a-1}}{(1+x)^{a+b}} dx", r"\frac{\Gamma(a)\Gamma(b)}{\Gamma(a+b)}"),
    (r"\int_{-\infty}^\infty (1+\frac{x^2}{a})^{-\frac{a+1}{2}} dx",
     r"\frac{\sqrt{a\pi}\Gamma(a/2)}{\Gamma(\frac{a+1}{2})}"),
    (r"\int_b^\infty x \frac{a b^a}{x^{a+1}} dx", r"\frac{a b}{a-1}"),
    (r"\int_0^\infty \frac{1}{1+x^4} dx", r"\frac{\pi}{2\sqrt2}"),
    (r"\int_0^\infty x^2 e^{-x^2} dx", r"\frac{\sqrt\pi}{4}"),
    (r"\int_{-\infty}^x \frac{1}{\sqrt{2\pi}} e^{-t^2/2} dt",
     r"\frac12(1+\mathrm{erf}(\frac{x}{\sqrt2}))"),
    (r"\int_{-\infty}^\infty \int_{-\infty}^\infty e^{-(x^2+y^2)} dx dy", r"\pi"),
    (r"\int_0^\infty \int_0^{2\pi} r e^{-r^2} d\theta dr", r"\pi"),
    (r"\int_a^b x^2 dx", r"\frac{b^3-a^3}{3}"),
    (r"\sum_{k=0}^\infty \frac{x^k}{k!}", r"e^x"),
    (rf"\sum_{{k=0}}^\infty k {POISSON}", r"\lambda"),
    (rf"\sum_{{k=0}}^\infty k^2 {POISSON}", r"\lambda^2+\lambda"),
    (rf"\sum_{{k=0}}^\infty e^{{tk}} {POISSON}", r"e^{\lambda(e^t-1)}"),
    (r"\sum_{k=0}^n \binom{n}{k}", r"2^n"),
    (r"\sum_{k=0}^n x^k", r"\frac{1-x^{n+1}}{1-x}"),
    (r"\sum_{k=1}^\infty k^2 x^k", r"\frac{x(1+x)}{(1-x)^3}"),
    (r"\sum_{k=0}^\infty \binom{k+a-1}{k} x^k", r"(1-x)^{-a}"),
]  # fmt: skip
POSITIVE = ("a > 1", "b > 0", r"\sigma > 0", r"\lambda > 0", "t > 0", "x < 1", "x > 0", "c > 0")


def _lets(*texts: str) -> tuple[str, ...]:
    """What is said of the names that occur; an x that is integrated over is left alone."""
    whole = " ".join(texts)
    return tuple(let for let in POSITIVE if let[0] != "x" or ("dx" not in whole and "x" in whole))


@pytest.mark.parametrize(("left", "right"), PUBLISHED)
def test_published_values_are_proved(left: str, right: str) -> None:
    found = proof(left, right, *_lets(left, right))
    assert found is not None
    assert found.conditions == ()


@pytest.mark.parametrize(("left", "right"), PUBLISHED)
@pytest.mark.parametrize("mutant", ["2({})", "-({})", "({}) + 1"])
def test_mutants_of_published_values_are_not_proved(left: str, right: str, mutant: str) -> None:
    assert proof(left, mutant.format(right), *_lets(left, right)) is None


@pytest.mark.parametrize(("left", "right"), PUBLISHED)
def test_a_mutant_of_each_is_refuted(left: str, right: str) -> None:
    declared = (*_lets(left, right), "mu: real", "n > 0")
    found = judged(left, f"2 ({right})", *declared)
    assert found.evidence[0].says is Says.FAILS
    assert found.evidence[0].witness
    if found.code != "SC402":  # names on one side only, which another rule is about
        assert found.verdict is Verdict.REFUTED


@pytest.mark.parametrize(
    ("left", "right", "conditions"),
    [
        (r"\int_0^\infty x^{a-1} e^{-b x} dx", r"\frac{\Gamma(a)}{b^a}", ("a > 0", "b > 0")),
        (r"\sum_{k=1}^\infty k x^k", r"\frac{x}{(1-x)^2}", ("|x| < 1",)),
    ],
)
def test_what_is_not_stated_is_a_condition(
    left: str, right: str, conditions: tuple[str, ...]
) -> None:
    found = proof(left, right)
    assert found is not None
    assert found.conditions == conditions


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (rf"\int_{{-\infty}}^\infty {NORMAL} dx", "1"),  # -1 where σ < 0
        (r"\int_{-\infty}^\infty |x| e^{-x^2} dx", "0"),
        (r"\int_{-\infty}^\infty \sqrt{x^2} e^{-x^2} dx", "0"),
        (r"\int_0^\infty \lfloor x \rfloor e^{-x} dx", "1"),
        (r"\sum_{k=0}^\infty 2^k", "-1"),
        (r"\int_0^\infty x^{-2} e^{-x} dx", r"\Gamma(-1)"),
    ],
)
def test_what_the_tables_do_not_say(left: str, right: str) -> None:
    assert proof(left, right) is None
