"""A second look at the points: both sides in 60-digit arithmetic, by another library.

Ball arithmetic is rigorous if it has no bug; this finds out when it has one.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from symcalc.check.oracles.interval import Point
from symcalc.check.wording import counted
from symcalc.core.term import Term
from symcalc.core.verdict import Evidence, Says
from symcalc.mean.errors import NoMeaning
from symcalc.mean.floating import MP, DecimalNumbers
from symcalc.mean.numeric import evaluate

NAME: Final = "decimal"
#: Relative differences below the first are none, above the second no rounding.
_SAME: Final = 1e-50
_OTHER: Final = 1e-12
_DIGITS: Final = 50
#: Where 60 digits see a difference: sin(e^158) takes 70 of them before the first counts.
_FINE: Final = DecimalNumbers(600)


def second_look(left: Term, right: Term, points: Sequence[Point]) -> Evidence:
    """AGREES where 60 digits see no difference at the points, FAILS at a plain one, else UNSURE."""
    errors = [(error, p) for p in points if (error := _settled(left, right, p)) is not None]
    if not errors:
        return Evidence(NAME, Says.UNSURE, "no point that could be evaluated")
    worst, point = max(errors, key=lambda pair: pair[0])
    witness = {key: float(value) for key, value in point.items()}
    if worst <= _SAME:
        where = counted(len(errors), "point")
        detail = f"no difference in 60-digit arithmetic (mpmath) at {where}"
        return Evidence(NAME, Says.AGREES, detail, {}, len(errors), _DIGITS, worst)
    if worst < _OTHER:
        return Evidence(
            NAME, Says.UNSURE, "a difference that may be rounding", witness, len(errors)
        )
    detail = "60-digit arithmetic (mpmath) sees a difference"
    return Evidence(NAME, Says.FAILS, detail, witness, len(errors), 0, worst)


def _settled(left: Term, right: Term, point: Point) -> float | None:
    """The difference, in more digits where it may be the rounding of a cancellation."""
    error = _error(left, right, point, MP)
    if error is None or error <= _SAME:
        return error
    again = _error(left, right, point, _FINE)
    return error if again is None else again


def _error(left: Term, right: Term, point: Point, numbers: DecimalNumbers) -> float | None:
    """The difference of the sides relative to the larger, or to 1 where both are small."""
    place: dict[str, Any] = {key: numbers.rational(value) for key, value in point.items()}
    try:
        a, b = (evaluate(side, place, numbers) for side in (left, right))
        return float(abs(a - b) / max(abs(a), abs(b), 1))
    except (NoMeaning, ArithmeticError, TypeError):
        return None
