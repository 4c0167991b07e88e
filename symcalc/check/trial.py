"""A claim put to the test: its two sides compared at points of its domain."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from symcalc.check.budget import Budget, OutOfTime, deadline
from symcalc.check.claim import Claim
from symcalc.check.concrete import Concrete, concretes
from symcalc.check.oracles.interval import (
    FINE,
    PRECISIONS,
    Comparison,
    Outcome,
    Point,
    compare_at,
)
from symcalc.check.sampling import (
    corner_points,
    directed_points,
    plain_points,
    random_points,
    tied_names,
)
from symcalc.core.term import INFINITY, Op, contains, free_names, postorder

#: Points at which other witnesses than balls are asked.
MOST_TELLING: Final = 4
#: Points after which integrals of unknown functions that cannot be enclosed are given up.
_FIRST: Final = 3
#: Points at which integrals agree, after which no more are compared.
_MANY: Final = 8
#: The share of a claim's time in which an instance with integrals is compared.
_INTEGRAL_SHARE: Final = 0.15
#: Points of each instance that are looked at closely.
_CLOSE: Final = 2


@dataclass(frozen=True)
class Trial:
    """A claim with its comparisons: each concrete instance with what was seen at its points."""

    claim: Claim
    instances: tuple[tuple[Concrete, tuple[Comparison, ...]], ...]

    @property
    def comparisons(self) -> list[Comparison]:
        """All comparisons, instance by instance."""
        return [comparison for _, found in self.instances for comparison in found]

    @property
    def fails(self) -> bool:
        """Whether a point excludes the claim."""
        return any(c.outcome is Outcome.FAILS for c in self.comparisons)


def try_claim(claim: Claim, budget: Budget) -> Trial:
    """Compare the two sides at points of the domain."""
    instances = concretes(claim.left, claim.right, claim.domain)
    compared = tuple((instance, _compare(instance, claim, budget)) for instance in instances)
    return Trial(claim, compared)


def _compare(concrete: Concrete, claim: Claim, budget: Budget) -> tuple[Comparison, ...]:
    left, right, domain = concrete.left, concrete.right, concrete.domain
    keys = tied_names(free_names(left) | free_names(right), domain)
    points = random_points(keys, domain, budget.points, budget.seed)
    points += plain_points(keys, domain) + corner_points(keys, domain)
    points += directed_points(left, right, claim.sign, points, domain)
    if not any(
        contains(side, Op.INTEGRAL) or INFINITY in postorder(side) for side in (left, right)
    ):
        return tuple(compare_at(left, right, claim.sign, point) for point in points)
    return _compare_integrals(concrete, claim, points, budget)


def _compare_integrals(
    concrete: Concrete, claim: Claim, points: Sequence[Point], budget: Budget
) -> tuple[Comparison, ...]:
    """Comparisons at as many points as their share of the time allows."""
    left, right = concrete.left, concrete.right
    infinite = INFINITY in postorder(left, right)
    precisions = PRECISIONS[:1] if infinite else PRECISIONS  # tails are bounded to one tolerance
    found: list[Comparison] = []
    try:
        with deadline(budget.seconds * _INTEGRAL_SHARE):
            for point in points:
                found.append(compare_at(left, right, claim.sign, point, precisions))
                if _are_enough(found, concrete):
                    break
    except OutOfTime:
        found = found or [Comparison({}, Outcome.UNKNOWN, obstacle="integrals that take too long")]
    return tuple(found)


def _are_enough(found: Sequence[Comparison], concrete: Concrete) -> bool:
    """Whether more comparisons would tell nothing new: many agree, or an unknown f has no ball."""
    agreeing = sum(c.outcome is Outcome.AGREES for c in found)
    in_vain = all(c.outcome is Outcome.UNKNOWN and c.obstacle for c in found)
    return agreeing == _MANY or (len(found) == _FIRST and bool(concrete.functions) and in_vain)


def looked_at_closely(trial: Trial) -> Trial:
    """The trial with a few points at which the sides agreed, in a precision of 1,200 digits."""
    return replace(trial, instances=tuple(_closely(*pair, trial.claim) for pair in trial.instances))


def _closely(
    concrete: Concrete, compared: Sequence[Comparison], claim: Claim
) -> tuple[Concrete, tuple[Comparison, ...]]:
    sides = (concrete.left, concrete.right)
    if any(contains(side, Op.INTEGRAL) for side in sides):
        return concrete, ()
    agreeing = [c for c in compared if c.outcome is Outcome.AGREES][:_CLOSE]
    return concrete, tuple(compare_at(*sides, claim.sign, c.point, FINE) for c in agreeing)


def telling_points(trial: Trial) -> list[Point]:
    """Points of the first instance where both sides could be compared, failing ones first."""
    found = [c for c in trial.instances[0][1] if c.outcome in (Outcome.AGREES, Outcome.FAILS)]
    found.sort(key=lambda c: c.outcome is Outcome.AGREES)
    return [comparison.point for comparison in found[:MOST_TELLING]]


def failing_instance(trial: Trial) -> tuple[Concrete, tuple[Comparison, ...]]:
    """The first concrete instance in which a point excludes the claim."""
    return next(
        (instance, comparisons)
        for instance, comparisons in trial.instances
        if any(c.outcome is Outcome.FAILS for c in comparisons)
    )
