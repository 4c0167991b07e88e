r"""Superscripts that number things, places in brackets, and products that may not commute."""

from __future__ import annotations

import pytest

from symcalc.check.judge import judge
from symcalc.core import term as t
from symcalc.core.problem import Statement
from symcalc.core.verdict import Verdict
from symcalc.mean.latex import latex
from symcalc.mean.plain import plain
from symcalc.read import read_document, read_expression

ROUNDS = "We look at the iterates of the algorithm."
MATRIX = r"Let $A \in \mathbb{R}^{n \times n}$."
K, N = t.name("k"), t.name("n")


def statement(line: str, prose: str = "") -> Statement:
    return read_document(f"{prose}\n\n$$ {line} $$\n", "page.md").statements[0]


def refused(line: str, prose: str = "") -> str:
    trouble = statement(line, prose).trouble
    return trouble.code if trouble else ""


@pytest.mark.parametrize(
    ("line", "prose"),
    [
        (r"F^{\mu\nu} = -F^{\nu\mu}", ""),
        (r"\Gamma^k_{ij} = \Gamma^k_{ji}", ""),
        (r"\delta^i_j = \delta_{ij}", ""),
        (r"x^\mu x_\mu = t^2 - x^2", ""),
        (r"A^i B_i = A_1 B_1 + A_2 B_2", ""),
        (r"w^l_{jk} a_k = z_j", ""),
        (r"x^{k+1} - x^k = -\eta g^k", ROUNDS),
        (r"\delta^L_j = a^L_j - y_j", "The error of the last layer."),
    ],
)
def test_an_upper_index_is_no_power(line: str, prose: str) -> None:
    assert refused(line, prose) == "SC024"


@pytest.mark.parametrize(
    ("line", "prose"),
    [
        (r"x^{k+1} = x^k x", ""),
        (r"x^{k+1} = x^k x", "It has no iteration."),
        (r"\sum_{i=1}^n a_i^k = \sum_{j=1}^n a_j^k", ""),
        (r"\sum_{i=0}^n a_i x^i = a_0 + \sum_{i=1}^n a_i x^i", ""),
        (r"e^{\lambda\mu} = (e^\mu)^\lambda", ""),
        (r"x^\alpha x^\beta = x^{\alpha + \beta}", ""),
    ],
)
def test_powers_stay_powers(line: str, prose: str) -> None:
    assert refused(line, prose) in ("", "SC024" if "iteration" in prose else "")


def test_an_index_given_another_is_an_index() -> None:
    p = t.element("p_|", t.name("j"), t.name("i"))
    assert read_expression(r"\sum_j p_{j|i}").terms[0].args[0] is p
    assert (latex(p), plain(p)) == ("p_{j | i}", "p_{j|i}")
    assert statement(r"\hat{x}_{k|k-1} = A \hat{x}_{k-1|k-1}").left is t.element(
        "hat.x_|", K, t.add(K, t.neg(t.ONE))
    )
    assert read_expression(r"\sigma_{X|Y}").terms[0] is t.name("sigma_X|Y")


def test_places_in_brackets() -> None:
    found = statement("x[n+1] = a x[n] + b u[n]")
    assert found.left is t.element("x", t.add(N, t.ONE))
    assert statement("P_{uv}[k, y] = 1").left is t.element("P_uv", K, t.name("y"))
    assert judge(statement("a[b+1] = ab + a")).verdict is Verdict.PROVED
    wrong = read_document("$$ x[n] = n^2 $$\n\n$$ x[n+1] - x[n] = 2n $$\n", "page.md").statements
    assert judge(wrong[-1]).verdict is not Verdict.PROVED


def test_a_transform_is_applied() -> None:
    assert statement(r"\mathcal{L}\{u\} = \mathcal{F}[u]").left is t.apply("cal.L", t.name("u"))
    assert judge(statement(r"\mathcal{F}[u v] = \mathcal{F}[u] \mathcal{F}[v]")).verdict is (
        Verdict.UNDECIDED
    )


def test_an_entry_of_an_inverse_is_no_inverse_of_an_entry() -> None:
    assert refused(r"\Sigma^{-1}_{ij} = 1 / \Sigma_{ij}") == "SC023"
    wrong = statement(r"A^{-1}_{ij} = \frac{1}{A_{ij}}", MATRIX)
    assert judge(wrong).verdict is not Verdict.PROVED
    right = judge(statement(r"A^\top_{ij} = A_{ji}", MATRIX)).verdict
    assert right in (Verdict.PROVED, Verdict.SUPPORTED)


@pytest.mark.parametrize(
    ("line", "prose", "code"),
    [
        (r"a \times b = -b \times a", "", "SC031"),
        (r"a \times b = c", "The cross product of two vectors.", "SC031"),
        (r"AB \ne BA", "", "SC031"),
        (r"\hat x \hat p = \hat p \hat x", "The operators do not commute.", "SC031"),
        (r"f * g = g * f", "", "SC022"),
        (r"y(t) = x(t) * h(t)", "It is a convolution.", "SC022"),
        (r"3\frac{1}{2} = 3.5", "", "SC028"),
        (r"2\frac12 = 2.5", "", "SC028"),
    ],
)
def test_what_may_be_no_product_is_refused(line: str, prose: str, code: str) -> None:
    assert refused(line, prose) == code


@pytest.mark.parametrize(
    "line",
    [
        r"n \times m = m \times n",
        "PV = P V",
        r"2 * x = x * 2",
        r"\hat x \hat y = \hat y \hat x",
        r"3 \cdot \frac{1}{2} = 1.5",
        r"2^3 \frac{1}{4} = 2",
    ],
)
def test_products_of_numbers_stay_products(line: str) -> None:
    lines = read_document(f"$$ {line} $$", "page.md").statements
    expected = Verdict.UNREAD if line.startswith("n ") else Verdict.PROVED
    assert judge(lines[0]).verdict is expected
