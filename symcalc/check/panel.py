"""The order in which the oracles are heard on one claim."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from symcalc.check import claim as claims
from symcalc.check import closed, conditions, constraints, counterexample, knowledge
from symcalc.check.antiderivative import Constant
from symcalc.check.approximation import compare_to_digits, fails_by_rounding_only
from symcalc.check.asymptotic import judge_approximation, judge_order, speaks_of_order
from symcalc.check.budget import Budget, computed
from symcalc.check.claim import Claim, Question
from symcalc.check.concrete import Concrete, concretes
from symcalc.check.densities import proved_by_a_reading
from symcalc.check.equations.contradiction import contradiction
from symcalc.check.mixed import smoothness_conditions
from symcalc.check.oracles import (
    constancy,
    decimal,
    difference,
    dual,
    interval,
    modular,
    order,
    quadrature,
    symbolic,
)
from symcalc.check.oracles.interval import Comparison, Outcome, Point
from symcalc.check.sampling import admissible, random_points, tied_names
from symcalc.check.series import with_sums
from symcalc.check.stated.summands import taken_apart
from symcalc.check.trial import (
    Trial,
    failing_instance,
    looked_at_closely,
    telling_points,
    try_claim,
)
from symcalc.core.term import INFINITY, Op, Term, contains, free_names, functions_in, postorder
from symcalc.core.verdict import Evidence, Says
from symcalc.mean.definitions import expand_definitions
from symcalc.mean.plain import plain

#: Points that are looked at a second time, with other numbers than balls.
_LOOKS = 3
#: The share of a claim's time that SymPy may have.
_SYMPY_SHARE = 0.6
#: The share of a claim's time that numerical integration may have.
_QUADRATURE_SHARE = 0.3
#: The condition of an antiderivative that is written without its constant.
_UP_TO_A_CONSTANT = "up to a constant"
#: The conditions of what is proved of infinite sums, integrals and limits as linear operations.
_CONVERGES = "what runs to infinity converges absolutely"
_LIMITS_EXIST = "the limits exist"


@dataclass(frozen=True)
class Hearing:
    """What was learnt beside the evidence.

    ``objection`` is the code of the reason why a failure may not be called a refutation, or
    why nothing could be said; ``message`` explains it.
    """

    conditions: tuple[str, ...] = ()
    objection: str = ""
    message: str = ""


def hear(question: Question, budget: Budget, heard: list[Evidence]) -> Hearing:
    """Hear the oracles on a claim; what they say is added to ``heard`` as they say it."""
    if question.left is question.right and question.sign in ("=", "<=", ">=", "~"):
        heard.append(Evidence("structural", Says.HOLDS, "both sides are the same expression"))
        return Hearing()
    obstacle = knowledge.no_numbers(question)
    if obstacle is not None:
        return Hearing(objection=obstacle.code, message=obstacle.message)
    if question.sign == "~" or speaks_of_order(question):
        return _hear_nearly(question, heard)
    reading = proved_by_a_reading(question)
    if reading is not None:
        heard.append(reading.evidence)
        return Hearing(reading.conditions)
    question, converging = with_sums(question)
    hearing = _hear_points(question, budget, heard)
    texts = tuple(plain(part) for part in converging) if _proved(heard) else ()
    return replace(hearing, conditions=(*texts, *hearing.conditions))


def _hear_points(question: Question, budget: Budget, heard: list[Evidence]) -> Hearing:
    """Compare the two sides at points; then hear what argues for the claim or against it."""
    trial = try_claim(_claim_of(question), budget)
    if all(c.outcome is Outcome.UNKNOWN for c in trial.comparisons):
        trial = _failing_when_evaluated(trial, budget) or trial
    if trial.fails:
        return _hear_failure(question, trial, budget, heard)
    if question.sign == "!=" and functions_in(trial.claim.left) | functions_in(trial.claim.right):
        return Hearing(objection="SC407", message="which functions these are is not stated")
    if trial.claim.constant is Constant.OFF:
        return Hearing(objection="SC413")
    if all(c.outcome is Outcome.NEITHER for c in trial.comparisons):
        return _no_point(trial.claim)
    heard.append(interval.evidence_of(trial.comparisons))
    heard += _second_look(trial, telling_points(trial)[:_LOOKS])
    known = _hear_arguments(question, trial, budget, heard)
    if not _proved(heard):
        closer = looked_at_closely(trial)
        if closer.fails:
            heard.clear()  # what agreed in fewer digits is superseded
            return _hear_failure(question, closer, budget, heard)
    heard += _slopes(question, trial.instances[0][0], telling_points(trial), budget)
    return _conclusion(question, trial, heard, known)


def _failing_when_evaluated(trial: Trial, budget: Budget) -> Trial | None:
    """The trial with known integrals and series in their closed form, if the claim fails so."""
    claim = closed.evaluated(trial.claim) if trial.claim.sign == "=" else None
    other = None if claim is None else try_claim(claim, budget)
    return other if other is not None and other.fails else None


def _hear_nearly(question: Question, heard: list[Evidence]) -> Hearing:
    """Equality to the digits written, or up to a power of what is small."""
    if question.sign == "~":
        heard.append(compare_to_digits(question))
        if heard[-1].says is not Says.UNSURE:
            return Hearing()
    judge = judge_approximation if question.sign == "~" else judge_order
    answer = judge(question)
    heard.append(answer.evidence)
    if answer.evidence.says is Says.UNSURE:
        return Hearing(objection="SC409" if question.sign == "~" else "SC407")
    message = answer.evidence.detail if answer.evidence.says is Says.FAILS else ""
    return Hearing(answer.conditions, message=message)


def _no_point(claim: Claim) -> Hearing:
    """No point to compare at: because of what is assumed, or of what the sides need."""
    clash = contradiction(claim.domain)
    if clash:
        return Hearing(objection="SC420", message=f"nothing satisfies both {clash}")
    return Hearing(objection="SC404")


def _claim_of(question: Question) -> Claim:
    """The claim as written where it can be proved so, else with its definitions expanded."""
    if question.sign == "=" and question.scope.definitions:
        written = claims.as_written(question)
        if _by_algebra(written).says is Says.HOLDS:
            return written
    return claims.expanded(question)


def _by_algebra(claim: Claim) -> Evidence:
    """The modular proof of a claim, or the one with its sums taken apart."""
    found = modular.prove(claim.left, claim.right, claim.domain)
    sides = taken_apart(claim.left), taken_apart(claim.right)
    if found.says is Says.HOLDS or sides == (claim.left, claim.right):
        return found
    apart = modular.prove(*sides, claim.domain)
    return apart if apart.says is Says.HOLDS else found


# ----------------------------------------------------------------------- a second look


def _second_look(trial: Trial, points: Sequence[Point]) -> list[Evidence]:
    """What other numbers than balls say at a few points, if anything."""
    if trial.claim.sign != "=" or not points:
        return []
    found = _looked(trial.instances[0][0], points)
    return [] if found.says is Says.UNSURE else [found]


def _looked(instance: Concrete, points: Sequence[Point]) -> Evidence:
    return decimal.second_look(instance.left, instance.right, points)


def _integrated(trial: Trial, budget: Budget) -> list[Evidence]:
    """Numerical integration and summation, where no ball encloses what runs to infinity."""
    claim = trial.claim
    sides = (claim.left, claim.right)
    compared = any(c.outcome is Outcome.AGREES for c in trial.comparisons)
    unknown = any(contains(side, Op.APPLY, Op.ELEMENT) for side in sides)
    running = any(node.op is Op.INTEGRAL or _is_infinite(node) for node in postorder(*sides))
    if compared or unknown or claim.sign != "=" or not running:
        return []
    keys = sorted(free_names(claim.left) | free_names(claim.right))
    points = random_points(keys, claim.domain, 2 * budget.points, budget.seed)
    return [quadrature.integrate_at(*sides, points, budget.seconds * _QUADRATURE_SHARE)]


# ----------------------------------------------------------------------------- arguments


def _hear_arguments(
    question: Question, trial: Trial, budget: Budget, heard: list[Evidence]
) -> closed.Proof | None:
    """Symbolic arguments in growing order of cost, until one succeeds.

    A proof by known integrals and series is given back, because it has conditions of its own.
    """
    claim, started = trial.claim, computed()
    left, right, domain = claim.left, claim.right, claim.domain
    if claim.sign != "=":
        heard.append(order.prove(left, right, claim.sign, domain))
    if claim.sign in ("=", "<=", ">=") and not _proved(heard):
        heard.append(_by_algebra(claim))
    if claim.sign == "=" and not _proved(heard):
        heard.append(
            constancy.prove(left, right, domain, conditions.connected(left, right, domain))
        )
    known = closed.prove(claim) if claim.sign == "=" and not _proved(heard) else None
    if known is not None:
        heard.append(known.evidence)
        return known
    if not _proved(heard):
        heard += _integrated(trial, budget)
    if not _proved(heard) and not _doubtful_integral(heard):
        seconds = budget.seconds * _SYMPY_SHARE - (computed() - started)
        heard.append(_sympy(question, claim, max(seconds, 0.1)))
    return None


def _proved(heard: Sequence[Evidence]) -> bool:
    return any(evidence.says is Says.HOLDS for evidence in heard)


def _doubtful_integral(heard: Sequence[Evidence]) -> bool:
    """Whether numerical integration was tried and did not see the sides agree.

    SymPy's improper integrals are not always right, so they need that support.
    """
    return any(e.oracle == quadrature.NAME and e.says is not Says.AGREES for e in heard)


def _sympy(question: Question, claim: Claim, seconds: float) -> Evidence:
    """SymPy's opinion, which counts only where no branch of a root or logarithm is crossed."""
    found = symbolic.prove(claim.left, claim.right, claim.sign, question.scope, seconds)
    if found.says is Says.HOLDS and not conditions.branch_safe(
        claim.left, claim.right, claim.domain
    ):
        detail = f"{found.detail}; but the argument of a root or logarithm may change its sign"
        return replace(found, says=Says.UNSURE, detail=detail)
    return found


def _slopes(
    question: Question, like: Concrete, points: Sequence[Point], budget: Budget
) -> list[Evidence]:
    """Numeric derivatives, where the claim states one, with the same functions as an instance."""
    sides = claims.with_derivatives(question)
    if question.sign != "=" or not points or not any(contains(s, Op.DERIVATIVE) for s in sides):
        return []
    instances = concretes(*sides, claims.as_written(question).domain)
    instance = next((found for found in instances if found.is_like(like)), None)
    if instance is None:
        return []
    places = _completed(points, instance, budget)
    witnesses = (difference.testify_on, dual.testify_on)
    found = [witness(instance.left, instance.right, places) for witness in witnesses]
    return [evidence for evidence in found if evidence.says is not Says.UNSURE]


def _completed(points: Sequence[Point], instance: Concrete, budget: Budget) -> list[Point]:
    """The points with values for names that dropped out when derivatives were carried out."""
    names = tied_names(free_names(instance.left) | free_names(instance.right), instance.domain)
    others = random_points(names, instance.domain, len(points), budget.seed)
    return [{**other, **point} for other, point in zip(others, points, strict=False)]


def _conclusion(
    question: Question, trial: Trial, heard: Sequence[Evidence], known: closed.Proof | None
) -> Hearing:
    claim = trial.claim if known is None else known.claim
    comparisons = trial.comparisons
    if known is not None:  # where a series diverges is settled by its condition
        comparisons = [c for c in comparisons if admissible(c.point, claim.domain)]
    if not any(evidence.says in (Says.HOLDS, Says.AGREES) for evidence in heard):
        return _nothing_found(comparisons, heard)
    ledger = conditions.conditions_of(
        *claim.defined_with,
        claim.domain,
        comparisons,
        lambda term: expand_definitions(term, question.scope),
    )
    converging = _existence(claim, heard) if known is None else known.conditions
    ledger = (*ledger, *smoothness_conditions(question), *converging)
    if claim.constant is Constant.LEFT_OUT:
        ledger = (*ledger, _UP_TO_A_CONSTANT)
    return Hearing(ledger if _proved(heard) else ())


def _existence(claim: Claim, heard: Sequence[Evidence]) -> tuple[str, ...]:
    """That infinite sums and integrals converge and limits exist, where that may matter.

    It does not where a number showed it, where SymPy found a value (a side without any such
    operation), or where both sides have the same ones, which are nothing but names then.
    """
    valued = any(_has_value(side) for side in (claim.left, claim.right))
    unknown = functions_in(claim.left) | functions_in(claim.right)  # numbers are of instances
    shown = (e.says is Says.AGREES and not unknown for e in heard)
    if any(shown) or (valued and any(_by_sympy(e) for e in heard)):
        return ()
    left, right = (dict.fromkeys(postorder(side)) for side in (claim.left, claim.right))
    differing = [node for node in (*left, *right) if not (node in left and node in right)]
    infinite = any(_is_infinite(node) for node in differing)
    limits = any(node.op is Op.LIMIT for node in differing)
    return (*((_CONVERGES,) if infinite else ()), *((_LIMITS_EXIST,) if limits else ()))


def _has_value(side: Term) -> bool:
    return not any(node.op is Op.LIMIT or _is_infinite(node) for node in postorder(side))


def _by_sympy(evidence: Evidence) -> bool:
    return evidence.oracle == symbolic.NAME and evidence.says is Says.HOLDS


def _is_infinite(node: Term) -> bool:
    return node.op in (Op.SUM, Op.INTEGRAL) and INFINITY in postorder(*node.args[2:])


def _nothing_found(comparisons: Sequence[Comparison], heard: Sequence[Evidence]) -> Hearing:
    integrals = [e.detail for e in heard if e.oracle == quadrature.NAME]
    if integrals:
        return Hearing(objection="SC405", message=f"no proof of the integrals; {integrals[0]}")
    obstacle = next((c.obstacle for c in comparisons if c.obstacle), "")
    if obstacle:
        return Hearing(objection="SC405", message=f"could not be evaluated: {obstacle}")
    one_sided = {c.outcome for c in comparisons} & {Outcome.LEFT_ONLY, Outcome.RIGHT_ONLY}
    if len(one_sided) == 1:
        return Hearing(objection="SC404", message=f"{one_sided.pop()} at the points tried")
    return Hearing(objection="SC404")


# ------------------------------------------------------------------------------ failures


def _hear_failure(
    question: Question, trial: Trial, budget: Budget, heard: list[Evidence]
) -> Hearing:
    """A point excludes the claim: is that a refutation, a constraint at work, or our own fault?"""
    rescued = ""
    for alternative in constraints.alternatives(question, trial.claim):
        other = try_claim(alternative.claim, budget)
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
    if fails_by_rounding_only(question, trial.comparisons):
        return Hearing(objection="SC412", message="holds to the digits written; write \\approx")
    question, trial = counterexample.under_equalities(question, trial)
    heard[-1] = _failure(trial)
    found = knowledge.objection_to_refuting(question, trial.claim)
    if found is not None:
        return Hearing(objection=found.code, message=found.message)
    if trial.claim.sign == "=":
        heard.append(modular.prove(trial.claim.left, trial.claim.right, trial.claim.domain))
        instance, comparisons = failing_instance(trial)
        worst = interval.plainest_failure(comparisons)
        others = [_looked(instance, [worst.point])]
        others += _slopes(question, instance, [worst.point], budget)
        heard += [_as_far_as_it_sees(evidence, worst.gap) for evidence in others]
    return Hearing()


def _as_far_as_it_sees(evidence: Evidence, gap: float) -> Evidence:
    """An agreement in so many digits says nothing about a difference behind them."""
    if evidence.says is not Says.AGREES or gap > 100 * 10.0**-evidence.digits:
        return evidence
    return replace(evidence, says=Says.UNSURE, detail="the difference is below its resolution")


def _failure(trial: Trial) -> Evidence:
    """The evidence with its witness: sizes of symbolic sums and unknown functions included."""
    instance, comparisons = failing_instance(trial)
    evidence = interval.evidence_of(list(comparisons))
    chosen = {key: float(value) for key, value in instance.chosen}
    taken = f", with {' and '.join(instance.functions)}" if instance.functions else ""
    witness = {**chosen, **evidence.witness}
    return replace(evidence, detail=evidence.detail + taken, witness=witness)
