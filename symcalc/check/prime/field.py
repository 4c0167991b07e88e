"""The prime field in which identities are tested, and the group of its units of norm one.

The prime p is chosen so that the field imitates the reals where that matters:

* p = 3 mod 4, so -1 is no square, and of a and -a exactly one is: being a square
  (the quadratic character) plays the part of being positive.  It is multiplicative, as
  the sign is; |a| is the square among a and -a; the square root that is itself a square
  is the positive root.
* (p-1)/2 is prime, so every square has one n-th root among the squares for every n: a
  positive number can be raised to any rational power.
* every prime up to 47 is a square, as positive rationals should be.
* (p+1)/120 is prime: elements of norm one of the field extended by i are points (cos t, sin t);
  multiples and rational fractions of a generic angle exist, and so do the angles k pi/60.

Primality and the other properties are asserted by tests/check/prime/test_field.py.
"""

from __future__ import annotations

from fractions import Fraction
from functools import cache
from random import Random
from typing import Final

P: Final = 2582238626080928790415079
HALF_ORDER: Final = (P - 1) // 2
UNIT_ORDER: Final = (P + 1) // 120

#: The point (c, s) with c^2 + s^2 = 1, as the cosine and the sine of an angle.
Unit = tuple[int, int]
ONE: Final[Unit] = (1, 0)


def inverse(value: int) -> int | None:
    """The inverse, or None for zero."""
    return pow(value, -1, P) if value % P else None


def sign(value: int) -> int:
    """1 for a nonzero square, -1 for a non-square, 0 for zero."""
    if value % P == 0:
        return 0
    return 1 if pow(value, HALF_ORDER, P) == 1 else -1


def rational(value: Fraction) -> int | None:
    """A rational number in the field, or None where p divides its denominator."""
    bottom = inverse(value.denominator)
    return None if bottom is None else value.numerator * bottom % P


def square_power(base: int, exponent: Fraction) -> int | None:
    """A square to a rational power, among the squares; None where (p-1)/2 divides a denominator."""
    if exponent.denominator % HALF_ORDER == 0:
        return None
    reduced = exponent.numerator * pow(exponent.denominator, -1, HALF_ORDER) % HALF_ORDER
    return pow(base, reduced, P)


def random_value(random: Random) -> int:
    """Some element other than 0, 1 and -1."""
    return random.randrange(2, P - 1)


def random_square(random: Random) -> int:
    """Some nonzero square other than 1."""
    return random_value(random) ** 2 % P


def unit_product(left: Unit, right: Unit) -> Unit:
    """The angles added."""
    (a, b), (c, d) = left, right
    return (a * c - b * d) % P, (a * d + b * c) % P


def unit_power(base: Unit, exponent: int) -> Unit:
    """The angle times an integer."""
    if exponent < 0:
        base, exponent = (base[0], -base[1] % P), -exponent
    result = ONE
    while exponent:
        if exponent & 1:
            result = unit_product(result, base)
        base = unit_product(base, base)
        exponent >>= 1
    return result


def unit_fraction(base: Unit, exponent: Fraction) -> Unit | None:
    """A generic angle times a rational; the base must come from :func:`random_unit`."""
    if exponent.denominator % UNIT_ORDER == 0:
        return None
    reduced = exponent.numerator * pow(exponent.denominator, -1, UNIT_ORDER) % UNIT_ORDER
    return unit_power(base, reduced)


def random_unit(random: Random) -> Unit:
    """Some angle that has every rational fraction."""
    return unit_power(_rational_point(random_value(random)), 120)


def _rational_point(tangent: int) -> Unit:
    """The point with tan(t/2) given; 1 + tangent^2 is never zero because -1 is no square."""
    bottom = pow(1 + tangent * tangent, -1, P)
    return (1 - tangent * tangent) * bottom % P, 2 * tangent * bottom % P


def unit_of_pi(multiple: Fraction) -> Unit | None:
    """Cosine and sine of a multiple of pi with a denominator that divides 60, else None."""
    steps = multiple * 60
    return unit_power(_root_of_unity(), int(steps)) if steps.denominator == 1 else None


@cache
def _root_of_unity() -> Unit:
    """The angle pi/60, conjugated so that the roots of 2, 3 and 5 it implies are positive."""
    root = next(
        point
        for tangent in range(2, P)
        if _has_order_120(point := unit_power(_rational_point(tangent), UNIT_ORDER))
    )
    return next(
        point
        for k in range(1, 120)
        if _has_order_120(point := unit_power(root, k)) and _is_conventional(point)
    )


def _has_order_120(point: Unit) -> bool:
    return unit_power(point, 120) == ONE and all(
        unit_power(point, 120 // prime) != ONE for prime in (2, 3, 5)
    )


def _is_conventional(point: Unit) -> bool:
    """Whether 2 cos(pi/4), 2 cos(pi/6), 4 cos(pi/5) - 1 are positive and sin(pi/2) is 1."""
    roots = (
        2 * unit_power(point, 15)[0],  # the square root of 2
        2 * unit_power(point, 10)[0],  # of 3
        4 * unit_power(point, 12)[0] - 1,  # of 5
    )
    return all(sign(root) == 1 for root in roots) and unit_power(point, 30) == (0, 1)
