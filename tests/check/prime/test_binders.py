"""Sums, integrals and limits as linear operations: what follows for any function."""

from __future__ import annotations

import pytest

from symcalc.check.domain import domain_of
from symcalc.check.oracles import modular
from symcalc.core.verdict import Says, Verdict
from tests.check.claims import judged, sides


def holds(left: str, right: str, *lets: str) -> bool:
    a, b, scope = sides(left, right, lets)
    return modular.prove(a, b, domain_of(scope, a, b)).says is Says.HOLDS


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (r"\int_{-\infty}^\infty c f(x) dx", r"c \int_{-\infty}^\infty f(t) dt"),
        (r"\int_0^\infty (f(x)+g(x)) dx", r"\int_0^\infty f(x)dx+\int_0^\infty g(x)dx"),
        (r"\int_0^1 f(x) dx + \int_1^3 f(x) dx", r"\int_0^3 f(t) dt"),
        (r"\int_a^\infty f(x) dx - \int_b^\infty f(x) dx", r"\int_a^b f(t) dt"),
        (r"\int_a^b f(x) dx", r"-\int_b^a f(x)dx"),
        (r"\int_a^b f(x) dx", r"(b-a)\int_0^1 f(a+(b-a)t) dt"),
        (r"\int_{-\infty-\mu}^{\infty-\mu} x f(x) dx", r"\int_{-\infty}^{\infty} x f(x) dx"),
        (r"\int_{-\infty}^{\infty} f(x-c) dx", r"\int_{-\infty}^{\infty} f(x) dx"),
        (r"\int_{-\infty}^{\infty} f(x/c) dx", r"|c|\int_{-\infty}^{\infty} f(x) dx"),
        (r"\int_c^\infty f(x-c) dx", r"\int_0^{\infty} f(x) dx"),
        (r"\int_{-\infty}^{c} f(c-x) dx", r"\int_0^{\infty} f(x) dx"),
        (r"\int_0^1 e^{tx} x^{a-1}(1-x)^{b-1} c dx", r"c \int_0^1 e^{tx} x^{a-1} (1-x)^{b-1} dx"),
        (r"\int_0^1 \sqrt{x^2} dx", r"\int_0^1 x dx"),
        (r"\int_{-\infty}^\infty \int_0^\infty x y f(x) g(y) dy dx",
         r"\int_{-\infty}^\infty x f(x) dx\int_0^\infty y g(y) dy"),
        (r"\int_0^\infty \int_{-\infty}^\infty h(x,y) dx dy",
         r"\int_{-\infty}^\infty \int_0^\infty h(x,y) dy dx"),
        (r"\sum_{i=1}^{n+1} a_i", r"a_{n+1}+\sum_{i=1}^n a_i"),
        (r"\sum_{i=0}^{n-1} a_{i+1}", r"\sum_{i=1}^{n} a_i"),
        (r"\sum_{i=1}^{n} i (a_i + b)", r"b\sum_{i=1}^n i + \sum_{j=1}^n j a_j"),
        (r"\sum_{k=1}^\infty \frac{1}{(k-1)!}", r"\sum_{k=0}^\infty \frac{1}{k!}"),
        (r"\sum_{k=0}^\infty \frac{1}{k!}", r"2+\sum_{k=2}^\infty \frac{1}{k!}"),
        (r"\lim_{h \to 0} \frac{f(x+h)-f(x)+g(h)}{h}",
         r"\lim_{h\to 0} \frac{f(x+h)-f(x)}{h}+\lim_{h\to 0} \frac{g(h)}{h}"),
        (r"\lim_{n \to \infty} c f(n)", r"c \lim_{n \to \infty} f(n)"),
    ],
)  # fmt: skip
def test_linear_operations(left: str, right: str) -> None:
    assert holds(left, right)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (r"\int_{-\infty}^\infty c f(x) dx", r"c^2 \int_{-\infty}^\infty f(t) dt"),
        (r"\int_0^\infty f(x) dx", r"\int_{-\infty}^\infty f(x) dx"),
        (r"\int_0^1 f(x) dx + \int_1^3 f(x) dx", r"\int_0^2 f(t) dt"),
        (r"\int_a^b f(x) dx", r"\int_b^a f(x)dx"),
        (r"\int_0^1 f(x) dx", r"\int_0^1 f(2 u) du"),
        (r"\int_{-\infty}^{\infty} x f(x-c) dx", r"\int_{-\infty}^{\infty} x f(x) dx"),
        (r"\int_{-\infty}^{\infty} f(x/c) dx", r"c\int_{-\infty}^{\infty} f(x) dx"),
        (r"\int_1^0 \sqrt{x^2} dx", r"-\int_1^0 x dx"),
        (r"\int_{-1}^1 \sqrt{x^2} dx", r"\int_{-1}^1 x dx"),
        (r"\int_a^b \sqrt{(x-a)^2} dx", r"\int_a^b (x-a) dx"),
        (r"\int_0^\infty f(x) g(x) dx", r"\int_0^\infty f(x) dx\int_0^\infty g(x) dx"),
        (r"\int_0^\infty f(x)^2 dx", r"(\int_0^\infty f(x) dx)^2"),
        (r"\sum_{i=1}^{n+1} a_i", r"a_{n}+\sum_{i=1}^n a_i"),
        (r"\sum_{i=0}^{n-1} a_{i+1}", r"\sum_{i=0}^{n} a_i"),
        (r"\sum_{k=0}^\infty \frac{1}{k!}", r"\sum_{k=1}^\infty \frac{1}{k!}"),
        (r"\lim_{h \to 0} f(h)", r"\lim_{h\to 1} f(h)"),
        (r"\lim_{h \to 0} f(h)", r"f(h)"),
    ],
)
def test_what_no_linear_operation_does(left: str, right: str) -> None:
    assert not holds(left, right)


def test_a_known_sign_of_a_square_hides_a_choice() -> None:
    assert not holds(r"\sqrt{\frac{2}{1/s^2}}", r"\sqrt{2} s", "s != 0")
    assert holds(r"\sqrt{\frac{2}{1/s^2}}", r"\sqrt{2} s", "s > 0")


def test_convergence_is_a_condition_where_no_number_shows_it() -> None:
    found = judged(r"\int_{-\infty}^\infty c f(x) dx", r"c \int_{-\infty}^\infty f(x) dx")
    assert found.verdict is Verdict.CONDITIONAL
    assert found.conditions == ("what runs to infinity converges absolutely",)


def test_that_limits_exist_is_a_condition() -> None:
    left = r"\lim_{h \to 0} (f(h) + g(h))"
    found = judged(left, r"\lim_{h \to 0} f(h) + \lim_{h \to 0} g(h)")
    assert found.verdict is Verdict.CONDITIONAL
    assert found.conditions == ("the limits exist",)


def test_a_value_that_was_found_shows_that_the_limit_exists() -> None:
    found = judged(r"\lim_{h \to 0} \frac{y (h^2 - y^2)}{h^2 + y^2}", "-y")
    assert found.conditions == ()


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (r"\prod_{i=1}^n e^{-c x_i}", r"e^{-c \sum_{i=1}^n x_i}"),
        (r"\prod_{i=1}^n c e^{-c x_i}", r"c^n e^{-c \sum_{i=1}^n x_i}"),
        (r"\prod_{i=1}^n e^{-c} c^{y_i}", r"c^{\sum_{i=1}^n y_i} e^{-nc}"),
        (r"\log \prod_{i=1}^n e^{-c} c^{y_i}", r"\log c \sum_{i=1}^n y_i - n c"),
        (r"\prod_{i=1}^n \frac{1}{\sqrt{2\pi}c} e^{-\frac12(\frac{y_i-m}{c})^2}",
         r"(2\pi c^2)^{-n/2} e^{-\frac{1}{2c^2}(\sum_{i=1}^n y_i^2-2m\sum_{i=1}^n y_i+n m^2)}"),
        (r"2 \prod_{i=1}^n x_i", r"\prod_{j=1}^n x_j + \prod_{i=1}^n x_i"),
    ],
)  # fmt: skip
def test_products_of_positive_factors(left: str, right: str) -> None:
    assert holds(left, right, "c > 0")


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (r"\prod_{i=1}^n c e^{-c x_i}", r"c e^{-c \sum_{i=1}^n x_i}"),
        (r"\prod_{i=1}^n c e^{-c x_i}", r"c^2 e^{-c \sum_{i=1}^n x_i}"),
        (r"\prod_{i=1}^n e^{-c} c^{y_i}", r"c^{\sum_{i=1}^n y_i} e^{-c}"),
        (r"\prod_{i=1}^n x_i^2", r"(\prod_{i=1}^n x_i)^3"),
        (r"\prod_{i=1}^n \sqrt{x_i^2}", r"\prod_{i=1}^n x_i"),
        (r"\prod_{i=1}^n x_i", r"e^{\sum_{i=1}^n \log x_i + 1}"),
    ],
)
def test_what_products_do_not_do(left: str, right: str) -> None:
    assert not holds(left, right, "c > 0")
