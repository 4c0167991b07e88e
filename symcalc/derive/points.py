"""Points at which concrete expressions are compared."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import product
from random import Random
from typing import Any, Final

import numpy as np

from symcalc.core.problem import Scope
from symcalc.core.term import Op, Term, free_names, postorder, sub
from symcalc.derive.concrete import LENGTH, Concrete
from symcalc.mean.errors import NoMeaning
from symcalc.mean.numeric import FLOAT, MP, element_key, evaluate

#: A number of 60 digits for every key.
Point = dict[str, Any]

_MAGNITUDES: Final = (Fraction(1), Fraction(1, 3), Fraction(3), Fraction(1), Fraction(2))
_ATTEMPTS: Final = 60
#: Where simplification goes wrong most easily: at zeros, ones and ties.
_SPECIAL: Final = tuple(map(MP.rational, (Fraction(0), Fraction(1), Fraction(-1))))


def keys_of(terms: Sequence[Term]) -> list[str]:
    """The keys under which concrete terms need values: names, and elements by place."""
    free = set().union(*(free_names(term) for term in terms)) if terms else set()
    keys: list[str] = []
    for node in postorder(*terms):
        if node.op is Op.NAME and str(node.data) in free:
            keys.append(str(node.data))
        elif node.op is Op.ELEMENT:
            places = product(range(LENGTH + 2), repeat=len(node.args))
            keys += [element_key(str(node.data), place) for place in places]
    return list(dict.fromkeys(keys))


def sample(
    terms: Sequence[Term], scope: Scope, concrete: Concrete, count: int, seed: int = 0
) -> list[Point]:
    """Random points of the declared domain at which all terms have values.

    Fewer than ``count`` where they are hard to find.
    """
    found: list[Point] = []
    keys = keys_of([*terms, *map(concrete, equations(scope))])
    for proposal in _proposals(keys, scope, count * _ATTEMPTS, seed):
        if len(found) == count:
            break
        point = _on_equations(proposal, scope, concrete)
        if _allowed(point, scope, concrete) and all(_defined(term, point) for term in terms):
            found.append(point)
    return found


def special_points(keys: Sequence[str], scope: Scope, concrete: Concrete) -> list[Point]:
    """Points of the declared domain at zeros, ones and ties of the names."""
    points = [dict.fromkeys(keys, value) for value in _SPECIAL]
    for k, key in enumerate(keys[:6]):
        rest = {other: MP.rational(Fraction(7 + 3 * j, 5)) for j, other in enumerate(keys)}
        points += [{**rest, key: value} for value in _SPECIAL]
        if k:
            points.append({**rest, key: rest[keys[0]]})
    settled = (_on_equations(point, scope, concrete) for point in points)
    return [point for point in settled if _allowed(point, scope, concrete)]


def value_at(term: Term, point: Point) -> Any:
    """The value of a concrete term in 60 digits; raises NoMeaning where it has none."""
    return evaluate(term, point, MP)


def values_at(term: Term, points: Sequence[Point]) -> Any:
    """The float values of a concrete term at many points, nan where it has none."""
    if not points:
        return np.zeros(0)
    batch = {key: np.array([float(point[key]) for point in points]) for key in points[0]}
    try:
        values = evaluate(term, batch, FLOAT)
    except NoMeaning:
        return np.full(len(points), np.nan)
    return np.broadcast_to(np.asarray(values, float), (len(points),))


def equations(scope: Scope) -> tuple[Term, ...]:
    """The assumptions that are equations, such as p + q = 1."""
    return tuple(each for each in scope.assumptions if each.data == "=")


def _on_equations(point: Point, scope: Scope, concrete: Concrete) -> Point:
    """The point moved onto the equations that are linear in one of its names."""
    for equation in equations(scope):
        difference = sub(*concrete(equation).args)
        for key in reversed(keys_of([difference])):
            moved = _solved(difference, key, point)
            if moved is not None:
                point = moved
                break
    return point


def _solved(difference: Term, key: str, point: Point) -> Point | None:
    """The point with one name changed so that the difference vanishes, where it is linear."""
    try:
        at_0, at_1, at_2 = (
            value_at(difference, {**point, key: MP.context.mpf(k)}) for k in (0, 1, 2)
        )
    except NoMeaning:
        return None
    slope = at_1 - at_0
    curved = abs(at_2 - at_1 - slope) > MP.context.mpf(10) ** -40
    return None if curved or not slope else {**point, key: -at_0 / slope}


def _proposals(keys: Sequence[str], scope: Scope, count: int, seed: int) -> Iterator[Point]:
    random = Random(seed)  # noqa: S311 - mathematics, not secrets
    for attempt in range(count):
        size = _MAGNITUDES[attempt % len(_MAGNITUDES)]
        positive = attempt % 4 == 3  # many functions live on the positive side only
        yield {key: MP.rational(_value(key, scope, size, positive, random)) for key in keys}


def _value(key: str, scope: Scope, size: Fraction, positive: bool, random: Random) -> Fraction:
    declaration = scope.declarations.get(key) or scope.declarations.get(key.rpartition("_")[0])
    properties = declaration.kind.properties if declaration else ()
    if "integer" in properties:
        return Fraction(random.randint(1, 5))
    value = size * Fraction(random.randint(1, 400), random.randint(150, 250))
    signed = not positive and "positive" not in properties and "nonnegative" not in properties
    return -value if signed and random.random() < 0.5 else value


def _allowed(point: Point, scope: Scope, concrete: Concrete) -> bool:
    """Whether the assumptions that speak of the point's names only hold there."""
    for assumption in scope.assumptions:
        relation = concrete(assumption)
        if relation.data == "=" or not set(keys_of([relation])) <= point.keys():
            continue
        try:
            if not value_at(relation, point):
                return False
        except NoMeaning:
            return False
    return True


def _defined(term: Term, point: Point) -> bool:
    try:
        value_at(term, point)
    except NoMeaning:
        return False
    return True
