"""Improper integrals: what supports them, what proves them, and that nothing here refutes."""

from __future__ import annotations

import pytest

from symcalc.check.compare import compare
from symcalc.check.judge import judge
from symcalc.check.oracles.quadrature import integrate_at
from symcalc.core.problem import Scope
from symcalc.core.verdict import Says, Verdict
from symcalc.read import read_document
from tests.check.claims import sides


def says(left: str, right: str) -> Says:
    a, b, _ = sides(left, right)
    return integrate_at(a, b, [{}], 3.0).says


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (r"\int_{-\infty}^\infty e^{-x^2} dx", r"\sqrt\pi"),  # DLMF 7.2.1, 7.2.2
        (r"\int_0^\infty \frac{1}{1+x^2} dx", r"\frac{\pi}{2}"),
        (r"\int_0^1 \log x dx", r"-1"),  # a singularity at an end
        (r"\int_1^\infty \frac{1}{x^3} dx", r"\frac12"),
        (r"\int_0^1 \int_0^x x y dy dx", r"\frac18"),
        (r"\int_0^\infty e^{-x} \log x dx", r"\int_0^1 \log(-\log x) dx"),  # -γ, DLMF 5.9.18
    ],
)
def test_integrals_that_agree(left: str, right: str) -> None:
    assert says(left, right) is Says.AGREES


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (r"\int_1^\infty \frac{1}{x} dx", "1"),
        (r"\int_1^\infty \frac{1}{x} dx", r"\int_2^\infty \frac{1}{x} dx"),  # both diverge
        (r"\int_{-\infty}^\infty \frac{x}{1+x^2} dx", "0"),  # only a principal value
        (r"\int_0^\infty \cos x dx", "0"),
        (r"\int_{-\infty}^\infty \frac{x^2}{1+x^2} dx", r"\infty"),
    ],
)
def test_integrals_that_diverge_are_not_decided(left: str, right: str) -> None:
    assert says(left, right) is Says.UNSURE
    a, b, scope = sides(left, right)
    assert compare(a, b, scope or Scope()).verdict is Verdict.UNDECIDED


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (r"\sum_{k=1}^\infty \frac{1}{k^2}", r"\frac{\pi^2}{6}"),  # DLMF 25.6.1
        (r"\sum_{k=0}^\infty \frac{(-1)^k}{2k+1}", r"\frac{\pi}{4}"),
    ],
)
def test_series_that_agree(left: str, right: str) -> None:
    assert says(left, right) is Says.AGREES


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (r"\sum_{k=0}^\infty 2^k", "-1"),
        (r"\sum_{k=0}^\infty (-1)^k", r"\frac12"),
        (r"\sum_{k=1}^\infty \frac{1}{k}", "1"),
    ],
)
def test_divergent_series_have_no_sum(left: str, right: str) -> None:
    assert says(left, right) is Says.UNSURE


@pytest.mark.parametrize(
    ("line", "conditions"),
    [
        (r"\int_0^\infty x^{a-1} e^{-b x} dx = \frac{\Gamma(a)}{b^a}", ("a > 0", "b > 0")),
        (r"\int_0^\infty \lambda x e^{-\lambda x} dx = \frac{1}{\lambda}", ("λ > 0",)),
        (r"\int_{-\infty}^\infty e^{-(x-\mu)^2} dx = \sqrt{\pi}", ()),
    ],
)
def test_what_makes_an_integral_converge_is_a_condition(
    line: str, conditions: tuple[str, ...]
) -> None:
    (statement,) = read_document(f"$$ {line} $$").statements
    finding = judge(statement)
    assert finding.verdict is (Verdict.CONDITIONAL if conditions else Verdict.PROVED)
    assert finding.conditions == conditions


def test_a_wrong_integral_over_the_line_is_refuted() -> None:
    (statement,) = read_document(r"$$ \int_0^\infty e^{-b x} dx = \frac{1}{b^2} $$").statements
    finding = judge(statement)
    assert finding.verdict is Verdict.REFUTED
    assert finding.evidence[0].witness["b"] > 0
