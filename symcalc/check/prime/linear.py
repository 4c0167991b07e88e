"""Sums of rational multiples of monomials, which are known by their values in the field."""

from __future__ import annotations

from fractions import Fraction
from typing import Final

from symcalc.check.prime import field
from symcalc.check.prime.errors import UnusableError
from symcalc.check.prime.field import P

#: A sum of rational multiples of monomials; a monomial is known by its value, which is
#: normalised to the square among it and its negative.
Form = dict[int, Fraction]

MOST_MONOMIALS: Final = 200


def plus(left: Form, right: Form, factor: Fraction = Fraction(1)) -> Form:
    """The sum of one form and a multiple of another."""
    result = dict(left)
    for monomial, coefficient in right.items():
        result[monomial] = result.get(monomial, Fraction(0)) + factor * coefficient
    return {monomial: coefficient for monomial, coefficient in result.items() if coefficient}


def product(left: Form, right: Form) -> Form:
    """The product of two forms, multiplied out.

    Raises :class:`UnusableError` where it would have too many terms.
    """
    if len(left) * len(right) > MOST_MONOMIALS:
        raise UnusableError("an exponent or angle with too many terms")
    result: Form = {}
    for a, x in left.items():
        for b, y in right.items():
            monomial = a * b % P
            result[monomial] = result.get(monomial, Fraction(0)) + x * y
    return {monomial: coefficient for monomial, coefficient in result.items() if coefficient}


def value_of_form(form: Form) -> int | None:
    """The value that a form has in the field."""
    total = 0
    for monomial, coefficient in form.items():
        factor = field.rational(coefficient)
        if factor is None:
            return None
        total += monomial * factor
    return total % P
