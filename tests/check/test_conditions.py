"""The condition ledger: what is listed, what is discharged, what is left out."""

from __future__ import annotations

import pytest

from symcalc.check.conditions import branch_safe, connected, one_sided_requirements
from symcalc.check.domain import domain_of
from symcalc.core.verdict import Verdict
from tests.check.claims import judged, sides


@pytest.mark.parametrize(
    ("left", "right", "conditions"),
    [
        (r"\frac{x^2}{x}", "x", {"x ≠ 0"}),
        (r"\frac{a b}{b}", "a", {"b ≠ 0"}),
        (r"\frac{x^2-1}{x-1}", "x+1", {"x ≠ 1"}),
        (r"\log(x y)", r"\log x+\log y", {"x > 0", "y > 0"}),
        (r"\sqrt{x y}", r"\sqrt x\sqrt y", {"x ≥ 0", "y ≥ 0"}),
        (r"\frac{a}{b}+\frac{c}{d}", r"\frac{ad+bc}{bd}", set()),
        (r"\frac{1}{x^2-1}", r"\frac{1}{(x-1)(x+1)}", set()),
        (r"\frac{1}{2x+2}", r"\frac12 \cdot \frac{1}{x+1}", set()),
        (r"\frac{x^2-x+1}{x^2-x+1}", "1", set()),
        (r"\frac{e^x+1}{e^x+1}", "1", set()),
        (r"\frac{1}{\sqrt x}", r"\frac{\sqrt x}{x}", set()),
        (r"\sqrt{(x-1)^2}", "|x-1|", set()),
    ],
)
def test_the_conditions_of_a_true_claim(left: str, right: str, conditions: set[str]) -> None:
    found = judged(left, right)
    assert set(found.conditions) == conditions
    assert found.verdict is (Verdict.CONDITIONAL if conditions else Verdict.PROVED)


def test_what_the_document_states_is_no_condition() -> None:
    assert judged(r"\frac{x^2}{x}", "x", r"x \ne 0").verdict is Verdict.PROVED
    assert judged(r"\frac{2-x}{2-x}", "1", r"x \ne 2").verdict is Verdict.PROVED
    assert judged(r"\frac{2+x}{2+x}", "1", r"x \ne -2").verdict is Verdict.PROVED
    assert judged(r"\frac{2+x}{2+x}", "1", r"x \ne 2").conditions == ("x ≠ -2",)
    assert (
        judged(r"\frac{x y}{x-y}", r"\frac{x y (x+y)}{x^2-y^2}", "x > y", "y > 0").conditions == ()
    )


def test_a_condition_inside_a_case_is_guarded() -> None:
    cases = r"\begin{cases} \frac{1}{x} & x > 0 \\ 0 & x \le 0 \end{cases}"
    a, b, scope = sides(cases, cases)
    assert one_sided_requirements(a, b, domain_of(scope, a)) == []


def test_where_branches_may_be_crossed() -> None:
    a, b, scope = sides(r"\log(1+e^x)", r"\frac{1}{x}")
    domain = domain_of(scope, a, b)
    assert branch_safe(a, b, domain)
    assert not connected(a, b, domain)
    assert connected(a, a, domain)
    a, b, scope = sides(r"\arctan x", "x", ("x^2 > 1",))
    assert not connected(a, b, domain_of(scope, a, b))
    a, b, scope = sides(r"\log x", "x")
    assert not branch_safe(a, b, domain_of(scope, a, b))


def test_what_is_defined_nowhere_is_undecided() -> None:
    found = judged(r"\log(-1-x^2)", r"\log(-x^2-1)")
    assert (found.verdict, found.code) == (Verdict.UNDECIDED, "SC404")


@pytest.mark.parametrize(
    ("left", "right", "definition", "conditions"),
    [
        (r"\frac{\sigma(z)^2}{\sigma(z)}", r"\sigma(z)", r"\sigma(t) = \frac{1}{1+e^{-t}}", set()),
        (r"\log (s (1-s))", r"\log s + \log(1-s)", r"s = \frac{1}{1+e^{-z}}", set()),
        (r"\frac{s^2}{s}", "s", "s = z^2 + 1", set()),
        (r"\frac{s^2}{s}", "s", "s = z^2 - 1", {"s ≠ 0"}),
        (r"\log (s^2)", r"2 \log s", r"s = \frac{1}{1+z}", {"s > 0"}),
    ],
)
def test_what_a_definition_implies_is_no_condition(
    left: str, right: str, definition: str, conditions: set[str]
) -> None:
    assert set(judged(left, right, definition).conditions) == conditions


def test_a_positive_absolute_value_is_one_that_is_not_zero() -> None:
    assert judged(r"\log |x| - \log |x| + x", "x").conditions == ("x ≠ 0",)


def test_a_constraint_on_other_names_leaves_points_to_try() -> None:
    assert judged(r"\frac{u^2-v^2}{u-v}", "u+v", "u - v > r").verdict is not Verdict.UNDECIDED
    assert judged("u+u", "2u", "u - v > r").verdict is Verdict.PROVED
    assert judged("u+u", "3u", "u - v > r").verdict is Verdict.REFUTED


@pytest.mark.parametrize(
    ("left", "right", "lets", "conditions"),
    [
        ("(-1)^{2n}", "1", ("n: integer",), ()),
        ("(-1)^{n+1}", "-(-1)^n", ("n: integer",), ()),
        ("(-x)^{2n+1}", "-x^{2n+1}", ("n: integer", "n > 0"), ()),
        ("(-x)^{2n+1}", "-x^{2n+1}", ("n: integer",), ()),
    ],
)
def test_whole_exponents_ask_for_no_sign(
    left: str, right: str, lets: tuple[str, ...], conditions: tuple[str, ...]
) -> None:
    found = judged(left, right, *lets)
    assert found.verdict in (Verdict.PROVED, Verdict.CONDITIONAL)
    assert found.conditions == conditions
