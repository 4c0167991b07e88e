"""Infinite bounds beside finite parts."""

from __future__ import annotations

from symcalc.core.term import INFINITY, add, name, neg
from symcalc.mean.infinite import infinite_sign, without_finite_part


def test_infinity_swallows_what_is_finite() -> None:
    below = neg(INFINITY)
    assert without_finite_part(add(below, neg(name("mu")))) is below
    assert without_finite_part(add(INFINITY, name("mu"))) is INFINITY
    assert infinite_sign(without_finite_part(add(INFINITY, below))) == 0
