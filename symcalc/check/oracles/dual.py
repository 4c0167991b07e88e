"""Dual and hyper-dual numbers, against the derivative that a claim states."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import numpy as np

from symcalc.check.oracles.interval import Point
from symcalc.check.oracles.slopes import Judge, testify, variables_of
from symcalc.core.term import Term
from symcalc.core.verdict import Evidence
from symcalc.mean.dual import dual_gradient
from symcalc.mean.floating import FLOAT
from symcalc.mean.hyperdual import hyperdual_hessian
from symcalc.mean.numeric import evaluate

NAME: Final = "dual"


def _slope(node: Term, point: Point) -> Any:
    place = {key: float(value) for key, value in point.items()}
    variables = variables_of(node)
    keys = list(dict.fromkeys(variables))
    if len(variables) == 1:
        found = dual_gradient(node.args[0], keys, place)[1][0, 0]
    else:
        found = hyperdual_hessian(node.args[0], keys, place)[0, len(keys) - 1, 0]
    return found if np.isfinite(found) else None


def _value(term: Term, place: dict[str, Any]) -> float:
    return float(np.ravel(evaluate(term, place, FLOAT))[0])


_JUDGE: Final = Judge(
    oracle=NAME,
    slope=_slope,
    value=_value,
    number=float,
    agree=1e-8,
    differ=1e-4,
    digits=8,
    smallest=1e-6,
)


def testify_on(left: Term, right: Term, points: Sequence[Point]) -> Evidence:
    """What dual numbers say about a claim whose derivatives have not been carried out."""
    return testify(_JUDGE, left, right, points)
