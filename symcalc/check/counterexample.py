"""Counterexamples under assumed equalities: points that satisfy them and exclude the claim.

Where the names of a claim are tied by an equality, a point at which the claim fails proves
nothing unless the equality holds there.  It does if values for the other names can be found
that make it hold: (a+b)^2 = a^2 + b^2 is wrong although c = a + b is assumed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from symcalc.check.claim import Question
from symcalc.check.concrete import concretes
from symcalc.check.domain import Domain
from symcalc.check.oracles import modular
from symcalc.check.oracles.interval import Outcome, Point
from symcalc.check.solve import solve_linear
from symcalc.check.stated.suppositions import fails_anyhow
from symcalc.check.trial import Trial, failing_instance
from symcalc.core.term import (
    ZERO,
    Op,
    Term,
    contains,
    free_names,
    name,
    number,
    sub,
    substitute,
    value_of,
)
from symcalc.core.verdict import Says
from symcalc.mean.definitions import expand_definitions
from symcalc.mean.total import everywhere_defined

#: What depends on how names vary, not on their values alone.
_VARYING: Final = (Op.DERIVATIVE, Op.INTEGRAL, Op.LIMIT, Op.AT)
_MOST_POINTS: Final = 4


def under_equalities(question: Question, trial: Trial) -> tuple[Question, Trial]:
    """The question and its failing trial, without the equalities that some failing points satisfy.

    Those assumed are tried together with those that the page only mentions, then in every
    selection that can hold, then alone; of the points those remain that satisfy them.
    """
    assumed, mentioned = trial.claim.domain.equalities, question.scope.mentioned
    free = replace(question, scope=replace(question.scope, mentioned=()))
    found = _satisfying(question, trial, (*assumed, *mentioned)) or fails_anyhow(question, trial)
    if found is not None:
        return free, found
    return question, _satisfying(question, trial, assumed) or trial


def _satisfying(question: Question, trial: Trial, equalities: Sequence[Term]) -> Trial | None:
    """The trial with only such points as satisfy the equalities, if there are any.

    None as well where the claim differentiates or integrates: there an equality says how
    names vary together, which no single point shows.
    """
    if not equalities:
        return trial
    meant = tuple(expand_definitions(e, question.scope) for e in equalities)
    sides = [expand_definitions(side, question.scope) for side in (question.left, question.right)]
    plain = all(e.op is Op.RELATION and e.data == "=" for e in meant)
    if not plain or any(contains(term, *_VARYING) for term in (*sides, *meant)):
        return None
    instance, comparisons = failing_instance(trial)
    place = [found for found, _ in trial.instances].index(instance)
    claim = trial.claim
    known = concretes(claim.left, claim.right, replace(claim.domain, equalities=meant))[place]
    failing = [c for c in comparisons if c.outcome is Outcome.FAILS][:_MOST_POINTS]
    kept = tuple(c for c in failing if _can_hold(known.domain, c.point))
    if not kept:
        return None
    free = replace(claim.domain, equalities=())
    return Trial(replace(claim, domain=free), ((instance, kept),))


def _can_hold(domain: Domain, point: Point) -> bool:
    """Whether the names beside those of the point can be chosen so that all equalities hold."""
    tied = {*domain.ranges, *domain.integers}.union(*map(free_names, domain.constraints))
    values = {name(key): number(value) for key, value in point.items()}
    remaining = [substitute(sub(*e.args), values) for e in domain.equalities]
    while remaining:
        first, *rest = remaining
        if contains(first, Op.SUM, Op.PRODUCT, Op.ELEMENT, Op.APPLY):
            return False
        if modular.prove(first, ZERO, Domain()).says is Says.HOLDS:
            remaining = rest
            continue
        solved = _solution(first, tied)
        if solved is None:
            return False
        remaining = [substitute(other, dict([solved])) for other in rest]
    return True


def _solution(difference: Term, tied: set[str]) -> tuple[Term, Term] | None:
    """A name of which nothing is declared, and the value of it that makes a difference zero."""
    for key in sorted(free_names(difference) - tied):
        solved = solve_linear(difference, name(key))
        if solved is not None and value_of(solved[1]) and everywhere_defined(solved[0]):
            return name(key), solved[0]
    return None
