"""The result of a derivation as a SymPy object."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from symcalc.core.derivation import Outcome
from symcalc.core.kind import Kind
from symcalc.core.shape import array_kinds, has_arrays
from symcalc.mean.symbolic import to_sympy
from symcalc.mean.symbolic_arrays import arrays_to_sympy

if TYPE_CHECKING:
    import sympy


def _of_arrays(outcome: Outcome, kinds: Mapping[str, Kind]) -> sympy.Basic:
    """A matrix expression, or a tuple of them for several variables."""
    # Imported here because everything else in this package works without SymPy.
    from sympy import Tuple  # noqa: PLC0415

    found = [arrays_to_sympy(term, kinds, outcome.problem.scope) for term in outcome.result]
    return found[0] if len(found) == 1 else Tuple(*found)


def result_sympy(outcome: Outcome) -> sympy.Basic:
    """An expression for a scalar, a column for a vector, a matrix for a matrix."""
    kinds = array_kinds(outcome.problem.scope)
    if has_arrays([*outcome.result, *outcome.problem.variables], kinds):
        return _of_arrays(outcome, kinds)
    entries = [to_sympy(term, outcome.problem.scope) for term in outcome.result]
    if not outcome.shape:
        return entries[0]
    # Imported here because everything else in this package works without SymPy.
    from sympy import ImmutableDenseMatrix  # noqa: PLC0415

    rows, columns = (*outcome.shape, 1)[:2]
    return ImmutableDenseMatrix(rows, columns, entries)
