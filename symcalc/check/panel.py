"""The order in which the oracles are heard on one claim."""

from __future__ import annotations

from dataclasses import dataclass

from symcalc.check import claim as claims
from symcalc.check.budget import Budget
from symcalc.check.claim import Claim, Question
from symcalc.check.concrete import Concrete, concretes
from symcalc.check.oracles import interval, modular
from symcalc.check.oracles.interval import Comparison, compare_at
from symcalc.check.sampling import directed_points, random_points
from symcalc.core.term import free_names
from symcalc.core.verdict import Evidence, Says


@dataclass(frozen=True)
class Hearing:
    """What was learnt beside the evidence.

    ``objection`` is the code of the reason why a failure may not be called a refutation,
    ``obstacle`` the code of the reason why nothing could be said.
    """

    conditions: tuple[str, ...] = ()
    objection: str = ""
    obstacle: str = ""
    message: str = ""


def hear(question: Question, budget: Budget, heard: list[Evidence]) -> Hearing:
    """Hear the oracles on a claim; what they say is added to ``heard`` as they say it."""
    if question.left is question.right and question.sign in ("=", "<=", ">=", "~"):
        heard.append(Evidence("structural", Says.HOLDS, "both sides are the same expression"))
        return Hearing()
    claim = claims.expanded(question)
    comparisons = _compare_at_points(claim, budget)
    heard.append(interval.evidence_of(comparisons))
    if claim.sign == "=":
        heard.append(modular.prove(claim.left, claim.right, claim.domain))
    return Hearing()


def _compare_at_points(claim: Claim, budget: Budget) -> list[Comparison]:
    found: list[Comparison] = []
    for concrete in concretes(claim.left, claim.right, claim.domain):
        found += _compare_concrete(concrete, claim.sign, budget)
    return found


def _compare_concrete(concrete: Concrete, sign: str, budget: Budget) -> list[Comparison]:
    left, right, domain = concrete.left, concrete.right, concrete.domain
    keys = sorted(free_names(left) | free_names(right))
    points = random_points(keys, domain, budget.points, budget.seed)
    points += directed_points(left, right, points, domain)
    return [compare_at(left, right, sign, point) for point in points]
