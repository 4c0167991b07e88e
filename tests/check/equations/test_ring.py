"""Terms as quotients of polynomials: equal terms are one quotient, roots can be eliminated."""

from __future__ import annotations

import pytest

from symcalc.check.equations.quotients import quotient_of
from symcalc.check.equations.ring import NotInRing, Ring
from symcalc.read import read_expression


def quotient_key(ring: Ring, text: str) -> tuple[str, str]:
    return quotient_of(read_expression(text).terms[0], ring).key


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (r"(x+1)^2", "x^2 + 2x + 1"),
        (r"\frac{x^2-1}{x-1}", "x + 1"),
        (r"\sqrt{52}", r"2\sqrt{13}"),
        (r"\sqrt{\frac{1}{2}}", r"\frac{\sqrt{2}}{2}"),
        (r"\sqrt{6}", r"\sqrt{2}\sqrt{3}"),
        (r"8^{x+1}", r"8 \cdot 2^{3x}"),
        (r"4^{3x}", r"2^{6x}"),
        (r"e^{x+y}", r"e^x e^y"),
        (r"\log 12", r"2\log 2 + \log 3"),
        (r"|{-3}|", "3"),
        (r"\log(1+x)", r"\log(x+1)"),
    ],
)
def test_equal_terms_are_one_quotient(left: str, right: str) -> None:
    ring = Ring()
    assert quotient_key(ring, left) == quotient_key(ring, right)


@pytest.mark.parametrize(
    ("left", "right"), [(r"\sqrt{x^2}", "x"), ("2^x", "x^2"), (r"\sqrt{2}", r"\sqrt{3}")]
)
def test_different_terms_are_different_quotients(left: str, right: str) -> None:
    ring = Ring()
    assert quotient_key(ring, left) != quotient_key(ring, right)


def test_roots_are_eliminated() -> None:
    ring = Ring()
    found = quotient_of(read_expression(r"\sqrt{x+2} - x").terms[0], ring)
    free = ring.without_roots(found.above)
    assert free == quotient_of(read_expression("x^2 - x - 2").terms[0], ring).above


def test_a_root_that_is_rational_on_one_side_is_left_out_only_on_request() -> None:
    ring = Ring()
    found = quotient_of(read_expression("|x| - x").terms[0], ring)
    assert ring.without_roots(found.above) == 0
    assert ring.without_roots(found.above, leave_out=True) != 0


def test_powers_of_roots_are_replaced() -> None:
    ring = Ring()
    found = quotient_of(read_expression(r"(\sqrt{x})^2 - x").terms[0], ring)
    assert ring.normal(found.above) == 0


@pytest.mark.parametrize("text", ["(x+y+z)^{99}", r"\frac{1}{x-x}"])
def test_what_is_too_large_or_has_no_value_is_refused(text: str) -> None:
    with pytest.raises(NotInRing):
        quotient_of(read_expression(text).terms[0], Ring())
