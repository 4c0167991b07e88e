"""Three independent witnesses of a result: SymPy, finite differences, dual numbers.

Each looks at the function itself, never at our derivative of it, and each is reported with
its largest relative error over its points.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from symcalc.core.deadline import OutOfTime, deadline
from symcalc.core.term import Op, Term, size, sub, value_of
from symcalc.core.verdict import Evidence, Says
from symcalc.derive.concrete import Concrete
from symcalc.derive.look import Case, Duals, Sight, by_difference, by_sympy, seen_value
from symcalc.derive.operations import Component
from symcalc.derive.points import Point, value_at
from symcalc.derive.rational import Field, TooManyTermsError
from symcalc.mean.algebra import simplify
from symcalc.mean.errors import NoMeaning
from symcalc.mean.numeric import MP, element_key

#: Nodes at places where each witness may look.
_DIFFERENCE_EFFORT: Final = 12_000
_DUAL_EFFORT: Final = 40_000
#: SymPy is asked about no more nodes than this, for no more seconds than this.
_SYMPY_NODES: Final = 1200
_SYMPY_SECONDS: Final = 2.0
#: Second derivatives in more variables than this are too many for hyper-dual numbers.
_MOST_KEYS: Final = 40
#: Relative errors up to which the witnesses agree: exact, 60-digit differences, float64.
_EXACT: Final = 1e-30
_DIFFERENCE: Final = 1e-12
_DUAL: Final = 1e-7
#: Values smaller than this are compared absolutely.
_SMALLEST: Final = MP.context.mpf(10) ** -12
#: How many error bars a value may be off.
_BARS: Final = 10


@dataclass(frozen=True)
class Court:
    """The cases with what they share: the variables, their keys, and the points."""

    cases: tuple[Case, ...]
    variables: tuple[Term, ...]
    points: tuple[Point, ...]

    @property
    def keys(self) -> list[str]:
        """The keys of the variables in points."""
        return [_key(variable) for variable in self.variables]

    def places(self, effort: int) -> list[tuple[Case, int]]:
        """Cases with numbers of points, thinned out evenly where there are too many."""
        places = [(case, k) for k in range(len(self.points)) for case in self.cases]
        largest = max(size(case.function) + size(case.result) for case in self.cases)
        allowed = max(4, effort // largest)
        return places[:: -(-len(places) // allowed)] if places else []


def witnesses(
    components: Sequence[Component],
    results: Sequence[Term],
    variables: Sequence[Term],
    concrete: Concrete,
    points: Sequence[Point],
) -> tuple[Evidence, ...]:
    """What SymPy, finite differences and dual numbers say of a result."""
    cases = tuple(
        Case(
            concrete(component.function),
            tuple(tuple(map(concrete, each)) for each in component.directions),
            concrete(result),
        )
        for component, result in zip(components, results, strict=True)
    )
    court = Court(cases, tuple(map(concrete, variables)), tuple(points))
    return (_symbolic(court), _difference(court), _dual(court))


def _key(variable: Term) -> str:
    if variable.op is Op.NAME:
        return str(variable.data)
    places = [value_of(simplify(index)) for index in variable.args]
    return element_key(str(variable.data), [int(place or 0) for place in places])


# ---------------------------------------------------------------------------- the numbers


def _difference(court: Court) -> Evidence:
    """Finite differences, at fewer places where the functions are large."""
    sights = [
        (case, court.points[k], by_difference(case, court.keys, court.points[k]))
        for case, k in court.places(_DIFFERENCE_EFFORT)
    ]
    return _compared("difference", sights, _DIFFERENCE, digits=36)


def _dual(court: Court) -> Evidence:
    """Dual numbers for first derivatives, hyper-dual ones for second."""
    if not court.points:
        return _compared("dual", [], _DUAL, digits=15)
    if len(court.keys) > _MOST_KEYS and len(court.cases[0].directions) > 1:
        return Evidence("dual", Says.UNSURE, "too many variables for hyper-dual numbers")
    try:
        duals = {
            case.function: Duals(case.function, len(case.directions), court.keys, court.points)
            for case in {case.function: case for case in court.cases}.values()
        }
    except NoMeaning as reason:
        return Evidence("dual", Says.UNSURE, str(reason))
    sights = [
        (case, court.points[k], duals[case.function].sight(case, k))
        for case, k in court.places(_DUAL_EFFORT)
    ]
    return _compared("dual", sights, _DUAL, digits=15)


def _compared(
    oracle: str, sights: Sequence[tuple[Case, Point, Sight]], allowed: float, digits: int
) -> Evidence:
    """The evidence of one witness: the worst of all that it has seen."""
    worst, count, witness, failed = 0.0, 0, {}, False
    reason = "no point gave a sharp value"
    for case, point, sight in sights:
        if isinstance(sight, NoMeaning):
            reason = str(sight)
            continue
        expected = value_at(case.result, point)
        scale = max(abs(expected), abs(sight.value), _SMALLEST)
        off = abs(expected - sight.value)
        if sight.error > allowed * scale and expected != sight.value:
            continue  # the witness itself is not sure
        count += 1
        failed = failed or bool(off > allowed * scale + _BARS * sight.error)
        if off / scale >= worst:
            worst, witness = float(off / scale), {key: float(v) for key, v in point.items()}
    if not count:
        return Evidence(oracle, Says.UNSURE, reason)
    says, detail = (Says.FAILS, "differs from the result") if failed else (Says.AGREES, "")
    return Evidence(oracle, says, detail, witness if failed else {}, count, digits, worst)


# ------------------------------------------------------------------------------- symbolic


def _symbolic(court: Court) -> Evidence:
    """SymPy's own derivative of the same function, against the result."""
    if sum(size(case.function) for case in court.cases) > _SYMPY_NODES:
        return Evidence("symbolic", Says.UNSURE, "too large for SymPy to be asked")
    try:
        with deadline(_SYMPY_SECONDS):
            found = [by_sympy(case, court.variables) for case in court.cases]
    except OutOfTime:
        return Evidence("symbolic", Says.UNSURE, "SymPy did not answer in time")
    except _SYMPY_FAILS as reason:
        return Evidence("symbolic", Says.UNSURE, f"SymPy has no answer: {reason}"[:200])
    evidence = _compared("symbolic", list(_sights(found, court)), _EXACT, digits=60)
    if evidence.says is Says.FAILS or not all(map(_identical, found, court.cases)):
        return evidence
    detail = "SymPy's derivative minus the result is zero"
    return Evidence("symbolic", Says.HOLDS, detail, {}, evidence.points, 60, evidence.max_error)


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


def _sights(found: Sequence[Term], court: Court) -> Iterator[tuple[Case, Point, Sight]]:
    for term, case in zip(found, court.cases, strict=True):
        for point in court.points:
            yield case, point, seen_value(term, point)


def _identical(found: Term, case: Case) -> bool:
    """Whether the difference of two terms vanishes as a rational function of its kernels."""
    difference = sub(found, case.result)
    try:
        return bool(Field([difference]).ratio(difference).above.is_zero())
    except (TooManyTermsError, ZeroDivisionError):
        return False
