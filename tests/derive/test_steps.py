"""Every line of a derivation equals the line before it, and there are few of them."""

from __future__ import annotations

import pytest

from symcalc.core.derivation import Outcome
from symcalc.derive.entry import derive_problem
from tests.derive.posing import SIGMOID, close, derived, posed, value

CASES = [
    ("derivative", r"\sigma(z)", "z", [SIGMOID]),
    ("gradient", r"\frac12(\sigma(wx+b)-y)^2", "w,b", [SIGMOID]),
    ("gradient", r"\log(1+e^{-y(wx+b)})", "w,b", []),
    ("gradient", r"\log(e^{x}+e^{y}+e^{z})", "x,y,z", []),
    ("partials", r"\sin(x) y^2 e^{xy}", "x,y", []),
    ("hessian", r"(1-x)^2+100(y-x^2)^2", "x,y", []),
    ("derivative", r"\frac{x^2+1}{x-5}", "x", []),
    ("derivative", r"x^{x}", "x", []),
    ("derivative", r"\int_0^{x^2} e^{-t^2}\,dt", "x", []),
    ("derivative", r"\arctan(\frac{1}{x})", "x", []),
    ("derivative", r"\ln(\ln(x^2+1))\,\cos(3x)", "x", []),
    ("gradient", "r^2", "x,y", ["r = \\sqrt{x^2+y^2}"]),
]


def _check_lines(outcome: Outcome) -> None:
    for line, result in zip(outcome.lines, outcome.result, strict=True):
        before = line.start
        for step in line.steps:
            scope = outcome.problem.scope
            assert close(value(before, scope), value(step.term, scope)), step.rule
            before = step.term
        assert before is result


@pytest.mark.parametrize(("operation", "text", "wrt", "let"), CASES)
def test_each_step_equals_the_one_before(
    operation: str, text: str, wrt: str, let: list[str]
) -> None:
    problem = posed(operation, text, wrt, let)
    for fine in (False, True):
        _check_lines(derive_problem(problem, fine=fine))


@pytest.mark.parametrize(("operation", "text", "wrt", "let"), CASES)
def test_a_person_gets_few_lines(operation: str, text: str, wrt: str, let: list[str]) -> None:
    folded = derived(operation, text, wrt, let)
    assert all(len(line.steps) <= 8 for line in folded.lines)
    assert max(len(line.steps) for line in folded.lines) + 1 >= 3  # with the line that asks


def test_fine_steps_are_single_rules() -> None:
    problem = posed("derivative", r"x^2 \sin x", "x")
    fine = derive_problem(problem, fine=True).lines[0].steps
    folded = derive_problem(problem).lines[0].steps
    assert len(fine) > len(folded)
    assert [step.rule for step in fine] == ["product rule", "power rule", "sine", "simplify"]
    assert [step.rule for step in folded] == ["product rule", "power rule, sine", "simplify"]


def test_rules_are_named_with_the_chain_rule_where_it_is_used() -> None:
    rules = [step.rule for step in derived("derivative", r"\sin(x^2)", "x").lines[0].steps]
    assert rules == ["sine, chain rule", "power rule"]


def test_defined_names_keep_a_derivative_of_their_own() -> None:
    outcome = derived("derivative", r"-\log p", "z", [r"p = \frac{e^z}{e^z+e^y}"])
    assert [step.rule for step in outcome.lines[0].steps] == [
        "logarithm, chain rule",
        "derivative of p",
        "simplify",
    ]


def test_steps_can_be_left_out() -> None:
    outcome = derive_problem(posed("derivative", "x^2", "x"), steps=False)
    assert [line.steps for line in outcome.lines] == [()]
