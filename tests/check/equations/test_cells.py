"""Solution sets on the real line: known equations, classic traps, and random polynomials."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from symcalc.check.equations.cells import Sets, compare_sets
from symcalc.check.equations.zeros import NotIsolated
from symcalc.core.term import TRUE, ZERO, Op, Term, add, make, mul, name, number, relation, sub
from tests.check.equations.lines import condition

X = name("x")


def compared(first: str, second: str, where: str = "") -> Sets:
    inside = condition(where) if where else TRUE
    return compare_sets(condition(first), condition(second), inside, X, whole=False)


EQUIVALENT = [
    (r"x^2 = 4", "x = 2 or x = -2"),
    (r"x^2 - 6x + 9 = 0", "x = 3"),
    (r"x^3 = 7", r"x = \sqrt[3]{7}"),
    (r"x^2 - 4x - 9 = 0", r"x = 2+\sqrt{13} or x = 2-\sqrt{13}"),
    (r"x^2 - 2\sqrt{2}x + 2 = 0", r"x = \sqrt{2}"),
    (r"\sqrt{x+2} = x", "x = 2"),
    (r"\sqrt{3x+4} = 2+\sqrt{x+2}", "x = 7"),
    (r"\sqrt{x^2-2} = 0", r"x = \sqrt{2} or x = -\sqrt{2}"),
    (r"|x-1| = 2", "x = 3 or x = -1"),
    (r"|x| = x", "x >= 0"),
    (r"\sqrt{x^2} = |x|", "x = x"),
    (r"\frac{x^2-1}{x-1} = 0", "x = -1"),
    (r"\frac{1}{x} > 1", "x > 0 and x < 1"),
    (r"x^2 >= 9", "x >= 3 or x <= -3"),
    (r"2^{6x} = 2^6", "x = 1"),
    (r"e^{2x} - 3e^x + 2 = 0", r"x = 0 or x = \log 2"),
    (r"3 \cdot 2^x = 5^{x+1}", r"x = \frac{\log 3 - \log 5}{\log 5 - \log 2}"),
    (r"2^{x^2} = 16", "x = 2 or x = -2"),
    (r"\log x + \log(x-3) = \log 4", "x = 4"),
    (r"\log(x-2) = 3", "x = 2 + e^3"),
    (r"2x = \pi", r"x = \frac{\pi}{2}"),
    (r"x^2 + 1 = 0", "2^x = -1"),
]


@pytest.mark.parametrize(("first", "second"), EQUIVALENT)
def test_the_same_solutions(first: str, second: str) -> None:
    for sets in (compared(first, second), compared(second, first)):
        assert sets.complete
        assert not sets.lost
        assert not sets.gained


FALLACIES = [
    (r"x^2 = 5x", "x = 5", [0.0], []),  # divided by x
    (r"x^2 = 4", "x = 2", [-2.0], []),  # a root without ±
    (r"x = 3", "x^2 = 9", [], [-3.0]),  # squared
    (r"\sqrt{x+2} = x", "x + 2 = x^2", [], [-1.0]),
    (r"\frac{x^2}{x} = 0", "x = 0", [], [0.0]),  # the fraction has no value there
    (r"\log x + \log(x-3) = \log 4", "x^2 - 3x - 4 = 0", [], [-1.0]),
    (r"|x| = 3", "x = 3", [-3.0], []),
    (r"x^3 = x", "x^2 = 1", [0.0], []),
    (r"2x + 3 = 7", "x = 5", [2.0], [5.0]),
    (r"x^2 = 2", "x = 1.41", [-(2**0.5), 2**0.5], [1.41]),
]


@pytest.mark.parametrize(("first", "second", "lost", "gained"), FALLACIES)
def test_what_is_lost_and_gained(
    first: str, second: str, lost: list[float], gained: list[float]
) -> None:
    sets = compared(first, second)
    assert [place.value for place in sets.lost] == pytest.approx(lost)
    assert [place.value for place in sets.gained] == pytest.approx(gained)


@pytest.mark.parametrize(
    ("first", "second", "where"),
    [
        ("x^2 = 4", "x = 2", "x > 0"),
        (r"\frac{1}{x} < 2", r"x > \frac{1}{2}", "x > 0"),
        ("x^2 < 9", "x < 3", "x >= 0"),
    ],
)
def test_what_differs_everywhere_agrees_on_a_domain(first: str, second: str, where: str) -> None:
    assert compared(first, second).lost or compared(first, second).gained
    sets = compared(first, second, where)
    assert sets.complete
    assert not sets.lost
    assert not sets.gained


def test_multiplying_an_inequality_by_a_negative_number_turns_it() -> None:
    assert not compared("-2x < 4", "x > -2").lost
    assert compared("-2x < 4", "x < -2").lost


def test_only_whole_numbers_count_where_the_name_is_one() -> None:
    first, second = condition("x^2 < 2"), condition("x >= -1 and x <= 1")
    assert compare_sets(first, second, TRUE, X, whole=False).lost
    assert not compare_sets(first, second, TRUE, X, whole=True).lost


def test_zeros_of_a_wave_are_not_all_found() -> None:
    with pytest.raises(NotIsolated):
        compared(r"\sin x = 0", "x = 0")


ROOTS = st.lists(st.fractions(-9, 9, max_denominator=6), min_size=1, max_size=4)


def _product(roots: list[Fraction]) -> Term:
    return relation("=", mul(*(sub(X, number(root)) for root in roots)), ZERO)


def _values(roots: list[Fraction]) -> Term:
    found = [relation("=", X, number(root)) for root in roots]
    return found[0] if len(found) == 1 else make(Op.OR, *found)


@given(ROOTS)
@settings(max_examples=25, deadline=None)
def test_a_product_is_zero_where_a_factor_is(roots: list[Fraction]) -> None:
    sets = compare_sets(_product(roots), _values(roots), TRUE, X, whole=False)
    assert sets.complete
    assert not sets.lost
    assert not sets.gained


@given(ROOTS, st.data())
@settings(max_examples=25, deadline=None)
def test_a_root_left_out_is_lost(roots: list[Fraction], data: st.DataObject) -> None:
    left_out = data.draw(st.sampled_from(roots))
    kept = [root for root in roots if root != left_out]
    if not kept:
        return
    sets = compare_sets(_product(roots), _values(kept), TRUE, X, whole=False)
    assert [place.sample for place in sets.lost] == [left_out]
    assert not sets.gained


@given(ROOTS, st.fractions(-5, 5, max_denominator=4))
@settings(max_examples=25, deadline=None)
def test_adding_the_same_to_both_sides_changes_nothing(
    roots: list[Fraction], shift: Fraction
) -> None:
    before = _product(roots)
    after = relation("=", *(add(side, mul(number(shift), X)) for side in before.args))
    sets = compare_sets(before, after, TRUE, X, whole=False)
    assert sets.complete
    assert not sets.lost
    assert not sets.gained
