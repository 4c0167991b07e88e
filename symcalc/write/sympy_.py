"""The result of a derivation as a SymPy object."""

from __future__ import annotations

from typing import TYPE_CHECKING

from symcalc.core.derivation import Outcome
from symcalc.mean.symbolic import to_sympy

if TYPE_CHECKING:
    import sympy


def result_sympy(outcome: Outcome) -> sympy.Basic:
    """An expression for a scalar, a column for a vector, a matrix for a matrix."""
    entries = [to_sympy(term, outcome.problem.scope) for term in outcome.result]
    if not outcome.shape:
        return entries[0]
    # Imported here because everything else in this package works without SymPy.
    from sympy import ImmutableDenseMatrix  # noqa: PLC0415

    rows, columns = (*outcome.shape, 1)[:2]
    return ImmutableDenseMatrix(rows, columns, entries)
