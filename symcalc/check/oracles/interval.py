"""Refutation by ball arithmetic: two balls that do not overlap are two different numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Any, Final

import flint

from symcalc.check.wording import counted
from symcalc.core.term import Term
from symcalc.core.verdict import Evidence, Says
from symcalc.mean.errors import NoMeaning, Undefined
from symcalc.mean.interval import enclose

NAME: Final = "interval"

#: Bits tried in turn, until the balls of both sides are small or apart.
PRECISIONS: Final = (128, 512)
#: Bits for a last look at what no argument proves: some 1,200 digits.
FINE: Final = (4096,)
#: Balls agree when they overlap and both are known to this many bits (about 15 digits).
AGREEMENT_BITS: Final = 50
#: Smaller relative differences do not show in the six digits of a report.
_VISIBLE: Final = 1e-5

Point = Mapping[str, Fraction]


class Outcome(StrEnum):
    """What a comparison at one point says about the claim."""

    AGREES = "agrees"
    FAILS = "fails"
    LEFT_ONLY = "only the left side is defined"
    RIGHT_ONLY = "only the right side is defined"
    NEITHER = "neither side is defined"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Comparison:
    """Both sides at one point: the outcome, their values, and to how many bits they agree.

    ``gap`` is their difference relative to the larger side, or to 1 where both are smaller.
    """

    point: Point
    outcome: Outcome
    left: float = 0.0
    right: float = 0.0
    bits: int = 0
    obstacle: str = ""
    gap: float = 0.0


def compare_at(
    left: Term, right: Term, sign: str, point: Point, precisions: Sequence[int] = PRECISIONS
) -> Comparison:
    """Compare two sides at a rational point; ``sign`` is =, !=, <, <=, > or >=."""
    comparison = Comparison(point, Outcome.UNKNOWN)
    for bits in precisions:
        comparison = _compare_with(left, right, sign, point, bits)
        if comparison.outcome is not Outcome.UNKNOWN:
            break
    return comparison


def _compare_with(left: Term, right: Term, sign: str, point: Point, bits: int) -> Comparison:
    a, b = _ball(left, point, bits), _ball(right, point, bits)
    if isinstance(a, Undefined) or isinstance(b, Undefined):
        return Comparison(point, _one_sided(a, b))
    for side in (a, b):
        if isinstance(side, NoMeaning):
            return Comparison(point, Outcome.UNKNOWN, obstacle=str(side))
    values = float(a.mid()), float(b.mid())
    accuracy = min(_accuracy(a, b), bits)
    return Comparison(point, judged_balls(sign, a, b), *values, accuracy, gap=_gap(a, b))


def judged_balls(sign: str, a: Any, b: Any) -> Outcome:
    """What two balls say of a claim that relates the numbers in them."""
    if _violates(sign, a, b):
        return Outcome.FAILS
    close = _accuracy(a, b) >= AGREEMENT_BITS and sign in ("=", "<=", ">=")
    return Outcome.AGREES if close or _certain(sign, a, b) else Outcome.UNKNOWN


def _gap(a: Any, b: Any) -> float:
    size = flint.arb(1).max(abs(a)).max(abs(b))
    return abs(float(((a - b) / size).mid()))


def _one_sided(left: Any, right: Any) -> Outcome:
    if isinstance(left, Undefined) and isinstance(right, Undefined):
        return Outcome.NEITHER
    other = right if isinstance(left, Undefined) else left
    if isinstance(other, NoMeaning):
        return Outcome.UNKNOWN
    return Outcome.RIGHT_ONLY if isinstance(left, Undefined) else Outcome.LEFT_ONLY


def _ball(term: Term, point: Point, bits: int) -> Any:
    """The ball of a term, or the reason why there is none."""
    try:
        return enclose(term, point, bits)
    except NoMeaning as reason:
        return reason


def _violates(sign: str, a: Any, b: Any) -> bool:
    """Whether the claim is certainly false for every pair of numbers from the two balls."""
    if sign == "=":
        return not a.overlaps(b)
    if sign == "!=":
        return bool(a.is_exact() and b.is_exact() and a.overlaps(b))
    if sign in ("<", "<="):
        return bool(a >= b) if sign == "<" else bool(a > b)
    return bool(a <= b) if sign == ">" else bool(a < b)


def _certain(sign: str, a: Any, b: Any) -> bool:
    """Whether an inequality certainly holds for every pair of numbers from the two balls."""
    if sign == "=":
        return bool(a.is_exact() and b.is_exact() and a.overlaps(b))
    if sign == "!=":
        return not a.overlaps(b)
    if sign in ("<", "<="):
        return bool(a < b) if sign == "<" else bool(a <= b)
    return bool(a > b) if sign == ">" else bool(a >= b)


def _accuracy(a: Any, b: Any) -> int:
    """Bits to which two balls are known, relative to the larger (or to 1 for both near 0)."""
    if a.is_exact() and b.is_exact():
        return PRECISIONS[-1]
    return min(int(ball.rel_one_accuracy_bits()) for ball in (a, b))


def evidence_of(comparisons: list[Comparison]) -> Evidence:
    """FAILS with the plainest witness, AGREES where points were compared, else UNSURE."""
    failing = [c for c in comparisons if c.outcome is Outcome.FAILS]
    agreeing = [c for c in comparisons if c.outcome is Outcome.AGREES]
    if failing:
        worst = plainest_failure(failing)
        compared = len(failing) + len(agreeing)
        detail = (
            f"the balls of the two sides exclude the claim at {len(failing)} of "
            f"{counted(compared, 'point')}{_how_little(worst)}"
        )
        return Evidence(NAME, Says.FAILS, detail, witness_of(worst), points=compared)
    if not agreeing:
        reason = next((c.obstacle for c in comparisons if c.obstacle), "no point to compare at")
        return Evidence(NAME, Says.UNSURE, reason)
    bits = min(c.bits for c in agreeing)
    digits = int(bits * 0.30103)
    detail = f"no difference at {counted(len(agreeing), 'point')}"
    return Evidence(NAME, Says.AGREES, detail, points=len(agreeing), digits=digits)


def _how_little(comparison: Comparison) -> str:
    """The size of a difference that the values as they are printed do not show."""
    visible = abs(comparison.left - comparison.right) > _VISIBLE * abs(comparison.left)
    return "" if visible else f"; the relative difference is {comparison.gap:.2g}"


def plainest_failure(comparisons: Sequence[Comparison]) -> Comparison:
    """The failing comparison that is the easiest to follow by hand."""
    return min((c for c in comparisons if c.outcome is Outcome.FAILS), key=_plainness)


def _plainness(comparison: Comparison) -> tuple[float, int]:
    """Prefer a clear relative difference, then a point with short numbers."""
    scale = max(abs(comparison.left), abs(comparison.right), 1e-300)
    clear = abs(comparison.left - comparison.right) / scale > 1e-6
    size = sum(len(str(value)) for value in comparison.point.values())
    return (0.0 if clear else 1.0), size


def witness_of(comparison: Comparison) -> dict[str, float]:
    """The point with the values of both sides, as a report shows it."""
    point = {key: float(value) for key, value in comparison.point.items()}
    return {**point, "left": comparison.left, "right": comparison.right}
