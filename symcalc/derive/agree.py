"""Whether a form may stand for a result: equal in value, and defined wherever it is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import numpy as np

from symcalc.core.term import Term
from symcalc.derive.concrete import Concrete
from symcalc.derive.points import Point, keys_of, value_at, values_at
from symcalc.mean.errors import NoMeaning

_COARSE: Final = 1e-7
_FINE: Final = 1e-30


class Reference:
    """A result with the points at which other forms of it are compared.

    ``points`` are random ones, ``special`` ones lie where simplification goes wrong most
    easily; they need not be in the domain of the result.
    """

    def __init__(
        self, term: Term, concrete: Concrete, points: Sequence[Point], special: Sequence[Point]
    ) -> None:
        self.concrete = concrete
        self.term = concrete(term)
        self.keys = keys_of([self.term])
        self.points = [*points, *special]
        self.floats = values_at(self.term, self.points)
        self.exact = [
            (point, value) for point in points if (value := _value(self.term, point)) is not None
        ]

    def near(self, form: Term) -> bool:
        """Whether a form is defined wherever the result is, and equal within float rounding."""
        settled = self.concrete(form)
        if not set(keys_of([settled])) <= set(self.keys):
            return False
        known = np.isfinite(self.floats)
        found = values_at(settled, self.points)[known]
        expected = self.floats[known]
        if not np.all(np.isfinite(found)):
            return False
        scale = np.maximum(np.abs(expected), np.median(np.abs(expected)) if len(expected) else 0.0)
        return bool(np.all(np.abs(found - expected) <= _COARSE * (scale + 1e-12)))

    def equal(self, form: Term) -> bool:
        """Whether a form is equal in value to 30 digits at every point; no points, no."""
        settled = self.concrete(form)
        return bool(self.exact) and all(
            _same(_value(settled, point), value) for point, value in self.exact
        )


def agrees(one: Term, other: Term, point: Point) -> bool:
    """Whether two concrete terms have the same value to 30 digits at a point."""
    value = _value(one, point)
    return value is not None and _same(_value(other, point), value)


def _value(term: Term, point: Point) -> Any | None:
    try:
        return value_at(term, point)
    except NoMeaning:
        return None


def _same(one: Any | None, other: Any) -> bool:
    return one is not None and bool(abs(one - other) <= _FINE * (1 + abs(one) + abs(other)))
