"""Small notations, each with its reading, its judgement and its refusal."""

from __future__ import annotations

import pytest

from symcalc.check.judge import judge
from symcalc.core import term as t
from symcalc.core.term import Op
from symcalc.core.verdict import Verdict
from symcalc.mean.latex import latex
from symcalc.read import ReadError, read_document, read_expression

X, Y = t.name("x"), t.name("y")


def read(text: str) -> t.Term:
    return read_expression(text).terms[0]


def refusal(text: str) -> str:
    with pytest.raises(ReadError) as caught:
        read_expression(text)
    return caught.value.trouble.code


def verdict(line: str) -> Verdict:
    return judge(read_document(f"$$ {line} $$", "page.md").statements[-1]).verdict


@pytest.mark.parametrize(
    ("text", "term"),
    [
        (r"\sigma_{X_1}", t.name("sigma_X_1")),
        (r"\sigma_{X_i}", t.element("sigma_X", t.name("i"))),
        (r"x_{n_k}", t.element("x", t.element("n", t.name("k")))),
        (r"y_{1,n_1}", t.element("y", t.ONE, t.name("n_1"))),
        (r"x_{i,j}", t.element("x", t.name("i"), t.name("j"))),
    ],
)
def test_a_subscript_of_a_subscript(text: str, term: t.Term) -> None:
    assert read(text) is term


def test_numbered_labels_are_the_elements_of_their_sequence() -> None:
    good = (Verdict.PROVED, Verdict.SUPPORTED)
    assert verdict(r"\sigma_{X_1} + \sigma_{X_2} = \sum_{i=1}^2 \sigma_{X_i}") in good


def test_a_fraction_as_exponent_needs_no_braces_but_its_own() -> None:
    assert read(r"x^\frac{1}{2} y") is t.mul(t.power(X, t.div(t.ONE, t.TWO)), Y)
    assert refusal(r"x^\frac12 y") == "SC025"


def test_double_factorials() -> None:
    for n, value in enumerate((1, 1, 2, 3, 8, 15, 48, 105)):
        assert verdict(f"{n}!! = {value}") is Verdict.PROVED
    assert verdict("7!! = 104") is Verdict.REFUTED
    assert refusal("3!!!") == "SC043"


@pytest.mark.parametrize(
    ("interval", "conditions"),
    [
        ("[0, 1]", [t.relation("<=", t.ZERO, X), t.relation("<=", X, t.ONE)]),
        ("[0, 1)", [t.relation("<=", t.ZERO, X), t.relation("<", X, t.ONE)]),
        (r"(0, \infty)", [t.relation("<", t.ZERO, X)]),
    ],
)
def test_a_case_of_an_interval(interval: str, conditions: list[t.Term]) -> None:
    condition = conditions[0] if len(conditions) == 1 else t.make(Op.AND, *conditions)
    page = rf"\begin{{cases}} 1 & x \in {interval} \\ 0 & \text{{otherwise}} \end{{cases}}"
    assert read(page) is t.cases((t.ONE, condition), (t.ZERO, t.TRUE))


def test_a_case_of_a_set_that_is_only_named_is_refused() -> None:
    text = r"\begin{cases} 1 & x \in A \\ 0 & \text{otherwise} \end{cases}"
    assert refusal(text) == "SC051"


def test_what_stands_behind_a_differential_is_not_applied_by_it() -> None:
    assert refusal(r"\int f(x) d\mu(x)") == "SC047"
    assert read(r"\int_0^1 x \, dx \, (1 + y)").op is Op.MUL


def test_a_dot_between_written_columns_is_an_inner_product() -> None:
    columns = r"\begin{pmatrix} 1 \\ 2 \end{pmatrix} \cdot \begin{pmatrix} 3 \\ 4 \end{pmatrix}"
    assert verdict(columns + " = 11") is Verdict.PROVED
    assert verdict(columns + " = 10") is Verdict.REFUTED


def test_dots_between_arguments_stand_as_such() -> None:
    """L(w_1, …, w_N) is one application; L(w_2, …, w_N) is another."""
    line = r"$$L(w_1, \ldots, w_N) = L(w_2, \ldots, w_N)$$"
    (statement,) = read_document(line).statements
    assert statement.trouble is None
    assert statement.left is not statement.right
    assert latex(statement.left) == r"L(w_{1}, \ldots, w_{N})"


def test_what_depends_on_further_names_is_differentiated_as_a_quantity() -> None:
    """∂f/∂w of an f(u, v) is a derivative of its own, and u alone is the variable u."""
    page = (
        r"$$f(u, v) = u v, \quad u(a, b) = a + b$$"
        "\n\n"
        r"$$\frac{\partial f}{\partial w} = \frac{\partial f}{\partial u}"
        r" \frac{\partial u}{\partial w} + \frac{\partial f}{\partial v}"
        r" \frac{\partial v}{\partial w}$$"
        "\n\n"
        r"$$\frac{\partial f}{\partial u} = v$$"
    )
    *_, chain, slope = read_document(page).statements
    assert chain.left is t.derivative(t.name("f"), t.name("w"))
    assert slope.left is t.derivative(t.apply("f", t.name("u"), t.name("v")), t.name("u"))
    assert slope.right is t.name("v")
