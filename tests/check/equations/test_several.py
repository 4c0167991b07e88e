"""What follows from what between several names, by substitution, division and known signs."""

from __future__ import annotations

import pytest

from symcalc.check.domain import Domain
from symcalc.check.equations.counterexample import counterexample
from symcalc.check.equations.several import follows, is_impossible
from tests.check.equations.lines import condition


def conditions(premise: str, conclusion: str) -> tuple[str, ...] | None:
    """Under which conditions a line follows; None where that is not seen."""
    found = follows(condition(premise), condition(conclusion), Domain())
    return found.conditions if found.holds else None


@pytest.mark.parametrize(
    ("premise", "conclusion"),
    [
        ("2y - x - 2 = x", "y = x + 1"),
        ("a^2 = b^2", "a = b or a = -b"),
        ("a^3 = b^3", "(a-b)(a^2+ab+b^2) = 0"),
        ("x + y = 3 and x - y = 1", "x = 2 and y = 1"),
        ("x^2 + y^2 = 8 and x = y", "2x^2 = 8"),
        ("b = a^2 and b^2 = a", "a^4 = a"),
        (r"\sqrt{x} = y", "x = y^2"),
        (r"|a| = |b|", "a^2 = b^2"),
        ("a < b", "a + c < b + c"),
        ("a > b", "-a < -b"),
        ("a > b and b > 0", "a^2 > b^2"),
        ("a < b and b < c", "b < c"),
        (r"\log y = 2x", "y = e^{2x}"),
        (r"x = \log y", "e^x = y"),
        ("x = p or x = q", "x^2 - px - qx + pq = 0"),
        ("a^2 = ab", "a(a-b)(a+c) = 0"),
    ],
)
def test_what_follows(premise: str, conclusion: str) -> None:
    assert conditions(premise, conclusion) == ()


@pytest.mark.parametrize(
    ("premise", "conclusion", "needed"),
    [
        ("ax = b", r"x = \frac{b}{a}", ("a ≠ 0",)),
        ("xy = xz", "y = z", ("x ≠ 0",)),
        (r"e^{-rt} = \frac{1}{2}", r"t = \frac{\log 2}{r}", ("r ≠ 0",)),
        (r"\frac{1}{f} = \frac{1}{u} + \frac{1}{v}", r"f = \frac{uv}{u+v}", ("u + v ≠ 0",)),
        ("ac < bc", "a < b", ("c > 0",)),
        ("a < b", "a^2 < b^2", ("b + a > 0",)),
        (r"p = \frac{1}{1+e^{-z}}", r"z = \log\frac{p}{1-p}", ("p/(1 - p) > 0",)),
        (
            "ax^2+bx+c = 0",
            r"x = \frac{-b+\sqrt{b^2-4ac}}{2a} or x = \frac{-b-\sqrt{b^2-4ac}}{2a}",
            ("a ≠ 0",),
        ),
        ("E = mc^2", r"m = \frac{E}{c^2}", ("c ≠ 0",)),
    ],
)
def test_what_follows_under_a_condition(
    premise: str, conclusion: str, needed: tuple[str, ...]
) -> None:
    assert conditions(premise, conclusion) == needed


@pytest.mark.parametrize(
    ("premise", "conclusion"),
    [
        ("a = b", "a = -b"),
        ("x + y = 3 and x - y = 1", "x = 1 and y = 2"),
        ("a < b", "a - c < b + c"),
        ("x^2 = y", r"x = \sqrt{y}"),
        ("5x^2 - 4 = 0", "5p^2 - 4 = 0"),
        ("xy = 1", "x = 1 and y = 1"),
        ("a >= b", "a > b"),
    ],
)
def test_what_does_not_follow_is_not_concluded(premise: str, conclusion: str) -> None:
    found = conditions(premise, conclusion)
    assert found is None or (premise, found) == ("x^2 = y", ("√y + x ≠ 0",))


def test_what_nothing_meets_is_known() -> None:
    assert is_impossible(condition("x^2 + x + 1 = 0 or 2 = 1"), Domain())
    assert not is_impossible(condition("x^2 + x + 1 = 0 or x = y"), Domain())
    positive = Domain().assuming(condition("x > 0"))
    assert is_impossible(condition("x^3 + x + 1 = 0"), positive)
    assert not is_impossible(condition("xy = 1"), positive)


@pytest.mark.parametrize(
    ("premise", "conclusion"),
    [
        ("x + y = 3 and x - y = 1", "x = 1 and y = 2"),
        ("a^2 = b^2", "a = b"),
        ("a < b", "a^2 < b^2"),
        ("ac < bc", "a < b"),
        ("xy = 0", "x = 0"),
        ("x^2 + y^2 = 1", "x + y = 1"),
    ],
)
def test_counterexamples_solve_the_premise_and_not_the_conclusion(
    premise: str, conclusion: str
) -> None:
    witness = counterexample(condition(premise), condition(conclusion), Domain())
    assert witness is not None


@pytest.mark.parametrize(
    ("premise", "conclusion"),
    [
        ("x + y = 3 and x - y = 1", "x = 2 and y = 1"),
        ("a = b", "a^2 = b^2"),
        ("ax = b", r"x = \frac{b}{a}"),  # 0 x = 0 has no quotient: no point shows it
        (r"\frac{x}{y} = 2", "x = 2y"),
    ],
)
def test_what_holds_has_no_counterexample(premise: str, conclusion: str) -> None:
    assert counterexample(condition(premise), condition(conclusion), Domain()) is None
