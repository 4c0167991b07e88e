"""From a product or a rotation that is asked for to its outcome."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from symcalc.core.derivation import Line, Outcome
from symcalc.core.problem import Problem
from symcalc.derive.geometry.products import cross_product, dot_product, triple_product
from symcalc.derive.geometry.solution import Solution

#: Operation -> what derives it.
GEOMETRY: Final[dict[str, Callable[[Problem], Solution]]] = {
    "dot": dot_product,
    "cross": cross_product,
    "triple": triple_product,
}


def derive_geometry(problem: Problem, steps: bool = True) -> Outcome:
    """Derive a product of vectors or a rotation; ``steps`` adds the lines and the identities.

    Verdicts and evidence are left open: the judge fills them in.  Raises DeriveError where
    the vectors do not fit the operation.
    """
    found = GEOMETRY[problem.operation](problem)
    asked = Line(found.lines[0].start, ())
    return Outcome(
        problem=found.problem,
        result=found.result,
        shape=found.shape,
        lines=found.lines if steps else (asked,),
        conditions=found.conditions,
        notes=found.notes,
    )
