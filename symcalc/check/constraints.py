"""Claims with an assumed equality put to use: p + q = 1 turns q into 1 - p."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from symcalc.check.claim import Claim
from symcalc.check.domain import Domain
from symcalc.check.knowledge import mean_definition
from symcalc.check.solve import solve_linear
from symcalc.core.term import Term, free_names, name, sub, substitute
from symcalc.mean.names import plain_name
from symcalc.mean.plain import plain


@dataclass(frozen=True)
class Alternative:
    """A claim after a substitution, what was used, and the conditions it rests on."""

    claim: Claim
    used: str
    conditions: tuple[str, ...] = ()


def alternatives(claim: Claim) -> Iterator[Alternative]:
    """The claim with each assumed equality solved for a name of the claim, then with all.

    A barred name is also tried as the mean of its elements; that it is the mean is then a
    condition.
    """
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
    for key in sorted(free_names(claim.left) | free_names(claim.right)):
        mean = mean_definition(key, claim)
        if mean is not None:
            condition = f"{plain_name(key)} is the mean of its data"
            yield Alternative(_with_value(claim, name(key), mean), condition, (condition,))
