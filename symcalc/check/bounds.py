"""Intervals of the real line with exact or infinite ends, each open or closed."""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from typing import Final

End = Fraction | float  # a float only where infinite

INFINITE: Final = math.inf


@dataclass(frozen=True)
class Bounds:
    """An interval of the real line; an open end is not attained."""

    lower: End = -INFINITE
    upper: End = INFINITE
    lower_open: bool = True
    upper_open: bool = True

    @property
    def positive(self) -> bool:
        """Whether every value is > 0."""
        return self.lower > 0 or (self.lower == 0 and self.lower_open)

    @property
    def negative(self) -> bool:
        """Whether every value is < 0."""
        return self.upper < 0 or (self.upper == 0 and self.upper_open)

    @property
    def nonnegative(self) -> bool:
        """Whether every value is >= 0."""
        return self.lower >= 0

    @property
    def nonpositive(self) -> bool:
        """Whether every value is <= 0."""
        return self.upper <= 0

    @property
    def sign(self) -> int | None:
        """1 or -1 where every value has that sign, else None."""
        return 1 if self.positive else -1 if self.negative else None

    def contains(self, value: Fraction) -> bool:
        """Whether the value lies in the interval."""
        above = value > self.lower or (value == self.lower and not self.lower_open)
        below = value < self.upper or (value == self.upper and not self.upper_open)
        return above and below

    def meet(self, other: Bounds) -> Bounds:
        """What both intervals allow."""
        lower = max((self.low, other.low))
        upper = min((self.high, other.high))
        return Bounds(lower[0], upper[0], bool(lower[1]), not upper[1])

    def hull(self, other: Bounds) -> Bounds:
        """The smallest interval around both."""
        lower = min((self.low, other.low))
        upper = max((self.high, other.high))
        return Bounds(lower[0], upper[0], bool(lower[1]), not upper[1])

    @property
    def low(self) -> tuple[End, bool]:
        """The lower end and whether it is open, in an order that sorts ends."""
        return self.lower, self.lower_open

    @property
    def high(self) -> tuple[End, bool]:
        """The upper end and whether it is closed, in an order that sorts ends."""
        return self.upper, not self.upper_open

    def __neg__(self) -> Bounds:
        return Bounds(-self.upper, -self.lower, self.upper_open, self.lower_open)

    def __add__(self, other: Bounds) -> Bounds:
        return Bounds(
            _end_sum(self.lower, other.lower),
            _end_sum(self.upper, other.upper),
            self.lower_open or other.lower_open,
            self.upper_open or other.upper_open,
        )

    def __mul__(self, other: Bounds) -> Bounds:
        corners = [_corner(a, b) for a, b in product(self._ends(), other._ends())]
        lower = min(corners)
        upper = max((value, not is_open) for value, is_open in corners)
        return Bounds(lower[0], upper[0], lower[1], not upper[1])

    def _ends(self) -> tuple[tuple[End, bool], tuple[End, bool]]:
        return (self.lower, self.lower_open), (self.upper, self.upper_open)

    def reciprocal(self) -> Bounds:
        """The values 1/t; everything where 0 is not excluded."""
        if self.sign is None:
            return EVERYTHING
        return Bounds(
            _inverse(self.upper, self.sign),
            _inverse(self.lower, self.sign),
            self.upper_open or self.upper == INFINITE,
            self.lower_open or self.lower == -INFINITE,
        )


EVERYTHING: Final = Bounds()
POSITIVE: Final = Bounds(lower=Fraction(0))
NONNEGATIVE: Final = Bounds(lower=Fraction(0), lower_open=False)


def exactly(value: Fraction) -> Bounds:
    """The interval of one number."""
    return Bounds(value, value, False, False)


def between(lower: int | Fraction, upper: int | Fraction, is_open: bool = False) -> Bounds:
    """The interval between two numbers, both ends open or both closed."""
    return Bounds(Fraction(lower), Fraction(upper), is_open, is_open)


def _corner(left: tuple[End, bool], right: tuple[End, bool]) -> tuple[End, bool]:
    """The product of two ends; a zero that is attained makes the product attained."""
    (a, a_open), (b, b_open) = left, right
    if a == 0 or b == 0:
        attained = (a == 0 and not a_open) or (b == 0 and not b_open)
        return Fraction(0), not attained
    if math.isinf(a) or math.isinf(b):
        return (INFINITE if (a > 0) == (b > 0) else -INFINITE), True
    return a * b, a_open or b_open


def _end_sum(a: End, b: End) -> End:
    """The sum of two ends on one side; a large fraction must not become a float."""
    return next((end for end in (a, b) if math.isinf(end)), None) or a + b


def _inverse(end: End, sign: int) -> End:
    if end == 0:
        return sign * INFINITE
    return Fraction(0) if abs(end) == INFINITE else 1 / Fraction(end)
