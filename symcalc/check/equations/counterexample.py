"""Points that solve the premises of an inference about several names and not its conclusion."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any, Final

from symcalc.check.domain import Domain
from symcalc.check.equations.argument import conjunction, names_in, range_of
from symcalc.check.equations.cells import compare_sets
from symcalc.check.equations.direction import Witness
from symcalc.check.equations.ring import NotInRing
from symcalc.check.equations.several import Case, alternatives, eliminated
from symcalc.check.equations.zeros import BITS, NotIsolated
from symcalc.check.sampling import plain_points, random_points
from symcalc.check.truth import decided
from symcalc.core.term import (
    Op,
    Term,
    name,
    number,
    postorder,
    relation,
    substitute,
    value_of,
)
from symcalc.mean.algebra import simplify
from symcalc.mean.errors import NoMeaning
from symcalc.mean.interval import BALL, precision, rational_ball
from symcalc.mean.numeric import evaluate

_POINTS: Final = 6
_SEED: Final = 0

Values = Mapping[str, Fraction | Any]


def counterexample(premise: Term, conclusion: Term, domain: Domain) -> Witness | None:
    """A point, surely of the domain, that solves the premise and not the conclusion, if found."""
    for case in alternatives(premise):
        solved, mapping = eliminated(case, domain.assuming(*case.others))
        for point in _points(solved, mapping, conclusion, domain):
            if _shows(point, case, conclusion, domain):
                return Witness(point)
    return None


def is_determined(premise: Term, conclusion: Term, domain: Domain) -> bool:
    """Whether the premise leaves no name free."""
    found = [eliminated(case, domain) for case in alternatives(premise)]
    names = set(names_in(premise, conclusion))
    return bool(found) and all(
        not solved.equalities and names <= {str(key.data) for key in mapping}
        for solved, mapping in found
    )


def _points(
    solved: Case, mapping: Mapping[Term, Term], conclusion: Term, domain: Domain
) -> Iterator[Values]:
    """Points that solve the equalities of a case: free names at random, the others from them."""
    keys = {str(key.data) for key in mapping}
    left = conjunction(solved.equalities)
    touched = names_in(left, conclusion, *solved.others, *mapping.values())
    free = [key for key in touched if key not in keys]
    for unknown in names_in(left) or [""]:
        others = [key for key in free if key != unknown]
        starts = plain_points(others, domain) + random_points(others, domain, _POINTS, _SEED)
        for start in starts if others else [{}]:
            for point in _solving(left, unknown, start, domain):
                values = _completed(point, mapping)
                if values is not None:
                    yield values


def _solving(
    left: Term, key: str, start: Mapping[str, Fraction], domain: Domain
) -> Iterator[Values]:
    """The point with the solutions of what equality is left, in one more name (if any)."""
    if not key:
        yield start
        return
    values = {name(other): number(value) for other, value in start.items()}
    condition = substitute(left, values) if values else left
    try:
        found = compare_sets(condition, _NEVER, range_of(key, domain), name(key), whole=False)
    except (NotIsolated, NotInRing):
        return
    for place in found.lost:
        value = place.sample if place.zero is None or place.zero.rational is not None else None
        yield {**start, key: place.zero.ball if value is None and place.zero else value}


_NEVER: Final = relation("!=", number(0), number(0))


def _completed(point: Values, mapping: Mapping[Term, Term]) -> Values | None:
    """The point with the names that were solved for."""
    exact = {name(k): number(v) for k, v in point.items() if isinstance(v, Fraction)}
    result = dict(point)
    for variable, value in mapping.items():
        known = value_of(simplify(substitute(value, exact) if exact else value))
        try:
            result[str(variable.data)] = _ball(value, point) if known is None else known
        except NoMeaning:
            return None
    return result


def _shows(point: Values, case: Case, conclusion: Term, domain: Domain) -> bool:
    """Whether a point that solves the equalities of a case is a counterexample for certain."""
    if any(key in domain.integers for key in point):
        return False
    given = (*case.others, *(range_of(key, domain) for key in point), *domain.constraints)
    touched = [part for part in given if set(names_in(part)) <= point.keys()]
    solved = all(_meet(part, point) for part in case.equalities)
    inside = all(_holds(part, point) is True for part in touched)
    return solved and inside and _holds(conclusion, point) is False


def _meet(equality: Term, point: Values) -> bool:
    """Whether both sides are defined at a point at which they are equal if they are."""
    try:
        left, right = (_ball(side, point) for side in equality.args)
    except NoMeaning:
        return False
    return bool(left.overlaps(right))


def _holds(condition: Term, point: Values) -> bool | None:
    """Whether a condition certainly holds, or certainly does not, for all numbers of the balls."""
    return decided(condition, lambda side: _ball(side, point))


def _ball(term: Term, point: Values) -> Any:
    with precision(BITS):
        values = {
            key: rational_ball(value) if isinstance(value, Fraction) else value
            for key, value in point.items()
        }
        return evaluate(term, values, BALL)


def sides_at(condition: Term, point: Values) -> dict[str, float]:
    """The two sides, at a point, of the first relation of a condition that fails there."""
    for part in postorder(condition):
        if part.op is Op.RELATION and _holds(part, point) is False:
            left, right = (_ball(side, point) for side in part.args)
            return {"left": float(left.mid()), "right": float(right.mid())}
    return {}
