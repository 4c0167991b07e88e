"""Three independent witnesses of a result: SymPy, finite differences, dual numbers.

Each looks at the function itself, never at our derivative of it, and each is reported with
its largest relative error over its points.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from symcalc.core.deadline import OutOfTime, deadline
from symcalc.core.problem import Scope
from symcalc.core.term import ZERO, Op, Term, size, sub, value_of
from symcalc.core.verdict import Evidence, Says
from symcalc.derive.concrete import Concrete
from symcalc.derive.operations import Component, Direction
from symcalc.derive.points import Point, sample, value_at
from symcalc.derive.rational import Field, TooManyTermsError
from symcalc.mean.algebra import simplify
from symcalc.mean.difference import central_difference, mixed_difference
from symcalc.mean.dual import dual_jvp
from symcalc.mean.errors import NoMeaning
from symcalc.mean.hyperdual import hyperdual_hessian
from symcalc.mean.numeric import MP, element_key, evaluate
from symcalc.mean.symbolic import from_sympy, to_sympy

#: Points for one component, fewer where the function is large.
MOST_POINTS: Final = 8
#: Nodes times components that may be evaluated in 60 digits, over all points.
_EFFORT: Final = 12_000
#: SymPy differentiates nothing larger than this, and has so many seconds.
_SYMPY_NODES: Final = 400
_SYMPY_SECONDS: Final = 2.0
#: Relative errors up to which the witnesses agree: exact, 60-digit differences, float64.
_EXACT: Final = 1e-30
_DIFFERENCE: Final = 1e-12
_DUAL: Final = 1e-7

#: The values of one component at its points, None where a point says nothing.
Seen = list[Any]


@dataclass(frozen=True)
class Case:
    """One component made concrete: function, variables' keys, directions, result, points."""

    function: Term
    keys: tuple[str, ...]
    directions: tuple[Direction, ...]
    result: Term
    points: tuple[Point, ...]


def witnesses(
    components: Sequence[Component],
    results: Sequence[Term],
    variables: Sequence[Term],
    scope: Scope,
    concrete: Concrete,
) -> tuple[Evidence, ...]:
    """What SymPy, finite differences and dual numbers say of a result."""
    cases = _cases(components, results, variables, scope, concrete)
    return (
        _symbolic(components, cases, variables, concrete),
        _compared("difference", cases, [*map(_by_differences, cases)], _DIFFERENCE, digits=36),
        _compared("dual", cases, [*map(_by_duals, cases)], _DUAL, digits=15),
    )


def _cases(
    components: Sequence[Component],
    results: Sequence[Term],
    variables: Sequence[Term],
    scope: Scope,
    concrete: Concrete,
) -> list[Case]:
    keys = tuple(_key(concrete(variable)) for variable in variables)
    nodes = sum(size(component.function) for component in components)
    count = max(2, min(MOST_POINTS, _EFFORT // max(nodes, 1)))
    found = []
    for component, result in zip(components, results, strict=True):
        directions = tuple(tuple(map(concrete, each)) for each in component.directions)
        function, settled = concrete(component.function), concrete(result)
        needed = [function, settled, *(term for each in directions for term in each)]
        points = sample([*needed, *map(concrete, variables)], scope, concrete, count)
        found.append(Case(function, keys, directions, settled, tuple(points)))
    return found


def _key(variable: Term) -> str:
    if variable.op is Op.NAME:
        return str(variable.data)
    places = [value_of(simplify(index)) for index in variable.args]
    return element_key(str(variable.data), [int(place or 0) for place in places])


# ------------------------------------------------------------------- differences and duals


def _by_differences(case: Case) -> Seen:
    return [_difference_at(case, point) for point in case.points]


def _difference_at(case: Case, point: Point) -> Any:
    """The derivative along the directions by 60-digit differences; None at a kink."""
    place = {key: MP.rational(value) for key, value in point.items()}
    steps = [[value_at(part, point) for part in each] for each in case.directions]

    def moved(*lengths: Any) -> Any:
        values = dict(place)
        for length, step in zip(lengths, steps, strict=True):
            for key, part in zip(case.keys, step, strict=True):
                values[key] = values[key] + length * part
        return evaluate(case.function, values, MP)

    try:
        first = len(steps) == 1
        found = central_difference(moved, 0) if first else mixed_difference(moved, 0, 0)
    except NoMeaning:
        return None
    return None if found.kink else found.value


def _by_duals(case: Case) -> Seen:
    """The derivative along the directions by dual or hyper-dual numbers."""
    found = []
    for point in case.points:
        place = {key: float(value) for key, value in point.items()}
        steps = [np.array([float(value_at(p, point)) for p in each]) for each in case.directions]
        try:
            if len(steps) == 1:
                tangent = dict(zip(case.keys, steps[0].tolist(), strict=True))
                value = dual_jvp([case.function], case.keys, place, tangent)[1][0, 0]
            else:
                hessian = hyperdual_hessian(case.function, case.keys, place)[:, :, 0]
                value = steps[0] @ hessian @ steps[1]
        except NoMeaning:
            value = np.nan
        found.append(MP.context.mpf(float(value)) if np.isfinite(value) else None)
    return found


def _compared(
    oracle: str, cases: Sequence[Case], seen: Sequence[Seen], allowed: float, digits: int
) -> Evidence:
    """Compare a result with what a witness saw, over all components and points."""
    worst, count, witness = 0.0, 0, {}
    for case, found in zip(cases, seen, strict=True):
        expected = [value_at(case.result, point) for point in case.points]
        scale = max((abs(value) for value in expected), default=0)
        for point, one, other in zip(case.points, expected, found, strict=True):
            if other is None:
                continue
            count += 1
            error = _relative_error(one, other, scale)
            if error > worst:
                worst, witness = error, {key: float(value) for key, value in point.items()}
    if not count:
        return Evidence(oracle, Says.UNSURE, "no point of the domain was found")
    if worst <= allowed:
        return Evidence(oracle, Says.AGREES, points=count, digits=digits, max_error=worst)
    detail = "differs from the result"
    return Evidence(oracle, Says.FAILS, detail, witness, count, digits, worst)


def _relative_error(one: Any, other: Any, scale: Any) -> float:
    """The difference relative to the value, or to the size of its neighbours near a zero."""
    size_of_values = max(abs(one), abs(other), scale * MP.context.mpf(10) ** -6)
    return float(abs(one - other) / size_of_values) if size_of_values else 0.0


# ------------------------------------------------------------------------------- symbolic


def _symbolic(
    components: Sequence[Component],
    cases: Sequence[Case],
    variables: Sequence[Term],
    concrete: Concrete,
) -> Evidence:
    """SymPy's own derivative of the same function, against the result."""
    if sum(size(case.function) for case in cases) > _SYMPY_NODES * 4:
        return Evidence("symbolic", Says.UNSURE, "too large for SymPy to be asked")
    settled = [concrete(variable) for variable in variables]
    try:
        with deadline(_SYMPY_SECONDS):
            found = [_by_sympy(case, settled) for case in cases]
    except OutOfTime:
        return Evidence("symbolic", Says.UNSURE, "SymPy did not answer in time")
    except _SYMPY_FAILS as reason:
        return Evidence("symbolic", Says.UNSURE, f"SymPy has no answer: {reason}"[:200])
    seen = [_values(term, case) for term, case in zip(found, cases, strict=True)]
    evidence = _compared("symbolic", cases, seen, _EXACT, digits=60)
    if evidence.says is not Says.FAILS and all(map(_identical, found, cases)):
        detail = "SymPy's derivative minus the result is zero"
        return Evidence("symbolic", Says.HOLDS, detail, {}, evidence.points, 60, evidence.max_error)
    return evidence


#: SymPy raises these on what it cannot differentiate or express.
_SYMPY_FAILS: Final = (
    NoMeaning,
    ArithmeticError,
    AttributeError,
    NotImplementedError,
    RecursionError,
    TypeError,
    ValueError,
)


def _by_sympy(case: Case, variables: Sequence[Term]) -> Term:
    symbols = [to_sympy(variable) for variable in variables]
    expression = to_sympy(case.function)
    for direction in case.directions:
        weights = [to_sympy(part) for part in direction]
        expression = sum(
            (w * expression.diff(s) for w, s in zip(weights, symbols, strict=True) if w != 0),
            to_sympy(ZERO),
        )
    return from_sympy(expression)


def _values(term: Term, case: Case) -> Seen:
    return [_value_or_none(term, point) for point in case.points]


def _value_or_none(term: Term, point: Point) -> Any:
    try:
        return value_at(term, point)
    except NoMeaning:
        return None


def _identical(found: Term, case: Case) -> bool:
    """Whether the difference of two terms vanishes as a rational function of its kernels."""
    difference = sub(found, case.result)
    try:
        return bool(Field([difference]).ratio(difference).above.is_zero())
    except (TooManyTermsError, ZeroDivisionError):
        return False
