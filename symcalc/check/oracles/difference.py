"""Finite differences in 60 digits, against the derivative that a claim states."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from symcalc.check.oracles.interval import Point
from symcalc.check.oracles.slopes import Judge, derivatives_in, testify, variables_of
from symcalc.core.term import Term
from symcalc.core.verdict import Evidence, Says
from symcalc.mean.difference import difference_gradient, difference_hessian
from symcalc.mean.errors import NoMeaning
from symcalc.mean.floating import MP, DecimalNumbers
from symcalc.mean.numeric import evaluate

NAME: Final = "difference"
#: A difference whose error bar is wider than this (relatively) tells nothing.
_WIDEST_ERROR: Final = 1e-15
#: How many digits tell whether 60 are enough, and how closely the two values have to agree.
_FINE: Final = DecimalNumbers(600)
_SHARPNESS: Final = 1e-40


def _slope(node: Term, point: Point) -> Any:
    variables = variables_of(node)
    keys = list(dict.fromkeys(variables))
    if len(variables) == 1:
        found = difference_gradient(node.args[0], keys, point)[0]
    else:
        found = difference_hessian(node.args[0], keys, point)[0][-1]
    if found.kink or found.error > _WIDEST_ERROR * (1 + abs(found.value)):
        return None
    return found.value


_JUDGE: Final = Judge(
    oracle=NAME,
    slope=_slope,
    value=lambda term, place: evaluate(term, place, MP),
    number=MP.rational,
    agree=1e-12,
    differ=1e-6,
    smallest=1e-20,
    digits=12,
)


def testify_on(left: Term, right: Term, points: Sequence[Point]) -> Evidence:
    """What differences say about a claim whose derivatives have not been carried out.

    Before they contradict it, points are left out at which 60 digits do not give the function
    itself: log(1 - p) where p is all but one.
    """
    found = testify(_JUDGE, left, right, points)
    if found.says is not Says.FAILS:
        return found
    bodies = [node.args[0] for node in derivatives_in(left, right)]
    return testify(_JUDGE, left, right, [p for p in points if all(_sharp(b, p) for b in bodies)])


def _sharp(body: Term, point: Point) -> bool:
    """Whether many more digits give the same value."""
    try:
        value, fine = (evaluate(body, _place(point, n), n) for n in (MP, _FINE))
    except (NoMeaning, ArithmeticError):
        return False
    return bool(abs(_FINE.context.mpf(value) - fine) <= _SHARPNESS * abs(fine))


def _place(point: Point, numbers: DecimalNumbers) -> dict[str, Any]:
    return {key: numbers.rational(value) for key, value in point.items()}
