"""What is printed is what a person writes, and reads back as the same value."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given

from symcalc.core import term as t
from symcalc.core.term import ONE, TRUE, TWO, ZERO, Term, call, element, name, number
from symcalc.mean.errors import NoMeaning
from symcalc.mean.latex import latex, latex_name, plain
from symcalc.mean.layout import TextTooLongError
from symcalc.mean.numeric import MP, evaluate
from symcalc.read import read_expression
from tests.mean.terms import points, quick, terms

X, Y, W, K, N = map(name, ("x", "y", "w", "i", "n"))
HALF = number(Fraction(1, 2))

NAMES = {
    "x": "x",
    "x_1": "x_{1}",
    "w_new": r"w_{\text{new}}",
    "hat.y": r"\hat{y}",
    "hat.y_i": r"\hat{y}_{\text{i}}",
    "bar.x": r"\bar{x}",
    "bf.theta": r"\boldsymbol{\theta}",
    "bf.x_0^(t)": r"\mathbf{x}_{0}^{(t)}",
    "cal.L": r"\mathcal{L}",
    "bb.E": r"\mathbb{E}",
    "rm.loss": r"\mathrm{loss}",
    "varepsilon": r"\varepsilon",
    "delta_max": r"\delta_{\max}",
    "y'": "y'",
    "w^*": "w^{*}",
    "W^[1]": "W^{[1]}",
    "Delta.x": r"\Delta x",
    "a_1,2": "a_{1,2}",
}


@pytest.mark.parametrize("key", NAMES)
def test_names_are_written_as_people_write_them(key: str) -> None:
    assert latex_name(key) == NAMES[key]


PRINTED: list[tuple[Term, str, str]] = [
    (t.mul(TWO, W, t.add(X, ONE)), r"2 w \cdot (x + 1)", "2·w·(x + 1)"),
    (t.mul(HALF, X), r"\frac{1}{2} x", "(1/2)·x"),
    (t.mul(TWO, number(3)), r"2 \cdot 3", "2·3"),
    (t.power(t.neg(X), TWO), "(-x)^{2}", "(-x)^2"),
    (t.neg(t.power(X, TWO)), "-x^{2}", "-x^2"),
    (t.sub(X, t.add(Y, W)), "x - (y + w)", "x - (y + w)"),
    (t.mul(X, t.neg(Y)), r"x \cdot (-y)", "x·(-y)"),
    (t.power(t.power(X, TWO), TWO), "(x^{2})^{2}", "(x^2)^2"),
    (t.power(name("w^*"), TWO), "(w^{*})^{2}", "(w^*)^2"),
    (t.div(ONE, t.add(ONE, call("exp", t.neg(X)))), r"\frac{1}{1 + e^{-x}}", "1/(1 + exp(-x))"),
    (t.power(t.div(X, Y), TWO), r"\left(\frac{x}{y}\right)^{2}", "(x/y)^2"),
    (t.mul(call("sin", X), Y), r"\sin(x) y", "sin(x)·y"),
    (t.mul(Y, call("sin", X)), r"y \sin x", "y·sin(x)"),
    (t.power(call("sin", X), TWO), r"\sin^{2} x", "sin(x)^2"),
    (t.power(call("log", X), TWO), r"(\log x)^{2}", "log(x)^2"),
    (call("sin", t.mul(TWO, X)), r"\sin(2 x)", "sin(2·x)"),
    (call("root", X, number(3)), r"\sqrt[3]{x}", "root(x, 3)"),
    (call("abs", X), r"\left|x\right|", "|x|"),
    (call("factorial", t.add(N, ONE)), "(n + 1)!", "(n + 1)!"),
    (call("binomial", N, TWO), r"\binom{n}{2}", "binomial(n, 2)"),
    (t.apply("f", X, orders=(2,)), "f''(x)", "f''(x)"),
    (t.apply("sigma", t.mul(W, X)), r"\sigma(w x)", "σ(w·x)"),
    (element("a", K, t.sub(N, ONE)), "a_{i, n - 1}", "a_{i, n - 1}"),
    (t.summation(element("x", K), K, ONE, N), r"\sum_{i=1}^{n} x_{i}", "Σ_{i=1}^{n} x_i"),
    (t.integral(t.power(X, TWO), X, ZERO, ONE), r"\int_{0}^{1} x^{2} \, dx", "∫_{0}^{1} x^2 dx"),
    (
        t.limit(t.div(call("sin", X), X), X, ZERO, "+"),
        r"\lim_{x \to 0^{+}} \frac{\sin x}{x}",
        "lim_{x→0+} sin(x)/x",
    ),
    (t.derivative(t.power(X, TWO), X), r"\frac{d}{dx} x^{2}", "d/dx (x^2)"),
    (t.derivative(t.mul(X, Y), X), r"\frac{\partial}{\partial x} (x y)", "d/dx (x·y)"),
    (t.derivative(Y, X), r"\frac{dy}{dx}", "d/dx (y)"),
    (
        t.cases((X, t.relation(">=", X, ZERO)), (t.neg(X), TRUE)),
        r"\begin{cases} x & \text{if } x \ge 0 \\ -x & \text{otherwise} \end{cases}",
        "{x if x ≥ 0; -x otherwise}",
    ),
    (
        t.matrix([[X, ONE], [ZERO, Y]]),
        r"\begin{pmatrix} x & 1 \\ 0 & y \end{pmatrix}",
        "[x, 1; 0, y]",
    ),
]


@pytest.mark.parametrize(("term", "tex", "line"), PRINTED)
def test_terms_are_written_as_people_write_them(term: Term, tex: str, line: str) -> None:
    assert latex(term) == tex
    assert plain(term) == line


def test_a_name_e_keeps_the_exponential_apart() -> None:
    energy = t.mul(name("e"), call("exp", X))
    assert latex(energy) == r"e \exp(x)"
    assert latex(call("exp", X)) == "e^{x}"


def test_a_limit_in_a_sum_does_not_draw_in_what_follows() -> None:
    limit = t.limit(X, X, ZERO)
    assert latex(t.add(limit, ONE)) == r"(\lim_{x \to 0} x) + 1"


def value(term: Term, point: dict[str, Fraction]) -> object:
    """The value to 30 digits, or the class of the reason why there is none."""
    try:
        found = evaluate(term, {key: MP.rational(v) for key, v in point.items()}, MP)
    except NoMeaning as reason:
        return type(reason)
    return MP.context.nstr(found, 30)


@given(term=terms(), point=points)
@quick
def test_what_is_printed_reads_back_with_the_same_value(
    term: Term, point: dict[str, Fraction]
) -> None:
    lets = ("x: real", "y: real")
    assert value(read_expression(latex(term), lets).terms[0], point) == value(term, point)


def test_the_depth_of_a_term_is_no_limit() -> None:
    nested = X
    for _ in range(1500):
        nested = t.add(call("sin", nested), ONE)
    assert latex(nested).count(r"\sin") == 1500
    assert plain(nested).count("sin") == 1500
    assert latex(t.add(*(name(f"x_{k}") for k in range(5000)))).count("+") == 4999


def test_a_shared_graph_that_would_be_endless_as_text_is_refused() -> None:
    doubled = X
    for _ in range(64):
        doubled = t.add(doubled, t.neg(doubled))
    with pytest.raises(TextTooLongError):
        latex(doubled)
