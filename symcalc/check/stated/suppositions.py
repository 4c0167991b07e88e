"""Whether a failing line fails whichever of the relations on its page hold.

A page states and mentions equations of one example or case that are none of another.  A line
that fails may rest on one of them.  It does not, if for every selection of them that can hold
together there is a point that satisfies the selection and excludes the line.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations
from typing import Final

from symcalc.check.claim import Claim, Question
from symcalc.check.concrete import Concrete, concretes
from symcalc.check.domain import Domain
from symcalc.check.oracles import modular
from symcalc.check.oracles.interval import Comparison, Outcome, Point, compare_at
from symcalc.check.sampling import admissible, random_points, tied_names
from symcalc.check.solve import solve_linear
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
from symcalc.mean.algebra import simplify
from symcalc.mean.definitions import expand_definitions

#: More relations than this are not tried in every selection.
_MOST_RELATIONS: Final = 5
#: Points at which a line is tried under each selection.
_MOST_POINTS: Final = 8
#: What no point shows: how names vary, and what an undefined function is.
_BEYOND_POINTS: Final = (
    Op.DERIVATIVE, Op.INTEGRAL, Op.LIMIT, Op.AT, Op.APPLY, Op.MAP, Op.CASES,
)  # fmt: skip

#: Names with their values by equations, the first of which may hold the later ones.
Values = Sequence[tuple[Term, Term]]


class Unknown(Exception):  # noqa: N818 - an answer, not an error
    """It cannot be told whether a line holds under a selection of relations."""


class Contradiction(Exception):  # noqa: N818 - an answer, not an error
    """The relations of a selection cannot hold together."""


def fails_anyhow(question: Question, trial: Trial) -> Trial | None:
    """The trial at points that satisfy as many relations of the page as can hold together.

    None where the line may hold under some of them.
    """
    instance, comparisons = failing_instance(trial)
    kept = tuple(c for c in comparisons if c.outcome is Outcome.FAILS)
    try:
        relations = _concrete(_shared(question, trial.claim), instance, trial)
        for size in range(1, len(relations) + 1):
            for chosen in combinations(relations, size):
                kept = _failing(instance, chosen, trial.claim.sign) or kept
    except Unknown:
        return None
    free = replace(trial.claim, domain=replace(trial.claim.domain, equalities=()))
    return Trial(free, ((instance, kept),))


def _shared(question: Question, claim: Claim) -> list[Term]:
    """The relations of the page that have to do with the names of a claim, definitions expanded.

    Raises Unknown where one of them says what no point shows, or there are too many.
    """
    scope = question.scope
    sides = (claim.left, claim.right, question.left, question.right)
    reached = frozenset[str]().union(*map(free_names, sides))
    waiting = [expand_definitions(r, scope) for r in (*claim.domain.equalities, *scope.mentioned)]
    found: list[Term] = []
    while joined := [r for r in waiting if free_names(r) & reached]:
        found += joined
        waiting = [r for r in waiting if r not in joined]
        reached = reached.union(*map(free_names, joined))
    if len(found) > _MOST_RELATIONS or any(
        part.op is not Op.RELATION or contains(part, *_BEYOND_POINTS) for part in found
    ):
        raise Unknown
    if any(contains(side, *_BEYOND_POINTS) for side in sides):
        raise Unknown
    return found


def _concrete(relations: Sequence[Term], instance: Concrete, trial: Trial) -> Sequence[Term]:
    """The relations with sums written out and elements as names, as in an instance.

    Raises Unknown for what speaks of the sizes of that instance.
    """
    sizes = {key for key, _ in instance.chosen}
    if any(free_names(relation) & sizes for relation in relations):
        raise Unknown
    claim = trial.claim
    place = [found for found, _ in trial.instances].index(instance)
    assumed = replace(claim.domain, equalities=tuple(relations))
    known = concretes(claim.left, claim.right, assumed)[place].domain.equalities
    if any(contains(relation, Op.ELEMENT, Op.SUM, Op.PRODUCT) for relation in known):
        raise Unknown
    return known


def _failing(instance: Concrete, chosen: Sequence[Term], sign: str) -> tuple[Comparison, ...]:
    """Where an instance fails at points at which some relations hold; none if they never do.

    Raises Unknown where no such point was found.
    """
    equations = [part for part in chosen if part.data == "="]
    orders = [part for part in chosen if part.data != "="]
    domain = replace(instance.domain, equalities=()).assuming(*orders)
    try:
        values = _solved(equations, domain)
    except Contradiction:
        return ()
    points = list(_points(instance, chosen, values, domain))
    compared = [compare_at(instance.left, instance.right, sign, point) for point in points]
    found = tuple(c for c in compared if c.outcome is Outcome.FAILS)
    if not found:
        raise Unknown
    return found


def _solved(equations: Sequence[Term], domain: Domain) -> Values:
    """Values for names by which equations hold; raises Contradiction or Unknown."""
    found: list[tuple[Term, Term]] = []
    for equation in equations:
        difference = sub(*equation.args)
        for key, value in found:
            difference = substitute(difference, {key: value})
        if modular.prove(difference, ZERO, Domain()).says is Says.HOLDS:
            continue
        if not free_names(difference):
            raise Contradiction
        found.append(_value_of_a_name(difference, domain))
    return found


def _value_of_a_name(difference: Term, domain: Domain) -> tuple[Term, Term]:
    for key in sorted(free_names(difference) - domain.integers):
        solved = solve_linear(difference, name(key))
        if solved is not None:
            return name(key), solved[0]
    raise Unknown


def _points(
    instance: Concrete, chosen: Sequence[Term], values: Values, domain: Domain
) -> Iterator[Point]:
    """Points of a domain at which the names have their values by the equations."""
    solved = {str(key.data) for key, _ in values}
    names = frozenset[str]().union(*map(free_names, (instance.left, instance.right, *chosen)))
    free = [key for key in tied_names(names, domain) if key not in solved]
    loose = tuple(part for part in domain.constraints if not free_names(part) & solved)
    for point in random_points(free, replace(domain, constraints=loose), _MOST_POINTS, seed=0):
        whole = _completed(point, values)
        if whole is not None and admissible(whole, domain):
            yield whole


def _completed(point: Point, values: Values) -> Point | None:
    """The point with the solved names, if their values are rational there."""
    whole = dict(point)
    for key, value in reversed(values):
        numbers = {name(other): number(known) for other, known in whole.items()}
        found = value_of(simplify(substitute(value, numbers)))
        if found is None:
            return None
        whole[str(key.data)] = found
    return whole
