"""Balls: rigour, certainty of comparisons, and flint's global precision."""

from __future__ import annotations

from fractions import Fraction

import flint
import pytest

from symcalc.core import term as raw
from symcalc.core.term import ONE, PI, TRUE, TWO, ZERO, Term, call, cases, name, number, relation
from symcalc.mean.interval import BALL, enclose
from symcalc.mean.numeric import NoMeaning, Undefined, Undetermined
from tests.mean.terms import X, point

#: A term that is zero, but that no finite precision can show to be zero.
HIDDEN_ZERO = raw.sub(
    call("sqrt", raw.add(number(5), raw.mul(TWO, call("sqrt", number(6))))),
    raw.add(call("sqrt", TWO), call("sqrt", number(3))),
)


def test_the_precision_of_flint_is_restored():
    before = flint.ctx.prec
    enclose(call("sin", X), point(x="1/3"), 700)
    with pytest.raises(Undefined):
        enclose(call("log", X), point(x="-1"), 700)
    assert flint.ctx.prec == before


def test_more_precision_makes_smaller_balls():
    coarse, fine = (enclose(call("exp", PI), {}, bits) for bits in (64, 512))
    assert fine.rad() < coarse.rad()
    assert coarse.contains(fine)


def test_a_ball_that_cannot_tell_says_so():
    for term in (
        raw.div(ONE, HIDDEN_ZERO),
        call("log", HIDDEN_ZERO),
        call("sqrt", HIDDEN_ZERO),
        raw.power(HIDDEN_ZERO, number(Fraction(1, 2))),
        raw.power(HIDDEN_ZERO, number(-1)),
        cases((ONE, relation(">", HIDDEN_ZERO, ZERO)), (ZERO, TRUE)),
        call("arcosh", raw.add(ONE, HIDDEN_ZERO)),
    ):
        with pytest.raises(Undetermined):
            enclose(term, {}, 512)


def test_functions_without_edge_do_not_mind_hidden_zeros():
    for function in ("abs", "exp", "sin", "tanh"):
        assert enclose(call(function, HIDDEN_ZERO), {}).is_finite()
    assert enclose(call("max", HIDDEN_ZERO, ONE), {}) >= 1


def test_one_certain_alternative_is_enough():
    either = raw.make(raw.Op.OR, relation(">", HIDDEN_ZERO, ZERO), relation(">", ONE, ZERO))
    assert enclose(cases((ONE, either)), {}) == 1
    both = raw.make(raw.Op.AND, relation(">", HIDDEN_ZERO, ZERO), relation("<", ONE, ZERO))
    assert enclose(cases((ONE, both), (TWO, TRUE)), {}) == 2


def test_equality_of_exact_numbers_is_decided():
    spike = cases((ONE, relation("=", X, number(Fraction(1, 2)))), (ZERO, TRUE))
    assert enclose(spike, point(x="1/2")) == 1
    assert enclose(spike, point(x="1/3")) == 0


@pytest.mark.parametrize("term", [raw.div(ONE, ZERO), cases((ONE, relation("<", ONE, ZERO)))])
def test_points_outside_the_domain(term: Term):
    with pytest.raises(Undefined):
        enclose(term, {})


def test_a_power_of_a_sum_of_squares():
    norm = raw.power(raw.add(raw.power(X, TWO), raw.power(name("y"), TWO)), raw.HALF)
    assert enclose(norm, point(x=3, y=4)) == 5
    with pytest.raises(NoMeaning):
        enclose(raw.power(norm, number(-1)), point(x=0, y=0))


@pytest.mark.parametrize(("exponent", "low", "high"), [(2, 0, 4), (3, -8, 8), (4, 0, 16)])
def test_whole_powers_of_a_ball_about_zero_are_bounded(exponent, low, high):
    ball = BALL.power(flint.arb(0, 2), flint.arb(exponent))
    assert ball.contains(low)
    assert ball.contains(high)
    assert abs(ball) <= 2 * high
