"""Expansions with O(x^p) and approximations by polynomials (DLMF 4.6, 4.19; Fornberg 1988)."""

from __future__ import annotations

import pytest

from symcalc.core.verdict import Verdict
from tests.check.claims import judged


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("e^x", r"1 + x + \frac{x^2}{2} + O(x^3)"),
        (r"\sin x", "x + O(x^3)"),
        (r"\cos x", r"1 - \frac{x^2}{2} + O(x^4)"),
        (r"\log(1+x)", r"x - \frac{x^2}{2} + O(x^3)"),
        (r"\frac{1}{1-x}", "1 + x + x^2 + O(x^3)"),
        (r"\sqrt{1+x}", r"1 + \frac{x}{2} + O(x^2)"),
        (r"(1+x)^a", "1 + a x + O(x^2)"),
        (r"\frac{\sin x}{x}", "1 + O(x^2)"),
        (r"\sin x", "x + O(x^2)"),
    ],
)
def test_known_expansions(left: str, right: str) -> None:
    assert judged(left, right).verdict is Verdict.PROVED


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("e^x", r"1 + x + x^2 + O(x^3)"),
        (r"\sin x", r"x + \frac{x^3}{6} + O(x^4)"),
        (r"\log(1+x)", "x + O(x^3)"),
        (r"\sqrt{1+x}", r"1 + x + O(x^2)"),
        (r"(1+x)^a", r"1 + a x + O(x^3)"),
        (r"\cos x", "1 + x + O(x^2)"),
    ],
)
def test_wrong_terms_are_refuted(left: str, right: str) -> None:
    found = judged(left, right)
    assert found.verdict is Verdict.REFUTED
    assert "the sides differ by a term in x^" in found.message


@pytest.mark.parametrize(
    ("left", "right", "times"),
    [
        (r"\frac{f(x+h)-f(x)}{h}", "f'(x) + O(h)", 2),
        (r"\frac{f(x+h)-f(x-h)}{2h}", "f'(x) + O(h^2)", 3),
        (r"\frac{f(x+h)-2f(x)+f(x-h)}{h^2}", "f''(x) + O(h^2)", 4),
        ("f(x+h)", r"f(x) + h f'(x) + \frac{h^2}{2} f''(x) + O(h^3)", 3),
    ],
)
def test_difference_formulas_need_a_smooth_function(left: str, right: str, times: int) -> None:
    found = judged(left, right, "f: function")
    assert found.verdict is Verdict.CONDITIONAL
    assert found.conditions == (f"f is {times} times differentiable",)


@pytest.mark.parametrize(
    ("left", "right", "let"),
    [
        ("n^2 + 3n", "O(n^2)", ""),  # for large n
        (r"\sqrt{x}", "x + O(x^2)", ""),  # no derivative at 0
        (r"|x|", "0 + O(x^2)", ""),
        (r"\frac{f(x+h)-f(x)}{h}", "f'(x) + O(h^2)", "f: function"),
        ("x + x^5", "x + O(x^2)", "O: function"),
    ],
)
def test_what_may_be_meant_otherwise_is_not_decided(left: str, right: str, let: str) -> None:
    assert judged(left, right, *filter(None, [let])).verdict is Verdict.UNDECIDED


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (r"\sin\theta", r"\theta"),
        (r"\sqrt{1+x}", r"1 + \frac{x}{2}"),
        (r"\frac{1}{1+x}", "1 - x"),
        (r"\cos x", r"1 - \frac{x^2}{2}"),
        (r"(1+x)^n", "1 + n x"),
    ],
)
def test_approximations_by_taylor_polynomials(left: str, right: str) -> None:
    assert judged(left, right, sign="~").verdict is Verdict.PROVED


@pytest.mark.parametrize(
    ("left", "right"), [(r"\sin x", r"\frac{4x(\pi-x)}{\pi^2}"), (r"\cos x", "1 - x"), ("x", "y")]
)
def test_another_approximation_is_no_error(left: str, right: str) -> None:
    assert judged(left, right, sign="~").verdict is Verdict.UNDECIDED
