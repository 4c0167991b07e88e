"""Problems of vectors and rotations as they are typed, and the values of what they give."""

from __future__ import annotations

from typing import Any

import numpy as np

from symcalc.core.derivation import Outcome
from symcalc.derive.geometry.entry import derive_geometry
from symcalc.mean.definitions import resolve
from symcalc.mean.numeric import FLOAT, evaluate
from symcalc.request import Turn, geometry_problem_of


def solved(operation: str, operands: str, wrt: str | None = None, **turn: Any) -> Outcome:
    """The outcome of operands separated by ``;``, not judged."""
    return derive_geometry(geometry_problem_of(operation, operands, Turn(**turn), wrt=wrt))


def entries(outcome: Outcome, **point: float) -> Any:
    """The float values of a result at a point."""
    terms = (resolve(term, outcome.problem.scope) for term in outcome.result)
    return np.array([float(evaluate(term, point, FLOAT)) for term in terms])


def listed(values: Any) -> str:
    """Numbers as they are typed: 1.5,-2,0."""
    return ",".join(f"{value:.6f}" for value in values)
