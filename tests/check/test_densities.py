"""Densities by name: proved under a reading that is named, and never refuted."""

from __future__ import annotations

import pytest

from symcalc.check.claim import Question
from symcalc.check.densities import Reading, proved_by_a_reading
from symcalc.check.judge import judge
from symcalc.core.verdict import Verdict
from symcalc.read import read_document

INTRODUCTION = r"Let $\sigma > 0$, $a > 0$, $b > 0$ and $\mu \in \mathbb{R}$."
NORMAL = r"\frac{1}{\sqrt{2\pi}\sigma} \exp\left[-\frac12\left(\frac{y-\mu}{\sigma}\right)^2\right]"
SAMPLE = (
    r"\prod_{i=1}^n \frac{1}{\sqrt{2\pi}\sigma}"
    r"\exp\left[-\frac12\left(\frac{y_i-\mu}{\sigma}\right)^2\right]"
)


def reading(line: str, introduction: str = INTRODUCTION) -> Reading | None:
    statement = read_document(f"{introduction}\n\n$$ {line} $$\n").statements[-1]
    assert statement.left is not None
    assert statement.right is not None
    return proved_by_a_reading(Question(statement.left, statement.right, "=", statement.scope))


@pytest.mark.parametrize(
    ("line", "says"),
    [
        (rf"{NORMAL} = \mathcal{{N}}(y; \mu, \sigma^2)", "variance σ^2"),
        (rf"{NORMAL} = \mathcal{{N}}(y; \mu, \sigma)", "standard deviation σ"),
        (rf"{NORMAL} = \mathcal{{N}}(y \mid \mu, 1/\sigma^2)", "precision 1/σ^2"),
        (rf"\prod_{{i=1}}^n \mathcal{{N}}(y_i; \mu, \sigma^2) = {SAMPLE}", "variance σ^2"),
        (r"\frac{b^a}{\Gamma(a)} y^{a-1} e^{-by} = \mathrm{Gam}(y; a, b)", "rate b"),
        (r"\frac{1}{b^a \Gamma(a)} y^{a-1} e^{-y/b} = \mathrm{Gam}(y; a, b)", "scale b"),
        (r"\int_0^\infty \mathrm{Gam}(x; a+2, b) dx + a = 1 + a", "rate b"),
        (r"\int_0^1 x \mathrm{Bet}(x; a, b) dx = \frac{a}{a+b}", "beta density"),
        (r"\int_{-\infty}^\infty x \mathcal{N}(x; \mu, \sigma^2) dx = \mu", "variance σ^2"),
        (r"\sum_{k=0}^\infty k \mathrm{Poiss}(k; a) = a", "Poisson"),
        (r"\int_0^\infty x \mathrm{Exp}(x; a) dx = \frac{1}{a}", "rate a"),
        (r"\int_0^\infty x \mathrm{Exp}(x; a) dx = a", "mean a"),
    ],
)
def test_the_reading_that_makes_a_line_true_is_named(line: str, says: str) -> None:
    found = reading(line)
    assert found is not None
    assert says in found.conditions[0]


@pytest.mark.parametrize(
    "line",
    [
        r"\frac{1}{\sqrt{2\pi}\sigma} e^{(y-\mu)^2/(2\sigma^2)} = \mathcal{N}(y; \mu, \sigma^2)",
        r"\frac{b^a}{\Gamma(a)} y^{a} e^{-by} = \mathrm{Gam}(y; a, b)",
        r"\int_0^1 x \mathrm{Bet}(x; a, b) dx = \frac{b}{a+b}",
        r"\int_{-\infty}^\infty \mathrm{Gam}(x; a, b) dx + a = 1 + a",  # 0 below 0
        r"\int_{-1}^0 \mathrm{Exp}(x; a) dx = e^a - 1",  # outside of the support
        r"\int_2^{-1} \mathrm{Bet}(x; 2, 2) dx = -\frac{27}{2}",
        r"\sum_{k=0}^\infty k \mathrm{Poiss}(k; a) = a^2",
    ],
)
def test_what_is_true_under_no_reading(line: str) -> None:
    assert reading(line) is None


def test_a_positive_scale_is_a_condition_where_the_page_does_not_say_so() -> None:
    found = reading(rf"{NORMAL} = \mathcal{{N}}(y; \mu, \sigma^2)", "Text.")
    assert found is not None
    assert "σ > 0" in found.conditions


def test_a_line_under_a_reading_is_conditional_and_a_wrong_one_open() -> None:
    for right, verdict in (("rate", Verdict.CONDITIONAL), ("other", Verdict.UNDECIDED)):
        power = "a-1" if right == "rate" else "a+1"
        line = rf"\frac{{b^a}}{{\Gamma(a)}} y^{{{power}}} e^{{-by}} = \mathrm{{Gam}}(y; a, b)"
        statement = read_document(f"{INTRODUCTION}\n\n$$ {line} $$\n").statements[-1]
        assert judge(statement).verdict is verdict


def test_what_the_page_defines_has_no_other_reading() -> None:
    page = r"$\mathrm{Exp}(x; a) = x$ defines it."
    assert reading(r"\int_0^1 \mathrm{Exp}(x; a) dx = \frac12", page) is None
