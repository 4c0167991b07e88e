"""Assumptions that no number meets are named; possible ones are not."""

from __future__ import annotations

import pytest

from tests.check.claims import judged
from tests.check.equations.lines import last


@pytest.mark.parametrize(
    "lets",
    [
        ("x > 0", "x < -1"),
        (r"x \ge 1", "x < 1"),
        ("x: positive", "x < 0"),
        ("x^2 < 4", "x > 3"),
    ],
)
def test_contradictory_assumptions_are_named(lets: tuple[str, ...]) -> None:
    found = judged("|x|", "x", *lets)
    assert found.code == "SC420"
    assert "x" in found.message


def test_nothing_is_concluded_from_contradictory_assumptions() -> None:
    assert last(r"x^2 = 4 \implies x = 2", "x > 0", "x < -1") == "undecided SC420"


@pytest.mark.parametrize("lets", [("x > 0", "x < 1"), (r"x \ge 1",), ("x > 3", "x^2 > 4")])
def test_assumptions_that_agree_are_used(lets: tuple[str, ...]) -> None:
    assert judged("|x|", "x", *lets).verdict == "proved"


def test_a_side_that_is_nowhere_defined_is_no_contradiction() -> None:
    assert judged(r"\log(-x^2)", r"\log(-x^2) + 1", "x > 0").code == "SC404"
