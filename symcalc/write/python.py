"""A derivation as a NumPy function that runs on its own."""

from __future__ import annotations

from symcalc.core.derivation import Outcome
from symcalc.core.term import Term, free_names
from symcalc.mean.compile import Compiled, compile_numpy
from symcalc.mean.differentiate import resolve


def compiled(outcome: Outcome, name: str = "") -> Compiled:
    """The result as a NumPy function of every name it depends on, in the order of arguments."""
    scope = outcome.problem.scope
    outputs = tuple(resolve(term, scope) for term in outcome.result)
    return compile_numpy(outputs, arguments(outcome, outputs), name or outcome.problem.operation)


def arguments(outcome: Outcome, outputs: tuple[Term, ...]) -> tuple[str, ...]:
    """The keys the function takes: the variables of the problem, then the rest by the alphabet."""
    first = [str(term.data) for term in outcome.problem.variables if not term.args]
    used = (*outputs, *(resolve(t, outcome.problem.scope) for t in outcome.problem.expressions))
    others = sorted({key for term in used for key in free_names(term)} - set(first))
    return (*dict.fromkeys(first), *others)


def write_python(outcome: Outcome) -> str:
    """The source of the function: ``import numpy as np``, then one assignment a node."""
    return compiled(outcome).source
