# ruff: noqa: S311 - mathematics, not secrets
"""The prime has the properties that its module promises."""

from __future__ import annotations

from fractions import Fraction
from random import Random

import flint
import pytest

from symcalc.check.prime import field
from symcalc.check.prime.field import P


def test_p_and_the_orders_are_prime() -> None:
    for number in (P, field.HALF_ORDER, field.UNIT_ORDER):
        assert flint.fmpz(number).is_prime()


def test_minus_one_is_negative_and_small_primes_are_positive() -> None:
    assert field.sign(P - 1) == -1
    primes = [2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47]
    assert [field.sign(prime) for prime in primes] == [1] * len(primes)


def test_the_sign_is_multiplicative() -> None:
    random = Random(1)
    for _ in range(20):
        a, b = field.random_value(random), field.random_value(random)
        assert field.sign(a * b) == field.sign(a) * field.sign(b)


@pytest.mark.parametrize("n", [2, 3, 4, 5, 7, 12])
def test_roots_of_squares_are_squares(n: int) -> None:
    value = field.random_square(Random(n))
    root = field.square_power(value, Fraction(1, n))
    assert root is not None
    assert pow(root, n, P) == value
    assert field.sign(root) == 1


def test_units_have_norm_one_and_fractions() -> None:
    unit = field.random_unit(Random(2))
    third = field.unit_fraction(unit, Fraction(1, 3))
    assert third is not None
    assert field.unit_power(third, 3) == unit
    assert (unit[0] ** 2 + unit[1] ** 2) % P == 1


@pytest.mark.parametrize(
    ("angle", "cosine_squared"),
    [((1, 3), (1, 4)), ((1, 4), (1, 2)), ((1, 6), (3, 4)), ((1, 2), (0, 1))],
)
def test_angles_of_pi(angle: tuple[int, int], cosine_squared: tuple[int, int]) -> None:
    point = field.unit_of_pi(Fraction(*angle))
    assert point is not None
    assert point[0] ** 2 % P == field.rational(Fraction(*cosine_squared))


def test_the_sine_and_cosine_of_sixty_degrees_are_the_positive_ones() -> None:
    point = field.unit_of_pi(Fraction(1, 3))
    assert point is not None
    root = field.square_power(3, Fraction(1, 2))
    assert root is not None
    assert 2 * point[0] % P == 1
    assert 2 * point[1] % P == root
