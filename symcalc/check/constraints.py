"""Claims with an assumed equality put to use: p + q = 1 turns q into 1 - p."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from symcalc.check.claim import Claim, Question, expanded
from symcalc.check.domain import Domain
from symcalc.check.knowledge import mean_definition
from symcalc.check.solve import solve_linear
from symcalc.check.spoken import with_spoken_of
from symcalc.core.kind import Definition
from symcalc.core.problem import Scope
from symcalc.core.term import (
    Op,
    Term,
    free_names,
    name,
    sub,
    substitute,
)
from symcalc.mean.names import plain_name
from symcalc.mean.plain import plain


@dataclass(frozen=True)
class Alternative:
    """A claim after a substitution, what was used, and the conditions it rests on."""

    claim: Claim
    used: str
    conditions: tuple[str, ...] = ()


def alternatives(question: Question, claim: Claim) -> Iterator[Alternative]:
    """The claim with assumed equalities put to use in one way after another.

    First y = f(x) is taken for a definition of y, before derivatives are carried out; then
    each equality is solved for a name of the claim, alone and with those before it.  A
    barred name is also tried as the mean of its elements; that it is one is then a condition.
    """
    defining = _defining(question.scope)
    if defining:
        scope = replace(question.scope, definitions={**question.scope.definitions, **defining})
        yield Alternative(
            expanded(replace(question, scope=scope)),
            " and ".join(f"{plain_name(key)} = {plain(d.body)}" for key, d in defining.items()),
        )
    combined, used = claim, []
    for equality in claim.domain.equalities:
        solved = _solved(equality, combined)
        if solved is None:
            continue
        used.append(plain(equality))
        combined = _with_value(combined, *solved)
        yield Alternative(combined, " and ".join(used))
        if len(used) > 1:
            alone = _solved(equality, claim)
            if alone is not None:
                yield Alternative(_with_value(claim, *alone), used[-1])
    yield from _means(claim)
    yield from _spoken_of(question)


def _defining(scope: Scope) -> dict[str, Definition]:
    """The assumed equalities that say what a bare name is in terms of others."""
    found = {}
    for part in scope.assumptions:
        if part.op is Op.RELATION and part.data == "=" and part.args[0].op is Op.NAME:
            key, body = str(part.args[0].data), part.args[1]
            if key not in scope.definitions and key not in free_names(body):
                found[key] = Definition(key, (), body)
    return found


def _spoken_of(question: Question) -> Iterator[Alternative]:
    """The claim with what the page only speaks of put in, which is then a condition."""
    found = with_spoken_of(question)
    if found is not None:
        yield Alternative(
            expanded(found.question), " and ".join(found.conditions), found.conditions
        )


def _solved(equality: Term, claim: Claim) -> tuple[Term, Term] | None:
    """A name of the claim and its value by the equality."""
    difference = sub(*equality.args)
    names = free_names(claim.left) | free_names(claim.right)
    for key in sorted(free_names(difference) & names):
        solved = solve_linear(difference, name(key))
        if solved is not None and claim.domain.never_zero(solved[1]):
            return name(key), solved[0]
    return None


def _with_value(claim: Claim, variable: Term, value: Term) -> Claim:
    """The claim and its domain with a name replaced by its value."""
    domain = claim.domain
    constraints = tuple(substitute(part, {variable: value}) for part in domain.constraints)
    ranges = {key: bounds for key, bounds in domain.ranges.items() if key != str(variable.data)}
    return replace(
        claim,
        left=substitute(claim.left, {variable: value}),
        right=substitute(claim.right, {variable: value}),
        domain=Domain(
            ranges, domain.facts, domain.nonzero, constraints, domain.equalities, domain.integers
        ),
    )


def _means(claim: Claim) -> Iterator[Alternative]:
    """The claim with every barred name as the mean of its elements, if there is one."""
    meant, conditions = claim, []
    for key in sorted(free_names(claim.left) | free_names(claim.right)):
        mean = mean_definition(key, claim)
        if mean is not None:
            meant = _with_value(meant, name(key), mean)
            conditions.append(f"{plain_name(key)} is the mean of its data")
    if conditions:
        yield Alternative(meant, " and ".join(conditions), tuple(conditions))
