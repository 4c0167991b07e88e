"""A wrong result is noticed by every witness, a right one by none."""

from __future__ import annotations

import pytest
from hypothesis import assume, given

from symcalc.core.problem import Problem, Scope
from symcalc.core.term import ONE, Term, add, call, mul, neg, number, power
from symcalc.core.verdict import Says
from symcalc.derive.concrete import concrete_for
from symcalc.derive.entry import derive_problem
from symcalc.derive.operations import Component, components_of
from symcalc.derive.points import sample
from symcalc.derive.problems import DeriveError, make_ready
from symcalc.derive.witness import witnesses
from tests.derive.posing import posed
from tests.mean.terms import X, Y, quick, terms

#: What a slip of the pen makes of a derivative.
SLIPS = {
    "sign": neg,
    "factor": lambda term: mul(number(2), term),
    "summand": lambda term: add(term, power(number(10), number(-4))),
    "trigonometry": lambda term: call("sin", term),
}


@pytest.mark.parametrize("slip", SLIPS)
@pytest.mark.parametrize(
    ("operation", "text"),
    [
        ("derivative", r"x^2 \sin x"),
        ("gradient", r"\log(1+e^{-x y})"),
        ("hessian", r"x^3 y^2 + e^{x y}"),
        ("derivative", r"|x - 5| x"),
    ],
)
def test_every_witness_notices_a_slip(slip: str, operation: str, text: str) -> None:
    ready = make_ready(posed(operation, text))
    answer = components_of(ready)
    values = [component.value for component in answer.components]
    wrong = [SLIPS[slip](values[0]), *values[1:]]
    concrete = concrete_for(values, Scope())
    points = sample(
        [concrete(each) for each in [*ready.expressions, *values]], Scope(), concrete, 6
    )
    evidence = witnesses(answer.components, wrong, ready.variables, concrete, points)
    assert [item.says for item in evidence] == [Says.FAILS] * 3
    assert all(item.witness for item in evidence)


@given(term=terms())
@quick
def test_no_witness_contradicts_a_right_result(term: Term) -> None:
    try:
        outcome = derive_problem(Problem("gradient", (term,), (X, Y)), steps=False)
    except DeriveError:
        assume(False)
        return
    assert [item.oracle for item in outcome.evidence] == ["symbolic", "difference", "dual"]
    assert all(item.says is not Says.FAILS for item in outcome.evidence)


def test_a_domain_that_cannot_be_hit_leaves_the_witnesses_unsure() -> None:
    nowhere = call("log", neg(add(power(X, number(2)), ONE)))
    outcome = derive_problem(Problem("derivative", (nowhere,), (X,)))
    assert all(item.says is Says.UNSURE for item in outcome.evidence if item.oracle != "symbolic")


def test_integrals_are_beyond_dual_numbers_and_they_say_so() -> None:
    outcome = derive_problem(posed("derivative", r"\int_0^{x} e^{-t^2}\,dt", "x"))
    dual = outcome.evidence[2]
    assert (dual.says, dual.detail) == (Says.UNSURE, "an integral")


def test_a_component_knows_its_function_and_directions() -> None:
    (component, *_) = components_of(make_ready(posed("partials", "x y^2", "x,y"))).components
    assert isinstance(component, Component)
    assert len(component.directions) == 2
