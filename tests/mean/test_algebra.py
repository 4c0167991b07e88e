"""The light constructors: what they simplify, and that they keep value and domain."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given

from symcalc.core import term as raw
from symcalc.core.term import HALF, ONE, TWO, ZERO, Term, name, number
from symcalc.mean.algebra import add, call, div, mul, neg, power, simplify, sub
from symcalc.mean.interval import enclose
from symcalc.mean.numeric import CannotEvaluate, NoMeaning, Undefined, Undetermined
from symcalc.mean.total import everywhere_defined
from tests.mean.terms import points, quick, terms

X, Y = name("x"), name("y")
THREE = number(3)


@pytest.mark.parametrize(
    ("built", "expected"),
    [
        (add(X, X), raw.mul(TWO, X)),
        (add(X, neg(X)), ZERO),
        (add(ONE, X, TWO), raw.add(THREE, X)),
        (sub(add(X, Y), X), Y),
        (add(div(X, TWO), div(X, TWO)), X),
        (mul(X, X), raw.power(X, TWO)),
        (mul(X, ONE, Y), raw.mul(X, Y)),
        (mul(neg(X), neg(Y)), raw.mul(X, Y)),
        (mul(X, neg(Y)), raw.neg(raw.mul(X, Y))),
        (mul(TWO, div(X, number(4))), raw.div(X, TWO)),
        (mul(X, div(Y, THREE)), raw.div(raw.mul(X, Y), THREE)),
        (mul(ZERO, X), ZERO),
        (div(neg(mul(TWO, X)), mul(number(4), Y)), raw.neg(raw.div(X, raw.mul(TWO, Y)))),
        (power(X, ONE), X),
        (power(X, ZERO), ONE),
        (power(neg(X), THREE), raw.neg(raw.power(X, THREE))),
        (power(TWO, number(-3)), number(Fraction(1, 8))),
        (call("sqrt", number(Fraction(9, 4))), number(Fraction(3, 2))),
        (call("log", call("exp", X)), X),
        (call("exp", ZERO), ONE),
    ],
)
def test_simplifies(built: Term, expected: Term):
    assert built is expected


@pytest.mark.parametrize(
    "kept",
    [
        div(X, X),
        mul(X, div(ONE, X)),
        div(ZERO, X),
        sub(div(ONE, X), div(ONE, X)),
        mul(ZERO, call("log", X)),
        add(mul(ZERO, div(ONE, X)), ONE),
        mul(call("sqrt", X), call("sqrt", X)),
        call("exp", call("log", X)),
        power(call("log", X), ZERO),
        div(ONE, div(ONE, X)),
        power(ZERO, neg(ONE)),
    ],
)
def test_keeps_conditions(kept: Term):
    for place in (Fraction(0), Fraction(-1)):
        try:
            enclose(kept, {"x": place})
        except Undefined:
            return
    pytest.fail("a point outside the domain got a value")


def test_huge_powers_stay_powers():
    tower = power(number(9), power(number(9), power(number(9), number(9))))
    assert tower.op is raw.Op.POW


@quick
@given(terms(), points)
def test_simplify_keeps_value_and_domain(term: Term, place: dict[str, Fraction]):
    try:
        before = enclose(term, place)
    except (Undetermined, CannotEvaluate):
        return
    except Undefined:
        with pytest.raises(NoMeaning):
            enclose(simplify(term), place)
        return
    try:
        after = enclose(simplify(term), place)
    except Undetermined:
        return
    assert before.overlaps(after)


@quick
@given(terms(), points)
def test_everywhere_defined_is_no_empty_promise(term: Term, place: dict[str, Fraction]):
    if everywhere_defined(term):
        try:
            enclose(term, place)
        except (Undetermined, CannotEvaluate):
            return


def test_order_of_the_author_is_kept():
    assert add(Y, X, ONE) is raw.add(Y, X, ONE)
    assert mul(Y, HALF, X) is raw.div(raw.mul(Y, X), TWO)


def test_deep_and_wide_terms():
    wide = simplify(raw.add(*(raw.mul(number(k), name(f"x{k % 7}")) for k in range(5000))))
    assert len(wide.args) == 7
    deep = X
    for _ in range(3000):
        deep = raw.div(raw.add(deep, ONE), TWO)
    assert simplify(deep) is not ZERO
