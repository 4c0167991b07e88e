"""The result of a derivation as a SymPy object."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from symcalc.core.derivation import Outcome
from symcalc.core.kind_shapes import array_kinds, has_arrays
from symcalc.core.problem import Problem
from symcalc.core.term import Term
from symcalc.mean.symbolic import to_sympy
from symcalc.mean.symbolic_arrays import arrays_to_sympy

if TYPE_CHECKING:
    import sympy


def term_in_sympy(term: Term, problem: Problem) -> Any:
    """One component of a result: an expression of numbers, or of matrices of symbolic size.

    Raises NoSympyForm where SymPy has no such thing.
    """
    kinds = array_kinds(problem.scope)
    if has_arrays([term, *problem.variables], kinds):
        return arrays_to_sympy(term, kinds, problem.scope)
    return to_sympy(term, problem.scope)


def result_sympy(outcome: Outcome) -> sympy.Basic:
    """An expression for a scalar, a column for a vector, a matrix for a matrix."""
    entries = [term_in_sympy(term, outcome.problem) for term in outcome.result]
    if not outcome.shape:
        return entries[0]
    # Imported here because everything else in this package works without SymPy.
    from sympy import ImmutableDenseMatrix, Tuple  # noqa: PLC0415

    if any(getattr(entry, "is_Matrix", False) for entry in entries):
        return Tuple(*entries)
    rows, columns = (*outcome.shape, 1)[:2]
    return ImmutableDenseMatrix(rows, columns, entries)
