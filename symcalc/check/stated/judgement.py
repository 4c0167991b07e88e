"""The judgement on a line that follows from equations which the page states above it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from symcalc.check.budget import Budget, OutOfTime, deadline
from symcalc.check.claim import Claim, Question, as_written
from symcalc.check.codes import CODES
from symcalc.check.compare import VERDICT_CODES, Judgement, compare
from symcalc.check.conditions import conditions_of
from symcalc.check.domain import Domain
from symcalc.check.oracles import modular
from symcalc.check.stated.atoms import Varying
from symcalc.check.stated.elimination import Remainder, eliminated
from symcalc.check.stated.premises import Premise, choices, premises_for, suppositions_for
from symcalc.core.problem import Scope
from symcalc.core.term import ZERO, Term, relation
from symcalc.core.verdict import Evidence, Says, Verdict
from symcalc.mean.definitions import expand_definitions
from symcalc.mean.plain import plain

#: The code of a line that follows from what the page states, if that is so.
FOLLOWS: Final = "SC604"
#: The share of a claim's time that the search for what it follows from may have.
_SHARE: Final = 0.35
_PROVED: Final = frozenset({Verdict.PROVED, Verdict.CONDITIONAL})


@dataclass(frozen=True)
class Derivation:
    """What is left of a line after equations were put to use, and these equations."""

    remainder: Remainder
    used: tuple[Premise, ...]


def follows_from_above(left: Term, right: Term, scope: Scope, budget: Budget) -> Judgement | None:
    """The judgement on ``left = right`` as a consequence of equations above it, if it is one."""
    claim = as_written(Question(left, right, "=", scope))
    try:
        with deadline(budget.seconds * _SHARE):
            found = _derived(claim, scope)
            return None if found is None else _judgement(claim, found, scope, budget)
    except OutOfTime:
        return None


def would_follow(left: Term, right: Term, scope: Scope, budget: Budget) -> str:
    """What ``left = right`` would follow from that pages often leave unsaid; empty if nothing."""
    claim = as_written(Question(left, right, "=", scope))
    try:
        with deadline(budget.seconds * _SHARE):
            for supposition in suppositions_for(claim.left, claim.right):
                found = _remainder(
                    claim.left, claim.right, [supposition], claim.domain, dividing=False
                )
                if found is not None:
                    return supposition.condition
    except OutOfTime:
        pass
    return ""


def _derived(claim: Claim, scope: Scope) -> Derivation | None:
    """The first way found to derive a line: dividing by nothing, from few equations, as written."""
    meanings: list[Callable[[Term], Term]] = [_as_written]
    if scope.definitions:
        meanings.append(lambda term: expand_definitions(term, scope))
    for dividing in (False, True):
        for meaning in meanings:
            sides = meaning(claim.left), meaning(claim.right)
            for chosen in choices(premises_for(*sides, scope, meaning)):
                if dividing and len(chosen) > 1:
                    break  # what is divided by grows beyond all measure
                found = _remainder(*sides, chosen, claim.domain, dividing)
                if found is not None:
                    return _with_fewer(found, sides, claim.domain, dividing)
    return None


def _as_written(term: Term) -> Term:
    return term


def _with_fewer(
    found: Derivation, sides: tuple[Term, Term], domain: Domain, dividing: bool
) -> Derivation:
    """The derivation without the equations that it can do without."""
    for premise in found.used if len(found.used) > 1 else ():
        fewer = [other for other in found.used if other is not premise]
        found = _remainder(*sides, fewer, domain, dividing) or found
    return found


def _remainder(
    left: Term, right: Term, premises: Sequence[Premise], domain: Domain, dividing: bool
) -> Derivation | None:
    """What is left of the sides by some equations, if it is an identity."""
    varying = Varying()
    hidden = [varying.hidden(premise.equation) for premise in premises]
    sides = varying.hidden(left), varying.hidden(right)
    found = eliminated(*sides, hidden, domain, dividing)
    if not found.used or modular.prove(found.left, found.right, domain).says is not Says.HOLDS:
        return None
    shown = replace(found, left=varying.shown(found.left), right=varying.shown(found.right))
    return Derivation(shown, tuple(premises[place] for place in sorted(found.used)))


# --------------------------------------------------------------------------- the verdict


def _judgement(claim: Claim, found: Derivation, scope: Scope, budget: Budget) -> Judgement | None:
    """The judgement on what is left, with what it rests on among its conditions."""
    bare = replace(scope, definitions={}, displayed=(), mentioned=())
    proof = compare(found.remainder.left, found.remainder.right, bare, "=", budget)
    if proof.verdict not in _PROVED:
        return None
    rests_on = [premise.condition for premise in found.used if premise.condition]
    divisors = [plain(relation("!=", term, ZERO)) for term in found.remainder.divisors]
    sides = claim.left, claim.right
    ledger = conditions_of(*sides, claim.domain, (), lambda t: expand_definitions(t, scope))
    conditions = tuple(dict.fromkeys((*rests_on, *divisors, *ledger, *proof.conditions)))
    verdict = Verdict.CONDITIONAL if conditions else Verdict.PROVED
    code = FOLLOWS if rests_on else VERDICT_CODES[verdict]
    evidence = _with_premises(proof.evidence, found.used)
    return Judgement(verdict, evidence, conditions, CODES[code].title, code)


def _with_premises(evidence: Sequence[Evidence], used: Sequence[Premise]) -> tuple[Evidence, ...]:
    """The evidence, the argument among it saying which equations it uses."""
    texts = " and ".join(plain(premise.written) for premise in used)
    return tuple(
        replace(item, detail=f"{item.detail}; using {texts}") if item.says is Says.HOLDS else item
        for item in evidence
    )
