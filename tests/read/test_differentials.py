r"""Differentials that stand alone or in front, derivatives at a place, and sums without ends."""

from __future__ import annotations

import pytest

from symcalc.check.judge import judge
from symcalc.core import term as t
from symcalc.core.problem import Statement
from symcalc.core.verdict import Verdict
from symcalc.mean.latex import latex
from symcalc.read import read_document

X, Y, DX, DY = map(t.name, ("x", "y", "d.x", "d.y"))


def statement(line: str, prose: str = "") -> Statement:
    return read_document(f"{prose}\n\n$$ {line} $$", "page.md").statements[-1]


def verdict(line: str, prose: str = "") -> Verdict:
    return judge(statement(line, prose)).verdict


def refused(line: str, prose: str = "") -> str:
    trouble = statement(line, prose).trouble
    return trouble.code if trouble else ""


def test_a_differential_alone_is_a_quantity_of_its_own() -> None:
    assert statement(r"dy = 2x\,dx").right is t.mul(t.TWO, X, DX)
    assert statement(r"\mathrm{d}y = \frac{\mathrm{d}x}{x}").right is t.div(DX, X)
    assert statement(r"dX_t = \mu\,dt").left is t.element("d.X", t.name("t"))
    assert latex(DX) == r"\mathrm{d} x"
    assert verdict(r"x\,dx + x\,dx = 2x\,dx") is Verdict.PROVED
    assert verdict(r"x\,dx + x\,dx = 3x\,dx") is Verdict.REFUTED
    assert verdict(r"y\,dx = x\,dy") is not Verdict.PROVED


def test_d_is_a_number_where_the_page_says_so() -> None:
    assert verdict(r"d x = x d", "Let $d$ be a positive integer.") is Verdict.PROVED
    assert statement(r"a d x = 1", "Let $d$ be a positive integer.").left is t.mul(
        *map(t.name, "adx")
    )


@pytest.mark.parametrize(
    ("line", "value", "other"),
    [
        (r"\int_0^1 dx\, x^2", r"\frac13", r"\frac12"),
        (r"\int_0^1 dx \int_0^x dy\, xy", r"\frac18", r"\frac14"),
        (r"\int_0^1 dx + 1", "2", r"\frac32"),
        (r"\int_0^1 x \cdot dx", r"\frac12", "1"),
    ],
)
def test_a_differential_in_front_of_its_integrand(line: str, value: str, other: str) -> None:
    assert verdict(f"{line} = {value}") is Verdict.PROVED
    assert verdict(f"{line} = {other}") in (Verdict.REFUTED, Verdict.UNDECIDED)


def test_a_derivative_at_an_estimate() -> None:
    page = "$$ L(x) = x^2 $$\n\n$$ \\frac{d L(\\hat x)}{dx} = 2 \\hat x $$"
    assert judge(read_document(page, "page.md").statements[-1]).verdict is Verdict.PROVED
    found = statement(r"\frac{\partial L(\hat a, b)}{\partial a} = 0").left
    a, b = t.name("a"), t.name("b")
    assert found is t.at(t.derivative(t.apply("L", a, b), a), a, t.name("hat.a"))
    known = "$$ L(s) = \\log s $$\n\n"
    good = known + r"$$ \frac{dL(\hat\sigma^2)}{d\sigma^2} = \frac{1}{\hat\sigma^2} $$"
    bad = good.replace(r"\frac{1}{\hat\sigma^2} $$", r"\frac{2}{\hat\sigma^2} $$")
    assert judge(read_document(good, "page.md").statements[-1]).verdict is Verdict.PROVED
    assert judge(read_document(bad, "page.md").statements[-1]).verdict is not Verdict.PROVED


def test_a_function_alone_may_depend_on_the_vector() -> None:
    line = statement(r"\frac{df}{dx_i} = \beta_i", r"Let $f(\mathbf{x})$ be smooth.")
    assert line.left is t.derivative(t.name("f"), t.element("x", t.name("i")))


def test_a_sum_whose_ends_are_not_said_is_linear_and_no_more() -> None:
    assert verdict(r"\sum_j j x_j + \sum_j j y_j = \sum_j j (x_j + y_j)") is Verdict.PROVED
    assert verdict(r"\sum_j j = \frac{n(n+1)}{2}") is Verdict.UNDECIDED
    assert verdict(r"\sum_j 2^{-j} = 1") is Verdict.UNDECIDED
    assert verdict(r"\sum_a f(a) g(k-a) = \sum_a f(k-a) g(a)") is Verdict.UNDECIDED


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (r"\sum_{i \in [n]} a_i", r"\sum_{i=1}^n a_i"),
        (r"\sum_{k=1, w_k \sim P(w)}^K f(w_k)", r"\sum_{k=1}^K f(w_k)"),
        (r"\sum_{s'} f(s')", r"\sum_{s'} f(s')"),
        (r"-\log a_1 - \log a_2 \cdots - \log a_n", r"-\sum_{k=1}^n \log a_k"),
        (r"\mu_1", r"\ldots = \mu_1"),
    ],
)
def test_ranges_and_dots(one: str, other: str) -> None:
    assert verdict(f"{one} = {other}") is Verdict.PROVED


def test_dots_behind_digits() -> None:
    assert verdict(r"\pi \approx 3.14159\ldots") is Verdict.PROVED
    assert refused(r"\pi = 3.15\ldots") != ""


def test_integrals_whose_ends_are_not_said() -> None:
    twice = r"\iint 2 p(a, b) \, da \, db = 2 \iint p(a, b) \, da \, db"
    assert verdict(twice) is Verdict.PROVED
    assert verdict(r"\iint p(a, b) \, da \, db = 1") is Verdict.UNDECIDED
    assert verdict(r"\iint a \, da \, db = \iint b \, da \, db") is Verdict.UNDECIDED
    space = r"\int_{\mathbb{R}^n} 2 p(x) \, dx = 2 \int_{\mathbb{R}^n} p(x) \, dx"
    assert verdict(space) is Verdict.PROVED
    described = r"\int_{\{y - c | y \in Y\}} 2 p(x) \, dx = 2 \int_{\{y - c | y \in Y\}} p(x) \, dx"
    assert verdict(described) is Verdict.PROVED


def test_labels_and_places_with_signs() -> None:
    assert statement(r"\sigma_{aX+b} = 1").left is t.name("sigma_aX+b")
    delta, i = t.name("delta"), t.name("i")
    assert statement(r"p_{i+\delta, 2j} = 1").left is t.element(
        "p", t.add(i, delta), t.mul(t.TWO, t.name("j"))
    )
    places = tuple(map(t.name, "ijd"))
    assert statement(r"[\mathsf{H}]_{i,j,d} = 1").left is t.element("sf.H", *places)
