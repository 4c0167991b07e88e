"""A derivation as a NumPy function that runs on its own."""

from __future__ import annotations

from symcalc.core.derivation import Outcome
from symcalc.core.kind_shapes import array_kinds, has_arrays
from symcalc.core.term import Term, free_names
from symcalc.mean.compile import Compiled, compile_numpy
from symcalc.mean.compile_arrays import compile_arrays
from symcalc.mean.differentiate import resolve


def compiled(outcome: Outcome, name: str = "") -> Compiled:
    """The result as a NumPy function of every name it depends on, in the order of arguments."""
    scope = outcome.problem.scope
    function = name or outcome.problem.operation
    kinds = array_kinds(scope)
    if has_arrays([*outcome.result, *outcome.problem.variables], kinds):
        return compile_arrays(outcome.result, arguments(outcome, outcome.result), kinds, function)
    outputs = tuple(resolve(term, scope) for term in outcome.result)
    return compile_numpy(outputs, arguments(outcome, outputs), function)


def arguments(outcome: Outcome, outputs: tuple[Term, ...]) -> tuple[str, ...]:
    """The keys the function takes: the variables of the problem, then the rest by the alphabet."""
    first = [str(term.data) for term in outcome.problem.variables if not term.args]
    used = (*outputs, *(resolve(t, outcome.problem.scope) for t in outcome.problem.expressions))
    sizes = {size for kind in array_kinds(outcome.problem.scope).values() for size in kind.shape}
    others = sorted({key for term in used for key in free_names(term)} - set(first) - sizes)
    return (*dict.fromkeys(first), *others)


def write_python(outcome: Outcome) -> str:
    """The source of the function: ``import numpy as np``, then one assignment a node."""
    return compiled(outcome).source
