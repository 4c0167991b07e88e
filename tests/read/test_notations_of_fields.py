r"""Notations of several fields: derivatives in one line, events in words, sets, upright words."""

from __future__ import annotations

import pytest

from symcalc.check.judge import judge
from symcalc.core import term as t
from symcalc.core.problem import Statement
from symcalc.core.verdict import Verdict
from symcalc.mean.latex import latex
from symcalc.mean.plain import plain
from symcalc.read import read_document

X, Y, U, A = map(t.name, ("x", "y", "u", "A"))


def statements(line: str, prose: str = "") -> tuple[Statement, ...]:
    return read_document(f"{prose}\n\n$$ {line} $$", "page.md").statements


def left(line: str, prose: str = "") -> t.Term:
    found = statements(line, prose)[-1]
    assert found.trouble is None
    assert found.left is not None
    return found.left


def verdict(line: str, prose: str = "") -> Verdict:
    return judge(statements(line, prose)[-1]).verdict


@pytest.mark.parametrize(
    ("line", "value", "other"),
    [
        ("y = x^2, dy/dx", "2x", "x"),
        ("y = x^3, d^2y/dx^2", "6x", "3x"),
        (r"f(x, y) = x^2 y, \partial f/\partial x", "2xy", "xy"),
        (r"f(x, y) = x y^2, \frac{\partial f/\partial x}{\partial f/\partial y}", r"\frac{y}{2x}",
         r"\frac{y}{x}"),
    ],
)  # fmt: skip
def test_derivatives_in_one_line(line: str, value: str, other: str) -> None:
    assert verdict(f"{line} = {value}") in (Verdict.PROVED, Verdict.CONDITIONAL)
    assert verdict(f"{line} = {other}") is Verdict.REFUTED


def test_what_is_no_derivative_in_one_line() -> None:
    d = "Let $d$ be a positive integer."
    assert verdict("(d x) / (d y) = x / y", d) in (Verdict.PROVED, Verdict.CONDITIONAL)
    trouble = statements("dy/dx (x + 1) = 2")[0].trouble
    assert trouble is not None
    assert trouble.code == "SC050"


def test_events_in_words_are_compared_by_their_words() -> None:
    rain = r"P(\text{it rains in } A)"
    assert verdict(f"2 {rain} = {rain} + {rain}") is Verdict.PROVED
    assert verdict(rf"{rain} = P(\text{{it snows in }} A)") is Verdict.UNDECIDED
    assert verdict(rf"{rain} = P(\text{{it rains in }} B)") is Verdict.UNDECIDED
    assert left(r"P(\text{not } A) = 1") is t.apply("P", t.make(t.Op.TUPLE, A, data="words: not ·"))
    assert left(r"P(\text{heads}) = 1") is t.apply("P", t.name("rm.heads"))


@pytest.mark.parametrize(
    ("line", "term"),
    [
        (r"\gcd(x, y) = 1", t.apply("rm.gcd", X, Y)),
        (r"\ker A = u", t.apply("rm.ker", A)),
        (r"\langle u, y \rangle = 1", t.apply("inner", U, Y)),
        (r"\mathrm{argmax} \; u = 1", t.apply("rm.argmax", U)),
        (r"\log x! = y", t.call("log", t.call("factorial", X))),
        (r"\overrightarrow{AB} = u", t.name("vec.AB")),
    ],
)
def test_functions_that_are_compared_by_their_names(line: str, term: t.Term) -> None:
    assert left(line) is term


def test_primed_variables_of_a_choice() -> None:
    prime = t.name("x'")
    assert left(r"\min_{x'} (x' - y)^2 = 0") is t.apply(
        "over.min", t.mapping(t.power(t.sub(prime, Y), t.TWO), prime)
    )


def test_upright_words_between_formulas() -> None:
    found = statements(r"x = 1 \quad \mathrm{and} \quad y = 2")
    assert [(s.left, s.right) for s in found] == [(X, t.ONE), (Y, t.TWO)]
    assert left(r"x_\mathrm{or} = 1") is t.name("x_or")


def test_signs_that_are_crossed_out() -> None:
    assert statements(r"x \not= y")[0].relation == "!="
    assert left(r"P(X \not\in A) = 1") is t.apply("P", t.relation("not in", t.name("X"), A))
    assert statements(r"x \not< y")[0].trouble is not None


def test_several_at_once_are_a_vector() -> None:
    assert left(r"p(x_{1:n}) = 1") is t.apply("p", t.name("x_1:n"))
    assert verdict(r"x_{1:n} + x_{1:n} = 2 x_{1:n}") is Verdict.PROVED
    assert verdict(r"\|x_{1:n}\|^2 = \sum_{i=1}^n x_i^2") is not Verdict.REFUTED


def test_underlined_names() -> None:
    assert latex(left(r"\underline{x} = 1")) == r"\underline{x}"


def test_upright_letters_are_constants() -> None:
    assert verdict(r"\frac{d}{dx} \mathrm{e}^{2x} = 2 \mathrm{e}^{2x}") is Verdict.PROVED
    assert verdict(r"\frac{d}{dx} \mathrm{e}^{2x} = \mathrm{e}^{2x}") is Verdict.REFUTED
    assert verdict(r"\mathrm{e}^{\mathrm{i}\pi} + 1 = 0") is Verdict.PROVED
    assert left(r"m_\mathrm{e} = 1") is t.name("m_e")


def test_an_e_of_the_page_is_not_eulers_number() -> None:
    several = statements(r"e_k = y_k - x_k, \quad 2e = e + e, \quad e^x = e^x")
    assert [s.trouble.code if s.trouble else "" for s in several] == ["", "SC027", ""]
    defined = statements(r"e = y - x, \quad u = 2e")
    assert defined[-1].right is t.mul(t.TWO, t.name("e"))
    assert verdict(r"e \approx 2.718281828, \quad 2e = e + e") is Verdict.PROVED


def test_what_is_defined_by_arrays_may_be_one() -> None:
    page = "$$ \\Lambda = U^{-1} V $$\n\n$$ |\\Lambda| = 1 $$"
    assert read_document(page, "page.md").statements[-1].left is t.apply("bars", t.name("Lambda"))


def test_functions_of_layers_are_numbered_and_not_derived() -> None:
    layer = statements(r"\phi^{(2)}(z) = z", "The second layer of the network.")[0].trouble
    assert layer is not None
    assert layer.code == "SC024"
    assert left(r"f^{(2)}(x) = 1") is t.apply("f", X, orders=(2,))


def test_events_in_words_are_written_as_they_were_said() -> None:
    event = left(r"P(\text{not } A) = 1")
    assert latex(event) == r"P(\text{ not } A)"
    assert plain(event) == "P(not A)"


def test_factorial_powers() -> None:
    rising = "Here $x^{\\overline{k}}$ is the rising factorial."
    assert verdict(r"x^{\overline{3}} = x(x+1)(x+2)", rising) is Verdict.PROVED
    assert verdict(r"x^{\underline{3}} = x(x-1)(x-2)", rising) is Verdict.PROVED
    assert verdict(r"x^{\underline{3}} = x(x+1)(x+2)", rising) is Verdict.REFUTED
    trouble = statements(r"x^{\overline{n}} = 1")[0].trouble
    assert trouble is not None
    assert trouble.code == "SC022"


def test_hypergeometric_functions_are_compared_by_their_names() -> None:
    line = r"{}_2F_1(a, b; c; z) + 1 = 1 + {}_2 F_1(a, b; c; z)"
    assert verdict(line) is Verdict.PROVED
    assert verdict(r"{}_1F_1(a; c; z) = {}_1F_1(c; a; z)") is Verdict.UNDECIDED
    trouble = statements(r"{}^A_B R = 1")[0].trouble
    assert trouble is not None
