"""Whether a form may stand for a result: equal in value, and defined wherever it is."""

from __future__ import annotations

from typing import Any, Final

import numpy as np

from symcalc.core.problem import Scope
from symcalc.core.term import Term
from symcalc.derive.concrete import Concrete
from symcalc.derive.points import Point, keys_of, special_points, value_at, values_at
from symcalc.mean.errors import NoMeaning

_COARSE: Final = 1e-7
_FINE: Final = 1e-30


class Reference:
    """A result with the points at which other forms of it are compared.

    The result has a value at each of ``points``.
    """

    def __init__(self, term: Term, scope: Scope, concrete: Concrete, points: list[Point]) -> None:
        self.concrete = concrete
        self.term = concrete(term)
        self.keys = keys_of([self.term])
        self.exact = points
        self.points = points + special_points(list(points[0]) if points else [], scope, concrete)
        self.floats = values_at(self.term, self.points)
        self.values = [value_at(self.term, point) for point in points]

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
        try:
            found = [value_at(settled, point) for point in self.exact]
        except NoMeaning:
            return False
        return bool(found) and all(map(_same, found, self.values))


def _same(one: Any, other: Any) -> bool:
    return bool(abs(one - other) <= _FINE * (1 + abs(one) + abs(other)))
