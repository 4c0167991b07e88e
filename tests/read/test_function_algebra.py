r"""Functions of functions, Einstein's notation, the reach of d/dx, phases, the imaginary unit."""

from __future__ import annotations

import pytest

from symcalc.check.judge import judge
from symcalc.core import term as t
from symcalc.core.problem import Statement
from symcalc.core.verdict import Verdict
from symcalc.read import read_document

EINSTEIN = "We write sums in Einstein notation."
COMPLEX = "Let us use complex numbers."
GOOD = (Verdict.PROVED, Verdict.CONDITIONAL, Verdict.SUPPORTED)


def statement(line: str, prose: str = "") -> Statement:
    return read_document(f"{prose}\n\n$$ {line} $$", "page.md").statements[-1]


def verdict(line: str, prose: str = "") -> Verdict:
    return judge(statement(line, prose)).verdict


def refused(line: str, prose: str = "") -> str:
    trouble = statement(line, prose).trouble
    return trouble.code if trouble else ""


@pytest.mark.parametrize(
    ("line", "good", "bad"),
    [
        (r"(f \circ g)'(x)", "f'(g(x)) g'(x)", "f'(x) g'(x)"),
        (r"(fg)'(x)", "f'(x) g(x) + f(x) g'(x)", "f'(x) g(x) - f(x) g'(x)"),
        (r"(f + g)''(x)", "f''(x) + g''(x)", "f''(x) g''(x)"),
        (r"(f/g)'(x)", r"\frac{f'(x) g(x) - f(x) g'(x)}{g(x)^2}", r"\frac{f'(x)}{g'(x)}"),
        (r"(f - g + h)(x)", "f(x) - g(x) + h(x)", "f(x) - g(x) - h(x)"),
    ],
)
def test_rules_of_differentiation(line: str, good: str, bad: str) -> None:
    assert verdict(f"{line} = {good}") in GOOD
    assert verdict(f"{line} = {bad}") not in GOOD


def test_compositions_and_convolutions() -> None:
    f, x = "f", t.name("x")
    assert statement(r"(f \circ g)(x) = 1").left is t.apply(f, t.apply("g", x))
    assert statement(r"(f * g)(x) = 1").left is t.apply("f*g", x)
    assert verdict(r"(f * g)(x) = f(x) g(x)") is not Verdict.PROVED
    assert verdict("(a + b)(x) = ax + bx") is Verdict.PROVED


def test_sums_in_einsteins_notation() -> None:
    assert verdict(r"x_i a_{ij} x_j = \sum_i \sum_j x_i a_{ij} x_j", EINSTEIN) is Verdict.PROVED
    assert verdict(r"a_{ij} x_j + b_{ij} x_j = (a_{ij} + b_{ij}) x_j", EINSTEIN) is Verdict.PROVED
    assert verdict(r"a_{ij} x_j = a_{ji} x_j", EINSTEIN) is not Verdict.PROVED
    assert refused(r"a_{ij} x_j = y_i") == "SC037"
    assert refused(r"a_{1n} b_{1n} = c") == ""


def test_a_derivative_reaches_over_the_power_of_its_bracket() -> None:
    assert verdict(r"\frac{d}{dx} (x + 1)^2 = 2(x + 1)") is Verdict.PROVED
    assert verdict(r"\frac{d}{dx} (x + 1)^2 = x + 1") is Verdict.REFUTED
    assert refused(r"\frac{d}{dx} (x + 1)^2 y = 1") == "SC050"


def test_phases_need_no_parentheses() -> None:
    assert verdict(r"\cos\omega t + \sin 2 k x = \cos(\omega t) + \sin(2kx)") is Verdict.PROVED
    assert refused(r"\sin x y = 1") == "SC030"
    assert refused(r"\ln a x = 1") == "SC030"
    assert refused(r"\cos \omega t x = 1") == "SC030"


def test_i_is_imaginary_where_the_page_speaks_of_complex_numbers() -> None:
    euler = r"e^{i\theta} = \cos\theta + i\sin\theta"
    assert verdict(euler, COMPLEX) is Verdict.PROVED
    assert refused("z = x + iy") == "SC027"
    assert statement("x_i = 2 i", COMPLEX).right is t.mul(t.TWO, t.name("i"))


def test_a_relation_behind_a_comma_goes_on() -> None:
    found = read_document(r"$$ a = b + b, = 2b $$", "page.md").statements
    assert [judge(each).verdict for each in found] == [Verdict.DEFINED, Verdict.PROVED]


def test_a_prime_on_a_bracket_with_one_variable() -> None:
    assert verdict("(x^n)' = n x^{n-1}") in GOOD
    assert verdict(r"(\sin x)'' = -\sin x") is Verdict.PROVED
    assert verdict(r"(\sin x)' = \sin x") is Verdict.REFUTED
    assert [refused(line) for line in ("(uv)' = 1", "(X'X)' = 1", "(A)' = A")] == ["SC018"] * 3


def test_a_gradient_is_transposed_as_a_whole() -> None:
    line = r"\nabla f(x)^\top d = d^\top \nabla f(x)"
    assert statement(line).trouble is None
    assert statement(r"\nabla f(x)^T y = 1").left is t.mul(
        t.call("transpose", t.derivative(t.apply("f", t.name("x")), t.name("x"))), t.name("y")
    )


def test_i_before_a_bracket_multiplies_where_it_is_imaginary() -> None:
    wave = statement(r"\psi = e^{i(kx - \omega t)}", COMPLEX)
    assert wave.trouble is None
    assert verdict(r"e^{i(x + y)} = e^{ix} e^{iy}", COMPLEX) in GOOD
