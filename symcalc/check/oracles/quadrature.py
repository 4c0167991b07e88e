"""Numerical integration, for integrals that ball arithmetic cannot enclose.

Improper and nested integrals have no ball here.  What two precisions of the same rule agree on
supports a claim; it never refutes one, for the error of the rule is an estimate.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from fractions import Fraction
from typing import Any, Final

from symcalc.check.budget import OutOfTime, deadline
from symcalc.check.oracles.interval import Point
from symcalc.check.wording import counted
from symcalc.core.term import Term
from symcalc.core.verdict import Evidence, Says
from symcalc.mean.errors import NoMeaning
from symcalc.mean.improper import QuadratureNumbers
from symcalc.mean.numeric import evaluate

NAME: Final = "quadrature"
_DIGITS: Final = 8
_TOLERANCE: Final = 10.0**-_DIGITS
_PRECISIONS: Final = (15, 20)
#: Points with larger or smaller numbers make integrands too sharp for the rule.
_LARGEST: Final = Fraction(6)
_SMALLEST: Final = Fraction(1, 6)
_ENOUGH: Final = 4
#: Fewer points than this say nothing, unless the claim has no names.
_LEAST: Final = 2


def integrate_at(left: Term, right: Term, points: Sequence[Point], seconds: float) -> Evidence:
    """AGREES where both sides have the same value at several points, else UNSURE."""
    errors: list[float] = []
    try:
        with deadline(seconds):
            for point in (p for p in points if _is_plain(p)):
                error = _error(left, right, point)
                if error is not None:
                    errors.append(error)
                if len(errors) == _ENOUGH:
                    break
    except OutOfTime:
        pass
    if not errors or (len(errors) < _LEAST and any(points)):
        return Evidence(NAME, Says.UNSURE, "too few points at which the integrals converged")
    where = counted(len(errors), "point")
    if max(errors) > _TOLERANCE:
        return Evidence(NAME, Says.UNSURE, f"numerical integration sees a difference at {where}")
    detail = f"numerical integration in two precisions (mpmath) sees no difference at {where}"
    return Evidence(NAME, Says.AGREES, detail, {}, len(errors), _DIGITS, max(errors))


def _is_plain(point: Point) -> bool:
    return all(value == 0 or _SMALLEST <= abs(value) <= _LARGEST for value in point.values())


def _error(left: Term, right: Term, point: Point) -> float | None:
    """The difference relative to the larger side (or to 1) in the worse precision."""
    worst = 0.0
    for digits in _PRECISIONS:
        numbers = QuadratureNumbers(digits, _TOLERANCE)
        place: dict[str, Any] = {key: numbers.rational(value) for key, value in point.items()}
        try:
            a, b = (evaluate(side, place, numbers) for side in (left, right))
            error = float(abs(a - b) / max(abs(a), abs(b), 1))
        except (NoMeaning, ArithmeticError, TypeError, ValueError):
            return None
        if math.isnan(error):  # an infinite side
            return None
        worst = max(worst, error)
    return worst
