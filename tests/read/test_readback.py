"""What symcalc prints it reads again, as the same term; one line of text, as the same value."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings

from symcalc.core import term as t
from symcalc.core.term import Term
from symcalc.mean.latex import latex, plain
from symcalc.mean.names import latex_name
from symcalc.read import ReadError, read_expression
from tests.mean.terms import point, points, terms
from tests.mean.test_latex import value
from tests.read.readable import ARRAY_LETS, LETS, arrays, as_spelled, readable

K, X, N = t.name("k"), t.name("x"), t.name("n")


# Drawing from many nested strategies is slow the first time; the terms themselves are small.
@settings(
    max_examples=500, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck)
)
@given(term=readable)
def test_latex_is_read_again_as_the_same_term(term: Term) -> None:
    (back,) = read_expression(latex(term), LETS).terms
    assert as_spelled(back) is as_spelled(term)


@settings(
    max_examples=300, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck)
)
@given(term=arrays)
def test_arrays_are_read_again_as_the_same_term(term: Term) -> None:
    (back,) = read_expression(latex(term), ARRAY_LETS).terms
    assert as_spelled(back) is as_spelled(term)


@settings(max_examples=100, deadline=None, derandomize=True)
@given(term=terms(), where=points)
def test_one_line_of_text_is_read_again_with_the_same_value(
    term: Term, where: dict[str, Fraction]
) -> None:
    (back,) = read_expression(plain(term), ("x: real", "y: real")).terms
    assert value(back, where) == value(term, where)


WRITTEN = [
    r"\sum_{j=1}^{n} a_{k, j} x_{j}",
    r"\sum_{k=1}^{n} \sum_{j=1}^{k} a_{k, j}",
    r"\left(\sum_{k=1}^{n} x_{k}\right) + x_{k}",
    r"\int_{0}^{1} \left(\frac{dy}{dx}\right) \, dx",
    r"\begin{cases} \begin{cases} 1 & \text{if } x > 0 \\ 2 & \text{otherwise} \end{cases}"
    r" & \text{if } y > 0 \text{ or } x < 0 \text{ and } y < 0 \\ 3 & \text{otherwise} \end{cases}",
    r"\left. x \right|_{x = \left. y \right|_{y = 2}}",
    r"\frac{\partial^{2}}{\partial x \, \partial y} ((-x)^{y})",
    r"\sum_{k=\left|x\right|}^{3} x_{k}",
    r"\left|\left|x\right| - \left|y\right|\right|",
    r"h(\operatorname{arsinh}(x), y)",
    r"f'(f'(x))",
    r"f(\operatorname{erf}(x))",
]


@pytest.mark.parametrize("written", WRITTEN)
def test_what_is_written_as_we_write_stays_as_it_is(written: str) -> None:
    assert latex(read_expression(written, LETS).terms[0]) == written


NAMES = r"""
x \alpha \ell \hbar \varkappa \Gamma \hat{x} \tilde\alpha \vec{v} \ddot{x} \check{x} \breve{x}
\hat{\bar{x}} \mathbf{x} \boldsymbol{\theta} \mathcal{L} \mathbb{E} \mathfrak{g} \mathsf{x}
\mathtt{x} \mathrm{loss} \mathit{loss} \text{loss} \hat{\mathbf{x}} \mathbf{\hat{x}} \hat{xy}
\mathbf{xy} x_1 x_{12} x_{\text{new}} x_{new} x_{\max} x_{max} x_{\text{in}} x_{\mathrm{i}} x_{ab}
x_{\alpha} x_{\alpha\beta} x_{1,2} x_{a,b} x_{a1} x_{1a} x_{+} x_{-} x_\infty x_{\top} x_{\ell}
x_{\mathbf{w}} x_{\hat{y}} x_{a|b} x_{a/b} x^* x^\star x_1^* x^*_1 x' x'' x'_1 x_1' x_1'' x'^*
\hat{y}_1 \mathcal{L}_{\text{CE}} \mathbf{w}_1 \overline{AB} x_{k} x_{k,1} x_{k-1}
""".split()


@pytest.mark.parametrize("written", [*NAMES, r"\Delta x", r"\Delta\alpha", r"\Delta x_1"])
def test_a_name_keeps_its_marks(written: str) -> None:
    lets = ("k: integer", r"\mathbf{x}: real", r"\mathbf{w}: real")
    (read,) = read_expression(written, lets).terms
    assert read_expression(latex(read), lets).terms == (read,)


def test_a_label_of_index_letters_is_no_index() -> None:
    assert latex_name("x_in") == r"x_{\text{in}}"
    assert latex(t.element("x", K, N)) == "x_{k, n}"


def test_an_empty_delimiter_before_a_digit_is_no_decimal() -> None:
    (read,) = read_expression(r"\left.0\right|_{x=1}", ("x: real",)).terms
    assert read is t.at(t.ZERO, X, t.ONE)
    assert value(read, point(x=2)) == "0.0"


def test_an_entry_of_a_matrix_has_two_places() -> None:
    (entry,) = read_expression("[A B]_{1,2}", ARRAY_LETS).terms
    assert [place.data for place in entry.args[1:]] == [1, 2]
    with pytest.raises(ReadError):
        read_expression("[A B]_{12}", ARRAY_LETS)
