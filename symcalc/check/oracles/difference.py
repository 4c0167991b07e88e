"""Finite differences in 60 digits, against the derivative that a claim states."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from symcalc.check.oracles.interval import Point
from symcalc.check.oracles.slopes import Judge, testify, variables_of
from symcalc.core.term import Term
from symcalc.core.verdict import Evidence
from symcalc.mean.difference import difference_gradient, difference_hessian
from symcalc.mean.floating import MP
from symcalc.mean.numeric import evaluate

NAME: Final = "difference"
#: A difference whose error bar is wider than this (relatively) tells nothing.
_WIDEST_ERROR: Final = 1e-15


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
    """What differences say about a claim whose derivatives have not been carried out."""
    return testify(_JUDGE, left, right, points)
