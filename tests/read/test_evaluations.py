"""Evaluations with their bars, bars around sets and capitals, and functions without arguments."""

from __future__ import annotations

import pytest

from symcalc.check.judge import judge
from symcalc.core import term as t
from symcalc.core.problem import Statement
from symcalc.core.verdict import Verdict
from symcalc.read import read_document


def statements(page: str) -> tuple[Statement, ...]:
    return read_document(page, "page.md").statements


def verdict(line: str, prose: str = "") -> Verdict:
    return judge(statements(f"{prose}\n\n$$ {line} $$")[-1]).verdict


@pytest.mark.parametrize(
    ("line", "value", "other"),
    [
        (r"\left. \frac{d}{dx} x^2 \right|_{x=3}", "6", "7"),
        (r"\left. x^2 \right|_1^3", "8", "9"),
        (r"\frac{x^3}{3}\Big|_0^1", r"\frac{1}{3}", r"\frac{1}{2}"),
        (r"\frac{x^3}{3}\bigg|_{x=0}^{x=1}", r"\frac{1}{3}", r"\frac{1}{2}"),
        (r"\left. \frac{\partial}{\partial x}(x^2 y) \right|_{x=1, y=2}", "4", "2"),
        (r"\left. (n+1) \middle/ 2 \right.", r"\frac{n+1}{2}", r"\frac{n}{2}"),
    ],
)
def test_evaluations_are_computed(line: str, value: str, other: str) -> None:
    assert verdict(f"{line} = {value}") is Verdict.PROVED
    assert verdict(f"{line} = {other}") is Verdict.REFUTED


def test_a_derivative_tells_the_variable_of_its_evaluation() -> None:
    at = statements(r"$$ \frac{\partial L}{\partial w}\Big|_{w_0} = 0 $$")[0].left
    assert at is t.at(t.derivative(t.name("L"), t.name("w")), t.name("w"), t.name("w_0"))


@pytest.mark.parametrize(
    "line",
    [r"x + x^2 \Big|_0^1 = 2", r"x \frac{dy}{dx}\Big|_{x=0} = 0", r"\frac{d}{dx}(x^2)|_{x=3} = 6"],
)
def test_an_evaluation_whose_reach_is_not_clear(line: str) -> None:
    trouble = statements(f"$$ {line} $$")[0].trouble
    assert trouble is not None
    assert trouble.code in ("SC050", "SC026")


def test_bars_around_a_capital_are_compared_and_never_computed() -> None:
    assert verdict(r"\log |V| + x = x + \log |V|") is Verdict.PROVED
    assert verdict(r"|V| = -|V|") is not Verdict.REFUTED
    assert verdict(r"|V|^2 = V^2") is not Verdict.PROVED
    matrix = r"Let $V \in \mathbb{R}^{n \times n}$."
    assert verdict(r"|V^\top| = |V|", matrix) is Verdict.PROVED


def test_bars_around_a_set_are_its_size() -> None:
    page = (
        r"for $k \in \mathcal{B}$"
        + "\n\n"
        + r"$$ 2|\mathcal{B}_t| = |\mathcal{B}_t| + |\mathcal{B}_t| $$"
    )
    assert statements(page)[-1].right is t.add(
        *[t.apply("rm.card", t.element("cal.B", t.name("t")))] * 2
    )
    assert judge(statements(page)[-1]).verdict is Verdict.PROVED


def test_a_function_alone_is_itself_and_not_its_value() -> None:
    page = "$$ F(x) = x^2 $$\n\n$$ F = \\frac{a}{b} $$\n\n$$ a = b F $$\n\n$$ F + 1 = x^2 + 1 $$"
    lines = statements(page)
    assert lines[1].left is t.apply("F")
    assert judge(lines[2]).verdict in (Verdict.CONDITIONAL, Verdict.DEFINED)
    assert judge(lines[3]).verdict is not Verdict.PROVED
    known = statements(
        "$$ f(x) = x^2 $$\n\n$$ \\frac{d}{dx} f = 2x $$\n\n$$ \\frac{d}{dx} f = 3x $$"
    )
    assert [judge(line).verdict for line in known[1:]] == [Verdict.PROVED, Verdict.REFUTED]


def test_a_letter_with_a_subscript_is_no_differential() -> None:
    assert verdict(r"\frac{d_1 x}{d_2 x} = \frac{d_1}{d_2}") is Verdict.CONDITIONAL
