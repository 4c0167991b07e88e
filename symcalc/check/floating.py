"""Two computations that are equal in exact arithmetic, and not in floating point.

log(1+x) and log1p(x) are the same function; for x = 1e-17 the first is computed as 0.  What is
found here is said beside the verdict on a line and never changes it.
"""

from __future__ import annotations

import math
from dataclasses import replace
from fractions import Fraction
from itertools import islice
from typing import Final

from symcalc.check.budget import Budget, OutOfTime, deadline
from symcalc.check.claim import Question, expanded
from symcalc.check.concrete import concretes
from symcalc.check.domain import Domain
from symcalc.check.sampling import admissible
from symcalc.core.problem import Statement
from symcalc.core.stability import Place, Rounded
from symcalc.core.term import Op, Term, contains, free_names
from symcalc.core.verdict import Evidence, Finding, Says, Verdict
from symcalc.mean.errors import NoMeaning
from symcalc.mean.rounding import LOST, compute, places, rounded

NAME: Final = "floating point"
CODE: Final = "SC701"

_ACCEPTED: Final = frozenset({Verdict.PROVED, Verdict.CONDITIONAL, Verdict.SUPPORTED})
#: What is no computation: it is carried out by rules, or in a way that a page does not say.
_NO_COMPUTATION: Final = (Op.DERIVATIVE, Op.INTEGRAL, Op.LIMIT, Op.AT)
#: One side is worse than the other where it loses this many times as much.
_WORSE: Final = 1e4
_SHARE: Final = 0.5
_MOST_PLACES: Final = 400


def with_floating_point(finding: Finding, statement: Statement, budget: Budget) -> Finding:
    """The finding with what floating point makes of its two sides, where that differs."""
    if finding.verdict not in _ACCEPTED or statement.relation not in ("=", ":="):
        return finding
    try:
        with deadline(budget.seconds * _SHARE):
            evidence = _evidence(statement)
    except (OutOfTime, NoMeaning):
        return finding
    if evidence is None:
        return finding
    message = f"{finding.message}; but not in floating point: {evidence.detail}"
    return replace(finding, code=CODE, message=message, evidence=(*finding.evidence, evidence))


def _evidence(statement: Statement) -> Evidence | None:
    left, right = statement.left, statement.right
    if left is None or right is None or contains(left, *_NO_COMPUTATION):
        return None
    if contains(right, *_NO_COMPUTATION):
        return None
    claim = expanded(Question(left, right, "=", statement.scope))
    instance = concretes(claim.left, claim.right, claim.domain)[0]
    return compare_computations(instance.left, instance.right, instance.domain)


def compare_computations(left: Term, right: Term, domain: Domain) -> Evidence | None:
    """Where one side loses its digits and the other does not, at a point; None where neither does.

    Raises NoMeaning for what has no NumPy source.
    """
    keys = sorted(free_names(left) | free_names(right))
    points = [p for p in islice(places(keys), _MOST_PLACES) if _admissible(p, domain)]
    if not points:
        return None
    found = [
        pair
        for point, a, b in zip(points, compute(left, points), compute(right, points), strict=True)
        if not math.isclose(a, b, rel_tol=LOST)
        and (pair := _apart(rounded(left, point, a), rounded(right, point, b))) is not None
    ]
    if not found:
        return None
    plain = next((pair for pair in found if _worse(pair).error >= 1), None)
    return _told(*(plain or max(found, key=lambda pair: _worse(pair).error)))


def _admissible(place: Place, domain: Domain) -> bool:
    return admissible({key: Fraction(value) for key, value in place.items()}, domain)


def _apart(left: Rounded | None, right: Rounded | None) -> tuple[Rounded, Rounded] | None:
    """The pair, if one side has lost its digits and the other has more."""
    if left is None or right is None:
        return None
    low, high = sorted((left.error, right.error))
    return (left, right) if high >= LOST and high > _WORSE * low else None


def _worse(pair: tuple[Rounded, Rounded]) -> Rounded:
    return max(pair, key=lambda each: each.error)


def _told(left: Rounded, right: Rounded) -> Evidence:
    side, better = ("left", right) if left.error > right.error else ("right", left)
    worse = _worse((left, right))
    point = ", ".join(f"{key} = {value:.6g}" for key, value in worse.place.items())
    detail = (
        f"at {point} the {side} side is computed as {worse.computed:.6g}, "
        f"the other as {better.computed:.6g}; the true value is {worse.true:.6g}"
    )
    witness = {**worse.place, "left": left.computed, "right": right.computed}
    return Evidence(NAME, Says.FAILS, detail, witness)
