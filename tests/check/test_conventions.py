"""Lines that hold in their author's sense are not refuted; wrong ones still are."""

from __future__ import annotations

import pytest

from symcalc.check.judge import judge
from symcalc.core.verdict import Verdict
from symcalc.read import read_document


def verdicts(page: str) -> list[Verdict]:
    return [judge(statement).verdict for statement in read_document(page, "page.md").statements]


@pytest.mark.parametrize(
    "page",
    [
        r"$$ \log 100 = 2 $$",
        r"$$ \log 8 = 3 $$",
        r"$$ \log 2 = 0.301 $$",
        r"$$ \sin 30 = 0.5 $$",
        "Neglecting terms of order $h^2$:\n$$ (x+h)^3 = x^3 + 3x^2 h $$",
        "Arithmetic modulo 7 says\n$$ 3 \\cdot 5 = 1 $$",
        "For small $h$ we find\n$$ (1+h)^2 = 1 + 2h $$\n\n$$ (1+h)^3 = 1 + 3h $$",
        r"$$ \varphi + \varphi^2 = 2\varphi + 1 $$",
        "$$ \\int \\frac{dx}{2x+6} = \\frac12 \\ln(2x+6) = \\frac12 \\ln(x+3) $$",
        "The root $y = \\sqrt{2+\\sqrt{2+\\cdots}}$ has\n$$ y^2 = 2 + y = 4 $$",
        r"$$ v = 72\text{ km/h} = 20\text{ m/s} $$",
        r"$$ 3,14 \cdot 2 = 6,28 $$",
        r"$$ B_t = (1+r) B_{t-1} + d = d \sum_{k=0}^{t-1} (1+r)^k $$",
    ],
)
def test_another_sense_is_not_refuted(page: str) -> None:
    assert Verdict.REFUTED not in verdicts(page)


@pytest.mark.parametrize(
    "page",
    [
        r"$$ \log 100 = 3 $$",
        "The data $y = \\{y_1, \\ldots, y_n\\}$ have\n$$ y_i (y_i + 1) = y_i^2 + 1 $$",
        r"$$ \sin 30 = 0.82 $$",
        "So we find\n$$ (x+h)^3 = x^3 + 3x^2 h $$",
        r"$$ 3 \cdot 5 = 1 $$",
        "$$ \\int \\frac{dx}{2x+6} = \\frac12 \\ln(2x+6) = \\frac12 \\ln(x+4) $$",
        r"$$ 3{,}140 \cdot 2 = 6{,}290 $$",
    ],
)
def test_what_is_wrong_in_every_sense_is(page: str) -> None:
    assert Verdict.REFUTED in verdicts(page)
