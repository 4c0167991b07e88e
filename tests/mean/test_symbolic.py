"""To SymPy and back: the value stays, the meaning of names stays, order is the same every time."""

from __future__ import annotations

from fractions import Fraction

import pytest
import sympy as sp
from hypothesis import given

from symcalc.core import term as raw
from symcalc.core.kind import COMPLEX, INTEGER, POSITIVE, Declaration
from symcalc.core.problem import Scope
from symcalc.core.term import (
    INFINITY,
    ONE,
    TRUE,
    TWO,
    ZERO,
    Term,
    apply,
    call,
    cases,
    element,
    integral,
    name,
    number,
    relation,
    summation,
)
from symcalc.mean.interval import enclose
from symcalc.mean.numeric import NoMeaning
from symcalc.mean.symbolic import NoSympyForm, from_sympy, to_sympy
from tests.mean.terms import X, Y, points, quick, terms

INDEX, N = name("i"), name("n")


@quick
@given(terms(), points)
def test_the_round_trip_keeps_the_value(term: Term, place: dict[str, Fraction]):
    try:
        again = from_sympy(to_sympy(term))
        assert enclose(term, place).overlaps(enclose(again, place))
    except (NoSympyForm, NoMeaning):
        return


@pytest.mark.parametrize(
    "term",
    [
        call("sin", raw.mul(X, Y)),
        raw.power(X, Y),
        raw.div(X, call("sqrt", Y)),
        apply("f", X, Y),
        apply("f", X, orders=(2,)),
        element("x", INDEX),
        element("a", ONE, TWO),
        summation(element("x", INDEX), INDEX, ONE, N),
        raw.product(element("x", INDEX), INDEX, ONE, N),
        integral(call("exp", X), X, ZERO, INFINITY),
        integral(call("exp", X), X),
        raw.limit(raw.div(call("sin", X), X), X, ZERO, "+"),
        cases((X, relation(">", X, ZERO)), (ZERO, TRUE)),
        relation("<=", X, Y),
        raw.vector(X, Y),
        raw.matrix([[X, Y], [Y, X]]),
        raw.PI,
        raw.constant("i"),
        call("digamma", X),
    ],
)
def test_the_round_trip_keeps_the_form(term: Term):
    assert from_sympy(to_sympy(term)) is term


def test_derivatives_of_abstract_functions_at_a_place():
    term = apply("f", raw.power(X, TWO), Y, orders=(1, 2))
    assert from_sympy(to_sympy(term)) is term
    chain = sp.diff(to_sympy(apply("f", apply("g", X))), sp.Symbol("x", real=True))
    product = raw.mul(apply("f", apply("g", X), orders=(1,)), apply("g", X, orders=(1,)))
    assert from_sympy(chain) is product


def test_declarations_become_assumptions():
    def declared(key: str, kind) -> Scope:
        return Scope(declarations={key: Declaration(key, kind, "block")})

    assert to_sympy(X).is_real
    assert to_sympy(X, declared("x", POSITIVE)).is_positive
    assert to_sympy(X, declared("x", INTEGER)).is_integer
    assert to_sympy(X, declared("x", COMPLEX)).is_real is None
    assert to_sympy(X, Scope(assumptions=(relation(">", X, ZERO),))).is_positive
    assert to_sympy(call("sqrt", raw.power(X, TWO))) == sp.Abs(sp.Symbol("x", real=True))


def test_the_index_of_a_sum_is_a_whole_number():
    total = to_sympy(summation(INDEX, INDEX, ONE, N))
    assert total.variables[0].is_integer
    assert total.doit().subs(total.limits[0][2], 4) == 10


def test_even_and_odd_roots_are_real():
    cube_root = to_sympy(call("root", X, number(3)))
    assert cube_root.subs(sp.Symbol("x", real=True), -8) == -2


@pytest.mark.parametrize(
    "expression",
    [sp.zoo, sp.nan, sp.zeta(sp.Symbol("x")), sp.DiracDelta(sp.Symbol("x")), sp.false],
)
def test_what_terms_cannot_say(expression: sp.Basic):
    with pytest.raises(NoSympyForm):
        from_sympy(expression)


@pytest.mark.parametrize(
    "term",
    [
        raw.derivative(Y, X),
        raw.div(ONE, ZERO),
        raw.power(number(9), raw.power(number(9), number(9))),
        call("factorial", number(10**9)),
    ],
)
def test_what_sympy_would_misread_or_never_finish(term: Term):
    with pytest.raises(NoSympyForm):
        to_sympy(term)


def test_numbers_of_python():
    assert from_sympy(3) is number(3)
    assert from_sympy(sp.Rational(-3, 4)) is raw.neg(raw.div(number(3), number(4)))


def test_wide_sums():
    wide = raw.add(*(raw.mul(number(k + 1), name(f"x{k}")) for k in range(500)))
    assert len(from_sympy(to_sympy(wide)).args) == 500
