"""What the prime field knows of functions, and what it must not know."""

from __future__ import annotations

import pytest

from symcalc.check.domain import domain_of
from symcalc.check.oracles import modular
from symcalc.core.verdict import Says
from tests.check.claims import sides

KNOWN = [
    (r"\log(x^2)", r"2\log|x|"),
    (r"\log(8)", r"3 \log 2"),
    (r"e^{2\log x + y}", r"x^2 e^y"),
    (r"\sin(2\arctan x)", r"\frac{2x}{1+x^2}"),
    (r"\cos(3\arccos x)", r"4x^3-3x"),
    (r"\arccos(-x)", r"\pi-\arccos x"),
    (r"\sin(x+\frac{\pi}{3})", r"\frac{\sin x+\sqrt3\cos x}{2}"),
    (r"\sqrt{\frac{1+\cos x}{2}}", r"|\cos(\frac{x}{2})|"),
    (r"\Gamma(x+3)", r"(x+2)(x+1)x\Gamma(x)"),
    (r"x^{\frac12} x^{\frac13}", r"x^{\frac56}"),
    (r"\max(x,y)-\min(x,y)", "|x-y|"),
]

#: Each of these holds for half of all signs, or for nothing.
UNKNOWN = [
    (r"|\log x|", r"\log x"),
    (r"\sqrt{x^2}", "x"),
    (r"\sqrt{\frac{1+\cos x}{2}}", r"\cos(\frac{x}{2})"),
    (r"|\sin x|", r"\sin x"),
    (r"|e^x - 1|", r"e^x - 1"),
    (r"|\arctan x|", r"\arctan x"),
    (r"|\Gamma(x)|", r"\Gamma(x)"),
    (r"\arcsin(\sin x)", "x"),
    (r"\sqrt{5-2\sqrt6}", r"\sqrt2-\sqrt3"),
    (r"\sqrt{x^2 (5-2\sqrt6)}", r"x(\sqrt2-\sqrt3)"),
    (r"\left(\sum_{i=1}^n x_i\right)^2", r"n \sum_{i=1}^n x_i^2"),
    (r"|\sum_{i=1}^n x_i|", r"\sum_{i=1}^n |x_i|"),
]


@pytest.mark.parametrize(("left", "right"), KNOWN)
def test_what_is_known(left: str, right: str) -> None:
    a, b, scope = sides(left, right)
    assert modular.prove(a, b, domain_of(scope, a, b)).says is Says.HOLDS


@pytest.mark.parametrize(("left", "right"), UNKNOWN)
def test_what_is_not_proved(left: str, right: str) -> None:
    a, b, scope = sides(left, right)
    assert modular.prove(a, b, domain_of(scope, a, b)).says is Says.UNSURE


def test_a_jump_is_looked_at_where_it_is() -> None:
    a, b, scope = sides(r"\begin{cases} x & x > 0 \\ 0 & x \le 0 \end{cases}", r"\max(0,x)")
    assert modular.prove(a, b, domain_of(scope, a, b)).says is Says.HOLDS
    a, b, scope = sides(r"\begin{cases} 1 & x > 0 \\ 2 & x = 0 \\ 1 & x < 0 \end{cases}", "1")
    assert modular.prove(a, b, domain_of(scope, a, b)).says is Says.UNSURE
