"""The table of derivatives against numbers, against the table of results, and its matching."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from symcalc.core.term import ONE, TWO, Op, Term, add, call, derivative, mul, name, number, power
from symcalc.core.vocabulary import FUNCTIONS
from symcalc.derive.rewrite import trace
from symcalc.mean.difference import central_difference
from symcalc.mean.functions import ELEMENTARY
from symcalc.mean.numeric import MP, evaluate
from symcalc.rules.calculus import CALCULUS, GENERAL, KINKED, ROUTINE
from symcalc.rules.calculus import FUNCTIONS as RULES
from symcalc.rules.rule import U, V, X, match, wildcard

VARIABLE = name("x")
#: A point inside the domain of each function that needs one of its own.
INSIDE = {"arcosh": "7/4", "arcsin": "2/7", "arccos": "2/7", "artanh": "2/7", "gamma": "9/4",
          "loggamma": "9/4"}  # fmt: skip
ONE_ARGUMENT = sorted(
    {str(rule.pattern.args[0].data) for rule in RULES if len(rule.pattern.args[0].args) == 1}
)


def _at(term: Term, x: Any) -> Any:
    return evaluate(term, {"x": x}, MP)


@pytest.mark.parametrize("function", ONE_ARGUMENT)
def test_each_row_is_the_derivative_that_differences_find(function: str) -> None:
    term = call(function, VARIABLE)
    x = MP.rational(Fraction(INSIDE.get(function, "6/5")))
    seen = central_difference(lambda t: _at(term, t), x)
    stepped = trace(derivative(term, VARIABLE), CALCULUS).end
    assert abs(_at(stepped, x) - seen.value) <= 10 * seen.error + 1e-33 * abs(seen.value)


@pytest.mark.parametrize("function", ONE_ARGUMENT)
def test_the_two_tables_of_derivatives_agree(function: str) -> None:
    x = MP.rational(Fraction(INSIDE.get(function, "6/5")))
    stepped = trace(derivative(call(function, VARIABLE), VARIABLE), CALCULUS).end
    (partial,) = ELEMENTARY[function].partials(VARIABLE)
    assert abs(_at(stepped, x) - _at(partial, x)) <= 1e-50 * (1 + abs(_at(partial, x)))


def test_every_row_says_where_it_is_written_or_is_a_definition() -> None:
    without_source = {"maximum", "minimum", "piecewise", "other element", "differentiate"}
    assert {rule.name for rule in CALCULUS if not rule.source} <= without_source


def test_rows_speak_of_known_functions_only() -> None:
    assert {str(rule.pattern.args[0].data) for rule in RULES + KINKED} <= FUNCTIONS.keys()


def test_sets_are_joined_in_order() -> None:
    joined = ROUTINE + GENERAL
    assert list(joined) == [*ROUTINE, *GENERAL]


def test_a_wildcard_stands_for_one_term_at_a_time() -> None:
    twice = add(U, U)
    assert match(twice, add(VARIABLE, VARIABLE)) == {U: VARIABLE}
    assert match(twice, add(VARIABLE, ONE)) is None


def test_a_wildcard_may_ask_for_an_operation() -> None:
    any_product = wildcard("f", Op.MUL)
    assert match(derivative(any_product, X), derivative(mul(TWO, VARIABLE), VARIABLE))
    assert match(derivative(any_product, X), derivative(power(VARIABLE, TWO), VARIABLE)) is None


def test_patterns_fix_what_they_spell_out() -> None:
    assert match(power(U, TWO), power(VARIABLE, TWO)) == {U: VARIABLE}
    assert match(power(U, TWO), power(VARIABLE, number(3))) is None
    assert match(power(U, V), call("sin", VARIABLE)) is None
