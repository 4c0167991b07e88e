"""Sums written out, elements named, unknown functions put in the place of names."""

from __future__ import annotations

from symcalc.check.compare import compare
from symcalc.check.concrete import concretes
from symcalc.check.domain import Domain, domain_of
from symcalc.check.sampling import admissible, directed_points, plain_points, random_points
from symcalc.core.problem import Scope
from symcalc.core.term import (
    Op,
    apply,
    contains,
    element,
    free_names,
    name,
    number,
    relation,
    summation,
)
from symcalc.core.verdict import Verdict
from symcalc.read import read_expression
from tests.check.claims import judged, sides


def test_a_sum_is_written_out_for_several_lengths() -> None:
    i, n = name("i"), name("n")
    total = summation(element("x", i), i, number(1), n)
    found = concretes(total, total, domain_of(Scope(), total))
    assert len(found) > 2
    assert all(not contains(concrete.left, Op.SUM, Op.ELEMENT) for concrete in found)
    assert {"x_1", "x_2", "x_3"} <= free_names(found[0].left)
    assert dict(found[0].chosen) == {"n": 3}


def test_an_unknown_function_is_the_same_everywhere() -> None:
    x = name("x")
    term = apply("f", x)
    first, second = (concretes(term, term, domain_of(Scope(), term))[0] for _ in range(2))
    assert first.left is first.right is second.left
    assert free_names(first.left) == {"x"}


def test_a_plain_claim_stays_as_it_is() -> None:
    a, b, scope = sides("x + y", "y + x")
    (found,) = concretes(a, b, domain_of(scope, a, b))
    assert (found.left, found.right) == (a, b)


def test_points_lie_in_the_domain_and_have_both_signs() -> None:
    x, y = name("x"), name("y")
    scope = Scope(assumptions=(relation(">", x, y), relation("<", y, number(1))))
    domain = domain_of(scope, x, y)
    points = random_points(["x", "y"], domain, 12, seed=0)
    assert len(points) == 12
    assert all(admissible(point, domain) for point in [*points, *plain_points(["x", "y"], domain)])
    assert {point["x"] > 0 for point in points} == {True, False}
    assert points == random_points(["x", "y"], domain, 12, seed=0)


def test_directed_points_lie_on_both_sides_of_a_switch() -> None:
    a, b, scope = sides(r"|3x - 1|", "0")
    domain = domain_of(scope, a, b)
    points = directed_points(a, b, "=", [{"x": number(2).data}], domain)  # type: ignore[dict-item]
    signs = [3 * point["x"] - 1 for point in points]
    assert min(signs) < 0 < max(signs)
    assert 0 in signs


def test_a_difference_formula_of_high_order_is_not_taken_for_exact() -> None:
    scope = read_expression("x", ["h: positive"]).scope
    left, right = read_expression(
        r"f'(x); \frac{f(x+h) - f(x-h)}{2h} - \frac{h^2}{6} f'''(x)", several=True
    ).terms
    assert compare(left, right, scope).verdict is Verdict.UNDECIDED


def test_indices_that_are_told_apart_are_never_the_same() -> None:
    lets = ["i: integer", "k: integer", r"i \ne k"]
    slope = read_expression(r"\frac{\partial}{\partial z_k} (z_i z_k)", lets)
    right, wrong = (read_expression(text, lets).terms[0] for text in ("z_i", "z_i + z_k"))
    assert compare(slope.terms[0], right, slope.scope).verdict is Verdict.PROVED
    assert compare(slope.terms[0], wrong, slope.scope).verdict is Verdict.REFUTED


def test_lengths_that_are_elements_are_whole_numbers() -> None:
    left = r"\sum_{i=1}^k \sum_{j=1}^{n_i} (y_{ij} - m_i)"
    right = r"\sum_{i=1}^k \left(\sum_{j=1}^{n_i} y_{ij} - n_i m_i\right)"
    for found in concretes(*sides(left, right)[:2], Domain()):
        sizes = {key: value for key, value in found.chosen if key.startswith("n_")}
        assert sizes
        assert not {key for key in free_names(found.left) if key.startswith("n_")}
    assert judged(left, right).verdict is Verdict.PROVED  # with the sums taken apart
    wrong = judged(left, right.replace("n_i m_i", "m_i"))
    assert wrong.verdict is Verdict.REFUTED
    assert {"n_1", "k"} <= wrong.witness.keys()
