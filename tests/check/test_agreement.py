"""Oracles never contradict one another, on random terms."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from symcalc.check import conditions
from symcalc.check.domain import Domain, domain_of
from symcalc.check.judge import compare
from symcalc.check.oracles import constancy, decimal, modular, order
from symcalc.check.oracles.interval import Outcome, compare_at
from symcalc.check.sampling import plain_points, random_points
from symcalc.core.problem import Scope
from symcalc.core.term import (
    HALF,
    ONE,
    TWO,
    Term,
    add,
    call,
    div,
    free_names,
    mul,
    name,
    neg,
    number,
    power,
    relation,
    sub,
)
from symcalc.core.verdict import Says, Verdict

NAMES = st.sampled_from([name("x"), name("y")])
LEAVES = NAMES | st.integers(-3, 3).map(number)
FUNCTIONS = st.sampled_from(
    ["sin", "cos", "exp", "log", "sqrt", "abs", "tanh", "arctan", "cosh", "sign", "floor", "gamma"]
)


def compounds(inner: st.SearchStrategy[Term]) -> st.SearchStrategy[Term]:
    return (
        st.builds(add, inner, inner)
        | st.builds(mul, inner, inner)
        | st.builds(div, inner, inner)
        | st.builds(neg, inner)
        | st.builds(power, inner, st.sampled_from([TWO, number(3), number(-1), HALF, name("y")]))
        | st.builds(call, FUNCTIONS, inner)
        | st.builds(lambda a, b: call("max", a, b), inner, inner)
    )


TERMS = st.recursive(LEAVES, compounds, max_leaves=8)
SCOPES = st.sampled_from([Scope(), Scope(assumptions=(relation(">", name("x"), number(0)),))])


@settings(max_examples=150, deadline=None)
@given(TERMS, TERMS, SCOPES)
def test_no_pair_of_terms_is_disputed(left: Term, right: Term, scope: Scope) -> None:
    assert compare(left, right, scope).verdict is not Verdict.DISPUTED


@settings(max_examples=100, deadline=None)
@given(TERMS, TERMS, SCOPES)
def test_a_difference_of_squares_is_never_refuted(a: Term, b: Term, scope: Scope) -> None:
    left = sub(mul(a, a), mul(b, b))
    right = mul(sub(a, b), add(a, b))
    assert compare(left, right, scope).verdict not in (Verdict.REFUTED, Verdict.DISPUTED)


@settings(max_examples=100, deadline=None)
@given(TERMS, SCOPES)
def test_one_more_is_never_accepted(term: Term, scope: Scope) -> None:
    verdict = compare(add(term, ONE), term, scope).verdict
    assert verdict in (Verdict.REFUTED, Verdict.UNDECIDED)


@settings(max_examples=100, deadline=None)
@given(TERMS, TERMS)
def test_the_modular_proof_is_symmetric(left: Term, right: Term) -> None:
    domain = domain_of(Scope(), left, right)
    one = modular.prove(left, right, domain).says
    other = modular.prove(right, left, domain).says
    assert one == other


def test_deep_and_wide_terms_are_judged() -> None:
    x = name("x")
    wide = add(*(mul(number(k), x) for k in range(1, 2001)))
    assert compare(wide, mul(number(2001000), x), Scope()).verdict is Verdict.PROVED
    deep = x
    for _ in range(1000):
        deep = call("sin", deep)
    assert compare(add(deep, deep), mul(TWO, deep), Scope()).verdict is Verdict.PROVED
    assert compare(deep, add(deep, ONE), Scope()).verdict is Verdict.REFUTED
    assert modular.prove(deep, deep, domain_of(Scope(), deep)).says is Says.HOLDS


# ----------------------------------------------- each oracle by itself, against the balls


def fails_somewhere(left: Term, right: Term, sign: str, domain: Domain) -> bool:
    """Whether balls exclude a claim at one of many points of its domain."""
    keys = sorted(free_names(left) | free_names(right))
    points = random_points(keys, domain, 30, seed=11) + plain_points(keys, domain)
    return any(compare_at(left, right, sign, p).outcome is Outcome.FAILS for p in points)


@settings(max_examples=80, deadline=None)
@given(TERMS, TERMS, SCOPES)
def test_no_argument_is_contradicted_by_a_point(left: Term, right: Term, scope: Scope) -> None:
    domain = domain_of(scope, left, right)
    whole = conditions.connected(left, right, domain)
    arguments = [
        modular.prove(left, right, domain).says,
        constancy.prove(left, right, domain, whole).says,
    ]
    if Says.HOLDS in arguments:
        assert not fails_somewhere(left, right, "=", domain)


@settings(max_examples=80, deadline=None)
@given(TERMS, TERMS, SCOPES, st.sampled_from(["<", "<=", ">", ">=", "!="]))
def test_no_proof_of_an_order_is_contradicted_by_a_point(
    left: Term, right: Term, scope: Scope, sign: str
) -> None:
    domain = domain_of(scope, left, right)
    if order.prove(left, right, sign, domain).says is Says.HOLDS:
        assert not fails_somewhere(left, right, sign, domain)


@settings(max_examples=60, deadline=None)
@given(TERMS, TERMS, SCOPES)
def test_sixty_digits_see_what_balls_see(left: Term, right: Term, scope: Scope) -> None:
    domain = domain_of(scope, left, right)
    keys = sorted(free_names(left) | free_names(right))
    for point in random_points(keys, domain, 6, seed=3):
        seen = compare_at(left, right, "=", point)
        again = decimal.second_look(left, right, [point]).says
        if seen.outcome is Outcome.FAILS and seen.gap > 1e-40:
            assert again is not Says.AGREES
        if seen.outcome is Outcome.AGREES and seen.bits > 100:
            assert again is not Says.FAILS
