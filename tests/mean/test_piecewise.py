"""The insides of pieces, and deltas below sums."""

from __future__ import annotations

import pytest

from symcalc.core import term as raw
from symcalc.core.term import ONE, TRUE, ZERO, Op, Term, call, element, make, name, number, relation
from symcalc.mean.piecewise import open_conditions
from symcalc.mean.sums import kronecker
from tests.mean.terms import X

MINUS = number(-1)


def less(a: Term, b: Term) -> Term:
    return relation("<", a, b)


@pytest.mark.parametrize(
    ("conditions", "insides"),
    [
        ([relation(">=", X, ZERO), TRUE], [relation(">", X, ZERO), less(X, ZERO)]),
        ([relation("=", X, ZERO), TRUE], [None, relation("!=", X, ZERO)]),
        ([relation("!=", X, ZERO), TRUE], [relation("!=", X, ZERO), None]),
        (
            [less(X, MINUS), relation("<=", X, ONE), TRUE],
            [less(X, MINUS), make(Op.AND, relation(">", X, MINUS), less(X, ONE)),
             relation(">", X, ONE)],
        ),
        (
            [relation("<=", call("abs", X), ONE), TRUE],
            [less(call("abs", X), ONE), relation(">", call("abs", X), ONE)],
        ),
        (
            [less(X, ZERO), make(Op.AND, relation("<=", ZERO, X), less(X, ONE)), TRUE],
            [less(X, ZERO), make(Op.AND, less(ZERO, X), less(X, ONE)), relation(">", X, ONE)],
        ),
        ([relation(">", name("c"), ZERO), TRUE],
         [relation(">", name("c"), ZERO), relation("<=", name("c"), ZERO)]),
    ],
)  # fmt: skip
def test_the_insides_of_pieces(conditions: list[Term], insides: list[Term | None]):
    assert open_conditions(conditions, frozenset({"x"})) == insides


def test_kronecker_deltas():
    i, j = name("i"), name("j")
    assert kronecker(element("x", i), element("x", i)) is ONE
    assert kronecker(element("x", i), element("y", i)) is ZERO
    assert kronecker(element("x", ONE), element("x", number(2))) is ZERO
    assert kronecker(element("x", i), element("x", raw.add(i, ONE))) is ZERO
    delta = kronecker(element("a", i, ONE), element("a", j, ONE))
    assert delta is raw.cases((ONE, relation("=", i, j)), (ZERO, TRUE))
