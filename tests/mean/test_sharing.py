"""The arithmetic of shared graphs."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given

from symcalc.core import term as raw
from symcalc.core.term import ONE, TWO, ZERO, Term, name, neg, number
from symcalc.mean.interval import enclose
from symcalc.mean.numeric import NoMeaning
from symcalc.mean.sharing import plus, times
from tests.mean.terms import points, quick, terms

X, Y = name("x"), name("y")


@pytest.mark.parametrize(
    ("built", "expected"),
    [
        (times(ZERO, X), ZERO),
        (times(neg(ZERO), X), ZERO),
        (times(ONE, X), X),
        (times(neg(X), Y), neg(raw.mul(X, Y))),
        (times(neg(X), neg(Y)), raw.mul(X, Y)),
        (times(TWO, raw.mul(number(3), X)), raw.mul(number(6), X)),
        (times(TWO, number(Fraction(1, 2))), ONE),
        (plus(X, ZERO), X),
        (plus(X, X), raw.mul(TWO, X)),
        (plus(ONE, TWO), number(3)),
    ],
)
def test_zeros_ones_and_numbers(built: Term, expected: Term):
    assert built is expected


def test_nothing_is_flattened():
    shared = raw.mul(X, Y)
    assert times(shared, shared).args == (shared, shared)


@quick
@given(terms(), terms(), points)
def test_the_value_is_kept(left: Term, right: Term, place: dict[str, Fraction]):
    for ours, plain in (
        (plus(left, right), raw.add(left, right)),
        (times(left, right), raw.mul(left, right)),
    ):
        try:
            assert enclose(ours, place).overlaps(enclose(plain, place))
        except NoMeaning:
            return
