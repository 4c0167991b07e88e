"""Finite differences do not contradict a derivative where rounding ate the function."""

from __future__ import annotations

from fractions import Fraction

from symcalc.check.oracles import difference
from symcalc.core.verdict import Says
from tests.check.claims import sides

#: Where e^-140 is lost beside 1 in 60 digits, and where it is not.
FAR, NEAR = {"z": Fraction(140)}, {"z": Fraction(3, 2)}


def test_a_saturated_function_contradicts_nothing() -> None:
    """d/dz log(1 - sigma(z)) = -sigma(z): Bishop, Pattern Recognition (2006), eq. 4.88."""
    sigma = r"\frac{1}{1 + e^{-z}}"
    left, right, _ = sides(rf"\frac{{d}}{{dz}} \log(1 - {sigma})", f"-{sigma}")
    assert difference.testify_on(left, right, [FAR]).says is Says.UNSURE
    assert difference.testify_on(left, right, [FAR, NEAR]).says is Says.AGREES


def test_a_wrong_derivative_is_still_contradicted_where_there_are_digits() -> None:
    left, right, _ = sides(r"\frac{d}{dz} \log(1 - \frac{1}{1 + e^{-z}})", r"\frac{1}{1 + e^{-z}}")
    assert difference.testify_on(left, right, [FAR, NEAR]).says is Says.FAILS
