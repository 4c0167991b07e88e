"""The second look at points: cancellation is no difference, and a difference is."""

from __future__ import annotations

from fractions import Fraction

import pytest

from symcalc.check.oracles.decimal import second_look
from symcalc.core.verdict import Says, Verdict
from tests.check.claims import judged, sides


@pytest.mark.parametrize("y", [Fraction(-50), Fraction(1), Fraction(60)])
def test_what_sixty_digits_cannot_hold_is_looked_at_in_more(y: Fraction) -> None:
    left, right, _ = sides(r"\sin(\cosh(\pi y))", r"\cos(\frac{\pi}{2} - \cosh(\pi y))")
    assert second_look(left, right, [{"y": y}]).says is Says.AGREES


def test_a_difference_is_seen() -> None:
    left, right, _ = sides(r"\sin(\cosh(\pi y))", r"\cos(\cosh(\pi y))")
    assert second_look(left, right, [{"y": Fraction(-50)}]).says is Says.FAILS


def test_no_dispute_over_rounding() -> None:
    found = judged(r"\sin(\cosh(\pi y))", r"\cos(\frac{\pi}{2} - \cosh(\pi y))")
    assert found.verdict in (Verdict.PROVED, Verdict.SUPPORTED)
