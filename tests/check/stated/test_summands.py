"""Sums taken apart keep their values, and equal sums become one term."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from symcalc.check.concrete import concretes
from symcalc.check.domain import Domain
from symcalc.check.oracles.interval import Outcome, compare_at
from symcalc.check.sampling import random_points
from symcalc.check.stated.summands import taken_apart
from symcalc.core.term import (
    ONE,
    Op,
    Term,
    add,
    call,
    contains,
    div,
    element,
    free_names,
    mul,
    name,
    number,
    power,
    sub,
    summation,
)

INDEX, OTHER, N, A = name("i"), name("j"), name("n"), name("a")
X, Y = element("x", INDEX), element("y", INDEX)
LEAVES = st.sampled_from([X, Y, A, INDEX, number(2), call("exp", A)])


def _grow(inner: st.SearchStrategy[Term]) -> st.SearchStrategy[Term]:
    pairs = st.tuples(inner, inner)
    return st.one_of(
        pairs.map(lambda p: add(*p)),
        pairs.map(lambda p: sub(*p)),
        pairs.map(lambda p: mul(*p)),
        inner.map(lambda t: power(t, number(2))),
        inner.map(lambda t: div(t, A)),
    )


@given(st.recursive(LEAVES, _grow, max_leaves=5))
@settings(max_examples=60, deadline=None)
def test_the_value_stays(body: Term) -> None:
    whole = summation(body, INDEX, ONE, N)
    apart = taken_apart(whole)
    for concrete in concretes(whole, apart, Domain()):
        keys = sorted(free_names(concrete.left) | free_names(concrete.right))
        for point in random_points(keys, Domain(), 3, 0):
            outcome = compare_at(concrete.left, concrete.right, "=", point).outcome
            assert outcome is not Outcome.FAILS


def test_equal_sums_are_one_term() -> None:
    other = summation(mul(element("y", OTHER), element("x", OTHER)), OTHER, ONE, N)
    assert taken_apart(summation(mul(X, Y), INDEX, ONE, N)) is taken_apart(other)
    once = taken_apart(summation(power(sub(X, A), number(2)), INDEX, ONE, N))
    assert taken_apart(once) is once


def test_what_does_not_depend_on_the_index_is_counted() -> None:
    assert not contains(taken_apart(summation(A, INDEX, ONE, N)), Op.SUM)
