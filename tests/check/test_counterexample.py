"""Claims that fail although an equality is assumed of their names."""

from __future__ import annotations

from dataclasses import replace

import pytest

from symcalc.check.compare import compare
from symcalc.core.term import ZERO, name, relation
from symcalc.core.verdict import Verdict
from tests.check.claims import judged, sides


@pytest.mark.parametrize(
    ("left", "right", "equalities"),
    [
        ("(a+b)^2", "a^2 + b^2", ("c = a + b",)),  # c can be chosen
        ("(a+b)^2", "a^2 + b^2", ("a + c = 2", "c + d = b")),  # first c, then d
        ("(a+b)^2", "a^2 + b^2", ("(a + b) - a = b",)),  # holds always
        ("(a+b)^2", "a^2 + b^2", ("p + q = 1",)),  # of other names
        (r"\sum_{i=1}^n (x_i + 1)", r"\sum_{i=1}^n x_i + 1", (r"\sum_{i=1}^n (x_i - y_i) = 0",)),
    ],
)
def test_an_equality_that_other_names_can_satisfy_is_no_excuse(
    left: str, right: str, equalities: tuple[str, ...]
) -> None:
    assert judged(left, right, *equalities).verdict is Verdict.REFUTED


@pytest.mark.parametrize(
    ("left", "right", "equalities"),
    [
        ("(a+b)^2", "a^2 + b^2", ("a b = 0",)),  # it makes the claim true
        ("p^2 + q^2", "1", ("p^3 + q^3 = 1",)),  # of no rational points
        ("x + y", "2 z", ("x = z", "y = z")),
        ("a^2 + b^2", "1", (r"a = \sin t", r"b = \cos t")),  # not linear in t
        (
            r"\frac{d}{dw} \left((y - p)^2\right)",
            "2 (y - p) x",
            ("p - w x = b",),
        ),  # p varies with w
        ("a + b", "b", ("a c = 0", "c = 1")),  # c cannot be chosen twice
        ("a", "b", ("c^2 = a - b",)),
        (r"|a + b|", "a + b", ("c = a + b", "c > 0")),  # not every c will do
    ],
)
def test_an_equality_that_ties_the_names_is_one(
    left: str, right: str, equalities: tuple[str, ...]
) -> None:
    assert judged(left, right, *equalities).verdict is not Verdict.REFUTED


@pytest.mark.parametrize(
    ("left", "right", "equality"),
    [("p^2 + q^2", "1", "p + q = 1"), ("(a+b)^2", "a^2 + b^2", "a = 2 b")],
)
def test_a_claim_that_fails_where_the_equality_holds_is_refuted(
    left: str, right: str, equality: str
) -> None:
    assert judged(left, right, equality).verdict is Verdict.REFUTED


@pytest.mark.parametrize(("outside", "refuted"), [("c", True), ("a", False)])
def test_an_equality_that_is_only_mentioned_counts_where_it_ties_the_names(
    outside: str, refuted: bool
) -> None:
    left, right, scope = sides("(a+b)^2", "a^2 + b^2")
    equality = relation("=", name(outside), ZERO)  # a = 0 makes the claim true
    found = compare(left, right, replace(scope, mentioned=(equality,)))
    assert (found.verdict is Verdict.REFUTED) == refuted
    if not refuted:
        assert found.code == "SC403"
