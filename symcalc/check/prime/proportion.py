"""Whether one term is a rational multiple of another, by evaluation in a prime field."""

from __future__ import annotations

from fractions import Fraction

from symcalc.check.basic import in_basic_functions
from symcalc.check.prime.errors import InfeasibleError, UnusableError
from symcalc.check.prime.field import P
from symcalc.check.prime.valuation import Valuation
from symcalc.core.term import Term

_LARGEST = 100
_SEEDS = (101, 102, 103, 104)


def proportional(one: Term, other: Term) -> Fraction | None:
    """The small rational c with one = c · other, or None.

    Used where signs do not matter, so one ratio that three evaluations share is enough.
    """
    if one is other:
        return Fraction(1)
    ratios = [_ratio(in_basic_functions(one), in_basic_functions(other), seed) for seed in _SEEDS]
    known = [ratio for ratio in ratios if ratio is not None]
    if len(known) < 3 or len(set(known)) != 1:
        return None
    return _small_rational(known[0])


def _ratio(one: Term, other: Term, seed: int) -> int | None:
    valuation = Valuation(seed, lambda term: None)
    try:
        a, b = valuation.of(one), valuation.of(other)
    except (InfeasibleError, UnusableError):
        return None
    return None if not a or not b else a * pow(b, -1, P) % P


def _small_rational(value: int) -> Fraction | None:
    for denominator in range(1, _LARGEST + 1):
        numerator = value * denominator % P
        if numerator <= _LARGEST:
            return Fraction(numerator, denominator)
        if P - numerator <= _LARGEST:
            return Fraction(numerator - P, denominator)
    return None
