"""Whether a relation holds at a point, and which sign a term has there: surely, or unknown."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from symcalc.check.oracles.interval import Point
from symcalc.core.term import Op, Term
from symcalc.mean.errors import NoMeaning
from symcalc.mean.interval import BALL, enclose


def sign_at(term: Term, point: Point) -> int | None:
    """The sign of a term at a point, from a ball of 128 bits; None where it is not certain."""
    try:
        ball = enclose(term, point)
    except NoMeaning:
        return None
    if ball > 0:
        return 1
    if ball < 0:
        return -1
    return 0 if ball.is_zero() else None


def holds_at(condition: Term, point: Point) -> bool | None:
    """Whether a condition (relations joined by and, or) holds at a point; None if uncertain."""
    return decided(condition, lambda side: enclose(side, point))


def decided(condition: Term, enclosed: Callable[[Term], Any]) -> bool | None:
    """Whether a condition certainly holds, or certainly does not, with each side enclosed."""
    if condition.op is Op.CONSTANT:
        return condition.data == "true"
    if condition.op in (Op.AND, Op.OR):
        answers = [decided(part, enclosed) for part in condition.args]
        decisive = condition.op is Op.OR
        if decisive in answers:
            return decisive
        return None if None in answers else not decisive
    if condition.op is not Op.RELATION:
        return None
    try:
        left, right = (enclosed(side) for side in condition.args)
    except NoMeaning:
        return None
    truth: bool | None = BALL.compare(str(condition.data), left, right)
    return truth
