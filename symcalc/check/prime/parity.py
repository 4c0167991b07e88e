"""Whether exponents are even or odd, where a negative number is raised to them.

Over the reals (-2)^n has a value for whole n only, and its sign is that of (-1)^n.  Which
exponents are odd is chosen at random, so that all that is true of parities holds: a sum has
the sum of the parities, a whole multiple the multiple.  An exponent of which nothing else is
known may be odd, 2y too: where y is a half, x^(2y) is x.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import combinations
from random import Random

from symcalc.check.prime.errors import InfeasibleError
from symcalc.check.prime.linear import Form, plus


class Parities:
    """The parities of the exponents met so far, each 0 or 1."""

    def __init__(self, random: Random) -> None:
        self._random = random
        self._known: list[tuple[Form, int]] = []

    def __len__(self) -> int:
        return len(self._known)

    def of(self, form: Form) -> int:
        """The parity of an exponent that must be whole; InfeasibleError where it cannot be."""
        for parity in self._implied(form):
            return parity
        parity = self._chosen(form)
        self._known.append((form, parity))
        return parity

    def _implied(self, form: Form) -> Iterator[int]:
        """The parity that follows from what is known, if any does."""
        rest = _whole_multiple(form, {})
        if rest is not None:
            yield rest[1] % 2
        for known, parity in self._known:
            found = _whole_multiple(form, known)
            if found is not None:
                yield (found[0] * parity + found[1]) % 2
        for (a, first), (b, second) in combinations(self._known, 2):
            for factor in (1, -1):
                found = _whole_multiple(form, plus(a, b, Fraction(factor)))
                if found is not None:
                    yield (found[0] * (first + second) + found[1]) % 2

    def _chosen(self, form: Form) -> int:
        """A random parity under which those known before are what they are."""
        chosen = self._random.randrange(2)
        for known, parity in self._known:
            found = _whole_multiple(known, form)
            if found is not None and (found[0] * chosen + found[1] - parity) % 2:
                raise InfeasibleError
        return chosen


def _whole_multiple(form: Form, known: Form) -> tuple[int, int] | None:
    """Whole numbers m and c with form = m·known + c, or None."""
    factor = Fraction(0)
    for monomial, coefficient in known.items():
        if monomial != 1:
            factor = form.get(monomial, Fraction(0)) / coefficient
            break
    rest = plus(form, known, -factor)
    shift = rest.pop(1, Fraction(0))
    if rest or factor.denominator != 1 or shift.denominator != 1:
        return None
    return int(factor), int(shift)
