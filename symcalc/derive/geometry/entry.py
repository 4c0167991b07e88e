"""From a product or a rotation that is asked for to its outcome."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from symcalc.core.derivation import Line, Outcome
from symcalc.core.problem import Problem
from symcalc.core.term import free_names, value_of
from symcalc.derive.geometry.products import cross_product, dot_product, triple_product
from symcalc.derive.geometry.quaternions import compose, rate, slerp
from symcalc.derive.geometry.rotation import rotate
from symcalc.derive.geometry.solution import Solution
from symcalc.derive.geometry.tangent import derivative_of_rotation
from symcalc.derive.values import evaluated
from symcalc.mean.numeric import FLOAT, evaluate

#: Operation -> what derives it.
GEOMETRY: Final[dict[str, Callable[[Problem], Solution]]] = {
    "dot": dot_product,
    "cross": cross_product,
    "triple": triple_product,
    "rotate": rotate,
    "compose": compose,
    "rate": rate,
    "slerp": slerp,
}


#: The names of the entries of a vector and of a quaternion.
_LABELS: Final[dict[tuple[int, ...], tuple[str, ...]]] = {
    (3,): ("x", "y", "z"),
    (4,): ("w", "x", "y", "z"),
}


def _value(found: Solution) -> tuple[float, ...]:
    """The value at the point asked for; of a result without names, where it is not rational."""
    problem, result = found.problem, found.result
    if problem.at:
        return evaluated(result, problem.at, problem.scope)[0]
    if any(free_names(term) for term in result) or all(value_of(t) is not None for t in result):
        return ()
    return tuple(float(evaluate(term, {}, FLOAT)) for term in result)


def derive_geometry(problem: Problem, steps: bool = True) -> Outcome:
    """Derive a product of vectors or a rotation; ``steps`` adds the lines and the identities.

    Verdicts and evidence are left open: the judge fills them in.  Raises DeriveError where
    the vectors do not fit the operation.
    """
    if problem.operation == "rotate" and problem.variables:
        return derivative_of_rotation(problem)
    found = GEOMETRY[problem.operation](problem)
    asked = Line(found.lines[0].start, ())
    return Outcome(
        problem=found.problem,
        result=found.result,
        shape=found.shape,
        labels=_LABELS.get(found.shape, ()),
        lines=found.lines if steps else (asked,),
        conditions=found.conditions,
        notes=found.notes,
        value=_value(found),
    )
