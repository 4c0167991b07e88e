"""Stable forms: found where they are needed, equal to what was given, and better."""

from __future__ import annotations

import pytest

from symcalc.api.stabilising import stable
from symcalc.core.term import Term
from symcalc.core.verdict import Verdict
from symcalc.derive.stable import TABLE
from symcalc.mean.errors import NoMeaning
from symcalc.read import read_expression
from symcalc.request import InputError

ACCEPTED = (Verdict.PROVED, Verdict.CONDITIONAL, Verdict.SUPPORTED)


def term(text: str) -> Term:
    return read_expression(text).terms[0]


#: Expression, and the rows of the table that mend it.
MENDED = [
    (r"\log(1+e^x)", ["softplus"]),
    (r"\log(e^x+1)", ["softplus"]),
    (r"\log(1+x)", ["log1p"]),
    (r"e^x-1", ["expm1"]),
    (r"1-e^x", ["expm1"]),
    (r"\frac{e^x}{1+e^x}", ["softmax"]),
    (r"\frac{e^a}{e^a+e^b}", ["softmax"]),
    (r"\log(e^a+e^b)", ["log-sum-exp"]),
    (r"\sqrt{x+1}-\sqrt{x}", ["difference of roots"]),
    (r"1-\cos x", ["half angle"]),
    (r"\frac{1-\cos x}{x^2}", ["half angle"]),
    (r"\sqrt{x^2+y^2}", ["hypotenuse"]),
    ("x^2-y^2", ["difference of squares"]),
    (r"\frac1x-\frac{1}{x+1}", ["difference of reciprocals"]),
    (r"\log(\cosh x)", ["log cosh"]),
    (r"\log(1-e^{-x})", ["log1mexp"]),
    (r"\log(\frac{1}{1+e^{-x}})", ["logarithm of a sigmoid"]),
    (r"\log(1-\frac{1}{1+e^{-x}})", ["logarithm of a sigmoid"]),
    (r"1-\frac{1}{1+e^{-x}}", ["complement of a sigmoid"]),
    (r"\frac{e^x-e^{-x}}{e^x+e^{-x}}", ["hyperbolic tangent"]),
    (r"\log(x+1)-\log(x)", ["difference of logarithms"]),
]


@pytest.mark.parametrize(("text", "rows"), MENDED, ids=str)
def test_a_known_trouble_is_shown_and_mended(text: str, rows: list[str]) -> None:
    answer = stable(text)
    assert answer.found.troubles
    assert [step.rule for step in answer.found.rewritings] == rows
    assert all(verdict in ACCEPTED for verdict in answer.verdicts)
    before = max(trouble.found.error for trouble in answer.found.troubles)
    after = max((trouble.found.error for trouble in answer.found.left), default=0.0)
    assert before >= 1
    assert after <= 1


def test_every_row_is_tried_here() -> None:
    assert {rule.name for rule in TABLE} == {row for _, rows in MENDED for row in rows}
    assert all(rule.source for rule in TABLE)


@pytest.mark.parametrize("text", ["x+1", r"\sin x", r"\frac{1}{1+e^{-x}}", "xy", "2"])
def test_what_keeps_its_digits_is_left_alone(text: str) -> None:
    answer = stable(text)
    assert answer.found.troubles == ()
    assert answer.found.result is term(text)


def test_a_domain_without_trouble_needs_no_other_form() -> None:
    assert stable(r"\log(1+e^x)", let=("x > 0", "x < 1")).found.rewritings == ()


def test_what_the_table_does_not_know_is_shown_all_the_same() -> None:
    found = stable(r"\tan(x)-\sin(x)").found
    assert found.troubles
    assert found.rewritings == ()
    assert found.result is found.term


def test_definitions_are_computed_as_they_are_written() -> None:
    answer = stable(r"\log(\sigma(x))", let=(r"\sigma(t) = \frac{1}{1+e^{-t}}",))
    assert [step.rule for step in answer.found.rewritings] == ["logarithm of a sigmoid"]


def test_what_is_no_computation_is_refused() -> None:
    with pytest.raises(NoMeaning):
        stable(r"\int_0^1 e^{x t} dt")
    with pytest.raises(InputError):
        stable("x; y")
