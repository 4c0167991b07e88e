"""Which letter is the imaginary unit, and which bar a conjugate."""

from __future__ import annotations

import pytest

from symcalc.core import term as t
from symcalc.core.problem import Statement
from symcalc.core.term import Term
from symcalc.read import read_document

UNIT = t.constant("i")


def last(page: str) -> Statement:
    return read_document(page).statements[-1]


def has_unit(statement: Statement) -> bool:
    sides = [side for side in (statement.left, statement.right) if side is not None]
    return UNIT in t.postorder(*sides)


@pytest.mark.parametrize(
    "page",
    [
        r"$$ e^{i\pi} = -1 $$",
        r"$$ e^{\mathrm{i} x} = \cos x + \mathrm{i} \sin x $$",
        r"$$ \mathrm i (a + b) = \mathrm i a + \mathrm i b $$",
        r"Let $i$ be the imaginary unit. $$ 1 + i = i + 1 $$",
        r"With $i^2 = -1$ we have $$ (1+i)(1-i) = 2 $$",
        r"where $j = \sqrt{-1}$. $$ \frac{1}{j} = -j $$",
        r"A wave $e^{i(kx - \omega t)}$ has $$ i(k x - \omega t) = i k x - i \omega t $$",
        r"$$ y(t) = A \exp(i \omega t) $$",
        # what numbers the terms is bound; what is not, is the unit
        r"The points $x_i$ have $$ \sum_{k=1}^3 e^{2 \pi i k / 3} = 0 $$",
    ],
)
def test_this_is_the_imaginary_unit(page: str) -> None:
    statement = last(page)
    assert statement.trouble is None
    assert has_unit(statement)


@pytest.mark.parametrize(
    "page",
    [
        r"$$ \sum_{i=1}^n i = \frac{n(n+1)}{2} $$",
        r"$$ \sum_{i=1}^n e^{i t} = e^t \frac{e^{n t} - 1}{e^t - 1} $$",
        r"Let $i$ be an integer. $$ (1 + i)^2 = 1 + 2 i + i^2 $$",
        r"$$ x_i + y_i = y_i + x_i $$",
        r"The interest rate is $\mathrm{i} = 0.05$. $$ x_{\mathrm{i}} = 1 + x $$",
        r"$$ j + 1 = 1 + j $$",
    ],
)
def test_this_is_not(page: str) -> None:
    statement = last(page)
    assert statement.trouble is None
    assert not has_unit(statement)


def test_an_i_that_nothing_explains_is_refused() -> None:
    trouble = last(r"$$ (1 + i)^2 = 1 + 2i + i^2 $$").trouble
    assert trouble is not None
    assert trouble.code == "SC027"


Z = r"Let $z, w \in \mathbb{C}$ and $x \in \mathbb{R}$. "


@pytest.mark.parametrize(
    ("display", "expected"),
    [
        (r"\bar z", t.call("conj", t.name("z"))),
        (r"z^*", t.call("conj", t.name("z"))),
        (r"\overline{z w}", t.call("conj", t.mul(t.name("z"), t.name("w")))),
        (r"(z + w)^*", t.call("conj", t.add(t.name("z"), t.name("w")))),
        (r"\Re z", t.call("re", t.name("z"))),
        (r"\operatorname{Im}(z)", t.call("im", t.name("z"))),
        (r"\mathrm{Re}\, z", t.call("re", t.name("z"))),
        (r"\bar x", t.name("bar.x")),  # of a real number: a mean, or another name
    ],
)
def test_parts_and_conjugates(display: str, expected: Term) -> None:
    statement = last(f"{Z}$$ {display} = 0 $$")
    assert statement.trouble is None
    assert statement.left is expected


def test_a_capital_before_a_place_in_the_complex_plane_is_applied() -> None:
    page = r"With $j = \sqrt{-1}$ $$ H(j\omega) = \frac{1}{1 + j\omega} $$"
    left = last(page).left
    assert left is t.apply("H", t.mul(UNIT, t.name("omega")))
