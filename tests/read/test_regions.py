r"""Integrals over sets, intervals, the line and the plane."""

from __future__ import annotations

import pytest

from symcalc.check.judge import judge
from symcalc.core import term as t
from symcalc.core.term import Op
from symcalc.core.verdict import Verdict
from symcalc.read import ReadError, read_document, read_expression

LINE = (t.neg(t.INFINITY), t.INFINITY)


def read(text: str) -> t.Term:
    return read_expression(text).terms[0]


def verdict(line: str) -> Verdict:
    return judge(read_document(f"$$ {line} $$", "page.md").statements[-1]).verdict


@pytest.mark.parametrize(
    ("region", "bounds"),
    [
        (r"\mathbb{R}", LINE),
        (r"\mathbb R", LINE),
        (r"\mathbb{R}_+", (t.ZERO, t.INFINITY)),
        (r"[0, 1]", (t.ZERO, t.ONE)),
        (r"(0, \infty)", (t.ZERO, t.INFINITY)),
        (r"\mathcal{X}", (t.apply("inf.cal.X"), t.apply("sup.cal.X"))),
        (r"x \in \Omega", (t.apply("inf.Omega"), t.apply("sup.Omega"))),
    ],
)
def test_a_set_below_the_sign_gives_the_bounds(region: str, bounds: tuple[t.Term, ...]) -> None:
    x = t.name("x")
    assert read(rf"\int_{{{region}}} x \, dx") is t.integral(x, x, *bounds)


def test_the_integral_over_a_set_is_linear_and_nothing_more_is_known_of_it() -> None:
    split = r"\int_{\mathcal X} (f(x) + c g(x)) dx = \int_{\mathcal X} f(x) dx"
    assert verdict(split + r" + c \int_{\mathcal X} g(x) dx") is Verdict.PROVED
    assert verdict(split + r" + \int_{\mathcal X} g(x) dx") is Verdict.UNDECIDED
    assert verdict(r"\int_{\mathcal X} x \, dx = \int_{\mathcal X} x^2 \, dx") is Verdict.UNDECIDED
    assert verdict(r"\int_{A} x \, dx = \int_{B} x \, dx") is Verdict.UNDECIDED
    assert verdict(r"\int_{\mathcal X} 1 \, dx = 1") is Verdict.UNDECIDED


def test_an_interval_is_integrated() -> None:
    assert verdict(r"\int_{[0, 1]} x^2 \, dx = \frac{1}{3}") is Verdict.PROVED
    assert verdict(r"\int_{[0, 1]} x^2 \, dx = \frac{1}{2}") is Verdict.REFUTED


def test_an_integral_over_the_plane_takes_two_differentials() -> None:
    found = read(r"\int_{\mathbb{R}^2} x y \, dx \, dy")
    assert found.args[1:] == (t.name("y"), *LINE)
    assert found.args[0].args[1:] == (t.name("x"), *LINE)
    inside = read(r"\iint_{S} x y \, dx \, dy").args[0].args[0]
    assert inside.args[0] is t.apply("indicator.S", t.name("x"), t.name("y"))


def test_nested_integrals_over_sets() -> None:
    claim = r"\int_{A} \int_{B} x y \, f(x) g(y) \, dy \, dx = \int_{A} x f(x) \int_{B} y g(y)"
    assert read(r"\int_A \int_B x y \, dy \, dx").args[0].op is Op.INTEGRAL
    assert verdict(claim + r" \, dy \, dx") is Verdict.PROVED


@pytest.mark.parametrize(
    "text",
    [r"\oint f(z) dz", r"\int_C \mathbf{F} \cdot d\mathbf{r}", r"\int_C \vec{F} \cdot d\vec{r}",
     r"\int f(x) d\mu(x)", r"\int_a f(x) dx",
     r"\iint_S f(x) dx", r"\int_{\mathbb{N}} f(x) dx"],
)  # fmt: skip
def test_what_is_not_said_of_an_integral_is_refused(text: str) -> None:
    with pytest.raises(ReadError) as caught:
        read_expression(text)
    assert caught.value.trouble.code in ("SC047", "SC031", "SC041")
