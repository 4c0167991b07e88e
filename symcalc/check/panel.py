"""The order in which the oracles are heard on one claim."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace

from symcalc.check import claim as claims
from symcalc.check import conditions, constraints, knowledge
from symcalc.check.budget import Budget
from symcalc.check.claim import Claim, Question
from symcalc.check.concrete import Concrete, concretes
from symcalc.check.digits import relative_tolerance
from symcalc.check.oracles import (
    constancy,
    decimal,
    difference,
    dual,
    interval,
    modular,
    order,
    symbolic,
)
from symcalc.check.oracles.interval import Comparison, Outcome, Point, compare_at
from symcalc.check.sampling import (
    corner_points,
    directed_points,
    plain_points,
    random_points,
)
from symcalc.core.term import Op, contains, free_names
from symcalc.core.verdict import Evidence, Says

#: Points at which derivatives are taken numerically.
_SLOPE_POINTS = 4
#: Points that are looked at a second time, with other numbers than balls.
_LOOKS = 3
#: The share of a claim's time that SymPy may have.
_SYMPY_SHARE = 0.6


@dataclass(frozen=True)
class Hearing:
    """What was learnt beside the evidence.

    ``objection`` is the code of the reason why a failure may not be called a refutation, or
    why nothing could be said; ``message`` explains it.
    """

    conditions: tuple[str, ...] = ()
    objection: str = ""
    message: str = ""


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


def hear(question: Question, budget: Budget, heard: list[Evidence]) -> Hearing:
    """Hear the oracles on a claim; what they say is added to ``heard`` as they say it."""
    if question.left is question.right and question.sign in ("=", "<=", ">=", "~"):
        heard.append(Evidence("structural", Says.HOLDS, "both sides are the same expression"))
        return Hearing()
    obstacle = knowledge.no_numbers(question)
    if obstacle is not None:
        return Hearing(objection=obstacle.code, message=obstacle.message)
    if question.sign == "~":
        return _hear_approximation(question, heard)
    trial = _try(_claim_of(question), budget)
    if trial.fails:
        return _hear_failure(question, trial, budget, heard)
    if all(c.outcome is Outcome.NEITHER for c in trial.comparisons):
        return Hearing(objection="SC404")
    heard.append(interval.evidence_of(trial.comparisons))
    heard += _second_look(trial, _points(trial)[:_LOOKS])
    _hear_arguments(question, trial, budget, heard)
    heard += _slopes(question, _points(trial), budget)
    return _conclusion(trial, heard)


def _claim_of(question: Question) -> Claim:
    """The claim as written where it can be proved so, else with its definitions expanded."""
    if question.sign == "=" and question.scope.definitions:
        written = claims.as_written(question)
        if modular.prove(written.left, written.right, written.domain).says is Says.HOLDS:
            return written
    return claims.expanded(question)


# -------------------------------------------------------------------------------- points


def _try(claim: Claim, budget: Budget) -> Trial:
    """Compare the two sides at points of the domain."""
    instances = concretes(claim.left, claim.right, claim.domain)
    compared = tuple((instance, _compare(instance, claim, budget)) for instance in instances)
    return Trial(claim, compared)


def _compare(concrete: Concrete, claim: Claim, budget: Budget) -> tuple[Comparison, ...]:
    left, right, domain = concrete.left, concrete.right, concrete.domain
    keys = sorted(free_names(left) | free_names(right))
    points = random_points(keys, domain, budget.points, budget.seed)
    points += plain_points(keys, domain) + corner_points(keys, domain)
    points += directed_points(left, right, claim.sign, points, domain)
    return tuple(compare_at(left, right, claim.sign, point) for point in points)


def _points(trial: Trial) -> list[Point]:
    """Points of the first instance where both sides could be compared, failing ones first."""
    found = [c for c in trial.instances[0][1] if c.outcome in (Outcome.AGREES, Outcome.FAILS)]
    found.sort(key=lambda c: c.outcome is Outcome.AGREES)
    return [comparison.point for comparison in found[:_SLOPE_POINTS]]


def _second_look(trial: Trial, points: Sequence[Point]) -> list[Evidence]:
    """What other numbers than balls say at a few points, if anything."""
    if trial.claim.sign != "=" or not points:
        return []
    found = _looked(trial.instances[0][0], points)
    return [] if found.says is Says.UNSURE else [found]


def _looked(instance: Concrete, points: Sequence[Point]) -> Evidence:
    return decimal.second_look(instance.left, instance.right, points)


# ----------------------------------------------------------------------------- arguments


def _hear_arguments(
    question: Question, trial: Trial, budget: Budget, heard: list[Evidence]
) -> None:
    """Symbolic arguments in growing order of cost, until one succeeds."""
    claim, started = trial.claim, time.monotonic()
    left, right, domain = claim.left, claim.right, claim.domain
    if claim.sign != "=":
        heard.append(order.prove(left, right, claim.sign, domain))
    if claim.sign in ("=", "<=", ">=") and not _proved(heard):
        heard.append(modular.prove(left, right, domain))
    if claim.sign == "=" and not _proved(heard):
        heard.append(
            constancy.prove(left, right, domain, conditions.connected(left, right, domain))
        )
    if not _proved(heard):
        seconds = budget.seconds * _SYMPY_SHARE - (time.monotonic() - started)
        heard.append(_sympy(question, claim, max(seconds, 0.1)))


def _proved(heard: Sequence[Evidence]) -> bool:
    return any(evidence.says is Says.HOLDS for evidence in heard)


def _sympy(question: Question, claim: Claim, seconds: float) -> Evidence:
    """SymPy's opinion, which counts only where no branch of a root or logarithm is crossed."""
    found = symbolic.prove(claim.left, claim.right, claim.sign, question.scope, seconds)
    if found.says is Says.HOLDS and not conditions.branch_safe(
        claim.left, claim.right, claim.domain
    ):
        detail = f"{found.detail}; but the argument of a root or logarithm may change its sign"
        return replace(found, says=Says.UNSURE, detail=detail)
    return found


def _slopes(question: Question, points: Sequence[Point], budget: Budget) -> list[Evidence]:
    """Numeric derivatives, where the claim states one."""
    sides = claims.with_derivatives(question)
    if question.sign != "=" or not points or not any(contains(s, Op.DERIVATIVE) for s in sides):
        return []
    instance = concretes(*sides, claims.as_written(question).domain)[0]
    places = _completed(points, instance, budget)
    witnesses = (difference.testify_on, dual.testify_on)
    found = [witness(instance.left, instance.right, places) for witness in witnesses]
    return [evidence for evidence in found if evidence.says is not Says.UNSURE]


def _completed(points: Sequence[Point], instance: Concrete, budget: Budget) -> list[Point]:
    """The points with values for names that dropped out when derivatives were carried out."""
    names = free_names(instance.left) | free_names(instance.right)
    others = random_points(sorted(names), instance.domain, len(points), budget.seed)
    return [{**other, **point} for other, point in zip(others, points, strict=False)]


def _conclusion(trial: Trial, heard: Sequence[Evidence]) -> Hearing:
    claim = trial.claim
    comparisons = trial.comparisons
    if not any(evidence.says in (Says.HOLDS, Says.AGREES) for evidence in heard):
        return _nothing_found(comparisons)
    ledger = conditions.conditions_of(claim.left, claim.right, claim.domain, comparisons)
    return Hearing(ledger if _proved(heard) else ())


def _nothing_found(comparisons: Sequence[Comparison]) -> Hearing:
    obstacle = next((c.obstacle for c in comparisons if c.obstacle), "")
    if obstacle:
        return Hearing(objection="SC405", message=f"could not be evaluated: {obstacle}")
    return Hearing(objection="SC404")


# ------------------------------------------------------------------------------ failures


def _hear_failure(
    question: Question, trial: Trial, budget: Budget, heard: list[Evidence]
) -> Hearing:
    """A point excludes the claim: is that a refutation, a constraint at work, or our own fault?"""
    rescued = ""
    for alternative in constraints.alternatives(trial.claim):
        other = _try(alternative.claim, budget)
        if other.fails:
            continue
        if any(c.outcome is Outcome.AGREES for c in other.comparisons):
            rescued = rescued or alternative.used
        proof = modular.prove(alternative.claim.left, alternative.claim.right, other.claim.domain)
        if proof.says is Says.HOLDS:
            heard.append(interval.evidence_of(other.comparisons))
            heard.append(replace(proof, detail=f"{proof.detail}; using {alternative.used}"))
            return Hearing(alternative.conditions)
    heard.append(_failure(trial))
    if rescued:
        return Hearing(objection="SC403", message=f"no counterexample is left with {rescued}")
    found = _rounded(question, trial) or knowledge.objection_to_refuting(question, trial.claim)
    if found is not None:
        return Hearing(objection=found.code, message=found.message)
    if trial.claim.sign == "=":
        heard.append(modular.prove(trial.claim.left, trial.claim.right, trial.claim.domain))
        instance, comparisons = _failing_instance(trial)
        heard.append(_looked(instance, [interval.plainest_failure(comparisons).point]))
        heard += _slopes(question, _points(trial)[:1], budget)
    return Hearing()


def _failure(trial: Trial) -> Evidence:
    """The evidence with its witness, the sizes chosen for symbolic sums included."""
    instance, comparisons = _failing_instance(trial)
    evidence = interval.evidence_of(list(comparisons))
    chosen = {key: float(value) for key, value in instance.chosen}
    return replace(evidence, witness={**chosen, **evidence.witness})


def _failing_instance(trial: Trial) -> tuple[Concrete, tuple[Comparison, ...]]:
    return next(
        (instance, comparisons)
        for instance, comparisons in trial.instances
        if any(c.outcome is Outcome.FAILS for c in comparisons)
    )


def _rounded(question: Question, trial: Trial) -> knowledge.Objection | None:
    """An equality that fails by no more than the decimals in it can have been rounded."""
    if not any(contains(side, Op.DECIMAL) for side in (question.left, question.right)):
        return None
    tolerance = relative_tolerance(question.left, question.right)
    failing = [c for c in trial.comparisons if c.outcome is Outcome.FAILS]
    if tolerance is None or not all(_within(c, float(tolerance)) for c in failing):
        return None
    return knowledge.Objection("SC412", "holds to the digits written only; write \\approx")


def _within(comparison: Comparison, tolerance: float) -> bool:
    size = max(abs(comparison.left), abs(comparison.right))
    return abs(comparison.left - comparison.right) <= tolerance * size


# ------------------------------------------------------------------------ approximations


def _hear_approximation(question: Question, heard: list[Evidence]) -> Hearing:
    """A claim that two constants are equal to the digits written."""
    claim = claims.expanded(replace(question, sign="="))
    tolerance = relative_tolerance(question.left, question.right)
    if tolerance is None or free_names(claim.left) | free_names(claim.right):
        return Hearing(objection="SC409")
    comparison = compare_at(claim.left, claim.right, "=", {})
    if comparison.outcome not in (Outcome.AGREES, Outcome.FAILS):
        return _nothing_found([comparison])
    witness = interval.witness_of(comparison)
    if _within(comparison, float(tolerance)):
        heard.append(Evidence(interval.NAME, Says.HOLDS, "equal to the digits written", witness))
    else:
        detail = "the values differ by more than the digits written allow"
        heard.append(Evidence(interval.NAME, Says.FAILS, detail, witness))
    return Hearing()
